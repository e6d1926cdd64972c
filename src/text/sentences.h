/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where sentences end. Pure.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

const char *lec_sentence_find_end (const char *start, const char *end, const char *from);
gboolean lec_sentence_is_ending (gunichar letter);

G_END_DECLS
