/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Smaller copies of a lecture's pictures, for documents that are to be small.
 */
#pragma once

#include <gio/gio.h>

#include "model/lecture.h"

G_BEGIN_DECLS

/**
 * LecSmallerProgress:
 * @fraction: 0..1
 */
typedef void (*LecSmallerProgress) (double fraction, gpointer user_data);

/**
 * lec_smaller_pictures_make:
 * @lecture: its slides name the copies afterwards; sizes, which words are placed by, stay
 * @folder: of the lecture; the copies are in a folder of it (%LEC_FOLDER_SMALLER)
 *
 * A picture that would not get smaller stays as it is, as does one that is missing or damaged.
 * Blocks; decodes pictures, so in a task process only.
 *
 * Returns: %FALSE with %LEC_ERROR_NO_SPACE, _NOT_WRITABLE, _INTERNAL or %G_IO_ERROR_CANCELLED
 */
gboolean lec_smaller_pictures_make (LecLecture *lecture,
                                    const char *folder,
                                    LecPictureQuality quality,
                                    LecSmallerProgress progress,
                                    gpointer user_data,
                                    GCancellable *cancellable,
                                    GError **error);
/* Takes away all that was made in @folder. */
void lec_smaller_pictures_remove (const char *folder);

G_END_DECLS
