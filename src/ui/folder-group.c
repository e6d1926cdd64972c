/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reads what is set when it is shown, and again after each change: another program
 * may have changed it. A removal is undone from its toast.
 */
#include "ui/folder-group.h"

#include <glib/gi18n-lib.h>

#include "ui/folder-requests.h"
#include "ui/folder-words.h"
#include "ui/group-rows.h"
#include "ui/toasts.h"

struct _LecFolderGroup
{
  AdwPreferencesGroup parent_instance;

  GCancellable *cancellable; /* ends with the group */
  LecGroupRows *rows;
};

G_DEFINE_FINAL_TYPE (LecFolderGroup, lec_folder_group, ADW_TYPE_PREFERENCES_GROUP)

/* --- Taking back --- */

static void
show_toast (LecFolderGroup *self,
            AdwToast *toast)
{
  GtkWidget *window = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_PREFERENCES_WINDOW);

  if (window != NULL)
    adw_preferences_window_add_toast (ADW_PREFERENCES_WINDOW (window), toast);
  else
    g_object_unref (g_object_ref_sink (toast));
}

static void
restored_cb (GObject *source,
             GAsyncResult *result,
             gpointer user_data)
{
  g_autoptr (LecFolderGroup) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!lec_folder_requests_change_finish (result, &error))
    show_toast (self, lec_toast_new (error->message));
  lec_folder_group_list (self);
}

static void
undo_cb (LecFolderGroup *self,
         AdwToast *toast)
{
  lec_folder_requests_restore_async (g_object_get_data (G_OBJECT (toast), "before"), restored_cb, g_object_ref (self));
}

static void
offer_undo (LecFolderGroup *self,
            GVariant *before)
{
  AdwToast *toast = lec_toast_new_undo (_ ("Not set for the folder any more"));

  g_object_set_data_full (G_OBJECT (toast), "before", before, (GDestroyNotify) g_variant_unref);
  g_signal_connect_object (toast, "button-clicked", G_CALLBACK (undo_cb), self, G_CONNECT_SWAPPED);
  show_toast (self, toast);
}

static void
removed_cb (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  g_autoptr (LecFolderGroup) self = user_data;
  g_autoptr (GError) error = NULL;

  if (lec_folder_requests_change_finish (result, &error))
    offer_undo (self, lec_folder_requests_dup_before (result));
  else
    show_toast (self, lec_toast_new (error->message));
  lec_folder_group_list (self);
}

static void
remove_cb (LecFolderGroup *self,
           GtkWidget *button)
{
  GVariant *setting = g_object_get_data (G_OBJECT (button), "setting");
  const char *folder = NULL;
  const char *name = NULL;
  const char *value = NULL;

  g_variant_get (setting, "(^&ay&s&s)", &folder, &name, &value);
  gtk_widget_set_sensitive (button, FALSE);
  lec_folder_requests_change_async (folder, LEC_FOLDER_TAKE_OUT, name, value, removed_cb, g_object_ref (self));
}

/* --- The list --- */

static GtkWidget *
make_button (LecFolderGroup *self,
             const char *folder,
             const char *name,
             const char *value)
{
  GVariant *setting = g_variant_ref_sink (g_variant_new ("(^ayss)", folder, name, value));
  g_autofree char *base = g_path_get_basename (folder);
  g_autofree char *shown = g_filename_display_name (base);
  g_autofree char *words = lec_folder_words_dup_setting (name, value);
  /* Translators: what is set, such as "Not cropped", and the name of a folder */
  g_autofree char *label = g_strdup_printf (_ ("Remove “%s” of “%s”"), words, shown);
  GtkWidget *button = lec_group_rows_make_button (label);

  g_object_set_data_full (G_OBJECT (button), "setting", setting, (GDestroyNotify) g_variant_unref);
  g_signal_connect_object (button, "clicked", G_CALLBACK (remove_cb), self, G_CONNECT_SWAPPED);
  return button;
}

static void
add_row (LecFolderGroup *self,
         const char *folder,
         const char *name,
         const char *value)
{
  g_autofree char *words = lec_folder_words_dup_setting (name, value);
  g_autofree char *shown = g_filename_display_name (folder);

  lec_group_rows_add (self->rows, words, shown, make_button (self, folder, name, value));
}

static void
add_rows (LecFolderGroup *self,
          const LecFolderOptions *folder)
{
  const char *const *name = lec_folder_options_get_names ();

  for (; *name != NULL; name++)
    {
      const char *value = lec_folder_options_get_value (folder, *name);
      g_auto (GStrv) parts = value != NULL ? lec_folder_words_split (*name, value) : NULL;

      for (char **part = parts; part != NULL && *part != NULL; part++)
        add_row (self, lec_folder_options_get_folder (folder), *name, *part);
    }
}

static void
listed_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (LecFolderGroup) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) folders = lec_folder_requests_list_finish (result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;

  lec_group_rows_begin (self->rows);
  for (guint i = 0; folders != NULL && i < folders->len; i++)
    add_rows (self, g_ptr_array_index (folders, i));
  lec_group_rows_end (self->rows, error);
}

void
lec_folder_group_list (LecFolderGroup *self)
{
  g_return_if_fail (LEC_IS_FOLDER_GROUP (self));

  lec_folder_requests_list_async (self->cancellable, listed_cb, g_object_ref (self));
}

static void
lec_folder_group_dispose (GObject *object)
{
  g_cancellable_cancel (LEC_FOLDER_GROUP (object)->cancellable);

  G_OBJECT_CLASS (lec_folder_group_parent_class)->dispose (object);
}

static void
lec_folder_group_finalize (GObject *object)
{
  LecFolderGroup *self = LEC_FOLDER_GROUP (object);

  g_object_unref (self->cancellable);
  lec_group_rows_free (self->rows);

  G_OBJECT_CLASS (lec_folder_group_parent_class)->finalize (object);
}

static void
lec_folder_group_class_init (LecFolderGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = lec_folder_group_dispose;
  G_OBJECT_CLASS (klass)->finalize = lec_folder_group_finalize;
}

static void
lec_folder_group_init (LecFolderGroup *self)
{
  self->cancellable = g_cancellable_new ();
  self->rows = lec_group_rows_new (ADW_PREFERENCES_GROUP (self));
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _ ("Set for Folders"));
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self),
                                         _ ("For videos in them that are added from now on"));
}
