/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * News come in batches; a batch becomes at most one insertion and one removal a
 * stretch, so that a list view of thousands has little to do. Invariant: items
 * are in descending order of when they were added, then of their numbers; each
 * item is in the list or hidden. News of one place say nothing of the other's jobs.
 */
#include "ui/job-model.h"

#include <gio/gio.h>

#include "ui/job-place.h"

struct _LecJobModel
{
  GObject parent_instance;

  GPtrArray *items;   /* (element-type LecJobItem) owned */
  GHashTable *shown;  /* (element-type gint64 LecJobItem): those of @items, by number */
  GHashTable *hidden; /* (element-type gint64 LecJobItem) owned */
};

enum
{
  STATES_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void lec_job_model_list_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (LecJobModel,
                               lec_job_model,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, lec_job_model_list_init))

/* --- GListModel --- */

static GType
lec_job_model_get_item_type (GListModel *list)
{
  return LEC_TYPE_JOB_ITEM;
}

static guint
lec_job_model_get_n_items (GListModel *list)
{
  return LEC_JOB_MODEL (list)->items->len;
}

static gpointer
lec_job_model_get_item (GListModel *list,
                        guint position)
{
  LecJobModel *self = LEC_JOB_MODEL (list);

  return position < self->items->len ? g_object_ref (g_ptr_array_index (self->items, position)) : NULL;
}

static void
lec_job_model_list_init (GListModelInterface *iface)
{
  iface->get_item_type = lec_job_model_get_item_type;
  iface->get_n_items = lec_job_model_get_n_items;
  iface->get_item = lec_job_model_get_item;
}

/* --- Finding --- */

static gint64
get_id_at (LecJobModel *self,
           guint position)
{
  return lec_job_item_get_id (g_ptr_array_index (self->items, position));
}

static int
compare (LecJobItem *a,
         LecJobItem *b)
{
  gint64 first_us = lec_job_item_get_job (a)->created_us;
  gint64 second_us = lec_job_item_get_job (b)->created_us;
  gint64 first = lec_job_item_get_id (a);
  gint64 second = lec_job_item_get_id (b);

  if (first_us != second_us)
    return (first_us < second_us) - (first_us > second_us);

  return (first < second) - (first > second);
}

/* Returns: where @item is, or would be */
static guint
find_position (LecJobModel *self,
               LecJobItem *item)
{
  guint low = 0;
  guint high = self->items->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (compare (g_ptr_array_index (self->items, middle), item) < 0)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

LecJobItem *
lec_job_model_find (LecJobModel *self,
                    gint64 id)
{
  LecJobItem *item = NULL;

  g_return_val_if_fail (LEC_IS_JOB_MODEL (self), NULL);

  item = g_hash_table_lookup (self->shown, &id);
  return item != NULL ? item : g_hash_table_lookup (self->hidden, &id);
}

/* --- Changing --- */

static int
compare_items (gconstpointer a,
               gconstpointer b)
{
  return compare (*(LecJobItem *const *) a, *(LecJobItem *const *) b);
}

static void
place (LecJobModel *self,
       guint position,
       LecJobItem *item)
{
  gint64 id = lec_job_item_get_id (item);

  g_ptr_array_insert (self->items, (int) position, g_object_ref (item));
  g_hash_table_insert (self->shown, g_memdup2 (&id, sizeof id), item);
}

static void
insert_one (LecJobModel *self,
            LecJobItem *item)
{
  guint position = find_position (self, item);

  place (self, position, item);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 0, 1);
}

/* @added: (element-type LecJobItem): sorted. What is new is newer than all that is there, save when
 * two programs add at the same moment. */
static void
insert (LecJobModel *self,
        const GPtrArray *added)
{
  LecJobItem *oldest = added->len > 0 ? g_ptr_array_index (added, added->len - 1) : NULL;

  if (oldest == NULL)
    return;

  if (find_position (self, oldest) > 0)
    {
      for (guint i = 0; i < added->len; i++)
        insert_one (self, g_ptr_array_index (added, i));
      return;
    }

  for (guint i = 0; i < added->len; i++)
    place (self, i, g_ptr_array_index (added, i));
  g_list_model_items_changed (G_LIST_MODEL (self), 0, 0, added->len);
}

static void
remove_stretch (LecJobModel *self,
                guint position,
                guint n_items)
{
  if (n_items == 0)
    return;

  for (guint i = position; i < position + n_items; i++)
    {
      gint64 id = get_id_at (self, i);

      g_hash_table_remove (self->shown, &id);
    }
  g_ptr_array_remove_range (self->items, position, n_items);
  g_list_model_items_changed (G_LIST_MODEL (self), position, n_items, 0);
}

/* Those of @ids (element-type gint64), or all others of one place. */
static void
remove_jobs (LecJobModel *self,
             GHashTable *ids,
             gboolean others,
             gboolean are_of_cluster)
{
  guint n_removed = 0;

  for (guint i = self->items->len; i > 0; i--)
    {
      gint64 id = get_id_at (self, i - 1);

      if (others ? !g_hash_table_contains (ids, &id) && lec_job_place_is_cluster (id) == are_of_cluster
                 : g_hash_table_contains (ids, &id))
        {
          n_removed++;
          continue;
        }
      remove_stretch (self, i, n_removed);
      n_removed = 0;
    }
  remove_stretch (self, 0, n_removed);
}

static gboolean
is_gone (gpointer key,
         gpointer value,
         gpointer user_data)
{
  return g_hash_table_contains (user_data, key);
}

static void
apply_gone (LecJobModel *self,
            const LecJobsNews *news)
{
  g_autoptr (GHashTable) ids = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; i < news->gone->len; i++)
    g_hash_table_add (ids, &g_array_index (news->gone, gint64, i));
  if (g_hash_table_size (ids) > 0)
    {
      remove_jobs (self, ids, FALSE, FALSE);
      g_hash_table_foreach_remove (self->hidden, is_gone, ids);
    }
  if (!news->is_all)
    return;

  g_hash_table_remove_all (ids);
  for (guint i = 0; i < news->jobs->len; i++)
    g_hash_table_add (ids, &((LecJob *) g_ptr_array_index (news->jobs, i))->id);
  remove_jobs (self, ids, TRUE, news->is_cluster);
}

void
lec_job_model_apply (LecJobModel *self,
                     const LecJobsNews *news,
                     gint64 now_us)
{
  g_autoptr (GPtrArray) added = g_ptr_array_new_with_free_func (g_object_unref);
  gboolean is_new = FALSE;

  g_return_if_fail (LEC_IS_JOB_MODEL (self) && news != NULL);

  is_new = news->is_all || news->gone->len > 0;
  apply_gone (self, news);
  while (news->jobs->len > 0)
    {
      LecJob *job = g_ptr_array_steal_index_fast (news->jobs, news->jobs->len - 1);
      LecJobItem *item = lec_job_model_find (self, job->id);

      is_new = is_new || item == NULL || lec_job_item_get_job (item)->status != job->status;
      if (item != NULL)
        lec_job_item_update (item, job, now_us);
      else
        g_ptr_array_add (added, lec_job_item_new (job, now_us));
    }
  g_ptr_array_sort (added, compare_items);
  insert (self, added);
  if (is_new)
    g_signal_emit (self, signals[STATES_CHANGED], 0);
}

void
lec_job_model_hide (LecJobModel *self,
                    const GArray *ids)
{
  g_autoptr (GHashTable) hidden = g_hash_table_new (g_int64_hash, g_int64_equal);

  g_return_if_fail (LEC_IS_JOB_MODEL (self) && ids != NULL);

  for (guint i = 0; i < ids->len; i++)
    {
      gint64 *id = &g_array_index (ids, gint64, i);
      LecJobItem *item = g_hash_table_lookup (self->shown, id);

      if (item == NULL)
        continue;
      g_hash_table_insert (self->hidden, g_memdup2 (id, sizeof *id), g_object_ref (item));
      g_hash_table_add (hidden, id);
    }
  remove_jobs (self, hidden, FALSE, FALSE);
  g_signal_emit (self, signals[STATES_CHANGED], 0);
}

void
lec_job_model_show (LecJobModel *self,
                    gint64 id)
{
  g_autoptr (LecJobItem) item = NULL;
  g_autofree gint64 *key = NULL;

  g_return_if_fail (LEC_IS_JOB_MODEL (self));

  if (g_hash_table_steal_extended (self->hidden, &id, (gpointer *) &key, (gpointer *) &item))
    {
      insert_one (self, item);
      g_signal_emit (self, signals[STATES_CHANGED], 0);
    }
}

guint
lec_job_model_count (LecJobModel *self,
                     LecJobStatus status)
{
  guint n = 0;

  g_return_val_if_fail (LEC_IS_JOB_MODEL (self), 0);

  for (guint i = 0; i < self->items->len; i++)
    n += lec_job_item_get_job (g_ptr_array_index (self->items, i))->status == status;

  return n;
}

guint
lec_job_model_count_here (LecJobModel *self,
                          LecJobStatus status)
{
  guint n = 0;

  g_return_val_if_fail (LEC_IS_JOB_MODEL (self), 0);

  for (guint i = 0; i < self->items->len; i++)
    n += lec_job_item_get_job (g_ptr_array_index (self->items, i))->status == status &&
         !lec_job_place_is_cluster (get_id_at (self, i));

  return n;
}

static void
lec_job_model_finalize (GObject *object)
{
  LecJobModel *self = LEC_JOB_MODEL (object);

  g_hash_table_unref (self->shown);
  g_ptr_array_unref (self->items);
  g_hash_table_unref (self->hidden);

  G_OBJECT_CLASS (lec_job_model_parent_class)->finalize (object);
}

static void
lec_job_model_class_init (LecJobModelClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = lec_job_model_finalize;

  signals[STATES_CHANGED] =
    g_signal_new ("states-changed", LEC_TYPE_JOB_MODEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
lec_job_model_init (LecJobModel *self)
{
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
  self->shown = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->hidden = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_object_unref);
}

LecJobModel *
lec_job_model_new (void)
{
  return g_object_new (LEC_TYPE_JOB_MODEL, NULL);
}
