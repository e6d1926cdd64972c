/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Text, title and PDF must agree on these, or a phrase that is in one is
 * not found in the other.
 */
#include "model/word.h"

#include <string.h>

#define NOISE_MAX_LETTERS    2
#define NOISE_MAX_CONFIDENCE 40.0f

gboolean
lec_word_is_noise (const LecWord *word)
{
  g_return_val_if_fail (word != NULL, TRUE);

  return word->confidence < NOISE_MAX_CONFIDENCE && g_utf8_strlen (word->text, -1) <= NOISE_MAX_LETTERS;
}

static gboolean
is_cjk (gunichar c)
{
  switch (g_unichar_get_script (c))
    {
    case G_UNICODE_SCRIPT_HAN:
    case G_UNICODE_SCRIPT_HIRAGANA:
    case G_UNICODE_SCRIPT_KATAKANA:
    case G_UNICODE_SCRIPT_BOPOMOFO:
      return TRUE;
    default:
      /* CJK punctuation, full-width forms */
      return (c >= 0x3000 && c <= 0x303f) || (c >= 0xff01 && c <= 0xff60);
    }
}

gboolean
lec_word_text_joins (const char *left,
                     const char *right)
{
  g_return_val_if_fail (left != NULL && right != NULL, FALSE);

  if (*left == '\0' || *right == '\0')
    return TRUE;

  return is_cjk (g_utf8_get_char (g_utf8_prev_char (left + strlen (left)))) && is_cjk (g_utf8_get_char (right));
}

static gboolean
is_rtl_letter (gunichar c)
{
  return (c >= 0x0590 && c <= 0x08ff) || (c >= 0xfb1d && c <= 0xfdff) ||
         (c >= 0xfe70 && c <= 0xfeff) || (c >= 0x10800 && c <= 0x10fff) ||
         (c >= 0x1e800 && c <= 0x1efff);
}

gboolean
lec_word_text_is_rtl (const char *text)
{
  g_return_val_if_fail (text != NULL, FALSE);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isalpha (c))
        return is_rtl_letter (c);
    }

  return FALSE;
}
