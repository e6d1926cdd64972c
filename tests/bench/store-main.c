/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whether ten thousand jobs in the queue cost more than a few: the same call on a database with
 * few jobs and on one with many, in turns, so that what the machine does meanwhile hits both.
 *
 * usage: bench-store [JOBS]
 */
#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/error.h"
#include "store/sqlite-store.h"

#define DEFAULT_JOBS   10000
#define N_ROUNDS       200
#define N_LISTED       50
#define N_FINISHED     500u
#define SLIDES_PER_JOB 20u
#define LEASE_US       (30 * (gint64) G_USEC_PER_SEC)
#define MAX_RATIO      2.0
#define WARM_UP        5

typedef struct
{
  LecStore *store;
  gint64 now_us;
  guint n_added;
} Side;

/* A call that is measured. */
typedef struct
{
  const char *name;
  void (*call) (Side *side);
} Operation;

static void
stop_on (const GError *error)
{
  if (error == NULL)
    return;

  g_printerr ("bench-store: %s\n", error->message);
  exit (1);
}

static double
get_thread_ms (void)
{
  struct timespec now = { 0 };

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return (double) now.tv_sec * 1e3 + (double) now.tv_nsec / 1e6;
}

static void
add (Side *side)
{
  g_autoptr (LecJobRequest) request = lec_job_request_new ();
  g_autofree char *key = g_strdup_printf ("key %u", ++side->n_added);
  LecNewTask task = { .stage = "extract", .queue = "extraction", .max_attempts = 3 };
  LecSubmission submission = { .request = request, .idempotency_key = key, .tasks = &task, .n_tasks = 1 };
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (request->videos, g_strdup_printf ("/lectures/%u.mp4", side->n_added));
  lec_store_submit (side->store, &submission, NULL, ++side->now_us, NULL, &error);
  stop_on (error);
}

static void
list (Side *side)
{
  LecJobFilter filter = { .status = LEC_JOB_QUEUED, .limit = N_LISTED };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) jobs = lec_store_list_jobs (side->store, &filter, NULL, &error);

  stop_on (error);
}

static void
claim (Side *side)
{
  LecClaimRequest request = { lec_store_get_queue_names (), "bench", LEASE_US };
  g_autoptr (GError) error = NULL;
  g_autoptr (LecClaim) claimed = lec_store_claim (side->store, &request, ++side->now_us, NULL, &error);

  stop_on (error);
  lec_store_release (side->store, claimed->fence, ++side->now_us, NULL, &error);
  stop_on (error);
}

static void
search (Side *side)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) hits = lec_store_search (side->store, "rare000007", 20, NULL, &error);

  stop_on (error);
  g_assert (hits->len == 1);
}

/* A job with slides, each of which has a word that no other has. */
static void
add_finished (Side *side,
              guint number)
{
  LecClaimRequest request = { lec_store_get_queue_names (), "bench", LEASE_US };
  g_autoptr (LecClaim) claimed = NULL;
  g_autoptr (LecLecture) lecture = lec_lecture_new ();
  g_autoptr (GError) error = NULL;
  LecTaskResult result = { .lecture = lecture, .cost.exit_status = -1 };

  add (side);
  claimed = lec_store_claim (side->store, &request, ++side->now_us, NULL, NULL);
  for (guint i = 0; i < SLIDES_PER_JOB; i++)
    {
      LecSlide *slide = lec_slide_new (i + 1);

      lec_slide_add_visit (slide, i * 60, i * 60 + 60);
      slide->title = g_strdup_printf ("Grammars and automata, part %u", i);
      slide->text = g_strdup_printf ("Every slide says much the same, and rare%06u", number * SLIDES_PER_JOB + i);
      g_ptr_array_add (lecture->slides, slide);
    }
  lec_store_finish (side->store, claimed->fence, &result, ++side->now_us, NULL, &error);
  stop_on (error);
}

static LecStore *
open_store (const char *name)
{
  g_autofree char *path = g_build_filename (BENCH_DIR, name, NULL);
  static const char *const suffixes[] = { "", "-wal", "-shm" };
  g_autoptr (GError) error = NULL;
  LecStore *store = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *old = g_strconcat (path, suffixes[i], NULL);

      g_unlink (old);
    }
  store = lec_sqlite_store_open (path, 1, NULL, &error);
  stop_on (error);
  return store;
}

static gint64
get_resident_kib (void)
{
  g_autofree char *text = NULL;
  const char *line = NULL;

  g_file_get_contents ("/proc/self/status", &text, NULL, NULL);
  line = text != NULL ? strstr (text, "VmRSS:") : NULL;
  return line != NULL ? g_ascii_strtoll (line + strlen ("VmRSS:"), NULL, 10) : 0;
}

static int
compare_doubles (const void *a,
                 const void *b)
{
  double left = *(const double *) a, right = *(const double *) b;

  return (left > right) - (left < right);
}

/* Sorts @values. @share: 0..1 */
static double
get_quantile (double *values,
              double share)
{
  qsort (values, N_ROUNDS, sizeof *values, compare_doubles);
  return values[(guint) (share * (N_ROUNDS - 1))];
}

/* Returns: whether it is within the target */
static gboolean
measure (const Operation *operation,
         Side *few,
         Side *many)
{
  double wall_ms[2][N_ROUNDS], cpu_ms[2][N_ROUNDS];
  Side *sides[] = { few, many };
  double p95[2] = { 0 };

  for (guint i = 0; i < N_ROUNDS + WARM_UP; i++)
    for (guint j = 0; j < 2; j++)
      {
        gint64 start_us = g_get_monotonic_time ();
        double start_ms = get_thread_ms ();

        operation->call (sides[j]);
        if (i < WARM_UP)
          continue;
        cpu_ms[j][i - WARM_UP] = get_thread_ms () - start_ms;
        wall_ms[j][i - WARM_UP] = (double) (g_get_monotonic_time () - start_us) / 1e3;
      }

  for (guint j = 0; j < 2; j++)
    p95[j] = get_quantile (cpu_ms[j], 0.95);
  printf ("| %-15s | %8.3f | %8.3f | %8.3f | %8.3f | %5.2f | %8.3f | %8.3f |\n", operation->name,
          get_quantile (cpu_ms[0], 0.5), get_quantile (cpu_ms[1], 0.5), p95[0], p95[1], p95[1] / p95[0],
          get_quantile (wall_ms[0], 0.95), get_quantile (wall_ms[1], 0.95));
  return p95[1] <= MAX_RATIO * p95[0];
}

static void
fill (Side *side,
      guint n_jobs)
{
  gint64 start_us = g_get_monotonic_time ();
  gint64 start_kib = get_resident_kib ();

  for (guint i = 0; i < N_FINISHED; i++)
    add_finished (side, i);
  for (guint i = 0; i < n_jobs; i++)
    add (side);
  printf ("%u jobs queued and %u done with %u slides in %.1f s, memory %+d KiB\n", n_jobs, N_FINISHED,
          N_FINISHED * SLIDES_PER_JOB, (double) (g_get_monotonic_time () - start_us) / 1e6,
          (int) (get_resident_kib () - start_kib));
}

int
main (int argc,
      char *argv[])
{
  static const Operation operations[] = {
    { "add", add },
    { "list 50", list },
    { "claim, release", claim },
    { "search", search },
  };
  guint n_jobs = argc > 1 ? (guint) atoi (argv[1]) : DEFAULT_JOBS;
  Side few = { 0 }, many = { 0 };
  gboolean within = TRUE;

  g_mkdir_with_parents (BENCH_DIR, 0755);
  few.store = open_store ("store-few.db");
  many.store = open_store ("store-many.db");
  add_finished (&few, 0);
  add (&few);
  fill (&many, n_jobs);

  printf ("\n| milliseconds    | CPU, few | CPU, many | p95, few | p95, many | ratio | wall p95 | wall p95 |\n");
  printf ("|-----------------|----------|----------|----------|----------|-------|----------|----------|\n");
  for (guint i = 0; i < G_N_ELEMENTS (operations); i++)
    within = measure (&operations[i], &few, &many) && within;
  printf ("\np95 of processor time within %.1f times of few jobs: %s\n", MAX_RATIO, within ? "yes" : "NO");
  printf ("memory at the end: %d KiB\n", (int) get_resident_kib ());

  g_object_unref (few.store);
  g_object_unref (many.store);
  return within ? 0 : 1;
}
