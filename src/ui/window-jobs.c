/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Many jobs at once: to be tried again, to be removed or kept, and whether the
 * queue goes on.
 */
#include "ui/job-requests.h"
#include "ui/window-private.h"

void
lec_window_jobs_changed_cb (GObject *source,
                            GAsyncResult *result,
                            gpointer user_data)
{
  g_autoptr (LecWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!lec_job_requests_change_finish (LEC_JOBS_THREAD (source), result, &error) &&
      !g_cancellable_is_cancelled (self->cancellable))
    lec_window_show_toast (self, error->message);
}

/* Returns: (transfer full) (element-type gint64): those in the list that are in that state */
static GArray *
list_jobs (LecWindow *self,
           LecJobStatus status)
{
  GListModel *jobs = G_LIST_MODEL (self->model);
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < g_list_model_get_n_items (jobs); i++)
    {
      g_autoptr (LecJobItem) item = g_list_model_get_item (jobs, i);
      gint64 id = lec_job_item_get_id (item);

      if (lec_job_item_get_job (item)->status == status)
        g_array_append_val (ids, id);
    }

  return ids;
}

static void
retry_failed_cb (GtkWidget *widget,
                 const char *name,
                 GVariant *parameter)
{
  LecWindow *self = LEC_WINDOW (widget);
  g_autoptr (GArray) ids = list_jobs (self, LEC_JOB_FAILED);

  lec_job_requests_change_all_async (self->jobs, ids, LEC_JOB_ACTION_RETRY, lec_window_jobs_changed_cb,
                                     g_object_ref (self));
}

static void
clear_done_cb (GtkWidget *widget,
               const char *name,
               GVariant *parameter)
{
  LecWindow *self = LEC_WINDOW (widget);
  g_autoptr (GArray) ids = list_jobs (self, LEC_JOB_COMPLETED);

  lec_removals_remove (self->removals, ids);
}

void
lec_window_jobs_ask_to_pause (LecWindow *self,
                              gboolean paused)
{
  if (self->jobs != NULL && paused != self->is_paused)
    lec_job_requests_pause_async (self->jobs, paused, lec_window_jobs_changed_cb, g_object_ref (self));
}

/* --- Removing --- */

static void
remove_job_cb (GtkWidget *widget,
               const char *name,
               GVariant *parameter)
{
  gint64 id = g_variant_get_int64 (parameter);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  g_array_append_val (ids, id);
  lec_removals_remove (LEC_WINDOW (widget)->removals, ids);
}

static void
keep_jobs_cb (GtkWidget *widget,
              const char *name,
              GVariant *parameter)
{
  gsize n_ids = 0;
  const gint64 *ids = g_variant_get_fixed_array (parameter, &n_ids, sizeof (gint64));

  lec_removals_keep (LEC_WINDOW (widget)->removals, ids, n_ids);
}

void
lec_window_jobs_install (GtkWidgetClass *widget_class)
{
  static const struct
  {
    const char *name;
    const char *type; /* (nullable) */
    GtkWidgetActionActivateFunc func;
  } actions[] = {
    { "win.retry-failed", NULL, retry_failed_cb },
    { "win.clear-done", NULL, clear_done_cb },
    { "win.remove-job", "x", remove_job_cb },
    { "win.keep-jobs", "ax", keep_jobs_cb },
  };

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].name, actions[i].type, actions[i].func);
}
