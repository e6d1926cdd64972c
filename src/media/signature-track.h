/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The signature track: all stretches of a video with their pages, kept in a file, so that
 * sensitivity, shortest slide and crop can change without reading the video again.
 */
#pragma once

#include "media/stretch.h"

G_BEGIN_DECLS

/**
 * LecSignatureTrack:
 * @picture_width: pixels of the upright frame
 * @picture_height: likewise
 * @read_s: stream time up to which the video was read
 * @stretches: (element-type LecStretch): in order of time, all pages of one shape
 */
typedef struct
{
  int picture_width;
  int picture_height;
  double read_s;
  GPtrArray *stretches;
} LecSignatureTrack;

LecSignatureTrack *lec_signature_track_new (int picture_width, int picture_height);
void lec_signature_track_free (LecSignatureTrack *self);
/* Written aside and renamed. Stretches may be packed. */
gboolean lec_signature_track_save (const LecSignatureTrack *self, const char *path, GError **error);
/* LEC_ERROR_PROTOCOL for a file that is not, or no longer, a track of this version. */
LecSignatureTrack *lec_signature_track_load (const char *path, GError **error);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecSignatureTrack, lec_signature_track_free)

G_END_DECLS
