/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The folder that all machines of a cluster see under the same path. What a
 * job names has to lie in it: other paths lead elsewhere on another machine,
 * or to what a stranger should not have.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * lec_shared_folder_check:
 * @folder: absolute
 * @path: absolute; it need not be there
 *
 * Links are followed, as far as they are there. The folder itself lies in it, too.
 *
 * Returns: %FALSE with %LEC_ERROR_USAGE when @path does not lie in @folder, or
 *   %LEC_ERROR_NOT_FOUND when @folder is not there
 */
gboolean lec_shared_folder_check (const char *folder, const char *path, GError **error);

G_END_DECLS
