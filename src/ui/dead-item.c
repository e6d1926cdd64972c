/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What failed is said as for a try of a job; why, as the worker has said it.
 */
#include "ui/dead-item.h"

#include <glib/gi18n-lib.h>

#include "ui/age-words.h"
#include "ui/job-words.h"

struct _LecDeadItem
{
  GObject parent_instance;

  gint64 task;
  gint64 job;
  char *name;
  char *detail;
};

G_DEFINE_FINAL_TYPE (LecDeadItem, lec_dead_item, G_TYPE_OBJECT)

static void
lec_dead_item_finalize (GObject *object)
{
  LecDeadItem *self = LEC_DEAD_ITEM (object);

  g_free (self->name);
  g_free (self->detail);

  G_OBJECT_CLASS (lec_dead_item_parent_class)->finalize (object);
}

static void
lec_dead_item_class_init (LecDeadItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = lec_dead_item_finalize;
}

static void
lec_dead_item_init (LecDeadItem *self)
{
}

static char *
describe (const LecDeadTask *task,
          gint64 now_us)
{
  LecAttempt attempt = { .stage = task->stage };
  g_autofree char *tries =
    g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u try", "%u tries", task->n_tries), task->n_tries);
  g_autofree char *age = lec_age_words_dup (now_us - task->at_us);

  /* Translators: which step of a job was given up, how often it was tried, how long ago the last
   * one was, and why it failed */
  return g_strdup_printf (_ ("%s · %s · %s ago\n%s"), lec_job_words_get_stage (&attempt), tries, age,
                          task->error != NULL ? task->error : _ ("its worker was lost"));
}

LecDeadItem *
lec_dead_item_new (const LecDeadTask *task,
                   gint64 now_us)
{
  LecDeadItem *self = NULL;

  g_return_val_if_fail (task != NULL, NULL);

  self = g_object_new (LEC_TYPE_DEAD_ITEM, NULL);
  self->task = task->task;
  self->job = task->job;
  self->name = g_path_get_basename (task->source);
  self->detail = describe (task, now_us);
  return self;
}

gint64
lec_dead_item_get_job (LecDeadItem *self)
{
  g_return_val_if_fail (LEC_IS_DEAD_ITEM (self), 0);

  return self->job;
}

const char *
lec_dead_item_get_name (LecDeadItem *self)
{
  g_return_val_if_fail (LEC_IS_DEAD_ITEM (self), NULL);

  return self->name;
}

const char *
lec_dead_item_get_detail (LecDeadItem *self)
{
  g_return_val_if_fail (LEC_IS_DEAD_ITEM (self), NULL);

  return self->detail;
}

gboolean
lec_dead_item_is_same (LecDeadItem *self,
                       LecDeadItem *other)
{
  g_return_val_if_fail (LEC_IS_DEAD_ITEM (self) && LEC_IS_DEAD_ITEM (other), FALSE);

  return self->task == other->task && g_str_equal (self->detail, other->detail);
}
