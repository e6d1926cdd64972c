/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Each request is a function that a thread of the cluster calls with data that
 * nobody else has any more.
 */
#include "ui/cluster-requests.h"

#include <glib/gi18n-lib.h>

#include "base/error.h"
#include "engine/cluster-fetch.h"
#include "engine/cluster-import.h"
#include "ui/cluster-words.h"
#include "ui/job-place.h"

#define MAX_DEAD 50

/* --- Fetching --- */

typedef struct
{
  LecJobsThread *thread; /* unowned: it outlives what it does */
  gint64 job;
  char *text; /* what is said of it */
} Fetch;

static void
fetch_free (gpointer data)
{
  Fetch *fetch = data;

  g_free (fetch->text);
  g_free (fetch);
}

static void
status_cb (const LecExtractStatus *status,
           gpointer user_data)
{
  const Fetch *fetch = user_data;

  lec_jobs_thread_tell_carrying (fetch->thread, fetch->text, status->fraction);
}

static char *
describe (const LecJob *job)
{
  g_autofree char *name = g_path_get_basename (job->source);

  /* Translators: %s is the name of a video */
  return g_strdup_printf (_ ("Fetching what was made of %s"), name);
}

static gpointer
fetch_lecture (LecJobs *jobs,
               gpointer data,
               GCancellable *cancellable,
               GError **error)
{
  Fetch *fetch = data;
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, fetch->job);
  g_autoptr (LecJob) job = lec_jobs_get (jobs, number, cancellable, error);
  g_autoptr (LecExtractor) extractor = NULL;
  LecFetchRequest request = { NULL };
  LecExtractListener listener = { status_cb, NULL, fetch, NULL };
  g_auto (LecExtractResult) result = { 0 };
  gboolean is_here = FALSE;

  if (job == NULL)
    return NULL;

  fetch->text = describe (job);
  lec_jobs_thread_tell_carrying (fetch->thread, fetch->text, 0);
  extractor = lec_extractor_new (NULL, NULL);
  is_here = lec_cluster_fetch (jobs, job, extractor, &request, &listener, &result, cancellable, error);
  lec_jobs_thread_tell_carrying (fetch->thread, NULL, 1);
  return is_here ? g_steal_pointer (&result.pdf) : NULL;
}

void
lec_cluster_requests_fetch_async (LecJobsThread *thread,
                                  gint64 job,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  Fetch *fetch = g_new0 (Fetch, 1);

  *fetch = (Fetch){ thread, lec_job_place_get_number (job), NULL };
  lec_jobs_thread_run_async (thread, fetch_lecture, fetch, fetch_free, g_free, NULL, callback, user_data);
}

char *
lec_cluster_requests_fetch_finish (LecJobsThread *thread,
                                   GAsyncResult *result,
                                   GError **error)
{
  return lec_jobs_thread_run_finish (thread, result, error);
}

/* --- Looking at what is being found --- */

static gpointer
list_slides (LecJobs *jobs,
             gpointer data,
             GCancellable *cancellable,
             GError **error)
{
  g_autoptr (GPtrArray) slides = lec_jobs_list_slides (jobs, *(const gint64 *) data, cancellable, error);

  return slides != NULL ? lec_review_news_new_from_slides (slides, NULL) : NULL;
}

void
lec_cluster_requests_list_slides_async (LecJobsThread *thread,
                                        gint64 job,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data)
{
  gint64 number = lec_job_place_get_number (job);

  lec_jobs_thread_run_async (thread, list_slides, g_memdup2 (&number, sizeof number), g_free,
                             (GDestroyNotify) lec_review_news_free, cancellable, callback, user_data);
}

LecReviewNews *
lec_cluster_requests_list_slides_finish (LecJobsThread *thread,
                                         GAsyncResult *result,
                                         GError **error)
{
  return lec_jobs_thread_run_finish (thread, result, error);
}

/* --- Bringing --- */

typedef struct
{
  LecJobsThread *thread; /* unowned: it outlives what it does */
  GArray *jobs;
  GCancellable *connection;
  GArray *left; /* (nullable): what has still to be brought */
} Errand;

static void
errand_free (gpointer data)
{
  Errand *errand = data;

  g_array_unref (errand->jobs);
  g_object_unref (errand->connection);
  g_clear_pointer (&errand->left, g_array_unref);
  g_free (errand);
}

static void
sending_cb (const LecJobsSending *sending,
            gpointer user_data)
{
  g_autofree char *text = lec_cluster_words_dup_sending (sending);

  lec_jobs_thread_tell_carrying (user_data, text, sending->fraction);
}

/* What is being worked on here is brought when it is done. */
static void
brought_cb (const LecJob *job,
            LecImportOutcome outcome,
            const GError *reason,
            gpointer user_data)
{
  Errand *errand = user_data;

  if (outcome == LEC_IMPORT_FAILED || (outcome == LEC_IMPORT_LEFT && !lec_job_is_over (job)))
    g_array_append_val (errand->left, job->id);
}

static gpointer
bring (LecJobs *jobs,
       gpointer data,
       GCancellable *cancellable,
       GError **error)
{
  Errand *errand = data;
  g_autoptr (LecJobs) library = lec_jobs_open (NULL, NULL, cancellable, error);
  LecImportRequest request = { FALSE, brought_cb, errand, errand->jobs };
  LecImportCounts counts = { { 0 } };
  gboolean is_done = FALSE;

  if (library == NULL)
    return NULL;

  errand->left = g_array_new (FALSE, FALSE, sizeof (gint64));
  lec_jobs_set_sending (jobs, sending_cb, errand->thread);
  is_done = lec_cluster_import_local (jobs, library, &request, &counts, errand->connection, error);
  lec_jobs_set_sending (jobs, NULL, NULL);
  lec_jobs_thread_tell_carrying (errand->thread, NULL, 1);
  return is_done ? g_steal_pointer (&errand->left) : NULL;
}

void
lec_cluster_requests_bring_async (LecJobsThread *thread,
                                  const GArray *jobs,
                                  GCancellable *connection,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  Errand *errand = g_new0 (Errand, 1);

  *errand = (Errand){ thread, g_array_copy ((GArray *) jobs), g_object_ref (connection), NULL };
  lec_jobs_thread_run_async (thread, bring, errand, errand_free, (GDestroyNotify) g_array_unref, NULL, callback,
                             user_data);
}

GArray *
lec_cluster_requests_bring_finish (LecJobsThread *thread,
                                   GAsyncResult *result,
                                   GError **error)
{
  return lec_jobs_thread_run_finish (thread, result, error);
}

/* --- Looking --- */

void
lec_cluster_sight_free (LecClusterSight *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->figures, lec_figures_free);
  g_clear_pointer (&self->workers, g_ptr_array_unref);
  g_clear_pointer (&self->queues, g_ptr_array_unref);
  g_clear_pointer (&self->dead, g_ptr_array_unref);
  g_free (self);
}

static gpointer
look (LecJobs *jobs,
      gpointer data,
      GCancellable *cancellable,
      GError **error)
{
  g_autoptr (LecClusterSight) sight = g_new0 (LecClusterSight, 1);

  sight->figures = lec_figures_take (jobs, g_get_real_time (), cancellable, error);
  sight->workers = sight->figures != NULL ? lec_cluster_admin_list_workers (jobs, cancellable, error) : NULL;
  sight->queues = sight->workers != NULL ? lec_cluster_admin_list_queues (jobs, cancellable, error) : NULL;
  sight->dead = sight->queues != NULL ? lec_cluster_admin_list_dead (jobs, MAX_DEAD, cancellable, error) : NULL;

  return sight->dead != NULL ? g_steal_pointer (&sight) : NULL;
}

void
lec_cluster_requests_look_async (LecJobsThread *thread,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  lec_jobs_thread_run_async (thread, look, NULL, NULL, (GDestroyNotify) lec_cluster_sight_free, cancellable, callback,
                             user_data);
}

LecClusterSight *
lec_cluster_requests_look_finish (LecJobsThread *thread,
                                  GAsyncResult *result,
                                  GError **error)
{
  return lec_jobs_thread_run_finish (thread, result, error);
}

/* --- Operating --- */

typedef struct
{
  char *worker;
  LecClusterOrder order;
} Order;

static void
order_free (gpointer data)
{
  Order *order = data;

  g_free (order->worker);
  g_free (order);
}

static gpointer
give_order (LecJobs *jobs,
            gpointer data,
            GCancellable *cancellable,
            GError **error)
{
  const Order *order = data;

  if (order->order == LEC_CLUSTER_FORGET)
    lec_cluster_admin_forget (jobs, order->worker, cancellable, error);
  else
    lec_cluster_admin_drain (jobs, order->worker, order->order == LEC_CLUSTER_DRAIN, cancellable, error);
  return NULL;
}

void
lec_cluster_requests_order_async (LecJobsThread *thread,
                                  const char *worker,
                                  LecClusterOrder order,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  Order *wanted = g_new0 (Order, 1);

  *wanted = (Order){ g_strdup (worker), order };
  lec_jobs_thread_run_async (thread, give_order, wanted, order_free, NULL, NULL, callback, user_data);
}

/* Several tasks of a job may have been given up: the first time wakes them all. */
static gpointer
requeue (LecJobs *jobs,
         gpointer data,
         GCancellable *cancellable,
         GError **error)
{
  const GArray *wanted = data;

  for (guint i = 0; i < wanted->len; i++)
    {
      g_autoptr (GError) reason = NULL;

      if (lec_cluster_admin_requeue (jobs, g_array_index (wanted, gint64, i), cancellable, &reason) ||
          g_error_matches (reason, LEC_ERROR, LEC_ERROR_USAGE) ||
          g_error_matches (reason, LEC_ERROR, LEC_ERROR_NOT_FOUND))
        continue;
      g_propagate_error (error, g_steal_pointer (&reason));
      break;
    }

  return NULL;
}

void
lec_cluster_requests_requeue_async (LecJobsThread *thread,
                                    const GArray *jobs,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  GArray *wanted = g_array_copy ((GArray *) jobs);

  lec_jobs_thread_run_async (thread, requeue, wanted, (GDestroyNotify) g_array_unref, NULL, NULL, callback, user_data);
}

gboolean
lec_cluster_requests_order_finish (LecJobsThread *thread,
                                   GAsyncResult *result,
                                   GError **error)
{
  return lec_jobs_thread_run_finish_done (thread, result, error);
}
