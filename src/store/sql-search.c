/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Words are found by an index of words. Scripts that put no spaces between them
 * (Chinese, Japanese, Thai) are found by any three characters, and what is
 * shorter by looking at every slide.
 */
#include "store/sql-search.h"

#include <string.h>

#include "store/sql-store-private.h"

#define MIN_TRIGRAM      3
#define SNIPPET_BEFORE   20
#define SNIPPET_AFTER    40
#define MAX_QUERY_LENGTH 1000

gboolean
lec_sql_search_has_no_spaces (gunichar character)
{
  switch (g_unichar_get_script (character))
    {
    case G_UNICODE_SCRIPT_HAN:
    case G_UNICODE_SCRIPT_HIRAGANA:
    case G_UNICODE_SCRIPT_KATAKANA:
    case G_UNICODE_SCRIPT_BOPOMOFO:
    case G_UNICODE_SCRIPT_THAI:
    case G_UNICODE_SCRIPT_LAO:
    case G_UNICODE_SCRIPT_KHMER:
    case G_UNICODE_SCRIPT_MYANMAR:
      return TRUE;
    default:
      return FALSE;
    }
}

static gboolean
needs_trigrams (const char *query)
{
  for (const char *at = query; *at != '\0'; at = g_utf8_next_char (at))
    if (lec_sql_search_has_no_spaces (g_utf8_get_char (at)))
      return TRUE;

  return FALSE;
}

/* Whether each word has three characters. */
static gboolean
suits_trigrams (const char *query)
{
  g_auto (GStrv) words = g_strsplit_set (query, " \t\n\r", -1);

  for (char **word = words; *word != NULL; word++)
    if (**word != '\0' && g_utf8_strlen (*word, -1) < MIN_TRIGRAM)
      return FALSE;

  return TRUE;
}

/* A phrase without a single word is no query. */
static gboolean
has_words (const char *query)
{
  for (const char *at = query; *at != '\0'; at = g_utf8_next_char (at))
    if (g_unichar_isalnum (g_utf8_get_char (at)))
      return TRUE;

  return FALSE;
}

char *
lec_sql_search_read_query (const char *query,
                           LecSqlSearchKind *kind)
{
  g_autofree char *valid = g_utf8_make_valid (query, -1);
  char *cut = g_utf8_substring (valid, 0, MIN (g_utf8_strlen (valid, -1), MAX_QUERY_LENGTH));

  g_strstrip (cut);
  if (!has_words (cut))
    *kind = LEC_SQL_SEARCH_NOTHING;
  else if (!needs_trigrams (cut))
    *kind = LEC_SQL_SEARCH_WORDS;
  else
    *kind = suits_trigrams (cut) ? LEC_SQL_SEARCH_TRIGRAMS : LEC_SQL_SEARCH_EVERYWHERE;

  return cut;
}

/* On one line. */
static char *
tidy_snippet (char *snippet)
{
  return snippet != NULL ? g_strstrip (g_strdelimit (snippet, "\n\r\t", ' ')) : g_strdup ("");
}

static LecSearchHit *
read_hit (LecSqlRows *row)
{
  LecSearchHit *hit = g_new0 (LecSearchHit, 1);
  g_autofree char *paths = lec_sql_rows_dup_text (row, 2);

  hit->job = lec_sql_rows_get_int (row, 0);
  hit->source = lec_sql_rows_dup_text (row, 1);
  lec_sql_store_read_paths (paths, &hit->pdf, NULL, NULL);
  hit->number = (guint) lec_sql_rows_get_int (row, 3);
  hit->start_s = lec_sql_rows_get_real (row, 4);
  hit->title = lec_sql_rows_dup_text (row, 5);
  return hit;
}

/* With some characters around it. */
char *
lec_sql_search_cut_snippet (const char *text,
                            gconstpointer data)
{
  const char *words = data;
  const char *found = text != NULL ? strstr (text, words) : NULL;
  const char *start = found;
  const char *end = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  if (found == NULL)
    return g_strdup ("");

  for (guint i = 0; i < SNIPPET_BEFORE && start > text; i++)
    start = g_utf8_prev_char (start);
  end = found + strlen (words);
  for (guint i = 0; i < SNIPPET_AFTER && *end != '\0'; i++)
    end = g_utf8_next_char (end);
  before = g_strndup (start, (gsize) (found - start));
  after = g_strndup (found + strlen (words), (gsize) (end - found) - strlen (words));

  return g_strconcat (start > text ? "…" : "", before, LEC_MATCH_START, words, LEC_MATCH_END, after,
                      *end != '\0' ? "…" : "", NULL);
}

GPtrArray *
lec_sql_search_collect (LecSql *sql,
                        const char *statement,
                        const LecSqlValue *values,
                        LecSqlSnippetFunc make_snippet,
                        gconstpointer data,
                        GError **error)
{
  g_autoptr (GPtrArray) hits = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_search_hit_free);
  g_autoptr (LecSqlRows) rows = lec_sql_query (sql, statement, values, error);
  gboolean has_row = TRUE;

  while (rows != NULL && has_row)
    {
      LecSearchHit *hit = NULL;
      g_autofree char *text = NULL;

      if (!lec_sql_rows_next (rows, &has_row, error))
        return NULL;
      if (!has_row)
        break;
      hit = read_hit (rows);
      text = lec_sql_rows_dup_text (rows, 6);
      hit->snippet = tidy_snippet (make_snippet (text, data));
      g_ptr_array_add (hits, hit);
    }

  return rows != NULL ? g_steal_pointer (&hits) : NULL;
}
