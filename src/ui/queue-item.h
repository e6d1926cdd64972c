/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A queue as an item of a list, whoever serves it. Immutable.
 */
#pragma once

#include <glib-object.h>

#include "engine/figures.h"

G_BEGIN_DECLS

#define LEC_TYPE_QUEUE_ITEM (lec_queue_item_get_type ())
G_DECLARE_FINAL_TYPE (LecQueueItem, lec_queue_item, LEC, QUEUE_ITEM, GObject)

LecQueueItem *lec_queue_item_new (const LecQueueFacts *facts, gint64 now_us);
/* As the store has it. */
const char *lec_queue_item_get_name (LecQueueItem *self);
/* For people. */
const char *lec_queue_item_get_title (LecQueueItem *self);
/* "3 waiting · the oldest for 5 min" */
const char *lec_queue_item_get_detail (LecQueueItem *self);
gboolean lec_queue_item_is_paused (LecQueueItem *self);

G_END_DECLS
