/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where the library lies that most of the program is in, and what is installed
 * beside it.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Returns: (transfer full) (nullable): path of @name in the folder of this program's own library;
 *   %NULL when the system does not tell where that is */
char *lec_own_library_build_path (const char *name);

G_END_DECLS
