/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A stretch: a time during which the picture stood still, apart from what keeps
 * moving anyway. The unit in which a video is kept for segmenting again.
 */
#pragma once

#include "media/signature.h"

G_BEGIN_DECLS

/**
 * LecStretch:
 * @start_s: stream time at which the change that led to it began
 * @entered_s: when something new began to appear; later than @start_s where the old page left first
 * @settled_s: from when on it stood still
 * @end_s: when the next change began
 * @page: what stood there
 * @motion: for each block of @page how much of the time it moved, 0..255
 * @activity: for each block how much of the time it changed at all, however little, 0..255: a
 *   person in front of a camera is never quite still, a page that stands is
 * @moving: the picture as a whole never stood still: a video, a camera; @page is its last frame
 * @filmed: a moving camera films it; it ended with a cut
 * @picture: (nullable): file name of its picture
 * @picture_s: stream time of the last frame that went into it
 * @packed: (nullable): the pixels of @page while they are put away
 */
typedef struct
{
  double start_s;
  double entered_s;
  double settled_s;
  double end_s;
  LecSignature *page;
  guint8 *motion;
  guint8 *activity;
  gboolean moving;
  gboolean filmed;
  char *picture;
  double picture_s;
  GBytes *packed;
} LecStretch;

/* Takes @page; @motion and @activity are all zero. */
LecStretch *lec_stretch_new (double start_s, double settled_s, LecSignature *page);
void lec_stretch_free (LecStretch *self);
/**
 * lec_stretch_pack:
 *
 * Puts the pixels of the page away, in a tenth of the space: a long video has many of them. Until
 * lec_stretch_unpack() only the shape of the page is there.
 */
void lec_stretch_pack (LecStretch *self);
void lec_stretch_unpack (LecStretch *self);
/* Returns: (transfer full): the pixels of the page, packed or not */
guint8 *lec_stretch_dup_luma (const LecStretch *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecStretch, lec_stretch_free)

G_END_DECLS
