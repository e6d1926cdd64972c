/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is asked of one job becomes a request to the jobs' thread, or shows what
 * came of it: its document, its details, its folder, the dialog that exports it.
 */
#include "ui/export-dialog.h"
#include "ui/export-toast.h"
#include "ui/job-details.h"
#include "ui/job-requests.h"
#include "ui/reveal-file.h"
#include "ui/show-document.h"
#include "ui/window-private.h"

static void
change (LecWindow *self,
        GVariant *id,
        LecJobAction action)
{
  lec_job_requests_change_async (self->jobs, g_variant_get_int64 (id), action, lec_window_jobs_changed_cb,
                                 g_object_ref (self));
}

static void
change_job_cb (GtkWidget *widget,
               const char *name,
               GVariant *id)
{
  static const struct
  {
    const char *name;
    LecJobAction action;
  } actions[] = {
    { "win.pause-job", LEC_JOB_ACTION_PAUSE },
    { "win.resume-job", LEC_JOB_ACTION_RESUME },
    { "win.cancel-job", LEC_JOB_ACTION_CANCEL },
    { "win.retry-job", LEC_JOB_ACTION_RETRY },
    { "win.move-first-job", LEC_JOB_ACTION_MOVE_FIRST },
    { "win.move-last-job", LEC_JOB_ACTION_MOVE_LAST },
  };
  LecWindow *self = LEC_WINDOW (widget);
  LecJobItem *item = lec_job_model_find (self->model, g_variant_get_int64 (id));

  if (g_str_equal (name, "win.retry-job") && item != NULL && lec_window_consent_ask (self, item))
    return;

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    if (g_str_equal (name, actions[i].name))
      change (self, id, actions[i].action);
}

static void
opened_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  LecWindow *self = LEC_WINDOW (source);
  g_autoptr (GError) error = NULL;

  if (!lec_show_document_finish (result, &error) && !g_cancellable_is_cancelled (self->cancellable))
    lec_window_show_toast (self, error->message);
}

static void
open_job_cb (GtkWidget *widget,
             const char *name,
             GVariant *id)
{
  LecWindow *self = LEC_WINDOW (widget);
  LecJobItem *item = lec_job_model_find (self->model, g_variant_get_int64 (id));
  const char *pdf = NULL;

  if (item == NULL || lec_window_cluster_fetch (self, item, name, id))
    return;

  pdf = lec_window_cluster_get_pdf (self, item);
  if (pdf != NULL)
    lec_show_document_async (GTK_WINDOW (self), pdf, self->cancellable, opened_cb, NULL);
}

static void
show_job_cb (GtkWidget *widget,
             const char *name,
             GVariant *id)
{
  LecWindow *self = LEC_WINDOW (widget);
  LecJobItem *item = lec_job_model_find (self->model, g_variant_get_int64 (id));

  if (item != NULL)
    gtk_window_present (GTK_WINDOW (lec_job_details_new (GTK_WINDOW (self), self->jobs, item)));
}

static void
revealed_cb (GObject *source,
             GAsyncResult *result,
             gpointer user_data)
{
  LecWindow *self = LEC_WINDOW (source);
  g_autoptr (GError) error = NULL;

  if (!lec_reveal_file_finish (result, &error) && !g_cancellable_is_cancelled (self->cancellable))
    lec_window_show_toast (self, error->message);
}

/* What came of it, or else the video. */
static void
reveal_job_cb (GtkWidget *widget,
               const char *name,
               GVariant *id)
{
  LecWindow *self = LEC_WINDOW (widget);
  LecJobItem *item = lec_job_model_find (self->model, g_variant_get_int64 (id));
  const char *pdf = NULL;

  if (item == NULL)
    return;

  pdf = lec_window_cluster_get_pdf (self, item);
  lec_reveal_file_async (GTK_WINDOW (self), pdf != NULL ? pdf : lec_job_item_get_job (item)->source, self->cancellable,
                         revealed_cb, NULL);
}

/* --- Exporting --- */

static void
exported_cb (LecWindow *self,
             const char *path,
             guint n_files)
{
  adw_toast_overlay_add_toast (self->toasts, lec_export_toast_new (path, n_files));
}

static void
export_job_cb (GtkWidget *widget,
               const char *name,
               GVariant *id)
{
  LecWindow *self = LEC_WINDOW (widget);
  LecJobItem *item = lec_job_model_find (self->model, g_variant_get_int64 (id));
  LecExportDialog *dialog = NULL;

  if (item == NULL || lec_job_item_get_job (item)->status != LEC_JOB_COMPLETED ||
      lec_window_cluster_fetch (self, item, name, id))
    return;

  dialog = lec_export_dialog_new (GTK_WINDOW (self), item);
  lec_export_dialog_set_asks_model (dialog, g_settings_get_boolean (self->settings, "use-language-model"));
  g_signal_connect_object (dialog, "exported", G_CALLBACK (exported_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (dialog, "noted", G_CALLBACK (lec_window_show_toast), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
open_file_cb (GtkWidget *widget,
              const char *name,
              GVariant *path)
{
  LecWindow *self = LEC_WINDOW (widget);

  lec_show_document_async (GTK_WINDOW (self), g_variant_get_bytestring (path), self->cancellable, opened_cb, NULL);
}

static void
show_file_cb (GtkWidget *widget,
              const char *name,
              GVariant *path)
{
  LecWindow *self = LEC_WINDOW (widget);

  lec_reveal_file_async (GTK_WINDOW (self), g_variant_get_bytestring (path), self->cancellable, revealed_cb, NULL);
}

void
lec_window_job_install (GtkWidgetClass *widget_class)
{
  static const struct
  {
    const char *name;
    const char *type; /* (nullable) */
    GtkWidgetActionActivateFunc func;
  } actions[] = {
    { "win.open-job", "x", open_job_cb },
    { "win.show-job", "x", show_job_cb },
    { "win.reveal-job", "x", reveal_job_cb },
    { "win.pause-job", "x", change_job_cb },
    { "win.resume-job", "x", change_job_cb },
    { "win.cancel-job", "x", change_job_cb },
    { "win.retry-job", "x", change_job_cb },
    { "win.move-first-job", "x", change_job_cb },
    { "win.move-last-job", "x", change_job_cb },
    { "win.export-job", "x", export_job_cb },
    { "win.open-file", "ay", open_file_cb },
    { "win.show-file", "ay", show_file_cb },
  };

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].name, actions[i].type, actions[i].func);
}
