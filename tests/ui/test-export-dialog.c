/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Exporting from the window: the preview, made by the real stage and turned page by page, what is
 * in the way, a document that is written, cancelling. Videos follow a script.
 */
#include "engine/review-study.h"
#include "engine/review.h"
#include "ui/export-dialog.h"
#include "ui/export-formats.h"
#include "ui/export-preview.h"
#include "window-fixture.h"

static LecExportDialog *
open_dialog (Fixture *fixture)
{
  add (fixture, "talk.mp4", GOOD);
  wait_until_says (GTK_WIDGET (fixture->page), "Done");
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.export-job", "x", get_id (fixture));
  return LEC_EXPORT_DIALOG (find_window (LEC_TYPE_EXPORT_DIALOG));
}

static LecExportPreview *
find_preview (LecExportDialog *dialog)
{
  return LEC_EXPORT_PREVIEW (find_widget (GTK_WIDGET (dialog), LEC_TYPE_EXPORT_PREVIEW, NULL));
}

static GdkPaintable *
get_page (LecExportDialog *dialog)
{
  GtkWidget *picture = find_widget (GTK_WIDGET (dialog), GTK_TYPE_PICTURE, NULL);

  return picture != NULL ? gtk_picture_get_paintable (GTK_PICTURE (picture)) : NULL;
}

static void
wait_for_shape (LecExportDialog *dialog,
                gboolean is_upright)
{
  GdkPaintable *page = NULL;

  do
    {
      g_main_context_iteration (NULL, TRUE);
      page = get_page (dialog);
    }
  while (page == NULL || (gdk_paintable_get_intrinsic_aspect_ratio (page) < 1) != is_upright);
}

static gboolean
is_choice_of (GtkWidget *widget,
              gconstpointer title)
{
  return ADW_IS_COMBO_ROW (widget) &&
         g_str_equal (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), title);
}

static AdwComboRow *
find_choice (LecExportDialog *dialog,
             const char *title)
{
  return ADW_COMBO_ROW (walk_to (GTK_WIDGET (dialog), is_choice_of, title));
}

static void
choose_layout (LecExportDialog *dialog,
               LecLayout layout)
{
  adw_combo_row_set_selected (find_choice (dialog, "_Layout"), layout);
}

static LecExportFormats *
choose_to_study (LecExportDialog *dialog)
{
  adw_combo_row_set_selected (find_choice (dialog, "_What"), 1);
  return LEC_EXPORT_FORMATS (find_widget (GTK_WIDGET (dialog), LEC_TYPE_EXPORT_FORMATS, NULL));
}

/* The corner of the page, by its colour: a slide fills it, and paper is white. */
static void
test_preview (gpointer data)
{
  Fixture *fixture = data;
  LecExportDialog *dialog = open_dialog (fixture);
  LecExportPreview *preview = NULL;
  guint n_wrong = 0;

  wait_until_says (GTK_WIDGET (dialog), "Slide 1 of 3");
  wait_for_shape (dialog, FALSE);
  check_widget (GTK_WIDGET (dialog), &n_wrong);
  g_assert_cmpuint (n_wrong, ==, 0);
  preview = find_preview (dialog);
  g_assert_cmpstr (lec_export_preview_get_shown (preview), ==, "page");
  g_assert_false (gtk_widget_get_sensitive (find_widget (GTK_WIDGET (dialog), GTK_TYPE_BUTTON, "preview.back")));

  click (GTK_WIDGET (dialog), "preview.forward");
  wait_until_says (GTK_WIDGET (dialog), "Slide 2 of 3");
  lec_export_preview_turn (preview, FALSE);
  wait_until_says (GTK_WIDGET (dialog), "Slide 3 of 3");
  g_assert_false (gtk_widget_get_sensitive (find_widget (GTK_WIDGET (dialog), GTK_TYPE_BUTTON, "preview.forward")));

  /* With the slide that is looked at. */
  choose_layout (dialog, LEC_LAYOUT_HANDOUT);
  wait_until_says (GTK_WIDGET (dialog), "Slides 1–3 of 3");
  wait_for_shape (dialog, TRUE);
  g_assert_true (says (GTK_WIDGET (dialog), "talk handout.pdf"));
  choose_layout (dialog, LEC_LAYOUT_NOTES);
  wait_until_says (GTK_WIDGET (dialog), "Slide 1 of 3");
  wait_for_shape (dialog, TRUE);
  g_assert_true (says (GTK_WIDGET (dialog), "talk with text.pdf"));
}

/* By its shape, as it is written: Letter is shorter and wider. Of a slide's own page there is
 * nothing to choose. */
static void
test_paper (gpointer data)
{
  Fixture *fixture = data;
  LecExportDialog *dialog = open_dialog (fixture);
  AdwComboRow *paper = NULL;
  AdwComboRow *quality = NULL;
  guint n_wrong = 0;

  wait_until_says (GTK_WIDGET (dialog), "Slide 1 of 3");
  choose_layout (dialog, LEC_LAYOUT_NOTES);
  wait_for_shape (dialog, TRUE);
  paper = find_choice (dialog, "Pape_r");
  quality = find_choice (dialog, "Picture _quality");
  g_assert_cmpuint (adw_combo_row_get_selected (paper), ==, 0);
  g_assert_cmpuint (adw_combo_row_get_selected (quality), ==, 0);
  g_assert_cmpfloat (gdk_paintable_get_intrinsic_aspect_ratio (get_page (dialog)), <, 0.72);
  adw_combo_row_set_selected (paper, LEC_PAPER_LETTER);
  while (gdk_paintable_get_intrinsic_aspect_ratio (get_page (dialog)) < 0.76)
    g_main_context_iteration (NULL, TRUE);
  check_widget (GTK_WIDGET (dialog), &n_wrong);
  g_assert_cmpuint (n_wrong, ==, 0);

  choose_layout (dialog, LEC_LAYOUT_SLIDES);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (paper)));
  adw_combo_row_set_selected (find_choice (dialog, "_What"), 1);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (paper)));
}

static void
wait_until_gone (GType type)
{
  while (find_window (type) != NULL)
    g_main_context_iteration (NULL, TRUE);
}

/* By the key, on the row that is chosen; the toast leads to the document. */
static void
test_export (gpointer data)
{
  Fixture *fixture = data;
  g_autofree char *pdf = g_build_filename (fixture->folder, "talk slides.pdf", NULL);
  g_autofree char *own = g_build_filename (fixture->folder, "talk.pdf", NULL);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  LecExportDialog *dialog = open_dialog (fixture);

  g_assert_true (g_file_get_contents (own, &before, NULL, NULL));
  wait_until_says (GTK_WIDGET (dialog), "Slide 1 of 3");
  g_assert_cmpstr (lec_export_dialog_get_output (dialog), ==, pdf);
  click (GTK_WIDGET (dialog), "export.start");
  wait_until_says (GTK_WIDGET (fixture->window), "Exported “talk slides.pdf”");
  wait_until_gone (LEC_TYPE_EXPORT_DIALOG);
  g_assert_true (g_file_test (pdf, G_FILE_TEST_IS_REGULAR));
  g_assert_nonnull (find_widget (GTK_WIDGET (fixture->window), GTK_TYPE_BUTTON, "win.show-file"));
  g_assert_nonnull (find_widget (GTK_WIDGET (fixture->window), GTK_TYPE_BUTTON, "win.open-file"));
  g_assert_true (g_file_get_contents (own, &after, NULL, NULL));
  g_assert_cmpstr (after, ==, before);
}

/* Nothing is replaced before somebody has said so. */
static void
test_in_the_way (gpointer data)
{
  Fixture *fixture = data;
  g_autofree char *pdf = g_build_filename (fixture->folder, "<b>mine & yours.pdf", NULL);
  g_autofree char *text = NULL;
  LecExportDialog *dialog = open_dialog (fixture);
  GtkWidget *question = NULL;

  g_assert_true (g_file_set_contents (pdf, "mine", -1, NULL));
  wait_until_says (GTK_WIDGET (dialog), "Slide 1 of 3");
  lec_export_dialog_set_output (dialog, pdf);
  for (guint i = 0; i < 2; i++)
    {
      click (GTK_WIDGET (dialog), "export.start");
      while ((question = find_window (ADW_TYPE_MESSAGE_DIALOG)) == NULL)
        g_main_context_iteration (NULL, TRUE);
      g_assert_true (says (question, "<b>mine & yours.pdf"));
      g_clear_pointer (&text, g_free);
      g_assert_true (g_file_get_contents (pdf, &text, NULL, NULL));
      g_assert_cmpstr (text, ==, "mine");
      adw_message_dialog_response (ADW_MESSAGE_DIALOG (question), i == 0 ? "cancel" : "replace");
      gtk_window_destroy (GTK_WINDOW (question));
    }
  wait_until_gone (LEC_TYPE_EXPORT_DIALOG);
  g_clear_pointer (&text, g_free);
  g_assert_true (g_file_get_contents (pdf, &text, NULL, NULL));
  g_assert_true (g_str_has_prefix (text, "%PDF-"));
}

/* Whoever presses twice is asked once. */
static void
test_pressed_twice (gpointer data)
{
  Fixture *fixture = data;
  g_autofree char *pdf = g_build_filename (fixture->folder, "mine.pdf", NULL);
  LecExportDialog *dialog = open_dialog (fixture);
  GtkWidget *question = NULL;
  gint64 end_us = 0;

  g_assert_true (g_file_set_contents (pdf, "mine", -1, NULL));
  wait_until_says (GTK_WIDGET (dialog), "Slide 1 of 3");
  lec_export_dialog_set_output (dialog, pdf);
  click (GTK_WIDGET (dialog), "export.start");
  click (GTK_WIDGET (dialog), "export.start");
  while ((question = find_window (ADW_TYPE_MESSAGE_DIALOG)) == NULL)
    g_main_context_iteration (NULL, TRUE);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (question), "cancel");
  gtk_window_destroy (GTK_WINDOW (question));
  end_us = g_get_monotonic_time () + G_USEC_PER_SEC / 2;
  while (g_get_monotonic_time () < end_us)
    {
      g_assert_null (find_window (ADW_TYPE_MESSAGE_DIALOG));
      g_main_context_iteration (NULL, FALSE);
    }
}

static gboolean
can_start (LecExportDialog *dialog)
{
  return gtk_widget_get_sensitive (find_widget (GTK_WIDGET (dialog), GTK_TYPE_BUTTON, "export.start"));
}

/* Only @name and @other are chosen, of what is chosen when nothing is said. */
static void
choose_formats (LecExportFormats *formats,
                const char *name,
                const char *other)
{
  g_auto (GStrv) chosen = lec_export_formats_dup_chosen (formats);

  for (char **format = chosen; *format != NULL; format++)
    lec_export_formats_choose (formats, *format, FALSE);
  lec_export_formats_choose (formats, name, TRUE);
  lec_export_formats_choose (formats, other, TRUE);
}

/* What can be chosen is called as a person would call it, and can be made from here. */
static void
check_words (GtkWidget *formats)
{
  g_autoptr (GArray) all = lec_study_format_list ();

  for (guint i = 0; i < all->len; i++)
    {
      g_autofree char *line = g_strdup_printf ("\n%s\n", g_array_index (all, LecStudyFormat, i).name);

      g_assert_false (says (formats, line));
    }
  g_assert_false (says (formats, "--"));
}

/* What the command line takes when nothing is said; of what was said nothing, where nothing is
 * known of it. */
static void
test_study_choices (gpointer data)
{
  static const char *const silent[] = { "vtt", "srt", "txt" };
  Fixture *fixture = data;
  LecExportDialog *dialog = open_dialog (fixture);
  LecExportFormats *formats = NULL;
  g_auto (GStrv) chosen = NULL;
  g_auto (GStrv) left = NULL;
  g_autofree char *all = NULL;
  guint n_wrong = 0;

  wait_until_says (GTK_WIDGET (dialog), "Slide 1 of 3");
  formats = choose_to_study (dialog);
  settle ();
  chosen = lec_export_formats_dup_chosen (formats);
  all = g_strjoinv (" ", chosen);
  g_assert_cmpstr (all, ==, "study-pdf html markdown anki chapters");
  g_assert_true (says (GTK_WIDGET (dialog), "5 files"));
  g_assert_true (says (GTK_WIDGET (dialog), "Nothing is known of what was said"));
  g_assert_null (find_widget (GTK_WIDGET (dialog), LEC_TYPE_EXPORT_PREVIEW, NULL));
  g_assert_cmpstr (lec_export_dialog_get_output (dialog), ==, fixture->folder);
  check_widget (GTK_WIDGET (dialog), &n_wrong);
  g_assert_cmpuint (n_wrong, ==, 0);
  check_words (GTK_WIDGET (formats));

  for (char **format = chosen; *format != NULL; format++)
    lec_export_formats_choose (formats, *format, FALSE);
  g_assert_false (can_start (dialog));
  g_assert_true (says (GTK_WIDGET (dialog), "No format is chosen"));
  for (guint i = 0; i < G_N_ELEMENTS (silent); i++)
    lec_export_formats_choose (formats, silent[i], FALSE);
  lec_export_formats_choose (formats, "pptx", TRUE);
  left = lec_export_formats_dup_chosen (formats);
  g_assert_cmpuint (g_strv_length (left), ==, 1);
  g_assert_true (can_start (dialog));
  adw_combo_row_set_selected (find_choice (dialog, "_What"), 0);
  g_assert_true (says (GTK_WIDGET (dialog), "talk slides.pdf"));
  while (find_widget (GTK_WIDGET (dialog), LEC_TYPE_EXPORT_PREVIEW, NULL) == NULL)
    g_main_context_iteration (NULL, TRUE);
}

/* What is made of the original slides can be chosen with them only. */
static void
test_deck (gpointer data)
{
  Fixture *fixture = data;
  g_autofree char *deck = g_build_filename (fixture->folder, "talk.pdf", NULL);
  g_autofree char *made = g_build_filename (fixture->folder, "talk.deck.pdf", NULL);
  g_autofree char *notes = g_build_filename (fixture->folder, "talk.md", NULL);
  g_autofree char *text = NULL;
  LecExportDialog *dialog = NULL;
  LecExportFormats *formats = NULL;
  guint n_wrong = 0;

  if (g_getenv ("LECTERN_HAS_DECK") == NULL)
    {
      g_test_skip ("built without decks");
      return;
    }

  dialog = open_dialog (fixture);
  wait_until_says (GTK_WIDGET (dialog), "Slide 1 of 3");
  formats = choose_to_study (dialog);
  settle ();
  g_assert_true (says (GTK_WIDGET (dialog), "Choose the slides below"));
  g_assert_true (says (GTK_WIDGET (dialog), "5 files"));
  lec_export_dialog_set_deck (dialog, deck);
  settle ();
  g_assert_false (says (GTK_WIDGET (dialog), "Choose the slides below"));
  g_assert_true (says (GTK_WIDGET (dialog), "6 files"));
  check_widget (GTK_WIDGET (dialog), &n_wrong);
  g_assert_cmpuint (n_wrong, ==, 0);
  gtk_widget_activate_action (GTK_WIDGET (dialog), "export.forget-deck", NULL);
  g_assert_true (says (GTK_WIDGET (dialog), "5 files"));

  lec_export_dialog_set_deck (dialog, deck);
  choose_formats (formats, "markdown", "deck-pdf");
  click (GTK_WIDGET (dialog), "export.start");
  wait_until_says (GTK_WIDGET (fixture->window), "and 1 more file");
  g_assert_true (g_file_test (made, G_FILE_TEST_IS_REGULAR));
  g_assert_true (g_file_get_contents (notes, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "*Page 2 of talk.pdf*"));
}

/* There is nothing to ask of this lecture. */
static void
test_empty_format (gpointer data)
{
  Fixture *fixture = data;
  g_autofree char *notes = g_build_filename (fixture->folder, "talk.md", NULL);
  g_autofree char *cards = g_build_filename (fixture->folder, "talk.apkg", NULL);
  LecExportDialog *dialog = open_dialog (fixture);

  wait_until_says (GTK_WIDGET (dialog), "Slide 1 of 3");
  choose_formats (choose_to_study (dialog), "markdown", "anki");
  settle ();
  click (GTK_WIDGET (dialog), "export.start");
  wait_until_says (GTK_WIDGET (fixture->window), "left out");
  wait_until_gone (LEC_TYPE_EXPORT_DIALOG);
  g_assert_true (g_file_test (notes, G_FILE_TEST_IS_REGULAR));
  g_assert_false (g_file_test (cards, G_FILE_TEST_EXISTS));
}

/* Written by the engine into the folder that was chosen, and replaced only when somebody has said
 * so: also a picture that a person has drawn on. */
static void
test_study_export (gpointer data)
{
  Fixture *fixture = data;
  g_autofree char *folder = g_build_filename (fixture->folder, "learn", NULL);
  g_autofree char *notes = g_build_filename (folder, "talk.md", NULL);
  g_autofree char *chapters = g_build_filename (folder, "talk.chapters.vtt", NULL);
  g_autofree char *picture = g_build_filename (folder, "talk-slides", "slide-002.jpg", NULL);
  g_autofree char *text = NULL;
  LecExportDialog *dialog = open_dialog (fixture);

  wait_until_says (GTK_WIDGET (dialog), "Slide 1 of 3");
  choose_formats (choose_to_study (dialog), "markdown", "chapters");
  lec_export_dialog_set_output (dialog, folder);
  click (GTK_WIDGET (dialog), "export.start");
  wait_until_says (GTK_WIDGET (fixture->window), "Exported “talk.md” and 1 more file");
  wait_until_gone (LEC_TYPE_EXPORT_DIALOG);
  g_assert_true (g_file_test (notes, G_FILE_TEST_IS_REGULAR));
  g_assert_true (g_file_test (chapters, G_FILE_TEST_IS_REGULAR));
  g_assert_true (g_file_test (picture, G_FILE_TEST_IS_REGULAR));

  g_assert_true (g_file_set_contents (picture, "mine", -1, NULL));
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.export-job", "x", get_id (fixture));
  dialog = LEC_EXPORT_DIALOG (find_window (LEC_TYPE_EXPORT_DIALOG));
  wait_until_says (GTK_WIDGET (dialog), "Slide 1 of 3");
  choose_formats (choose_to_study (dialog), "markdown", "chapters");
  lec_export_dialog_set_output (dialog, folder);
  for (guint i = 0; i < 2; i++)
    {
      GtkWidget *question = NULL;

      click (GTK_WIDGET (dialog), "export.start");
      while ((question = find_window (ADW_TYPE_MESSAGE_DIALOG)) == NULL)
        g_main_context_iteration (NULL, TRUE);
      g_assert_true (says (question, "talk.md\ntalk.chapters.vtt\nslide-002.jpg"));
      g_clear_pointer (&text, g_free);
      g_assert_true (g_file_get_contents (picture, &text, NULL, NULL));
      g_assert_cmpstr (text, ==, "mine");
      adw_message_dialog_response (ADW_MESSAGE_DIALOG (question), i == 0 ? "cancel" : "replace");
      gtk_window_destroy (GTK_WINDOW (question));
    }
  wait_until_gone (LEC_TYPE_EXPORT_DIALOG);
  g_clear_pointer (&text, g_free);
  g_assert_true (g_file_get_contents (picture, &text, NULL, NULL));
  g_assert_cmpstr (text, !=, "mine");
}

/* Where the preferences say so the language model is asked, but not before somebody has agreed; the
 * guide is made without it, too. */
static void
test_model (gpointer data)
{
  Fixture *fixture = data;
  g_autofree char *folder = g_build_filename (fixture->folder, "learn", NULL);
  g_autofree char *notes = g_build_filename (folder, "talk.md", NULL);
  LecExportDialog *dialog = NULL;
  GtkWidget *question = NULL;

  g_setenv ("LECTERN_MODEL_SERVICE", "http://model.example/v1", TRUE);
  g_setenv ("LECTERN_MODEL", "small", TRUE);
  g_settings_set_boolean (fixture->settings, "use-language-model", TRUE);
  dialog = open_dialog (fixture);
  wait_until_says (GTK_WIDGET (dialog), "Slide 1 of 3");
  choose_formats (choose_to_study (dialog), "markdown", "markdown");
  lec_export_dialog_set_output (dialog, folder);
  click (GTK_WIDGET (dialog), "export.start");
  while ((question = find_window (ADW_TYPE_MESSAGE_DIALOG)) == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (gtk_window_get_transient_for (GTK_WINDOW (question)) == GTK_WINDOW (dialog));
  g_assert_true (says (question, "model.example"));
  g_assert_true (says (question, "what is written and said in the lecture, up to"));
  g_assert_true (says (question, "not encrypted"));
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (question), "not-now");
  gtk_window_destroy (GTK_WINDOW (question));
  wait_until_says (GTK_WIDGET (fixture->window), "Exported “talk.md”");
  wait_until_gone (LEC_TYPE_EXPORT_DIALOG);
  g_assert_true (g_file_test (notes, G_FILE_TEST_IS_REGULAR));
  g_unsetenv ("LECTERN_MODEL_SERVICE");
  g_unsetenv ("LECTERN_MODEL");
}

/* Cancelled while the video is read again for pictures without loss: nothing is written, and it can
 * be tried again. */
static void
test_cancel (gpointer data)
{
  Fixture *fixture = data;
  g_autofree char *pdf = g_build_filename (fixture->folder, "talk slides.pdf", NULL);
  LecExportDialog *dialog = NULL;

  add (fixture, "talk.mp4", "duration=100 read=100 slides=3 end=slow");
  wait_until_says (GTK_WIDGET (fixture->page), "Done");
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.export-job", "x", get_id (fixture));
  dialog = LEC_EXPORT_DIALOG (find_window (LEC_TYPE_EXPORT_DIALOG));
  wait_until_says (GTK_WIDGET (dialog), "Slide 1 of 3");
  gtk_switch_set_active (GTK_SWITCH (find_widget (GTK_WIDGET (dialog), GTK_TYPE_SWITCH, NULL)), TRUE);
  g_assert_true (says (GTK_WIDGET (dialog), "The video is read again"));
  click (GTK_WIDGET (dialog), "export.start");
  wait_until_says (GTK_WIDGET (dialog), "Exporting…");
  gtk_widget_activate_action (GTK_WIDGET (dialog), "export.cancel", NULL);
  while (says (GTK_WIDGET (dialog), "Exporting…"))
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (g_file_test (pdf, G_FILE_TEST_EXISTS));
  g_assert_true (gtk_widget_get_sensitive (find_widget (GTK_WIDGET (dialog), GTK_TYPE_BUTTON, "export.start")));
  gtk_widget_activate_action (GTK_WIDGET (dialog), "export.cancel", NULL);
  wait_until_gone (LEC_TYPE_EXPORT_DIALOG);
}

/* Closed before anything of the lecture was there. */
static void
test_close_at_once (gpointer data)
{
  Fixture *fixture = data;
  LecExportDialog *dialog = open_dialog (fixture);

  gtk_window_close (GTK_WINDOW (dialog));
  settle ();
  g_assert_null (find_window (LEC_TYPE_EXPORT_DIALOG));
}

/* With the window that it belongs to, which is not asked once it is gone, whatever comes late. */
static void
test_close_window_at_once (gpointer data)
{
  Fixture *fixture = data;
  GWeakRef dialog;

  g_weak_ref_init (&dialog, open_dialog (fixture));
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_assert_null (g_weak_ref_get (&dialog));
  settle ();
  g_weak_ref_clear (&dialog);
}

/* What was kept of it is gone. */
static void
test_gone (gpointer data)
{
  Fixture *fixture = data;
  g_autofree char *lectures = g_build_filename (fixture->home, LEC_DATA_FOLDER_LECTURES, NULL);
  LecExportDialog *dialog = NULL;

  add (fixture, "talk.mp4", GOOD);
  wait_until_says (GTK_WIDGET (fixture->page), "Done");
  lec_file_tree_remove (lectures);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.export-job", "x", get_id (fixture));
  dialog = LEC_EXPORT_DIALOG (find_window (LEC_TYPE_EXPORT_DIALOG));
  wait_until_says (GTK_WIDGET (dialog), "there are no slides of this job");
  g_assert_false (gtk_widget_get_sensitive (find_widget (GTK_WIDGET (dialog), GTK_TYPE_BUTTON, "export.start")));
}

int
main (int argc,
      char *argv[])
{
  static const WindowTest tests[] = {
    { "/export-dialog/preview", test_preview },
    { "/export-dialog/paper", test_paper },
    { "/export-dialog/export", test_export },
    { "/export-dialog/in-the-way", test_in_the_way },
    { "/export-dialog/pressed-twice", test_pressed_twice },
    { "/export-dialog/study-choices", test_study_choices },
    { "/export-dialog/deck", test_deck },
    { "/export-dialog/empty-format", test_empty_format },
    { "/export-dialog/study-export", test_study_export },
    { "/export-dialog/model", test_model },
    { "/export-dialog/cancel", test_cancel },
    { "/export-dialog/close-at-once", test_close_at_once },
    { "/export-dialog/close-window-at-once", test_close_window_at_once },
    { "/export-dialog/gone", test_gone },
  };

  return window_tests_run_with (argc, argv, tests, G_N_ELEMENTS (tests), run_application, lec_stage_generate);
}
