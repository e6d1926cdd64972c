/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * It asks for another layout only when it must, so whatever was asked before, it is as high as one
 * that has never said anything else.
 */
#include <gtk/gtk.h>

#include "made-jobs.h"
#include "ui/job-line.h"

#define N_ROUNDS 300

static LecJobItem *
make_item (LecJobStatus status,
           guint n_slides,
           const char *reason)
{
  LecJob *job = make_job (1, status);

  job->n_slides = n_slides;
  job->progress = 0.5;
  job->error = g_strdup (reason);
  return lec_job_item_new (job, 1);
}

static LecJobItem *
make_random_item (void)
{
  static const LecJobStatus states[] = { LEC_JOB_QUEUED, LEC_JOB_PROCESSING, LEC_JOB_PAUSED, LEC_JOB_COMPLETED,
                                         LEC_JOB_FAILED };

  return make_item (states[g_test_rand_int_range (0, G_N_ELEMENTS (states))],
                    (guint) g_test_rand_int_range (0, 2) * (guint) g_test_rand_int_range (1, 100000), NULL);
}

static int
measure (GtkWidget *line,
         GtkOrientation orientation,
         int for_size)
{
  int minimum = 0;

  gtk_widget_measure (line, orientation, for_size, &minimum, NULL, NULL, NULL);
  return minimum;
}

static GtkWidget *
make_line (GtkWidget *window,
           LecJobItem *item)
{
  GtkWidget *line = g_object_new (LEC_TYPE_JOB_LINE, NULL);

  gtk_box_append (GTK_BOX (gtk_window_get_child (GTK_WINDOW (window))), line);
  lec_job_line_show (LEC_JOB_LINE (line), item);
  return line;
}

static GtkWidget *
make_window (void)
{
  GtkWidget *window = gtk_window_new ();

  gtk_window_set_child (GTK_WINDOW (window), gtk_box_new (GTK_ORIENTATION_VERTICAL, 0));
  return window;
}

static void
test_height (void)
{
  GtkWidget *window = make_window ();
  g_autoptr (LecJobItem) first = make_random_item ();
  GtkWidget *line = make_line (window, first);
  int least = measure (line, GTK_ORIENTATION_HORIZONTAL, -1);

  for (guint i = 0; i < N_ROUNDS; i++)
    {
      g_autoptr (LecJobItem) item = make_random_item ();
      /* Narrow for some time, then mostly wide: what was asked for once is remembered. */
      int width = least + g_test_rand_int_range (0, i % 10 == 0 ? 60 : 400);
      GtkWidget *fresh = NULL;

      lec_job_line_show (LEC_JOB_LINE (line), item);
      fresh = make_line (window, item);
      g_assert_cmpint (measure (line, GTK_ORIENTATION_VERTICAL, width), ==,
                       measure (fresh, GTK_ORIENTATION_VERTICAL, width));
      g_assert_cmpint (measure (line, GTK_ORIENTATION_HORIZONTAL, -1), ==, least);
      gtk_box_remove (GTK_BOX (gtk_window_get_child (GTK_WINDOW (window))), fresh);
    }
  gtk_window_destroy (GTK_WINDOW (window));
}

/* Nothing is cut where there is no room: it takes more lines. */
static void
test_wraps (void)
{
  GtkWidget *window = make_window ();
  g_autoptr (LecJobItem) item = make_item (LEC_JOB_PROCESSING, 12345, NULL);
  GtkWidget *line = make_line (window, item);
  int least = measure (line, GTK_ORIENTATION_HORIZONTAL, -1);
  int one = measure (line, GTK_ORIENTATION_VERTICAL, 1000);

  g_assert_cmpint (measure (line, GTK_ORIENTATION_VERTICAL, -1), ==, one);
  g_assert_cmpint (measure (line, GTK_ORIENTATION_VERTICAL, least), >=, 2 * one - 4);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* The row has no other text that says how it is. */
static void
test_spoken (void)
{
  GtkWidget *window = make_window ();
  g_autoptr (LecJobItem) failed = make_item (LEC_JOB_FAILED, 0, "reason");
  g_autoptr (LecJobItem) done = make_item (LEC_JOB_COMPLETED, 3, NULL);
  GtkWidget *line = make_line (window, failed);
  g_autofree char *summary = NULL;

  g_object_get (done, "summary", &summary, NULL);
  lec_job_line_show (LEC_JOB_LINE (line), done);
  g_assert_cmpstr (lec_job_line_get_text (LEC_JOB_LINE (line)), ==, summary);
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (line), GTK_ACCESSIBLE_ROLE_LABEL);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (line), GTK_ACCESSIBLE_PROPERTY_LABEL, summary);
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc,
      char *argv[])
{
  g_setenv ("GTK_A11Y", "test", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_log_set_always_fatal (G_LOG_LEVEL_MASK & ~(G_LOG_LEVEL_DEBUG | G_LOG_LEVEL_INFO | G_LOG_LEVEL_MESSAGE));
  gtk_init ();
  g_test_add_func ("/job-line/height", test_height);
  g_test_add_func ("/job-line/wraps", test_wraps);
  g_test_add_func ("/job-line/spoken", test_spoken);
  return g_test_run ();
}
