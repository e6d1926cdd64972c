/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Each property is a row of one table: what it is called, its type, and how it
 * follows from the job. An update tells of those that have changed and of no
 * other, so that a row that nothing has happened to is not drawn again.
 */
#include "ui/job-item.h"

#include "base/error.h"
#include "ui/job-place.h"
#include "ui/job-words.h"
#include "ui/left-estimate.h"

struct _LecJobItem
{
  GObject parent_instance;

  LecJob *job;
  char *name;
  char *summary;
  char *reason; /* (nullable) */
  LecLeftEstimate estimate;
};

enum
{
  PROP_0,
  PROP_NAME,
  PROP_STATE,
  PROP_ICON_NAME,
  PROP_SUMMARY,
  PROP_REASON,
  PROP_FRACTION,
  PROP_SHOWS_PROGRESS,
  PROP_HAS_FAILED,
  PROP_CAN_PAUSE,
  PROP_CAN_RESUME,
  PROP_CAN_CANCEL,
  PROP_CAN_RETRY,
  PROP_CAN_REMOVE,
  PROP_CAN_OPEN,
  PROP_CAN_MOVE,
  PROP_HAS_SLIDES,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (LecJobItem, lec_job_item, G_TYPE_OBJECT)

/* --- How properties follow from the job --- */

static const char *
get_text (LecJobItem *self,
          guint property)
{
  switch (property)
    {
    case PROP_NAME:
      return self->name;
    case PROP_STATE:
      return lec_job_words_get_state (self->job);
    case PROP_ICON_NAME:
      return lec_job_words_get_icon (self->job);
    case PROP_SUMMARY:
      return self->summary;
    case PROP_REASON:
    default:
      return self->reason;
    }
}

static gboolean
can_pause (const LecJob *job)
{
  return (job->status == LEC_JOB_QUEUED || job->status == LEC_JOB_PROCESSING) && !job->pause_requested &&
         !job->cancel_requested;
}

static gboolean
can_resume (const LecJob *job)
{
  return !lec_job_is_over (job) && job->pause_requested && !job->cancel_requested;
}

static gboolean
get_flag (LecJobItem *self,
          guint property)
{
  const LecJob *job = self->job;

  switch (property)
    {
    case PROP_SHOWS_PROGRESS:
      return job->status == LEC_JOB_PROCESSING || (job->status == LEC_JOB_PAUSED && job->progress > 0);
    case PROP_HAS_FAILED:
      return job->status == LEC_JOB_FAILED;
    case PROP_CAN_PAUSE:
      return can_pause (job);
    case PROP_CAN_RESUME:
      return can_resume (job);
    case PROP_CAN_CANCEL:
      return !lec_job_is_over (job) && !job->cancel_requested;
    case PROP_CAN_RETRY:
      return job->status == LEC_JOB_FAILED || job->status == LEC_JOB_CANCELLED || lec_job_item_is_unagreed (self);
    case PROP_CAN_REMOVE:
      return lec_job_is_over (job);
    case PROP_CAN_MOVE:
      return job->status == LEC_JOB_QUEUED || job->status == LEC_JOB_PAUSED;
    case PROP_HAS_SLIDES:
      return job->n_slides > 0;
    case PROP_CAN_OPEN:
    default:
      return job->status == LEC_JOB_COMPLETED && (job->pdf != NULL || lec_job_place_is_cluster (job->id));
    }
}

static void
lec_job_item_get_property (GObject *object,
                           guint property,
                           GValue *value,
                           GParamSpec *pspec)
{
  LecJobItem *self = LEC_JOB_ITEM (object);

  if (pspec->value_type == G_TYPE_STRING)
    g_value_set_string (value, get_text (self, property));
  else if (pspec->value_type == G_TYPE_BOOLEAN)
    g_value_set_boolean (value, get_flag (self, property));
  else
    g_value_set_double (value, self->job->progress);
}

/* --- Changing --- */

static void
read_properties (LecJobItem *self,
                 GValue values[N_PROPERTIES])
{
  for (guint i = PROP_NAME; i < N_PROPERTIES; i++)
    {
      g_value_init (&values[i], properties[i]->value_type);
      lec_job_item_get_property (G_OBJECT (self), i, &values[i], properties[i]);
    }
}

static void
take_job (LecJobItem *self,
          LecJob *job,
          gint64 now_us)
{
  double left_s = -1;

  if (job->status == LEC_JOB_PROCESSING)
    left_s = lec_left_estimate_see (&self->estimate, job->progress, now_us);
  else
    lec_left_estimate_reset (&self->estimate);

  g_clear_pointer (&self->job, lec_job_free);
  self->job = job;
  g_free (self->name);
  self->name = lec_job_words_dup_name (job);
  g_free (self->summary);
  self->summary = lec_job_words_dup_summary (job, left_s);
  g_free (self->reason);
  self->reason = lec_job_words_dup_reason (job);
}

void
lec_job_item_update (LecJobItem *self,
                     LecJob *job,
                     gint64 now_us)
{
  GValue before[N_PROPERTIES] = { G_VALUE_INIT };
  GValue after[N_PROPERTIES] = { G_VALUE_INIT };

  g_return_if_fail (LEC_IS_JOB_ITEM (self) && job != NULL && job->id == self->job->id);

  read_properties (self, before);
  take_job (self, job, now_us);
  read_properties (self, after);

  g_object_freeze_notify (G_OBJECT (self));
  for (guint i = PROP_NAME; i < N_PROPERTIES; i++)
    {
      if (g_param_values_cmp (properties[i], &before[i], &after[i]) != 0)
        g_object_notify_by_pspec (G_OBJECT (self), properties[i]);
      g_value_unset (&before[i]);
      g_value_unset (&after[i]);
    }
  g_object_thaw_notify (G_OBJECT (self));
}

static void
lec_job_item_finalize (GObject *object)
{
  LecJobItem *self = LEC_JOB_ITEM (object);

  lec_job_free (self->job);
  g_free (self->name);
  g_free (self->summary);
  g_free (self->reason);

  G_OBJECT_CLASS (lec_job_item_parent_class)->finalize (object);
}

#define READ_ONLY (G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY)

static void
lec_job_item_class_init (LecJobItemClass *klass)
{
  static const char *const texts[] = { "name", "state", "icon-name", "summary", "reason" };
  static const char *const flags[] = { "shows-progress", "has-failed", "can-pause", "can-resume",
                                       "can-cancel", "can-retry", "can-remove", "can-open", "can-move", "has-slides" };
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = lec_job_item_get_property;
  object_class->finalize = lec_job_item_finalize;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    properties[PROP_NAME + i] = g_param_spec_string (texts[i], NULL, NULL, NULL, READ_ONLY);
  properties[PROP_FRACTION] = g_param_spec_double ("fraction", NULL, NULL, 0, 1, 0, READ_ONLY);
  for (guint i = 0; i < G_N_ELEMENTS (flags); i++)
    properties[PROP_SHOWS_PROGRESS + i] = g_param_spec_boolean (flags[i], NULL, NULL, FALSE, READ_ONLY);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
lec_job_item_init (LecJobItem *self)
{
}

LecJobItem *
lec_job_item_new (LecJob *job,
                  gint64 now_us)
{
  LecJobItem *self = NULL;

  g_return_val_if_fail (job != NULL, NULL);

  self = g_object_new (LEC_TYPE_JOB_ITEM, NULL);
  take_job (self, job, now_us);
  return self;
}

const LecJob *
lec_job_item_get_job (LecJobItem *self)
{
  g_return_val_if_fail (LEC_IS_JOB_ITEM (self), NULL);

  return self->job;
}

gint64
lec_job_item_get_id (LecJobItem *self)
{
  g_return_val_if_fail (LEC_IS_JOB_ITEM (self), 0);

  return self->job->id;
}

gboolean
lec_job_item_is_unagreed (LecJobItem *self)
{
  g_return_val_if_fail (LEC_IS_JOB_ITEM (self), FALSE);

  return self->job->status == LEC_JOB_COMPLETED && !lec_job_place_is_cluster (self->job->id) &&
         g_strcmp0 (self->job->error_code, lec_error_get_name (LEC_ERROR_NOT_AGREED)) == 0;
}

const char *
lec_job_item_get_name (LecJobItem *self)
{
  g_return_val_if_fail (LEC_IS_JOB_ITEM (self), NULL);

  return self->name;
}

LecJob *
lec_job_item_dup_fetched (LecJobItem *self)
{
  LecJob *job = NULL;
  GPtrArray *videos = NULL;

  g_return_val_if_fail (LEC_IS_JOB_ITEM (self), NULL);

  if (!lec_job_place_is_cluster (self->job->id))
    return NULL;

  job = lec_job_copy (self->job);
  if (job->request == NULL || job->request->origins->len == 0)
    return job;

  videos = job->request->videos;
  job->request->videos = job->request->origins;
  job->request->origins = videos;
  return job;
}
