/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Words are found by an index of words. Scripts that put no spaces between them
 * (Chinese, Japanese, Thai) are found by any three characters, and what is
 * shorter by looking at every slide.
 */
#include "store/sqlite-search.h"

#include <string.h>

#include "store/sql-store-private.h"

#define MAX_QUERY_WORDS  32
#define MIN_TRIGRAM      3
#define SNIPPET_BEFORE   20
#define SNIPPET_AFTER    40
#define MAX_QUERY_LENGTH 1000

#define HIT_COLUMNS "jobs.id, jobs.source, jobs.file_paths, slides.number, slides.start, slides.title"

/* @index: by words or by trigrams; @n_tokens: in a snippet, a number as text. Titles weigh more. */
#define SEARCH(index, n_tokens)                                                                  \
  "SELECT " HIT_COLUMNS ", snippet(" index ", -1, char(2), char(3), '…', " n_tokens ")"          \
  " FROM " index " JOIN slides ON slides.id = " index ".rowid JOIN jobs ON jobs.id = slides.job" \
  " WHERE " index " MATCH ?1 ORDER BY bm25(" index ", 4.0, 1.0, 1.0), jobs.id, slides.number LIMIT ?2"

static gboolean
has_no_spaces (gunichar character)
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
    if (has_no_spaces (g_utf8_get_char (at)))
      return TRUE;

  return FALSE;
}

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

/* The first place of @words in @text, with some characters around it. */
static char *
cut_snippet (const char *text,
             const char *words)
{
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

static GPtrArray *
collect (LecSql *sql,
         const char *text,
         const char *words,
         guint limit,
         gboolean has_snippet,
         GError **error)
{
  g_autoptr (GPtrArray) hits = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_search_hit_free);
  g_autoptr (LecSqlRows) rows =
    lec_sql_query (sql, text, LEC_SQL_VALUES (LEC_SQL_TEXT (words), LEC_SQL_INT (limit)), error);
  gboolean has_row = TRUE;

  while (rows != NULL && has_row)
    {
      LecSearchHit *hit = NULL;
      g_autofree char *found = NULL;

      if (!lec_sql_rows_next (rows, &has_row, error))
        return NULL;
      if (!has_row)
        break;
      hit = read_hit (rows);
      found = lec_sql_rows_dup_text (rows, 6);
      hit->snippet = tidy_snippet (has_snippet ? g_steal_pointer (&found) : cut_snippet (found, words));
      g_ptr_array_add (hits, hit);
    }

  return rows != NULL ? g_steal_pointer (&hits) : NULL;
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

  return collect (sql, text, words, limit, TRUE, error);
}

static GPtrArray *
search_everywhere (LecSql *sql,
                   const char *query,
                   guint limit,
                   GError **error)
{
  static const char text[] =
    "SELECT " HIT_COLUMNS ", CASE WHEN instr(slides.text, ?1) THEN slides.text"
    "  WHEN instr(slides.transcript, ?1) THEN slides.transcript ELSE slides.title END"
    " FROM slides JOIN jobs ON jobs.id = slides.job"
    " WHERE instr(slides.title, ?1) OR instr(slides.text, ?1) OR instr(slides.transcript, ?1)"
    " ORDER BY jobs.id, slides.number LIMIT ?2";

  return collect (sql, text, query, limit, FALSE, error);
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

/* FTS takes a phrase without a single word for no query at all. */
static gboolean
has_words (const char *query)
{
  for (const char *at = query; *at != '\0'; at = g_utf8_next_char (at))
    if (g_unichar_isalnum (g_utf8_get_char (at)))
      return TRUE;

  return FALSE;
}

GPtrArray *
lec_sqlite_search (LecSql *sql,
                   const char *query,
                   guint limit,
                   GError **error)
{
  static const char by_words[] = SEARCH ("slide_search", "12");
  static const char by_trigrams[] = SEARCH ("slide_trigrams", "40");
  g_autofree char *valid = g_utf8_make_valid (query, -1);
  g_autofree char *cut = g_utf8_substring (valid, 0, MIN (g_utf8_strlen (valid, -1), MAX_QUERY_LENGTH));

  g_strstrip (cut);
  if (!has_words (cut))
    return g_ptr_array_new_with_free_func ((GDestroyNotify) lec_search_hit_free);
  if (!needs_trigrams (cut))
    return search_index (sql, by_words, cut, "*", limit, error);

  return suits_trigrams (cut) ? search_index (sql, by_trigrams, cut, "", limit, error)
                              : search_everywhere (sql, cut, limit, error);
}
