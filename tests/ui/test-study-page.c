/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The study guide on a screen.
 */
#include <adwaita.h>

#include "ui/slide-item.h"
#include "ui/study-page.h"
#include "ui/study-row.h"

#define N_SLIDES 400

typedef struct
{
  GtkWindow *window;
  LecStudyPage *page;
  GListStore *slides;
  double time_s;
} Fixture;

static LecSlideItem *
make_item (guint number)
{
  g_autoptr (LecSlide) slide = lec_slide_new (number);

  lec_slide_add_visit (slide, number * 10, number * 10 + 9);
  slide->title = g_strdup_printf ("Title %u", number);
  slide->text = g_strdup_printf ("Title %u\n<b>line</b> & number %u", number, number * 7);
  return lec_slide_item_new (slide, NULL, FALSE);
}

static void
time_chosen_cb (Fixture *fixture,
                double time_s)
{
  fixture->time_s = time_s;
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

  wait_until_says (fixture, "Nothing to Read Yet");
  g_list_store_append (fixture->slides, item);
  wait_until_says (fixture, "|Title 1|");
  lec_slide_item_update (item, wanted);
  wait_until_says (fixture, "|Title 5|");
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
  return g_test_run ();
}
