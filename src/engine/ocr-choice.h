/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which languages text can be read in, for whoever lets a person choose.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Takes a moment. Any thread. Returns: (transfer full) (nullable) (array zero-terminated=1):
 * Tesseract's names of those that are installed, sorted */
char **lec_ocr_choice_list_installed (GError **error);
/* Returns: (transfer full): the Debian package that brings @language */
char *lec_ocr_choice_dup_package (const char *language);

G_END_DECLS
