/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Text that is safe and fits on a terminal: names of files may hold anything,
 * escape sequences included.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *lec_terminal_escape (const char *text);
char *lec_terminal_encode (const char *text);
int lec_terminal_get_text_width (const char *text);
char *lec_terminal_shorten (const char *text, int columns);
int lec_terminal_get_columns (int fd);

G_END_DECLS
