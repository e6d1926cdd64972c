/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A value that is kept as JSON in a file of its own: saved whole, and checked
 * when it is loaded, with errors that name the file.
 */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Makes a value of its own from what a file holds. Returns: (transfer full) (nullable) */
typedef gpointer (*LecJsonReader) (JsonNode *node, GError **error);

gboolean lec_json_file_save (JsonNode *node, const char *path, GError **error);
gpointer lec_json_file_load (const char *path, gsize max_bytes, LecJsonReader reader, GError **error);

G_END_DECLS
