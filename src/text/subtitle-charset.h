/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Bytes of a subtitle file as text. Pure.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How the bytes were read. */
typedef enum
{
  LEC_SUBTITLE_CHARSET_UTF_8,
  LEC_SUBTITLE_CHARSET_UTF_8_DAMAGED, /* with U+FFFD for what is none */
  LEC_SUBTITLE_CHARSET_UTF_16,
  LEC_SUBTITLE_CHARSET_WINDOWS_1252,
} LecSubtitleCharset;

char *lec_subtitle_charset_decode (const char *data, gsize length, LecSubtitleCharset *charset);

G_END_DECLS
