/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Bytes of a file that a person gives as text. Pure.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How the bytes were read. */
typedef enum
{
  LEC_TEXT_CHARSET_UTF_8,
  LEC_TEXT_CHARSET_UTF_8_DAMAGED, /* with U+FFFD for what is none */
  LEC_TEXT_CHARSET_UTF_16,
  LEC_TEXT_CHARSET_WINDOWS_1252,
} LecTextCharset;

char *lec_text_charset_decode (const char *data, gsize length, LecTextCharset *charset);

G_END_DECLS
