/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A small grey copy of a frame, all that the finders ever look at: at most 320
 * by 320 pixels, each the mean of a square of luma, seen as a grid of 8 by 8 blocks.
 */
#pragma once

#include "media/picture.h"

G_BEGIN_DECLS

#define LEC_SIGNATURE_MAX_SIDE 320
#define LEC_SIGNATURE_BLOCK    8

/**
 * LecSignature:
 * @width: pixels
 * @height: pixels
 * @scale: luma pixels a side that went into one pixel
 * @luma: width * height bytes, rows without gaps
 */
typedef struct
{
  int width;
  int height;
  int scale;
  guint8 *luma;
} LecSignature;

/* All zero; 1..LEC_SIGNATURE_MAX_SIDE a side. */
LecSignature *lec_signature_new (int width, int height, int scale);
LecSignature *lec_signature_new_for_size (int picture_width, int picture_height);
LecSignature *lec_signature_copy (const LecSignature *self);
void lec_signature_free (LecSignature *self);
/* Whether @self has the shape of a signature of such a picture. */
gboolean lec_signature_fits (const LecSignature *self, int picture_width, int picture_height);
/* Measures @picture, which must fit. Source: box filter, exact means, rounded. */
void lec_signature_measure (LecSignature *self, const LecPicture *picture);

/* For each block of two signatures of one shape, 64 pixels at most, the sum of what differs. */
void lec_signature_sum_changes (const LecSignature *a, const LecSignature *b, guint16 *sums);

int lec_signature_get_n_columns (const LecSignature *self);
int lec_signature_get_n_rows (const LecSignature *self);
int lec_signature_get_n_blocks (const LecSignature *self);
/* The pixels of block @index, cut off at the right and lower edge. */
LecRect lec_signature_get_block (const LecSignature *self, int index);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecSignature, lec_signature_free)

/**
 * lec_signature_sum_excess:
 * @excess: (out caller-allocates): for each block the sum of what differs by more than @threshold
 */
void lec_signature_sum_excess (guint16 *excess, const LecSignature *a, const LecSignature *b, int threshold);
void lec_signature_copy_block (LecSignature *to, const LecSignature *from, int index);
/* Whether the lightest and the darkest pixel of a block are no more than @range apart. */
gboolean lec_signature_is_block_flat (const LecSignature *self, int index, int range);

G_END_DECLS
