/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Finds the part of the frame that shows the slide: black bars, a player's
 * frame, a speaker beside it. Pure; says nothing when it is not sure, since a
 * wrong crop is worse than none.
 */
#pragma once

#include "media/picture.h"

G_BEGIN_DECLS

typedef struct _LecRegionFinder LecRegionFinder;

LecRegionFinder *lec_region_finder_new (void);
void lec_region_finder_free (LecRegionFinder *self);
/* One still of each slide, all of one size. */
void lec_region_finder_add (LecRegionFinder *self, const LecPicture *still);
/**
 * lec_region_finder_find:
 * @region: (out): the slide region in pixels of the stills; the whole frame when unsure
 * @confidence: (out) (optional): 0..1
 *
 * Returns: whether a region smaller than the frame was found with confidence
 */
gboolean lec_region_finder_find (LecRegionFinder *self, LecRect *region, double *confidence);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecRegionFinder, lec_region_finder_free)

G_END_DECLS
