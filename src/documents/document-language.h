/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tesseract's names of languages as documents write them. Pure.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* @languages: joined by "+", the first counts. Returns: (transfer full): a BCP 47 tag,
"und" when unknown */
char *lec_document_language_dup_tag (const char *languages);

G_END_DECLS
