/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Only the answers to the last question count: those before are cancelled. What was
 * found here comes first, whoever answers first.
 */
#include "ui/slide-search.h"

#include <glib/gi18n-lib.h>

#include "ui/job-requests.h"

#define MAX_HITS 50

/* Where slides are looked through. */
enum
{
  HERE,
  CLUSTER,
  N_PLACES,
};

struct _LecSlideSearch
{
  GObject parent_instance;

  LecJobsThread *jobs;
  LecJobModel *model;
  GListStore *hits;
  GPtrArray *found[N_PLACES]; /* (element-type LecHitItem) (nullable) each: a heading and what is below */
  GCancellable *searching;    /* (nullable) */
  gboolean is_waiting;        /* for the cluster's answer */
};

enum
{
  SEARCHED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LecSlideSearch, lec_slide_search, G_TYPE_OBJECT)

/* Of a lecture that is here, too, that is enough. @hits: (nullable) (element-type LecSearchHit).
 * Returns: (transfer full) (nullable) (element-type LecHitItem) */
static GPtrArray *
make_items (LecSlideSearch *self,
            const GPtrArray *hits,
            guint place)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (items, lec_hit_item_new_heading (place == HERE ? _ ("On Slides") : _ ("On Slides in the Cluster")));
  for (guint i = 0; hits != NULL && i < hits->len; i++)
    {
      const LecSearchHit *hit = g_ptr_array_index (hits, i);

      if (!lec_job_model_is_aside (self->model, hit->job))
        g_ptr_array_add (items, lec_hit_item_new (hit));
    }

  return items->len > 1 ? g_steal_pointer (&items) : NULL;
}

/* In one splice: nothing of the other place moves. Takes @items (nullable). */
static void
show_items (LecSlideSearch *self,
            guint place,
            GPtrArray *items)
{
  g_autoptr (GPtrArray) before = self->found[place];
  guint position = place == CLUSTER && self->found[HERE] != NULL ? self->found[HERE]->len : 0;

  self->found[place] = items;
  g_list_store_splice (self->hits, position, before != NULL ? before->len : 0, items != NULL ? items->pdata : NULL,
                       items != NULL ? items->len : 0);
}

static void
show_hits (LecSlideSearch *self,
           guint place,
           const GPtrArray *hits)
{
  show_items (self, place, make_items (self, hits, place));
  g_signal_emit (self, signals[SEARCHED], 0);
}

static void
searched_cb (GObject *source,
             GAsyncResult *result,
             gpointer user_data)
{
  g_autoptr (LecSlideSearch) self = user_data;
  g_autoptr (GError) error = NULL;
  LecJobsThread *thread = LEC_JOBS_THREAD (source);
  g_autoptr (GPtrArray) hits = lec_job_requests_search_finish (thread, result, &error);
  guint place = lec_jobs_thread_is_cluster (thread) ? CLUSTER : HERE;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->hits == NULL)
    return;

  if (place == CLUSTER)
    self->is_waiting = FALSE;
  /* Why jobs cannot be read is told elsewhere. */
  show_hits (self, place, hits);
}

static void
stop_searching (LecSlideSearch *self)
{
  g_cancellable_cancel (self->searching);
  g_clear_object (&self->searching);
}

void
lec_slide_search_set_query (LecSlideSearch *self,
                            const char *query)
{
  LecJobsThread *cluster = NULL;

  g_return_if_fail (LEC_IS_SLIDE_SEARCH (self) && query != NULL);

  stop_searching (self);
  cluster = *query != '\0' ? lec_jobs_thread_get_cluster (self->jobs) : NULL;
  /* What it has found for a query before stays for a moment, and not until it answers again. */
  if (cluster == NULL || self->is_waiting)
    show_items (self, CLUSTER, NULL);
  self->is_waiting = cluster != NULL;
  if (*query == '\0')
    {
      show_hits (self, HERE, NULL);
      return;
    }

  self->searching = g_cancellable_new ();
  lec_job_requests_search_async (self->jobs, query, MAX_HITS, self->searching, searched_cb, g_object_ref (self));
  if (cluster != NULL)
    lec_job_requests_search_async (cluster, query, MAX_HITS, self->searching, searched_cb, g_object_ref (self));
}

GListModel *
lec_slide_search_get_hits (LecSlideSearch *self)
{
  g_return_val_if_fail (LEC_IS_SLIDE_SEARCH (self), NULL);

  return G_LIST_MODEL (self->hits);
}

static void
lec_slide_search_dispose (GObject *object)
{
  LecSlideSearch *self = LEC_SLIDE_SEARCH (object);

  stop_searching (self);
  for (guint i = 0; i < N_PLACES; i++)
    g_clear_pointer (&self->found[i], g_ptr_array_unref);
  g_clear_object (&self->hits);
  g_clear_object (&self->model);
  g_clear_object (&self->jobs);

  G_OBJECT_CLASS (lec_slide_search_parent_class)->dispose (object);
}

static void
lec_slide_search_class_init (LecSlideSearchClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = lec_slide_search_dispose;

  signals[SEARCHED] =
    g_signal_new ("searched", LEC_TYPE_SLIDE_SEARCH, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
lec_slide_search_init (LecSlideSearch *self)
{
  self->hits = g_list_store_new (LEC_TYPE_HIT_ITEM);
}

LecSlideSearch *
lec_slide_search_new (LecJobsThread *jobs,
                      LecJobModel *model)
{
  LecSlideSearch *self = NULL;

  g_return_val_if_fail (LEC_IS_JOBS_THREAD (jobs) && LEC_IS_JOB_MODEL (model), NULL);

  self = g_object_new (LEC_TYPE_SLIDE_SEARCH, NULL);
  self->jobs = g_object_ref (jobs);
  self->model = g_object_ref (model);
  return self;
}
