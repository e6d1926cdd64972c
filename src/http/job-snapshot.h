/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A job and its slides as they were at one moment, in the texts that are told of
 * them. Never changed once it is made: it goes from thread to thread.
 */
#pragma once

#include "engine/jobs.h"

G_BEGIN_DECLS

/**
 * LecJobSnapshot:
 * @is_gone: the job is no more; nothing else is known then
 * @is_over: nothing more will happen by itself
 * @status: static
 * @whole: (nullable): the job as JSON, one line
 * @facts: (nullable): likewise, without what changes all the time it is worked on
 * @advance: (nullable): that, as JSON
 * @slides: (element-type utf8): each as JSON, one line, by number
 */
typedef struct
{
  gint64 job;
  gboolean is_gone;
  gboolean is_over;
  const char *status;
  char *whole;
  char *facts;
  char *advance;
  GPtrArray *slides;
} LecJobSnapshot;

/* @slides: (element-type LecSlide): of @job. Returns: (transfer full) (element-type utf8) */
GPtrArray *lec_job_snapshot_describe (const LecJob *job, const GPtrArray *slides);
/* @slides: (element-type utf8): described; never changed from now on. Returns: (transfer full) */
LecJobSnapshot *lec_job_snapshot_new (const LecJob *job, GPtrArray *slides);
/* Of a job that is no more. Returns: (transfer full) */
LecJobSnapshot *lec_job_snapshot_new_gone (gint64 job);
void lec_job_snapshot_free (LecJobSnapshot *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecJobSnapshot, lec_job_snapshot_free)

G_END_DECLS
