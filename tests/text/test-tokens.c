/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Words of a text: where they begin and end in each script, what stops, what
 * has one stem, and that no text is too long or too odd.
 */
#include <string.h>

#include "text/stemmer.h"
#include "text/tokens.h"

/* The words of @text with "|" where a mark breaks, in lower case as the vocabulary has them. */
static char *
split (const char *text,
       const char *language)
{
  g_autoptr (LecVocabulary) vocabulary = lec_vocabulary_new (language);
  g_autoptr (GArray) tokens = g_array_new (FALSE, FALSE, sizeof (LecToken));
  GString *words = g_string_new (NULL);

  lec_tokens_split (text, strlen (text), vocabulary, 1000, tokens);
  for (guint i = 0; i < tokens->len; i++)
    {
      const LecToken *token = &g_array_index (tokens, LecToken, i);

      g_string_append_printf (words, "%s%.*s", i == 0 ? "" : token->flags & LEC_TOKEN_BREAK ? "|"
                                                                                            : " ",
                              (int) token->length, text + token->offset);
    }

  return g_string_free (words, FALSE);
}

static void
test_words (void)
{
  static const struct
  {
    const char *language;
    const char *text;
    const char *words;
  } cases[] = {
    { "en", "Newton's laws, and C++ too.", "Newton's laws|and C++ too" },
    { "en", "object-oriented code - since 1967", "object oriented code|since 1967" },
    { "en", "about 3.14 or 1,000 (roughly)", "about 3.14 or 1,000|roughly" },
    { "en", "don’t stop", "don t stop" },
    { "en", "snake_case C# F#!", "snake_case C# F#" },
    { "fr", "l’énergie d'un corps", "l énergie d un corps" },
    { "de", "Größe über alles", "Größe über alles" },
    { "zh", "机器学习，数据", "机 器 学 习|数 据" },
    { "ja", "データを分析する", "データ を 分 析 する" },
    { "ko", "자료를 분석", "자료를 분석" },
    { "ru", "Что такое ток?", "Что такое ток" },
    { NULL, "", "" },
    { NULL, "—…!?", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *words = split (cases[i].text, cases[i].language);

      g_assert_cmpstr (words, ==, cases[i].words);
    }
}

static LecWordUse
look_up (const char *language,
         const char *word)
{
  g_autoptr (LecVocabulary) vocabulary = lec_vocabulary_new (language);
  LecWordUse use = 0;

  lec_vocabulary_add (vocabulary, word, strlen (word), &use);
  return use;
}

static void
test_uses (void)
{
  static const char *const stop_words[][2] = {
    { "en", "The" },
    { "de", "und" },
    { "fr", "avec" },
    { "es", "pero" },
    { "pt", "não" },
    { "it", "perché" },
    { "nl", "niet" },
    { "ru", "который" },
    { "pl", "ponieważ" },
    { "sv", "också" },
    { "da", "ikke" },
    { "no", "ikke" },
    { "fi", "kuitenkin" },
    { "hu", "hogy" },
    { "tr", "çünkü" },
    { "zh", "的" },
    { "en", "don't" },
    { "en", "it’s" },
  };
  static const char *const content[][2] = {
    { "en", "entropy" },
    { "de", "Entropie" },
    { "fr", "entropie" },
    { "es", "entropía" },
    { "pt", "entropia" },
    { "it", "entropia" },
    { "nl", "entropie" },
    { "ru", "энтропия" },
    { "pl", "entropia" },
    { "sv", "entropi" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (stop_words); i++)
    {
      g_test_message ("%s", stop_words[i][1]);
      g_assert_true (look_up (stop_words[i][0], stop_words[i][1]) & LEC_WORD_STOP);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (content); i++)
    {
      g_test_message ("%s", content[i][1]);
      g_assert_cmpint (look_up (content[i][0], content[i][1]), ==, 0);
    }
  g_assert_true (look_up ("en", "of") & LEC_WORD_LINKER);
  g_assert_true (look_up ("en", "by") & LEC_WORD_JOINER);
  g_assert_true (look_up ("en", "the") & LEC_WORD_ARTICLE);
  g_assert_true (look_up ("en", "example") & LEC_WORD_WEAK);
  g_assert_true (look_up ("en", "1859") & LEC_WORD_NUMBER);
}

/* Forms of one word have one stem; another word has another. */
static void
test_stems (void)
{
  static const char *const words[][4] = {
    { "en", "theories", "theory", "theorem" },
    { "de", "häuser", "haus", "hase" },
    { "fr", "hypothèses", "hypothèse", "thèse" },
    { "es", "canciones", "canción", "cantor" },
    { "pt", "nações", "nação", "nativo" },
    { "it", "funzioni", "funzione", "fungo" },
    { "nl", "boeken", "boek", "boer" },
    { "ru", "теории", "теория", "терапия" },
    { "pl", "teorii", "teoria", "terapia" },
    { "pl", "całce", "całka", "cało" },
    { "pl", "funkcją", "funkcji", "fundament" },
    { "sv", "hästarna", "hästen", "höst" },
    { "ko", "자료를", "자료는", "재료를" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_autoptr (LecStemmer) stemmer = lec_stemmer_new (words[i][0]);
      g_autofree char *first = lec_stemmer_stem (stemmer, words[i][1]);
      g_autofree char *second = lec_stemmer_stem (stemmer, words[i][2]);
      g_autofree char *other = lec_stemmer_stem (stemmer, words[i][3]);

      g_test_message ("%s %s %s", first, second, other);
      g_assert_cmpstr (first, ==, second);
      g_assert_cmpstr (first, !=, other);
    }
}

/* What Polish lacks in Snowball: never more than a word has, never nothing. */
static void
test_short_words (void)
{
  static const char *const words[] = { "a", "ów", "oko", "jami", "ościami", "ć", "cc", "в" };

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_autoptr (LecStemmer) stemmer = lec_stemmer_new ("pl");
      g_autofree char *stem = lec_stemmer_stem (stemmer, words[i]);

      g_assert_cmpstr (stem, !=, "");
      g_assert_true (g_utf8_validate (stem, -1, NULL));
    }
}

static void
test_pairs (void)
{
  g_autoptr (LecVocabulary) vocabulary = lec_vocabulary_new ("zh");
  g_autoptr (GArray) tokens = g_array_new (FALSE, FALSE, sizeof (LecToken));
  const char *text = "机器的学习";
  const LecToken *all = NULL;

  lec_tokens_split (text, strlen (text), vocabulary, 10, tokens);
  all = &g_array_index (tokens, LecToken, 0);
  g_assert_cmpuint (tokens->len, ==, 5);
  g_assert_cmpstr (lec_vocabulary_get_stem (vocabulary, all[0].matter), ==, "机器");
  g_assert_cmpuint (all[1].matter, ==, 0); /* before a stop word */
  g_assert_cmpstr (lec_vocabulary_get_stem (vocabulary, all[3].matter), ==, "学习");
  g_assert_cmpuint (all[4].matter, ==, 0);
  g_assert_false (lec_token_is_matter (&all[2]));
}

/* A word of a megabyte is none; what is one word too many is left out. */
static void
test_bounds (void)
{
  g_autoptr (LecVocabulary) vocabulary = lec_vocabulary_new ("en");
  g_autoptr (GArray) tokens = g_array_new (FALSE, FALSE, sizeof (LecToken));
  g_autofree char *word = g_strnfill (1024 * 1024, 'x');
  g_autofree char *text = g_strconcat ("one ", word, " two three", NULL);

  lec_tokens_split (text, strlen (text), vocabulary, 2, tokens);
  g_assert_cmpuint (tokens->len, ==, 2);
  g_assert_cmpuint (g_array_index (tokens, LecToken, 1).length, ==, 3);
  g_assert_true (g_array_index (tokens, LecToken, 1).flags & LEC_TOKEN_BREAK);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/tokens/words", test_words);
  g_test_add_func ("/tokens/uses", test_uses);
  g_test_add_func ("/tokens/stems", test_stems);
  g_test_add_func ("/tokens/short-words", test_short_words);
  g_test_add_func ("/tokens/pairs", test_pairs);
  g_test_add_func ("/tokens/bounds", test_bounds);
  return g_test_run ();
}
