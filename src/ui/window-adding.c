/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Videos that are chosen, dropped or added again become jobs, which can be taken
 * back at once: jobs of the cluster, as long as there is one that answers.
 */
#include <glib/gi18n-lib.h>

#include "ui/added-words.h"
#include "ui/ask-files.h"
#include "ui/job-requests.h"
#include "ui/option-settings.h"
#include "ui/recent-menu.h"
#include "ui/toasts.h"
#include "ui/window-private.h"

static GVariant *
list_ids (const GArray *ids)
{
  return g_variant_new_fixed_array (G_VARIANT_TYPE_INT64, ids->data, ids->len, sizeof (gint64));
}

/* Files that are being added. The window may have been closed when the cluster cannot be given
 * them. */
typedef struct
{
  LecWindow *window;
  LecJobsThread *here;
  GSettings *settings;
  GListModel *files;
} Addition;

static void
addition_free (Addition *addition)
{
  g_object_unref (addition->window);
  g_object_unref (addition->here);
  g_object_unref (addition->settings);
  g_object_unref (addition->files);
  g_free (addition);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Addition, addition_free)

static void
tell_added (LecWindow *self,
            const LecAddedJobs *added)
{
  g_autofree char *words = lec_added_words_dup (added);
  AdwToast *toast = lec_toast_new (words);

  if (added->new_jobs->len > 0)
    {
      adw_toast_set_button_label (toast, _ ("Undo"));
      adw_toast_set_action_target_value (toast, list_ids (added->new_jobs));
      adw_toast_set_action_name (toast, "win.undo-add");
    }
  adw_toast_overlay_add_toast (self->toasts, toast);
}

static void add_here (const Addition *before, GListModel *files);

/* What the cluster cannot be given now is worked on here. */
static void
add_left (const Addition *addition,
          const LecAddedJobs *added)
{
  g_autoptr (GListStore) left = g_list_store_new (G_TYPE_FILE);

  for (guint i = 0; i < added->left->len; i++)
    g_list_store_append (left, g_ptr_array_index (added->left, i));
  add_here (addition, G_LIST_MODEL (left));
}

static gboolean
is_cluster_on (LecWindow *self)
{
  return self->cluster != NULL && lec_cluster_desk_get_state (self->cluster) != LEC_CLUSTER_OFF;
}

/* As far as it is this machine's. */
static void
take_note (const Addition *addition,
           const LecAddedJobs *added)
{
  LecWindow *self = addition->window;

  if (!added->was_sent && added->new_jobs->len > 0 && is_cluster_on (self))
    lec_cluster_desk_bring_later (self->cluster, added->new_jobs);
  if (added->left->len > 0)
    add_left (addition, added);
}

static void
added_cb (GObject *source,
          GAsyncResult *result,
          gpointer user_data)
{
  g_autoptr (Addition) addition = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (LecAddedJobs) added = lec_job_requests_add_finish (LEC_JOBS_THREAD (source), result, &error);

  /* Also of a cluster that was left meanwhile. */
  if (added == NULL && lec_jobs_thread_is_cluster (LEC_JOBS_THREAD (source)))
    {
      add_here (addition, addition->files);
      return;
    }
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (added == NULL)
    {
      lec_window_show_toast (addition->window, error->message);
      return;
    }

  if (added->new_jobs->len > 0 || added->n_again > 0)
    lec_recent_menu_remember (addition->files);
  if (added->left->len < g_list_model_get_n_items (addition->files))
    tell_added (addition->window, added);
  take_note (addition, added);
}

/* Takes @addition. @thread: who adds them; @connection: (nullable): of the cluster; @cancellable:
 * (nullable) */
static void
add_to (Addition *addition,
        LecJobsThread *thread,
        GCancellable *connection,
        GCancellable *cancellable)
{
  g_autofree char *output = g_settings_get_string (addition->settings, "output-folder");
  g_autoptr (LecJobOptions) options = lec_option_settings_read (addition->settings);

  lec_job_requests_add_async (thread, addition->files, *output != '\0' ? output : NULL, options, connection,
                              cancellable, added_cb, addition);
}

static Addition *
addition_new (LecWindow *window,
              LecJobsThread *here,
              GSettings *settings,
              GListModel *files)
{
  Addition *addition = g_new0 (Addition, 1);

  *addition =
    (Addition){ g_object_ref (window), g_object_ref (here), g_object_ref (settings), g_object_ref (files) };
  return addition;
}

static void
add_here (const Addition *before,
          GListModel *files)
{
  add_to (addition_new (before->window, before->here, before->settings, files), before->here, NULL, NULL);
}

void
lec_window_add_files (LecWindow *self,
                      GListModel *files)
{
  LecJobsThread *sender = NULL;
  GCancellable *connection = NULL;
  Addition *addition = NULL;

  g_return_if_fail (LEC_IS_WINDOW (self) && G_IS_LIST_MODEL (files));

  addition = addition_new (self, self->jobs, self->settings, files);
  if (self->cluster != NULL)
    sender = lec_cluster_desk_get_sender (self->cluster, &connection);
  if (sender != NULL)
    add_to (addition, sender, connection, NULL);
  else
    add_to (addition, self->jobs, NULL, self->cancellable);
}

static void
add_uris_cb (GtkWidget *widget,
             const char *name,
             GVariant *uris)
{
  g_autoptr (GListStore) files = g_list_store_new (G_TYPE_FILE);
  GVariantIter iter;
  const char *uri = NULL;

  g_variant_iter_init (&iter, uris);
  while (g_variant_iter_next (&iter, "&s", &uri))
    {
      g_autoptr (GFile) file = g_file_new_for_uri (uri);

      g_list_store_append (files, file);
    }
  lec_window_add_files (LEC_WINDOW (widget), G_LIST_MODEL (files));
}

static void
undo_add_cb (GtkWidget *widget,
             const char *name,
             GVariant *ids)
{
  LecWindow *self = LEC_WINDOW (widget);
  gsize n_ids = 0;
  const gint64 *list = g_variant_get_fixed_array (ids, &n_ids, sizeof (gint64));
  g_autoptr (GArray) jobs = g_array_new (FALSE, FALSE, sizeof (gint64));

  g_array_append_vals (jobs, list, (guint) n_ids);
  lec_job_model_hide (self->model, jobs);
  lec_job_requests_undo_add (self->jobs, jobs);
}

static void
chosen_cb (GtkWidget *window,
           GListModel *files)
{
  lec_window_add_files (LEC_WINDOW (window), files);
}

static void
add_cb (GtkWidget *widget,
        const char *name,
        GVariant *parameter)
{
  lec_ask_files (widget, LEC_ASK_VIDEOS, chosen_cb);
}

static void
add_folder_cb (GtkWidget *widget,
               const char *name,
               GVariant *parameter)
{
  lec_ask_files (widget, LEC_ASK_FOLDERS, chosen_cb);
}

void
lec_window_adding_install (GtkWidgetClass *widget_class)
{
  static const struct
  {
    const char *name;
    const char *type; /* (nullable) */
    GtkWidgetActionActivateFunc func;
  } actions[] = {
    { "win.add", NULL, add_cb },
    { "win.add-folder", NULL, add_folder_cb },
    { "win.add-uris", "as", add_uris_cb },
    { "win.undo-add", "ax", undo_add_cb },
  };

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].name, actions[i].type, actions[i].func);
}
