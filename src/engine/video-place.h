/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where the video of a kept lecture lies by now, when it is not where it was
 * read. Known by its content: whoever says where it is may be mistaken.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* In the folder of kept lectures: a file for each video that was found again. */
#define LEC_FOLDER_VIDEOS "videos"

/**
 * lec_video_place_check:
 * @videos: (array length=n_videos): the parts of a lecture, in order
 * @content_id: of the lecture
 *
 * Reads a few megabytes of each.
 *
 * Returns: %FALSE with %LEC_ERROR_USAGE when these are not the lecture's, or the errors of
 *   lec_content_id_of_file(), naming the file
 */
gboolean lec_video_place_check (const char *const *videos,
                                gsize n_videos,
                                const char *content_id,
                                GCancellable *cancellable,
                                GError **error);

/**
 * lec_video_place_load:
 * @folder: (nullable): where the library begins
 * @content_id: of the lecture
 * @video: where it was read
 *
 * Returns: (transfer full) (nullable): where it was found again, which may have changed since;
 *   %NULL when nobody has said so
 */
char *lec_video_place_load (const char *folder, const char *content_id, const char *video);

/* Returns: %FALSE with the errors of lec_data_folder_open(), or of writing */
gboolean lec_video_place_save (const char *folder,
                               const char *content_id,
                               const char *video,
                               const char *place,
                               GError **error);

G_END_DECLS
