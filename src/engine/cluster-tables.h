/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The tables of a cluster's database: making them, and bringing them up to
 * date. A SQLite file is brought up to date whenever it is opened; a server's
 * database only when somebody says so, since others may be working with it.
 */
#pragma once

#include <gio/gio.h>

#include "engine/cluster-settings.h"

G_BEGIN_DECLS

/**
 * LecClusterTables:
 * @is_automatic: whether they are brought up to date by opening them; then nothing else is known
 * @version: of the tables that are there; 0 for none
 * @known_version: that this program needs
 */
typedef struct
{
  gboolean is_automatic;
  guint version;
  guint known_version;
} LecClusterTables;

/* All fail with %LEC_ERROR_USAGE when there is no cluster, or with what is wrong with the
 * database. */
gboolean lec_cluster_tables_look (LecClusterTables *self,
                                  const LecClusterSettings *settings,
                                  GCancellable *cancellable,
                                  GError **error);
/* @self: (out): as they were before */
gboolean lec_cluster_tables_migrate (LecClusterTables *self,
                                     const LecClusterSettings *settings,
                                     GCancellable *cancellable,
                                     GError **error);
/* What belongs to the tables and was taken away comes back. */
gboolean lec_cluster_tables_repair (const LecClusterSettings *settings, GCancellable *cancellable, GError **error);

/* Of tables of this program's version. Returns: (transfer full) (nullable) (element-type utf8): the
 * names of what was taken away of them */
GPtrArray *lec_cluster_tables_list_missing (const LecClusterSettings *settings,
                                            GCancellable *cancellable,
                                            GError **error);

G_END_DECLS
