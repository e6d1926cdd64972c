/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the window tells of the cluster, and what has to be brought from it before
 * it can be shown: a lecture that the cluster has made is looked at like any other
 * once it is in the library.
 */
#include "ui/cluster-requests.h"
#include "ui/job-place.h"
#include "ui/window-private.h"

/* --- Telling --- */

static void
show_note (LecWindow *self,
           const char *text)
{
  gtk_revealer_set_reveal_child (self->cluster_revealer, text != NULL);
  if (text == NULL)
    return;

  gtk_label_set_label (self->cluster_note, text);
  /* A status is not named by what it says. */
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->cluster_note), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

static void
cluster_changed_cb (LecWindow *self)
{
  LecClusterState state = lec_cluster_desk_get_state (self->cluster);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  double fraction = 0;
  const char *carrying = lec_cluster_desk_get_carrying (self->cluster, &fraction);
  g_autofree char *text = NULL;

  if (carrying != NULL && state != LEC_CLUSTER_OFFLINE)
    text = lec_cluster_words_dup_carrying (carrying, fraction);
  else
    text = lec_cluster_words_dup_note (state, lec_cluster_desk_get_since (self->cluster), now, NULL);
  /* The whole of it is in the preferences. */
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->cluster_note), lec_cluster_desk_get_reason (self->cluster));
  gtk_progress_bar_set_fraction (self->cluster_bar, CLAMP (fraction, 0, 1));
  gtk_widget_set_visible (GTK_WIDGET (self->cluster_bar), state != LEC_CLUSTER_OFFLINE);
  gtk_widget_set_visible (self->cluster_button, state == LEC_CLUSTER_OFFLINE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.reconnect", state == LEC_CLUSTER_OFFLINE);
  show_note (self, text);
}

void
lec_window_cluster_follow (LecWindow *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.reconnect", FALSE);
  if (self->cluster == NULL)
    return;

  g_signal_connect_object (self->cluster, "state-changed", G_CALLBACK (cluster_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->cluster, "carrying-changed", G_CALLBACK (cluster_changed_cb), self,
                           G_CONNECT_SWAPPED);
  cluster_changed_cb (self);
}

static void
reconnect_cb (GtkWidget *widget,
              const char *name,
              GVariant *parameter)
{
  LecWindow *self = LEC_WINDOW (widget);

  if (self->cluster != NULL)
    lec_cluster_desk_reconnect (self->cluster);
}

/* --- Fetching --- */

/* What is wanted of a job once it is here. */
typedef struct
{
  LecWindow *window;
  gint64 job;
  char *action;
  GVariant *parameter;
} Wish;

static void
wish_free (Wish *wish)
{
  g_object_unref (wish->window);
  g_free (wish->action);
  g_variant_unref (wish->parameter);
  g_free (wish);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Wish, wish_free)

/* Whoever looks at where it was to be shown is told there. */
static void
tell_failure (const Wish *wish,
              const GError *error)
{
  LecWindow *self = wish->window;

  if (!g_str_equal (wish->action, "win.follow-job"))
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        lec_window_show_toast (self, error->message);
    }
  else if (lec_window_is_following (self, wish->job))
    lec_lecture_page_show_failure (self->lecture, error);
}

static void
fetched_cb (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  g_autoptr (Wish) wish = user_data;
  LecWindow *self = wish->window;
  g_autoptr (GError) error = NULL;
  g_autofree char *pdf = lec_cluster_requests_fetch_finish (LEC_JOBS_THREAD (source), result, &error);

  if (self->cluster == NULL || g_cancellable_is_cancelled (self->cancellable))
    return;
  if (error != NULL)
    {
      tell_failure (wish, error);
      return;
    }

  lec_cluster_desk_note_fetched (self->cluster, wish->job, pdf);
  gtk_widget_activate_action_variant (GTK_WIDGET (self), wish->action, wish->parameter);
}

static void
fetch (LecWindow *self,
       gint64 job,
       const char *action,
       GVariant *parameter)
{
  LecJobsThread *fetcher = self->cluster != NULL ? lec_cluster_desk_get_fetcher (self->cluster) : NULL;
  Wish *wish = NULL;

  if (fetcher == NULL)
    return;

  wish = g_new0 (Wish, 1);
  *wish = (Wish){ g_object_ref (self), job, g_strdup (action), g_variant_ref (parameter) };
  lec_cluster_requests_fetch_async (fetcher, job, fetched_cb, wish);
}

/* What lies in a folder that all see is here already. */
static gboolean
is_document_here (const LecJob *job,
                  const char *action)
{
  return g_str_equal (action, "win.open-job") && job->pdf != NULL && job->request != NULL &&
         job->request->origins->len == 0;
}

gboolean
lec_window_cluster_fetch (LecWindow *self,
                          LecJobItem *item,
                          const char *action,
                          GVariant *parameter)
{
  gint64 id = lec_job_item_get_id (item);
  const LecJob *job = lec_job_item_get_job (item);
  const char *pdf = NULL;

  if (!lec_job_place_is_cluster (id) || job->status != LEC_JOB_COMPLETED || is_document_here (job, action) ||
      (self->cluster != NULL && lec_cluster_desk_is_fetched (self->cluster, id, &pdf)))
    return FALSE;

  fetch (self, id, action, parameter);
  return TRUE;
}

const char *
lec_window_cluster_get_pdf (LecWindow *self,
                            LecJobItem *item)
{
  const char *pdf = NULL;

  if (self->cluster != NULL && lec_cluster_desk_is_fetched (self->cluster, lec_job_item_get_id (item), &pdf))
    return pdf;

  /* Of what was sent and not fetched it is a number in the cluster. */
  return is_document_here (lec_job_item_get_job (item), "win.open-job") ||
             !lec_job_place_is_cluster (lec_job_item_get_id (item))
           ? lec_job_item_get_job (item)->pdf
           : NULL;
}

void
lec_window_cluster_install (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.reconnect", NULL, reconnect_cb);
}
