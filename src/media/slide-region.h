/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Finds the part of the frame that shows the slide: within bars, a player's
 * window, beside a speaker. Pure; says nothing when it is not sure, since a
 * wrong crop is worse than none.
 */
#pragma once

#include "media/picture.h"
#include "media/stretch.h"

G_BEGIN_DECLS

typedef struct _LecRegionFinder LecRegionFinder;

LecRegionFinder *lec_region_finder_new (void);
void lec_region_finder_free (LecRegionFinder *self);
/**
 * lec_region_finder_add:
 * @still: of one slide; all of one size
 * @stretch: (nullable): the one that it shows: what moved meanwhile may be a speaker
 */
void lec_region_finder_add (LecRegionFinder *self, const LecPicture *still, const LecStretch *stretch);
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
