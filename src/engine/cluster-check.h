/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whether a cluster can be worked with, for whoever sets one up: what is wrong
 * with its addresses, its database, its tables, Redis and the workers, each with
 * what to do. A cluster that cannot be opened is told of, too.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * lec_cluster_check_run:
 * @preferences: (nullable): as lec_cluster_settings_load_with() takes them
 *
 * Blocks, for some seconds where nobody answers. What can be worked with is told as
 * lec_cluster_admin_check() does.
 *
 * Returns: (transfer full) (element-type LecFinding): no text holds a password
 */
GPtrArray *lec_cluster_check_run (GHashTable *preferences, GCancellable *cancellable);

G_END_DECLS
