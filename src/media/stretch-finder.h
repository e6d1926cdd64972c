/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Cuts a video into stretches during which the page stood still. Pure: numbers
 * in, stretches out, one pass, memory that does not grow with the video.
 */
#pragma once

#include "media/stretch.h"

G_BEGIN_DECLS

/* A change must stand so long to count as settled. */
#define LEC_STRETCH_SETTLE_S 0.4

typedef struct _LecStretchFinder LecStretchFinder;

/* For signatures of the shape of @shape, which is copied. */
LecStretchFinder *lec_stretch_finder_new (const LecSignature *shape);
void lec_stretch_finder_free (LecStretchFinder *self);
/* Blocks set in @ignored (one byte a block) are never looked at. Copied. Before the first push. */
void lec_stretch_finder_ignore (LecStretchFinder *self, const guint8 *ignored);

/**
 * lec_stretch_finder_push:
 * @raw: signature of the frame as it came
 * @time_s: when it is shown first; more than that of the last call
 * @end_s: until when it stands for certain; more than @time_s
 * @after_gap: the frame before stood until @time_s, what was left out shows the same
 *
 * Returns: (transfer full) (nullable): a stretch that is over
 */
LecStretch *lec_stretch_finder_push (LecStretchFinder *self,
                                     const LecSignature *raw,
                                     double time_s,
                                     double end_s,
                                     gboolean after_gap);
/* Ends the last stretch at @end_s. Returns: (transfer full) (nullable): %NULL if nothing was
   pushed */
LecStretch *lec_stretch_finder_finish (LecStretchFinder *self, double end_s);
/* From when on the current stretch stands still: what was seen before is not part of it. */
double lec_stretch_finder_get_settled_s (LecStretchFinder *self);
/* Whether the picture as a whole is moving now. */
gboolean lec_stretch_finder_is_moving (LecStretchFinder *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecStretchFinder, lec_stretch_finder_free)

G_END_DECLS
