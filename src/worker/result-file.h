/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The file a stage hands over: on disk before anybody is told about it, and
 * the very one that was meant.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Makes the file and its entry in @folder last through a power cut. */
gboolean lec_result_file_sync (const char *folder, const char *name, GError **error);
/* Of a regular file, no link. Returns: (transfer full) (nullable): sha256, lower-case hex */
char *lec_result_file_hash (const char *folder, const char *name, GError **error);

G_END_DECLS
