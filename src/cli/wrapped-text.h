/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A paragraph as lines that fit, in any language. Pure.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Appends @text, valid UTF-8, and a newline. The first line begins where @out stands, at column
 * @indent; those after it are indented by @indent columns. No line is wider than @columns but where
 * nothing can be broken, or where the indentation leaves hardly any. */
void lec_wrapped_text_append (GString *out, const char *text, int indent, int columns);

G_END_DECLS
