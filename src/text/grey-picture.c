/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Light letters on dark ground cost half of the words when they are not
 * inverted first. Small pictures are enlarged: the recogniser wants letters of
 * at least some 20 pixels.
 */
#include "text/grey-picture.h"

#define ENLARGE_BELOW_HEIGHT 600
#define DARK_BELOW           128

void
lec_pix_destroy (LecPix *pix)
{
  pixDestroy (&pix);
}

static int
find_median (const guint8 *luma,
             int width,
             int height,
             gsize stride)
{
  gsize histogram[256] = { 0 };
  gsize below = 0;

  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      histogram[luma[y * stride + x]]++;

  for (int value = 0; value < 256; value++)
    {
      below += histogram[value];
      if (below * 2 >= (gsize) width * height)
        return value;
    }

  return 255;
}

static void
copy_row (l_uint32 *to,
          const guint8 *from,
          int width,
          guint8 flip)
{
  for (int x = 0; x < width; x++)
    SET_DATA_BYTE (to, x, from[x] ^ flip);
}

LecPix *
lec_grey_picture_make (const guint8 *luma,
                       int width,
                       int height,
                       gsize stride,
                       int *scale)
{
  g_autoptr (LecPix) pix = NULL;
  guint8 flip = find_median (luma, width, height, stride) < DARK_BELOW ? 0xff : 0;

  pix = pixCreateNoInit (width, height, 8);
  for (int y = 0; y < height; y++)
    copy_row (pixGetData (pix) + (gsize) y * pixGetWpl (pix), luma + y * stride, width, flip);

  *scale = height < ENLARGE_BELOW_HEIGHT ? 2 : 1;
  if (*scale == 2)
    return pixScaleGray2xLI (pix);

  return g_steal_pointer (&pix);
}
