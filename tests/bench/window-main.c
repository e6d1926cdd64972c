/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * bench-window: the longest time for which the window does not answer while 1,000 jobs, and a
 * lecture of 400 slides, are scrolled through and searched, beside a bare list of 1,000 labels, in
 * turns; how long it takes to open the lecture for the first time, when its page is made, beside
 * the second time; and the memory.
 *
 *   bench-window [ROUNDS]
 */
#include <stdio.h>
#include <stdlib.h>

#include "child-cost.h"
#include "engine/data-folder.h"
#include "frame-wait.h"
#include "loop-meter.h"
#include "media/picture.h"
#include "on-screen.h"
#include "ui/application.h"
#include "ui/find-bar.h"
#include "ui/made-jobs.h"
#include "ui/scripted-job.h"
#include "ui/widget-walk.h"
#include "ui/window.h"

#define DEFAULT_ROUNDS 5
#define MAX_ROUNDS     25
#define N_JOBS         1000
#define N_SLIDES       400
#define LECTURE        "duration=5400 read=5400 slides=" G_STRINGIFY (N_SLIDES) " end=more"
#define N_FRAMES       3
#define TYPING_US      (400 * 1000) /* a search begins when nothing has been typed for some time */
#define MAX_RATIO      2.0
#define MAX_MIB        300
#define PICTURE_WIDTH  1280
#define PICTURE_HEIGHT 720
#define WIDTH          900
#define HEIGHT         700

typedef enum
{
  SCROLL_LABELS,
  SCROLL_JOBS,
  SCROLL_SLIDES,
  FILTER_LABELS,
  FILTER_JOBS,
  FIND_SLIDES,
  OPEN_AGAIN, /* not the longest stall, but until the slides are drawn; so is OPEN_FIRST */
  OPEN_FIRST,
  N_MEASURED,
} Measured;

/* What is typed, and of how many jobs it leaves the names. Slides do not say "talk". */
static const struct
{
  const char *text;
  guint n_left;
} queries[] = { { "talk 9", 271 }, { "talk 99", 19 }, { "talk of none", 0 }, { "", N_JOBS } };

typedef struct
{
  guint n_rounds;
  gboolean is_good;
  AdwApplication *application;
  char *data;     /* folder of the library */
  gint64 lecture; /* job */
  LoopMeter *meter;
  double taken_ms[N_MEASURED][MAX_ROUNDS];
} Bench;

/* --- The list that is on the screen --- */

static gboolean
is_list (GtkWidget *widget,
         gconstpointer data)
{
  return (GTK_IS_LIST_VIEW (widget) || GTK_IS_GRID_VIEW (widget)) && gtk_widget_get_mapped (widget);
}

static guint
count_items (GtkWidget *list)
{
  GtkSelectionModel *model = list == NULL              ? NULL
                             : GTK_IS_LIST_VIEW (list) ? gtk_list_view_get_model (GTK_LIST_VIEW (list))
                                                       : gtk_grid_view_get_model (GTK_GRID_VIEW (list));

  return model != NULL ? g_list_model_get_n_items (G_LIST_MODEL (model)) : 0;
}

static GtkWidget *
wait_for_list (GtkWidget *window,
               guint n_items)
{
  while (count_items (walk_to (window, is_list, NULL)) < n_items)
    g_main_context_iteration (NULL, TRUE);

  frame_wait (window, N_FRAMES);
  return walk_to (window, is_list, NULL);
}

/* From the top to the bottom in half pages, and back at once. */
static double
scroll (Bench *bench,
        GtkWidget *list)
{
  GtkAdjustment *place = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (list));
  double step = gtk_adjustment_get_page_size (place) / 2;

  loop_meter_take_longest_ms (bench->meter);
  while (gtk_adjustment_get_value (place) + gtk_adjustment_get_page_size (place) < gtk_adjustment_get_upper (place))
    {
      gtk_adjustment_set_value (place, gtk_adjustment_get_value (place) + step);
      frame_wait (list, N_FRAMES);
    }
  gtk_adjustment_set_value (place, 0);
  frame_wait (list, N_FRAMES);

  return loop_meter_take_longest_ms (bench->meter);
}

/* By what is typed, each time until all that is left is listed. */
static double
filter (Bench *bench,
        GtkWidget *window,
        guint n_others,
        void (*type) (gpointer typed, const char *text),
        gpointer typed)
{
  loop_meter_take_longest_ms (bench->meter);
  for (guint i = 0; i < G_N_ELEMENTS (queries); i++)
    {
      guint n_wanted = queries[i].n_left + (*queries[i].text == '\0' ? n_others : 0);

      type (typed, queries[i].text);
      while (count_items (walk_to (window, is_list, NULL)) != n_wanted)
        g_main_context_iteration (NULL, TRUE);
      frame_wait (window, N_FRAMES);
    }

  return loop_meter_take_longest_ms (bench->meter);
}

/* --- A bare list --- */

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem *cell,
          gpointer user_data)
{
  gtk_list_item_set_child (cell, gtk_label_new (NULL));
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem *cell,
         gpointer user_data)
{
  gtk_label_set_text (GTK_LABEL (gtk_list_item_get_child (cell)),
                      gtk_string_object_get_string (gtk_list_item_get_item (cell)));
}

/* Its names alone: "talk" is in all of them. */
static void
set_filter (gpointer filter,
            const char *text)
{
  gtk_string_filter_set_search (filter, g_str_has_prefix (text, "talk ") ? text + strlen ("talk ") : text);
}

static GtkWidget *
make_bare_list (GtkStringFilter *filter)
{
  GtkStringList *strings = gtk_string_list_new (NULL);
  GtkFilterListModel *left =
    gtk_filter_list_model_new (G_LIST_MODEL (strings), g_object_ref (GTK_FILTER (filter)));
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  for (guint i = 1; i <= N_JOBS; i++)
    gtk_string_list_take (strings, g_strdup_printf ("talk %u.mp4", i));
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  return gtk_list_view_new (GTK_SELECTION_MODEL (gtk_single_selection_new (G_LIST_MODEL (left))), factory);
}

static void
measure_labels (Bench *bench,
                guint round)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  g_autoptr (GtkStringFilter) names =
    gtk_string_filter_new (gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string"));

  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), make_bare_list (names));
  gtk_window_set_child (GTK_WINDOW (window), scrolled);
  gtk_window_set_default_size (GTK_WINDOW (window), WIDTH, HEIGHT);
  gtk_window_present (GTK_WINDOW (window));
  bench->taken_ms[SCROLL_LABELS][round] = scroll (bench, wait_for_list (window, N_JOBS));
  bench->taken_ms[FILTER_LABELS][round] = filter (bench, window, 0, set_filter, names);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* --- The window --- */

static void
news_cb (const LecJobsNews *news,
         gpointer user_data)
{
}

static LecJob *
get_lecture (Bench *bench)
{
  g_autoptr (LecJobs) jobs = lec_jobs_open_to_read (bench->data, NULL, NULL);
  g_autofree char *name = g_strdup_printf ("%d", (int) bench->lecture);

  return lec_jobs_get (jobs, name, NULL, NULL);
}

static void
show_jobs (Bench *bench,
           LecWindow *window,
           LecJobModel *model)
{
  g_autoptr (LecJobsNews) news = make_news (bench->lecture + 1, bench->lecture + N_JOBS, LEC_JOB_COMPLETED);

  g_ptr_array_insert (news->jobs, 0, get_lecture (bench));
  lec_window_set_loaded (window, NULL);
  lec_job_model_apply (model, news, 1);
}

static void
set_entry (gpointer entry,
           const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (entry), text);
}

static double
filter_jobs (Bench *bench,
             GtkWidget *window)
{
  gtk_widget_activate_action (window, "win.find", NULL);
  frame_wait (window, N_FRAMES);
  return filter (bench, window, 1, set_entry, walk_to_mapped (window, GTK_TYPE_SEARCH_ENTRY));
}

/* Slides far apart, the last of them the first. */
static double
find_slides (Bench *bench,
             GtkWidget *window)
{
  static const char *const texts[] = { "39", "399", "words", "page 200", "page 1" };
  GtkWidget *bar = walk_to_mapped (window, LEC_TYPE_FIND_BAR);

  loop_meter_take_longest_ms (bench->meter);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      gint64 end_us = g_get_monotonic_time () + TYPING_US;

      lec_find_bar_find (LEC_FIND_BAR (bar), texts[i]);
      while (g_get_monotonic_time () < end_us)
        frame_wait (window, N_FRAMES);
    }
  return loop_meter_take_longest_ms (bench->meter);
}

/* Returns: how long it takes */
static double
open_lecture (Bench *bench,
              GtkWidget *window)
{
  gint64 begun_us = g_get_monotonic_time ();

  gtk_widget_activate_action (window, "win.view-job", "x", bench->lecture);
  while (count_items (walk_to_mapped (window, GTK_TYPE_GRID_VIEW)) < N_SLIDES)
    g_main_context_iteration (NULL, TRUE);
  frame_wait (window, N_FRAMES);
  return (double) (g_get_monotonic_time () - begun_us) / 1e3;
}

static void
open_twice (Bench *bench,
            GtkWidget *window,
            guint round)
{
  bench->taken_ms[OPEN_FIRST][round] = open_lecture (bench, window);
  gtk_widget_activate_action (window, "win.back", NULL);
  while (walk_to_mapped (window, GTK_TYPE_GRID_VIEW) != NULL)
    g_main_context_iteration (NULL, TRUE);
  frame_wait (window, N_FRAMES);
  bench->taken_ms[OPEN_AGAIN][round] = open_lecture (bench, window);
}

static void
measure_window (Bench *bench,
                guint round)
{
  LecWindowDesk desk = { lec_job_model_new (), lec_jobs_thread_new (NULL, news_cb, NULL),
                         lec_queue_thread_new (NULL), g_settings_new (LEC_APPLICATION_ID) };
  LecWindow *window = NULL;

  g_settings_set_int (desk.settings, "window-width", WIDTH);
  g_settings_set_int (desk.settings, "window-height", HEIGHT);
  window = lec_window_new (GTK_APPLICATION (bench->application), &desk);
  gtk_window_present (GTK_WINDOW (window));
  show_jobs (bench, window, desk.model);
  bench->taken_ms[SCROLL_JOBS][round] = scroll (bench, wait_for_list (GTK_WIDGET (window), N_JOBS + 1));
  bench->taken_ms[FILTER_JOBS][round] = filter_jobs (bench, GTK_WIDGET (window));
  open_twice (bench, GTK_WIDGET (window), round);
  bench->taken_ms[SCROLL_SLIDES][round] = scroll (bench, wait_for_list (GTK_WIDGET (window), N_SLIDES));
  bench->taken_ms[FIND_SLIDES][round] = find_slides (bench, GTK_WIDGET (window));

  gtk_window_destroy (GTK_WINDOW (window));
  lec_queue_thread_stop (desk.queue);
  lec_jobs_thread_stop (desk.jobs);
  g_object_unref (desk.queue);
  g_object_unref (desk.jobs);
  g_object_unref (desk.settings);
  g_object_unref (desk.model);
}

/* --- The lecture --- */

/* A page that is as much work to decode as any. */
static GBytes *
make_picture (void)
{
  g_autoptr (LecPicture) picture = lec_picture_new (PICTURE_WIDTH, PICTURE_HEIGHT, (LecColorimetry){ 0 });
  g_autoptr (GRand) random = g_rand_new_with_seed (7);

  for (guint plane = 0; plane < 3; plane++)
    {
      gsize size = picture->strides[plane] * (plane == 0 ? PICTURE_HEIGHT : PICTURE_HEIGHT / 2);

      for (gsize i = 0; i < size; i++)
        picture->planes[plane][i] = (guint8) (i / 64 % 2 == 0 ? 200 : g_rand_int_range (random, 0, 255));
    }
  return lec_picture_encode_jpeg (picture, 90, NULL);
}

/* All pictures below @path become @picture. */
static void
replace_pictures (const char *path,
                  GBytes *picture)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name = NULL;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *inner = g_build_filename (path, name, NULL);

      if (g_str_has_suffix (name, ".jpg"))
        g_file_set_contents (inner, g_bytes_get_data (picture, NULL), (gssize) g_bytes_get_size (picture), NULL);
      else
        replace_pictures (inner, picture);
    }
}

static void
make_lecture (Bench *bench)
{
  g_autoptr (GBytes) picture = make_picture ();
  g_autoptr (LecJob) lecture = NULL;

  bench->data = lec_data_folder_dup_home ();
  g_assert_cmpint (g_mkdir_with_parents (bench->data, 0700), ==, 0);
  lecture = scripted_job_run (bench->data, "lecture.mp4", LECTURE);
  bench->lecture = lecture->id;
  replace_pictures (bench->data, picture);
}

/* --- The table --- */

static guint
get_peak_mib (void)
{
  g_autofree char *text = NULL;
  const char *line = NULL;

  g_file_get_contents ("/proc/self/status", &text, NULL, NULL);
  line = text != NULL ? strstr (text, "VmHWM:") : NULL;
  return line != NULL ? (guint) (g_ascii_strtoull (line + strlen ("VmHWM:"), NULL, 10) / 1024) : 0;
}

static void
print_row (Bench *bench,
           const char *name,
           Measured bare,
           Measured measured)
{
  double labels = child_cost_find_median (bench->taken_ms[bare], bench->n_rounds);
  double ours = child_cost_find_median (bench->taken_ms[measured], bench->n_rounds);
  gboolean is_good = ours <= MAX_RATIO * labels;

  printf ("| %-17s | %6.1f ms | %6.1f ms | %5.2f%s |\n", name, labels, ours, ours / labels, is_good ? "   " : " NO");
  bench->is_good = bench->is_good && is_good;
}

static void
activate_cb (AdwApplication *application,
             gpointer user_data)
{
  Bench *bench = user_data;
  guint peak_mib = 0;

  g_application_hold (G_APPLICATION (application));
  make_lecture (bench);
  bench->meter = loop_meter_new ();
  for (guint i = 0; i < bench->n_rounds; i++)
    {
      measure_labels (bench, i);
      measure_window (bench, i);
    }

  printf ("| longest stall     | 1,000 labels | ours   | times   |\n|-|-|-|-|\n");
  print_row (bench, "scroll 1,000 jobs", SCROLL_LABELS, SCROLL_JOBS);
  print_row (bench, "scroll 400 slides", SCROLL_LABELS, SCROLL_SLIDES);
  print_row (bench, "filter 1,000 jobs", FILTER_LABELS, FILTER_JOBS);
  print_row (bench, "find in 400", FILTER_LABELS, FIND_SLIDES);
  printf ("| until drawn       | again        | first  | times   |\n|-|-|-|-|\n");
  print_row (bench, "open 400 slides", OPEN_AGAIN, OPEN_FIRST);
  peak_mib = get_peak_mib ();
  printf ("memory at most %u MiB of %d%s\n", peak_mib, MAX_MIB, peak_mib <= MAX_MIB ? "" : " NO");
  bench->is_good = bench->is_good && peak_mib <= MAX_MIB;
  g_clear_pointer (&bench->meter, loop_meter_free);
  g_clear_pointer (&bench->data, g_free);
  g_application_release (G_APPLICATION (application));
}

int
main (int argc,
      char *argv[])
{
  Bench bench = { .n_rounds = DEFAULT_ROUNDS, .is_good = TRUE };
  g_autoptr (AdwApplication) application = NULL;

  if (argc > 1 && g_str_equal (argv[1], "--task"))
    return run_scripted_stages ();
  if (argc > 1)
    bench.n_rounds = (guint) g_ascii_strtoull (argv[1], NULL, 10);
  if (bench.n_rounds < 1 || bench.n_rounds > MAX_ROUNDS)
    {
      g_printerr ("usage: bench-window [ROUNDS up to %d]\n", MAX_ROUNDS);
      return 2;
    }
  if (!on_screen_ensure (argv))
    return 1;

  g_setenv ("STAGE_LOG", "/dev/null", TRUE);
  application = g_object_new (ADW_TYPE_APPLICATION, "application-id", LEC_APPLICATION_ID, "flags",
                              G_APPLICATION_NON_UNIQUE, "resource-base-path", "/org/lectern/Lectern", NULL);
  bench.application = application;
  g_signal_connect (application, "activate", G_CALLBACK (activate_cb), &bench);
  g_application_run (G_APPLICATION (application), 0, NULL);

  return bench.is_good ? 0 : 1;
}
