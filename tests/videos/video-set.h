/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A frozen set: a table of films that are made the same on every machine.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * video_set_make:
 * @table: each line: NAME CASE OPTIONS; # begins a comment
 * @folder: gets NAME.EXTENSION and NAME.json
 * @pictures: (nullable): gets the true pictures
 *
 * What is there already, made by the same line, is left alone.
 */
gboolean video_set_make (const char *table, const char *folder, const char *pictures, GError **error);

G_END_DECLS
