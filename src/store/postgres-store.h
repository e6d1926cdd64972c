/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The store that several machines share. A handle belongs to one thread and has
 * one connection, which is made again after it was lost.
 */
#pragma once

#include "store/postgres-driver.h"
#include "store/store.h"

G_BEGIN_DECLS

/**
 * LecPostgresStatus:
 * @version: of the database's tables; 0 when there are none
 * @known_version: what this program needs
 */
typedef struct
{
  guint version;
  guint known_version;
} LecPostgresStatus;

LecStore *lec_postgres_store_open (const char *url, LecPostgresClock clock, GCancellable *cancellable, GError **error);
gboolean lec_postgres_store_get_status (const char *url,
                                        LecPostgresStatus *status,
                                        GCancellable *cancellable,
                                        GError **error);
gboolean lec_postgres_store_migrate (const char *url,
                                     LecPostgresStatus *status,
                                     GCancellable *cancellable,
                                     GError **error);
gboolean lec_postgres_store_repair (const char *url, GCancellable *cancellable, GError **error);
GPtrArray *lec_postgres_store_list_missing (const char *url, GCancellable *cancellable, GError **error);

G_END_DECLS
