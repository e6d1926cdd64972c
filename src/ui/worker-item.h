/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A worker as an item of a list, on this machine or another. Immutable.
 */
#pragma once

#include <glib-object.h>

#include "engine/figures.h"

G_BEGIN_DECLS

#define LEC_TYPE_WORKER_ITEM (lec_worker_item_get_type ())
G_DECLARE_FINAL_TYPE (LecWorkerItem, lec_worker_item, LEC, WORKER_ITEM, GObject)

/* @n_slots: how many tasks it does at a time; 0 when that is not known */
LecWorkerItem *lec_worker_item_new (const LecWorkerFigures *figures, guint n_slots, gint64 now_us);
const char *lec_worker_item_get_name (LecWorkerItem *self);
/* "Working", "Stalled" or "Idle", and how busy it is */
const char *lec_worker_item_get_state (LecWorkerItem *self);
const char *lec_worker_item_get_icon (LecWorkerItem *self);
/* What it has done, and when it was last heard of. */
const char *lec_worker_item_get_detail (LecWorkerItem *self);

G_END_DECLS
