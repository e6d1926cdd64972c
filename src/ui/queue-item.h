/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A queue as an item of a list, whoever serves it. What is shown of it changes with
 * lec_queue_item_take_over() only, which the signal "changed" tells.
 */
#pragma once

#include <glib-object.h>

#include "engine/cluster-admin.h"
#include "engine/figures.h"

G_BEGIN_DECLS

#define LEC_TYPE_QUEUE_ITEM (lec_queue_item_get_type ())
G_DECLARE_FINAL_TYPE (LecQueueItem, lec_queue_item, LEC, QUEUE_ITEM, GObject)

LecQueueItem *lec_queue_item_new (const LecQueueFacts *facts, gint64 now_us);
LecQueueItem *lec_queue_item_new_of_cluster (const LecClusterQueue *queue, gint64 now_us);
/* Becomes what @newer is. Returns: %FALSE when that is another queue */
gboolean lec_queue_item_take_over (LecQueueItem *self, LecQueueItem *newer);
/* Whether no worker takes its tasks, which is said then. */
gboolean lec_queue_item_is_unserved (LecQueueItem *self);
/* As the store has it. */
const char *lec_queue_item_get_name (LecQueueItem *self);
/* For people. */
const char *lec_queue_item_get_title (LecQueueItem *self);
/* "3 waiting · the oldest for 5 min" */
const char *lec_queue_item_get_detail (LecQueueItem *self);
gboolean lec_queue_item_is_paused (LecQueueItem *self);

G_END_DECLS
