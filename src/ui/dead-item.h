/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A task that a cluster has given up, as an item of a list. Immutable.
 */
#pragma once

#include <glib-object.h>

#include "engine/cluster-admin.h"

G_BEGIN_DECLS

#define LEC_TYPE_DEAD_ITEM (lec_dead_item_get_type ())
G_DECLARE_FINAL_TYPE (LecDeadItem, lec_dead_item, LEC, DEAD_ITEM, GObject)

LecDeadItem *lec_dead_item_new (const LecDeadTask *task, gint64 now_us);
/* Number in the cluster. */
gint64 lec_dead_item_get_job (LecDeadItem *self);
const char *lec_dead_item_get_name (LecDeadItem *self);
/* Which step, how often it was tried, and why it failed. */
const char *lec_dead_item_get_detail (LecDeadItem *self);
gboolean lec_dead_item_is_same (LecDeadItem *self, LecDeadItem *other);

G_END_DECLS
