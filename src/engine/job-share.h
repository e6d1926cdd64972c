/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A job's stages follow each other as tasks, often in different processes, and
 * each knows only how far it is itself: what that says of the whole job. Pure.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * LecJobShare: a stage as a part of its job
 * @before: 0..1, share of the job that the stages before it are
 * @own: above 0, its own share
 */
typedef struct
{
  double before;
  double own;
} LecJobShare;

/**
 * lec_job_share_of:
 * @weights: (array length=n_stages): of the job's stages in their order, all above 0
 * @index: of the stage, below @n_stages
 */
LecJobShare lec_job_share_of (const double *weights, guint n_stages, guint index);

/**
 * lec_job_share_get_progress:
 * @fraction: 0..1 of the stage
 *
 * Returns: 0..1 of the job
 */
double lec_job_share_get_progress (const LecJobShare *self, double fraction);

/**
 * lec_job_share_get_left_s:
 * @fraction: 0..1 of the stage
 * @left_s: seconds the stage will still take; negative when not known
 *
 * What comes after the stage is taken to go on at its pace.
 *
 * Returns: seconds the job will still take; negative when that cannot be told, as at the very end
 *   of a stage that is not the last: nothing is left of it that could be measured
 */
double lec_job_share_get_left_s (const LecJobShare *self, double fraction, double left_s);

G_END_DECLS
