/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Front ends do not see the room that reads text.
 */
#include "engine/ocr-choice.h"

#include "text/ocr-languages.h"
#include "text/ocr.h"

char **
lec_ocr_choice_list_installed (GError **error)
{
  return lec_ocr_list_languages (error);
}

char *
lec_ocr_choice_dup_package (const char *language)
{
  g_return_val_if_fail (language != NULL, NULL);

  return lec_ocr_languages_dup_package (language);
}
