/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Broken at blanks, and beside the wide characters of Chinese and Japanese, which
 * are written without any. Korean has blanks, and is broken at them alone. What is
 * kept together is what Unicode's line breaking (UAX 14) keeps together, as far as
 * the break types of single characters tell.
 */
#include "cli/wrapped-text.h"

#include <string.h>

#include "cli/terminal-text.h"

#define MIN_TEXT 12

typedef struct
{
  GString *out;
  int indent;
  int limit;
  int position; /* column after what is in the line */
} Lines;

static gboolean
is_hangul (gunichar c)
{
  switch (g_unichar_break_type (c))
    {
    case G_UNICODE_BREAK_HANGUL_L_JAMO:
    case G_UNICODE_BREAK_HANGUL_V_JAMO:
    case G_UNICODE_BREAK_HANGUL_T_JAMO:
    case G_UNICODE_BREAK_HANGUL_LV_SYLLABLE:
    case G_UNICODE_BREAK_HANGUL_LVT_SYLLABLE:
      return TRUE;
    default:
      return FALSE;
    }
}

static gboolean
is_wide (gunichar c)
{
  return g_unichar_iswide (c) && !is_hangul (c);
}

/* What ends something: it stays with what is before it. */
static gboolean
is_bound_to_before (gunichar c)
{
  switch (g_unichar_break_type (c))
    {
    case G_UNICODE_BREAK_CLOSE_PUNCTUATION:
    case G_UNICODE_BREAK_CLOSE_PARANTHESIS:
    case G_UNICODE_BREAK_NON_STARTER:
    case G_UNICODE_BREAK_CONDITIONAL_JAPANESE_STARTER:
    case G_UNICODE_BREAK_EXCLAMATION:
    case G_UNICODE_BREAK_INFIX_SEPARATOR:
    case G_UNICODE_BREAK_INSEPARABLE:
    case G_UNICODE_BREAK_SYMBOL:
    case G_UNICODE_BREAK_HYPHEN:
    case G_UNICODE_BREAK_AFTER:
    case G_UNICODE_BREAK_POSTFIX:
    case G_UNICODE_BREAK_COMBINING_MARK:
    case G_UNICODE_BREAK_NON_BREAKING_GLUE:
    case G_UNICODE_BREAK_WORD_JOINER:
    case G_UNICODE_BREAK_ZERO_WIDTH_JOINER:
      return TRUE;
    case G_UNICODE_BREAK_QUOTATION:
      return g_unichar_type (c) != G_UNICODE_INITIAL_PUNCTUATION;
    default:
      return g_unichar_iszerowidth (c);
    }
}

/* What begins something: it stays with what is after it. */
static gboolean
is_bound_to_after (gunichar c)
{
  switch (g_unichar_break_type (c))
    {
    case G_UNICODE_BREAK_OPEN_PUNCTUATION:
    case G_UNICODE_BREAK_PREFIX:
    case G_UNICODE_BREAK_NON_BREAKING_GLUE:
    case G_UNICODE_BREAK_WORD_JOINER:
    case G_UNICODE_BREAK_ZERO_WIDTH_JOINER:
      return TRUE;
    case G_UNICODE_BREAK_QUOTATION:
      return g_unichar_type (c) != G_UNICODE_FINAL_PUNCTUATION;
    default:
      return FALSE;
    }
}

static gboolean
can_break_between (gunichar before,
                   gunichar after)
{
  return (is_wide (before) || is_wide (after)) && !is_bound_to_after (before) && !is_bound_to_before (after);
}

/* Returns: where the piece ends that begins at @text, which is not empty */
static const char *
find_end_of_piece (const char *text)
{
  gunichar before = g_utf8_get_char (text);

  for (text = g_utf8_next_char (text); *text != '\0'; text = g_utf8_next_char (text))
    {
      gunichar c = g_utf8_get_char (text);

      if (can_break_between (before, c))
        return text;
      if (!g_unichar_iszerowidth (c))
        before = c;
    }

  return text;
}

/* @blank: what stands before it unless it begins a line: " " or "" */
static void
add_piece (Lines *lines,
           const char *piece,
           const char *blank)
{
  int width = lec_terminal_get_text_width (piece);
  int gap = (int) strlen (blank);

  if (lines->position > lines->indent && lines->position + gap + width > lines->limit)
    {
      g_string_append_printf (lines->out, "\n%*s", lines->indent, "");
      lines->position = lines->indent;
    }
  else if (lines->position > lines->indent)
    {
      g_string_append (lines->out, blank);
      lines->position += gap;
    }
  g_string_append (lines->out, piece);
  lines->position += width;
}

static void
add_word (Lines *lines,
          const char *word)
{
  const char *blank = " ";

  while (*word != '\0')
    {
      const char *end = find_end_of_piece (word);
      g_autofree char *piece = g_strndup (word, (gsize) (end - word));

      add_piece (lines, piece, blank);
      blank = "";
      word = end;
    }
}

void
lec_wrapped_text_append (GString *out,
                         const char *text,
                         int indent,
                         int columns)
{
  g_auto (GStrv) words = NULL;
  Lines lines = { .out = out, .indent = indent, .limit = MAX (columns, indent + MIN_TEXT), .position = indent };

  g_return_if_fail (out != NULL && text != NULL && indent >= 0);

  words = g_strsplit (text, " ", -1);
  for (char **word = words; *word != NULL; word++)
    add_word (&lines, *word);
  g_string_append_c (out, '\n');
}
