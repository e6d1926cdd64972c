/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A study guide that a language model adds to, in the window: a real server does as such services
 * do, and as they should not. Videos follow a script.
 */
#include "net/talking-model.h"
#include "ui/export-requests.h"
#include "ui/guide-bar.h"
#include "ui/lecture-page.h"
#include "ui/preferences.h"
#include "ui/study-page.h"
#include "window-fixture.h"

#define SAID   "WEBVTT\n\n00:01.000 --> 00:02.000\nGood mourning.\n"
#define BUTTON "lecture.improve-guide"

/* @user_data: what it does */
static void
model_cb (WebServer *server,
          guint n,
          const char *head,
          const char *body,
          gsize length,
          GOutputStream *out,
          gpointer user_data)
{
  talking_model_answer (server, n, user_data, out);
}

/* Of the test that runs: started before the application has a thread, which may look at the
 * environment. */
static WebServer *server;

static GtkWidget *
view_guide (Fixture *fixture)
{
  GtkWidget *window = GTK_WIDGET (fixture->window);
  GtkWidget *page = NULL;
  GtkWidget *views = NULL;

  gtk_widget_activate_action (window, "win.view-job", "x", get_id (fixture));
  while ((views = find_widget (window, ADW_TYPE_VIEW_STACK, NULL)) == NULL ||
         (page = gtk_widget_get_ancestor (views, LEC_TYPE_LECTURE_PAGE)) == NULL)
    g_main_context_iteration (NULL, TRUE);
  wait_until_says (page, "3 slides");
  adw_view_stack_set_visible_child_name (ADW_VIEW_STACK (views), "study");
  settle ();
  return page;
}

/* Returns: a lecture's page that shows its guide */
static GtkWidget *
begin (Fixture *fixture)
{
  add (fixture, "talk.mp4", GOOD);
  wait_until_says (GTK_WIDGET (fixture->page), "Done");
  return view_guide (fixture);
}

/* As somebody does who reads it. */
static void
answer_question (const char *response)
{
  g_autofree char *host = g_strdup_printf ("127.0.0.1:%u", server->port);
  GtkWidget *dialog = NULL;
  AdwMessageDialog *message = NULL;

  while ((dialog = find_window (ADW_TYPE_MESSAGE_DIALOG)) == NULL)
    g_main_context_iteration (NULL, TRUE);
  message = ADW_MESSAGE_DIALOG (dialog);
  g_assert_nonnull (strstr (adw_message_dialog_get_heading (message), host));
  g_assert_nonnull (strstr (adw_message_dialog_get_body (message), "what is written and said in the lecture, up to "));
  g_assert_cmpuint (web_server_count (server), ==, 0);
  adw_message_dialog_response (message, response);
  gtk_window_destroy (GTK_WINDOW (dialog));
}

static GtkWidget *
get_bar (GtkWidget *page)
{
  return find_widget (page, LEC_TYPE_GUIDE_BAR, NULL);
}

static void
wait_for_no_bar (GtkWidget *page)
{
  while (find_widget (get_bar (page), GTK_TYPE_BUTTON, "guide.close") != NULL ||
         find_widget (get_bar (page), GTK_TYPE_BUTTON, "guide.cancel") != NULL)
    g_main_context_iteration (NULL, TRUE);
}

static void
wait_until_gone (GtkWidget *page,
                 const char *part)
{
  while (says (page, part))
    g_main_context_iteration (NULL, TRUE);
}

static void
exported_cb (GObject *source,
             GAsyncResult *result,
             gpointer user_data)
{
  GPtrArray **paths = user_data;
  g_autofree char *note = NULL;
  g_autoptr (GError) error = NULL;

  *paths = lec_export_requests_study_finish (LEC_REVIEW_DESK (source), result, &note, &error);
  g_assert_no_error (error);
  g_assert_null (note);
}

/* Without that a model is asked again. */
static void
assert_exported (Fixture *fixture)
{
  static const char *const formats[] = { "markdown", NULL };
  g_autoptr (LecReviewDesk) desk = lec_review_desk_new (lec_job_row_get_item (find_row (fixture)));
  g_autoptr (LecJobOptions) options = lec_job_options_new ();
  g_autoptr (LecExportProgress) progress = lec_export_progress_new ();
  LecExportStudy what = { .formats = formats, .options = options, .folder = fixture->folder };
  g_autoptr (GPtrArray) paths = NULL;
  g_autofree char *text = NULL;
  guint n_asked = web_server_count (server);

  lec_export_requests_study_async (desk, &what, progress, NULL, exported_cb, &paths);
  while (paths == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (g_file_get_contents (g_ptr_array_index (paths, 0), &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "Cited remark."));
  g_assert_cmpuint (web_server_count (server), ==, n_asked);
}

/* What names a slide is taken and marked, and can be taken back. It is there when one comes
 * again. */
static void
test_adds (gpointer data)
{
  Fixture *fixture = data;
  GtkWidget *page = begin (fixture);
  GtkWidget *undo = NULL;
  guint n_wrong = 0;

  check_widget (page, &n_wrong);
  g_assert_cmpuint (n_wrong, ==, 0);
  click (page, BUTTON);
  answer_question ("agree");
  wait_until_says (page, "Cited remark.");
  g_assert_true (says (page, "Written by a language model"));
  g_assert_false (says (page, "Invented remark."));
  g_assert_false (says (page, "Uncited remark."));
  g_assert_cmpuint (web_server_count (server), >, 1);

  click (GTK_WIDGET (fixture->window), "win.back");
  wait_for_row (fixture);
  assert_exported (fixture);
  page = view_guide (fixture);
  wait_until_says (page, "Cited remark.");
  while ((undo = find_widget (page, GTK_TYPE_BUTTON, "lecture.restore-guide")) == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_signal_emit_by_name (undo, "clicked");
  wait_until_gone (page, "Cited remark.");
  wait_until_says (page, "3 slides");
}

/* Nothing is sent. */
static void
test_declined (gpointer data)
{
  GtkWidget *page = begin (data);

  click (page, BUTTON);
  wait_until_says (page, "The language model reads the lecture…");
  answer_question ("not-now");
  wait_for_no_bar (page);
  g_assert_cmpuint (web_server_count (server), ==, 0);
  g_assert_false (says (page, "Cited remark."));
}

static void
test_no_model (gpointer data)
{
  GtkWidget *page = begin (data);
  AdwPreferencesWindow *preferences = NULL;

  click (page, BUTTON);
  wait_until_says (page, "no language model is set");
  click (get_bar (page), "app.services");
  preferences = ADW_PREFERENCES_WINDOW (find_window (LEC_TYPE_PREFERENCES));
  g_assert_nonnull (preferences);
  g_assert_cmpstr (adw_preferences_window_get_visible_page_name (preferences), ==, "services");
  gtk_window_destroy (GTK_WINDOW (preferences));
  click (get_bar (page), "guide.close");
  wait_for_no_bar (page);
}

/* On a telephone, too, with some lines more. */
static void
assert_fits (GtkWidget *bar)
{
  int minimum = 0, height = 0, one_line = 0;

  gtk_widget_measure (bar, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <=, 360);
  gtk_widget_measure (bar, GTK_ORIENTATION_VERTICAL, 360, &height, NULL, NULL, NULL);
  gtk_widget_measure (bar, GTK_ORIENTATION_VERTICAL, 4000, &one_line, NULL, NULL, NULL);
  g_assert_cmpint (height - one_line, <, 60);
}

/* Why is told, and where it can be changed; the guide is there. */
static void
assert_fails (Fixture *fixture)
{
  GtkWidget *page = begin (fixture);
  GtkWidget *bar = get_bar (page);

  click (page, BUTTON);
  answer_question ("agree");
  wait_until_says (bar, "The study guide stays as it was: ");
  assert_fits (bar);
  g_assert_nonnull (find_widget (bar, GTK_TYPE_BUTTON, "guide.again"));
  g_assert_nonnull (find_widget (bar, GTK_TYPE_BUTTON, "app.services"));
  g_assert_null (find_widget (bar, GTK_TYPE_BUTTON, "guide.cancel"));
  g_assert_false (says (page, "s3cret"));
  g_assert_false (says (page, "Written by a language model"));
  g_assert_cmpuint (web_server_count (server), >, 0);
}

static void
test_refuses (gpointer data)
{
  assert_fails (data);
}

static void
test_nonsense (gpointer data)
{
  assert_fails (data);
}

static void
test_cut (gpointer data)
{
  assert_fails (data);
}

/* Who goes to the library meanwhile finds it as far as it is. */
static void
test_cancelled (gpointer data)
{
  Fixture *fixture = data;
  GtkWidget *page = begin (fixture);

  click (page, BUTTON);
  answer_question ("agree");
  while (web_server_count (server) == 0)
    g_main_context_iteration (NULL, TRUE);
  click (GTK_WIDGET (fixture->window), "win.back");
  wait_for_row (fixture);
  page = view_guide (fixture);
  wait_until_says (get_bar (page), "The language model reads the lecture…");
  click (get_bar (page), "guide.cancel");
  wait_for_no_bar (page);
  g_assert_false (says (page, "Written by a language model"));
}

/* What was made of something else is not shown, which is told; it is back with what it was
 * made of. */
static void
test_corrected (gpointer data)
{
  Fixture *fixture = data;
  g_autofree char *path = g_build_filename (fixture->folder, "said.vtt", NULL);
  GtkWidget *page = begin (fixture);

  g_assert_true (g_file_set_contents (path, SAID, -1, NULL));
  click (page, BUTTON);
  answer_question ("agree");
  wait_until_says (page, "Cited remark.");
  g_assert_true (drop (page, path));
  wait_until_says (page, "is of the lecture as it was before it was corrected");
  g_assert_false (says (page, "Cited remark."));
  g_assert_true (gtk_widget_activate_action (page, "lecture.undo", NULL));
  wait_until_gone (page, "is of the lecture as it was before it was corrected");
  wait_until_says (page, "Cited remark.");
}

/* --- Running --- */

typedef struct
{
  WindowTest test;
  const char *mode; /* (nullable): of the model; %NULL for none */
} ModelTest;

static const ModelTest tests[] = {
  { { "/lecture-guide/no-model", test_no_model }, NULL },
  { { "/lecture-guide/adds", test_adds }, "busy" },
  { { "/lecture-guide/declined", test_declined }, "works" },
  { { "/lecture-guide/refuses", test_refuses }, "refuses" },
  { { "/lecture-guide/nonsense", test_nonsense }, "nonsense" },
  { { "/lecture-guide/cut", test_cut }, "cut" },
  { { "/lecture-guide/cancelled", test_cancelled }, "thinks" },
  { { "/lecture-guide/corrected", test_corrected }, "works" },
};

static void
start_model (const char *mode)
{
  server = web_server_new (model_cb, (gpointer) mode);
  g_assert_true (g_setenv ("LECTERN_MODEL_SERVICE", server->url, TRUE));
  g_assert_true (g_setenv ("LECTERN_MODEL", "llama", TRUE));
  g_assert_true (g_setenv ("LECTERN_MODEL_KEY", "sk-s3cret", TRUE));
}

static void
run_test (Fixture *fixture,
          gconstpointer test)
{
  const char *mode = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    if (tests[i].test.test == test)
      mode = tests[i].mode;
  if (mode != NULL)
    start_model (mode);
  run_application (fixture, test);
  g_clear_pointer (&server, web_server_free);
  g_unsetenv ("LECTERN_MODEL_SERVICE");
  g_unsetenv ("LECTERN_MODEL");
  g_unsetenv ("LECTERN_MODEL_KEY");
}

int
main (int argc,
      char *argv[])
{
  WindowTest plain[G_N_ELEMENTS (tests)];

  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    plain[i] = tests[i].test;
  return window_tests_run (argc, argv, plain, G_N_ELEMENTS (tests), run_test);
}
