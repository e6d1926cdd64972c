/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * On this machine, who holds a task and is not heard of has stalled: claims are
 * renewed every few seconds. Workers of a cluster say that they are there, and the
 * store knows what follows from their silence.
 */
#include "ui/worker-item.h"

#include <glib/gi18n-lib.h>

#include "base/time-format.h"
#include "ui/age-words.h"

#define STALLED_US (15 * G_TIME_SPAN_SECOND)

struct _LecWorkerItem
{
  GObject parent_instance;

  char *identity;
  char *name;
  char *state;
  const char *icon;
  char *detail;
  LecWorkerOrder order;
};

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LecWorkerItem, lec_worker_item, G_TYPE_OBJECT)

static void
lec_worker_item_finalize (GObject *object)
{
  LecWorkerItem *self = LEC_WORKER_ITEM (object);

  g_free (self->identity);
  g_free (self->name);
  g_free (self->state);
  g_free (self->detail);

  G_OBJECT_CLASS (lec_worker_item_parent_class)->finalize (object);
}

static void
lec_worker_item_class_init (LecWorkerItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = lec_worker_item_finalize;

  signals[CHANGED] =
    g_signal_new ("changed", LEC_TYPE_WORKER_ITEM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
lec_worker_item_init (LecWorkerItem *self)
{
}

static void
describe_state (LecWorkerItem *self,
                const LecWorkerFigures *figures,
                guint n_slots,
                gint64 now_us)
{
  gboolean is_stalled = figures->n_busy > 0 && now_us - figures->heard_us > STALLED_US;

  self->icon = "lectern-waiting-symbolic";
  if (figures->n_busy > 0)
    self->icon = is_stalled ? "lectern-failed-symbolic" : "lectern-working-symbolic";

  if (is_stalled)
    self->state = g_strdup (_ ("Stalled"));
  else if (figures->n_busy == 0)
    self->state = g_strdup (_ ("Idle"));
  else if (n_slots > 0)
    /* Translators: how many tasks a worker does, of how many it can do at a time */
    self->state = g_strdup_printf (_ ("Working, %u of %u"), figures->n_busy, n_slots);
  else
    self->state = g_strdup_printf (_ ("Working, %u"), figures->n_busy);
}

static char *
describe_work (const LecWorkerFigures *figures,
               gint64 now_us)
{
  g_autofree char *done =
    g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u done", "%u done", figures->n_done), figures->n_done);
  g_autofree char *failed =
    g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u failed", "%u failed", figures->n_failed), figures->n_failed);
  g_autofree char *median = lec_time_format (figures->median_s);
  g_autofree char *age = lec_age_words_dup (now_us - figures->heard_us);

  /* Translators: steps that a worker has done, that failed, how long half of them took at most, and
   * for how long nothing was heard of it */
  return g_strdup_printf (_ ("%s · %s · median %s · heard of %s ago"), done, failed, median, age);
}

LecWorkerItem *
lec_worker_item_new (const LecWorkerFigures *figures,
                     guint n_slots,
                     gint64 now_us)
{
  LecWorkerItem *self = NULL;

  g_return_val_if_fail (figures != NULL, NULL);

  self = g_object_new (LEC_TYPE_WORKER_ITEM, NULL);
  self->identity = g_strdup (figures->name);
  self->name = g_strdup (figures->name);
  self->detail = describe_work (figures, now_us);
  describe_state (self, figures, n_slots, now_us);
  return self;
}

/* Takes the icon and the order from it, too. */
static char *
describe_record (LecWorkerItem *self,
                 const LecWorkerRecord *record,
                 guint n_busy)
{
  self->order = LEC_WORKER_ORDER_FORGET;
  self->icon = "lectern-failed-symbolic";
  if (record->state == LEC_WORKER_STALLED)
    return g_strdup (_ ("Stalled"));
  if (record->state == LEC_WORKER_GONE)
    {
      self->icon = "lectern-cancelled-symbolic";
      return g_strdup (_ ("Gone"));
    }

  self->order = record->is_draining ? LEC_WORKER_ORDER_UNDRAIN : LEC_WORKER_ORDER_DRAIN;
  self->icon = n_busy > 0 ? "lectern-working-symbolic" : "lectern-waiting-symbolic";
  if (record->is_draining)
    {
      self->icon = "lectern-paused-symbolic";
      /* Translators: takes no more tasks; how many it does, of how many it can do at a time */
      return g_strdup_printf (_ ("Draining, %u of %u"), n_busy, record->n_slots);
    }
  if (n_busy > 0)
    return g_strdup_printf (_ ("Working, %u of %u"), n_busy, record->n_slots);

  /* Translators: how many tasks a worker does (none), of how many it can do at a time */
  return g_strdup_printf (_ ("Idle, %u of %u"), n_busy, record->n_slots);
}

LecWorkerItem *
lec_worker_item_new_of_cluster (const LecWorkerRecord *record,
                                const LecWorkerFigures *figures,
                                gboolean shows_pid,
                                gint64 now_us)
{
  LecWorkerItem *self = NULL;
  LecWorkerFigures known = { NULL };

  g_return_val_if_fail (record != NULL, NULL);

  known.n_busy = record->n_busy;
  /* What it holds is known at once, what it says of itself after a while. */
  if (figures != NULL)
    known = *figures;
  known.heard_us = now_us - record->silence_us;

  self = g_object_new (LEC_TYPE_WORKER_ITEM, NULL);
  self->identity = g_strdup (record->identity);
  self->name = shows_pid ? g_strdup_printf ("%s (%" G_GINT64_FORMAT ")", record->host, record->pid)
                         : g_strdup (record->host);
  self->detail = describe_work (&known, now_us);
  self->state = describe_record (self, record, known.n_busy);
  return self;
}

static gboolean
is_same (LecWorkerItem *a,
         LecWorkerItem *b)
{
  return g_str_equal (a->name, b->name) && g_str_equal (a->state, b->state) && g_str_equal (a->detail, b->detail) &&
         a->order == b->order;
}

gboolean
lec_worker_item_take_over (LecWorkerItem *self,
                           LecWorkerItem *newer)
{
  g_return_val_if_fail (LEC_IS_WORKER_ITEM (self) && LEC_IS_WORKER_ITEM (newer), FALSE);

  if (!g_str_equal (self->identity, newer->identity))
    return FALSE;
  if (is_same (self, newer))
    return TRUE;

  g_free (self->name);
  g_free (self->state);
  g_free (self->detail);
  self->name = g_strdup (newer->name);
  self->state = g_strdup (newer->state);
  self->detail = g_strdup (newer->detail);
  self->icon = newer->icon;
  self->order = newer->order;
  g_signal_emit (self, signals[CHANGED], 0);
  return TRUE;
}

LecWorkerOrder
lec_worker_item_get_order (LecWorkerItem *self)
{
  g_return_val_if_fail (LEC_IS_WORKER_ITEM (self), LEC_WORKER_ORDER_NONE);

  return self->order;
}

const char *
lec_worker_item_get_identity (LecWorkerItem *self)
{
  g_return_val_if_fail (LEC_IS_WORKER_ITEM (self), NULL);

  return self->identity;
}

const char *
lec_worker_item_get_name (LecWorkerItem *self)
{
  g_return_val_if_fail (LEC_IS_WORKER_ITEM (self), NULL);

  return self->name;
}

const char *
lec_worker_item_get_state (LecWorkerItem *self)
{
  g_return_val_if_fail (LEC_IS_WORKER_ITEM (self), NULL);

  return self->state;
}

const char *
lec_worker_item_get_icon (LecWorkerItem *self)
{
  g_return_val_if_fail (LEC_IS_WORKER_ITEM (self), NULL);

  return self->icon;
}

const char *
lec_worker_item_get_detail (LecWorkerItem *self)
{
  g_return_val_if_fail (LEC_IS_WORKER_ITEM (self), NULL);

  return self->detail;
}
