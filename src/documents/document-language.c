/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tesseract writes ISO 639-2 with suffixes of its own; BCP 47 wants two
 * letters where there are two.
 */
#include "documents/document-language.h"

static const struct
{
  const char *name;
  const char *tag;
} languages_with_short_tag[] = {
  { "afr", "af" },
  { "amh", "am" },
  { "ara", "ar" },
  { "aze", "az" },
  { "bel", "be" },
  { "ben", "bn" },
  { "bos", "bs" },
  { "bul", "bg" },
  { "cat", "ca" },
  { "ces", "cs" },
  { "chi_sim", "zh-Hans" },
  { "chi_tra", "zh-Hant" },
  { "cym", "cy" },
  { "dan", "da" },
  { "deu", "de" },
  { "ell", "el" },
  { "eng", "en" },
  { "epo", "eo" },
  { "est", "et" },
  { "eus", "eu" },
  { "fas", "fa" },
  { "fin", "fi" },
  { "fra", "fr" },
  { "gle", "ga" },
  { "glg", "gl" },
  { "guj", "gu" },
  { "heb", "he" },
  { "hin", "hi" },
  { "hrv", "hr" },
  { "hun", "hu" },
  { "hye", "hy" },
  { "ind", "id" },
  { "isl", "is" },
  { "ita", "it" },
  { "jpn", "ja" },
  { "kan", "kn" },
  { "kat", "ka" },
  { "kaz", "kk" },
  { "khm", "km" },
  { "kor", "ko" },
  { "lat", "la" },
  { "lav", "lv" },
  { "lit", "lt" },
  { "mal", "ml" },
  { "mar", "mr" },
  { "mkd", "mk" },
  { "mlt", "mt" },
  { "mon", "mn" },
  { "msa", "ms" },
  { "nep", "ne" },
  { "nld", "nl" },
  { "nor", "no" },
  { "pan", "pa" },
  { "pol", "pl" },
  { "por", "pt" },
  { "ron", "ro" },
  { "rus", "ru" },
  { "sin", "si" },
  { "slk", "sk" },
  { "slv", "sl" },
  { "spa", "es" },
  { "sqi", "sq" },
  { "srp", "sr" },
  { "swa", "sw" },
  { "swe", "sv" },
  { "tam", "ta" },
  { "tel", "te" },
  { "tha", "th" },
  { "tur", "tr" },
  { "ukr", "uk" },
  { "urd", "ur" },
  { "uzb", "uz" },
  { "vie", "vi" },
  { "yid", "yi" },
};

static gboolean
is_three_letters (const char *text)
{
  return g_ascii_islower (text[0]) && g_ascii_islower (text[1]) && g_ascii_islower (text[2]) && text[3] == '\0';
}

char *
lec_document_language_dup_tag (const char *languages)
{
  g_auto (GStrv) names = NULL;

  g_return_val_if_fail (languages != NULL, NULL);

  names = g_strsplit (languages, "+", 2);
  for (guint i = 0; names[0] != NULL && i < G_N_ELEMENTS (languages_with_short_tag); i++)
    if (g_str_equal (names[0], languages_with_short_tag[i].name))
      return g_strdup (languages_with_short_tag[i].tag);

  return g_strdup (names[0] != NULL && is_three_letters (names[0]) ? names[0] : "und");
}
