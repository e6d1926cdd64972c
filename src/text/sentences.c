/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A full stop ends a sentence unless what is before it is an abbreviation, an
 * initial or an ordinal number, or what follows begins in lower case. The marks
 * of Chinese and Japanese always end one.
 */
#include "text/sentences.h"

#include <string.h>

#define MAX_ABBREVIATION 8 /* letters */

/* Of all languages that are known here; what often ends a sentence ("etc.", "usw.") is not one:
 * mostly a small letter follows it. In lower case. */
static const char abbreviations[] =
  " dr mr mrs ms prof fig figs eq eqs vs cf al approx dept univ vol pp ed eds st jr sr sec ch thm def "
  "abb bspw evtl ggf inkl sog vgl hr fr ca nr bzw tab kap gl hl mio mrd str "
  "ej sra ud uds núm pág cap ee uu p.ej mme mlle mm art chap dott sig sigg pagg bijv dhr mevr blz t.ex bl.a "
  "т.е т.д т.п др рис гл стр проф напр им г тыс млн ул np tzn tzw tj m.in rys prof ul godz ";

/* Whether a sentence may end with it. */
gboolean
lec_sentence_is_ending (gunichar letter)
{
  switch (letter)
    {
    case '.':
    case '!':
    case '?':
    case 0x2026: /* … */
    case 0x3002: /* 。 */
    case 0xff01: /* ！ */
    case 0xff1f: /* ？ */
    case 0xff0e: /* ． */
    case 0x061f: /* ؟ */
    case 0x06d4: /* ۔ */
    case 0x0964: /* । */
      return TRUE;
    default:
      return FALSE;
    }
}

static gboolean
is_full_width (gunichar letter)
{
  return letter == 0x3002 || letter == 0xff01 || letter == 0xff1f || letter == 0xff0e;
}

static gboolean
is_closing (gunichar letter)
{
  return letter == ')' || letter == ']' || letter == '"' || letter == '\'' || letter == 0x201d || letter == 0x2019 ||
         letter == 0xbb || letter == 0x300d || letter == 0x300f || letter == 0xff09 || letter == 0x201c;
}

/* Whether the word right before @dot can not be the last one of a sentence. */
static gboolean
is_abbreviation (const char *start,
                 const char *dot)
{
  const char *word = dot;
  g_autofree char *lower = NULL;
  g_autofree char *key = NULL;
  guint n_letters = 0;
  gboolean is_number = TRUE;

  while (word > start && n_letters <= MAX_ABBREVIATION)
    {
      const char *before = g_utf8_prev_char (word);
      gunichar letter = g_utf8_get_char (before);

      if (!g_unichar_isalnum (letter) && letter != '.')
        break;
      is_number &= g_unichar_isdigit (letter) != FALSE;
      word = before;
      n_letters++;
    }
  if (n_letters == 0 || n_letters > MAX_ABBREVIATION)
    return FALSE;
  if (is_number)
    return n_letters <= 2; /* "am 3. Mai" */
  if (n_letters == 1)
    return g_unichar_isupper (g_utf8_get_char (word)) != FALSE;
  /* "z.B", "e.g", "U.S" */
  if (n_letters == 3 && *g_utf8_next_char (word) == '.')
    return TRUE;

  lower = g_utf8_strdown (word, dot - word);
  key = g_strconcat (" ", lower, " ", NULL);
  return strstr (abbreviations, key) != NULL;
}

/**
 * lec_sentence_find_end:
 * @start: of the sentence
 * @end: of the text: nothing there tells that it ends
 * @from: where to look from, @start or after it
 *
 * Linear in what is between @from and the end found.
 *
 * Returns: (transfer none) (nullable): right behind the sentence, within @start and @end; %NULL
 *   where it does not end
 */
const char *
lec_sentence_find_end (const char *start,
                       const char *end,
                       const char *from)
{
  g_return_val_if_fail (start != NULL && start <= from && from <= end, NULL);

  for (const char *at = from; at < end; at = g_utf8_next_char (at))
    {
      gunichar letter = g_utf8_get_char (at);
      const char *after = g_utf8_next_char (at);
      const char *next = NULL;

      if (!lec_sentence_is_ending (letter))
        continue;
      while (after < end && (lec_sentence_is_ending (g_utf8_get_char (after)) || is_closing (g_utf8_get_char (after))))
        after = g_utf8_next_char (after);
      if (is_full_width (letter))
        return after;
      if (after >= end || !g_unichar_isspace (g_utf8_get_char (after)))
        {
          at = g_utf8_prev_char (after);
          continue;
        }

      for (next = after; next < end && g_unichar_isspace (g_utf8_get_char (next)); next = g_utf8_next_char (next))
        ;
      if (next < end && !g_unichar_islower (g_utf8_get_char (next)) && (letter != '.' || !is_abbreviation (start, at)))
        return after;
      at = g_utf8_prev_char (after);
    }

  return NULL;
}
