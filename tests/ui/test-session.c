/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A long session keeps no more memory than a short one: the same work with another lecture, round
 * after round, through every page and dialog. What the heap has in use is told by the sanitizer
 * where there is one, else by the C library. With SESSION_ROUNDS there are as many rounds and no
 * verdict, so that what LeakSanitizer finds after a few and after many can be compared:
 *
 *   for n in 2 12; do SESSION_ROUNDS=$n … test-session; done
 */
#include <malloc.h>
#include <stdlib.h>

#include "ui/export-dialog.h"
#include "ui/find-bar.h"
#include "ui/job-details.h"
#include "ui/lecture-page.h"
#include "ui/preferences.h"
#include "ui/slide-grid.h"
#include "window-fixture.h"

#define MORE         "duration=5400 read=5400 slides=6 end=more"
#define WARM_UP      4   /* rounds, until what is kept on purpose is there */
#define ROUNDS       8   /* more */
#define MAX_KB_ROUND 128 /* a row's picture is 28 KB, and is kept on purpose */

#ifdef __SANITIZE_ADDRESS__
/* GCC brings it without a header. */
gsize __sanitizer_get_current_allocated_bytes (void);
#endif

static gsize
get_heap_bytes (void)
{
#ifdef __SANITIZE_ADDRESS__
  return __sanitizer_get_current_allocated_bytes ();
#else
  struct mallinfo2 facts = mallinfo2 ();

  return facts.uordblks + facts.hblkhd;
#endif
}

static GtkWidget *
wait_for_type (Fixture *fixture,
               GType type)
{
  GtkWidget *found = NULL;

  while ((found = find_widget (GTK_WIDGET (fixture->window), type, NULL)) == NULL)
    g_main_context_iteration (NULL, TRUE);
  return found;
}

static void
wait_for_slides (Fixture *fixture,
                 guint n_slides)
{
  LecSlideGrid *grid = LEC_SLIDE_GRID (wait_for_type (fixture, LEC_TYPE_SLIDE_GRID));

  while (g_list_model_get_n_items (lec_slide_grid_get_slides (grid)) != n_slides)
    g_main_context_iteration (NULL, TRUE);
}

/* Something is corrected, and taken back. */
static void
work_on_lecture (Fixture *fixture)
{
  GtkWidget *page = NULL;

  wait_for_slides (fixture, 6);
  page = gtk_widget_get_ancestor (wait_for_type (fixture, LEC_TYPE_SLIDE_GRID), LEC_TYPE_LECTURE_PAGE);
  gtk_widget_activate_action (page, "lecture.remove", NULL);
  wait_for_slides (fixture, 5);
  gtk_widget_activate_action (page, "lecture.undo", NULL);
  wait_for_slides (fixture, 6);
  gtk_widget_activate_action (page, "lecture.find", NULL);
  lec_find_bar_find (LEC_FIND_BAR (wait_for_type (fixture, LEC_TYPE_FIND_BAR)), "Page 3");
  gtk_widget_activate_action (page, "lecture.ask-title", NULL);
  gtk_widget_activate_action (page, "lecture.copy", NULL);
  wait_until_says (GTK_WIDGET (fixture->window), "The PDF is up to date");
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.back", NULL);
  wait_for_row (fixture);
}

/* Takes @window, of which nothing is left. */
static void
show_for_a_moment (GtkWidget *window,
                   const char *says)
{
  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &window);
  gtk_window_present (GTK_WINDOW (window));
  wait_until_says (window, says);
  gtk_window_destroy (GTK_WINDOW (window));
  while (window != NULL)
    g_main_context_iteration (NULL, TRUE);
}

static void
look_around (Fixture *fixture)
{
  GtkWindow *window = GTK_WINDOW (fixture->window);
  LecJobItem *item = lec_job_row_get_item (find_row (fixture));
  GtkWidget *preferences = NULL;
  GtkWidget *entry = NULL;

  gtk_widget_activate_action (GTK_WIDGET (window), "win.show-job", "x", lec_job_item_get_id (item));
  show_for_a_moment (find_window (LEC_TYPE_JOB_DETAILS), "Finding slides");
  g_action_group_activate_action (G_ACTION_GROUP (fixture->application), "preferences", NULL);
  preferences = find_window (LEC_TYPE_PREFERENCES);
  wait_until_says (preferences, "Keep Awake");
  gtk_window_close (GTK_WINDOW (preferences));
  show_for_a_moment (GTK_WIDGET (lec_export_dialog_new (window, item)), "Layout");
  gtk_widget_activate_action (GTK_WIDGET (window), "win.view", "s", "dashboard");
  wait_until_says (GTK_WIDGET (window), "Went well");
  gtk_widget_activate_action (GTK_WIDGET (window), "win.view", "s", "library");
  gtk_widget_activate_action (GTK_WIDGET (window), "win.find", NULL);
  entry = wait_for_type (fixture, GTK_TYPE_SEARCH_ENTRY);
  gtk_editable_set_text (GTK_EDITABLE (entry), "Words");
  wait_until_says (GTK_WIDGET (window), "On Slides");
  gtk_editable_set_text (GTK_EDITABLE (entry), "");
  wait_for_page (fixture, "jobs");
}

/* Another lecture, of which nothing is left in the end. */
static void
play_round (Fixture *fixture,
            guint round)
{
  g_autofree char *name = g_strdup_printf ("talk %u.mp4", round);
  g_autofree char *script = g_strdup_printf (MORE " %u", round);

  add (fixture, name, script);
  wait_until_says (GTK_WIDGET (fixture->page), name);
  wait_until_says (GTK_WIDGET (fixture->page), "Done");
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.view-job", "x", get_id (fixture));
  work_on_lecture (fixture);
  look_around (fixture);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.remove-job", "x", get_id (fixture));
  wait_for_page (fixture, "empty");
  settle ();
}

static void
test_grows_not (gpointer data)
{
  Fixture *fixture = data;
  const char *wanted = g_getenv ("SESSION_ROUNDS");
  guint n_rounds = wanted != NULL ? (guint) g_ascii_strtoull (wanted, NULL, 10) : WARM_UP + ROUNDS;
  gsize before_bytes = 0;
  gssize grown_bytes = 0;

  wait_for_page (fixture, "empty");
  for (guint i = 0; i < n_rounds; i++)
    {
      if (i == WARM_UP)
        before_bytes = get_heap_bytes ();
      play_round (fixture, i);
      g_test_message ("round %u: %" G_GSIZE_FORMAT " KB", i, get_heap_bytes () / 1024);
    }
  if (wanted != NULL)
    return;

  grown_bytes = (gssize) get_heap_bytes () - (gssize) before_bytes;
  g_test_message ("%.1f KB a round", (double) grown_bytes / ROUNDS / 1024);
  g_assert_cmpint (grown_bytes, <, (gssize) ROUNDS * MAX_KB_ROUND * 1024);
}

int
main (int argc,
      char *argv[])
{
  static const WindowTest tests[] = {
    { "/session/grows-not", test_grows_not },
  };

  return window_tests_run (argc, argv, tests, G_N_ELEMENTS (tests), run_application);
}
