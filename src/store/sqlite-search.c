/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * FTS5 has an index of words and one of three characters each.
 */
#include "store/sqlite-search.h"

#include "store/sql-search.h"
#include "store/sql-store-private.h"

#define MAX_QUERY_WORDS 32

/* @index: by words or by trigrams; @n_tokens: in a snippet, a number as text. Titles weigh more. */
#define SEARCH(index, n_tokens)                                                                  \
  "SELECT " LEC_SQL_HIT_COLUMNS ", snippet(" index ", -1, char(2), char(3), '…', " n_tokens ")"  \
  " FROM " index " JOIN slides ON slides.id = " index ".rowid JOIN jobs ON jobs.id = slides.job" \
  " WHERE " index " MATCH ?1 ORDER BY bm25(" index ", 4.0, 1.0, 1.0), jobs.id, slides.number LIMIT ?2"

/* Each word as a phrase that FTS takes for nothing else. @suffix: "*" for "begins so" */
static char *
quote_words (const char *query,
             const char *suffix)
{
  g_auto (GStrv) words = g_strsplit_set (query, " \t\n\r", MAX_QUERY_WORDS);
  g_autoptr (GString) text = g_string_new (NULL);

  for (char **word = words; *word != NULL; word++)
    {
      g_auto (GStrv) pieces = g_strsplit (*word, "\"", -1);
      g_autofree char *escaped = g_strjoinv ("\"\"", pieces);

      if (**word != '\0')
        g_string_append_printf (text, "%s\"%s\"%s", text->len > 0 ? " " : "", escaped, suffix);
    }

  return g_strdup (text->str);
}

/* FTS5 has made it. */
static char *
copy_snippet (const char *text,
              gconstpointer data)
{
  return g_strdup (text);
}

/* @suffix: of each word in the query */
static GPtrArray *
search_index (LecSql *sql,
              const char *text,
              const char *query,
              const char *suffix,
              guint limit,
              GError **error)
{
  g_autofree char *words = quote_words (query, suffix);

  return lec_sql_search_collect (sql, text, LEC_SQL_VALUES (LEC_SQL_TEXT (words), LEC_SQL_INT (limit)), copy_snippet,
                                 NULL, error);
}

static GPtrArray *
search_everywhere (LecSql *sql,
                   const char *query,
                   guint limit,
                   GError **error)
{
  static const char text[] =
    "SELECT " LEC_SQL_HIT_COLUMNS ", CASE WHEN instr(slides.text, ?1) THEN slides.text"
    "  WHEN instr(slides.transcript, ?1) THEN slides.transcript ELSE slides.title END"
    " FROM slides JOIN jobs ON jobs.id = slides.job"
    " WHERE instr(slides.title, ?1) OR instr(slides.text, ?1) OR instr(slides.transcript, ?1)"
    " ORDER BY jobs.id, slides.number LIMIT ?2";

  return lec_sql_search_collect (sql, text, LEC_SQL_VALUES (LEC_SQL_TEXT (query), LEC_SQL_INT (limit)),
                                 lec_sql_search_cut_snippet, query, error);
}

GPtrArray *
lec_sqlite_search (LecSql *sql,
                   const char *query,
                   guint limit,
                   GError **error)
{
  static const char by_words[] = SEARCH ("slide_search", "12");
  static const char by_trigrams[] = SEARCH ("slide_trigrams", "40");
  LecSqlSearchKind kind = LEC_SQL_SEARCH_NOTHING;
  g_autofree char *text = lec_sql_search_read_query (query, &kind);

  switch (kind)
    {
    case LEC_SQL_SEARCH_WORDS:
      return search_index (sql, by_words, text, "*", limit, error);
    case LEC_SQL_SEARCH_TRIGRAMS:
      return search_index (sql, by_trigrams, text, "", limit, error);
    case LEC_SQL_SEARCH_EVERYWHERE:
      return search_everywhere (sql, text, limit, error);
    case LEC_SQL_SEARCH_NOTHING:
    default:
      return g_ptr_array_new_with_free_func ((GDestroyNotify) lec_search_hit_free);
    }
}
