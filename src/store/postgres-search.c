/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Texts are cut into words here and not by the server, so that every server
 * finds what SQLite finds, whatever its locale, dictionaries and extensions. A
 * vector has the words of a slide with their places, for phrases, and of
 * scripts without spaces also every three characters.
 */
#include "store/postgres-search.h"

#include <string.h>

#include "store/search-words.h"
#include "store/sql-search.h"
#include "store/sql-store-private.h"

#define MAX_WORDS       10000
#define MAX_QUERY_WORDS 64
/* A tsvector of more than a MiB is refused; as text it is longer. The word that goes beyond this
 * has some KiB at most. */
#define MAX_VECTOR_BYTES (1000 * 1000)
#define MAX_PLACE        16383 /* of a tsvector */
#define FIELD_GAP        10    /* no phrase goes from the title into the text */
#define TRIGRAM          3
#define SNIPPET_BEFORE   4 /* words */
#define SNIPPET_WORDS    12

#define SEARCH                                                                                         \
  "SELECT " LEC_SQL_HIT_COLUMNS ", concat_ws(E'\\n', slides.text, slides.transcript, slides.title)"    \
  " FROM slide_search JOIN slides ON slides.id = slide_search.slide JOIN jobs ON jobs.id = slides.job" \
  " WHERE slide_search.words @@ ?1::tsquery"                                                           \
  " ORDER BY ts_rank('{0.1, 0.1, 0.25, 1.0}', slide_search.words, ?1::tsquery) DESC, jobs.id, slides.number LIMIT ?2"

static gboolean
has_no_spaces (const char *word)
{
  for (const char *at = word; *at != '\0'; at = g_utf8_next_char (at))
    if (lec_sql_search_has_no_spaces (g_utf8_get_char (at)))
      return TRUE;

  return FALSE;
}

/* Calls for each three characters of a word; their places count characters. */
static void
append_trigrams (GString *vector,
                 const char *word,
                 guint first_place)
{
  glong n = g_utf8_strlen (word, -1);

  for (glong i = 0; i + TRIGRAM <= n; i++)
    {
      g_autofree char *three = g_utf8_substring (word, i, i + TRIGRAM);

      g_string_append_printf (vector, " '%s':%u", three, MIN (first_place + (guint) i, MAX_PLACE));
    }
}

/* Letters and digits need no escape. @weight: "A" to "D". Returns: the next place */
static guint
append_field (GString *vector,
              const char *text,
              const char *weight,
              guint place)
{
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);
  g_autoptr (GPtrArray) words = lec_search_words_split (valid, MAX_WORDS);

  for (guint i = 0; i < words->len && vector->len < MAX_VECTOR_BYTES; i++)
    {
      const LecSearchWord *word = g_ptr_array_index (words, i);

      g_string_append_printf (vector, " '%s':%u%s", word->folded, MIN (place, MAX_PLACE), weight);
      if (has_no_spaces (word->folded))
        {
          append_trigrams (vector, word->folded, place);
          place += (guint) g_utf8_strlen (word->folded, -1);
        }
      place++;
    }

  return place + FIELD_GAP;
}

gboolean
lec_postgres_search_index_slide (LecSql *sql,
                                 gint64 id,
                                 const LecSlide *slide,
                                 GError **error)
{
  g_autoptr (GString) vector = g_string_new (NULL);
  guint place = append_field (vector, slide->title, "A", 1);

  append_field (vector, slide->text, "C", place);
  return lec_sql_exec (sql, "INSERT INTO slide_search (slide, words) VALUES (?, ?::tsvector)",
                       LEC_SQL_VALUES (LEC_SQL_INT (id), LEC_SQL_TEXT (vector->str)), error);
}

/* What was typed as one is one: the pieces of it follow each other. The last piece may go on. */
static void
append_phrase (GString *query,
               const char *typed)
{
  g_autoptr (GPtrArray) words = lec_search_words_split (typed, MAX_QUERY_WORDS);

  for (guint i = 0; i < words->len; i++)
    {
      const LecSearchWord *word = g_ptr_array_index (words, i);
      const char *joint = i > 0 ? " <-> " : query->len > 0 ? " & "
                                                           : "";

      g_string_append_printf (query, "%s'%s'%s", joint, word->folded, i + 1 == words->len ? ":*" : "");
    }
}

/* The same of every three characters. */
static void
append_trigram_phrase (GString *query,
                       const char *typed)
{
  g_autoptr (GPtrArray) words = lec_search_words_split (typed, MAX_QUERY_WORDS);

  for (guint i = 0; i < words->len; i++)
    {
      const LecSearchWord *word = g_ptr_array_index (words, i);
      glong n = has_no_spaces (word->folded) ? g_utf8_strlen (word->folded, -1) : 0;

      if (n < TRIGRAM)
        g_string_append_printf (query, "%s'%s':*", query->len > 0 ? " & " : "", word->folded);
      for (glong j = 0; j + TRIGRAM <= n; j++)
        {
          g_autofree char *three = g_utf8_substring (word->folded, j, j + TRIGRAM);

          g_string_append_printf (query, "%s'%s'", j > 0 ? " <-> " : query->len > 0 ? " & "
                                                                                    : "",
                                  three);
        }
    }
}

/* Returns: (transfer full): a tsquery */
static char *
write_query (const char *text,
             gboolean by_trigrams)
{
  g_auto (GStrv) typed = g_strsplit_set (text, " \t\n\r", MAX_QUERY_WORDS);
  g_autoptr (GString) query = g_string_new (NULL);

  for (char **word = typed; *word != NULL; word++)
    if (by_trigrams)
      append_trigram_phrase (query, *word);
    else
      append_phrase (query, *word);

  return g_string_free (g_steal_pointer (&query), FALSE);
}

static gboolean
is_wanted (const LecSearchWord *word,
           const GPtrArray *wanted)
{
  for (guint i = 0; i < wanted->len; i++)
    if (g_str_has_prefix (word->folded, ((const LecSearchWord *) g_ptr_array_index (wanted, i))->folded))
      return TRUE;

  return FALSE;
}

static void
append_marked (GString *snippet,
               const char *text,
               const GPtrArray *words,
               guint first,
               const GPtrArray *wanted)
{
  guint end = MIN (first + SNIPPET_WORDS, words->len);
  gsize at = first > 0 ? ((const LecSearchWord *) g_ptr_array_index (words, first))->start : 0;

  for (guint i = first; i < end; i++)
    {
      const LecSearchWord *word = g_ptr_array_index (words, i);

      g_string_append_len (snippet, text + at, (gssize) (word->start - at));
      if (is_wanted (word, wanted))
        g_string_append (snippet, LEC_MATCH_START);
      g_string_append_len (snippet, text + word->start, (gssize) (word->end - word->start));
      if (is_wanted (word, wanted))
        g_string_append (snippet, LEC_MATCH_END);
      at = word->end;
    }
  if (end < words->len)
    g_string_append (snippet, "…");
  else
    g_string_append (snippet, text + at);
}

/* @data: (element-type LecSearchWord): the beginnings of words that were looked for */
static char *
mark_words (const char *text,
            gconstpointer data)
{
  const GPtrArray *wanted = data;
  g_autoptr (GPtrArray) words = lec_search_words_split (text != NULL ? text : "", MAX_WORDS);
  g_autoptr (GString) snippet = g_string_new (NULL);
  guint found = 0;

  while (found < words->len && !is_wanted (g_ptr_array_index (words, found), wanted))
    found++;
  if (found == words->len)
    return g_strdup ("");

  found = found > SNIPPET_BEFORE ? found - SNIPPET_BEFORE : 0;
  if (found > 0)
    g_string_append (snippet, "…");
  append_marked (snippet, text, words, found, wanted);
  return g_string_free (g_steal_pointer (&snippet), FALSE);
}

static GPtrArray *
search_index (LecSql *sql,
              const char *text,
              gboolean by_trigrams,
              guint limit,
              GError **error)
{
  g_autofree char *query = write_query (text, by_trigrams);
  g_autoptr (GPtrArray) wanted = lec_search_words_split (text, MAX_QUERY_WORDS);
  LecSqlSnippetFunc make_snippet = by_trigrams ? lec_sql_search_cut_snippet : mark_words;
  gconstpointer data = by_trigrams ? (gconstpointer) text : wanted;

  return lec_sql_search_collect (sql, SEARCH, LEC_SQL_VALUES (LEC_SQL_TEXT (query), LEC_SQL_INT (limit)),
                                 make_snippet, data, error);
}

static GPtrArray *
search_everywhere (LecSql *sql,
                   const char *text,
                   guint limit,
                   GError **error)
{
  static const char query[] =
    "SELECT " LEC_SQL_HIT_COLUMNS ", CASE WHEN strpos(slides.text, ?1) > 0 THEN slides.text"
    "  WHEN strpos(slides.transcript, ?1) > 0 THEN slides.transcript ELSE slides.title END"
    " FROM slides JOIN jobs ON jobs.id = slides.job"
    " WHERE strpos(slides.title, ?1) > 0 OR strpos(slides.text, ?1) > 0 OR strpos(slides.transcript, ?1) > 0"
    " ORDER BY jobs.id, slides.number LIMIT ?2";

  return lec_sql_search_collect (sql, query, LEC_SQL_VALUES (LEC_SQL_TEXT (text), LEC_SQL_INT (limit)),
                                 lec_sql_search_cut_snippet, text, error);
}

GPtrArray *
lec_postgres_search (LecSql *sql,
                     const char *query,
                     guint limit,
                     GError **error)
{
  LecSqlSearchKind kind = LEC_SQL_SEARCH_NOTHING;
  g_autofree char *text = lec_sql_search_read_query (query, &kind);

  switch (kind)
    {
    case LEC_SQL_SEARCH_WORDS:
    case LEC_SQL_SEARCH_TRIGRAMS:
      return search_index (sql, text, kind == LEC_SQL_SEARCH_TRIGRAMS, limit, error);
    case LEC_SQL_SEARCH_EVERYWHERE:
      return search_everywhere (sql, text, limit, error);
    case LEC_SQL_SEARCH_NOTHING:
    default:
      return g_ptr_array_new_with_free_func ((GDestroyNotify) lec_search_hit_free);
    }
}
