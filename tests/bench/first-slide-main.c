/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * bench-first-slide: from the drop of a lecture of ten minutes in 1080p on the window to its first
 * slide on the screen, beside the time that ffmpeg takes to decode the first twenty seconds of it,
 * in turns. The window is the real one, in this process, with real task processes.
 *
 *   bench-first-slide [ROUNDS]
 */
#include <stdio.h>
#include <stdlib.h>

#include "child-cost.h"
#include "engine/task-main.h"
#include "frame-wait.h"
#include "on-screen.h"
#include "speed-clips.h"
#include "ui/fixed-picture.h"
#include "ui/slide-cell.h"
#include "ui/window-fixture.h"

#define DEFAULT_ROUNDS 5
#define MAX_ROUNDS     25
#define CLIP           "speed-g"
#define PEER_S         "20"
#define MAX_RATIO      3.0

typedef struct
{
  char *clip;
  double slide_ms;
} Bench;

static void
stop_on (const GError *error)
{
  if (error == NULL)
    return;

  g_printerr ("bench-first-slide: %s\n", error->message);
  exit (1);
}

static double
measure_ffmpeg (const char *clip)
{
  const char *const argv[] = { "ffmpeg", "-v", "error", "-t", PEER_S, "-i", clip, "-map", "0:v", "-f", "null", "-",
                               NULL };
  g_autoptr (GError) error = NULL;
  ChildCost cost = { 0 };

  child_cost_run (argv, NULL, &cost, &error);
  stop_on (error);
  return cost.wall_ms;
}

/* Returns: (nullable): one with its picture on it */
static GtkWidget *
find_drawn_slide (GtkWidget *window)
{
  GtkWidget *cell = find_widget (window, LEC_TYPE_SLIDE_CELL, NULL);
  GtkWidget *picture = cell != NULL ? find_widget (cell, LEC_TYPE_FIXED_PICTURE, NULL) : NULL;

  return picture != NULL && lec_fixed_picture_get_texture (LEC_FIXED_PICTURE (picture)) != NULL ? picture : NULL;
}

static void
stop_when_failed (Fixture *fixture)
{
  LecJobRow *row = find_row (fixture);
  const LecJob *job = row != NULL ? lec_job_item_get_job (lec_job_row_get_item (row)) : NULL;

  if (job == NULL || job->status != LEC_JOB_FAILED)
    return;

  g_printerr ("bench-first-slide: %s\n", job->error);
  exit (1);
}

/* The row of a video that was dropped is opened as soon as it is there. */
static void
drop_and_wait (gpointer data)
{
  Fixture *fixture = data;
  Bench *bench = g_object_get_data (G_OBJECT (fixture->application), "bench");
  g_autofree char *uri = g_filename_to_uri (bench->clip, NULL, NULL);
  const char *const uris[] = { uri, NULL };
  gint64 start_us = 0;

  wait_for_page (fixture, "empty");
  start_us = g_get_monotonic_time ();
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.add-uris", "^as", uris);
  wait_for_row (fixture);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.view-job", "x", get_id (fixture));
  while (find_drawn_slide (GTK_WIDGET (fixture->window)) == NULL)
    {
      g_main_context_iteration (NULL, TRUE);
      stop_when_failed (fixture);
    }
  frame_wait (GTK_WIDGET (fixture->window), 2);
  bench->slide_ms = (double) (g_get_monotonic_time () - start_us) / 1000;
}

static double
measure_window (Bench *bench)
{
  g_autoptr (GSettings) settings = g_settings_new (LEC_APPLICATION_ID);
  Fixture fixture = { NULL };

  set_up (&fixture, drop_and_wait);
  g_settings_set_string (settings, "output-folder", fixture.folder);
  fixture.application = lec_application_new (G_APPLICATION_NON_UNIQUE);
  g_object_set_data (G_OBJECT (fixture.application), "bench", bench);
  g_signal_connect_after (fixture.application, "activate", G_CALLBACK (activate_cb), &fixture);
  g_application_run (G_APPLICATION (fixture.application), 0, NULL);
  g_clear_object (&fixture.application);
  tear_down (&fixture, NULL);
  return bench->slide_ms;
}

static gboolean
compare (Bench *bench,
         guint n_rounds)
{
  double ffmpeg_ms[MAX_ROUNDS] = { 0 }, ours_ms[MAX_ROUNDS] = { 0 };
  double ffmpeg = 0, ours = 0;

  for (guint i = 0; i < n_rounds; i++)
    {
      ffmpeg_ms[i] = measure_ffmpeg (bench->clip);
      ours_ms[i] = measure_window (bench);
    }

  ffmpeg = child_cost_find_median (ffmpeg_ms, n_rounds);
  ours = child_cost_find_median (ours_ms, n_rounds);
  printf ("| ffmpeg, %s s | first slide | times |\n|-|-|-|\n", PEER_S);
  printf ("| %7.0f ms | %8.0f ms | %.2f%s |\n", ffmpeg, ours, ours / ffmpeg, ours <= MAX_RATIO * ffmpeg ? "" : " NO");
  return ours <= MAX_RATIO * ffmpeg;
}

int
main (int argc,
      char *argv[])
{
  g_autofree char *folder = g_build_filename (BENCH_DIR, "speed", NULL);
  g_autoptr (GError) error = NULL;
  Bench bench = { NULL };
  guint n_rounds = DEFAULT_ROUNDS;
  gboolean is_good = FALSE;

  if (argc > 1 && g_str_equal (argv[1], "--task"))
    return lec_task_main ();
  if (argc > 1)
    n_rounds = (guint) g_ascii_strtoull (argv[1], NULL, 10);
  if (n_rounds < 1 || n_rounds > MAX_ROUNDS)
    {
      g_printerr ("usage: bench-first-slide [ROUNDS up to %d]\n", MAX_ROUNDS);
      return 2;
    }
  if (!on_screen_ensure (argv))
    return 1;

  if (speed_clips_make (folder, &error))
    bench.clip = speed_clips_find (folder, CLIP, &error);
  stop_on (error);
  is_good = compare (&bench, n_rounds);
  g_free (bench.clip);

  return is_good ? 0 : 1;
}
