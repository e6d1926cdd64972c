/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Only the answer to the last question counts: those before are cancelled.
 */
#include "ui/slide-search.h"

#include <glib/gi18n-lib.h>

#include "ui/job-requests.h"

#define MAX_HITS 50

struct _LecSlideSearch
{
  GObject parent_instance;

  LecJobsThread *jobs;
  GListStore *hits;
  GCancellable *searching; /* (nullable) */
};

enum
{
  SEARCHED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LecSlideSearch, lec_slide_search, G_TYPE_OBJECT)

/* @hits: (nullable) (element-type LecSearchHit). In one splice. */
static void
show_hits (LecSlideSearch *self,
           const GPtrArray *hits)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  if (hits != NULL && hits->len > 0)
    g_ptr_array_add (items, lec_hit_item_new_heading (_ ("On Slides")));
  for (guint i = 0; hits != NULL && i < hits->len; i++)
    g_ptr_array_add (items, lec_hit_item_new (g_ptr_array_index (hits, i)));
  g_list_store_splice (self->hits, 0, g_list_model_get_n_items (G_LIST_MODEL (self->hits)), items->pdata, items->len);
  g_signal_emit (self, signals[SEARCHED], 0);
}

static void
searched_cb (GObject *source,
             GAsyncResult *result,
             gpointer user_data)
{
  g_autoptr (LecSlideSearch) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) hits = lec_job_requests_search_finish (LEC_JOBS_THREAD (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  /* Why jobs cannot be read is told elsewhere. */
  show_hits (self, hits);
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
  g_return_if_fail (LEC_IS_SLIDE_SEARCH (self) && query != NULL);

  stop_searching (self);
  if (*query == '\0')
    {
      show_hits (self, NULL);
      return;
    }

  self->searching = g_cancellable_new ();
  lec_job_requests_search_async (self->jobs, query, MAX_HITS, self->searching, searched_cb, g_object_ref (self));
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
  g_clear_object (&self->hits);
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
lec_slide_search_new (LecJobsThread *jobs)
{
  LecSlideSearch *self = NULL;

  g_return_val_if_fail (LEC_IS_JOBS_THREAD (jobs), NULL);

  self = g_object_new (LEC_TYPE_SLIDE_SEARCH, NULL);
  self->jobs = g_object_ref (jobs);
  return self;
}
