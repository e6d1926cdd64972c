/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A line goes on with the next one where that begins in lower case, or where
 * the line ends with a comma, a hyphen or a word that nothing ends with. Code
 * and tables lose nothing by it: their kind is told from the lines as they are.
 */
#include "text/slide-lines.h"

#include <string.h>

#include "model/word.h"
#include "text/sentences.h"

#define MAX_LINES       4000
#define MAX_LINE_BYTES  4000
#define MAX_TITLE_LINES 4
#define RUNNING_SLIDES  3   /* at least, that show a line which runs through */
#define RUNNING_SHARE   0.3 /* of all slides */
#define MAX_RUNNING     50  /* lines that run through; at most 1 / RUNNING_SHARE of those of a slide do */
#define MIN_PIECE       8   /* bytes of the key of a piece of one */
#define MIN_WRAPPED     24  /* letters of a line that was broken for lack of room */

void
lec_slide_line_free (LecSlideLine *self)
{
  if (self == NULL)
    return;

  g_free (self->text);
  g_free (self);
}

/* Returns: (transfer none): behind a number as "1.", "2)", "(a)" or "3.1", or @text */
static const char *
skip_number (const char *text)
{
  const char *at = *text == '(' ? text + 1 : text;
  const char *digits = at;

  while (g_ascii_isdigit (*at) || (at > digits && *at == '.' && g_ascii_isdigit (at[1])))
    at++;
  if (at == digits && g_ascii_isalpha (*at) && (at[1] == ')' || (*text == '(' && at[1] == ')')))
    at++;
  if (at == digits || at - digits > 6)
    return text;
  if (*at == ')' || *at == '.')
    at++;
  else if (memchr (digits, '.', (gsize) (at - digits)) == NULL)
    return text;

  return *at == ' ' ? at + 1 : text;
}

/* Returns: (transfer none): behind the bullet or the number that @text begins with, or @text */
const char *
lec_slide_line_skip_mark (const char *text)
{
  static const char *const marks[] = { "•", "◦", "▪", "■", "●", "○", "‣", "⁃", "∙", "·", "–", "—", "-", "*", "+",
                                       "→", "⇒", "➢", "►", "▶", "✓", "✔", "»", ">", "o" };

  while (*text == ' ')
    text++;
  for (gsize i = 0; i < G_N_ELEMENTS (marks); i++)
    {
      gsize length = strlen (marks[i]);

      if (strncmp (text, marks[i], length) != 0)
        continue;
      /* The signs of keyboards need a space behind them. */
      if (text[length] == ' ')
        return text + length + 1;
      if (length > 1 && i < 10)
        return text + length;
    }

  return skip_number (text);
}

/* Letters and digits alone, in lower case: what two forms of one line have in common. */
static char *
make_key (const char *text,
          gboolean with_digits)
{
  GString *key = g_string_new (NULL);

  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      gunichar letter = g_utf8_get_char (text);

      if (g_unichar_isalpha (letter) || (with_digits && g_unichar_isdigit (letter)))
        g_string_append_unichar (key, g_unichar_tolower (letter));
    }

  return g_string_free (key, FALSE);
}

/* How many of the first lines make up the title. */
static guint
count_title_lines (char **lines,
                   const char *title,
                   guint *first)
{
  g_autofree char *wanted = title != NULL ? make_key (title, TRUE) : NULL;

  if (wanted == NULL || *wanted == '\0')
    return 0;

  for (guint i = 0; i < MAX_LINES && lines[i] != NULL; i++)
    {
      g_autoptr (GString) joined = g_string_new (NULL);

      for (guint n = 0; n < MAX_TITLE_LINES && lines[i + n] != NULL; n++)
        {
          g_autofree char *key = make_key (lines[i + n], TRUE);

          g_string_append (joined, key);
          *first = i;
          if (*key != '\0' && g_str_equal (joined->str, wanted))
            return n + 1;
          if (!g_str_has_prefix (wanted, joined->str))
            break;
        }
    }

  return 0;
}

static gunichar
get_last_letter (const char *text)
{
  const char *end = text + strlen (text);

  return end > text ? g_utf8_get_char (g_utf8_prev_char (end)) : 0;
}

/* Whether @next goes on with what @before began. */
static gboolean
goes_on (const LecSlideLine *before,
         const char *next)
{
  gunichar last = get_last_letter (before->text);
  gunichar first = g_utf8_get_char (next);

  if (before->is_title || lec_sentence_is_ending (last) || last == ':' || last == ';')
    return FALSE;
  if (strlen (before->text) + strlen (next) > MAX_LINE_BYTES)
    return FALSE;
  if (last == ',' || last == '-' || first == '(')
    return g_utf8_strlen (before->text, -1) >= MIN_WRAPPED;

  return g_unichar_islower (first) && g_utf8_strlen (before->text, -1) >= MIN_WRAPPED / 2;
}

static void
append_to_line (LecSlideLine *line,
                const char *text)
{
  gsize length = strlen (line->text);
  char *joined = NULL;

  /* "Wissen-" and "schaft", but "vor-" and "Nachteile" */
  if (g_str_has_suffix (line->text, "-") && g_unichar_islower (g_utf8_get_char (text)))
    joined = g_strdup_printf ("%.*s%s", (int) length - 1, line->text, text);
  else
    joined = g_strconcat (line->text, lec_word_text_joins (line->text, text) ? "" : " ", text, NULL);
  g_free (line->text);
  line->text = joined;
}

static void
add_line (GPtrArray *lines,
          const char *text,
          gboolean is_title,
          gboolean is_bullet)
{
  LecSlideLine *line = g_new0 (LecSlideLine, 1);

  line->text = g_strdup (text);
  line->is_title = is_title != FALSE;
  line->is_bullet = is_bullet != FALSE;
  g_ptr_array_add (lines, line);
}

static gboolean
has_letter (const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char (text))
    if (g_unichar_isalnum (g_utf8_get_char (text)))
      return TRUE;

  return FALSE;
}

/* Recognition sees a new paragraph where a point's second line is far from the first. */
static gboolean
is_broken_point (const LecSlideLine *before)
{
  return before->is_bullet && !before->is_mended && g_utf8_strlen (before->text, -1) >= MIN_WRAPPED;
}

/* Returns: whether the next line may go on with it */
static gboolean
read_line (GPtrArray *lines,
           char *text,
           gboolean may_go_on)
{
  const char *content = NULL;
  LecSlideLine *before = lines->len > 0 ? g_ptr_array_index (lines, lines->len - 1) : NULL;

  g_strstrip (text);
  content = lec_slide_line_skip_mark (text);
  if (!has_letter (content))
    return FALSE;
  if (before != NULL && content == text && (may_go_on || is_broken_point (before)) && goes_on (before, content))
    {
      append_to_line (before, content);
      before->is_mended = !may_go_on;
    }
  else
    add_line (lines, content, FALSE, content != text);

  return TRUE;
}

/**
 * lec_slide_lines_read:
 *
 * Its title, which may be missing in its text, is the first line that is one.
 *
 * Returns: (transfer full) (element-type LecSlideLine)
 */
GPtrArray *
lec_slide_lines_read (const LecSlide *slide)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_slide_line_free);
  g_auto (GStrv) raw = NULL;
  guint first_title = 0, n_title = 0;
  gboolean may_go_on = FALSE;

  g_return_val_if_fail (slide != NULL, lines);

  raw = g_strsplit (slide->text != NULL ? slide->text : "", "\n", MAX_LINES);
  n_title = count_title_lines (raw, slide->title, &first_title);
  if (slide->title != NULL && has_letter (slide->title))
    add_line (lines, slide->title, TRUE, FALSE);
  for (guint i = 0; raw[i] != NULL; i++)
    {
      gboolean is_of_title = i >= first_title && i < first_title + n_title;

      may_go_on = !is_of_title && read_line (lines, raw[i], may_go_on);
    }

  return lines;
}

/* How many lines of all slides have a key, by key. */
static GHashTable *
count_keys (const GPtrArray *slides)
{
  GHashTable *counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < slides->len; i++)
    {
      const GPtrArray *lines = g_ptr_array_index (slides, i);

      for (guint j = 0; j < lines->len; j++)
        {
          const LecSlideLine *line = g_ptr_array_index (lines, j);
          g_autofree char *key = make_key (line->text, FALSE);
          guint count = GPOINTER_TO_UINT (g_hash_table_lookup (counts, key));

          if (*key != '\0' && !line->is_title)
            g_hash_table_replace (counts, g_steal_pointer (&key), GUINT_TO_POINTER (count + 1));
        }
    }

  return counts;
}

/* Returns: (transfer container) (element-type utf8): keys of what runs through, a bounded number */
static GPtrArray *
list_running (GHashTable *counts,
              guint least)
{
  GPtrArray *running = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer key = NULL, count = NULL;

  g_hash_table_iter_init (&iter, counts);
  while (running->len < MAX_RUNNING && g_hash_table_iter_next (&iter, &key, &count))
    if (GPOINTER_TO_UINT (count) >= least)
      g_ptr_array_add (running, key);

  return running;
}

/* A foot that was recognised in pieces is one still. */
static gboolean
is_running (const GPtrArray *running,
            const char *key)
{
  for (guint i = 0; *key != '\0' && i < running->len; i++)
    {
      const char *other = g_ptr_array_index (running, i);

      if (g_str_equal (other, key) || (strlen (key) >= MIN_PIECE && strstr (other, key) != NULL))
        return TRUE;
    }

  return FALSE;
}

/**
 * lec_slide_lines_mark_running:
 * @slides: (element-type GPtrArray): the lines of each slide
 *
 * Finds what stands on many slides beside their matter: the name of a course, a date, a page's
 * number.
 */
void
lec_slide_lines_mark_running (GPtrArray *slides)
{
  g_autoptr (GHashTable) counts = NULL;
  g_autoptr (GPtrArray) running = NULL;

  g_return_if_fail (slides != NULL);

  counts = count_keys (slides);
  running = list_running (counts, MAX (RUNNING_SLIDES, (guint) (RUNNING_SHARE * slides->len + 1)));
  for (guint i = 0; running->len > 0 && i < slides->len; i++)
    {
      GPtrArray *lines = g_ptr_array_index (slides, i);

      for (guint j = 0; j < lines->len; j++)
        {
          LecSlideLine *line = g_ptr_array_index (lines, j);
          g_autofree char *key = make_key (line->text, FALSE);

          line->is_running = !line->is_title && is_running (running, key);
        }
    }
}
