/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Shrinking is the only work done on every decoded frame, so it is written for
 * the compiler's vectoriser: rows are summed first, columns once per block of
 * rows. What does not fill a whole square at the right and lower edge (less
 * than one signature pixel) is left out.
 */
#include "media/signature.h"

#include <string.h>

/* Samples added at a time. */
#define VECTOR 32
/* Up to here a column of samples fits in 16 bits. */
#define MAX_SCALE 256

static int
choose_scale (int picture_width,
              int picture_height)
{
  int longest = MAX (picture_width, picture_height);

  return MAX (1, (longest + LEC_SIGNATURE_MAX_SIDE - 1) / LEC_SIGNATURE_MAX_SIDE);
}

/**
 * lec_signature_new:
 * @scale: luma pixels a side of one signature pixel, at least 1
 *
 * Returns: (transfer full): a black signature
 */
LecSignature *
lec_signature_new (int width,
                   int height,
                   int scale)
{
  LecSignature *self;

  g_return_val_if_fail (width >= 1 && width <= LEC_SIGNATURE_MAX_SIDE, NULL);
  g_return_val_if_fail (height >= 1 && height <= LEC_SIGNATURE_MAX_SIDE, NULL);
  g_return_val_if_fail (scale >= 1, NULL);

  self = g_new0 (LecSignature, 1);
  self->width = width;
  self->height = height;
  self->scale = scale;
  self->luma = g_malloc0 ((gsize) width * height);

  return self;
}

/**
 * lec_signature_new_for_size:
 * @picture_width: pixels, at least 1
 * @picture_height: pixels, at least 1
 *
 * Returns: (transfer full): a black signature that fits such pictures
 */
LecSignature *
lec_signature_new_for_size (int picture_width,
                            int picture_height)
{
  int scale;

  g_return_val_if_fail (picture_width >= 1 && picture_height >= 1, NULL);

  scale = choose_scale (picture_width, picture_height);

  return lec_signature_new (MAX (1, picture_width / scale), MAX (1, picture_height / scale), scale);
}

LecSignature *
lec_signature_copy (const LecSignature *self)
{
  LecSignature *copy = lec_signature_new (self->width, self->height, self->scale);

  memcpy (copy->luma, self->luma, (gsize) self->width * self->height);

  return copy;
}

void
lec_signature_free (LecSignature *self)
{
  g_free (self->luma);
  g_free (self);
}

gboolean
lec_signature_fits (const LecSignature *self,
                    int picture_width,
                    int picture_height)
{
  int scale = choose_scale (picture_width, picture_height);

  return self->scale == scale &&
         self->width == MAX (1, picture_width / scale) &&
         self->height == MAX (1, picture_height / scale);
}

static void
add_row (guint16 *restrict sums,
         const guint8 *restrict row,
         int n)
{
  int done = 0;

  for (; done + VECTOR <= n; done += VECTOR)
    for (int i = 0; i < VECTOR; i++)
      sums[done + i] += row[done + i];
  for (; done < n; done++)
    sums[done] += row[done];
}

/* With @scale a constant the inner loop is unrolled. */
static inline void
store_means_of (guint8 *restrict out,
                const guint16 *restrict sums,
                int n,
                int scale)
{
  guint32 area = (guint32) scale * scale;
  /* Division by multiplication: exact for sums below 2^24, and 255 * area is for scales up to
   * 256. */
  guint64 reciprocal = ((1ULL << 40) + area - 1) / area;

  for (int x = 0; x < n; x++)
    {
      guint32 sum = area / 2;

#pragma GCC unroll 12
      for (int i = 0; i < scale; i++)
        sum += sums[x * scale + i];
      out[x] = (guint8) ((sum * reciprocal) >> 40);
    }
}

static void
store_means (guint8 *out,
             const guint16 *sums,
             int n,
             int scale)
{
  switch (scale)
    {
    case 2: /* 640 pixels wide */
      store_means_of (out, sums, n, 2);
      break;
    case 3:
      store_means_of (out, sums, n, 3);
      break;
    case 4: /* 1280 */
      store_means_of (out, sums, n, 4);
      break;
    case 6: /* 1920 */
      store_means_of (out, sums, n, 6);
      break;
    case 12: /* 3840 */
      store_means_of (out, sums, n, 12);
      break;
    default:
      store_means_of (out, sums, n, scale);
      break;
    }
}

/**
 * lec_signature_measure:
 * @self: of a shape that fits @picture
 * @picture: only luma is looked at
 */
void
lec_signature_measure (LecSignature *self,
                       const LecPicture *picture)
{
  g_autofree guint16 *sums = NULL;
  int n_sums = self->width * self->scale;

  g_return_if_fail (lec_signature_fits (self, picture->width, picture->height));
  g_return_if_fail (self->scale <= MAX_SCALE);

  if (self->scale == 1)
    {
      for (int y = 0; y < self->height; y++)
        memcpy (self->luma + (gsize) y * self->width, picture->planes[0] + y * picture->strides[0], self->width);
      return;
    }

  sums = g_new (guint16, n_sums);
  for (int y = 0; y < self->height; y++)
    {
      memset (sums, 0, sizeof *sums * n_sums);
      for (int i = 0; i < self->scale; i++)
        add_row (sums, picture->planes[0] + (gsize) (y * self->scale + i) * picture->strides[0], n_sums);
      store_means (self->luma + (gsize) y * self->width, sums, self->width, self->scale);
    }
}

/* Written for the vectoriser, which knows a sum of absolute differences when it sees one. */
static guint
sum_differences (const guint8 *restrict p,
                 const guint8 *restrict q,
                 int n)
{
  guint sum = 0;

  for (int i = 0; i < n; i++)
    sum += (guint) ABS (p[i] - q[i]);

  return sum;
}

void
lec_signature_sum_changes (const LecSignature *a,
                           const LecSignature *b,
                           guint16 *sums)
{
  int n_columns = lec_signature_get_n_columns (a);
  int n_whole = a->width / LEC_SIGNATURE_BLOCK;

  memset (sums, 0, sizeof *sums * lec_signature_get_n_blocks (a));
  for (int y = 0; y < a->height; y++)
    {
      const guint8 *p = a->luma + (gsize) y * a->width;
      const guint8 *q = b->luma + (gsize) y * a->width;
      guint16 *row = sums + (y / LEC_SIGNATURE_BLOCK) * n_columns;
      int x = n_whole * LEC_SIGNATURE_BLOCK;

      /* Most rows of most frames are as they were. */
      if (memcmp (p, q, a->width) == 0)
        continue;
      for (int i = 0; i < n_whole; i++)
        row[i] += (guint16) sum_differences (p + i * LEC_SIGNATURE_BLOCK, q + i * LEC_SIGNATURE_BLOCK,
                                             LEC_SIGNATURE_BLOCK);
      if (x < a->width)
        row[n_whole] += (guint16) sum_differences (p + x, q + x, a->width - x);
    }
}

int
lec_signature_get_n_columns (const LecSignature *self)
{
  return (self->width + LEC_SIGNATURE_BLOCK - 1) / LEC_SIGNATURE_BLOCK;
}

int
lec_signature_get_n_rows (const LecSignature *self)
{
  return (self->height + LEC_SIGNATURE_BLOCK - 1) / LEC_SIGNATURE_BLOCK;
}

int
lec_signature_get_n_blocks (const LecSignature *self)
{
  return lec_signature_get_n_columns (self) * lec_signature_get_n_rows (self);
}

LecRect
lec_signature_get_block (const LecSignature *self,
                         int index)
{
  int n_columns = lec_signature_get_n_columns (self);
  LecRect block = {
    .x = index % n_columns * LEC_SIGNATURE_BLOCK,
    .y = index / n_columns * LEC_SIGNATURE_BLOCK,
  };

  block.width = MIN (LEC_SIGNATURE_BLOCK, self->width - block.x);
  block.height = MIN (LEC_SIGNATURE_BLOCK, self->height - block.y);

  return block;
}

/* Of @n pixels, the sum of what differs by more than @threshold. */
static guint
sum_excess (const guint8 *restrict p,
            const guint8 *restrict q,
            int n,
            int threshold)
{
  int sum = 0;

  for (int i = 0; i < n; i++)
    sum += MAX (ABS (p[i] - q[i]) - threshold, 0);

  return (guint) sum;
}

void
lec_signature_sum_excess (guint16 *excess,
                          const LecSignature *a,
                          const LecSignature *b,
                          int threshold)
{
  int n_columns = lec_signature_get_n_columns (a);
  int n_whole = a->width / LEC_SIGNATURE_BLOCK;

  memset (excess, 0, sizeof *excess * lec_signature_get_n_blocks (a));
  for (int y = 0; y < a->height; y++)
    {
      const guint8 *p = a->luma + (gsize) y * a->width;
      const guint8 *q = b->luma + (gsize) y * a->width;
      guint16 *row = excess + (y / LEC_SIGNATURE_BLOCK) * n_columns;
      int x = n_whole * LEC_SIGNATURE_BLOCK;

      /* Most rows of most frames are as they were. */
      if (memcmp (p, q, a->width) == 0)
        continue;
      for (int i = 0; i < n_whole; i++)
        row[i] += (guint16) sum_excess (p + i * LEC_SIGNATURE_BLOCK, q + i * LEC_SIGNATURE_BLOCK,
                                        LEC_SIGNATURE_BLOCK, threshold);
      if (x < a->width)
        row[n_whole] += (guint16) sum_excess (p + x, q + x, a->width - x, threshold);
    }
}

void
lec_signature_copy_block (LecSignature *to,
                          const LecSignature *from,
                          int index)
{
  LecRect block = lec_signature_get_block (from, index);

  for (int y = block.y; y < block.y + block.height; y++)
    memcpy (to->luma + (gsize) y * to->width + block.x,
            from->luma + (gsize) y * from->width + block.x,
            block.width);
}

gboolean
lec_signature_is_block_flat (const LecSignature *self,
                             int index,
                             int range)
{
  LecRect block = lec_signature_get_block (self, index);
  guint8 lowest = 255, highest = 0;

  for (int y = block.y; y < block.y + block.height; y++)
    for (int x = block.x; x < block.x + block.width; x++)
      {
        guint8 luma = self->luma[(gsize) y * self->width + x];

        lowest = MIN (lowest, luma);
        highest = MAX (highest, luma);
      }

  return highest - lowest <= range;
}
