/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Recognises a video by what is in it, whatever its name and place, without
 * reading gigabytes.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * lec_content_id_of_file:
 *
 * The SHA-256 sum of "lectern-content-1", the size as 8 bytes (big endian) and: the whole file up
 * to 4 MiB, otherwise its first and last MiB and 32 pieces of 64 KiB at even distances between.
 *
 * Returns: (transfer full) (nullable): 64 hex digits; %NULL with %LEC_ERROR_NOT_FOUND, _UNREADABLE
 *   or _NOT_A_VIDEO (a folder, a device, empty), whose messages leave it to the caller to name the
 *   file
 */
char *lec_content_id_of_file (const char *path, GCancellable *cancellable, GError **error);

/**
 * lec_content_id_combine:
 * @ids: (array length=n_ids): ids of the parts
 * @detail: what else tells the results apart
 *
 * Returns: (transfer full): 64 hex digits
 */
char *lec_content_id_combine (const char *const *ids, gsize n_ids, const char *detail);

/**
 * lec_content_id_of_files:
 * @paths: (element-type filename): the parts of one talk, at least one
 *
 * Returns: (transfer full) (nullable): of one file its own; %NULL with the errors of
 *   lec_content_id_of_file()
 */
char *lec_content_id_of_files (const GPtrArray *paths, GCancellable *cancellable, GError **error);

gboolean lec_content_id_is_valid (const char *text);

G_END_DECLS
