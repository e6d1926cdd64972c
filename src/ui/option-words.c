/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The table speaks as --help does. A new option is shown without a line here,
 * only less nicely.
 */
#include "ui/option-words.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  const char *name;
  const char *words;
} Words;

static const Words titles[] = {
  { "sensitivity", N_ ("Sensitivity") },
  { "shortest", N_ ("Shortest Slide") },
  { "keep-builds", N_ ("Each Step of a Slide") },
  { "crop", N_ ("Cut Out the Slide") },
  { "language", N_ ("Languages") },
  { "layout", N_ ("Layout") },
  { "per-page", N_ ("Slides a Page") },
  { "paper", N_ ("Paper") },
  { "picture-quality", N_ ("Picture Quality") },
  { "lossless", N_ ("Pictures Without Loss") },
  { "images", N_ ("Also as Pictures") },
  { "json", N_ ("Also as JSON") },
};

static const Words sensitivities[] = {
  { "low", NC_ ("sensitivity", "Low") },
  { "normal", NC_ ("sensitivity", "Normal") },
  { "high", NC_ ("sensitivity", "High") },
};

static const Words qualities[] = {
  { "low", NC_ ("picture-quality", "Low") },
  { "medium", NC_ ("picture-quality", "Medium") },
  { "high", NC_ ("picture-quality", "High") },
};

/* Of all other options. */
static const Words values[] = {
  { "a4", N_ ("A4") },
  { "letter", N_ ("Letter") },
  { "slides", N_ ("A slide a page") },
  { "notes", N_ ("Slides with their text") },
  { "handout", N_ ("Handout") },
  { "auto", N_ ("Where it is certain") },
  { "none", N_ ("Never") },
};

/* @context: (nullable): of the messages. Returns: (nullable) */
static const char *
find_words (const Words *list,
            gsize length,
            const char *context,
            const char *name)
{
  for (gsize i = 0; i < length; i++)
    if (g_str_equal (list[i].name, name))
      return context != NULL ? g_dpgettext2 (GETTEXT_PACKAGE, context, list[i].words) : _ (list[i].words);

  return NULL;
}

const char *
lec_option_words_get_title (const LecOptionSpec *spec)
{
  const char *title = NULL;

  g_return_val_if_fail (spec != NULL, NULL);

  title = find_words (titles, G_N_ELEMENTS (titles), NULL, spec->name);
  return title != NULL ? title : spec->name;
}

char *
lec_option_words_dup_subtitle (const LecOptionSpec *spec)
{
  const char *words = NULL;
  g_autofree char *first = NULL;
  g_autofree char *upper = NULL;

  g_return_val_if_fail (spec != NULL, NULL);

  words = _ (spec->help);
  first = g_utf8_substring (words, 0, 1);
  upper = g_utf8_strup (first, -1);
  return g_strconcat (upper, g_utf8_next_char (words), NULL);
}

const char *
lec_option_words_get_value (const LecOptionSpec *spec,
                            const char *value)
{
  const char *words = NULL;

  g_return_val_if_fail (spec != NULL && value != NULL, NULL);

  if (g_str_equal (spec->name, "sensitivity"))
    words = find_words (sensitivities, G_N_ELEMENTS (sensitivities), spec->name, value);
  else if (g_str_equal (spec->name, "picture-quality"))
    words = find_words (qualities, G_N_ELEMENTS (qualities), spec->name, value);
  else
    words = find_words (values, G_N_ELEMENTS (values), NULL, value);
  return words != NULL ? words : value;
}
