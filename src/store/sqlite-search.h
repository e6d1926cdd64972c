/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Texts of slides by words and by parts of words, through FTS5.
 */
#pragma once

#include "store/sql.h"

G_BEGIN_DECLS

/* As lec_store_search(). Returns: (transfer full) (nullable) (element-type LecSearchHit) */
GPtrArray *lec_sqlite_search (LecSql *sql, const char *query, guint limit, GError **error);

G_END_DECLS
