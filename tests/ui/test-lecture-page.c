/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The lecture page in the window: slides that come while the job is at work, corrections by key and
 * button, the strip, the search, and what is handed to other programs.
 */
#include <glib/gstdio.h>
#include <utime.h>

#include "engine/folder-defaults.h"
#include "media/made-video.h"
#include "ui/adjust-popover.h"
#include "ui/crop-area.h"
#include "ui/find-bar.h"
#include "ui/hint-strip.h"
#include "ui/lecture-page.h"
#include "ui/player.h"
#include "ui/slide-bar.h"
#include "ui/slide-cell.h"
#include "ui/slide-content.h"
#include "ui/slide-grid.h"
#include "ui/slide-preview.h"
#include "ui/study-page.h"
#include "window-fixture.h"

#define MORE "duration=100 read=100 slides=6 end=more"
#define WAIT "duration=100 read=100 slides=4 end=wait"
#define MANY "duration=5400 read=5400 slides=400 end=well"

/* --- Finding --- */

static GtkWidget *
find (Fixture *fixture,
      GType type)
{
  GtkWidget *widget = find_widget (GTK_WIDGET (fixture->window), type, NULL);

  g_assert_nonnull (widget);
  return widget;
}

static LecSlideGrid *
get_grid (Fixture *fixture)
{
  return LEC_SLIDE_GRID (find (fixture, LEC_TYPE_SLIDE_GRID));
}

static LecLecturePage *
get_page (Fixture *fixture)
{
  return LEC_LECTURE_PAGE (gtk_widget_get_ancestor (GTK_WIDGET (get_grid (fixture)), LEC_TYPE_LECTURE_PAGE));
}

static guint
count_slides (Fixture *fixture)
{
  return g_list_model_get_n_items (lec_slide_grid_get_slides (get_grid (fixture)));
}

static void
wait_for_slides (Fixture *fixture,
                 guint n_slides)
{
  g_test_message ("waiting for %u slides", n_slides);
  while (find_widget (GTK_WIDGET (fixture->window), LEC_TYPE_SLIDE_GRID, NULL) == NULL ||
         count_slides (fixture) != n_slides)
    g_main_context_iteration (NULL, TRUE);
}

static gboolean
activate (Fixture *fixture,
          const char *action)
{
  return gtk_widget_activate_action (GTK_WIDGET (get_page (fixture)), action, NULL);
}

static gboolean
is_enabled (Fixture *fixture,
            const char *action)
{
  GtkWidget *button = find_widget (GTK_WIDGET (fixture->window), GTK_TYPE_BUTTON, action);
  GtkWidget *stack = find_widget (GTK_WIDGET (fixture->window), LEC_TYPE_LECTURE_PAGE, NULL);
  gboolean is_sensitive = button != NULL && gtk_widget_is_sensitive (button);

  stack = stack != NULL ? find_widget (stack, GTK_TYPE_STACK, NULL) : NULL;
  g_test_message ("%s is %s, with %u slides, at “%s”", action, is_sensitive ? "on" : "off", count_slides (fixture),
                  stack != NULL ? gtk_stack_get_visible_child_name (GTK_STACK (stack)) : "");
  return is_sensitive;
}

static void
view (Fixture *fixture)
{
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.view-job", "x", get_id (fixture));
}

static void
go_back (Fixture *fixture)
{
  click (GTK_WIDGET (fixture->window), "win.back");
  wait_for_row (fixture);
}

static void
open_lecture (Fixture *fixture,
              const char *script,
              guint n_slides)
{
  add (fixture, "talk.mp4", script);
  wait_until_says (GTK_WIDGET (fixture->page), "Done");
  view (fixture);
  wait_for_slides (fixture, n_slides);
}

static void
select_slides (Fixture *fixture,
               guint first,
               guint second)
{
  GtkWidget *view = find (fixture, GTK_TYPE_GRID_VIEW);
  GtkSelectionModel *selection = gtk_grid_view_get_model (GTK_GRID_VIEW (view));

  gtk_selection_model_select_item (selection, first - 1, TRUE);
  if (second > 0)
    gtk_selection_model_select_item (selection, second - 1, FALSE);
}

static const char *
get_chosen (Fixture *fixture)
{
  LecSlideItem *item = lec_slide_grid_get_selected (get_grid (fixture));

  return item != NULL ? lec_slide_item_get_title (item) : NULL;
}

static void
wait_for_pdf (Fixture *fixture,
              const char *part)
{
  g_autofree char *pdf = g_build_filename (fixture->folder, "talk.pdf", NULL);
  gboolean has_part = FALSE;

  g_test_message ("waiting for a PDF with “%s”", part);
  while (!has_part)
    {
      g_autofree char *text = NULL;

      g_main_context_iteration (NULL, FALSE);
      g_usleep (1000);
      has_part = g_file_get_contents (pdf, &text, NULL, NULL) && strstr (text, part) != NULL;
    }
}

/* --- While it is at work --- */

static void
let_go_on (Fixture *fixture)
{
  g_autofree char *path = g_build_filename (fixture->home, "..", "go-on", NULL);

  g_assert_true (g_file_set_contents (path, "", 0, NULL));
}

static void
forbid_to_go_on (Fixture *fixture)
{
  g_autofree char *path = g_build_filename (fixture->home, "..", "go-on", NULL);

  g_unlink (path);
}

/* Slides are there before the job is over; what was chosen then is afterwards. */
static void
test_live (gpointer data)
{
  Fixture *fixture = data;

  forbid_to_go_on (fixture);
  add (fixture, "talk.mp4", WAIT);
  wait_until_says (GTK_WIDGET (fixture->page), "Working");
  view (fixture);
  wait_for_slides (fixture, 4);
  wait_until_says (GTK_WIDGET (fixture->window), "1 · 0:00");
  g_assert_true (says (GTK_WIDGET (get_page (fixture)), "Working"));
  g_assert_nonnull (find_widget (GTK_WIDGET (get_page (fixture)), GTK_TYPE_PROGRESS_BAR, NULL));
  select_slides (fixture, 3, 0);
  g_assert_false (is_enabled (fixture, "lecture.undo"));
  activate (fixture, "lecture.remove");
  settle ();
  g_assert_cmpuint (count_slides (fixture), ==, 4);

  let_go_on (fixture);
  wait_until_says (GTK_WIDGET (get_page (fixture)), "The PDF is up to date");
  g_assert_cmpuint (count_slides (fixture), ==, 4);
  g_assert_cmpuint (lec_slide_item_get_number (lec_slide_grid_get_selected (get_grid (fixture))), ==, 3);
  g_assert_true (says (GTK_WIDGET (get_page (fixture)), "4 slides"));
  g_assert_null (find_widget (GTK_WIDGET (get_page (fixture)), GTK_TYPE_PROGRESS_BAR, NULL));
  g_assert_true (is_enabled (fixture, "lecture.remove"));
}

/* Nothing is there yet, and then nothing is: it was cancelled. */
static void
test_none (gpointer data)
{
  Fixture *fixture = data;

  add (fixture, "talk.mp4", "duration=100 read=100 slides=0 end=hang");
  wait_until_says (GTK_WIDGET (fixture->page), "Working");
  view (fixture);
  wait_until_says (GTK_WIDGET (fixture->window), "No Slides Yet");
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.cancel-job", "x", (gint64) 1);
  wait_until_says (GTK_WIDGET (fixture->window), "No Slides to Show");
  /* The list may hear later of it than the page. */
  while (find_widget (GTK_WIDGET (fixture->window), GTK_TYPE_BUTTON, "job.retry") == NULL)
    g_main_context_iteration (NULL, TRUE);
}

/* It failed when the PDF was to be placed: why is told above what is there. */
static void
test_failed (gpointer data)
{
  Fixture *fixture = data;
  g_autofree char *pdf = g_build_filename (fixture->folder, "talk.pdf", NULL);

  forbid_to_go_on (fixture);
  add (fixture, "talk.mp4", WAIT);
  wait_until_says (GTK_WIDGET (fixture->page), "Working");
  g_assert_true (g_file_set_contents (pdf, "somebody else's", -1, NULL));
  let_go_on (fixture);
  wait_until_says (GTK_WIDGET (fixture->page), "Failed");
  view (fixture);
  wait_for_slides (fixture, 4);
  wait_until_says (GTK_WIDGET (get_page (fixture)), "talk.pdf");
  g_assert_false (says (GTK_WIDGET (get_page (fixture)), "The PDF is up to date"));
  g_assert_nonnull (find_widget (GTK_WIDGET (get_page (fixture)), GTK_TYPE_BUTTON, "job.retry"));
}

/* There is a document, but it is not of this try. */
static void
test_fails_later (gpointer data)
{
  Fixture *fixture = data;
  g_autoptr (LecJobItem) item = NULL;
  g_autoptr (LecJobs) jobs = NULL;
  LecJob *job = NULL;

  add (fixture, "talk.mp4", MORE);
  wait_until_says (GTK_WIDGET (fixture->page), "Done");
  item = g_object_ref (lec_job_row_get_item (find_row (fixture)));
  view (fixture);
  wait_for_slides (fixture, 6);
  wait_until_says (GTK_WIDGET (get_page (fixture)), "The PDF is up to date");
  g_assert_null (find_widget (GTK_WIDGET (get_page (fixture)), GTK_TYPE_BUTTON, "job.retry"));

  jobs = lec_jobs_open_to_read (NULL, NULL, NULL);
  job = lec_jobs_get (jobs, "1", NULL, NULL);
  job->status = LEC_JOB_FAILED;
  job->error = g_strdup ("the disk is full");
  lec_job_item_update (item, job, 0);
  settle ();
  g_assert_true (says (GTK_WIDGET (get_page (fixture)), "the disk is full"));
  g_assert_false (says (GTK_WIDGET (get_page (fixture)), "The PDF is up to date"));
  g_assert_nonnull (find_widget (GTK_WIDGET (get_page (fixture)), GTK_TYPE_BUTTON, "job.retry"));
}

/* --- Corrections --- */

static void
press_on_grid (Fixture *fixture,
               guint key)
{
  press_key (GTK_WIDGET (get_grid (fixture)), key);
}

static void
test_keys (gpointer data)
{
  Fixture *fixture = data;

  open_lecture (fixture, MORE, 6);
  g_assert_cmpstr (get_chosen (fixture), ==, "Page 1");
  g_assert_false (is_enabled (fixture, "lecture.undo"));
  g_assert_false (is_enabled (fixture, "lecture.merge"));

  /* What follows is chosen. */
  select_slides (fixture, 4, 5);
  press_on_grid (fixture, GDK_KEY_Delete);
  wait_for_slides (fixture, 4);
  g_assert_cmpstr (get_chosen (fixture), ==, "Page 6");
  g_assert_true (is_enabled (fixture, "lecture.undo"));

  press_on_grid (fixture, GDK_KEY_m);
  wait_for_slides (fixture, 3);
  /* It shows what the later one did. */
  g_assert_cmpstr (get_chosen (fixture), ==, "Page 6");

  activate (fixture, "lecture.undo");
  wait_for_slides (fixture, 4);
  g_assert_true (is_enabled (fixture, "lecture.redo"));
  activate (fixture, "lecture.undo");
  wait_for_slides (fixture, 6);
  g_assert_false (is_enabled (fixture, "lecture.undo"));
  activate (fixture, "lecture.redo");
  wait_for_slides (fixture, 4);
}

/* Typed into the popover that F2 opens. */
static void
test_title (gpointer data)
{
  Fixture *fixture = data;
  GtkWidget *entry = NULL;

  open_lecture (fixture, MORE, 6);
  select_slides (fixture, 2, 0);
  press_on_grid (fixture, GDK_KEY_F2);
  settle ();
  entry = find_widget (find (fixture, LEC_TYPE_SLIDE_BAR), GTK_TYPE_ENTRY, NULL);
  g_assert_nonnull (entry);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "Page 2");
  gtk_editable_set_text (GTK_EDITABLE (entry), "Q & <i>A</i>");
  g_signal_emit_by_name (entry, "activate");
  wait_until_says (GTK_WIDGET (get_grid (fixture)), "Q & <i>A</i>");
  settle ();
  g_assert_null (find_widget (find (fixture, LEC_TYPE_SLIDE_BAR), GTK_TYPE_ENTRY, NULL));
}

static void
test_crop (gpointer data)
{
  Fixture *fixture = data;
  g_autofree char *before = NULL;

  open_lecture (fixture, MORE, 6);
  before = g_strdup (lec_slide_item_get_picture (lec_slide_grid_get_selected (get_grid (fixture))));
  /* There is no video to draw on. */
  press_on_grid (fixture, GDK_KEY_c);
  settle ();
  g_assert_nonnull (find_widget (find (fixture, LEC_TYPE_SLIDE_BAR), GTK_TYPE_SPIN_BUTTON, NULL));
  g_assert_false (is_enabled (fixture, "lecture.draw-crop"));
  lec_slide_bar_close (LEC_SLIDE_BAR (find (fixture, LEC_TYPE_SLIDE_BAR)));
  gtk_widget_activate_action (GTK_WIDGET (get_page (fixture)), "lecture.crop", "(iiii)", 10, 10, 100, 80);
  wait_until_says (GTK_WIDGET (fixture->window), "The PDF is made again in a moment");
  wait_until_says (GTK_WIDGET (fixture->window), "The PDF is up to date");
  g_assert_cmpstr (lec_slide_item_get_picture (lec_slide_grid_get_selected (get_grid (fixture))), !=, before);
  /* Beside it. */
  gtk_widget_activate_action (GTK_WIDGET (get_page (fixture)), "lecture.crop", "(iiii)", 5000, 5000, 10, 10);
  wait_until_says (GTK_WIDGET (fixture->window), "this lies outside of the picture");
}

/* What is asked about a slide goes with it: nothing is typed for the next one. */
static void
test_asked_of_removed (gpointer data)
{
  Fixture *fixture = data;
  GtkWidget *bar = NULL;

  open_lecture (fixture, MORE, 6);
  bar = find (fixture, LEC_TYPE_SLIDE_BAR);
  select_slides (fixture, 2, 0);
  activate (fixture, "lecture.remove");
  activate (fixture, "lecture.ask-title");
  g_assert_nonnull (find_widget (bar, GTK_TYPE_ENTRY, NULL));
  wait_for_slides (fixture, 5);
  settle ();
  g_assert_cmpstr (get_chosen (fixture), ==, "Page 3");
  g_assert_null (find_widget (bar, GTK_TYPE_ENTRY, NULL));

  /* News of the same slide leave it alone. */
  activate (fixture, "lecture.ask-title");
  wait_until_says (GTK_WIDGET (fixture->window), "The PDF is up to date");
  g_assert_nonnull (find_widget (bar, GTK_TYPE_ENTRY, NULL));
  lec_slide_bar_close (LEC_SLIDE_BAR (bar));
}

/* To the other time at which it is shown. */
static void
test_move (gpointer data)
{
  Fixture *fixture = data;
  GtkWidget *bar = NULL;

  open_lecture (fixture, MORE, 6);
  bar = find (fixture, LEC_TYPE_SLIDE_BAR);
  press_on_grid (fixture, GDK_KEY_o);
  settle ();
  g_assert_false (says (bar, "It is shown more than once"));

  select_slides (fixture, 2, 0);
  press_on_grid (fixture, GDK_KEY_o);
  settle ();
  g_assert_true (says (bar, "At 0:01"));
  gtk_widget_activate_action (GTK_WIDGET (get_page (fixture)), "lecture.move", "d", 80.0);
  while (lec_slide_item_get_number (lec_slide_grid_get_selected (get_grid (fixture))) != 6)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (get_chosen (fixture), ==, "Page 2");
  activate (fixture, "lecture.undo");
  while (!is_enabled (fixture, "lecture.redo"))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (get_chosen (fixture), ==, "Page 2");
  g_assert_cmpuint (lec_slide_item_get_number (lec_slide_grid_get_selected (get_grid (fixture))), ==, 2);
  lec_slide_bar_close (LEC_SLIDE_BAR (bar));
}

/* The PDF follows, at the latest when the page is left; all is there again afterwards. */
static void
test_kept (gpointer data)
{
  Fixture *fixture = data;

  open_lecture (fixture, MORE, 6);
  select_slides (fixture, 4, 0);
  activate (fixture, "lecture.remove");
  wait_for_slides (fixture, 5);
  go_back (fixture);
  wait_for_pdf (fixture, "\n5 slides\n");

  view (fixture);
  wait_for_slides (fixture, 5);
  wait_until_says (GTK_WIDGET (fixture->window), "The PDF is up to date");
  g_assert_true (is_enabled (fixture, "lecture.undo"));
  activate (fixture, "lecture.undo");
  wait_for_slides (fixture, 6);
  wait_for_pdf (fixture, "\n6 slides\n");
}

/* The window is closed right after a correction. */
static void
test_close (gpointer data)
{
  Fixture *fixture = data;

  open_lecture (fixture, MORE, 6);
  activate (fixture, "lecture.remove");
  wait_for_slides (fixture, 5);
  gtk_window_close (GTK_WINDOW (fixture->window));
  fixture->window = NULL;
  wait_for_pdf (fixture, "\n5 slides\n");
}

static GtkGesture *
find_secondary_click (GtkWidget *widget)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkGesture) gesture = g_list_model_get_item (controllers, i);

      if (GTK_IS_GESTURE_CLICK (gesture) &&
          gtk_gesture_single_get_button (GTK_GESTURE_SINGLE (gesture)) == GDK_BUTTON_SECONDARY)
        return gesture; /* the widget holds it */
    }

  return NULL;
}

/* By key for what is chosen; by a click it is about the slide that was clicked. */
static void
test_menu (gpointer data)
{
  Fixture *fixture = data;
  GtkWidget *grid = NULL;
  GtkWidget *menu = NULL;

  open_lecture (fixture, MORE, 6);
  settle ();
  grid = GTK_WIDGET (get_grid (fixture));
  g_assert_null (find_widget (grid, GTK_TYPE_POPOVER_MENU, NULL));
  select_slides (fixture, 2, 3);
  press_on_grid (fixture, GDK_KEY_Menu);
  settle ();
  menu = find_widget (grid, GTK_TYPE_POPOVER_MENU, NULL);
  g_assert_nonnull (menu);
  g_assert_true (says (menu, "Merge"));
  gtk_popover_popdown (GTK_POPOVER (menu));
  settle ();

  g_signal_emit_by_name (find_secondary_click (find (fixture, LEC_TYPE_SLIDE_CELL)), "pressed", 1, 5.0, 5.0);
  settle ();
  g_assert_true (gtk_widget_get_mapped (menu));
  g_assert_cmpstr (get_chosen (fixture), ==, "Page 1");
  gtk_widget_activate_action (menu, "lecture.remove", NULL);
  gtk_popover_popdown (GTK_POPOVER (menu));
  wait_for_slides (fixture, 5);
}

/* --- The player --- */

/* What was only a script becomes a video of six seconds. */
static void
make_it_a_video (Fixture *fixture)
{
  static const MadeVideo made = {
    .tail = "x264enc speed-preset=superfast ! h264parse ! mp4mux",
    .n_pages = 6,
    .page_frames = 25,
  };
  g_autofree char *path = g_build_filename (fixture->folder, "talk.mp4", NULL);

  made_video_write (&made, path);
}

static void
open_video (Fixture *fixture,
            int width)
{
  add (fixture, "talk.mp4", MORE);
  wait_until_says (GTK_WIDGET (fixture->page), "Done");
  make_it_a_video (fixture);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), width, 600);
  view (fixture);
  wait_for_slides (fixture, 6);
}

/* To the frame that is shown at @time_s. */
static void
wait_for_position (Fixture *fixture,
                   double time_s)
{
  LecPlayer *player = LEC_PLAYER (find (fixture, LEC_TYPE_PLAYER));

  g_test_message ("waiting for %g s", time_s);
  while (!lec_player_is_idle (player) || !g_str_equal (lec_player_get_shown (player), "video") ||
         ABS (lec_player_get_position (player) - time_s) > 0.02)
    g_main_context_iteration (NULL, TRUE);
}

/* Beside the slides: it shows what is chosen, and a slide is made of what it shows. */
static void
test_player (gpointer data)
{
  Fixture *fixture = data;

  open_video (fixture, 1000);
  while (find_widget (GTK_WIDGET (fixture->window), LEC_TYPE_PLAYER, NULL) == NULL)
    g_main_context_iteration (NULL, TRUE);
  wait_for_position (fixture, 0);
  select_slides (fixture, 4, 0);
  wait_for_position (fixture, 3);
  select_slides (fixture, 2, 0);
  wait_for_position (fixture, 1);
  /* Where another one is corrected it stays. */
  lec_player_seek (LEC_PLAYER (find (fixture, LEC_TYPE_PLAYER)), 4.4);
  wait_for_position (fixture, 4.4);
  press_key (find (fixture, LEC_TYPE_SLIDE_PREVIEW), GDK_KEY_a);
  wait_for_slides (fixture, 7);
  g_assert_cmpfloat (lec_slide_item_get_start_s (lec_slide_grid_get_selected (get_grid (fixture))), >=, 4);
  wait_until_says (GTK_WIDGET (fixture->window), "The PDF is made again in a moment");
  wait_until_says (GTK_WIDGET (fixture->window), "The PDF is up to date");
}

static void
wait_for_player (Fixture *fixture,
                 const char *page)
{
  LecPlayer *player = LEC_PLAYER (find (fixture, LEC_TYPE_PLAYER));

  g_test_message ("waiting for the player's “%s”", page);
  while (!g_str_equal (lec_player_get_shown (player), page))
    g_main_context_iteration (NULL, TRUE);
}

static const LecRect *
get_region (Fixture *fixture)
{
  return lec_slide_item_get_region (lec_slide_grid_get_selected (get_grid (fixture)));
}

/* A box over the video, for the slide that was chosen; what is accepted is cropped to. */
static void
test_crop_box (gpointer data)
{
  Fixture *fixture = data;
  GtkWidget *editor = NULL;

  open_video (fixture, 1000);
  while (find_widget (GTK_WIDGET (fixture->window), LEC_TYPE_PLAYER, NULL) == NULL)
    g_main_context_iteration (NULL, TRUE);
  select_slides (fixture, 2, 0);
  wait_for_position (fixture, 1);
  press_on_grid (fixture, GDK_KEY_c);
  wait_for_player (fixture, "crop");
  settle ();
  editor = find (fixture, LEC_TYPE_CROP_EDITOR);
  g_assert_null (find_widget (find (fixture, LEC_TYPE_SLIDE_BAR), GTK_TYPE_SPIN_BUTTON, NULL));
  lec_crop_area_set_rect (LEC_CROP_AREA (find (fixture, LEC_TYPE_CROP_AREA)), &(LecRect){ 10, 20, 100, 80 });
  gtk_widget_activate_action (editor, "crop.accept", NULL);
  wait_for_player (fixture, "video");
  while (get_region (fixture)->x != 10)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (get_region (fixture)->width, ==, 100);
  g_assert_cmpuint (lec_slide_item_get_number (lec_slide_grid_get_selected (get_grid (fixture))), ==, 2);
  wait_until_says (GTK_WIDGET (fixture->window), "The PDF is up to date");
}

/* The second one; the first one is of the sensitivity. */
static GtkDropDown *
find_crop (GtkWidget *popover)
{
  GtkWidget *down = find_widget (popover, GTK_TYPE_DROP_DOWN, NULL);

  while ((down = gtk_widget_get_next_sibling (down)) != NULL && !GTK_IS_DROP_DOWN (down))
    continue;

  return GTK_DROP_DOWN (down);
}

/* A region that is to be tried is drawn: the popover comes back with it, nothing is kept yet. */
static void
test_draw_region (gpointer data)
{
  Fixture *fixture = data;
  GtkWidget *popover = NULL;

  open_video (fixture, 1000);
  while (find_widget (GTK_WIDGET (fixture->window), LEC_TYPE_PLAYER, NULL) == NULL)
    g_main_context_iteration (NULL, TRUE);
  wait_for_position (fixture, 0);
  activate (fixture, "lecture.adjust");
  while ((popover = find_widget (GTK_WIDGET (fixture->window), LEC_TYPE_ADJUST_POPOVER, NULL)) == NULL)
    g_main_context_iteration (NULL, TRUE);
  wait_until_says (popover, "6 slides");
  gtk_drop_down_set_selected (find_crop (popover), LEC_CROP_REGION);
  click (popover, "adjust.draw");
  wait_for_player (fixture, "crop");
  g_assert_false (gtk_widget_get_mapped (popover));
  lec_crop_area_set_rect (LEC_CROP_AREA (find (fixture, LEC_TYPE_CROP_AREA)), &(LecRect){ 10, 20, 100, 80 });
  gtk_widget_activate_action (find (fixture, LEC_TYPE_CROP_EDITOR), "crop.accept", NULL);
  while (!gtk_widget_get_mapped (popover) || gtk_drop_down_get_selected (find_crop (popover)) != LEC_CROP_REGION)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (find_widget (popover, GTK_TYPE_ENTRY, NULL))), ==,
                   "10,20,100,80");
  g_assert_false (is_enabled (fixture, "lecture.undo"));
  gtk_popover_popdown (GTK_POPOVER (popover));
  wait_for_player (fixture, "video");
}

/* A region for the whole folder: nothing is cropped. */
static void
test_ignore (gpointer data)
{
  Fixture *fixture = data;
  g_autofree char *video = g_build_filename (fixture->folder, "next.mp4", NULL);
  g_autoptr (LecJobOptions) options = lec_job_options_new ();
  g_autofree char *ignored = NULL;

  open_video (fixture, 1000);
  while (find_widget (GTK_WIDGET (fixture->window), LEC_TYPE_PLAYER, NULL) == NULL)
    g_main_context_iteration (NULL, TRUE);
  wait_for_position (fixture, 0);
  press_key (find (fixture, LEC_TYPE_SLIDE_GRID), GDK_KEY_i);
  wait_for_player (fixture, "crop");
  g_assert_null (find_widget (GTK_WIDGET (fixture->window), GTK_TYPE_BUTTON, "crop.none"));
  lec_crop_area_set_rect (LEC_CROP_AREA (find (fixture, LEC_TYPE_CROP_AREA)), &(LecRect){ 10, 20, 50, 40 });
  gtk_widget_activate_action (find (fixture, LEC_TYPE_CROP_EDITOR), "crop.accept", NULL);
  wait_until_says (GTK_WIDGET (fixture->window), "That region is ignored in new videos");
  g_assert_true (lec_folder_defaults_apply (video, NULL, options, NULL));
  ignored = lec_job_options_dup_value (options, "ignore");
  g_assert_cmpstr (ignored, ==, "10,20,50,40");
  g_assert_false (is_enabled (fixture, "lecture.undo"));
}

/* Nothing is cropped when it is called off, or another slide is chosen. */
static void
test_crop_box_goes (gpointer data)
{
  Fixture *fixture = data;

  open_video (fixture, 1000);
  while (find_widget (GTK_WIDGET (fixture->window), LEC_TYPE_PLAYER, NULL) == NULL)
    g_main_context_iteration (NULL, TRUE);
  wait_for_position (fixture, 0);
  activate (fixture, "lecture.draw-crop");
  wait_for_player (fixture, "crop");
  gtk_widget_activate_action (find (fixture, LEC_TYPE_CROP_EDITOR), "crop.cancel", NULL);
  wait_for_player (fixture, "video");

  press_on_grid (fixture, GDK_KEY_c);
  wait_for_player (fixture, "crop");
  select_slides (fixture, 3, 0);
  wait_for_player (fixture, "video");
  g_assert_false (is_enabled (fixture, "lecture.undo"));
}

/* Behind them, and back. */
static void
test_narrow (gpointer data)
{
  Fixture *fixture = data;

  open_video (fixture, 360);
  settle ();
  g_assert_null (find_widget (GTK_WIDGET (fixture->window), LEC_TYPE_PLAYER, NULL));
  select_slides (fixture, 3, 0);
  click (GTK_WIDGET (fixture->window), "lecture.show-player");
  wait_for_position (fixture, 2);
  g_assert_null (find_widget (GTK_WIDGET (fixture->window), LEC_TYPE_SLIDE_GRID, NULL));
  press_key (find (fixture, LEC_TYPE_SLIDE_PREVIEW), GDK_KEY_Escape);
  settle ();
  g_assert_nonnull (find_widget (GTK_WIDGET (fixture->window), LEC_TYPE_SLIDE_GRID, NULL));
  g_signal_emit_by_name (find (fixture, GTK_TYPE_GRID_VIEW), "activate", 1);
  wait_for_position (fixture, 2);
}

/* --- The study guide --- */

/* The same slides to be read; a time that is chosen there is shown. */
static void
test_study_guide (gpointer data)
{
  Fixture *fixture = data;
  GtkWidget *page = NULL;
  GtkWidget *views = NULL;

  open_video (fixture, 1000);
  page = GTK_WIDGET (get_page (fixture));
  while (find_widget (page, LEC_TYPE_PLAYER, NULL) == NULL)
    g_main_context_iteration (NULL, TRUE);
  views = find (fixture, ADW_TYPE_VIEW_STACK);
  adw_view_stack_set_visible_child_name (ADW_VIEW_STACK (views), "study");
  wait_until_says (page, "Words on page 3, été");
  g_assert_null (find_widget (page, LEC_TYPE_SLIDE_GRID, NULL));
  gtk_widget_activate_action (find (fixture, LEC_TYPE_STUDY_PAGE), "study.go-to", "d", 2.0);
  wait_for_position (fixture, 2);
  g_assert_nonnull (find_widget (page, LEC_TYPE_SLIDE_GRID, NULL));
}

static const char *
get_study_view (Fixture *fixture)
{
  GtkWidget *outer = find_widget (find (fixture, LEC_TYPE_STUDY_PAGE), GTK_TYPE_STACK, NULL);
  GtkWidget *views = find_widget (gtk_stack_get_visible_child (GTK_STACK (outer)), GTK_TYPE_STACK, NULL);

  return gtk_stack_get_visible_child_name (GTK_STACK (views));
}

/* Each view by its key, from the slides too. */
static void
test_study_keys (gpointer data)
{
  static const char *const views[] = { "slides", "summary", "glossary", "questions", "transcript" };
  Fixture *fixture = data;
  GtkWidget *page = NULL;

  open_lecture (fixture, MORE, 6);
  page = GTK_WIDGET (get_page (fixture));
  for (guint i = G_N_ELEMENTS (views); i > 0; i--)
    {
      press_keys (page, GDK_KEY_0 + i, GDK_CONTROL_MASK);
      settle ();
      g_assert_cmpstr (get_study_view (fixture), ==, views[i - 1]);
    }
  wait_until_says (page, "Words on page 3, été");
}

/* What was said is dropped on the page, read under its slide, and taken back in the toast. */
static void
test_transcript (gpointer data)
{
  Fixture *fixture = data;
  g_autofree char *path = g_build_filename (fixture->folder, "said.VTT", NULL);
  GtkWidget *page = NULL;
  GtkWidget *button = NULL;

  g_assert_true (g_file_set_contents (path, "WEBVTT\n\n00:01.000 --> 00:02.000\nWords that were said\n", -1, NULL));
  open_lecture (fixture, MORE, 6);
  page = GTK_WIDGET (get_page (fixture));
  adw_view_stack_set_visible_child_name (ADW_VIEW_STACK (find (fixture, ADW_TYPE_VIEW_STACK)), "study");
  wait_until_says (page, "Words on page 3, été");
  g_assert_false (drop (page, "/home/ada/talk.mp4"));
  wait_until_says (page, "A transcript is a .vtt or .srt file");

  g_assert_true (drop (page, path));
  wait_until_says (page, "0:01\u00a0Words that were said");
  wait_until_says (page, "The transcript is that of “said.VTT”");
  while ((button = find_widget (page, GTK_TYPE_BUTTON, "lecture.put-back-transcript")) == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_signal_emit_by_name (button, "clicked");
  while (says (page, "Words that were said"))
    g_main_context_iteration (NULL, TRUE);
  gtk_widget_activate_action (find (fixture, LEC_TYPE_STUDY_PAGE), "study.view", "s", "transcript");
  wait_until_says (page, "No Transcript");
  button = find_widget (page, GTK_TYPE_BUTTON, "lecture.choose-transcript");
  g_assert_true (button != NULL && gtk_widget_is_sensitive (button));
}

/* --- The strip --- */

static GtkWidget *
find_strip_list (Fixture *fixture)
{
  GtkWidget *list = find_widget (find (fixture, LEC_TYPE_HINT_STRIP), GTK_TYPE_LIST_VIEW, NULL);

  g_assert_nonnull (list);
  return list;
}

static void
wait_for_hints (Fixture *fixture,
                guint n_hints)
{
  GtkListView *list = GTK_LIST_VIEW (find_strip_list (fixture));

  g_test_message ("waiting for %u hints", n_hints);
  while (g_list_model_get_n_items (G_LIST_MODEL (gtk_list_view_get_model (list))) != n_hints)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_strip (gpointer data)
{
  Fixture *fixture = data;
  GtkWidget *list = NULL;
  GtkSelectionModel *selection = NULL;

  open_lecture (fixture, MORE, 6);
  wait_for_hints (fixture, 3);
  list = find_strip_list (fixture);
  selection = gtk_list_view_get_model (GTK_LIST_VIEW (list));
  g_assert_true (says (GTK_WIDGET (fixture->window), "Left out: a screen, but no page"));
  g_assert_true (says (GTK_WIDGET (get_grid (fixture)), "Doubtful"));

  gtk_selection_model_select_item (selection, 2, TRUE);
  press_key (list, GDK_KEY_t);
  wait_for_slides (fixture, 7);
  wait_for_hints (fixture, 2);
  /* What came of it is chosen. */
  g_assert_cmpfloat (lec_slide_item_get_start_s (lec_slide_grid_get_selected (get_grid (fixture))), ==, 50);

  gtk_selection_model_select_item (selection, 1, TRUE);
  g_signal_emit_by_name (list, "activate", 1);
  wait_for_slides (fixture, 6);
  wait_for_hints (fixture, 1);

  activate (fixture, "lecture.undo");
  wait_for_slides (fixture, 7);
  activate (fixture, "lecture.undo");
  wait_for_slides (fixture, 6);
  wait_for_hints (fixture, 3);
}

/* A frame that cannot be read: why is told, and the correction stays. */
static void
test_outputs_fail (gpointer data)
{
  Fixture *fixture = data;

  open_lecture (fixture, MORE, 6);
  g_signal_emit_by_name (find_strip_list (fixture), "activate", 0);
  wait_for_slides (fixture, 7);
  wait_until_says (GTK_WIDGET (fixture->window), "The PDF could not be made: ");
  g_assert_true (is_enabled (fixture, "lecture.render"));
  activate (fixture, "lecture.undo");
  wait_for_slides (fixture, 6);
  wait_until_says (GTK_WIDGET (fixture->window), "The PDF is up to date");
}

static void
test_no_strip (gpointer data)
{
  Fixture *fixture = data;

  open_lecture (fixture, GOOD, 3);
  settle ();
  g_assert_null (find_widget (GTK_WIDGET (fixture->window), LEC_TYPE_HINT_STRIP, NULL));
}

/* --- Finding, text --- */

static void
test_find (gpointer data)
{
  Fixture *fixture = data;
  GtkWidget *entry = NULL;

  open_lecture (fixture, MORE, 6);
  activate (fixture, "lecture.find");
  settle ();
  entry = find_widget (find (fixture, LEC_TYPE_FIND_BAR), GTK_TYPE_SEARCH_ENTRY, NULL);
  g_assert_nonnull (entry);
  gtk_editable_set_text (GTK_EDITABLE (entry), "WORDS  ete");
  wait_until_says (GTK_WIDGET (fixture->window), "1 of 6");
  g_signal_emit_by_name (entry, "activate");
  wait_until_says (GTK_WIDGET (fixture->window), "2 of 6");
  g_assert_cmpstr (get_chosen (fixture), ==, "Page 2");
  click (find (fixture, LEC_TYPE_FIND_BAR), "find.previous");
  click (find (fixture, LEC_TYPE_FIND_BAR), "find.previous");
  wait_until_says (GTK_WIDGET (fixture->window), "6 of 6");
  g_assert_cmpstr (get_chosen (fixture), ==, "Page 6");

  gtk_editable_set_text (GTK_EDITABLE (entry), "page 4");
  wait_until_says (GTK_WIDGET (fixture->window), "1 of 1");
  g_assert_cmpstr (get_chosen (fixture), ==, "Page 4");
  gtk_editable_set_text (GTK_EDITABLE (entry), "nowhere");
  wait_until_says (GTK_WIDGET (fixture->window), "Not found");
  g_assert_false (is_enabled (fixture, "find.next"));
  g_assert_cmpuint (count_slides (fixture), ==, 6);
}

static void
test_text (gpointer data)
{
  Fixture *fixture = data;
  GtkWidget *view = NULL;
  GtkTextBuffer *buffer = NULL;
  GtkTextIter start, end;
  g_autofree char *text = NULL;

  open_lecture (fixture, MORE, 6);
  select_slides (fixture, 3, 0);
  press_on_grid (fixture, GDK_KEY_t);
  settle ();
  view = find_widget (find (fixture, LEC_TYPE_SLIDE_BAR), GTK_TYPE_TEXT_VIEW, NULL);
  g_assert_nonnull (view);
  g_assert_false (gtk_text_view_get_editable (GTK_TEXT_VIEW (view)));
  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  text = gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
  g_assert_cmpstr (text, ==, "Page 3\nWords on page 3, été");

  /* It does not outlive the page. */
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.back", NULL);
  settle ();
  g_assert_null (find_widget (GTK_WIDGET (fixture->window), GTK_TYPE_TEXT_VIEW, NULL));
}

/* --- For other programs --- */

static void
written_cb (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  gdk_content_provider_write_mime_type_finish (GDK_CONTENT_PROVIDER (source), result, &error);
  g_assert_no_error (error);
  *(gboolean *) user_data = TRUE;
}

static GBytes *
take_as (GdkContentProvider *content,
         const char *mime_type)
{
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  gboolean is_done = FALSE;

  gdk_content_provider_write_mime_type_async (content, mime_type, stream, 0, NULL, written_cb, &is_done);
  while (!is_done)
    g_main_context_iteration (NULL, TRUE);
  g_output_stream_close (stream, NULL, NULL);
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (stream));
}

static void
assert_is_picture (GBytes *bytes)
{
  g_autoptr (GdkTexture) texture = gdk_texture_new_from_bytes (bytes, NULL);

  g_assert_nonnull (texture);
  g_assert_cmpint (gdk_texture_get_width (texture), ==, KEPT_WIDTH);
}

/* Of two days before. Returns: (transfer full) */
static char *
put_old_copy (void)
{
  g_autofree char *folder = g_build_filename (g_get_user_cache_dir (), "lectern", "copied", NULL);
  struct utimbuf times = { time (NULL) - 48 * 60 * 60, time (NULL) - 48 * 60 * 60 };
  char *path = g_build_filename (folder, "old.jpg", NULL);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, "old", -1, NULL));
  g_assert_cmpint (g_utime (path, &times), ==, 0);
  return path;
}

/* As files that are called what they are, and as a picture. What was copied long ago goes, what was
 * copied a moment ago stays, however old the slide is. */
static void
assert_holds_slides (GdkContentProvider *content,
                     const char *const *names)
{
  g_autofree char *old = put_old_copy ();
  g_autoptr (GBytes) before = take_as (content, "text/uri-list");
  g_autoptr (GBytes) list = take_as (content, "text/uri-list");
  g_autoptr (GBytes) jpeg = take_as (content, "image/jpeg");
  g_autoptr (GBytes) png = take_as (content, "image/png");
  g_autofree char *text = g_strndup (g_bytes_get_data (list, NULL), g_bytes_get_size (list));
  g_auto (GStrv) uris = g_uri_list_extract_uris (text);

  assert_is_picture (jpeg);
  assert_is_picture (png);
  g_assert_true (memcmp (g_bytes_get_data (png, NULL), "\x89PNG", 4) == 0);
  g_assert_cmpuint (g_strv_length (uris), ==, g_strv_length ((char **) names));
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *path = g_filename_from_uri (uris[i], NULL, NULL);
      g_autofree char *name = g_path_get_basename (path);

      g_assert_cmpstr (name, ==, names[i]);
      g_assert_true (g_file_test (path, G_FILE_TEST_IS_REGULAR));
    }
  g_assert_cmpuint (g_bytes_get_size (before), ==, g_bytes_get_size (list));
  g_assert_false (g_file_test (old, G_FILE_TEST_EXISTS));
}

static void
test_copy (gpointer data)
{
  Fixture *fixture = data;
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (fixture->window));
  const char *const names[] = { "talk.mp4 – 002 – Page 2.jpg", "talk.mp4 – 004 – Page 4.jpg", NULL };

  open_lecture (fixture, MORE, 6);
  select_slides (fixture, 2, 4);
  activate (fixture, "lecture.copy");
  wait_until_says (GTK_WIDGET (fixture->window), "Pictures copied");
  assert_holds_slides (gdk_clipboard_get_content (clipboard), names);
}

/* No file system takes names of any length, and letters are of several bytes. */
static void
test_copy_long_name (gpointer data)
{
  Fixture *fixture = data;
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (fixture->window));
  g_autofree char *name = NULL;
  g_autofree char *title = NULL;
  g_autoptr (GString) letters = g_string_new (NULL);
  g_autoptr (GBytes) list = NULL;

  for (guint i = 0; i < 60; i++)
    g_string_append (letters, "\350\254\233");
  name = g_strconcat (letters->str, ".mp4", NULL);
  title = g_strdup (letters->str);
  add (fixture, name, MORE);
  wait_until_says (GTK_WIDGET (fixture->page), "Done");
  view (fixture);
  wait_for_slides (fixture, 6);
  select_slides (fixture, 2, 0);
  gtk_widget_activate_action (GTK_WIDGET (get_page (fixture)), "lecture.retitle", "s", title);
  while (g_strcmp0 (get_chosen (fixture), title) != 0)
    g_main_context_iteration (NULL, TRUE);
  activate (fixture, "lecture.copy");
  list = take_as (gdk_clipboard_get_content (clipboard), "text/uri-list");
  g_assert_cmpuint (g_bytes_get_size (list), >, 0);
}

/* One that is not chosen goes alone. */
static void
test_drag (gpointer data)
{
  Fixture *fixture = data;
  g_autoptr (GdkContentProvider) content = NULL;
  GtkEventController *source = NULL;
  const char *const names[] = { "talk.mp4 – 001 – Page 1.jpg", NULL };

  open_lecture (fixture, MORE, 6);
  select_slides (fixture, 3, 4);
  source = find_controller (find (fixture, LEC_TYPE_SLIDE_CELL), GTK_TYPE_DRAG_SOURCE);
  g_signal_emit_by_name (source, "prepare", 5.0, 5.0, &content);
  g_assert_nonnull (content);
  assert_holds_slides (content, names);
}

/* --- All of it --- */

/* Cells are used again, and one correction of 400 slides touches one. */
static void
test_many (gpointer data)
{
  Fixture *fixture = data;
  GType cell = LEC_TYPE_SLIDE_CELL;
  guint n_cells = 0;

  open_lecture (fixture, MANY, 400);
  settle ();
  n_cells = count_widgets (GTK_WIDGET (get_grid (fixture)), is_of_type, &cell);
  g_test_message ("%u cells", n_cells);
  g_assert_cmpuint (n_cells, >, 0);
  g_assert_cmpuint (n_cells, <=, 200);
  lec_slide_grid_select (get_grid (fixture), 399, TRUE);
  activate (fixture, "lecture.remove");
  wait_for_slides (fixture, 399);
  g_assert_cmpuint (lec_slide_item_get_number (lec_slide_grid_get_selected (get_grid (fixture))), ==, 399);
}

static void
test_names (gpointer data)
{
  Fixture *fixture = data;
  guint n_wrong = 0;

  open_lecture (fixture, MORE, 6);
  activate (fixture, "lecture.find");
  settle ();
  check_widget (GTK_WIDGET (fixture->window), &n_wrong);
  g_assert_cmpuint (n_wrong, ==, 0);
}

int
main (int argc,
      char *argv[])
{
  static const WindowTest tests[] = {
    { "/lecture-page/live", test_live },
    { "/lecture-page/none", test_none },
    { "/lecture-page/failed", test_failed },
    { "/lecture-page/fails-later", test_fails_later },
    { "/lecture-page/keys", test_keys },
    { "/lecture-page/title", test_title },
    { "/lecture-page/crop", test_crop },
    { "/lecture-page/asked-of-removed", test_asked_of_removed },
    { "/lecture-page/move", test_move },
    { "/lecture-page/kept", test_kept },
    { "/lecture-page/close", test_close },
    { "/lecture-page/menu", test_menu },
    { "/lecture-page/player", test_player },
    { "/lecture-page/crop-box", test_crop_box },
    { "/lecture-page/draw-region", test_draw_region },
    { "/lecture-page/ignore", test_ignore },
    { "/lecture-page/crop-box-goes", test_crop_box_goes },
    { "/lecture-page/narrow", test_narrow },
    { "/lecture-page/study-guide", test_study_guide },
    { "/lecture-page/study-keys", test_study_keys },
    { "/lecture-page/transcript", test_transcript },
    { "/lecture-page/strip", test_strip },
    { "/lecture-page/outputs-fail", test_outputs_fail },
    { "/lecture-page/no-strip", test_no_strip },
    { "/lecture-page/find", test_find },
    { "/lecture-page/text", test_text },
    { "/lecture-page/copy", test_copy },
    { "/lecture-page/copy-long-name", test_copy_long_name },
    { "/lecture-page/drag", test_drag },
    { "/lecture-page/many", test_many },
    { "/lecture-page/names", test_names },
  };

  return window_tests_run (argc, argv, tests, G_N_ELEMENTS (tests), run_application);
}
