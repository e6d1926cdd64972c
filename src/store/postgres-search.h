/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Texts of slides through tsvector, without any extension.
 */
#pragma once

#include "model/lecture.h"
#include "store/sql.h"

G_BEGIN_DECLS

/* As lec_store_search(). Returns: (transfer full) (nullable) (element-type LecSearchHit) */
GPtrArray *lec_postgres_search (LecSql *sql, const char *query, guint limit, GError **error);
/* @id: of a slide that was just added */
gboolean lec_postgres_search_index_slide (LecSql *sql, gint64 id, const LecSlide *slide, GError **error);

G_END_DECLS
