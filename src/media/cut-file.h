/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whether a file ends in the middle of something. Fragmented mp4 and transport
 * streams say nowhere how long they are: nothing else tells that their end is
 * missing.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean lec_cut_file_check (const char *path);

G_END_DECLS
