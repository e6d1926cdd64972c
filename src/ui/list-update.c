/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One walk along both lists. An item that is wanted further down than those
 * behind it is taken out and comes again: lists that are shown in order of time
 * hardly ever need that. Neighbours that go and come are one change.
 */
#include "ui/list-update.h"

typedef struct
{
  GListStore *list;
  const GPtrArray *wanted;
  LecListKeyFunc get_key;
  LecListUpdateFunc update;
  GHashTable *wanted_keys; /* (element-type gint64) */
  guint at;                /* in the list */
  guint next;              /* in @wanted */
} Walk;

static gint64
get_key_at (Walk *self,
            guint position)
{
  g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (self->list), position);

  return self->get_key (item);
}

static gint64
get_wanted_key (Walk *self,
                guint i)
{
  return self->get_key (g_ptr_array_index (self->wanted, i));
}

static GHashTable *
collect_keys (GListModel *list,
              LecListKeyFunc get_key)
{
  GHashTable *keys = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (list, i);
      gint64 key = get_key (item);

      g_hash_table_add (keys, g_memdup2 (&key, sizeof key));
    }

  return keys;
}

/* Those at hand that are not wanted, or not here. */
static guint
count_gone (Walk *self)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->list));
  guint n = 0;

  if (self->next >= self->wanted->len)
    return n_items - self->at;
  for (; self->at + n < n_items; n++)
    {
      gint64 key = get_key_at (self, self->at + n);

      if (g_hash_table_contains (self->wanted_keys, &key))
        break;
    }

  return n;
}

/* Those that are wanted next and are not there, or are no longer where they were. */
static guint
count_new (Walk *self,
           GHashTable *there)
{
  guint n = 0;

  for (; self->next + n < self->wanted->len; n++)
    {
      gint64 key = get_wanted_key (self, self->next + n);

      if (g_hash_table_contains (there, &key))
        break;
    }

  return n;
}

static void
replace (Walk *self,
         guint n_gone,
         guint n_new)
{
  if (n_gone > 0 || n_new > 0)
    g_list_store_splice (self->list, self->at, n_gone, self->wanted->pdata + self->next, n_new);
  self->at += n_new;
  self->next += n_new;
}

static guint
find (Walk *self,
      gint64 key)
{
  guint position = self->at;

  while (get_key_at (self, position) != key)
    position++;

  return position;
}

/* Both keys are in the other list, but here they differ. One that is wanted right afterwards stays,
 * and the one before it was moved up; else it was itself moved down. */
static void
take_out_moved (Walk *self,
                GHashTable *there)
{
  gint64 here = get_key_at (self, self->at);
  gint64 wanted = get_wanted_key (self, self->next);
  gboolean stays = self->next + 1 < self->wanted->len && here == get_wanted_key (self, self->next + 1);

  g_list_store_remove (self->list, stays ? find (self, wanted) : self->at);
  g_hash_table_remove (there, stays ? &wanted : &here);
}

static void
update_one (Walk *self,
            GHashTable *there)
{
  g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (self->list), self->at);
  gint64 key = self->get_key (item);

  self->update (item, g_ptr_array_index (self->wanted, self->next));
  g_hash_table_remove (there, &key);
  self->at++;
  self->next++;
}

static void
walk (Walk *self,
      GHashTable *there)
{
  while (self->next < self->wanted->len || self->at < g_list_model_get_n_items (G_LIST_MODEL (self->list)))
    {
      guint n_gone = count_gone (self);

      replace (self, n_gone, count_new (self, there));
      if (self->at >= g_list_model_get_n_items (G_LIST_MODEL (self->list)) || self->next >= self->wanted->len)
        continue;
      if (get_key_at (self, self->at) == get_wanted_key (self, self->next))
        update_one (self, there);
      else if (count_gone (self) == 0)
        take_out_moved (self, there);
    }
}

void
lec_list_update (GListStore *list,
                 const GPtrArray *wanted,
                 LecListKeyFunc get_key,
                 LecListUpdateFunc update)
{
  g_autoptr (GHashTable) there = NULL;
  g_autoptr (GHashTable) wanted_keys = NULL;
  Walk self = { list, wanted, get_key, update, NULL, 0, 0 };

  g_return_if_fail (G_IS_LIST_STORE (list) && wanted != NULL && get_key != NULL && update != NULL);

  there = collect_keys (G_LIST_MODEL (list), get_key);
  wanted_keys = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  for (guint i = 0; i < wanted->len; i++)
    {
      gint64 key = get_wanted_key (&self, i);

      g_hash_table_add (wanted_keys, g_memdup2 (&key, sizeof key));
    }
  self.wanted_keys = wanted_keys;
  walk (&self, there);
}
