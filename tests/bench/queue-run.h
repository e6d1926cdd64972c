/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * lectern add, lectern run: as somebody calls them who has nothing kept.
 */
#pragma once

#include "child-cost.h"

G_BEGIN_DECLS

/* Adds up both commands. Returns: %FALSE when one of them fails */
gboolean queue_run_measure (const char *const *videos,
                            guint n_videos,
                            guint concurrency,
                            ChildCost *cost,
                            GError **error);

G_END_DECLS
