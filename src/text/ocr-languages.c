/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tesseract starts with whatever languages it finds and only prints a warning
 * about the others, so what was asked for is compared with what is there
 * before an engine is made.
 */
#include "config.h"

#include "text/ocr-languages.h"

#include <glib/gi18n-lib.h>

#include "base/error.h"

#define PACKAGE_PREFIX        "tesseract-ocr-"
#define SCRIPT_MODEL_PREFIX   "script/"
#define SCRIPT_PACKAGE_PREFIX PACKAGE_PREFIX "script-"

/* Script models are packaged under the script's ISO 15924 code. */
static const struct
{
  const char *model;
  const char *package;
} scripts[] = {
  { "Arabic", "arab" },
  { "Armenian", "armn" },
  { "Bengali", "beng" },
  { "Canadian_Aboriginal", "cans" },
  { "Cherokee", "cher" },
  { "Cyrillic", "cyrl" },
  { "Devanagari", "deva" },
  { "Ethiopic", "ethi" },
  { "Fraktur", "frak" },
  { "Georgian", "geor" },
  { "Greek", "grek" },
  { "Gujarati", "gujr" },
  { "Gurmukhi", "guru" },
  { "Hangul", "hang" },
  { "Hangul_vert", "hang-vert" },
  { "HanS", "hans" },
  { "HanS_vert", "hans-vert" },
  { "HanT", "hant" },
  { "HanT_vert", "hant-vert" },
  { "Hebrew", "hebr" },
  { "Japanese", "jpan" },
  { "Japanese_vert", "jpan-vert" },
  { "Kannada", "knda" },
  { "Khmer", "khmr" },
  { "Lao", "laoo" },
  { "Latin", "latn" },
  { "Malayalam", "mlym" },
  { "Myanmar", "mymr" },
  { "Oriya", "orya" },
  { "Sinhala", "sinh" },
  { "Syriac", "syrc" },
  { "Tamil", "taml" },
  { "Telugu", "telu" },
  { "Thaana", "thaa" },
  { "Thai", "thai" },
  { "Tibetan", "tibt" },
  { "Vietnamese", "viet" },
};

static const char *
find_script_package (const char *model)
{
  for (guint i = 0; i < G_N_ELEMENTS (scripts); i++)
    if (g_str_equal (scripts[i].model, model))
      return scripts[i].package;

  return NULL;
}

char *
lec_ocr_languages_dup_package (const char *language)
{
  g_autofree char *lower = NULL;

  g_return_val_if_fail (language != NULL, NULL);

  if (g_str_has_prefix (language, SCRIPT_MODEL_PREFIX))
    {
      const char *package = find_script_package (language + strlen (SCRIPT_MODEL_PREFIX));

      if (package != NULL)
        return g_strconcat (SCRIPT_PACKAGE_PREFIX, package, NULL);
    }

  lower = g_ascii_strdown (language, -1);
  return g_strconcat (PACKAGE_PREFIX, g_strdelimit (lower, "_/", '-'), NULL);
}

/* A name becomes part of a file name, so nothing that could leave the folder gets through. */
static gboolean
is_language_name (const char *name)
{
  if (*name == '\0' || *name == '/')
    return FALSE;
  for (const char *p = name; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p) && *p != '_' && *p != '-' && *p != '/')
      return FALSE;

  return TRUE;
}

gboolean
lec_ocr_languages_check (const char *languages,
                         const char *const *installed,
                         GError **error)
{
  g_auto (GStrv) wanted = NULL;
  g_autoptr (GString) missing = g_string_new (NULL);
  g_autoptr (GString) packages = g_string_new (NULL);
  guint n_missing = 0;

  g_return_val_if_fail (languages != NULL && installed != NULL, FALSE);

  wanted = g_strsplit (languages, "+", -1);
  if (wanted[0] == NULL)
    {
      g_set_error (error, LEC_ERROR, LEC_ERROR_USAGE, _ ("no recognition language given"));
      return FALSE;
    }

  for (guint i = 0; wanted[i] != NULL; i++)
    {
      g_autofree char *package = NULL;

      if (!is_language_name (wanted[i]))
        {
          g_set_error (error, LEC_ERROR, LEC_ERROR_USAGE, _ ("“%s” is no recognition language"), wanted[i]);
          return FALSE;
        }
      if (g_strv_contains (installed, wanted[i]))
        continue;

      package = lec_ocr_languages_dup_package (wanted[i]);
      g_string_append_printf (missing, "%s%s", n_missing > 0 ? ", " : "", wanted[i]);
      g_string_append_printf (packages, "%s%s", n_missing > 0 ? " " : "", package);
      n_missing++;
    }

  if (n_missing == 0)
    return TRUE;

  g_set_error (error, LEC_ERROR, LEC_ERROR_NO_LANGUAGE,
               /* Translators: names of languages, then names of Debian's packages */
               g_dngettext (GETTEXT_PACKAGE,
                            "recognition language not installed: %s (on Debian and Ubuntu install the package %s, "
                            "elsewhere Tesseract's data for it)",
                            "recognition languages not installed: %s (on Debian and Ubuntu install the packages %s, "
                            "elsewhere Tesseract's data for them)",
                            n_missing),
               missing->str, packages->str);
  return FALSE;
}
