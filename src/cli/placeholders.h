/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What help says of a command line: words in small letters are typed as they
 * stand, in every language; names of values, in capitals, are translated.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Returns: (transfer none) (array zero-terminated=1): all names, in English */
const char *const *lec_placeholders_get_names (void);
/* @words: such as "[list|add NAME|remove N…]". Returns: (transfer full) */
char *lec_placeholders_translate (const char *words);

G_END_DECLS
