/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * After Metaphone (L. Philips, "Hanging on the Metaphone", Computer Language
 * 7(12), 1990) and the Kölner Phonetik, but for no language in particular:
 * only spellings that most languages in Latin letters read alike, or that
 * speech recognition mixes up, become one. Other scripts stay as they are.
 */
#include "text/sound-form.h"

#include <string.h>

/* Longer ones first. A context that does not fit passes the rule over. */
static const struct
{
  const char *letters;
  const char *sound;
  const char *before; /* (nullable): the next letter is one of these; "" for the end of the word */
} rules[] = {
  { "tsch", "S", NULL },
  { "sch", "S", NULL },
  { "tch", "S", NULL },
  { "ght", "t", NULL },
  { "dge", "j", NULL },
  { "ph", "f", NULL },
  { "th", "t", NULL },
  { "sh", "S", NULL },
  { "ch", "S", NULL },
  { "ck", "k", NULL },
  { "qu", "kw", NULL },
  { "tz", "s", NULL },
  { "ts", "s", NULL },
  { "rh", "r", NULL },
  { "wh", "w", NULL },
  { "kn", "n", NULL },
  { "wr", "r", NULL },
  { "ij", "i", NULL },
  { "ie", "i", NULL },
  { "ee", "i", NULL },
  { "ea", "i", NULL },
  { "oo", "u", NULL },
  { "ou", "u", NULL },
  { "eu", "oi", NULL },
  { "oy", "oi", NULL },
  { "ei", "ai", NULL },
  { "ay", "ai", NULL },
  { "ey", "ai", NULL },
  { "x", "ks", NULL },
  { "z", "s", NULL },
  { "v", "f", NULL },
  { "q", "k", NULL },
  { "y", "i", NULL },
  { "c", "s", "eiy" },
  { "c", "k", NULL },
  { "e", "", "" },
};

/* Without case and accents. */
static char *
fold (const char *word)
{
  g_autofree char *folded = g_utf8_casefold (word, -1);
  g_autofree char *decomposed = g_utf8_normalize (folded, -1, G_NORMALIZE_ALL);
  GString *text = g_string_new (NULL);

  for (const char *p = decomposed != NULL ? decomposed : ""; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isalnum (c))
        g_string_append_unichar (text, c);
    }

  return g_string_free (text, FALSE);
}

static gboolean
fits (const char *next,
      const char *before)
{
  if (before == NULL)
    return TRUE;

  return *before == '\0' ? *next == '\0' : *next != '\0' && strchr (before, *next) != NULL;
}

static gboolean
is_vowel (char c)
{
  return c != '\0' && strchr ("aeiou", c) != NULL;
}

/* A letter that is there twice sounds as one. */
static void
append_sound (GString *form,
              const char *sound,
              gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (form->len == 0 || form->str[form->len - 1] != sound[i] || (guint8) sound[i] >= 0x80)
      g_string_append_c (form, sound[i]);
}

/**
 * lec_sound_form_make:
 * @word: UTF-8
 *
 * Returns: (transfer full): equal for words that sound alike; may be empty
 */
char *
lec_sound_form_make (const char *word)
{
  g_autofree char *folded = NULL;
  GString *form = NULL;

  g_return_val_if_fail (word != NULL, NULL);

  folded = fold (word);
  form = g_string_new (NULL);
  for (const char *p = folded; *p != '\0';)
    {
      guint i = 0;

      while (i < G_N_ELEMENTS (rules) && !(g_str_has_prefix (p, rules[i].letters) &&
                                           fits (p + strlen (rules[i].letters), rules[i].before)))
        i++;
      if (i < G_N_ELEMENTS (rules))
        {
          append_sound (form, rules[i].sound, strlen (rules[i].sound));
          p += strlen (rules[i].letters);
          continue;
        }
      /* An h is heard where a word begins. */
      if (*p != 'h' || p == folded)
        append_sound (form, p, (gsize) (g_utf8_next_char (p) - p));
      p = g_utf8_next_char (p);
    }

  return g_string_free (form, FALSE);
}

/**
 * lec_sound_form_make_skeleton:
 * @form: of lec_sound_form_make()
 *
 * Its consonants, soft and hard ones as one, and whether it begins with a vowel.
 *
 * Returns: (transfer full): may be empty
 */
char *
lec_sound_form_make_skeleton (const char *form)
{
  GString *skeleton = NULL;

  g_return_val_if_fail (form != NULL, NULL);

  skeleton = g_string_new (NULL);
  for (const char *p = form; *p != '\0'; p++)
    {
      char c = *p == 'b' ? 'p' : *p == 'd' ? 't'
                               : *p == 'g' ? 'k'
                                           : *p;

      if (!is_vowel (*p))
        append_sound (skeleton, &c, 1);
      else if (p == form)
        append_sound (skeleton, "A", 1);
    }

  return g_string_free (skeleton, FALSE);
}
