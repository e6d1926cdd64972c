/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where pages lie in the pictures of slides: the recorder may have put them in
 * a frame of another shape, or beside a speaker. Words that are on both tell.
 * Pure.
 */
#pragma once

#include "documents/deck-file.h"
#include "media/ink-map.h"

G_BEGIN_DECLS

/* The whole page as large as it can be in a picture, in its middle. */
LecPlacement lec_deck_placement_fit (int page_width, int page_height, int picture_width, int picture_height);

/**
 * lec_deck_placement_find:
 * @placement: (out)
 *
 * Returns: how many words bear it out; 0 where they do not tell, and @placement is not set then
 */
guint lec_deck_placement_find (const LecSlide *slide, const LecDeckPage *page, LecPlacement *placement);

/* Of several that belong to one recording: the middle one in each direction. @placements:
 * (element-type LecPlacement), at least one */
LecPlacement lec_deck_placement_choose (const GArray *placements);

G_END_DECLS
