/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The words of a text as a search sees them: without case and accents.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * LecSearchWord:
 * @start: where it begins in the text, in bytes
 * @end: behind its last byte
 * @folded: as it is compared
 */
typedef struct
{
  gsize start;
  gsize end;
  char *folded;
} LecSearchWord;

/* @text: valid UTF-8. Returns: (transfer full) (element-type LecSearchWord): at most @max */
GPtrArray *lec_search_words_split (const char *text, guint max);

G_END_DECLS
