/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The study guide on a screen.
 */
#include <adwaita.h>

#include "made-notes.h"
#include "ui/find-bar.h"
#include "ui/practice-page.h"
#include "ui/slide-item.h"
#include "ui/study-entry-row.h"
#include "ui/study-lists.h"
#include "ui/study-page.h"
#include "ui/study-row.h"
#include "widget-walk.h"

#define N_SLIDES 400

typedef struct
{
  GtkWindow *window;
  LecStudyPage *page;
  GListStore *slides;
  double time_s;
  GString *graded; /* what was told of questions: + for each that was known, - for others; of
                    * corrections */
} Fixture;

static LecSlideItem *
make_item_saying (guint number,
                  const char *text)
{
  g_autoptr (LecSlide) slide = lec_slide_new (number);

  lec_slide_add_visit (slide, number * 10, number * 10 + 9);
  slide->title = g_strdup_printf ("Title %u", number);
  slide->text = g_strdup (text);
  return lec_slide_item_new (slide, NULL, FALSE);
}

static LecSlideItem *
make_item (guint number)
{
  g_autofree char *text = g_strdup_printf ("Title %u\n<b>line</b> & number %u", number, number * 7);

  return make_item_saying (number, text);
}

static void
time_chosen_cb (Fixture *fixture,
                double time_s)
{
  fixture->time_s = time_s;
}

static void
graded_cb (Fixture *fixture,
           const char *key,
           gboolean knew)
{
  g_assert_cmpuint (strlen (key), ==, 32);
  g_string_append_c (fixture->graded, knew ? '+' : '-');
}

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  g_autoptr (LecThumbnails) thumbnails = lec_thumbnails_new (10, LEC_THUMBNAIL_HEIGHT);

  fixture->slides = g_list_store_new (LEC_TYPE_SLIDE_ITEM);
  fixture->window = GTK_WINDOW (gtk_window_new ());
  fixture->page = lec_study_page_new ();
  g_signal_connect_swapped (fixture->page, "time-chosen", G_CALLBACK (time_chosen_cb), fixture);
  g_signal_connect_swapped (fixture->page, "graded", G_CALLBACK (graded_cb), fixture);
  fixture->graded = g_string_new (NULL);
  lec_study_page_set_slides (fixture->page, G_LIST_MODEL (fixture->slides), thumbnails);
  gtk_window_set_child (fixture->window, GTK_WIDGET (fixture->page));
  gtk_window_set_default_size (fixture->window, 480, 500);
  gtk_window_present (fixture->window);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  gtk_window_destroy (fixture->window);
  g_object_unref (fixture->slides);
  g_string_free (fixture->graded, TRUE);
}

static void
fill (Fixture *fixture)
{
  for (guint i = 1; i <= N_SLIDES; i++)
    {
      g_autoptr (LecSlideItem) item = make_item (i);

      g_list_store_append (fixture->slides, item);
    }
}

/* Calls @func for each widget of @type that is shown. */
static void
foreach_widget (GtkWidget *widget,
                GType type,
                void (*func) (GtkWidget *widget, gpointer user_data),
                gpointer user_data)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type) && gtk_widget_get_mapped (widget))
    func (widget, user_data);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    foreach_widget (child, type, func, user_data);
}

static void
count_cb (GtkWidget *widget,
          gpointer user_data)
{
  (*(guint *) user_data)++;
}

static void
append_text_cb (GtkWidget *widget,
                gpointer user_data)
{
  g_string_append_printf (user_data, "%s|", gtk_label_get_text (GTK_LABEL (widget)));
}

static gboolean
says (Fixture *fixture,
      const char *part)
{
  g_autoptr (GString) text = g_string_new (NULL);

  foreach_widget (GTK_WIDGET (fixture->page), GTK_TYPE_LABEL, append_text_cb, text);
  return strstr (text->str, part) != NULL;
}

static void
wait_until_says (Fixture *fixture,
                 const char *part)
{
  g_test_message ("waiting for “%s”", part);
  while (!says (fixture, part))
    g_main_context_iteration (NULL, TRUE);
}

static void
find_time_cb (GtkWidget *widget,
              gpointer user_data)
{
  GtkWidget **found = user_data;

  if (*found == NULL && g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (widget)), "study.go-to") == 0)
    *found = widget;
}

/* Rows are used again. */
static void
test_many (Fixture *fixture,
           gconstpointer data)
{
  guint n_rows = 0;

  fill (fixture);
  wait_until_says (fixture, "|Title 1|");
  g_assert_true (says (fixture, "<b>line</b> & number 7"));
  lec_study_page_scroll_to (fixture->page, 399);
  wait_until_says (fixture, "|Title 400|");
  foreach_widget (GTK_WIDGET (fixture->page), LEC_TYPE_STUDY_ROW, count_cb, &n_rows);
  g_assert_cmpuint (n_rows, <, 250);
}

static void
test_time (Fixture *fixture,
           gconstpointer data)
{
  GtkWidget *button = NULL;

  fill (fixture);
  wait_until_says (fixture, "0:10");
  foreach_widget (GTK_WIDGET (fixture->page), GTK_TYPE_BUTTON, find_time_cb, &button);
  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
  g_assert_cmpfloat (fixture->time_s, ==, 10);
}

static void
test_find (Fixture *fixture,
           gconstpointer data)
{
  fill (fixture);
  wait_until_says (fixture, "|Title 1|");
  lec_study_page_find (fixture->page, "number 2100");
  wait_until_says (fixture, "|Title 300|");
}

static void
test_changes (Fixture *fixture,
              gconstpointer data)
{
  g_autoptr (LecSlideItem) item = make_item (1);
  g_autoptr (LecSlideItem) wanted = make_item (5);
  g_autoptr (LecSlideItem) reread = make_item_saying (5, "Title 5\nread anew");

  wait_until_says (fixture, "Nothing to Read Yet");
  g_list_store_append (fixture->slides, item);
  wait_until_says (fixture, "|Title 1|");
  lec_slide_item_update (item, wanted);
  wait_until_says (fixture, "|Title 5|");
  lec_slide_item_update (item, reread);
  wait_until_says (fixture, "read anew");
  g_list_store_remove_all (fixture->slides);
  wait_until_says (fixture, "Nothing to Read Yet");
}

static void
test_text (Fixture *fixture,
           gconstpointer data)
{
  g_autoptr (LecSlideItem) first = make_item (1);
  g_autoptr (LecSlideItem) second = make_item (2);
  g_autofree char *text = NULL;

  g_list_store_append (fixture->slides, first);
  g_list_store_append (fixture->slides, second);
  text = lec_study_page_dup_text (fixture->page);
  g_assert_cmpstr (text, ==,
                   "1. Title 1 (0:10)\n<b>line</b> & number 7\n\n"
                   "2. Title 2 (0:20)\n<b>line</b> & number 14\n");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->page), "study.copy-all", NULL));
}

/* --- What was said and what to study --- */

/* Four slides, at times that the made notes know, with what was said over them. */
static void
fill_with_study (Fixture *fixture)
{
  g_autoptr (LecStudyNotes) notes = make_notes ();
  g_autoptr (GPtrArray) slides = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_slide_free);
  g_autoptr (GPtrArray) said = NULL;
  g_autoptr (LecStudyNews) news = lec_study_news_new (notes);

  for (guint i = 1; i <= 4; i++)
    {
      LecSlide *slide = lec_slide_new (i);

      lec_slide_add_visit (slide, i * 73, i * 73 + 73);
      slide->title = g_strdup_printf ("Title %u", i);
      slide->text = g_strdup ("");
      g_ptr_array_add (slides, slide);
    }
  said = lec_said_place (notes->transcript, slides);
  for (guint i = 1; i <= 4; i++)
    {
      g_autoptr (LecSlideItem) item = lec_slide_item_new (g_ptr_array_index (slides, i - 1), NULL, FALSE);
      g_autofree char *speech = lec_study_lists_dup_speech_markup (said, i);
      g_autofree char *plain = lec_said_dup_text (said, i);

      lec_slide_item_set_study (item, speech, plain, i == 4 ? "Three <objects>" : NULL);
      g_list_store_append (fixture->slides, item);
    }
  lec_study_page_set_study (fixture->page, news);
}

static void
show_view (Fixture *fixture,
           const char *name)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->page), "study.view", "s", name));
}

static void
find_link_cb (GtkWidget *widget,
              gpointer user_data)
{
  GtkWidget **found = user_data;

  if (*found == NULL && strstr (gtk_label_get_label (GTK_LABEL (widget)), "href=") != NULL)
    *found = widget;
}

static GtkWidget *
find_link_label (Fixture *fixture)
{
  GtkWidget *label = NULL;

  foreach_widget (GTK_WIDGET (fixture->page), GTK_TYPE_LABEL, find_link_cb, &label);
  g_assert_nonnull (label);
  return label;
}

static void
follow_link (GtkWidget *label,
             const char *address)
{
  gboolean is_handled = FALSE;

  g_signal_emit_by_name (label, "activate-link", address, &is_handled);
  g_assert_true (is_handled);
}

/* Words over the slide that they were said over, as they are and not as markup. */
static void
test_speech (Fixture *fixture,
             gconstpointer data)
{
  GtkWidget *label = NULL;

  fill_with_study (fixture);
  wait_until_says (fixture, "1:20\u00a0Today we look at <what> a linker does & why. 1:30\u00a0It is the last step");
  g_assert_true (says (fixture, "Three <objects>|Written by a language model|"));
  label = find_link_label (fixture);
  g_assert_nonnull (strstr (gtk_label_get_label (GTK_LABEL (label)), "<a href=\"80\">"));
  follow_link (label, "80");
  g_assert_cmpfloat (fixture->time_s, ==, 80);
}

/* What was said is found, too. */
static void
test_find_said (Fixture *fixture,
                gconstpointer data)
{
  fill_with_study (fixture);
  wait_until_says (fixture, "|Title 1|");
  lec_study_page_find (fixture->page, "DEFINES needs");
  wait_until_says (fixture, "1 of 1");
  lec_study_page_find (fixture->page, "title");
  wait_until_says (fixture, "1 of 4");
  lec_study_page_find (fixture->page, "nowhere");
  wait_until_says (fixture, "Not found");
}

static void
test_summary (Fixture *fixture,
              gconstpointer data)
{
  fill_with_study (fixture);
  show_view (fixture, "summary");
  wait_until_says (fixture, "|Why link?|A linker is the last step before a program runs.|");
  g_assert_true (says (fixture, "|Key Concepts|"));
  /* Its definition is from the glossary; the times are those of its slides. */
  g_assert_true (says (fixture, "|linker|a program that makes one program of many objects|2:26 · 3:39|"));
  g_assert_true (says (fixture, "|Written by a language model (llama-3)|"));
  g_assert_false (says (fixture, "winter term"));
  follow_link (find_link_label (fixture), "146");
  g_assert_cmpfloat (fixture->time_s, ==, 146);
}

static void
test_glossary (Fixture *fixture,
               gconstpointer data)
{
  g_autofree char *text = NULL;

  fill_with_study (fixture);
  show_view (fixture, "glossary");
  wait_until_says (fixture, "|Symbol <table>|the names that an object file defines & needs|");
  text = lec_study_page_dup_text (fixture->page);
  g_assert_true (g_str_has_prefix (text, "Linker\n1:21 a program that makes one program of many objects\n"));
  g_assert_nonnull (strstr (text, "laid out\n(Written by a language model (llama-3))\n"));
  lec_study_page_find (fixture->page, "addresses");
  wait_until_says (fixture, "1 of 1");
}

static void
test_transcript (Fixture *fixture,
                 gconstpointer data)
{
  GtkWidget *button = NULL;

  fill_with_study (fixture);
  show_view (fixture, "transcript");
  wait_until_says (fixture, "|Ada Lovelace|Good morning.|");
  /* Who speaks is told once. */
  g_assert_true (says (fixture, "1:20|Today we look at <what> a linker\ndoes & why.|"));
  g_assert_true (says (fixture, "|A student|Which names are in that table?|"));
  foreach_widget (GTK_WIDGET (fixture->page), GTK_TYPE_BUTTON, find_time_cb, &button);
  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
  g_assert_cmpfloat (fixture->time_s, ==, 2);
  lec_study_page_find (fixture->page, "relocation");
  wait_until_says (fixture, "1 of 1");
}

static void
corrected_cb (Fixture *fixture,
              double start_s,
              const char *heard,
              const char *meant)
{
  g_string_append_printf (fixture->graded, "%g:%s>%s|", start_s, heard, meant);
}

static gboolean
press_in (GtkWidget *editor,
          guint key)
{
  GtkEventController *keys = find_controller (editor, GTK_TYPE_EVENT_CONTROLLER_KEY);
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (editor);
  gboolean is_taken = FALSE;

  g_assert_nonnull (keys);
  for (guint i = 0; i < g_list_model_get_n_items (controllers) && !is_taken; i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller) &&
          gtk_event_controller_get_propagation_phase (controller) == GTK_PHASE_CAPTURE)
        g_signal_emit_by_name (controller, "key-pressed", key, 0, 0, &is_taken);
    }
  return is_taken;
}

static gboolean
is_edit_button (GtkWidget *widget,
                gconstpointer data)
{
  return GTK_IS_BUTTON (widget) && gtk_widget_get_mapped (widget) &&
         g_strcmp0 (gtk_button_get_icon_name (GTK_BUTTON (widget)), "document-edit-symbolic") == 0;
}

/* Opens the first of what was said. Returns: what it is typed in */
static GtkWidget *
begin_correction (Fixture *fixture)
{
  GtkWidget *editor = NULL;

  g_signal_emit_by_name (walk_to (GTK_WIDGET (fixture->page), is_edit_button, NULL), "clicked");
  editor = walk_to_type (GTK_WIDGET (fixture->page), GTK_TYPE_TEXT_VIEW);
  g_assert_true (gtk_window_get_focus (fixture->window) == editor);
  return editor;
}

/* In place: Enter asks for it, Escape leaves it, and what stays the same asks for nothing. */
static void
test_correct (Fixture *fixture,
              gconstpointer data)
{
  GtkWidget *editor = NULL;

  g_signal_connect_swapped (fixture->page, "corrected", G_CALLBACK (corrected_cb), fixture);
  fill_with_study (fixture);
  show_view (fixture, "glossary");
  wait_until_says (fixture, "|Linker|");
  g_assert_null (walk_to (GTK_WIDGET (fixture->page), is_edit_button, NULL));
  show_view (fixture, "transcript");
  wait_until_says (fixture, "|Good morning.|");

  editor = begin_correction (fixture);
  g_assert_false (says (fixture, "|Good morning.|"));
  g_assert_false (press_in (editor, GDK_KEY_a));
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (editor)), "Good night.", -1);
  g_assert_true (press_in (editor, GDK_KEY_Escape));
  wait_until_says (fixture, "|Good morning.|");
  g_assert_true (press_in (begin_correction (fixture), GDK_KEY_Return));
  wait_until_says (fixture, "|Good morning.|");
  g_assert_cmpstr (fixture->graded->str, ==, "");

  editor = begin_correction (fixture);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (editor)), "Good <night>.\n", -1);
  g_assert_true (press_in (editor, GDK_KEY_Return));
  g_assert_cmpstr (fixture->graded->str, ==, "2:Good morning.>Good <night>.|");
  g_assert_null (walk_to_type (GTK_WIDGET (fixture->page), GTK_TYPE_TEXT_VIEW));
}

/* @meant: (nullable): the first words that were said, as they are by now */
static void
tell_of_speech (Fixture *fixture,
                const char *meant)
{
  g_autoptr (LecStudyNotes) notes = make_notes ();
  g_autoptr (LecStudyNews) news = NULL;

  if (meant == NULL)
    g_ptr_array_remove_index (notes->transcript->cues, 0);
  else
    {
      LecCue *cue = g_ptr_array_index (notes->transcript->cues, 0);

      g_free (cue->text);
      cue->text = g_strdup (meant);
    }
  news = lec_study_news_new (notes);
  lec_study_page_set_study (fixture->page, news);
}

/* Of the row of a list that has the focus, or in which something has it. */
static gboolean
is_focused_row_saying (Fixture *fixture,
                       const char *part)
{
  g_autoptr (GString) text = g_string_new ("|");
  GtkWidget *row = gtk_window_get_focus (fixture->window);

  while (row != NULL && !GTK_IS_LIST_VIEW (gtk_widget_get_parent (row)))
    row = gtk_widget_get_parent (row);
  if (row != NULL)
    foreach_widget (row, GTK_TYPE_LABEL, append_text_cb, text);
  return strstr (text->str, part) != NULL;
}

/* Who corrects by keys goes on where they were, and what is looked for is counted anew. */
static void
test_corrected_in_place (Fixture *fixture,
                         gconstpointer data)
{
  fill_with_study (fixture);
  show_view (fixture, "transcript");
  wait_until_says (fixture, "|Good morning.|");
  lec_study_page_find (fixture->page, "night");
  wait_until_says (fixture, "Not found");
  g_assert_true (press_in (begin_correction (fixture), GDK_KEY_Escape));
  g_assert_true (is_edit_button (gtk_window_get_focus (fixture->window), NULL));

  tell_of_speech (fixture, "Good night.");
  wait_until_says (fixture, "|Good night.|");
  g_assert_true (is_focused_row_saying (fixture, "|Good night.|"));
  g_assert_true (says (fixture, "1 of 1"));
}

/* Where nothing was said: the next words have the focus. */
static void
test_corrected_away (Fixture *fixture,
                     gconstpointer data)
{
  fill_with_study (fixture);
  show_view (fixture, "transcript");
  wait_until_says (fixture, "|Good morning.|");
  g_assert_true (press_in (begin_correction (fixture), GDK_KEY_Escape));
  tell_of_speech (fixture, NULL);
  while (says (fixture, "|Good morning.|"))
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (is_focused_row_saying (fixture, "|Today we look at"));
}

static char *
dup_typed (GtkWidget *editor)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (editor));
  char *text = NULL;

  g_object_get (buffer, "text", &text, NULL);
  return text;
}

/* What is typed and not yet kept is there still when one comes back. */
static void
test_typed_stays (Fixture *fixture,
                  gconstpointer data)
{
  g_autofree char *typed = NULL;
  GtkWidget *editor = NULL;

  fill_with_study (fixture);
  show_view (fixture, "transcript");
  wait_until_says (fixture, "|Good morning.|");
  editor = begin_correction (fixture);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (editor)), "Good ni", -1);

  show_view (fixture, "summary");
  wait_until_says (fixture, "|Key Concepts|");
  tell_of_speech (fixture, "Good morning.");
  show_view (fixture, "transcript");
  wait_until_says (fixture, "|A student|");
  editor = walk_to_type (GTK_WIDGET (fixture->page), GTK_TYPE_TEXT_VIEW);
  g_assert_nonnull (editor);
  typed = dup_typed (editor);
  g_assert_cmpstr (typed, ==, "Good ni");

  /* What was given up is not. */
  g_assert_true (press_in (editor, GDK_KEY_Escape));
  show_view (fixture, "summary");
  tell_of_speech (fixture, "Good morning.");
  show_view (fixture, "transcript");
  wait_until_says (fixture, "|Good morning.|");
}

/* Without a key: the button that opened it keeps it. */
static void
test_correct_by_button (Fixture *fixture,
                        gconstpointer data)
{
  GtkWidget *editor = NULL;
  GtkWidget *button = NULL;

  g_signal_connect_swapped (fixture->page, "corrected", G_CALLBACK (corrected_cb), fixture);
  fill_with_study (fixture);
  show_view (fixture, "transcript");
  wait_until_says (fixture, "|Good morning.|");
  button = walk_to (GTK_WIDGET (fixture->page), is_edit_button, NULL);
  editor = begin_correction (fixture);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (editor)), "Good night.", -1);
  g_assert_false (is_edit_button (button, NULL));
  g_signal_emit_by_name (button, "clicked");
  g_assert_cmpstr (fixture->graded->str, ==, "2:Good morning.>Good night.|");
  g_assert_null (walk_to_type (GTK_WIDGET (fixture->page), GTK_TYPE_TEXT_VIEW));
  g_assert_true (is_edit_button (button, NULL));
}

static void
test_topics (Fixture *fixture,
             gconstpointer data)
{
  fill_with_study (fixture);
  show_view (fixture, "topics");
  wait_until_says (fixture, "|Dynamic linking|Not covered|");
  g_assert_true (says (fixture, "2:26|Symbols and scopes|Covered|"));
  /* Another lecture has no syllabus. */
  lec_study_page_set_study (fixture->page, NULL);
  wait_until_says (fixture, "|Title 1|");
  g_assert_false (says (fixture, "Topics"));
}

static gboolean
is_view_button (GtkWidget *widget,
                gconstpointer title)
{
  GtkWidget *label = GTK_IS_TOGGLE_BUTTON (widget) ? gtk_button_get_child (GTK_BUTTON (widget)) : NULL;

  return GTK_IS_LABEL (label) && gtk_widget_get_mapped (label) &&
         g_str_equal (gtk_label_get_text (GTK_LABEL (label)), title);
}

/* Who is on the way through the views by keys stays there when there is one more, or less. */
static void
test_topics_come (Fixture *fixture,
                  gconstpointer data)
{
  GtkWidget *button = NULL;

  fill_with_study (fixture);
  lec_study_page_set_study (fixture->page, NULL);
  gtk_window_set_default_size (fixture->window, 700, 500);
  while ((button = walk_to (GTK_WIDGET (fixture->page), is_view_button, "Glossary")) == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (walk_to (GTK_WIDGET (fixture->page), is_view_button, "Topics"));
  lec_study_page_show_view (fixture->page, "topics");
  g_assert_true (says (fixture, "|Title 1|"));
  g_assert_true (gtk_widget_grab_focus (button));
  g_object_ref (button); /* or another one might have its address */

  tell_of_speech (fixture, "Good night.");
  while (walk_to (GTK_WIDGET (fixture->page), is_view_button, "Topics") == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (gtk_widget_get_mapped (button) && gtk_window_get_focus (fixture->window) == button);
  lec_study_page_set_study (fixture->page, NULL);
  while (walk_to (GTK_WIDGET (fixture->page), is_view_button, "Topics") != NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (gtk_widget_get_mapped (button) && gtk_window_get_focus (fixture->window) == button);
  g_object_unref (button);
}

/* What is not there says how it comes to be there; what is damaged is told. */
static void
test_nothing (Fixture *fixture,
              gconstpointer data)
{
  g_autoptr (LecStudyNotes) notes = lec_study_notes_new ();
  g_autoptr (LecStudyNews) news = NULL;
  g_autofree char *text = NULL;

  fill (fixture);
  show_view (fixture, "transcript");
  wait_until_says (fixture, "No Transcript");
  g_assert_true (says (fixture, ".vtt or .srt"));
  show_view (fixture, "summary");
  wait_until_says (fixture, "No Summary Yet");
  show_view (fixture, "glossary");
  wait_until_says (fixture, "No Terms Found");
  text = lec_study_page_dup_text (fixture->page);
  g_assert_cmpstr (text, ==, "");

  notes->problem = g_strdup ("study.json is <damaged>");
  news = lec_study_news_new (notes);
  lec_study_page_set_study (fixture->page, news);
  wait_until_says (fixture, "study.json is <damaged>");
}

/* --- Questions --- */

static gboolean
is_triggered (GtkShortcutTrigger *trigger,
              guint key)
{
  if (GTK_IS_ALTERNATIVE_TRIGGER (trigger))
    return is_triggered (gtk_alternative_trigger_get_first (GTK_ALTERNATIVE_TRIGGER (trigger)), key) ||
           is_triggered (gtk_alternative_trigger_get_second (GTK_ALTERNATIVE_TRIGGER (trigger)), key);

  return GTK_IS_KEYVAL_TRIGGER (trigger) && gtk_keyval_trigger_get_keyval (GTK_KEYVAL_TRIGGER (trigger)) == key &&
         gtk_keyval_trigger_get_modifiers (GTK_KEYVAL_TRIGGER (trigger)) == 0;
}

static gboolean
press_shortcut (GtkWidget *widget,
                GtkShortcutController *controller,
                guint key)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (controller)); i++)
    {
      g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (G_LIST_MODEL (controller), i);

      if (is_triggered (gtk_shortcut_get_trigger (shortcut), key))
        return gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut), 0, widget,
                                             gtk_shortcut_get_arguments (shortcut));
    }

  return FALSE;
}

/* As a person does it: the key goes to what has the focus, and up from there. */
static void
press (Fixture *fixture,
       guint key)
{
  GtkWidget *widget = gtk_window_get_focus (fixture->window);
  gboolean is_taken = FALSE;

  g_assert_nonnull (widget);
  for (; widget != NULL && !is_taken; widget = gtk_widget_get_parent (widget))
    {
      g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

      for (guint i = 0; i < g_list_model_get_n_items (controllers) && !is_taken; i++)
        {
          g_autoptr (GObject) controller = g_list_model_get_item (controllers, i);

          if (GTK_IS_SHORTCUT_CONTROLLER (controller))
            is_taken = press_shortcut (widget, GTK_SHORTCUT_CONTROLLER (controller), key);
        }
    }
  g_test_message ("key %u is %s", key, is_taken ? "taken" : "nobody's");
}

static gboolean
has_focus (Fixture *fixture,
           const char *text)
{
  GtkWidget *widget = gtk_window_get_focus (fixture->window);
  GtkWidget *label = GTK_IS_BOX (widget) ? gtk_widget_get_first_child (widget) : NULL;

  return GTK_IS_LABEL (label) && g_str_equal (gtk_label_get_text (GTK_LABEL (label)), text);
}

/* By keys alone: nothing is graded before the answer was seen. */
static void
test_practice (Fixture *fixture,
               gconstpointer data)
{
  fill_with_study (fixture);
  show_view (fixture, "questions");
  wait_until_says (fixture, "|A ____ makes one program of many objects.|");
  g_assert_true (says (fixture, "Question 1 of 3 · you know 0 of 3"));
  g_assert_true (has_focus (fixture, "A ____ makes one program of many objects."));
  g_assert_false (says (fixture, "|linker|"));
  press (fixture, GDK_KEY_2);
  g_assert_cmpstr (fixture->graded->str, ==, "");

  press (fixture, GDK_KEY_space);
  wait_until_says (fixture, "|linker|1:21|");
  g_assert_true (has_focus (fixture, "linker"));
  press (fixture, GDK_KEY_2);
  wait_until_says (fixture, "|What is a symbol table?|");
  g_assert_true (says (fixture, "Question 2 of 3 · you know 1 of 3"));
  g_assert_cmpstr (fixture->graded->str, ==, "+");

  /* Later: the other one comes first. */
  press (fixture, GDK_KEY_n);
  wait_until_says (fixture, "|Why are addresses filled in last?|");
  press (fixture, GDK_KEY_space);
  wait_until_says (fixture, "|Written by a language model (llama-3)|");
  press (fixture, GDK_KEY_Left);
  wait_until_says (fixture, "|What is a symbol table?|");
  press (fixture, GDK_KEY_space);
  press (fixture, GDK_KEY_Right);
  wait_until_says (fixture, "End of the Round|You know 2 of 3 questions.");
  g_assert_cmpstr (fixture->graded->str, ==, "+-+");

  g_assert_true (gtk_widget_activate (gtk_window_get_focus (fixture->window)));
  wait_until_says (fixture, "Question 1 of 1 · you know 2 of 3");
  press (fixture, GDK_KEY_space);
  press (fixture, GDK_KEY_1);
  wait_until_says (fixture, "End of the Round");
  gtk_widget_activate_action (walk_to_type (GTK_WIDGET (fixture->page), LEC_TYPE_PRACTICE_PAGE), "practice.start", "b",
                              FALSE);
  press (fixture, GDK_KEY_space);
  press (fixture, GDK_KEY_2);
  wait_until_says (fixture, "All Known|You know 3 of 3 questions.");
}

/* The arrow goes to the side that its button is on. */
static void
test_practice_rtl (Fixture *fixture,
                   gconstpointer data)
{
  fill_with_study (fixture);
  gtk_widget_set_direction (walk_to_type (GTK_WIDGET (fixture->page), LEC_TYPE_PRACTICE_PAGE), GTK_TEXT_DIR_RTL);
  show_view (fixture, "questions");
  wait_until_says (fixture, "|A ____ makes one program of many objects.|");
  press (fixture, GDK_KEY_space);
  press (fixture, GDK_KEY_Left);
  g_assert_cmpstr (fixture->graded->str, ==, "+");
}

/* What is told again begins nothing anew; another lecture does. */
static void
test_practice_again (Fixture *fixture,
                     gconstpointer data)
{
  g_autoptr (LecStudyNotes) notes = make_notes ();
  g_autoptr (LecStudyNews) news = lec_study_news_new (notes);
  g_autoptr (LecStudyNotes) others = lec_study_notes_new ();
  g_autoptr (LecStudyNews) nothing = lec_study_news_new (others);

  fill_with_study (fixture);
  show_view (fixture, "questions");
  wait_until_says (fixture, "|A ____ makes one program of many objects.|");
  press (fixture, GDK_KEY_space);
  lec_study_page_set_study (fixture->page, news);
  g_assert_true (says (fixture, "|linker|1:21|"));
  g_array_index (news->grades, LecPracticeGrade, 0) = LEC_PRACTICE_KNEW;
  lec_study_page_set_study (fixture->page, nothing);
  wait_until_says (fixture, "No Questions Yet");
  lec_study_page_set_study (fixture->page, news);
  wait_until_says (fixture, "|What is a symbol table?|");
  g_assert_true (says (fixture, "Question 1 of 2 · you know 1 of 3"));
}

#define N_CUES 5000

static LecStudyNews *
make_long_news (guint n_cues,
                guint left_out)
{
  g_autoptr (LecStudyNotes) notes = lec_study_notes_new ();

  notes->transcript = lec_transcript_new (LEC_TRANSCRIPT_SIDECAR);
  for (guint i = 0; i < n_cues; i++)
    {
      g_autofree char *text = g_strdup_printf ("words %u", i);

      if (i != left_out)
        make_cue (notes->transcript, i, text, NULL);
    }
  return lec_study_news_new (notes);
}

/* What was undone far from what is shown. */
static void
test_undone_is_seen (Fixture *fixture,
                     gconstpointer data)
{
  g_autoptr (LecStudyNews) news = make_long_news (500, 300);
  g_autoptr (LecStudyNews) undone = make_long_news (500, G_MAXUINT);

  fill (fixture);
  lec_study_page_set_study (fixture->page, news);
  show_view (fixture, "transcript");
  wait_until_says (fixture, "|words 1|");
  g_assert_false (says (fixture, "|words 301|"));
  lec_study_page_set_study (fixture->page, undone);
  wait_until_says (fixture, "|words 300|");
}

/* A long lecture is as quick as a short one. */
static void
test_many_cues (Fixture *fixture,
                gconstpointer data)
{
  g_autoptr (LecStudyNews) news = make_long_news (N_CUES, G_MAXUINT);
  guint n_rows = 0;

  fill (fixture);
  lec_study_page_set_study (fixture->page, news);
  show_view (fixture, "transcript");
  wait_until_says (fixture, "|words 1|");
  lec_study_page_find (fixture->page, "words 4711");
  wait_until_says (fixture, "|words 4711|");
  foreach_widget (GTK_WIDGET (fixture->page), LEC_TYPE_STUDY_ENTRY_ROW, count_cb, &n_rows);
  g_assert_cmpuint (n_rows, <, 250);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add ("/study-page/many", Fixture, NULL, set_up, test_many, tear_down);
  g_test_add ("/study-page/time", Fixture, NULL, set_up, test_time, tear_down);
  g_test_add ("/study-page/find", Fixture, NULL, set_up, test_find, tear_down);
  g_test_add ("/study-page/changes", Fixture, NULL, set_up, test_changes, tear_down);
  g_test_add ("/study-page/text", Fixture, NULL, set_up, test_text, tear_down);
  g_test_add ("/study-page/speech", Fixture, NULL, set_up, test_speech, tear_down);
  g_test_add ("/study-page/find-said", Fixture, NULL, set_up, test_find_said, tear_down);
  g_test_add ("/study-page/summary", Fixture, NULL, set_up, test_summary, tear_down);
  g_test_add ("/study-page/glossary", Fixture, NULL, set_up, test_glossary, tear_down);
  g_test_add ("/study-page/transcript", Fixture, NULL, set_up, test_transcript, tear_down);
  g_test_add ("/study-page/correct", Fixture, NULL, set_up, test_correct, tear_down);
  g_test_add ("/study-page/corrected-in-place", Fixture, NULL, set_up, test_corrected_in_place, tear_down);
  g_test_add ("/study-page/corrected-away", Fixture, NULL, set_up, test_corrected_away, tear_down);
  g_test_add ("/study-page/typed-stays", Fixture, NULL, set_up, test_typed_stays, tear_down);
  g_test_add ("/study-page/correct-by-button", Fixture, NULL, set_up, test_correct_by_button, tear_down);
  g_test_add ("/study-page/topics", Fixture, NULL, set_up, test_topics, tear_down);
  g_test_add ("/study-page/topics-come", Fixture, NULL, set_up, test_topics_come, tear_down);
  g_test_add ("/study-page/nothing", Fixture, NULL, set_up, test_nothing, tear_down);
  g_test_add ("/study-page/practice", Fixture, NULL, set_up, test_practice, tear_down);
  g_test_add ("/study-page/practice-rtl", Fixture, NULL, set_up, test_practice_rtl, tear_down);
  g_test_add ("/study-page/practice-again", Fixture, NULL, set_up, test_practice_again, tear_down);
  g_test_add ("/study-page/undone-is-seen", Fixture, NULL, set_up, test_undone_is_seen, tear_down);
  g_test_add ("/study-page/many-cues", Fixture, NULL, set_up, test_many_cues, tear_down);
  return g_test_run ();
}
