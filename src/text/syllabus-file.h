/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A syllabus that a person gives.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *lec_syllabus_file_load (const char *path, GError **error);

G_END_DECLS
