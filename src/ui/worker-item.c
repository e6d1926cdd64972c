/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who holds a task and is not heard of has stalled: claims are renewed every few
 * seconds.
 */
#include "ui/worker-item.h"

#include <glib/gi18n-lib.h>

#include "base/time-format.h"
#include "ui/age-words.h"

#define STALLED_US (15 * G_TIME_SPAN_SECOND)

struct _LecWorkerItem
{
  GObject parent_instance;

  char *name;
  char *state;
  const char *icon;
  char *detail;
};

G_DEFINE_FINAL_TYPE (LecWorkerItem, lec_worker_item, G_TYPE_OBJECT)

static void
lec_worker_item_finalize (GObject *object)
{
  LecWorkerItem *self = LEC_WORKER_ITEM (object);

  g_free (self->name);
  g_free (self->state);
  g_free (self->detail);

  G_OBJECT_CLASS (lec_worker_item_parent_class)->finalize (object);
}

static void
lec_worker_item_class_init (LecWorkerItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = lec_worker_item_finalize;
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
  self->name = g_strdup (figures->name);
  self->detail = describe_work (figures, now_us);
  describe_state (self, figures, n_slots, now_us);
  return self;
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
