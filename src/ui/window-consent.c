/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Work does not wait for a person: what was said of a lecture is missing when it is
 * done, where nobody has agreed to the machine that hears it. Then that is asked
 * for all such lectures at once, and they are worked on again. Who says "Not Now"
 * is not asked again before the next start, unless they retry one.
 */
#include <glib/gi18n-lib.h>

#include "engine/speech-demand.h"
#include "ui/consent-question.h"
#include "ui/weak-box.h"
#include "ui/window-private.h"

/* What is done on the jobs' thread; also what comes of it. */
typedef struct
{
  GArray *jobs;            /* (element-type gint64) */
  LecUploadDemand *demand; /* (nullable): what is to be agreed to */
  gboolean is_agreed;      /* already */
  gboolean is_retry;       /* a person wants them to be worked on again */
} Errand;

/* Takes @demand (nullable). */
static Errand *
errand_new (GArray *jobs,
            LecUploadDemand *demand)
{
  Errand *errand = g_new0 (Errand, 1);

  errand->jobs = g_array_ref (jobs);
  errand->demand = demand;
  return errand;
}

static void
errand_free (gpointer data)
{
  Errand *errand = data;

  g_array_unref (errand->jobs);
  lec_upload_demand_free (errand->demand);
  g_free (errand);
}

/* --- On the jobs' thread --- */

static double
measure (LecJobs *jobs,
         const GArray *wanted,
         GCancellable *cancellable)
{
  double duration_s = 0;

  for (guint i = 0; i < wanted->len; i++)
    {
      LecJobMetrics metrics = { 0 };

      if (lec_jobs_get_metrics (jobs, g_array_index (wanted, gint64, i), &metrics, cancellable, NULL))
        duration_s += MAX (metrics.video_s, 0);
    }

  return duration_s;
}

static gpointer
look (LecJobs *jobs,
      gpointer data,
      GCancellable *cancellable,
      GError **error)
{
  const Errand *wanted = data;
  double duration_s = measure (jobs, wanted->jobs, cancellable);
  g_autoptr (GError) reason = NULL;
  gboolean is_agreed = FALSE;
  LecUploadDemand *demand = lec_speech_demand_look (duration_s, &is_agreed, &reason);
  Errand *found = NULL;

  if (reason != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&reason));
      return NULL;
    }

  found = errand_new (wanted->jobs, demand);
  found->is_agreed = is_agreed;
  found->is_retry = wanted->is_retry;
  return found;
}

/* One that is not over, or gone, is left. */
static gpointer
agree (LecJobs *jobs,
       gpointer data,
       GCancellable *cancellable,
       GError **error)
{
  const Errand *wanted = data;
  g_autofree char *host = wanted->demand != NULL ? lec_upload_demand_dup_agreed (wanted->demand) : NULL;

  if (host != NULL && !lec_upload_consent_add (host, error))
    return NULL;

  for (guint i = 0; i < wanted->jobs->len; i++)
    lec_jobs_change (jobs, g_array_index (wanted->jobs, gint64, i), LEC_JOB_ACTION_RETRY, cancellable, NULL);
  return NULL;
}

/* --- On the main thread --- */

/* Returns: (transfer full) (element-type gint64) */
static GArray *
list_unagreed (LecWindow *self)
{
  GListModel *items = G_LIST_MODEL (self->model);
  GArray *jobs = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (LecJobItem) item = g_list_model_get_item (items, i);
      gint64 id = lec_job_item_get_id (item);

      if (lec_job_item_is_unagreed (item))
        g_array_append_val (jobs, id);
    }

  return jobs;
}

static void
agreed_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (LecWindow) self = lec_weak_box_open (user_data);
  g_autoptr (GError) error = NULL;

  if (!lec_jobs_thread_run_finish_done (LEC_JOBS_THREAD (source), result, &error) && self != NULL)
    lec_window_show_toast (self, error->message);
}

/* Takes @errand. */
static void
work_again (LecWindow *self,
            Errand *errand)
{
  lec_jobs_thread_run_async (self->jobs, agree, errand, errand_free, NULL, NULL, agreed_cb, lec_weak_box_new (self));
}

/* All that wait by now. */
static void
answered_cb (GtkWindow *parent,
             gboolean agrees,
             gpointer user_data)
{
  LecWindow *self = LEC_WINDOW (parent);
  const LecUploadDemand *demand = user_data;
  g_autoptr (GArray) jobs = NULL;

  self->is_asking_consent = FALSE;
  self->has_declined = !agrees;
  if (!agrees || self->jobs == NULL)
    return;

  jobs = list_unagreed (self);
  work_again (self, errand_new (jobs, lec_upload_demand_copy (demand)));
}

/* Takes @found. */
static void
go_on (LecWindow *self,
       Errand *found)
{
  if (found->demand == NULL && (found->is_agreed || found->is_retry))
    {
      work_again (self, found);
      return;
    }

  self->is_asking_consent = found->demand != NULL;
  if (found->demand != NULL)
    lec_consent_question_ask (GTK_WINDOW (self), found->demand, answered_cb, lec_upload_demand_copy (found->demand),
                              (GDestroyNotify) lec_upload_demand_free);
  errand_free (found);
}

static void
looked_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (LecWindow) self = lec_weak_box_open (user_data);
  g_autoptr (GError) error = NULL;
  Errand *found = lec_jobs_thread_run_finish (LEC_JOBS_THREAD (source), result, &error);

  if (self == NULL || self->jobs == NULL)
    {
      g_clear_pointer (&found, errand_free);
      return;
    }

  self->is_asking_consent = FALSE;
  if (found != NULL)
    go_on (self, found);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    lec_window_show_toast (self, error->message);
}

static void
begin (LecWindow *self,
       GArray *jobs,
       gboolean is_retry)
{
  Errand *errand = errand_new (jobs, NULL);

  errand->is_retry = is_retry;
  self->is_asking_consent = TRUE;
  for (guint i = 0; i < jobs->len; i++)
    g_hash_table_add (self->consents_seen, g_memdup2 (&g_array_index (jobs, gint64, i), sizeof (gint64)));
  lec_jobs_thread_run_async (self->jobs, look, errand, errand_free, errand_free, self->cancellable, looked_cb,
                             lec_weak_box_new (self));
}

static gboolean
has_new (LecWindow *self,
         const GArray *jobs)
{
  for (guint i = 0; i < jobs->len; i++)
    if (!g_hash_table_contains (self->consents_seen, &g_array_index (jobs, gint64, i)))
      return TRUE;

  return FALSE;
}

/* Each job is a reason once: what fails in another way afterwards is not tried for ever. */
static void
states_changed_cb (LecWindow *self)
{
  g_autoptr (GArray) jobs = NULL;

  if (self->is_asking_consent || self->has_declined || self->read_only != NULL || self->jobs == NULL)
    return;

  jobs = list_unagreed (self);
  if (has_new (self, jobs))
    begin (self, jobs, FALSE);
}

gboolean
lec_window_consent_ask (LecWindow *self,
                        LecJobItem *item)
{
  gint64 id = lec_job_item_get_id (item);
  g_autoptr (GArray) jobs = NULL;

  if (!lec_job_item_is_unagreed (item))
    return FALSE;
  if (self->is_asking_consent)
    return TRUE;

  jobs = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_array_append_val (jobs, id);
  begin (self, jobs, TRUE);
  return TRUE;
}

void
lec_window_consent_follow (LecWindow *self)
{
  self->consents_seen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_signal_connect_object (self->model, "states-changed", G_CALLBACK (states_changed_cb), self, G_CONNECT_SWAPPED);
  states_changed_cb (self);
}
