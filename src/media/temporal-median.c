/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The pictures are taken apart into blocks of 16 by 16 luma pixels with their
 * chroma, small enough that all pictures' copies of a block stay in the first
 * cache. A block decides which pictures take part in it; a sorting network
 * then orders 64 samples at a time, each with the same sample of the other
 * pictures. All inner loops have a constant length, so that they become vector
 * code at -O2.
 */
#include "media/temporal-median.h"

#include <stdlib.h>
#include <string.h>

#include "media/block-seams.h"

#define BLOCK        16
#define LUMA_SAMPLES (BLOCK * BLOCK)
#define CHROMA_SIDE  (BLOCK / 2)
#define STRIPE       64 /* what is sorted at a time: a block of chroma */

/* Samples further apart than this are more than noise. */
#define NOISE_RANGE 20
/* Sums of differences of two blocks. Those closer than the floor show the same; so do those not
 * much further apart than most blocks of the pictures are, which is their noise. */
#define AGREE_FLOOR  (LUMA_SAMPLES * 5 / 2)
#define AGREE_LIMIT  (LUMA_SAMPLES * 12)
#define AGREE_FACTOR 2
/* Every so many-th block, across and down, is looked at for the noise. */
#define NOISE_STEP 4

G_STATIC_ASSERT (CHROMA_SIDE *CHROMA_SIDE == STRIPE);
G_STATIC_ASSERT (LUMA_SAMPLES % STRIPE == 0);

/* One block, of each picture. */
typedef struct
{
  guint8 samples[LEC_MEDIAN_MAX_PICTURES][LUMA_SAMPLES];
} BlockStack;

/* Which pictures take part. */
typedef struct
{
  guint n;
  guint8 index[LEC_MEDIAN_MAX_PICTURES];
} Members;

static void
exchange (guint8 *restrict low,
          guint8 *restrict high)
{
  for (int i = 0; i < STRIPE; i++)
    {
      guint8 a = low[i], b = high[i];

      low[i] = MIN (a, b);
      high[i] = MAX (a, b);
    }
}

static void
average (const guint8 *restrict a,
         const guint8 *restrict b,
         guint8 *restrict target)
{
  for (int i = 0; i < STRIPE; i++)
    target[i] = (guint8) ((a[i] + b[i] + 1) >> 1);
}

/* The smaller half of the samples is put in order, the rest only above it. */
static void
find_median_stripe (const BlockStack *stack,
                    const Members *members,
                    gsize start,
                    guint8 *target)
{
  guint8 sorted[LEC_MEDIAN_MAX_PICTURES][STRIPE];
  guint n = members->n;

  for (guint i = 0; i < n; i++)
    memcpy (sorted[i], stack->samples[members->index[i]] + start, STRIPE);
  for (guint i = 0; i <= n / 2; i++)
    for (guint j = i + 1; j < n; j++)
      exchange (sorted[i], sorted[j]);

  if (n % 2 == 1)
    memcpy (target, sorted[n / 2], STRIPE);
  else
    average (sorted[n / 2 - 1], sorted[n / 2], target);
}

static void
find_median (const BlockStack *stack,
             const Members *members,
             gsize n_samples,
             guint8 *target)
{
  for (gsize start = 0; start < n_samples; start += STRIPE)
    find_median_stripe (stack, members, start, target + start);
}

static void
extend_range (const guint8 *restrict samples,
              guint8 *restrict low,
              guint8 *restrict high)
{
  for (int i = 0; i < LUMA_SAMPLES; i++)
    {
      low[i] = MIN (low[i], samples[i]);
      high[i] = MAX (high[i], samples[i]);
    }
}

static gboolean
is_steady (const BlockStack *stack,
           guint n_pictures)
{
  guint8 low[LUMA_SAMPLES], high[LUMA_SAMPLES];
  guint8 widest = 0;

  memcpy (low, stack->samples[0], LUMA_SAMPLES);
  memcpy (high, stack->samples[0], LUMA_SAMPLES);
  for (guint i = 1; i < n_pictures; i++)
    extend_range (stack->samples[i], low, high);
  for (int i = 0; i < LUMA_SAMPLES; i++)
    widest = MAX (widest, (guint8) (high[i] - low[i]));

  return widest <= NOISE_RANGE;
}

static guint
measure_distance (const guint8 *restrict a,
                  const guint8 *restrict b)
{
  int sum = 0;

  for (int i = 0; i < LUMA_SAMPLES; i++)
    sum += abs (a[i] - b[i]);

  return (guint) sum;
}

static guint
get_newest (const Members *members)
{
  return members->index[members->n - 1];
}

/* Those that agree with @center; @distance: the sum of how far they are from it. */
static Members
gather_around (guint distances[LEC_MEDIAN_MAX_PICTURES][LEC_MEDIAN_MAX_PICTURES],
               guint n_pictures,
               guint center,
               guint limit,
               guint *distance)
{
  Members members = { 0 };

  *distance = 0;
  for (guint i = 0; i < n_pictures; i++)
    if (distances[center][i] <= limit)
      {
        members.index[members.n++] = (guint8) i;
        *distance += distances[center][i];
      }

  return members;
}

/* Of two groups: the larger one, the one that is seen last, the one that agrees best. What moves
   slowly makes groups of one size all along its way: they have to be of one time. */
static gboolean
is_better (const Members *a,
           guint distance_a,
           const Members *b,
           guint distance_b)
{
  if (a->n != b->n || b->n == 0)
    return a->n > b->n;
  if (get_newest (a) != get_newest (b))
    return get_newest (a) > get_newest (b);

  return distance_a <= distance_b;
}

static Members
find_largest_group (const BlockStack *stack,
                    guint n_pictures,
                    guint limit)
{
  guint distances[LEC_MEDIAN_MAX_PICTURES][LEC_MEDIAN_MAX_PICTURES] = { 0 };
  Members best = { 0 };
  guint best_distance = 0;

  for (guint i = 0; i < n_pictures; i++)
    for (guint j = 0; j < i; j++)
      distances[i][j] = distances[j][i] = measure_distance (stack->samples[i], stack->samples[j]);

  /* Where nothing agrees, the last picture stands alone. */
  for (guint i = 0; i < n_pictures; i++)
    {
      guint distance;
      Members members = gather_around (distances, n_pictures, i, limit, &distance);

      if (is_better (&members, distance, &best, best_distance))
        {
          best = members;
          best_distance = distance;
        }
    }

  return best;
}

/* A rectangle of a plane: at most a block, cut off at the right and lower edge. */
typedef struct
{
  int plane;
  gsize side; /* samples in a row of a full block */
  gsize x;
  gsize y;
  gsize n_columns;
  gsize n_rows;
} Patch;

static Patch
locate_patch (const LecPicture *picture,
              int plane,
              int column,
              int row)
{
  gsize side = plane == 0 ? BLOCK : CHROMA_SIDE;
  gsize width = (gsize) (plane == 0 ? picture->width : (picture->width + 1) / 2);
  gsize height = (gsize) (plane == 0 ? picture->height : (picture->height + 1) / 2);
  gsize x = (gsize) column * side, y = (gsize) row * side;

  return (Patch){ plane, side, x, y, MIN (side, width - x), MIN (side, height - y) };
}

static guint8 *
patch_row (const LecPicture *picture,
           const Patch *patch,
           gsize row)
{
  return picture->planes[patch->plane] + (patch->y + row) * picture->strides[patch->plane] + patch->x;
}

/* What a cut off block lacks is the same in all pictures: whatever stood there before. */
static void
load_patch (BlockStack *stack,
            const LecPicture *const *pictures,
            guint n_pictures,
            const Patch *patch)
{
  if (patch->n_columns < patch->side || patch->n_rows < patch->side)
    memset (stack, 0, sizeof *stack);

  for (guint i = 0; i < n_pictures; i++)
    for (gsize row = 0; row < patch->n_rows; row++)
      memcpy (stack->samples[i] + row * patch->side, patch_row (pictures[i], patch, row), patch->n_columns);
}

static void
store_patch (const guint8 *samples,
             LecPicture *picture,
             const Patch *patch)
{
  for (gsize row = 0; row < patch->n_rows; row++)
    memcpy (patch_row (picture, patch, row), samples + row * patch->side, patch->n_columns);
}

static int
compare_distances (gconstpointer a,
                   gconstpointer b)
{
  guint first = *(const guint *) a, second = *(const guint *) b;

  return (first > second) - (first < second);
}

/* Every @NOISE_STEP-th block of so many samples. */
static guint
count_looked_at (int n_samples)
{
  return (guint) ((n_samples - 1) / (BLOCK * NOISE_STEP) + 1);
}

/* How far two blocks may be apart and show the same. */
static guint
measure_limit (const LecPicture *const *pictures,
               guint n_pictures)
{
  guint n_distances = count_looked_at (pictures[0]->height) * count_looked_at (pictures[0]->width) * (n_pictures - 1);
  g_autofree guint *distances = g_new (guint, n_distances);
  BlockStack stack;
  guint n = 0, n_calm = 0, noise;

  if (n_distances == 0)
    return AGREE_FLOOR;

  for (int row = 0; row * BLOCK < pictures[0]->height; row += NOISE_STEP)
    for (int column = 0; column * BLOCK < pictures[0]->width; column += NOISE_STEP)
      {
        Patch patch = locate_patch (pictures[0], 0, column, row);

        load_patch (&stack, pictures, n_pictures, &patch);
        for (guint i = 1; i < n_pictures; i++)
          {
            guint distance = measure_distance (stack.samples[i - 1], stack.samples[i]);

            n_calm += distance <= AGREE_FLOOR / AGREE_FACTOR;
            distances[n++] = distance;
          }
        /* Where the median is that small it need not be known. */
        if (n_calm > n_distances / 2)
          return AGREE_FLOOR;
      }

  qsort (distances, n_distances, sizeof *distances, compare_distances);
  noise = distances[n_distances / 2];

  return CLAMP (AGREE_FACTOR * noise, AGREE_FLOOR, AGREE_LIMIT);
}

static void
note_differences (guint8 *restrict differs,
                  const guint8 *restrict a,
                  const guint8 *restrict b,
                  gsize n)
{
  for (gsize i = 0; i < n; i++)
    differs[i] |= a[i] ^ b[i];
}

/* Of a row of blocks, the columns in which the pictures are not all the same. */
typedef struct
{
  guint8 *differs[3]; /* for each column of a plane, not 0 where they are not */
} Band;

/* What is the same in all pictures, which most of a page is, goes to @target here. */
static void
begin_band (Band *band,
            const LecPicture *const *pictures,
            guint n_pictures,
            int row,
            LecPicture *target)
{
  for (int plane = 0; plane < 3; plane++)
    {
      Patch patch = locate_patch (target, plane, 0, row);

      patch.n_columns = (gsize) (plane == 0 ? target->width : (target->width + 1) / 2);
      memset (band->differs[plane], 0, patch.n_columns);
      for (gsize y = 0; y < patch.n_rows; y++)
        {
          const guint8 *first = patch_row (pictures[0], &patch, y);

          memcpy (patch_row (target, &patch, y), first, patch.n_columns);
          for (guint i = 1; i < n_pictures; i++)
            if (memcmp (first, patch_row (pictures[i], &patch, y), patch.n_columns) != 0)
              note_differences (band->differs[plane], first, patch_row (pictures[i], &patch, y), patch.n_columns);
        }
    }
}

static gboolean
is_done (const Band *band,
         const Patch *patch)
{
  guint8 differs = 0;

  for (gsize i = 0; i < patch->n_columns; i++)
    differs |= band->differs[patch->plane][patch->x + i];

  return differs == 0;
}

/* Returns: those whose median the block is now, a bit for each */
static guint16
merge_block (const LecPicture *const *pictures,
             const Members *everyone,
             guint limit,
             const Band *band,
             int column,
             int row,
             LecPicture *target)
{
  BlockStack stack;
  guint8 median[LUMA_SAMPLES];
  Members members = *everyone;
  guint16 bits = 0;

  for (int plane = 0; plane < 3; plane++)
    {
      Patch patch = locate_patch (target, plane, column, row);

      if (is_done (band, &patch))
        continue;
      load_patch (&stack, pictures, everyone->n, &patch);
      if (plane == 0 && !is_steady (&stack, everyone->n))
        members = find_largest_group (&stack, everyone->n, limit);
      find_median (&stack, &members, patch.side * patch.side, median);
      store_patch (median, target, &patch);
    }
  for (guint i = 0; i < members.n; i++)
    bits |= (guint16) (1 << members.index[i]);

  return bits;
}

static void
copy_block (const LecPicture *picture,
            int column,
            int row,
            LecPicture *target)
{
  for (int plane = 0; plane < 3; plane++)
    {
      Patch patch = locate_patch (target, plane, column, row);

      for (gsize y = 0; y < patch.n_rows; y++)
        memcpy (patch_row (target, &patch, y), patch_row (picture, &patch, y), patch.n_columns);
    }
}

/* Takes from one picture what was put together of several and fits none. */
static void
mend_seams (const LecPicture *const *pictures,
            const LecBlockSeams *seams,
            LecPicture *target)
{
  g_autofree guint8 *choices = lec_block_seams_find (seams);

  for (int i = 0; choices != NULL && i < seams->n_columns * seams->n_rows; i++)
    if (choices[i] != LEC_BLOCK_SEAMS_KEEP)
      copy_block (pictures[choices[i]], i % seams->n_columns, i / seams->n_columns, target);
}

LecPicture *
lec_temporal_median (const LecPicture *const *pictures,
                     guint n_pictures)
{
  LecPicture *target;
  Members everyone = { .n = n_pictures };
  LecBlockSeams seams = { .n_pictures = n_pictures };
  g_autofree guint8 *differs = NULL;
  g_autofree guint16 *seen = NULL;
  Band band;
  guint limit;

  g_return_val_if_fail (pictures != NULL, NULL);
  g_return_val_if_fail (n_pictures >= 1 && n_pictures <= LEC_MEDIAN_MAX_PICTURES, NULL);

  for (guint i = 0; i < n_pictures; i++)
    everyone.index[i] = (guint8) i;
  limit = measure_limit (pictures, n_pictures);
  target = lec_picture_new (pictures[0]->width, pictures[0]->height, pictures[0]->colorimetry);
  differs = g_malloc (3 * (gsize) target->width);
  for (int plane = 0; plane < 3; plane++)
    band.differs[plane] = differs + plane * (gsize) target->width;
  seams.n_columns = (target->width + BLOCK - 1) / BLOCK;
  seams.n_rows = (target->height + BLOCK - 1) / BLOCK;
  seams.seen = seen = g_new (guint16, (gsize) seams.n_columns * seams.n_rows);
  for (int y = 0; y < seams.n_rows; y++)
    {
      begin_band (&band, pictures, n_pictures, y, target);
      for (int x = 0; x < seams.n_columns; x++)
        seen[y * seams.n_columns + x] = merge_block (pictures, &everyone, limit, &band, x, y, target);
    }
  mend_seams (pictures, &seams, target);

  return target;
}
