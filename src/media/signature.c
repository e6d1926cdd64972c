/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Shrinking is the only work done on every decoded frame, so it is written for
 * the compiler's vectoriser: rows are summed first, columns once per block of
 * rows. What does not fill a whole square at the right and lower edge (less
 * than one signature pixel) is left out.
 */
#include "media/signature.h"

#include <string.h>

#include "media/wide-code.h"

/* Numbers added at a time. */
#define VECTOR 32
/* Up to here a column of samples fits in 16 bits, and two of them do. */
#define MAX_SCALE        256
#define MAX_PAIRED_SCALE 128

/* Two samples side by side, wherever they lie and whichever comes first. */
typedef guint16 SamplePair __attribute__ ((may_alias, aligned (1)));

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

/* A part of a signature pixel: the samples of one column, or of two where they can be added in
 * pairs. */
static int
count_parts (int scale)
{
  return scale % 2 == 0 && scale <= MAX_PAIRED_SCALE ? scale / 2 : scale;
}

static inline void
add_samples (guint16 *restrict parts,
             const guint8 *restrict row,
             int n)
{
  int done = 0;

  for (; done + VECTOR <= n; done += VECTOR)
    for (int i = 0; i < VECTOR; i++)
      parts[done + i] += row[done + i];
  for (; done < n; done++)
    parts[done] += row[done];
}

static inline void
add_pairs (guint16 *restrict parts,
           const SamplePair *restrict row,
           int n)
{
  int done = 0;

  for (; done + VECTOR <= n; done += VECTOR)
    for (int i = 0; i < VECTOR; i++)
      parts[done + i] += (guint16) ((row[done + i] & 0xff) + (row[done + i] >> 8));
  for (; done < n; done++)
    parts[done] += (guint16) ((row[done] & 0xff) + (row[done] >> 8));
}

/* For pixels of few samples. Sums from each part on are vector code, so they are made for all
 * parts, in place, and each pixel picks its own. */
static inline void
store_small_means (guint8 *restrict out,
                   guint16 *restrict parts,
                   int n,
                   int n_parts,
                   guint16 area)
{
  for (int done = 0; done < n * n_parts; done += VECTOR)
    {
      guint16 sums[VECTOR];

      for (int i = 0; i < VECTOR; i++)
        sums[i] = (guint16) (parts[done + i] + area / 2);
#pragma GCC unroll 6
      for (int k = 1; k < n_parts; k++)
        for (int i = 0; i < VECTOR; i++)
          sums[i] += parts[done + k + i];
      for (int i = 0; i < VECTOR; i++)
        parts[done + i] = sums[i] / area;
    }
  for (int x = 0; x < n; x++)
    out[x] = (guint8) parts[x * n_parts];
}

static void
store_large_means (guint8 *restrict out,
                   const guint16 *restrict parts,
                   int n,
                   int n_parts,
                   guint32 area)
{
  /* Division by multiplication: exact for sums below 2^24, and 255 * area is for scales up to
   * 256. */
  guint64 reciprocal = ((1ULL << 40) + area - 1) / area;

  for (int x = 0; x < n; x++)
    {
      guint32 sum = area / 2;

      for (int i = 0; i < n_parts; i++)
        sum += parts[x * n_parts + i];
      out[x] = (guint8) ((sum * reciprocal) >> 40);
    }
}

/* With constants loops are unrolled and nothing is divided. */
static inline void
store_means (guint8 *out,
             guint16 *parts,
             int n,
             int scale)
{
  switch (scale)
    {
    case 2: /* 640 pixels wide */
      store_small_means (out, parts, n, 1, 4);
      break;
    case 3:
      store_small_means (out, parts, n, 3, 9);
      break;
    case 4: /* 1280 */
      store_small_means (out, parts, n, 2, 16);
      break;
    case 6: /* 1920 */
      store_small_means (out, parts, n, 3, 36);
      break;
    case 8: /* 2560 */
      store_small_means (out, parts, n, 4, 64);
      break;
    case 12: /* 3840 */
      store_small_means (out, parts, n, 6, 144);
      break;
    default:
      store_large_means (out, parts, n, count_parts (scale), (guint32) scale * scale);
      break;
    }
}

static LEC_WIDE void
measure_rows (LecSignature *self,
              const LecPicture *picture,
              guint16 *parts)
{
  int n_parts = count_parts (self->scale);
  int n = self->width * n_parts;

  for (int y = 0; y < self->height; y++)
    {
      const guint8 *row = picture->planes[0] + (gsize) y * self->scale * picture->strides[0];

      memset (parts, 0, sizeof *parts * n);
      /* Row by row, as memory likes to be read. */
      for (int i = 0; i < self->scale; i++, row += picture->strides[0])
        if (n_parts < self->scale)
          add_pairs (parts, (const SamplePair *) row, n);
        else
          add_samples (parts, row, n);
      store_means (self->luma + (gsize) y * self->width, parts, self->width, self->scale);
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
  g_autofree guint16 *parts = NULL;

  g_return_if_fail (lec_signature_fits (self, picture->width, picture->height));
  g_return_if_fail (self->scale <= MAX_SCALE);

  if (self->scale == 1)
    {
      for (int y = 0; y < self->height; y++)
        memcpy (self->luma + (gsize) y * self->width, picture->planes[0] + y * picture->strides[0], self->width);
      return;
    }

  parts = g_new0 (guint16, self->width * count_parts (self->scale) + 2 * VECTOR);
  measure_rows (self, picture, parts);
}

/* Adds to each column what differs by more than @threshold. In bytes, which fill a vector best. */
static inline void
add_excess (guint16 *restrict columns,
            const guint8 *restrict p,
            const guint8 *restrict q,
            int n,
            guint8 threshold)
{
  for (int i = 0; i < n; i++)
    {
      guint8 difference = MAX (p[i], q[i]) - MIN (p[i], q[i]);

      columns[i] += (guint8) (MAX (difference, threshold) - threshold);
    }
}

static inline void
add_row_excess (guint16 *columns,
                const guint8 *p,
                const guint8 *q,
                int n,
                guint8 threshold)
{
  int done = 0;

  for (; done + VECTOR <= n; done += VECTOR)
    add_excess (columns + done, p + done, q + done, VECTOR, threshold);
  add_excess (columns + done, p + done, q + done, n - done, threshold);
}

/* For each block the sum of what differs by more than @threshold. */
static LEC_WIDE void
sum_beyond (guint16 *sums,
            const LecSignature *a,
            const LecSignature *b,
            guint8 threshold)
{
  int n_columns = lec_signature_get_n_columns (a);

  for (int top = 0; top < a->height; top += LEC_SIGNATURE_BLOCK, sums += n_columns)
    {
      guint16 columns[LEC_SIGNATURE_MAX_SIDE] = { 0 };
      int bottom = MIN (top + LEC_SIGNATURE_BLOCK, a->height);

      for (int y = top; y < bottom; y++)
        add_row_excess (columns, a->luma + (gsize) y * a->width, b->luma + (gsize) y * a->width, a->width, threshold);
      for (int i = 0; i < n_columns; i++)
        {
          guint sum = 0;

          for (int k = 0; k < LEC_SIGNATURE_BLOCK; k++)
            sum += columns[i * LEC_SIGNATURE_BLOCK + k];
          sums[i] = (guint16) sum;
        }
    }
}

void
lec_signature_sum_changes (const LecSignature *a,
                           const LecSignature *b,
                           guint16 *sums)
{
  sum_beyond (sums, a, b, 0);
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

void
lec_signature_sum_excess (guint16 *excess,
                          const LecSignature *a,
                          const LecSignature *b,
                          int threshold)
{
  g_return_if_fail (threshold >= 0 && threshold <= G_MAXUINT8);

  sum_beyond (excess, a, b, (guint8) threshold);
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
