/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * bench-start: from starting the program to the first frame of its window, beside an empty window
 * of libadwaita, in turns; with a library that is empty, and with one of many lectures.
 *
 *   bench-start [ROUNDS]
 */
#include <stdio.h>
#include <stdlib.h>

#include "child-cost.h"
#include "engine/data-folder.h"
#include "first-frame.h"
#include "on-screen.h"
#include "store/sqlite-store.h"

#define DEFAULT_ROUNDS 15
#define MAX_ROUNDS     99
#define WARM_UP        2
#define MAX_RATIO      1.5
#define N_LECTURES     200
#define LEASE_US       (30 * (gint64) G_USEC_PER_SEC)

static void
stop_on (const GError *error)
{
  if (error == NULL)
    return;

  g_printerr ("bench-start: %s\n", error->message);
  exit (1);
}

static double
measure (const char *program)
{
  const char *const argv[] = { program, NULL };
  g_autoptr (GError) error = NULL;
  double frame_ms = 0;

  first_frame_measure (argv, &frame_ms, &error);
  stop_on (error);
  return frame_ms;
}

/* Returns: whether it is as fast as it has to be */
static gboolean
compare (const char *library,
         guint n_rounds)
{
  double empty_ms[MAX_ROUNDS] = { 0 }, ours_ms[MAX_ROUNDS] = { 0 };
  double empty = 0, ours = 0;

  for (guint i = 0; i < WARM_UP + n_rounds; i++)
    {
      guint round = i < WARM_UP ? 0 : i - WARM_UP;

      empty_ms[round] = measure (EMPTY_WINDOW);
      ours_ms[round] = measure (LECTERN);
    }

  empty = child_cost_find_median (empty_ms, n_rounds);
  ours = child_cost_find_median (ours_ms, n_rounds);
  printf ("| %-12s | %9.0f ms | %7.0f ms | %5.2f%s |\n", library, empty, ours, ours / empty,
          ours <= MAX_RATIO * empty ? "   " : " NO");
  return ours <= MAX_RATIO * empty;
}

static void
add_finished (LecStore *store,
              guint number)
{
  g_autoptr (LecJobRequest) request = lec_job_request_new ();
  g_autoptr (LecLecture) lecture = lec_lecture_new ();
  g_autofree char *key = g_strdup_printf ("key %u", number);
  LecNewTask task = { .stage = "extract", .queue = "extraction", .max_attempts = 3 };
  LecSubmission submission = { .request = request, .idempotency_key = key, .tasks = &task, .n_tasks = 1 };
  LecClaimRequest claim = { lec_store_get_queue_names (), "bench", LEASE_US };
  LecTaskResult result = { .lecture = lecture, .cost.exit_status = -1 };
  gint64 now_us = number * G_USEC_PER_SEC;
  g_autoptr (LecClaim) claimed = NULL;
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (request->videos, g_strdup_printf ("/lectures/%u.mp4", number));
  lec_store_submit (store, &submission, NULL, now_us, NULL, &error);
  stop_on (error);
  claimed = lec_store_claim (store, &claim, now_us, NULL, &error);
  stop_on (error);
  lec_store_finish (store, claimed->fence, &result, now_us, NULL, &error);
  stop_on (error);
}

static void
fill_library (void)
{
  g_autofree char *folder = lec_data_folder_dup_home ();
  g_autofree char *path = g_build_filename (folder, LEC_DATA_FOLDER_DATABASE, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (LecStore) store = lec_sqlite_store_open (path, 1, NULL, &error);

  stop_on (error);
  for (guint i = 1; i <= N_LECTURES; i++)
    add_finished (store, i);
}

int
main (int argc,
      char *argv[])
{
  gint64 n_rounds = argc > 1 ? g_ascii_strtoll (argv[1], NULL, 10) : DEFAULT_ROUNDS;
  g_autofree char *many = g_strdup_printf ("%d lectures", N_LECTURES);
  gboolean is_fast = FALSE;

  if (n_rounds < 1 || n_rounds > MAX_ROUNDS)
    {
      g_printerr ("usage: bench-start [ROUNDS up to %d]\n", MAX_ROUNDS);
      return 2;
    }
  if (!on_screen_ensure (argv))
    return 1;

  printf ("first frame, wall, medians of %d; at most %.1f times an empty window\n\n", (int) n_rounds, MAX_RATIO);
  printf ("| library      | empty window | lectern    | times   |\n|-|-|-|-|\n");
  is_fast = compare ("empty", (guint) n_rounds);
  fill_library ();
  is_fast = compare (many, (guint) n_rounds) && is_fast;

  return is_fast ? 0 : 1;
}
