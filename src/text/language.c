/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Chinese, Japanese, Korean and a few more are told by their script, the rest
 * by their stop words: every third word of a text is one, and those of two
 * languages are rarely the same. A word counts the more the fewer languages
 * have it. Letters that one language has and its neighbours lack count as a
 * part of a word, which decides on slides with few sentences.
 */
#include "text/language.h"

#include <string.h>

#include "text/language-words.h"

#define MAX_LOOKED_AT   (256 * 1024) /* bytes of a text */
#define MAX_WORD_BYTES  60
#define MAX_LANGUAGES   32
#define MIN_SHARE       0.03 /* of the words' number, that the best one has to reach */
#define MIN_SCORE       0.75
#define LETTER_SCORE    0.35
#define FOREIGN_LETTERS 50  /* one of so many tells that Cyrillic letters are not Russian */
#define MIN_SIGNS       0.2 /* of all letters, for a language told by its script */

/* Letters that tell a language; where several have one, all of them are helped. */
static const struct
{
  const char *code;
  const char *letters;
} own_letters[] = {
  { "de", "ßäöü" },
  { "fr", "çèêœëîùûàâ" },
  { "es", "ñ¿¡íó" },
  { "pt", "ãõçâê" },
  { "it", "èìòù" },
  { "sv", "åäö" },
  { "pl", "łąęśżźćń" },
  { "da", "æøå" },
  { "no", "æøå" },
  { "fi", "äö" },
  { "hu", "őűöüó" },
  { "tr", "ğşıİçöü" },
  { "ru", "ыэёъ" }
};

/* Of Ukrainian, Belarusian, Serbian and Macedonian. */
static const char not_russian[] = "іїєґўђјљњћџѓќ";

typedef struct
{
  guint n_letters;
  guint n_han;
  guint n_kana;
  guint n_hangul;
  guint n_cyrillic;
  guint n_not_russian;
  guint n_words;
  double scores[MAX_LANGUAGES];
} Count;

static void
add_words (GHashTable *table,
           const char *words,
           guint language)
{
  g_auto (GStrv) list = g_strsplit (words, " ", -1);

  for (guint i = 0; list[i] != NULL; i++)
    {
      guint bits = GPOINTER_TO_UINT (g_hash_table_lookup (table, list[i]));

      g_hash_table_replace (table, g_strdup (list[i]), GUINT_TO_POINTER (bits | 1u << language));
    }
}

/* Which languages have a word: a bit each. */
static GHashTable *
make_table (const LecLanguageWords *languages,
            gsize n_languages)
{
  GHashTable *table = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (gsize i = 0; i < n_languages; i++)
    {
      add_words (table, languages[i].stop_words, (guint) i);
      add_words (table, languages[i].weak_words, (guint) i);
    }

  return table;
}

static void
count_word (Count *count,
            GHashTable *table,
            gsize n_languages,
            const char *word,
            gsize length)
{
  g_autofree char *lower = length <= MAX_WORD_BYTES ? g_utf8_strdown (word, (gssize) length) : NULL;
  guint bits = lower != NULL ? GPOINTER_TO_UINT (g_hash_table_lookup (table, lower)) : 0;
  guint n_bits = 0;

  count->n_words++;
  for (guint rest = bits; rest != 0; rest &= rest - 1)
    n_bits++;
  for (gsize i = 0; i < n_languages; i++)
    if (bits & 1u << i)
      count->scores[i] += 1.0 / n_bits;
}

static void
count_letter (Count *count,
              const LecLanguageWords *languages,
              gsize n_languages,
              gunichar letter)
{
  char text[8] = { 0 };

  count->n_letters++;
  if (letter < 0x80)
    return;

  switch (g_unichar_get_script (letter))
    {
    case G_UNICODE_SCRIPT_HAN:
      count->n_han++;
      return;
    case G_UNICODE_SCRIPT_HIRAGANA:
    case G_UNICODE_SCRIPT_KATAKANA:
      count->n_kana++;
      return;
    case G_UNICODE_SCRIPT_HANGUL:
      count->n_hangul++;
      return;
    case G_UNICODE_SCRIPT_CYRILLIC:
      count->n_cyrillic++;
      break;
    default:
      break;
    }

  g_unichar_to_utf8 (g_unichar_tolower (letter), text);
  count->n_not_russian += strstr (not_russian, text) != NULL;
  for (gsize i = 0; i < G_N_ELEMENTS (own_letters); i++)
    for (gsize j = 0; strstr (own_letters[i].letters, text) != NULL && j < n_languages; j++)
      if (g_str_equal (languages[j].code, own_letters[i].code))
        count->scores[j] += LETTER_SCORE;
}

static void
count_text (Count *count,
            const LecLanguageWords *languages,
            gsize n_languages,
            const char *text,
            const char *end)
{
  g_autoptr (GHashTable) table = make_table (languages, n_languages);
  const char *word = NULL;

  for (const char *at = text; at < end; at = g_utf8_next_char (at))
    {
      gunichar letter = g_utf8_get_char (at);

      if (g_unichar_isalpha (letter))
        {
          count_letter (count, languages, n_languages, letter);
          word = word != NULL ? word : at;
        }
      else if (word != NULL)
        {
          count_word (count, table, n_languages, word, (gsize) (at - word));
          word = NULL;
        }
    }
  if (word != NULL)
    count_word (count, table, n_languages, word, (gsize) (end - word));
}

static const char *
tell_by_script (const Count *count)
{
  if (count->n_hangul > MIN_SIGNS * count->n_letters)
    return "ko";
  if (count->n_han + count->n_kana <= MIN_SIGNS * count->n_letters)
    return NULL;

  return count->n_kana * 10 > count->n_han ? "ja" : "zh";
}

/**
 * lec_language_recognise:
 * @text: UTF-8
 * @length: bytes of it; only the first 256 KB are looked at
 *
 * Returns: (transfer none) (nullable): ISO 639-1; %NULL where it is not to be told
 */
const char *
lec_language_recognise (const char *text,
                        gsize length)
{
  gsize n_languages = 0, best = 0;
  const LecLanguageWords *languages = lec_language_words_get_all (&n_languages);
  const char *end = NULL, *by_script = NULL;
  Count count = { 0 };
  double second = 0;

  g_return_val_if_fail (text != NULL, NULL);
  g_assert (n_languages <= MAX_LANGUAGES);

  end = text + MIN (length, MAX_LOOKED_AT);
  while (end < text + length && end > text && (*end & 0xc0) == 0x80)
    end--;
  count_text (&count, languages, n_languages, text, end);
  if (count.n_letters == 0)
    return NULL;

  by_script = tell_by_script (&count);
  if (by_script != NULL)
    return by_script;

  for (gsize i = 1; i < n_languages; i++)
    if (count.scores[i] > count.scores[best])
      best = i;
  for (gsize i = 0; i < n_languages; i++)
    if (i != best)
      second = MAX (second, count.scores[i]);
  if (count.scores[best] < MIN_SCORE || count.scores[best] < MIN_SHARE * count.n_words ||
      count.scores[best] <= second)
    return NULL;
  /* They share words with Russian. */
  if (count.n_not_russian * FOREIGN_LETTERS > count.n_cyrillic)
    return NULL;

  return languages[best].code;
}

/**
 * lec_language_from_tag:
 * @tag: (nullable): as "pt-BR"; may be anything
 *
 * Returns: (transfer full) (nullable): ISO 639-1; %NULL for a tag that does not begin with it
 */
char *
lec_language_from_tag (const char *tag)
{
  if (tag == NULL || !g_ascii_isalpha (tag[0]) || !g_ascii_isalpha (tag[1]) ||
      (tag[2] != '\0' && tag[2] != '-' && tag[2] != '_'))
    return NULL;

  return g_ascii_strdown (tag, 2);
}
