/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Queues are called after what is done with what waits in them.
 */
#include "ui/queue-item.h"

#include <glib/gi18n-lib.h>

#include "ui/age-words.h"

struct _LecQueueItem
{
  GObject parent_instance;

  char *name;
  char *detail;
  gboolean is_paused;
  gboolean is_unserved;
};

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LecQueueItem, lec_queue_item, G_TYPE_OBJECT)

static void
lec_queue_item_finalize (GObject *object)
{
  LecQueueItem *self = LEC_QUEUE_ITEM (object);

  g_free (self->name);
  g_free (self->detail);

  G_OBJECT_CLASS (lec_queue_item_parent_class)->finalize (object);
}

static void
lec_queue_item_class_init (LecQueueItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = lec_queue_item_finalize;

  signals[CHANGED] =
    g_signal_new ("changed", LEC_TYPE_QUEUE_ITEM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
lec_queue_item_init (LecQueueItem *self)
{
}

static char *
describe (const LecQueueFacts *facts,
          gint64 now_us)
{
  g_autofree char *age = lec_age_words_dup (now_us - facts->oldest_us);
  g_autofree char *waiting = NULL;
  g_autofree char *rest = NULL;

  if (facts->n_waiting == 0)
    return g_strdup (facts->is_paused ? _ ("Paused · nothing waits") : _ ("Nothing waits"));

  waiting = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u waiting", "%u waiting", facts->n_waiting),
                             facts->n_waiting);
  /* Translators: how many wait, and for how long the oldest of them has */
  rest = g_strdup_printf (_ ("%s · the oldest for %s"), waiting, age);
  /* Translators: %s is how many wait */
  return facts->is_paused ? g_strdup_printf (_ ("Paused · %s"), rest) : g_steal_pointer (&rest);
}

LecQueueItem *
lec_queue_item_new (const LecQueueFacts *facts,
                    gint64 now_us)
{
  LecQueueItem *self = NULL;

  g_return_val_if_fail (facts != NULL, NULL);

  self = g_object_new (LEC_TYPE_QUEUE_ITEM, NULL);
  self->name = g_strdup (facts->name);
  self->is_paused = facts->is_paused;
  self->detail = describe (facts, now_us);
  return self;
}

/* Takes @detail. */
static char *
describe_service (const LecClusterQueue *queue,
                  char *detail)
{
  g_autofree char *owned = detail;
  g_autofree char *slots = NULL;

  if (queue->n_workers == 0)
    /* Translators: %s is how many tasks wait */
    return g_strdup_printf (_ ("No worker takes these tasks · %s"), owned);

  slots = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u slot", "%u slots", queue->n_slots), queue->n_slots);
  /* Translators: how many tasks wait, and how many could be done at a time */
  return g_strdup_printf (_ ("%s · %s"), owned, slots);
}

LecQueueItem *
lec_queue_item_new_of_cluster (const LecClusterQueue *queue,
                               gint64 now_us)
{
  LecQueueItem *self = NULL;
  LecQueueFacts facts = { NULL };

  g_return_val_if_fail (queue != NULL, NULL);

  facts = (LecQueueFacts){ queue->name, queue->is_paused, queue->n_waiting, queue->oldest_us };
  self = lec_queue_item_new (&facts, now_us);
  self->is_unserved = queue->n_workers == 0;
  self->detail = describe_service (queue, self->detail);
  return self;
}

gboolean
lec_queue_item_take_over (LecQueueItem *self,
                          LecQueueItem *newer)
{
  g_return_val_if_fail (LEC_IS_QUEUE_ITEM (self) && LEC_IS_QUEUE_ITEM (newer), FALSE);

  if (!g_str_equal (self->name, newer->name))
    return FALSE;
  if (g_str_equal (self->detail, newer->detail) && self->is_paused == newer->is_paused)
    return TRUE;

  g_free (self->detail);
  self->detail = g_strdup (newer->detail);
  self->is_paused = newer->is_paused;
  self->is_unserved = newer->is_unserved;
  g_signal_emit (self, signals[CHANGED], 0);
  return TRUE;
}

gboolean
lec_queue_item_is_unserved (LecQueueItem *self)
{
  g_return_val_if_fail (LEC_IS_QUEUE_ITEM (self), FALSE);

  return self->is_unserved;
}

const char *
lec_queue_item_get_name (LecQueueItem *self)
{
  g_return_val_if_fail (LEC_IS_QUEUE_ITEM (self), NULL);

  return self->name;
}

const char *
lec_queue_item_get_title (LecQueueItem *self)
{
  static const struct
  {
    const char *name;
    const char *title;
  } titles[] = {
    { "extraction", N_ ("Finding slides") },
    { "analysis", N_ ("Reading text") },
    { "generation", N_ ("Making documents") },
    { "maintenance", N_ ("Keeping house") },
    { "default", N_ ("Other") },
  };

  g_return_val_if_fail (LEC_IS_QUEUE_ITEM (self), NULL);

  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    if (g_strcmp0 (self->name, titles[i].name) == 0)
      return _ (titles[i].title);

  return self->name;
}

const char *
lec_queue_item_get_detail (LecQueueItem *self)
{
  g_return_val_if_fail (LEC_IS_QUEUE_ITEM (self), NULL);

  return self->detail;
}

gboolean
lec_queue_item_is_paused (LecQueueItem *self)
{
  g_return_val_if_fail (LEC_IS_QUEUE_ITEM (self), FALSE);

  return self->is_paused;
}
