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
};

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
