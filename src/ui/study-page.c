/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Rows are made for what is seen and a little more, and used again. Which rows
 * there are is known to the factory alone, so those that show something are kept
 * in a set, to mark in them what is looked for. A list makes its rows whether it is
 * seen or not: it has nothing in it until somebody looks at this lecture's guide.
 */
#include "ui/study-page.h"

#include <glib/gi18n-lib.h>

#include "base/time-format.h"
#include "ui/find-bar.h"
#include "ui/practice-page.h"
#include "ui/study-entry.h"
#include "ui/study-list.h"
#include "ui/study-row.h"

struct _LecStudyPage
{
  AdwBin parent_instance;

  GListModel *slides;        /* (nullable) */
  LecThumbnails *thumbnails; /* (nullable) */
  GHashTable *rows;          /* (element-type LecStudyRow): unowned, those that are bound */
  GtkStack *stack;
  LecFindBar *find;
  GtkLabel *problem;
  GtkStack *views;
  GtkStackPage *topics_page;
  GtkFilter *seen; /* of the views */
  GtkListView *list;
  LecStudyList *summary;
  LecStudyList *glossary;
  LecStudyList *transcript;
  LecStudyList *topics;
  LecPracticePage *practice;
  GtkDropDown *views_list;
  GtkWidget *restore_button;
};

enum
{
  TIME_CHOSEN,
  GRADED,
  CORRECTED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LecStudyPage, lec_study_page, ADW_TYPE_BIN)

/* --- Rows --- */

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem *cell,
          gpointer user_data)
{
  gtk_list_item_set_child (cell, GTK_WIDGET (lec_study_row_new ()));
  gtk_list_item_set_activatable (cell, FALSE);
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem *cell,
         gpointer user_data)
{
  LecStudyPage *self = user_data;
  LecStudyRow *row = LEC_STUDY_ROW (gtk_list_item_get_child (cell));

  g_hash_table_add (self->rows, row);
  lec_study_row_mark (row, lec_find_bar_get_text (self->find));
  lec_study_row_bind (row, gtk_list_item_get_item (cell), self->thumbnails);
}

static void
unbind_cb (GtkSignalListItemFactory *factory,
           GtkListItem *cell,
           gpointer user_data)
{
  LecStudyPage *self = user_data;
  LecStudyRow *row = LEC_STUDY_ROW (gtk_list_item_get_child (cell));

  g_hash_table_remove (self->rows, row);
  lec_study_row_unbind (row);
}

static void
add_factory (LecStudyPage *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_cb), self, G_CONNECT_DEFAULT);
  gtk_list_view_set_factory (self->list, factory);
}

/* --- Views --- */

/* Returns: (nullable): the view that is shown; %NULL for what is no such list */
static LecStudyList *
get_shown_list (LecStudyPage *self)
{
  GtkWidget *shown = gtk_stack_get_visible_child (self->views);

  return shown != NULL && LEC_IS_STUDY_LIST (shown) ? LEC_STUDY_LIST (shown) : NULL;
}

static gboolean
is_slides_shown (LecStudyPage *self)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->views), "slides") == 0;
}

static gboolean
is_practice_shown (LecStudyPage *self)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->views), "questions") == 0;
}

/* Returns: (nullable): of what is read and searched; questions are asked one at a time */
static GListModel *
get_shown_model (LecStudyPage *self)
{
  LecStudyList *list = get_shown_list (self);

  if (list != NULL)
    return lec_study_list_get_entries (list);

  return is_slides_shown (self) ? self->slides : NULL;
}

static gboolean
is_something_shown (LecStudyPage *self)
{
  GListModel *model = get_shown_model (self);

  return model != NULL && g_list_model_get_n_items (model) > 0;
}

static void
enable_actions (LecStudyPage *self)
{
  gboolean has_some = is_something_shown (self);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "study.copy-all", has_some);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "study.find", has_some);
}

void
lec_study_page_show_view (LecStudyPage *self,
                          const char *name)
{
  GtkWidget *view = NULL;

  g_return_if_fail (LEC_IS_STUDY_PAGE (self) && name != NULL);

  view = gtk_stack_get_child_by_name (self->views, name);
  if (view != NULL && gtk_stack_page_get_visible (gtk_stack_get_page (self->views, view)))
    gtk_stack_set_visible_child (self->views, view);
}

/* In the list that is shown where there is little room. */
static void
view_chosen_cb (LecStudyPage *self)
{
  GtkStackPage *page = gtk_drop_down_get_selected_item (self->views_list);

  if (page != NULL)
    gtk_stack_set_visible_child (self->views, gtk_stack_page_get_child (page));
}

static guint
find_view (GListModel *pages,
           GtkWidget *view)
{
  for (guint i = 0; i < g_list_model_get_n_items (pages); i++)
    {
      g_autoptr (GObject) page = g_list_model_get_item (pages, i);

      if (gtk_stack_page_get_child (GTK_STACK_PAGE (page)) == view)
        return i;
    }

  return GTK_INVALID_LIST_POSITION;
}

/* It has the views that there are, and says which one is shown. */
static void
follow_view (LecStudyPage *self)
{
  GListModel *pages = gtk_drop_down_get_model (self->views_list);

  if (pages != NULL)
    gtk_drop_down_set_selected (self->views_list, find_view (pages, gtk_stack_get_visible_child (self->views)));
}

/* Most lectures have no syllabus. Its view is there all the same, unseen: when one comes or goes
 * the buttons that choose a view are made anew, and who is on one of them would lose the focus. */
static void
show_topics (LecStudyPage *self,
             gboolean has_topics)
{
  if (gtk_stack_page_get_visible (self->topics_page) == has_topics)
    return;

  if (get_shown_list (self) == self->topics)
    lec_study_page_show_view (self, "slides");
  gtk_stack_page_set_visible (self->topics_page, has_topics);
  gtk_filter_changed (self->seen, has_topics ? GTK_FILTER_CHANGE_LESS_STRICT : GTK_FILTER_CHANGE_MORE_STRICT);
  follow_view (self);
}

static void
fill_views_list (LecStudyPage *self)
{
  g_autoptr (GtkFilterListModel) seen = NULL;

  self->seen = GTK_FILTER (
    gtk_bool_filter_new (gtk_property_expression_new (GTK_TYPE_STACK_PAGE, NULL, "visible")));
  seen = gtk_filter_list_model_new (G_LIST_MODEL (gtk_stack_get_pages (self->views)), g_object_ref (self->seen));
  gtk_drop_down_set_model (self->views_list, G_LIST_MODEL (seen));
}

static void
view_cb (GtkWidget *widget,
         const char *name,
         GVariant *parameter)
{
  lec_study_page_show_view (LEC_STUDY_PAGE (widget), g_variant_get_string (parameter, NULL));
}

static void
graded_cb (LecStudyPage *self,
           const char *key,
           gboolean knew)
{
  g_signal_emit (self, signals[GRADED], 0, key, knew);
}

/* --- Finding --- */

static void
mark_lists (LecStudyPage *self)
{
  LecStudyList *lists[] = { self->summary, self->glossary, self->transcript, self->topics };

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    lec_study_list_mark (lists[i], lec_find_bar_get_text (self->find));
}

static void
mark_rows (LecStudyPage *self)
{
  GHashTableIter iter;
  gpointer row = NULL;

  mark_lists (self);
  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, &row, NULL))
    lec_study_row_mark (row, lec_find_bar_get_text (self->find));
}

static char *
dup_entry_words (gpointer item)
{
  return lec_study_entry_dup_words (item);
}

/* What is looked for is looked for in what is shown. */
static void
view_changed_cb (LecStudyPage *self)
{
  LecStudyList *list = get_shown_list (self);

  follow_view (self);
  if (self->slides == NULL)
    return;

  if (list != NULL)
    lec_find_bar_set_list (self->find, lec_study_list_get_entries (list), dup_entry_words);
  else if (is_slides_shown (self))
    lec_find_bar_set_slides (self->find, self->slides);
  else
    lec_find_bar_close (self->find);
  enable_actions (self);
  if (is_practice_shown (self))
    gtk_widget_grab_focus (GTK_WIDGET (self->practice));
}

static void
find_cb (GtkWidget *widget,
         const char *name,
         GVariant *parameter)
{
  lec_find_bar_open (LEC_STUDY_PAGE (widget)->find);
}

/* --- Other actions --- */

static void
go_to_cb (GtkWidget *widget,
          const char *name,
          GVariant *parameter)
{
  g_signal_emit (widget, signals[TIME_CHOSEN], 0, g_variant_get_double (parameter));
}

static void
correct_cb (GtkWidget *widget,
            const char *name,
            GVariant *parameter)
{
  const char *heard = NULL;
  const char *meant = NULL;
  double start_s = 0;

  g_variant_get (parameter, "(d&s&s)", &start_s, &heard, &meant);
  g_signal_emit (widget, signals[CORRECTED], 0, start_s, heard, meant);
}

static void
keep_cb (LecStudyEntry *entry,
         const char *typed,
         gpointer user_data)
{
  double start_s = g_array_index (lec_study_entry_get_times (entry), double, 0);

  g_signal_emit (user_data, signals[CORRECTED], 0, start_s, lec_study_entry_get_text (entry), typed);
}

void
lec_study_page_keep_typed (LecStudyPage *self)
{
  g_return_if_fail (LEC_IS_STUDY_PAGE (self));

  if (self->transcript != NULL)
    lec_study_list_keep_typed (self->transcript, keep_cb, self);
}

static void
copy_all_cb (GtkWidget *widget,
             const char *name,
             GVariant *parameter)
{
  g_autofree char *text = lec_study_page_dup_text (LEC_STUDY_PAGE (widget));

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
}

/* --- The list --- */

static void
fill_list (LecStudyPage *self)
{
  g_autoptr (GtkNoSelection) model = NULL;

  if (self->slides == NULL || gtk_list_view_get_model (self->list) != NULL)
    return;

  model = gtk_no_selection_new (g_object_ref (self->slides));
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (model));
}

static void
slides_changed_cb (LecStudyPage *self)
{
  gboolean has_some = g_list_model_get_n_items (self->slides) > 0;

  if (!has_some && !gtk_widget_get_mapped (GTK_WIDGET (self)))
    gtk_list_view_set_model (self->list, NULL);
  gtk_stack_set_visible_child_name (self->stack, has_some ? "guide" : "empty");
  enable_actions (self);
}

static void
lec_study_page_map (GtkWidget *widget)
{
  fill_list (LEC_STUDY_PAGE (widget));
  GTK_WIDGET_CLASS (lec_study_page_parent_class)->map (widget);
}

static void
lec_study_page_dispose (GObject *object)
{
  LecStudyPage *self = LEC_STUDY_PAGE (object);

  if (self->list != NULL)
    gtk_list_view_set_model (self->list, NULL);
  g_clear_object (&self->slides);
  g_clear_object (&self->seen);
  g_clear_object (&self->thumbnails);

  G_OBJECT_CLASS (lec_study_page_parent_class)->dispose (object);
}

static void
lec_study_page_finalize (GObject *object)
{
  g_hash_table_unref (LEC_STUDY_PAGE (object)->rows);

  G_OBJECT_CLASS (lec_study_page_parent_class)->finalize (object);
}

static void
lec_study_page_class_init (LecStudyPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lec_study_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = lec_study_page_finalize;
  widget_class->map = lec_study_page_map;
  signals[TIME_CHOSEN] = g_signal_new ("time-chosen", LEC_TYPE_STUDY_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 1, G_TYPE_DOUBLE);
  signals[GRADED] = g_signal_new ("graded", LEC_TYPE_STUDY_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                  2, G_TYPE_STRING, G_TYPE_BOOLEAN);
  signals[CORRECTED] = g_signal_new ("corrected", LEC_TYPE_STUDY_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                     G_TYPE_NONE, 3, G_TYPE_DOUBLE, G_TYPE_STRING, G_TYPE_STRING);

  g_type_ensure (LEC_TYPE_FIND_BAR);
  g_type_ensure (LEC_TYPE_PRACTICE_PAGE);
  g_type_ensure (LEC_TYPE_STUDY_LIST);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/lectern/Lectern/study-page.ui");
  gtk_widget_class_bind_template_child (widget_class, LecStudyPage, stack);
  gtk_widget_class_bind_template_child (widget_class, LecStudyPage, find);
  gtk_widget_class_bind_template_child (widget_class, LecStudyPage, list);
  gtk_widget_class_bind_template_child (widget_class, LecStudyPage, problem);
  gtk_widget_class_bind_template_child (widget_class, LecStudyPage, views);
  gtk_widget_class_bind_template_child (widget_class, LecStudyPage, summary);
  gtk_widget_class_bind_template_child (widget_class, LecStudyPage, glossary);
  gtk_widget_class_bind_template_child (widget_class, LecStudyPage, transcript);
  gtk_widget_class_bind_template_child (widget_class, LecStudyPage, topics);
  gtk_widget_class_bind_template_child (widget_class, LecStudyPage, topics_page);
  gtk_widget_class_bind_template_child (widget_class, LecStudyPage, views_list);
  gtk_widget_class_bind_template_child (widget_class, LecStudyPage, restore_button);
  gtk_widget_class_bind_template_callback (widget_class, view_chosen_cb);
  gtk_widget_class_bind_template_child (widget_class, LecStudyPage, practice);
  gtk_widget_class_bind_template_callback (widget_class, view_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, graded_cb);
  gtk_widget_class_bind_template_callback (widget_class, lec_study_page_scroll_to);
  gtk_widget_class_bind_template_callback (widget_class, mark_rows);
  gtk_widget_class_install_action (widget_class, "study.go-to", "d", go_to_cb);
  gtk_widget_class_install_action (widget_class, "study.correct", "(dss)", correct_cb);
  gtk_widget_class_install_action (widget_class, "study.find", NULL, find_cb);
  gtk_widget_class_install_action (widget_class, "study.copy-all", NULL, copy_all_cb);
  gtk_widget_class_install_action (widget_class, "study.view", "s", view_cb);
}

static void
lec_study_page_init (LecStudyPage *self)
{
  self->rows = g_hash_table_new (NULL, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
  add_factory (self);
  fill_views_list (self);
  lec_study_page_set_study (self, NULL);
}

LecStudyPage *
lec_study_page_new (void)
{
  return g_object_new (LEC_TYPE_STUDY_PAGE, NULL);
}

void
lec_study_page_set_slides (LecStudyPage *self,
                           GListModel *slides,
                           LecThumbnails *thumbnails)
{
  g_return_if_fail (LEC_IS_STUDY_PAGE (self) && G_IS_LIST_MODEL (slides) && self->slides == NULL);

  self->slides = g_object_ref (slides);
  self->thumbnails = g_object_ref (thumbnails);
  lec_find_bar_set_slides (self->find, slides);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    fill_list (self);
  /* After the list, which would not let go of rows for what is gone by then. */
  g_signal_connect_object (slides, "items-changed", G_CALLBACK (slides_changed_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  slides_changed_cb (self);
}

void
lec_study_page_set_study (LecStudyPage *self,
                          const LecStudyNews *news)
{
  g_return_if_fail (LEC_IS_STUDY_PAGE (self));

  lec_study_list_set_entries (self->summary, news != NULL ? news->summary : NULL);
  lec_study_list_set_entries (self->glossary, news != NULL ? news->glossary : NULL);
  lec_study_list_set_entries (self->transcript, news != NULL ? news->transcript : NULL);
  lec_study_list_set_entries (self->topics, news != NULL ? news->topics : NULL);
  lec_practice_page_set_questions (self->practice, news != NULL ? news->questions : NULL,
                                   news != NULL ? news->grades : NULL, news != NULL ? news->model : NULL);
  show_topics (self, news != NULL && news->topics->len > 0);
  gtk_widget_set_visible (self->restore_button, news != NULL && news->has_improved);
  gtk_label_set_label (self->problem, news != NULL && news->problem != NULL ? news->problem : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), news != NULL && news->problem != NULL);
  enable_actions (self);
}

static void
append_slide (GString *guide,
              LecSlideItem *item)
{
  g_autofree char *start = lec_time_format (lec_slide_item_get_place_s (item));
  const char *said = lec_slide_item_get_said (item);
  const char *note = lec_slide_item_get_note (item);

  g_string_append_printf (guide, "%s%u. %s (%s)\n%s\n", guide->len > 0 ? "\n" : "", lec_slide_item_get_number (item),
                          lec_slide_item_get_title (item), start, lec_study_row_get_body (item));
  if (said != NULL)
    g_string_append_printf (guide, "\n%s\n", said);
  if (note != NULL)
    g_string_append_printf (guide, "\n%s\n(%s)\n", note, _ ("Written by a language model"));
}

char *
lec_study_page_dup_text (LecStudyPage *self)
{
  LecStudyList *list = NULL;
  GString *guide = g_string_new (NULL);

  g_return_val_if_fail (LEC_IS_STUDY_PAGE (self), g_string_free (guide, FALSE));

  list = get_shown_list (self);
  for (guint i = 0; is_slides_shown (self) && self->slides != NULL && i < g_list_model_get_n_items (self->slides); i++)
    {
      g_autoptr (LecSlideItem) item = g_list_model_get_item (self->slides, i);

      append_slide (guide, item);
    }
  if (list != NULL)
    {
      g_autofree char *text = lec_study_list_dup_text (list);

      g_string_append (guide, text);
    }

  return g_string_free (guide, FALSE);
}

void
lec_study_page_scroll_to (LecStudyPage *self,
                          guint position)
{
  LecStudyList *list = NULL;

  g_return_if_fail (LEC_IS_STUDY_PAGE (self));

  list = get_shown_list (self);
  if (list != NULL)
    lec_study_list_scroll_to (list, position);
  else
    gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", position);
}

void
lec_study_page_find (LecStudyPage *self,
                     const char *text)
{
  g_return_if_fail (LEC_IS_STUDY_PAGE (self) && text != NULL);

  lec_find_bar_find (self->find, text);
}
