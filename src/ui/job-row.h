/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A job in the list: state, progress, what was found, and what can be done.
 */
#pragma once

#include <gtk/gtk.h>

#include "ui/job-pictures.h"

G_BEGIN_DECLS

#define LEC_TYPE_JOB_ROW (lec_job_row_get_type ())
G_DECLARE_FINAL_TYPE (LecJobRow, lec_job_row, LEC, JOB_ROW, GtkBox)

/* Its buttons are the actions job.pause, .resume, .cancel, .retry, .remove, .open, .show, .reveal,
 * .move-first and .move-last, which the window does. */
LecJobRow *lec_job_row_new (LecJobPictures *pictures);
/* Property "item". @item: (nullable) */
void lec_job_row_set_item (LecJobRow *self, LecJobItem *item);
LecJobItem *lec_job_row_get_item (LecJobRow *self);
/* Whether it is seen, or soon may be: it has buttons only then, or while it has the focus.
 * Returns: whether they have come or gone */
gboolean lec_job_row_set_in_sight (LecJobRow *self, gboolean is_in_sight);
/* Whether there is little room: then its buttons are in its menu. */
void lec_job_row_set_narrow (LecJobRow *self, gboolean is_narrow);

G_END_DECLS
