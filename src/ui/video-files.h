/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which videos are meant by the files and folders that somebody has dropped.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * lec_video_files_list:
 * @files: (element-type GFile): a file is meant whatever it is called; of a folder all that is
 *   called like a video, in it and below
 *
 * Blocks. Links to folders are not followed, hidden files and partial downloads are left out.
 *
 * Returns: (transfer full) (nullable) (element-type filename): in the order of @files, folders in
 *   order of their names; %NULL with %LEC_ERROR_NOT_FOUND for what is not on this computer or
 *   has no video in it, or %G_IO_ERROR_CANCELLED
 */
GPtrArray *lec_video_files_list (const GPtrArray *files, GCancellable *cancellable, GError **error);

G_END_DECLS
