/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A picture put together of blocks of different times: where the blocks fit
 * none of those times, and which one to show there instead. Pure.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Of a block that stays as it is. */
#define LEC_BLOCK_SEAMS_KEEP 0xff

/**
 * LecBlockSeams:
 * @seen: for each block, row by row, the pictures that show what was put there: bit i for picture i
 * @n_pictures: 1..16, in order of time
 */
typedef struct
{
  const guint16 *seen;
  int n_columns;
  int n_rows;
  guint n_pictures;
} LecBlockSeams;

/**
 * lec_block_seams_find:
 *
 * What more than half of the pictures show is the page: any two of such blocks are seen together in
 * one of them. Other blocks that hang together are right where one picture shows them all, and what
 * is put around them. Where none does, they would show what never was: there it has to be one
 * picture, up to where the blocks around show the same as it does.
 *
 * Returns: (transfer full) (nullable): for each block the picture to take it from, or
 *   %LEC_BLOCK_SEAMS_KEEP; %NULL where all of them fit
 */
guint8 *lec_block_seams_find (const LecBlockSeams *self);

G_END_DECLS
