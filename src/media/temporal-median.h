/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One picture of several that show the same page: what most of them agree on.
 * Pure.
 */
#pragma once

#include "media/picture.h"

G_BEGIN_DECLS

#define LEC_MEDIAN_MAX_PICTURES 9

/**
 * lec_temporal_median:
 * @pictures: (array length=n_pictures): all of one size and colorimetry, in order of time
 * @n_pictures: 1..%LEC_MEDIAN_MAX_PICTURES
 *
 * Where the pictures agree, the result is their median, which leaves out a cursor and most of the
 * coding noise. Where they don't, it is the median of the largest group that does agree, so
 * somebody who walks through the picture vanishes even from a place they covered more often than
 * not. Where no two agree, as in a playing video, it is the last picture: sharp, and of one time.
 * Where what most show in one place was never seen with what most show next to it, as of something
 * that moves slowly, it is one of the pictures as well.
 *
 * Returns: (transfer full)
 */
LecPicture *lec_temporal_median (const LecPicture *const *pictures, guint n_pictures);

G_END_DECLS
