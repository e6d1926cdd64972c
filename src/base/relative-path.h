/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A file as seen from a folder, so that the two can be moved together.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *lec_relative_path (const char *path, const char *folder);

G_END_DECLS
