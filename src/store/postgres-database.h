/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whether a PostgreSQL database has the tables of this version, and making them.
 */
#pragma once

#include "store/sql.h"

G_BEGIN_DECLS

/* 0 for one without tables; FALSE with %LEC_STORE_ERROR_DAMAGED when it is not ours. */
gboolean lec_postgres_database_read_version (LecSql *sql, guint *version, GError **error);
/* %LEC_STORE_ERROR_OLDER, _NEWER or _DAMAGED unless it is of this version. */
gboolean lec_postgres_database_check (LecSql *sql, GError **error);
/* To this version, in one transaction, one program at a time. @from: (out): the version it had */
gboolean lec_postgres_database_migrate (LecSql *sql, guint *from, gint64 now_us, GError **error);
/* Functions, triggers and queues that somebody has taken away come back. */
gboolean lec_postgres_database_repair (LecSql *sql, GError **error);
/* Of tables of this version. Returns: (transfer full) (nullable) (element-type utf8): the names of
 * what somebody has taken away */
GPtrArray *lec_postgres_database_list_missing (LecSql *sql, GError **error);

G_END_DECLS
