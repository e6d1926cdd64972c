/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Files that a program in a sandbox was handed by the desktop's document portal.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * lec_portal_document_dup_folder:
 * @path: absolute
 *
 * Returns: (transfer full) (nullable): where the program may keep what belongs beside the file, a
 *   folder of its own that may not be there yet; %NULL when @path is not a file that was handed
 *   over alone, so that what is beside it is what it looks like
 */
char *lec_portal_document_dup_folder (const char *path);

G_END_DECLS
