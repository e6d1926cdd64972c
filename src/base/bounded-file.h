/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The content of a file that anybody may have put there: a regular one, and
 * not larger than it may be.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *lec_bounded_file_read (const char *path, gsize max_bytes, gsize *length, GError **error);

G_END_DECLS
