/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Light letters on dark ground cost half of the words when they are not
 * inverted, and one slide has both. So each pixel becomes as dark as it differs
 * from its own ground. What is left of the engine's work, one threshold for the
 * whole page, then is right everywhere, also for pale captions, since small
 * differences are raised. Small pictures are enlarged: the recogniser wants
 * letters of at least some 20 pixels.
 */
#include "text/grey-picture.h"

#include <math.h>

#include "text/slide-ground.h"

#define ENLARGE_BELOW_HEIGHT 600
#define DARK_BELOW           128
#define FULL_INK             200 /* a difference from the ground that is black */
#define FULL_PALE_INK        60  /* likewise, where all ink is pale */
#define INK_GAMMA            0.8 /* below 1 raises small differences */

void
lec_pix_destroy (LecPix *pix)
{
  pixDestroy (&pix);
}

static l_uint32 *
get_row (LecPix *pix,
         int y)
{
  return pixGetData (pix) + (gsize) y * pixGetWpl (pix);
}

typedef struct
{
  guint8 usual[256];
  guint8 pale[256];
} Tones;

static void
fill_tones (guint8 tones[256],
            int full_ink)
{
  for (int ink = 0; ink < 256; ink++)
    tones[ink] = (guint8) (255 - lround (255 * pow (MIN (ink, full_ink) / (double) full_ink, INK_GAMMA)));
}

static void
level_row (l_uint32 *to,
           const guint8 *from,
           int width,
           const LecGround *grounds,
           const Tones *tones)
{
  for (int x = 0; x < width; x++)
    {
      const LecGround *ground = &grounds[x / LEC_GROUND_CELL];
      int ink = MAX (ground->low - from[x], from[x] - ground->high);

      SET_DATA_BYTE (to, x, (ground->pale ? tones->pale : tones->usual)[MAX (ink, 0)]);
    }
}

/* Returns: (nullable): %NULL when there is no even ground */
static LecPix *
make_levelled (const guint8 *luma,
               int width,
               int height,
               gsize stride)
{
  g_autoptr (LecSlideGround) ground = lec_slide_ground_find (luma, width, height, stride);
  Tones tones;
  LecPix *pix;

  if (ground == NULL)
    return NULL;

  fill_tones (tones.usual, FULL_INK);
  fill_tones (tones.pale, FULL_PALE_INK);
  pix = pixCreateNoInit (width, height, 8);
  for (int y = 0; y < height; y++)
    level_row (get_row (pix, y), luma + y * stride, width,
               lec_slide_ground_get_row (ground, y / LEC_GROUND_CELL), &tones);

  return pix;
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

/* For photos of boards and the like: as it is, or inverted as a whole. */
static LecPix *
make_plain (const guint8 *luma,
            int width,
            int height,
            gsize stride)
{
  LecPix *pix = pixCreateNoInit (width, height, 8);
  guint8 flip = find_median (luma, width, height, stride) < DARK_BELOW ? 0xff : 0;

  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      SET_DATA_BYTE (get_row (pix, y), x, luma[y * stride + x] ^ flip);

  return pix;
}

LecPix *
lec_grey_picture_make (const guint8 *luma,
                       int width,
                       int height,
                       gsize stride,
                       int *scale)
{
  g_autoptr (LecPix) pix = make_levelled (luma, width, height, stride);

  if (pix == NULL)
    pix = make_plain (luma, width, height, stride);

  *scale = height < ENLARGE_BELOW_HEIGHT ? 2 : 1;
  if (*scale == 2)
    return pixScaleGray2xLI (pix);

  return g_steal_pointer (&pix);
}
