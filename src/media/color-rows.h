/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Colour conversion a row at a time, between any of the Y'CbCr forms videos
 * come in and the two that files want: full-range BT.601 (JPEG) and R'G'B'
 * (PNG). Rows are padded to whole blocks, which the loops rely on.
 */
#pragma once

#include "media/picture.h"

G_BEGIN_DECLS

/* Luma samples in a block; a chroma row has half of it. JPEG's own block, 16, divides it. */
#define LEC_ROW_BLOCK 32

/**
 * LecColorMatrix:
 * @factor: 16.16 fixed point; row i gives output channel i from three input channels
 * @offset: 16.16, rounding included
 */
typedef struct
{
  gint32 factor[3][3];
  gint32 offset[3];
} LecColorMatrix;

void lec_color_matrix_init_to_jpeg (LecColorMatrix *self, LecColorimetry from);
void lec_color_matrix_init_to_rgb (LecColorMatrix *self, LecColorimetry from);
void lec_color_matrix_init_rgb_to_jpeg (LecColorMatrix *self);

/* @width rounded up to whole blocks */
gsize lec_color_pad_width (int width);

/**
 * lec_color_load_row:
 * @padded: samples in @target; those past the end of the row repeat its last
 *
 * Copies a row of a plane, since a decoder's rows may end where its memory ends.
 */
void lec_color_load_row (const guint8 *row, int width, guint8 *target, gsize padded);

/**
 * lec_color_mix_chroma:
 * @n: chroma samples, whole blocks
 * @sums: (out): what chroma adds to @channel, 16.16, with the offset in it
 */
void lec_color_mix_chroma (const LecColorMatrix *self,
                           int channel,
                           const guint8 *cb,
                           const guint8 *cr,
                           gsize n,
                           gint32 *sums);

/**
 * lec_color_mix_luma:
 * @n: luma samples, whole blocks
 * @sums: from lec_color_mix_chroma(), each for two luma samples
 */
void lec_color_mix_luma (const LecColorMatrix *self,
                         int channel,
                         const guint8 *luma,
                         const gint32 *sums,
                         gsize n,
                         guint8 *target);

/* A channel that luma has no part in: @sums as samples. */
void lec_color_round (const gint32 *sums, gsize n, guint8 *target);

/* Interleaved R'G'B' to three rows of full-range BT.601. */
void lec_color_split_rgb (const LecColorMatrix *self,
                          const guint8 *rgb,
                          int width,
                          guint8 *luma,
                          guint8 *cb,
                          guint8 *cr);

G_END_DECLS
