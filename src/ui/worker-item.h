/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A worker as an item of a list, on this machine or another. What is shown of it
 * changes with lec_worker_item_take_over() only, which the signal "changed" tells.
 */
#pragma once

#include <glib-object.h>

#include "engine/figures.h"

G_BEGIN_DECLS

#define LEC_TYPE_WORKER_ITEM (lec_worker_item_get_type ())
G_DECLARE_FINAL_TYPE (LecWorkerItem, lec_worker_item, LEC, WORKER_ITEM, GObject)

/* @n_slots: how many tasks it does at a time; 0 when that is not known */
LecWorkerItem *lec_worker_item_new (const LecWorkerFigures *figures, guint n_slots, gint64 now_us);
/**
 * lec_worker_item_new_of_cluster:
 * @figures: (nullable): what it has done
 * @shows_pid: whether its host has several, that are told apart by their numbers
 */
LecWorkerItem *lec_worker_item_new_of_cluster (const LecWorkerRecord *record,
                                               const LecWorkerFigures *figures,
                                               gboolean shows_pid,
                                               gint64 now_us);
/* Becomes what @newer is. Returns: %FALSE when that is another worker */
gboolean lec_worker_item_take_over (LecWorkerItem *self, LecWorkerItem *newer);

/* What can be asked of it. */
typedef enum
{
  LEC_WORKER_ORDER_NONE,
  LEC_WORKER_ORDER_DRAIN,
  LEC_WORKER_ORDER_UNDRAIN,
  LEC_WORKER_ORDER_FORGET,
} LecWorkerOrder;

LecWorkerOrder lec_worker_item_get_order (LecWorkerItem *self);
/* As the store has it. */
const char *lec_worker_item_get_identity (LecWorkerItem *self);
const char *lec_worker_item_get_name (LecWorkerItem *self);
/* "Working", "Idle", "Draining", "Stalled" or "Gone", and how busy it is */
const char *lec_worker_item_get_state (LecWorkerItem *self);
const char *lec_worker_item_get_icon (LecWorkerItem *self);
/* What it has done, and when it was last heard of. */
const char *lec_worker_item_get_detail (LecWorkerItem *self);

G_END_DECLS
