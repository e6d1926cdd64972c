/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The store tells facts; percentiles, counts a minute and what workers have done
 * are made of them here, with numbers bounded: a library of many years costs no
 * more than one of some months.
 */
#include "engine/figures.h"

#include <math.h>

#include "engine/jobs-private.h"

#define MINUTE_US   (60 * G_USEC_PER_SEC)
#define HOUR_US     (60 * (gint64) MINUTE_US)
#define DAY_US      (24 * HOUR_US)
#define ENDINGS_US  (30 * DAY_US)
#define MAX_ENDINGS 10000
#define MAX_TRIES   10000

/* What is found of a worker on the way. */
typedef struct
{
  LecWorkerFigures *figures; /* owned until it is handed on */
  GArray *done_s;            /* (element-type double) owned */
} Worker;

void
lec_worker_figures_free (LecWorkerFigures *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_free (self);
}

static Worker *
worker_new (const char *name)
{
  Worker *worker = g_new0 (Worker, 1);

  worker->figures = g_new0 (LecWorkerFigures, 1);
  worker->figures->name = g_strdup (name);
  worker->done_s = g_array_new (FALSE, FALSE, sizeof (double));
  return worker;
}

static void
worker_free (gpointer data)
{
  Worker *worker = data;

  lec_worker_figures_free (worker->figures);
  g_array_unref (worker->done_s);
  g_free (worker);
}

void
lec_figures_free (LecFigures *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->queues, g_ptr_array_unref);
  g_clear_pointer (&self->workers, g_ptr_array_unref);
  g_free (self);
}

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  double first = *(const double *) a;
  double second = *(const double *) b;

  return (first > second) - (first < second);
}

double
lec_figures_get_percentile (GArray *values,
                            double ratio)
{
  guint rank = 0;

  g_return_val_if_fail (values != NULL && ratio >= 0 && ratio <= 1, 0);

  if (values->len == 0)
    return 0;

  g_array_sort (values, compare_doubles);
  rank = (guint) ceil (ratio * values->len);
  return g_array_index (values, double, CLAMP (rank, 1, values->len) - 1);
}

/* @counts: of equal stretches of time, the last one ends at @now_us */
static void
count_ending (guint *counts,
              guint n_counts,
              gint64 stretch_us,
              gint64 now_us,
              gint64 at_us)
{
  gint64 age = (now_us - at_us) / stretch_us;

  if (at_us <= now_us && age < n_counts)
    counts[n_counts - 1 - (guint) age]++;
}

static void
read_endings (LecFigures *self,
              const GPtrArray *endings)
{
  g_autoptr (GArray) took_s = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint i = 0; i < endings->len; i++)
    {
      const LecEnding *ending = g_ptr_array_index (endings, i);

      g_array_append_val (took_s, ending->processing_s);
      self->n_kept += ending->was_kept ? 1 : 0;
      count_ending (self->per_minute, LEC_FIGURES_N_MINUTES, MINUTE_US, self->now_us, ending->at_us);
      count_ending (self->per_hour, LEC_FIGURES_N_HOURS, HOUR_US, self->now_us, ending->at_us);
    }
  self->n_completed = endings->len;
  self->median_s = lec_figures_get_percentile (took_s, 0.5);
  self->p95_s = lec_figures_get_percentile (took_s, 0.95);
}

static void
note_try (Worker *worker,
          const LecTry *attempt)
{
  LecWorkerFigures *figures = worker->figures;
  double took_s = (double) (attempt->ended_us - attempt->started_us) / G_USEC_PER_SEC;
  /* A claim is renewed for as long each time: when, follows from how long it holds. */
  gint64 heard_us = attempt->lease_until_us > 0 ? attempt->lease_until_us - LEC_JOBS_LEASE_US : attempt->ended_us;

  figures->heard_us = MAX (figures->heard_us, MAX (heard_us, attempt->started_us));
  figures->n_busy += attempt->lease_until_us > 0;
  figures->n_failed += g_strcmp0 (attempt->outcome, "failed") == 0 || g_strcmp0 (attempt->outcome, "lost") == 0;
  if (g_strcmp0 (attempt->outcome, "done") != 0)
    return;

  figures->n_done++;
  g_array_append_val (worker->done_s, took_s);
}

static int
compare_workers (gconstpointer a,
                 gconstpointer b)
{
  const LecWorkerFigures *first = *(const LecWorkerFigures *const *) a;
  const LecWorkerFigures *second = *(const LecWorkerFigures *const *) b;

  return g_strcmp0 (first->name, second->name);
}

/* Returns: (transfer none): made when it is not there */
static Worker *
get_worker (GHashTable *workers,
            const char *name)
{
  Worker *worker = g_hash_table_lookup (workers, name);

  if (worker == NULL)
    {
      worker = worker_new (name);
      g_hash_table_insert (workers, worker->figures->name, worker);
    }
  return worker;
}

/* @records: (element-type LecWorkerRecord): of those that introduce themselves: they say that they
 * are there, whatever their leases are */
static void
read_workers (LecFigures *self,
              const GPtrArray *tries,
              const GPtrArray *records)
{
  g_autoptr (GHashTable) workers = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, worker_free);
  GHashTableIter iter = { NULL };
  gpointer value = NULL;

  for (guint i = 0; i < tries->len; i++)
    {
      const LecTry *attempt = g_ptr_array_index (tries, i);

      note_try (get_worker (workers, attempt->worker), attempt);
    }
  for (guint i = 0; i < records->len; i++)
    {
      const LecWorkerRecord *record = g_ptr_array_index (records, i);

      get_worker (workers, record->identity)->figures->heard_us = self->now_us - record->silence_us;
    }

  self->workers = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_worker_figures_free);
  g_hash_table_iter_init (&iter, workers);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      Worker *worker = value;

      worker->figures->median_s = lec_figures_get_percentile (worker->done_s, 0.5);
      g_ptr_array_add (self->workers, g_steal_pointer (&worker->figures));
      g_hash_table_iter_steal (&iter);
      worker_free (worker);
    }
  g_ptr_array_sort (self->workers, compare_workers);
}

static gboolean
take (LecFigures *self,
      LecStore *store,
      GCancellable *cancellable,
      GError **error)
{
  g_autoptr (GPtrArray) endings = NULL;
  g_autoptr (GPtrArray) tries = NULL;
  g_autoptr (GPtrArray) records = NULL;

  if (!lec_store_count_jobs (store, self->n_jobs, cancellable, error))
    return FALSE;

  self->queues = lec_store_list_queues (store, cancellable, error);
  endings = self->queues != NULL
              ? lec_store_list_endings (store, self->now_us - ENDINGS_US, MAX_ENDINGS, cancellable, error)
              : NULL;
  tries = endings != NULL ? lec_store_list_tries (store, self->now_us - DAY_US, MAX_TRIES, cancellable, error) : NULL;
  records = tries != NULL ? lec_store_list_workers (store, self->now_us, cancellable, error) : NULL;
  if (records == NULL)
    return FALSE;

  read_endings (self, endings);
  read_workers (self, tries, records);
  return TRUE;
}

LecFigures *
lec_figures_take (LecJobs *jobs,
                  gint64 now_us,
                  GCancellable *cancellable,
                  GError **error)
{
  g_autoptr (LecFigures) self = NULL;
  GError *reason = NULL;

  g_return_val_if_fail (jobs != NULL, NULL);

  self = g_new0 (LecFigures, 1);
  self->now_us = now_us;
  take (self, jobs->store, cancellable, &reason);
  return lec_jobs_pass_on (reason, error) ? g_steal_pointer (&self) : NULL;
}
