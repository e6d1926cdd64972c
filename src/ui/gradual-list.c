/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GTK 4.8 makes two hundred rows for a list as soon as it has as many items, before
 * the next frame, of which some ten are seen: that was most of a start, and half a
 * second without an answer whenever another group of jobs was chosen. What is only
 * added above others is never held back: nobody who has scrolled loses the place.
 */
#include "ui/gradual-list.h"

#define STEP 6
/* No more rows are made beyond: all that is left may come. */
#define ENOUGH 200

struct _LecGradualList
{
  GObject parent_instance;

  GListModel *model;
  guint n_all; /* in it, as far as has been told */
  guint limit; /* G_MAXUINT for none */
};

enum
{
  CUT,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static GType
get_item_type (GListModel *list)
{
  return g_list_model_get_item_type (LEC_GRADUAL_LIST (list)->model);
}

static guint
get_n_items (GListModel *list)
{
  LecGradualList *self = LEC_GRADUAL_LIST (list);

  return MIN (self->limit, self->n_all);
}

static gpointer
get_item (GListModel *list,
          guint position)
{
  LecGradualList *self = LEC_GRADUAL_LIST (list);

  return position < self->limit ? g_list_model_get_item (self->model, position) : NULL;
}

static void
init_list_model (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (LecGradualList,
                               lec_gradual_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, init_list_model))

/* All that follows @position may be other items than before. */
static void
tell_from (LecGradualList *self,
           guint position,
           guint n_before)
{
  guint n_now = get_n_items (G_LIST_MODEL (self));
  guint start = MIN (position, MIN (n_before, n_now));

  if (n_before > start || n_now > start)
    g_list_model_items_changed (G_LIST_MODEL (self), start, n_before - start, n_now - start);
}

static void
items_changed_cb (LecGradualList *self,
                  guint position,
                  guint n_removed,
                  guint n_added)
{
  guint n_before = get_n_items (G_LIST_MODEL (self));
  guint n_following = self->n_all - position - n_removed;
  gboolean was_cut = self->limit != G_MAXUINT;
  gboolean is_cut = (n_removed > 0 || n_following < LEC_GRADUAL_LIST_AT_ONCE) && n_added > LEC_GRADUAL_LIST_AT_ONCE &&
                    position < ENOUGH;

  self->n_all += n_added - n_removed;
  if (is_cut)
    self->limit = MIN (self->limit, position + LEC_GRADUAL_LIST_AT_ONCE);
  if (!is_cut && !was_cut)
    g_list_model_items_changed (G_LIST_MODEL (self), position, n_removed, n_added);
  else
    tell_from (self, position, n_before);
  if (is_cut && !was_cut)
    g_signal_emit (self, signals[CUT], 0);
}

gboolean
lec_gradual_list_grow (LecGradualList *self)
{
  guint n_before = 0;

  g_return_val_if_fail (LEC_IS_GRADUAL_LIST (self), FALSE);

  n_before = get_n_items (G_LIST_MODEL (self));
  if (self->limit != G_MAXUINT)
    self->limit += STEP;
  if (self->limit >= ENOUGH || self->limit >= self->n_all)
    self->limit = G_MAXUINT;
  tell_from (self, n_before, n_before);
  return self->limit != G_MAXUINT;
}

static void
lec_gradual_list_finalize (GObject *object)
{
  g_object_unref (LEC_GRADUAL_LIST (object)->model);

  G_OBJECT_CLASS (lec_gradual_list_parent_class)->finalize (object);
}

static void
lec_gradual_list_class_init (LecGradualListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = lec_gradual_list_finalize;
  signals[CUT] = g_signal_new ("cut", LEC_TYPE_GRADUAL_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
lec_gradual_list_init (LecGradualList *self)
{
  self->limit = G_MAXUINT;
}

LecGradualList *
lec_gradual_list_new (GListModel *model)
{
  LecGradualList *self = NULL;

  g_return_val_if_fail (G_IS_LIST_MODEL (model), NULL);

  self = g_object_new (LEC_TYPE_GRADUAL_LIST, NULL);
  self->model = model;
  self->n_all = g_list_model_get_n_items (model);
  g_signal_connect_object (model, "items-changed", G_CALLBACK (items_changed_cb), self, G_CONNECT_SWAPPED);
  return self;
}
