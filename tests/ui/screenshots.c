/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * usage: screenshots FOLDER [VARIANT…]
 *
 * Pictures of each page and state of the window, light, dark, narrow, from right to left, with
 * large letters and in high contrast, for somebody to look at. High contrast is the system's, and
 * asked for in the environment: it wants a run of its own (ADW_DEBUG_HIGH_CONTRAST=1). The contrast
 * of all texts in them is measured, and those that are too pale are told, as are those that are
 * cut. With PICTURES_OF=study there are only those of the study guide, with PICTURES_OF=services
 * only those of the services. Jobs are made up, save one that has really failed, for its details.
 * What is not on the screen yet is waited for by its own means; nothing depends on the clock.
 */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <locale.h>

#include "cluster-pictures.h"
#include "contrast.h"
#include "cut-texts.h"
#include "engine/data-folder.h"
#include "engine/extractor.h"
#include "engine/file-tree.h"
#include "engine/folder-defaults.h"
#include "engine/never-list.h"
#include "kept-track.h"
#include "made-jobs.h"
#include "made-notes.h"
#include "made-thumbnails.h"
#include "scripted-job.h"
#include "services-pictures.h"
#include "ui/adjust-popover.h"
#include "ui/application.h"
#include "ui/closing.h"
#include "ui/dashboard-page.h"
#include "ui/export-dialog.h"
#include "ui/job-details.h"
#include "ui/lecture-page.h"
#include "ui/library-page.h"
#include "ui/never-group.h"
#include "ui/player.h"
#include "ui/practice-page.h"
#include "ui/preferences.h"
#include "ui/slide-grid.h"
#include "ui/study-lists.h"
#include "ui/study-page.h"
#include "ui/window.h"
#include "widget-walk.h"

#define FIRST_MADE_UP 101 /* the library has real jobs, too */

typedef struct
{
  const char *name;
  AdwColorScheme scheme;
  GtkTextDirection direction; /* GTK_TEXT_DIR_NONE: of the language */
  int width;
  int height;
  double text_scale;
} Variant;

static const Variant variants[] = {
  { "light", ADW_COLOR_SCHEME_FORCE_LIGHT, GTK_TEXT_DIR_NONE, 720, 560, 1 },
  { "dark", ADW_COLOR_SCHEME_FORCE_DARK, GTK_TEXT_DIR_NONE, 720, 560, 1 },
  { "narrow", ADW_COLOR_SCHEME_FORCE_LIGHT, GTK_TEXT_DIR_NONE, 360, 640, 1 },
  { "rtl", ADW_COLOR_SCHEME_FORCE_LIGHT, GTK_TEXT_DIR_RTL, 720, 560, 1 },
  { "large", ADW_COLOR_SCHEME_FORCE_LIGHT, GTK_TEXT_DIR_NONE, 720, 560, 1.5 },
  { "contrast", ADW_COLOR_SCHEME_FORCE_LIGHT, GTK_TEXT_DIR_NONE, 720, 560, 1 },
};

typedef struct
{
  const char *target;
  char **wanted; /* names of variants; empty for all */
  char *data;    /* folder of the library */
  const Variant *variant;
  AdwApplication *application;
  LecWindowDesk desk;
  LecWindow *window;
  char *film; /* a lecture to play */
  ContrastSheet contrast;
  guint n_cut; /* texts */
} Studio;

/* --- Taking a picture --- */

static gboolean
timeout_cb (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
  return G_SOURCE_REMOVE;
}

/* Until what has changed is laid out and drawn. */
static void
settle (void)
{
  gboolean is_over = FALSE;

  g_timeout_add (300, timeout_cb, &is_over);
  while (!is_over)
    g_main_context_iteration (NULL, TRUE);
}

static gboolean
frame_cb (GtkWidget *widget,
          GdkFrameClock *clock,
          gpointer user_data)
{
  guint *n_frames = user_data;

  return --*n_frames > 0;
}

/* On a machine that is busy it takes longer. */
static void
wait_until_drawn (GtkWidget *widget)
{
  guint n_frames = 3;

  settle ();
  gtk_widget_queue_draw (widget);
  gtk_widget_add_tick_callback (widget, frame_cb, &n_frames, NULL);
  while (n_frames > 0)
    g_main_context_iteration (NULL, TRUE);
}

/* A window is as wide as it was made, unless something in it asks for more. */
static void
tell_width (GtkWidget *window,
            const char *name)
{
  int width = 0;
  int height = 0;

  gtk_window_get_default_size (GTK_WINDOW (window), &width, &height);
  if (width > 0 && gtk_widget_get_width (window) > width)
    g_printerr ("%s: is %d pixels wide, and not %d\n", name, gtk_widget_get_width (window), width);
}

static void
take (gpointer data,
      GtkWidget *widget,
      const char *state)
{
  Studio *studio = data;
  g_autofree char *name = g_strdup_printf ("%s-%s.png", state, studio->variant->name);
  g_autofree char *path = g_build_filename (studio->target, name, NULL);
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;

  for (wait_until_drawn (widget); (node = contrast_draw (widget)) == NULL; wait_until_drawn (widget))
    continue;
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (widget)), node, NULL);
  g_assert_true (gdk_texture_save_to_png (texture, path));
  g_print ("%s\n", path);
  contrast_check (&studio->contrast, widget, node, name);
  studio->n_cut += cut_texts_tell (widget, name);
  if (GTK_IS_WINDOW (widget))
    tell_width (widget, name);
}

/* --- Jobs --- */

static LecJob *
make (LecJobsNews *news,
      const char *name,
      LecJobStatus status,
      double progress,
      guint n_slides)
{
  LecJob *job = make_job (FIRST_MADE_UP + news->jobs->len, status);

  g_free (job->source);
  job->source = g_build_filename ("/home/ada/Lectures", name, NULL);
  job->progress = progress;
  job->n_slides = n_slides;
  job->processing_s = 94;
  if (n_slides > 0)
    made_thumbnail_save (job->source, news->jobs->len);
  g_ptr_array_add (news->jobs, job);
  return job;
}

static void
make_failed (LecJob *job,
             const char *code,
             const char *reason)
{
  job->error_code = g_strdup (code);
  job->error = g_strdup (reason);
}

static LecJobsNews *
make_all_states (double progress)
{
  LecJobsNews *news = lec_jobs_news_new ();

  make (news, "01 Introduction.mp4", LEC_JOB_COMPLETED, 1, 31)->pdf = g_strdup ("/home/ada/01.pdf");
  make_failed (make (news, "02 Lexing, with a name that is so long that it cannot be shown as a whole.mkv",
                     LEC_JOB_COMPLETED, 1, 22),
               "incomplete", "the video ends at 41:07 of 55:00; the slides up to there are kept");
  make_failed (make (news, "03 Parsing.webm", LEC_JOB_FAILED, 0.3, 0), "damaged",
               "03 Parsing.webm is damaged: not one picture could be read");
  make (news, "04 Types.mp4", LEC_JOB_CANCELLED, 0.2, 0);
  make (news, "05 Code generation.mp4", LEC_JOB_PAUSED, 0.44, 12)->pause_requested = TRUE;
  make (news, "06 Optimisation.mp4", LEC_JOB_PROCESSING, progress, 17);
  make (news, "07 Garbage collection.mp4", LEC_JOB_QUEUED, 0, 0);
  return news;
}

/* One that waits for room, and one that has found no other way than to give up. */
static void
take_full_disk (Studio *studio)
{
  g_autoptr (LecJobsNews) before = make_all_states (0.62);
  g_autoptr (LecJobsNews) news = make_all_states (0.62);
  LecJob *waiting = g_ptr_array_index (news->jobs, 6);
  LecJob *stopped = g_ptr_array_index (news->jobs, 3);

  waiting->progress = 0.9;
  waiting->n_slides = 24;
  waiting->message = g_strdup ("cannot write /home/ada/Lectures/07 Garbage collection.pdf: No space left on device");
  waiting->error_code = g_strdup ("no-space");
  stopped->status = LEC_JOB_FAILED;
  make_failed (stopped, "not-writable", "/media/ada/lectures/04 Types.pdf: cannot be written there: Permission denied");
  lec_job_model_apply (studio->desk.model, news, 32 * G_TIME_SPAN_SECOND);
  take (studio, GTK_WIDGET (studio->window), "no-space");
  lec_job_model_apply (studio->desk.model, before, 33 * G_TIME_SPAN_SECOND);
}

/* The second sight, half a minute later, tells the time left. */
static void
show_all_states (Studio *studio)
{
  g_autoptr (LecJobsNews) first = make_all_states (0.4);
  g_autoptr (LecJobsNews) second = make_all_states (0.62);

  lec_job_model_apply (studio->desk.model, first, G_TIME_SPAN_SECOND);
  lec_job_model_apply (studio->desk.model, second, 31 * G_TIME_SPAN_SECOND);
}

/* --- Pages --- */

static void
take_details (Studio *studio)
{
  LecJob *job = scripted_job_run (studio->data, "03 Parsing.webm", "duration=100 read=50 slides=0 end=words");
  LecFolderOptions *folder = lec_folder_options_new ("/home/ada/Lectures/Compilers, winter term");
  g_autoptr (LecJobItem) item = NULL;
  LecJobDetails *details = NULL;

  g_assert_true (lec_folder_options_set (folder, "crop", "0,0,1280,960", NULL));
  g_assert_true (lec_job_options_set (job->request->options, "crop", "0,0,1280,960", NULL));
  g_ptr_array_add (job->request->folders, folder);
  item = lec_job_item_new (job, 1);
  details = lec_job_details_new (GTK_WINDOW (studio->window), studio->desk.jobs, item);
  gtk_window_set_default_size (GTK_WINDOW (details), MIN (520, studio->variant->width), 560);
  gtk_window_present (GTK_WINDOW (details));
  take (studio, GTK_WIDGET (details), "details");
  gtk_window_set_default_size (GTK_WINDOW (details), MIN (520, studio->variant->width), 1100);
  take (studio, GTK_WIDGET (details), "details-all");
  gtk_window_destroy (GTK_WINDOW (details));
}

/* What stands on two slides of that lecture. */
static void
write_on_slides (Studio *studio,
                 const LecJob *job)
{
  static const char *const titles[] = { "Linking: <symbols> & sections", "Dynamic linking, and what it costs" };
  g_autoptr (LecJobs) jobs = lec_jobs_open (studio->data, NULL, NULL, NULL);
  g_autoptr (GPtrArray) found = lec_jobs_list_slides (jobs, job->id, NULL, NULL);
  g_autoptr (LecLecture) lecture = lec_lecture_new ();

  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    {
      LecSlide *slide = lec_slide_copy (g_ptr_array_index (found, i));

      slide->title = g_strdup (titles[i]);
      slide->text = g_strdup_printf ("%s\nThe linker puts together what the compiler has left open", titles[i]);
      g_ptr_array_add (lecture->slides, slide);
    }
  g_assert_true (lec_jobs_set_lecture (jobs, job->content_hash, NULL, lecture, NULL, NULL));
}

static gboolean
is_open_popover (GtkWidget *widget,
                 gconstpointer data)
{
  return GTK_IS_POPOVER (widget) && gtk_widget_get_mapped (widget);
}

static void
type_query (Studio *studio,
            const char *query)
{
  GtkWidget *entry = NULL;

  gtk_widget_activate_action (GTK_WIDGET (studio->window), "win.find", NULL);
  settle ();
  entry = walk_to_type (walk_to_type (GTK_WIDGET (studio->window), LEC_TYPE_LIBRARY_PAGE), GTK_TYPE_SEARCH_ENTRY);
  gtk_editable_set_text (GTK_EDITABLE (entry), query);
  settle ();
}

/* Before any real job: who works on those is told instead. */
static void
take_queue (Studio *studio)
{
  GtkWidget *window = GTK_WIDGET (studio->window);

  lec_window_set_state (studio->window, TRUE, NULL);
  take (studio, window, "paused");
  lec_window_set_state (studio->window, FALSE, "/media/ada/disk is mounted read-only");
  take (studio, window, "read-only");
  lec_window_set_state (studio->window, FALSE, NULL);
}

static void
take_library (Studio *studio)
{
  GtkWidget *window = GTK_WIDGET (studio->window);
  GtkWidget *page = walk_to_type (window, LEC_TYPE_LIBRARY_PAGE);

  gtk_widget_activate_action (page, "library.group", "s", "failed");
  take (studio, window, "failed");
  gtk_widget_activate_action (page, "library.group", "s", "all");
  type_query (studio, "nowhere");
  take (studio, window, "nothing-found");
  type_query (studio, "link");
  take (studio, window, "search");
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (walk_to_type (window, GTK_TYPE_TOGGLE_BUTTON)), FALSE);
}

/* Tried out: one slide more. */
static void
take_adjust (Studio *studio)
{
  GtkWidget *window = GTK_WIDGET (studio->window);
  GtkWidget *popover = walk_to_type (window, LEC_TYPE_ADJUST_POPOVER);

  gtk_widget_activate_action (walk_to_type (window, LEC_TYPE_SLIDE_GRID), "lecture.adjust", NULL);
  while (!gtk_widget_get_mapped (popover) || !gtk_widget_get_sensitive (gtk_popover_get_child (GTK_POPOVER (popover))))
    g_main_context_iteration (NULL, TRUE);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (walk_to_type (popover, GTK_TYPE_DROP_DOWN)), LEC_SENSITIVITY_HIGH);
  settle ();
  while (gtk_spinner_get_spinning (GTK_SPINNER (walk_to_type (popover, GTK_TYPE_SPINNER))))
    g_main_context_iteration (NULL, TRUE);
  take (studio, popover, "adjust");
  gtk_popover_popdown (GTK_POPOVER (popover));
  settle ();
}

static void
take_popovers (Studio *studio,
               GtkWidget *page)
{
  static const struct
  {
    const char *action;
    const char *state;
  } popovers[] = {
    { "lecture.ask-title", "slide-title" },
    { "lecture.show-text", "slide-text" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (popovers); i++)
    {
      GtkWidget *popover = NULL;

      gtk_widget_activate_action (page, popovers[i].action, NULL);
      settle ();
      popover = walk_to (page, is_open_popover, NULL);
      g_assert_nonnull (popover);
      take (studio, popover, popovers[i].state);
      gtk_popover_popdown (GTK_POPOVER (popover));
      settle ();
    }
}

static void
wait_for_player (LecPlayer *player)
{
  while (!lec_player_is_idle (player))
    g_main_context_iteration (NULL, TRUE);
}

static void
take_slide_menu (Studio *studio,
                 GtkWidget *grid)
{
  GtkWidget *menu = walk_to_type (grid, GTK_TYPE_POPOVER_MENU);

  gtk_widget_activate_action (grid, "slides.menu", NULL);
  while (!gtk_widget_get_mapped (menu))
    g_main_context_iteration (NULL, TRUE);
  take (studio, menu, "slide-menu");
  gtk_popover_popdown (GTK_POPOVER (menu));
  settle ();
}

/* A lecture that was worked on, with something to be seen as its video. */
static void
take_lecture (Studio *studio)
{
  GtkWidget *window = GTK_WIDGET (studio->window);
  GtkWidget *page = NULL;
  g_autoptr (LecJobsNews) news = lec_jobs_news_new ();
  LecJob *job = scripted_job_run (studio->data, "08 Linking.mp4", "duration=5400 read=5400 slides=14 end=more");
  g_autoptr (GFile) film = g_file_new_for_path (studio->film);
  g_autoptr (GFile) video = g_file_new_for_path (job->source);

  g_assert_true (g_file_copy (film, video, G_FILE_COPY_OVERWRITE, NULL, NULL, NULL, NULL));
  g_ptr_array_add (news->jobs, job);
  lec_job_model_apply (studio->desk.model, news, 1);
  write_on_slides (studio, job);
  settle ();
  take_library (studio);
  gtk_widget_activate_action (window, "win.view-job", "x", job->id);
  page = walk_to_type (window, LEC_TYPE_LECTURE_PAGE);
  settle ();
  if (studio->variant->width > 400)
    wait_for_player (LEC_PLAYER (walk_to_type (page, LEC_TYPE_PLAYER)));
  take (studio, window, "lecture");
  take_adjust (studio);
  take_popovers (studio, page);
  gtk_widget_activate_action (page, "lecture.remove", NULL);
  take (studio, window, "lecture-removed");
  gtk_widget_activate_action (page, "lecture.find", NULL);
  gtk_editable_set_text (GTK_EDITABLE (walk_to_type (page, GTK_TYPE_SEARCH_ENTRY)), "page");
  take (studio, window, "lecture-find");
  if (studio->variant->width > 400)
    gtk_window_set_default_size (GTK_WINDOW (window), 1100, 680);
  gtk_widget_activate_action (page, "lecture.show-player", NULL);
  settle ();
  wait_for_player (LEC_PLAYER (walk_to_type (page, LEC_TYPE_PLAYER)));
  take (studio, window, "lecture-player");
  gtk_widget_activate_action (page, "lecture.draw-crop", NULL);
  take (studio, window, "lecture-crop");
  gtk_widget_activate_action (walk_to_type (page, LEC_TYPE_CROP_EDITOR), "crop.cancel", NULL);
  settle ();
  gtk_widget_activate_action (page, "lecture.ignore-folder", NULL);
  take (studio, window, "lecture-ignore");
  gtk_widget_activate_action (walk_to_type (page, LEC_TYPE_CROP_EDITOR), "crop.accept", NULL);
  take (studio, window, "lecture-ignored");
  take_slide_menu (studio, walk_to_type (page, LEC_TYPE_SLIDE_GRID));
}

/* As the library has that job, but for its state. */
static void
show_job_as (Studio *studio,
             gint64 id,
             LecJobStatus status,
             const char *error)
{
  g_autofree char *number = g_strdup_printf ("%d", (int) id);
  g_autoptr (LecJobs) jobs = lec_jobs_open (studio->data, NULL, NULL, NULL);
  g_autoptr (LecJobsNews) news = lec_jobs_news_new ();
  LecJob *job = lec_jobs_get (jobs, number, NULL, NULL);

  job->status = status;
  job->progress = 0.6;
  g_free (job->error);
  job->error = g_strdup (error);
  job->error_code = g_strdup (error != NULL ? "crashed" : NULL);
  g_ptr_array_add (news->jobs, job);
  lec_job_model_apply (studio->desk.model, news, 1);
}

/* Slides are there, and work on them goes on or has failed. */
static void
take_unfinished (Studio *studio)
{
  GtkWidget *window = GTK_WIDGET (studio->window);
  g_autoptr (LecJob) job =
    scripted_job_run (studio->data, "10 Running.mp4", "duration=5400 read=5400 slides=7 end=well");

  show_job_as (studio, job->id, LEC_JOB_PROCESSING, NULL);
  gtk_widget_activate_action (window, "win.view-job", "x", job->id);
  take (studio, window, "lecture-live");
  show_job_as (studio, job->id, LEC_JOB_FAILED, "the task process was stopped by the system");
  take (studio, window, "lecture-failed");
  gtk_widget_activate_action (window, "win.back", NULL);
  settle ();
}

/* Shows the page after the first one. */
static void
show_second_page (LecPreferences *preferences)
{
  GtkWidget *stack = walk_to_type (GTK_WIDGET (preferences), ADW_TYPE_VIEW_STACK);
  g_autoptr (GtkSelectionModel) pages = adw_view_stack_get_pages (ADW_VIEW_STACK (stack));

  gtk_selection_model_select_item (pages, 1, TRUE);
}

static void
wait_for_picture (GtkWidget *widget)
{
  GtkWidget *picture = NULL;

  while ((picture = walk_to_type (widget, GTK_TYPE_PICTURE)) == NULL ||
         gtk_picture_get_paintable (GTK_PICTURE (picture)) == NULL)
    g_main_context_iteration (NULL, TRUE);
}

static gboolean
is_layout_row (GtkWidget *widget,
               gconstpointer data)
{
  return ADW_IS_COMBO_ROW (widget) &&
         g_str_equal (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), _ ("_Layout"));
}

/* The page is made by the real stage. */
static void
take_export (Studio *studio)
{
  g_autoptr (LecJobItem) item = lec_job_item_new (
    scripted_job_run (studio->data, "09 Loading.mp4", "duration=5400 read=5400 slides=14 end=well"), 1);
  LecExportDialog *dialog = lec_export_dialog_new (GTK_WINDOW (studio->window), item);
  GtkWidget *kind = NULL;
  GtkWidget *layout = NULL;
  GtkWidget *toggle = NULL;

  gtk_window_set_default_size (GTK_WINDOW (dialog), studio->variant->width < 500 ? 360 : 860, 600);
  gtk_window_present (GTK_WINDOW (dialog));
  settle ();
  kind = walk_to_type (GTK_WIDGET (dialog), ADW_TYPE_COMBO_ROW);
  adw_combo_row_set_selected (ADW_COMBO_ROW (kind), 1);
  settle ();
  take (studio, GTK_WIDGET (dialog), "export-study");
  adw_combo_row_set_selected (ADW_COMBO_ROW (kind), 0);
  lec_export_dialog_set_output (dialog, "/home/ada/Lectures/09 Loading handout.pdf");
  layout = walk_to (GTK_WIDGET (dialog), is_layout_row, NULL);
  adw_combo_row_set_selected (ADW_COMBO_ROW (layout), LEC_LAYOUT_HANDOUT);
  toggle = walk_to_type (GTK_WIDGET (dialog), GTK_TYPE_TOGGLE_BUTTON);
  if (toggle != NULL)
    {
      take (studio, GTK_WIDGET (dialog), "export-options");
      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (toggle), TRUE);
    }
  wait_for_picture (GTK_WIDGET (dialog));
  take (studio, GTK_WIDGET (dialog), "export");
  gtk_window_destroy (GTK_WINDOW (dialog));
}

/* --- Video and text, each in a window of its own --- */

static GtkWindow *
show_alone (Studio *studio,
            GtkWidget *widget,
            int height)
{
  GtkWindow *window = GTK_WINDOW (gtk_window_new ());

  gtk_window_set_child (window, widget);
  gtk_window_set_default_size (window, MIN (studio->variant->width, 520), height);
  gtk_window_present (window);
  return window;
}

static void
make_film (Studio *studio)
{
  g_autofree char *folder = g_build_filename (g_get_user_cache_dir (), "film", NULL);
  g_autoptr (GError) error = NULL;
  const char *line[] = { LECTURE_VIDEO, "lecture", "--seed", "12", "--seconds", "40", "-o", NULL, NULL };
  int status = 0;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  studio->film = g_build_filename (folder, "09 Loading.mp4", NULL);
  line[G_N_ELEMENTS (line) - 2] = studio->film;
  g_spawn_sync (NULL, (char **) line, NULL, G_SPAWN_STDOUT_TO_DEV_NULL, NULL, NULL, NULL, NULL, &status, &error);
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
}

static void
take_player (Studio *studio)
{
  static const double marks_s[] = { 0, 4, 8.5, 9, 9.5, 17, 22, 31, 38 };
  const LecRect crop = { 200, 100, 700, 420 };
  LecPlayer *player = lec_player_new ();
  GtkWindow *window = show_alone (studio, GTK_WIDGET (player), 560);

  lec_player_open_video (player, studio->film, NULL);
  lec_player_set_marks (player, marks_s, G_N_ELEMENTS (marks_s));
  lec_player_seek (player, 17);
  wait_for_player (player);
  take (studio, GTK_WIDGET (window), "player");
  lec_player_start_crop (player, NULL, 1280, 720, &crop, LEC_CROP_OFFERS_WHOLE | LEC_CROP_OFFERS_AUTO, NULL);
  take (studio, GTK_WIDGET (window), "player-crop");
  lec_player_open_video (player, "/home/ada/Lectures/09 Loading & linking.mp4", "0");
  wait_for_player (player);
  take (studio, GTK_WIDGET (window), "player-missing");
  gtk_window_destroy (window);
}

static void
add_to_guide (GPtrArray *slides,
              const char *title,
              const char *text)
{
  guint number = slides->len + 1;
  LecSlide *slide = lec_slide_new (number);

  lec_slide_add_visit (slide, number * 73, number * 73 + 60);
  slide->title = g_strdup (title);
  slide->text = g_strdup (text);
  g_ptr_array_add (slides, slide);
}

static void
show_in_guide (GListStore *list,
               const GPtrArray *slides,
               const LecStudyNotes *notes)
{
  g_autoptr (GPtrArray) said = lec_said_place (notes->transcript, slides);

  for (guint i = 0; i < slides->len; i++)
    {
      const LecSlide *slide = g_ptr_array_index (slides, i);
      g_autoptr (LecSlideItem) item = lec_slide_item_new (slide, NULL, FALSE);
      g_autofree char *speech = lec_study_lists_dup_speech_markup (said, slide->number);
      g_autofree char *plain = lec_said_dup_text (said, slide->number);
      const LecStudySlide *studied =
        notes->study != NULL ? g_ptr_array_index (notes->study->slides, i) : NULL;

      lec_slide_item_set_study (item, speech, plain, studied != NULL ? studied->note : NULL);
      g_list_store_append (list, item);
    }
}

static void
take_views (Studio *studio,
            LecStudyPage *page,
            GtkWindow *window,
            const char *state)
{
  static const char *const views[] = { "summary", "glossary", "questions", "transcript", "topics" };

  for (guint i = 0; i < G_N_ELEMENTS (views); i++)
    {
      g_autofree char *name = g_strdup_printf ("study-%s%s", views[i], state);

      lec_study_page_show_view (page, views[i]);
      take (studio, GTK_WIDGET (window), name);
    }
  lec_study_page_show_view (page, "slides");
}

static gboolean
is_edit_button (GtkWidget *widget,
                gconstpointer data)
{
  return GTK_IS_BUTTON (widget) && gtk_widget_get_mapped (widget) &&
         g_strcmp0 (gtk_button_get_icon_name (GTK_BUTTON (widget)), "document-edit-symbolic") == 0;
}

/* What was said is corrected in its place. */
static void
take_correction (Studio *studio,
                 LecStudyPage *page,
                 GtkWindow *window)
{
  lec_study_page_show_view (page, "transcript");
  settle ();
  g_signal_emit_by_name (walk_to (GTK_WIDGET (page), is_edit_button, NULL), "clicked");
  take (studio, GTK_WIDGET (window), "study-correct");
  lec_study_page_show_view (page, "slides");
}

/* The answer, and the end of a round. */
static void
take_practice (Studio *studio,
               LecStudyPage *page,
               GtkWindow *window)
{
  GtkWidget *practice = walk_to_type (GTK_WIDGET (page), LEC_TYPE_PRACTICE_PAGE);

  lec_study_page_show_view (page, "questions");
  gtk_widget_activate_action (practice, "practice.later", NULL);
  gtk_widget_activate_action (practice, "practice.later", NULL);
  gtk_widget_activate_action (practice, "practice.reveal", NULL);
  take (studio, GTK_WIDGET (window), "study-answer");
  for (guint i = 0; i < 3; i++)
    {
      gtk_widget_activate_action (practice, "practice.reveal", NULL);
      gtk_widget_activate_action (practice, i == 1 ? "practice.missed" : "practice.knew", NULL);
    }
  take (studio, GTK_WIDGET (window), "study-round");
  lec_study_page_show_view (page, "slides");
}

static void
take_study_guide (Studio *studio)
{
  LecStudyPage *page = lec_study_page_new ();
  GtkWindow *window = show_alone (studio, GTK_WIDGET (page), 560);
  g_autoptr (GListStore) list = g_list_store_new (LEC_TYPE_SLIDE_ITEM);
  g_autoptr (GPtrArray) slides = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_slide_free);
  g_autoptr (LecThumbnails) thumbnails = lec_thumbnails_new (10, LEC_THUMBNAIL_HEIGHT);
  g_autoptr (LecStudyNotes) nothing = lec_study_notes_new ();
  g_autoptr (LecStudyNotes) notes = make_notes ();
  g_autoptr (LecStudyNews) news = lec_study_news_new (notes);

  lec_study_page_set_slides (page, G_LIST_MODEL (list), thumbnails);
  take (studio, GTK_WIDGET (window), "study-empty");
  add_to_guide (slides, "Linking", "Linking\nFrom objects to a program\nAda Lovelace, winter term");
  add_to_guide (slides, "Symbols",
                "Symbols\nEach object file has a table of names that it defines, and of names that it needs\n"
                "The linker resolves each name once");
  add_to_guide (slides, NULL, "");
  add_to_guide (slides, "Relocation", "Relocation\nAddresses are not known before all objects are laid out");
  show_in_guide (list, slides, nothing);
  take (studio, GTK_WIDGET (window), "study-silent");
  take_views (studio, page, window, "-none");
  g_list_store_remove_all (list);
  show_in_guide (list, slides, notes);
  lec_study_page_set_study (page, news);
  take (studio, GTK_WIDGET (window), "study");
  take_views (studio, page, window, "");
  take_correction (studio, page, window);
  take_practice (studio, page, window);
  lec_study_page_find (page, "name");
  take (studio, GTK_WIDGET (window), "study-found");
  gtk_window_destroy (window);
}

static void
add_queue (LecFigures *figures,
           const char *name,
           gboolean is_paused,
           guint n_waiting,
           gint64 age_us)
{
  LecQueueFacts *queue = g_new0 (LecQueueFacts, 1);

  *queue = (LecQueueFacts){ g_strdup (name), is_paused, n_waiting, figures->now_us - age_us };
  g_ptr_array_add (figures->queues, queue);
}

static void
add_worker (LecFigures *figures,
            const char *name,
            guint n_busy,
            guint n_done,
            gint64 age_us)
{
  LecWorkerFigures *worker = g_new0 (LecWorkerFigures, 1);

  *worker = (LecWorkerFigures){ g_strdup (name), n_busy, n_done, 2, 74, figures->now_us - age_us };
  g_ptr_array_add (figures->workers, worker);
}

static LecFigures *
make_figures (void)
{
  LecFigures *figures = g_new0 (LecFigures, 1);

  figures->now_us = G_TIME_SPAN_DAY;
  figures->n_jobs[LEC_JOB_COMPLETED] = 412;
  figures->n_jobs[LEC_JOB_FAILED] = 9;
  figures->n_jobs[LEC_JOB_QUEUED] = 35;
  figures->median_s = 131;
  figures->p95_s = 605;
  for (guint i = 0; i < LEC_FIGURES_N_MINUTES; i++)
    figures->per_minute[i] = (i * 7 + i / 11) % 5;
  figures->queues = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_queue_facts_free);
  add_queue (figures, "extraction", FALSE, 35, 2 * G_TIME_SPAN_HOUR);
  add_queue (figures, "analysis", TRUE, 2, 4 * G_TIME_SPAN_MINUTE);
  add_queue (figures, "generation", FALSE, 0, 0);
  figures->workers = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_worker_figures_free);
  add_worker (figures, "ada:4711", 2, 190, 2 * G_TIME_SPAN_SECOND);
  add_worker (figures, "lab-07:12", 1, 88, 2 * G_TIME_SPAN_MINUTE);
  add_worker (figures, "lab-08:12", 0, 134, 3 * G_TIME_SPAN_HOUR);
  return figures;
}

static void
take_dashboard (Studio *studio)
{
  GtkWidget *window = GTK_WIDGET (studio->window);
  g_autoptr (LecFigures) figures = make_figures ();

  gtk_widget_activate_action (window, "win.view", "s", "dashboard");
  settle ();
  lec_dashboard_page_show (LEC_DASHBOARD_PAGE (walk_to_type (window, LEC_TYPE_DASHBOARD_PAGE)), figures);
  take (studio, window, "dashboard");
  gtk_widget_activate_action (window, "win.view", "s", "library");
}

/* Of a course, by somebody who has seen what is beside its slides. */
static void
set_for_folder (void)
{
  static const char folder[] = "/home/ada/Lectures/Compilers, winter term";
  g_autofree char *crop = NULL;
  g_autofree char *ignored = NULL;

  g_assert_true (lec_folder_defaults_change (folder, LEC_FOLDER_REPLACE, "crop", "0,0,1280,960", &crop, NULL));
  g_assert_true (lec_folder_defaults_change (folder, LEC_FOLDER_ADD, "ignore", "980,24,260,146", &ignored, NULL));
}

/* The second slide of a lecture. */
static void
never_take_again (Studio *studio)
{
  g_autoptr (LecJob) job = scripted_job_run (studio->data, "07 Types.mp4", "duration=90 read=90 slides=3 end=well");
  g_autoptr (LecExtractor) extractor = lec_extractor_new (NULL, NULL);
  g_autofree char *root = g_build_filename (studio->data, LEC_DATA_FOLDER_LECTURES, NULL);
  g_autofree char *folder = lec_review_find_job_folder (root, job);
  g_autoptr (LecReview) review = NULL;

  kept_track_save (folder);
  review = lec_review_open_job (extractor, job, NULL, NULL);
  g_assert_cmpuint (lec_never_list_add (review, 2, NULL), ==, 1);
}

static void
take_preferences (Studio *studio)
{
  LecPreferences *preferences = NULL;

  set_for_folder ();
  never_take_again (studio);
  preferences = lec_preferences_new (GTK_WINDOW (studio->window), studio->desk.settings, studio->desk.cluster);
  g_settings_set_string (studio->desk.settings, "option-language", "eng+fra");
  gtk_window_set_default_size (GTK_WINDOW (preferences), MIN (640, studio->variant->width), 560);
  gtk_window_present (GTK_WINDOW (preferences));
  take (studio, GTK_WIDGET (preferences), "preferences");
  show_second_page (preferences);
  gtk_window_set_default_size (GTK_WINDOW (preferences), MIN (640, studio->variant->width), 1400);
  take (studio, GTK_WIDGET (preferences), "preferences-videos");
  gtk_widget_child_focus (walk_to_type (GTK_WIDGET (preferences), LEC_TYPE_NEVER_GROUP), GTK_DIR_TAB_BACKWARD);
  take (studio, GTK_WIDGET (preferences), "preferences-lists");
  gtk_window_destroy (GTK_WINDOW (preferences));
}

static void
chosen_cb (GtkWindow *parent,
           LecClosing closing)
{
}

static void
take_closing (Studio *studio)
{
  GtkWidget *dialog = NULL;
  GListModel *windows = gtk_window_get_toplevels ();

  lec_closing_ask (GTK_WINDOW (studio->window), studio->desk.settings, 2, chosen_cb);
  for (guint i = 0; dialog == NULL && i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      dialog = ADW_IS_MESSAGE_DIALOG (window) ? window : NULL;
    }
  take (studio, dialog, "closing");
  gtk_window_destroy (GTK_WINDOW (dialog));
}

static void
take_all (Studio *studio)
{
  GtkWidget *window = GTK_WIDGET (studio->window);

  if (g_strcmp0 (g_getenv ("PICTURES_OF"), "study") == 0)
    {
      take_study_guide (studio);
      take_export (studio);
      return;
    }
  if (g_strcmp0 (g_getenv ("PICTURES_OF"), "services") == 0)
    {
      services_pictures_take (studio->window, &studio->desk, studio->variant->width, take, studio);
      return;
    }
  lec_window_set_loaded (studio->window, "the library is on a disk that is not there: /media/ada/disk");
  take (studio, window, "no-library");
  lec_window_set_loaded (studio->window, NULL);
  take (studio, window, "empty");
  show_all_states (studio);
  take (studio, window, "jobs");
  take_full_disk (studio);
  take_queue (studio);
  gtk_widget_activate_action (window, "win.remove-job", "x", (gint64) (FIRST_MADE_UP + 3));
  take (studio, window, "removed");
  take_details (studio);
  take_dashboard (studio);
  cluster_pictures_take (studio->window, &studio->desk, studio->variant->width, take, studio);
  take_preferences (studio);
  services_pictures_take (studio->window, &studio->desk, studio->variant->width, take, studio);
  take_closing (studio);
  take_export (studio);
  take_unfinished (studio);
  take_lecture (studio);
  take_player (studio);
  take_study_guide (studio);
}

static void
news_cb (const LecJobsNews *news,
         gpointer user_data)
{
}

static void
set_up (Studio *studio,
        const Variant *variant)
{
  studio->variant = variant;
  lec_file_tree_remove (studio->data);
  g_assert_cmpint (g_mkdir_with_parents (studio->data, 0700), ==, 0);
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), variant->scheme);
  gtk_widget_set_default_direction (variant->direction != GTK_TEXT_DIR_NONE ? variant->direction
                                                                            : gtk_get_locale_direction ());
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", (int) (96 * 1024 * variant->text_scale), NULL);
  studio->desk.model = lec_job_model_new ();
  studio->desk.settings = g_settings_new (LEC_APPLICATION_ID);
  studio->desk.jobs = lec_jobs_thread_new (NULL, news_cb, NULL);
  studio->desk.queue = lec_queue_thread_new (NULL);
  studio->desk.cluster = lec_cluster_desk_new (studio->desk.jobs, studio->desk.settings, news_cb, NULL);
  g_settings_set_int (studio->desk.settings, "window-width", variant->width);
  g_settings_set_int (studio->desk.settings, "window-height", variant->height);
  studio->window = lec_window_new (GTK_APPLICATION (studio->application), &studio->desk);
  gtk_window_present (GTK_WINDOW (studio->window));
}

static void
tear_down (Studio *studio)
{
  gtk_window_destroy (GTK_WINDOW (studio->window));
  lec_queue_thread_stop (studio->desk.queue);
  lec_cluster_desk_stop (studio->desk.cluster);
  lec_jobs_thread_stop (studio->desk.jobs);
  g_object_unref (studio->desk.queue);
  g_object_unref (studio->desk.cluster);
  g_object_unref (studio->desk.jobs);
  g_object_unref (studio->desk.settings);
  g_object_unref (studio->desk.model);
}

static void
activate_cb (AdwApplication *application,
             gpointer user_data)
{
  Studio *studio = user_data;

  studio->data = lec_data_folder_dup_home ();
  if (g_getenv ("PICTURES_OF") == NULL)
    make_film (studio);
  g_application_hold (G_APPLICATION (application));
  for (guint i = 0; i < G_N_ELEMENTS (variants); i++)
    {
      if (*studio->wanted != NULL && !g_strv_contains ((const char *const *) studio->wanted, variants[i].name))
        continue;
      set_up (studio, &variants[i]);
      take_all (studio);
      tear_down (studio);
    }
  g_free (studio->data);
  g_free (studio->film);
  g_application_release (G_APPLICATION (application));
}

int
main (int argc,
      char *argv[])
{
  Studio studio = { .target = argv[1], .contrast = { .lowest = 21 } };
  g_autoptr (AdwApplication) application = NULL;
  int status = 0;

  if (argc > 1 && g_str_equal (argv[1], "--task"))
    return run_scripted_stages_with (lec_stage_generate);
  if (argc < 2)
    return 2;
  studio.wanted = argv + 2;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, TRANSLATIONS);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_setenv ("STAGE_LOG", "/dev/null", TRUE);
  application = g_object_new (ADW_TYPE_APPLICATION, "application-id", LEC_APPLICATION_ID, "flags",
                              G_APPLICATION_NON_UNIQUE, "resource-base-path", "/org/lectern/Lectern", NULL);
  studio.application = application;
  g_signal_connect (application, "activate", G_CALLBACK (activate_cb), &studio);
  status = g_application_run (G_APPLICATION (application), 0, NULL);
  g_print ("%u texts, %u of them too pale; the lowest contrast is %.2f\n", studio.contrast.n_texts,
           studio.contrast.n_failed, studio.contrast.lowest);
  g_print ("%u texts are cut\n", studio.n_cut);
  return status;
}
