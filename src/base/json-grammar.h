/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whether a text is JSON at all, told before json-glib sees it.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* LEC_ERROR_PROTOCOL says what is wrong and at which byte. */
gboolean lec_json_check_grammar (const char *text, gsize length, guint max_depth, GError **error);

G_END_DECLS
