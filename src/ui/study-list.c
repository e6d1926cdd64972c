/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A list makes its rows whether it is seen or not: it has nothing in it until
 * somebody looks at it. Which rows there are is known to the factory alone, so those
 * that show something are kept in a set.
 */
#include "ui/study-list.h"

#include "ui/study-entry-row.h"

struct _LecStudyList
{
  AdwBin parent_instance;

  GListStore *entries;
  GHashTable *rows; /* (element-type LecStudyEntryRow): unowned, those that are bound */
  char *words;      /* (nullable): marked */
  GtkStack *stack;
  AdwStatusPage *empty_page;
  GtkButton *empty_button;
  GtkListView *list;
};

enum
{
  PROP_LABEL = 1,
  PROP_EMPTY_TITLE,
  PROP_EMPTY_TEXT,
  PROP_EMPTY_BUTTON,
  PROP_EMPTY_ACTION,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (LecStudyList, lec_study_list, ADW_TYPE_BIN)

/* --- Rows --- */

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem *cell,
          gpointer user_data)
{
  gtk_list_item_set_child (cell, GTK_WIDGET (lec_study_entry_row_new ()));
  gtk_list_item_set_activatable (cell, FALSE);
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem *cell,
         gpointer user_data)
{
  LecStudyList *self = user_data;
  LecStudyEntryRow *row = LEC_STUDY_ENTRY_ROW (gtk_list_item_get_child (cell));

  g_hash_table_add (self->rows, row);
  lec_study_entry_row_mark (row, self->words);
  lec_study_entry_row_bind (row, gtk_list_item_get_item (cell));
}

static void
unbind_cb (GtkSignalListItemFactory *factory,
           GtkListItem *cell,
           gpointer user_data)
{
  LecStudyList *self = user_data;
  LecStudyEntryRow *row = LEC_STUDY_ENTRY_ROW (gtk_list_item_get_child (cell));

  g_hash_table_remove (self->rows, row);
  lec_study_entry_row_unbind (row);
}

static void
add_factory (LecStudyList *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_cb), self, G_CONNECT_DEFAULT);
  gtk_list_view_set_factory (self->list, factory);
}

/* --- What is in it --- */

static void
fill_list (LecStudyList *self)
{
  g_autoptr (GtkNoSelection) model = NULL;

  if (gtk_list_view_get_model (self->list) != NULL)
    return;

  model = gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->entries)));
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (model));
}

static void
lec_study_list_map (GtkWidget *widget)
{
  fill_list (LEC_STUDY_LIST (widget));
  GTK_WIDGET_CLASS (lec_study_list_parent_class)->map (widget);
}

/* @wanted: (element-type LecStudyEntry). Returns: whether it is what is at @position */
static gboolean
is_at (LecStudyList *self,
       guint position,
       LecStudyEntry *wanted)
{
  g_autoptr (LecStudyEntry) entry = g_list_model_get_item (G_LIST_MODEL (self->entries), position);

  return lec_study_entry_is_same (entry, wanted);
}

static gboolean
has_focus (LecStudyList *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->list));
}

/* What was said comes and goes only when somebody corrects it, or undoes that: it is to be seen. */
static void
show_change (LecStudyList *self,
             guint position)
{
  g_autoptr (LecStudyEntry) entry = g_list_model_get_item (G_LIST_MODEL (self->entries), position);

  if (entry != NULL && lec_study_entry_is_correctable (entry) && gtk_widget_get_mapped (GTK_WIDGET (self)))
    lec_study_list_scroll_to (self, position);
}

/* What is typed in rows is known to their entries. */
static void
save_drafts (LecStudyList *self)
{
  GHashTableIter iter;
  gpointer row = NULL;

  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, &row, NULL))
    lec_study_entry_row_save_draft (row);
}

/* Of the @n from @first on, what begins when @entry does. Returns: (nullable) */
static LecStudyEntry *
find_successor (LecStudyEntry *entry,
                const GPtrArray *wanted,
                guint first,
                guint n)
{
  double start_s = g_array_index (lec_study_entry_get_times (entry), double, 0);

  for (guint i = first; i < first + n; i++)
    {
      LecStudyEntry *other = g_ptr_array_index (wanted, i);

      if (lec_study_entry_is_correctable (other) &&
          g_array_index (lec_study_entry_get_times (other), double, 0) == start_s)
        return other;
    }

  return NULL;
}

/* What is being typed in one of those that go is typed on in what takes its place. */
static void
hand_over_drafts (LecStudyList *self,
                  guint first,
                  guint n_removed,
                  const GPtrArray *wanted,
                  guint n_added)
{
  save_drafts (self);
  for (guint i = first; i < first + n_removed; i++)
    {
      g_autoptr (LecStudyEntry) entry = g_list_model_get_item (G_LIST_MODEL (self->entries), i);
      const char *draft = lec_study_entry_get_draft (entry);
      LecStudyEntry *successor = draft != NULL ? find_successor (entry, wanted, first, n_added) : NULL;

      if (successor != NULL)
        lec_study_entry_set_draft (successor, draft);
    }
}

/* What is the same at both ends stays, and with it where a person has scrolled to. */
static void
replace_entries (LecStudyList *self,
                 const GPtrArray *wanted)
{
  guint n_before = g_list_model_get_n_items (G_LIST_MODEL (self->entries));
  guint n_common = MIN (n_before, wanted->len);
  guint n_first = 0;
  guint n_last = 0;

  while (n_first < n_common && is_at (self, n_first, g_ptr_array_index (wanted, n_first)))
    n_first++;
  while (n_last < n_common - n_first &&
         is_at (self, n_before - n_last - 1, g_ptr_array_index (wanted, wanted->len - n_last - 1)))
    n_last++;
  if (n_before == wanted->len && n_first == n_common)
    return;

  hand_over_drafts (self, n_first, n_before - n_first - n_last, wanted, wanted->len - n_first - n_last);
  g_list_store_splice (self->entries, n_first, n_before - n_first - n_last, wanted->pdata + n_first,
                       wanted->len - n_first - n_last);
  show_change (self, n_first);
}

void
lec_study_list_set_entries (LecStudyList *self,
                            const GPtrArray *entries)
{
  gboolean had_focus = FALSE;

  g_return_if_fail (LEC_IS_STUDY_LIST (self));

  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    gtk_list_view_set_model (self->list, NULL);
  had_focus = has_focus (self);
  if (entries != NULL && entries->len > 0)
    replace_entries (self, entries);
  else
    g_list_store_remove_all (self->entries);
  gtk_stack_set_visible_child_name (self->stack, entries != NULL && entries->len > 0 ? "list" : "empty");
  /* What had it is gone; who works by keys goes on beside it. */
  if (had_focus && !has_focus (self))
    gtk_widget_grab_focus (GTK_WIDGET (self->list));
}

void
lec_study_list_keep_typed (LecStudyList *self,
                           LecStudyTypedFunc func,
                           gpointer user_data)
{
  g_return_if_fail (LEC_IS_STUDY_LIST (self) && func != NULL);

  save_drafts (self);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->entries)); i++)
    {
      g_autoptr (LecStudyEntry) entry = g_list_model_get_item (G_LIST_MODEL (self->entries), i);
      const char *draft = lec_study_entry_get_draft (entry);

      if (draft != NULL && *draft != '\0' && !g_str_equal (draft, lec_study_entry_get_text (entry)))
        func (entry, draft, user_data);
    }
}

GListModel *
lec_study_list_get_entries (LecStudyList *self)
{
  g_return_val_if_fail (LEC_IS_STUDY_LIST (self), NULL);

  return G_LIST_MODEL (self->entries);
}

void
lec_study_list_mark (LecStudyList *self,
                     const char *words)
{
  GHashTableIter iter;
  gpointer row = NULL;

  g_return_if_fail (LEC_IS_STUDY_LIST (self));

  g_free (self->words);
  self->words = g_strdup (words);
  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, &row, NULL))
    lec_study_entry_row_mark (row, words);
}

void
lec_study_list_scroll_to (LecStudyList *self,
                          guint position)
{
  g_return_if_fail (LEC_IS_STUDY_LIST (self));

  gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", position);
}

char *
lec_study_list_dup_text (LecStudyList *self)
{
  GString *text = g_string_new (NULL);

  g_return_val_if_fail (LEC_IS_STUDY_LIST (self), g_string_free (text, FALSE));

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->entries)); i++)
    {
      g_autoptr (LecStudyEntry) entry = g_list_model_get_item (G_LIST_MODEL (self->entries), i);
      g_autofree char *plain = lec_study_entry_dup_plain (entry);

      g_string_append (text, plain);
    }

  return g_string_free (text, FALSE);
}

/* --- The widget --- */

static void
lec_study_list_set_property (GObject *object,
                             guint id,
                             const GValue *value,
                             GParamSpec *pspec)
{
  LecStudyList *self = LEC_STUDY_LIST (object);
  const char *text = g_value_get_string (value);

  switch (id)
    {
    case PROP_LABEL:
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
      break;
    case PROP_EMPTY_TITLE:
      adw_status_page_set_title (self->empty_page, text);
      break;
    case PROP_EMPTY_TEXT:
      adw_status_page_set_description (self->empty_page, text);
      break;
    case PROP_EMPTY_BUTTON:
      gtk_button_set_label (self->empty_button, text);
      gtk_widget_set_visible (GTK_WIDGET (self->empty_button), text != NULL);
      break;
    case PROP_EMPTY_ACTION:
      gtk_actionable_set_action_name (GTK_ACTIONABLE (self->empty_button), text);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
      break;
    }
}

static void
lec_study_list_dispose (GObject *object)
{
  LecStudyList *self = LEC_STUDY_LIST (object);

  if (self->list != NULL)
    gtk_list_view_set_model (self->list, NULL);

  G_OBJECT_CLASS (lec_study_list_parent_class)->dispose (object);
}

static void
lec_study_list_finalize (GObject *object)
{
  LecStudyList *self = LEC_STUDY_LIST (object);

  g_object_unref (self->entries);
  g_hash_table_unref (self->rows);
  g_free (self->words);

  G_OBJECT_CLASS (lec_study_list_parent_class)->finalize (object);
}

static void
lec_study_list_class_init (LecStudyListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  static const char *const names[] = {
    [PROP_LABEL] = "label",
    [PROP_EMPTY_TITLE] = "empty-title",
    [PROP_EMPTY_TEXT] = "empty-text",
    [PROP_EMPTY_BUTTON] = "empty-button",
    [PROP_EMPTY_ACTION] = "empty-action",
  };

  object_class->set_property = lec_study_list_set_property;
  object_class->dispose = lec_study_list_dispose;
  object_class->finalize = lec_study_list_finalize;
  widget_class->map = lec_study_list_map;
  for (guint i = PROP_LABEL; i < N_PROPERTIES; i++)
    properties[i] = g_param_spec_string (names[i], NULL, NULL, NULL, G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/lectern/Lectern/study-list.ui");
  gtk_widget_class_bind_template_child (widget_class, LecStudyList, stack);
  gtk_widget_class_bind_template_child (widget_class, LecStudyList, empty_page);
  gtk_widget_class_bind_template_child (widget_class, LecStudyList, empty_button);
  gtk_widget_class_bind_template_child (widget_class, LecStudyList, list);
}

static void
lec_study_list_init (LecStudyList *self)
{
  self->entries = g_list_store_new (LEC_TYPE_STUDY_ENTRY);
  self->rows = g_hash_table_new (NULL, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
  add_factory (self);
}
