/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From a signature track to the slides of a lecture: shared by the stage that
 * reads the video and the one that segments it again.
 */
#pragma once

#include <gio/gio.h>

#include "media/signature-track.h"
#include "model/lecture.h"

G_BEGIN_DECLS

/* Blocks of the track's pages that crop and ignore leave out, one byte a block. (transfer full) */
guint8 *lec_segmenting_list_ignored (const LecSignature *shape, const LecJobOptions *options);

/* LEC_ERROR_USAGE when nothing of the picture is within the region asked for. */
gboolean lec_segmenting_check_crop (const LecJobOptions *options,
                                    int picture_width,
                                    int picture_height,
                                    GError **error);

/**
 * lec_segmenting_fill_lecture:
 * @lecture: gets slides, left_out and suggestions; its options say how
 * @folder: the lecture's folder; cropped pictures are made in it
 */
gboolean lec_segmenting_fill_lecture (LecLecture *lecture,
                                      const LecSignatureTrack *track,
                                      const char *folder,
                                      GCancellable *cancellable,
                                      GError **error);

/* Writes @lecture to the folder under its name there. */
gboolean lec_segmenting_save (const LecLecture *lecture, const char *folder, GError **error);

G_END_DECLS
