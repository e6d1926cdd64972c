/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Making, copying, cutting and shrinking pictures. The three planes live in
 * one block of memory, rows padded to whole vector registers, so that loops
 * over rows need no tails of their own. Pure; any thread.
 */
#include "media/picture.h"

#include <string.h>

#define ROW_ALIGNMENT 32

static int
plane_width (int width,
             int plane)
{
  return plane == 0 ? width : (width + 1) / 2;
}

static int
plane_height (int height,
              int plane)
{
  return plane == 0 ? height : (height + 1) / 2;
}

/**
 * lec_picture_new:
 * @width: at least 1
 * @height: at least 1
 *
 * Returns: (transfer full): a picture whose planes hold arbitrary bytes
 */
LecPicture *
lec_picture_new (int width,
                 int height,
                 LecColorimetry colorimetry)
{
  LecPicture *self;
  gsize sizes[3];

  g_return_val_if_fail (width > 0 && height > 0, NULL);

  self = g_new0 (LecPicture, 1);
  self->width = width;
  self->height = height;
  self->colorimetry = colorimetry;

  for (int i = 0; i < 3; i++)
    {
      gsize bytes = (gsize) plane_width (width, i);

      self->strides[i] = (bytes + ROW_ALIGNMENT - 1) / ROW_ALIGNMENT * ROW_ALIGNMENT;
      sizes[i] = self->strides[i] * (gsize) plane_height (height, i);
    }

  self->planes[0] = g_malloc (sizes[0] + sizes[1] + sizes[2]);
  self->planes[1] = self->planes[0] + sizes[0];
  self->planes[2] = self->planes[1] + sizes[1];

  return self;
}

static void
copy_plane (const LecPicture *from,
            int x,
            int y,
            LecPicture *to,
            int plane)
{
  int rows = plane_height (to->height, plane);
  gsize bytes = (gsize) plane_width (to->width, plane);
  const guint8 *source = from->planes[plane] + (gsize) y * from->strides[plane] + x;
  guint8 *target = to->planes[plane];

  for (int row = 0; row < rows; row++)
    {
      memcpy (target, source, bytes);
      source += from->strides[plane];
      target += to->strides[plane];
    }
}

/**
 * lec_picture_copy:
 *
 * Returns: (transfer full): a picture that owns its planes, whoever owns those of @self
 */
LecPicture *
lec_picture_copy (const LecPicture *self)
{
  LecPicture *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = lec_picture_new (self->width, self->height, self->colorimetry);
  for (int i = 0; i < 3; i++)
    copy_plane (self, 0, 0, copy, i);

  return copy;
}

/**
 * lec_picture_keep:
 *
 * For longer than @self is lent. Where its memory is counted nothing is copied.
 *
 * Returns: (transfer full): the same picture, not to be written to
 */
LecPicture *
lec_picture_keep (const LecPicture *self)
{
  LecPicture *kept;

  g_return_val_if_fail (self != NULL, NULL);

  if (self->memory == NULL)
    return lec_picture_copy (self);

  kept = g_memdup2 (self, sizeof *self);
  kept->memory = g_bytes_ref (self->memory);

  return kept;
}

/**
 * lec_picture_free:
 * @self: (nullable): from one of the functions here; not a borrowed frame
 */
void
lec_picture_free (LecPicture *self)
{
  if (self == NULL)
    return;

  if (self->memory != NULL)
    g_bytes_unref (self->memory);
  else
    g_free (self->planes[0]);
  g_free (self);
}

/**
 * lec_picture_get_size_bytes:
 *
 * Returns: the memory its three planes take
 */
gsize
lec_picture_get_size_bytes (const LecPicture *self)
{
  gsize size = 0;

  g_return_val_if_fail (self != NULL, 0);

  for (int i = 0; i < 3; i++)
    size += self->strides[i] * (gsize) plane_height (self->height, i);

  return size;
}

/**
 * lec_picture_crop:
 * @region: what to cut out; its left and top edges go outwards to even coordinates, so that
 *   chroma stays where it was, and all edges inwards to those of the picture
 *
 * Returns: (transfer full) (nullable): %NULL where @region lies outside the picture
 */
LecPicture *
lec_picture_crop (const LecPicture *self,
                  const LecRect *region)
{
  LecPicture *cut;
  int left, top, right, bottom;

  g_return_val_if_fail (self != NULL && region != NULL, NULL);

  left = MAX (region->x, 0);
  top = MAX (region->y, 0);
  right = (int) MIN ((gint64) region->x + region->width, self->width);
  bottom = (int) MIN ((gint64) region->y + region->height, self->height);
  if (right <= left || bottom <= top)
    return NULL;

  left &= ~1;
  top &= ~1;
  cut = lec_picture_new (right - left, bottom - top, self->colorimetry);
  copy_plane (self, left, top, cut, 0);
  copy_plane (self, left / 2, top / 2, cut, 1);
  copy_plane (self, left / 2, top / 2, cut, 2);

  return cut;
}

/**
 * lec_picture_paste:
 * @source: of the same size and colorimetry
 * @region: what to copy; its edges go outwards to even coordinates, and inwards to those of the
 *   picture
 */
void
lec_picture_paste (LecPicture *self,
                   const LecPicture *source,
                   const LecRect *region)
{
  int left, top, right, bottom;

  g_return_if_fail (self != NULL && source != NULL && region != NULL);
  g_return_if_fail (source->width == self->width && source->height == self->height);

  left = MAX (region->x, 0) & ~1;
  top = MAX (region->y, 0) & ~1;
  right = (int) MIN (((gint64) region->x + region->width + 1) & ~(gint64) 1, self->width);
  bottom = (int) MIN (((gint64) region->y + region->height + 1) & ~(gint64) 1, self->height);
  for (int plane = 0; plane < 3; plane++)
    {
      int shift = plane == 0 ? 0 : 1;
      int width = plane_width (right, plane) - (left >> shift);

      for (int y = top >> shift; width > 0 && y < plane_height (bottom, plane); y++)
        memcpy (self->planes[plane] + (gsize) y * self->strides[plane] + (left >> shift),
                source->planes[plane] + (gsize) y * source->strides[plane] + (left >> shift), (gsize) width);
    }
}

static void
add_row (guint32 *restrict sums,
         const guint8 *restrict row,
         int n,
         guint32 weight)
{
  for (int x = 0; x < n; x++)
    sums[x] += weight * row[x];
}

/* Each source sample is @n_target units wide and each target sample @n_source units, so that both
 * rows have the same length and every overlap is a whole number. */
static void
shrink_row (const guint32 *sums,
            int n_source,
            guint8 *target,
            int n_target,
            guint64 area)
{
  int source = 0;
  int left_in_source = n_target;

  for (int x = 0; x < n_target; x++)
    {
      guint64 sum = area / 2;
      int wanted = n_source;

      while (wanted > 0)
        {
          int part = MIN (wanted, left_in_source);

          sum += (guint64) part * sums[source];
          wanted -= part;
          left_in_source -= part;
          if (left_in_source == 0)
            {
              source++;
              left_in_source = n_target;
            }
        }
      target[x] = (guint8) (sum / area);
    }
}

static void
scale_plane (const LecPicture *from,
             LecPicture *to,
             int plane)
{
  int n_columns = plane_width (from->width, plane);
  int n_rows = plane_height (from->height, plane);
  int n_target_rows = plane_height (to->height, plane);
  guint64 area = (guint64) n_columns * (guint64) n_rows;
  g_autofree guint32 *sums = g_new (guint32, n_columns);
  int row = 0;
  int left_in_row = n_target_rows;

  for (int y = 0; y < n_target_rows; y++)
    {
      int wanted = n_rows;

      memset (sums, 0, sizeof *sums * (gsize) n_columns);
      while (wanted > 0)
        {
          int part = MIN (wanted, left_in_row);

          add_row (sums, from->planes[plane] + (gsize) row * from->strides[plane], n_columns, (guint32) part);
          wanted -= part;
          left_in_row -= part;
          if (left_in_row == 0)
            {
              row++;
              left_in_row = n_target_rows;
            }
        }
      shrink_row (sums, n_columns, to->planes[plane] + (gsize) y * to->strides[plane],
                  plane_width (to->width, plane), area);
    }
}

/**
 * lec_picture_scale:
 * @width: at least 1
 * @height: at least 1
 *
 * Each sample of the result is the exact mean of the area it covers, so thin strokes fade but
 * never vanish.
 *
 * Returns: (transfer full)
 */
LecPicture *
lec_picture_scale (const LecPicture *self,
                   int width,
                   int height)
{
  LecPicture *scaled;

  g_return_val_if_fail (self != NULL && width > 0 && height > 0, NULL);

  scaled = lec_picture_new (width, height, self->colorimetry);
  for (int i = 0; i < 3; i++)
    scale_plane (self, scaled, i);

  return scaled;
}
