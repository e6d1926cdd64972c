/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which language a text is in. Pure.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

const char *lec_language_recognise (const char *text, gsize length);
char *lec_language_from_tag (const char *tag);

G_END_DECLS
