/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Finds what stands in front of a slide in its picture, and where else the
 * slide is seen without it: a cursor at rest, a notification, a speaker's
 * inset that moved, somebody who stood there. Pure: stretches in, blocks out.
 */
#pragma once

#include "media/block-history.h"

G_BEGIN_DECLS

/**
 * LecFreeBlock:
 * @block: of the pages, something stands in front of it
 * @stretch: index of the stretch whose picture shows it free
 */
typedef struct
{
  int block;
  guint stretch;
} LecFreeBlock;

/**
 * lec_uncovering_find:
 * @stretches: (element-type LecStretch): all of a video, in order of time, pages of one shape
 * @owners: for each of them the slide that it shows, -1 for none, or %LEC_OWNER_PASSED_OVER
 * @stretch: index of the one whose picture stands for its slide
 *
 * A content of a block is in front of the page when the page is seen both before and after it,
 * unless that may be a part of the page that came and went; or when it came in the middle of one
 * slide and went in the middle of another. Parts of a page go with the page.
 *
 * Returns: (transfer full) (element-type LecFreeBlock): in order of their blocks
 */
GArray *lec_uncovering_find (GPtrArray *stretches, const int *owners, guint stretch);

G_END_DECLS
