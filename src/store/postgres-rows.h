/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What PostgreSQL has answered, all of it at once, as the rows of a statement:
 * all but the first function are those of a LecSqlDriver.
 */
#pragma once

#include <libpq-fe.h>

#include "store/sql.h"

G_BEGIN_DECLS

/* Takes @result. Returns: (transfer full) */
LecSqlRows *lec_postgres_rows_new (LecSql *sql, PGresult *result);

gboolean lec_postgres_rows_next (LecSqlRows *rows, gboolean *has_row, GError **error);
gboolean lec_postgres_rows_is_null (LecSqlRows *rows, int column);
const char *lec_postgres_rows_get_text (LecSqlRows *rows, int column);
gint64 lec_postgres_rows_get_int (LecSqlRows *rows, int column);
double lec_postgres_rows_get_real (LecSqlRows *rows, int column);
GBytes *lec_postgres_rows_dup_bytes (LecSqlRows *rows, int column);
void lec_postgres_rows_free (LecSqlRows *rows);

G_END_DECLS
