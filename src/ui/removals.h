/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Jobs that are to be removed, and for a while can still be kept. Main thread
 * only.
 */
#pragma once

#include <adwaita.h>

#include "ui/job-model.h"

G_BEGIN_DECLS

#define LEC_TYPE_REMOVALS (lec_removals_get_type ())
G_DECLARE_FINAL_TYPE (LecRemovals, lec_removals, LEC, REMOVALS, GObject)

/* @toasts: where they are told; its button is the action win.keep-jobs (ax) */
LecRemovals *lec_removals_new (LecJobModel *model, LecJobsThread *jobs, AdwToastOverlay *toasts);
/* Hides them, and removes them when the toast is gone. Those that are not over are left.
 * @ids: (element-type gint64) */
void lec_removals_remove (LecRemovals *self, const GArray *ids);
/* @ids: (array length=n_ids): those that are hidden are shown again */
void lec_removals_keep (LecRemovals *self, const gint64 *ids, gsize n_ids);
/* Removes all that are hidden now. */
void lec_removals_finish (LecRemovals *self);

G_END_DECLS
