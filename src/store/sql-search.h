/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What searching is to every database: what was asked for, and what a hit is
 * made of.
 */
#pragma once

#include "store/sql.h"

G_BEGIN_DECLS

/* Of a statement for lec_sql_search_collect(): these, and a text as the last one. ?1 is what is
 * looked for, ?2 how many hits. */
#define LEC_SQL_HIT_COLUMNS "jobs.id, jobs.source, jobs.file_paths, slides.number, slides.start, slides.title"

typedef enum
{
  LEC_SQL_SEARCH_NOTHING,
  LEC_SQL_SEARCH_WORDS,
  LEC_SQL_SEARCH_TRIGRAMS,   /* a script without spaces, and at least three characters in a row */
  LEC_SQL_SEARCH_EVERYWHERE, /* fewer of them */
} LecSqlSearchKind;

/* A script that puts no spaces between its words. */
gboolean lec_sql_search_has_no_spaces (gunichar character);
/* @kind: (out). Returns: (transfer full): valid, not too long */
char *lec_sql_search_read_query (const char *query, LecSqlSearchKind *kind);

/* @text: (nullable): the last column. Returns: (transfer full) */
typedef char *(*LecSqlSnippetFunc) (const char *text, gconstpointer data);

/* Cuts out the first place of @data, a string. Returns: (transfer full) */
char *lec_sql_search_cut_snippet (const char *text, gconstpointer data);

/* Returns: (transfer full) (nullable) (element-type LecSearchHit) */
GPtrArray *lec_sql_search_collect (LecSql *sql,
                                   const char *statement,
                                   const LecSqlValue *values,
                                   LecSqlSnippetFunc make_snippet,
                                   gconstpointer data,
                                   GError **error);

G_END_DECLS
