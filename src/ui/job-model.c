/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * News come in batches; a batch becomes at most one insertion and one removal a
 * stretch, so that a list view of thousands has little to do. Invariant: items
 * are in descending order of when they were added, then of their numbers; each
 * item is in the list, hidden or aside. News of one place say nothing of the other's
 * jobs. What was brought from one place to the other has the same id in both, and is
 * there once: as the job of this machine, where its lecture is.
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
  GHashTable *aside;  /* (element-type gint64 LecJobItem) owned: of the cluster; the same is here */
  GHashTable *here;   /* (element-type utf8): ids of the jobs of this machine */
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
  if (item == NULL)
    item = g_hash_table_lookup (self->hidden, &id);
  return item != NULL ? item : g_hash_table_lookup (self->aside, &id);
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

/* Those of @items (element-type LecJobItem) from @first on. */
static void
insert_stretch (LecJobModel *self,
                guint position,
                const GPtrArray *items,
                guint first,
                guint n_items)
{
  for (guint i = 0; i < n_items; i++)
    place (self, position + i, g_ptr_array_index (items, first + i));
  g_list_model_items_changed (G_LIST_MODEL (self), position, 0, n_items);
}

/* @added: (element-type LecJobItem): sorted. From the end: what comes before stays where it is. */
static void
insert (LecJobModel *self,
        const GPtrArray *added)
{
  guint n_left = added->len;

  while (n_left > 0)
    {
      guint position = find_position (self, g_ptr_array_index (added, n_left - 1));
      guint n_items = 0;

      while (n_items < n_left && find_position (self, g_ptr_array_index (added, n_left - 1 - n_items)) == position)
        n_items++;
      n_left -= n_items;
      insert_stretch (self, position, added, n_left, n_items);
    }
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

/* Which jobs are meant: those of @ids (element-type gint64), or all others of one place. */
typedef struct
{
  GHashTable *ids;
  gboolean others;
  gboolean are_of_cluster;
} Choice;

static gboolean
is_chosen (const Choice *choice,
           gint64 id)
{
  gboolean is_listed = g_hash_table_contains (choice->ids, &id);

  return choice->others ? !is_listed && lec_job_place_is_cluster (id) == choice->are_of_cluster : is_listed;
}

static gboolean
is_chosen_cb (gpointer key,
              gpointer value,
              gpointer user_data)
{
  return is_chosen (user_data, *(const gint64 *) key);
}

/* From the list. */
static void
remove_jobs (LecJobModel *self,
             const Choice *choice)
{
  guint n_removed = 0;

  for (guint i = self->items->len; i > 0; i--)
    {
      if (is_chosen (choice, get_id_at (self, i - 1)))
        {
          n_removed++;
          continue;
        }
      remove_stretch (self, i, n_removed);
      n_removed = 0;
    }
  remove_stretch (self, 0, n_removed);
}

static void
forget_jobs (LecJobModel *self,
             Choice *choice)
{
  remove_jobs (self, choice);
  g_hash_table_foreach_remove (self->hidden, is_chosen_cb, choice);
  g_hash_table_foreach_remove (self->aside, is_chosen_cb, choice);
}

static void
apply_gone (LecJobModel *self,
            const LecJobsNews *news)
{
  g_autoptr (GHashTable) ids = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; i < news->gone->len; i++)
    g_hash_table_add (ids, &g_array_index (news->gone, gint64, i));
  if (g_hash_table_size (ids) > 0)
    forget_jobs (self, &(Choice){ ids, FALSE, FALSE });
  if (!news->is_all)
    return;

  g_hash_table_remove_all (ids);
  for (guint i = 0; i < news->jobs->len; i++)
    g_hash_table_add (ids, &((LecJob *) g_ptr_array_index (news->jobs, i))->id);
  forget_jobs (self, &(Choice){ ids, TRUE, news->is_cluster });
}

/* --- The same in both places --- */

static void
note_here (LecJobModel *self,
           LecJobItem *item)
{
  const LecJob *job = lec_job_item_get_job (item);

  if (!lec_job_place_is_cluster (job->id) && job->job_id != NULL)
    g_hash_table_add (self->here, g_strdup (job->job_id));
}

static void
note_all_here (LecJobModel *self)
{
  GHashTableIter iter = { NULL };
  gpointer item = NULL;

  g_hash_table_remove_all (self->here);
  for (guint i = 0; i < self->items->len; i++)
    note_here (self, g_ptr_array_index (self->items, i));
  g_hash_table_iter_init (&iter, self->hidden);
  while (g_hash_table_iter_next (&iter, NULL, &item))
    note_here (self, item);
}

/* Whether it is a job of the cluster, and the same is here. */
static gboolean
is_doubled (LecJobModel *self,
            LecJobItem *item)
{
  const LecJob *job = lec_job_item_get_job (item);

  return lec_job_place_is_cluster (job->id) && job->job_id != NULL && g_hash_table_contains (self->here, job->job_id);
}

static void
put_aside (LecJobModel *self,
           LecJobItem *item)
{
  gint64 id = lec_job_item_get_id (item);

  g_hash_table_insert (self->aside, g_memdup2 (&id, sizeof id), g_object_ref (item));
}

/* Those whose job here has gone are added, too. */
static void
take_back (LecJobModel *self,
           GPtrArray *added)
{
  GHashTableIter iter = { NULL };
  gpointer item = NULL;

  note_all_here (self);
  g_hash_table_iter_init (&iter, self->aside);
  while (g_hash_table_iter_next (&iter, NULL, &item))
    if (!is_doubled (self, item))
      {
        g_ptr_array_add (added, g_object_ref (item));
        g_hash_table_iter_remove (&iter);
      }
}

/* @added: (element-type LecJobItem): loses those of the cluster that are here, too */
static void
keep_one (LecJobModel *self,
          GPtrArray *added)
{
  g_autoptr (GHashTable) doubled = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  guint n_before = g_hash_table_size (self->here);

  for (guint i = 0; i < added->len; i++)
    note_here (self, g_ptr_array_index (added, i));
  for (guint i = added->len; i > 0; i--)
    if (is_doubled (self, g_ptr_array_index (added, i - 1)))
      {
        put_aside (self, g_ptr_array_index (added, i - 1));
        g_ptr_array_remove_index_fast (added, i - 1);
      }
  if (g_hash_table_size (self->here) == n_before)
    return;

  for (guint i = 0; i < self->items->len; i++)
    if (is_doubled (self, g_ptr_array_index (self->items, i)))
      {
        gint64 id = get_id_at (self, i);

        put_aside (self, g_ptr_array_index (self->items, i));
        g_hash_table_add (doubled, g_memdup2 (&id, sizeof id));
      }
  remove_jobs (self, &(Choice){ doubled, FALSE, FALSE });
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
  if (is_new)
    take_back (self, added);
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
  keep_one (self, added);
  g_ptr_array_sort (added, compare_items);
  insert (self, added);
  if (is_new)
    g_signal_emit (self, signals[STATES_CHANGED], 0);
}

gboolean
lec_job_model_is_aside (LecJobModel *self,
                        gint64 id)
{
  g_return_val_if_fail (LEC_IS_JOB_MODEL (self), FALSE);

  return g_hash_table_contains (self->aside, &id);
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
  remove_jobs (self, &(Choice){ hidden, FALSE, FALSE });
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
      g_autoptr (GPtrArray) shown = g_ptr_array_new ();

      g_ptr_array_add (shown, item);
      insert (self, shown);
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
  g_hash_table_unref (self->aside);
  g_hash_table_unref (self->here);

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
  self->aside = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_object_unref);
  self->here = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

LecJobModel *
lec_job_model_new (void)
{
  return g_object_new (LEC_TYPE_JOB_MODEL, NULL);
}
