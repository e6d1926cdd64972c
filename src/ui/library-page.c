/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Only shows and asks: what is dropped becomes the action win.add-uris, what is
 * done to a job an action of the window, too.
 */
#include "ui/library-page.h"

#include "ui/job-row.h"

struct _LecLibraryPage
{
  AdwBin parent_instance;

  LecJobModel *model; /* (nullable) */
  gboolean is_loaded;
  gboolean has_failed;
  GtkSingleSelection *selection;
  GtkStack *stack;
  AdwStatusPage *failed_page;
  GtkListView *list;
  GtkWidget *drop_card;
};

G_DEFINE_FINAL_TYPE (LecLibraryPage, lec_library_page, ADW_TYPE_BIN)

static void
choose_page (LecLibraryPage *self)
{
  const char *name = "empty";

  if (self->has_failed)
    name = "failed";
  else if (!self->is_loaded)
    name = "waiting";
  else if (g_list_model_get_n_items (G_LIST_MODEL (self->model)) > 0)
    name = "jobs";

  gtk_stack_set_visible_child_name (self->stack, name);
}

/* --- Drops --- */

static gboolean
drop_cb (LecLibraryPage *self,
         const GValue *value,
         double x,
         double y)
{
  g_autoptr (GSList) files = gdk_file_list_get_files (g_value_get_boxed (value));
  g_autoptr (GStrvBuilder) uris = g_strv_builder_new ();
  g_auto (GStrv) list = NULL;

  for (GSList *file = files; file != NULL; file = file->next)
    {
      g_autofree char *uri = g_file_get_uri (file->data);

      g_strv_builder_add (uris, uri);
    }
  list = g_strv_builder_end (uris);

  return gtk_widget_activate_action (GTK_WIDGET (self), "win.add-uris", "^as", list);
}

static void
drop_changed_cb (LecLibraryPage *self,
                 GParamSpec *pspec,
                 GtkDropTarget *target)
{
  gtk_widget_set_visible (self->drop_card, gtk_drop_target_get_current_drop (target) != NULL);
}

static void
add_drop_target (LecLibraryPage *self)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  g_signal_connect_object (target, "drop", G_CALLBACK (drop_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (target, "notify::current-drop", G_CALLBACK (drop_changed_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

/* --- The list --- */

static void
list_activate_cb (GtkListView *list,
                  guint position,
                  LecLibraryPage *self)
{
  g_autoptr (LecJobItem) item = g_list_model_get_item (G_LIST_MODEL (self->selection), position);

  gtk_widget_activate_action (GTK_WIDGET (self), "win.view-job", "x", lec_job_item_get_id (item));
}

static gboolean
remove_selected_cb (GtkWidget *list,
                    GVariant *arguments,
                    gpointer user_data)
{
  LecLibraryPage *self = user_data;
  LecJobItem *item = gtk_single_selection_get_selected_item (self->selection);

  if (item == NULL)
    return FALSE;

  return gtk_widget_activate_action (GTK_WIDGET (self), "win.remove-job", "x", lec_job_item_get_id (item));
}

static void
add_keys (LecLibraryPage *self)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();
  GtkShortcut *shortcut = gtk_shortcut_new (gtk_shortcut_trigger_parse_string ("Delete"),
                                            gtk_callback_action_new (remove_selected_cb, self, NULL));

  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys), shortcut);
  gtk_widget_add_controller (GTK_WIDGET (self->list), keys);
}

void
lec_library_page_set_model (LecLibraryPage *self,
                            LecJobModel *model)
{
  g_return_if_fail (LEC_IS_LIBRARY_PAGE (self) && LEC_IS_JOB_MODEL (model) && self->model == NULL);

  self->model = g_object_ref (model);
  g_signal_connect_object (model, "items-changed", G_CALLBACK (choose_page), self, G_CONNECT_SWAPPED);
  gtk_single_selection_set_model (self->selection, G_LIST_MODEL (model));
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
  choose_page (self);
}

void
lec_library_page_set_loaded (LecLibraryPage *self,
                             const char *failure)
{
  g_autofree char *escaped = NULL;

  g_return_if_fail (LEC_IS_LIBRARY_PAGE (self));

  /* Status pages read markup. */
  escaped = failure != NULL ? g_markup_escape_text (failure, -1) : NULL;
  self->is_loaded = TRUE;
  self->has_failed = failure != NULL;
  adw_status_page_set_description (self->failed_page, escaped);
  choose_page (self);
}

const char *
lec_library_page_get_shown (LecLibraryPage *self)
{
  g_return_val_if_fail (LEC_IS_LIBRARY_PAGE (self), NULL);

  return gtk_stack_get_visible_child_name (self->stack);
}

static void
lec_library_page_dispose (GObject *object)
{
  LecLibraryPage *self = LEC_LIBRARY_PAGE (object);

  g_clear_object (&self->model);
  g_clear_object (&self->selection);

  G_OBJECT_CLASS (lec_library_page_parent_class)->dispose (object);
}

static void
lec_library_page_class_init (LecLibraryPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lec_library_page_dispose;

  g_type_ensure (LEC_TYPE_JOB_ROW);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/lectern/Lectern/library-page.ui");
  gtk_widget_class_bind_template_child (widget_class, LecLibraryPage, stack);
  gtk_widget_class_bind_template_child (widget_class, LecLibraryPage, failed_page);
  gtk_widget_class_bind_template_child (widget_class, LecLibraryPage, list);
  gtk_widget_class_bind_template_child (widget_class, LecLibraryPage, drop_card);
  gtk_widget_class_bind_template_callback (widget_class, list_activate_cb);
}

static void
lec_library_page_init (LecLibraryPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->selection = gtk_single_selection_new (NULL);
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  add_drop_target (self);
  add_keys (self);
}
