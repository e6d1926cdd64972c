/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * All conversions here are affine, so each is one matrix, put together in
 * floating point from its steps and applied in 16.16. Chroma's part is summed
 * once per chroma sample and shared by the luma samples it covers. The inner
 * loops have a constant length, so that the compiler makes vector code of
 * them at -O2.
 */
#include "media/color-rows.h"

#include <math.h>
#include <string.h>

#include "media/wide-code.h"

#define ONE          65536
#define CHROMA_BLOCK (LEC_ROW_BLOCK / 2)

typedef struct
{
  double factor[3][3];
  double offset[3];
} Affine;

static Affine
ycc_to_rgb (LecColorimetry from)
{
  double kr = from.bt709 ? 0.2126 : 0.299;
  double kb = from.bt709 ? 0.0722 : 0.114;
  double kg = 1 - kr - kb;
  double luma = from.full_range ? 1 : 255.0 / 219;
  double chroma = from.full_range ? 1 : 255.0 / 224;
  double black = from.full_range ? 0 : 16;
  Affine affine = {
    .factor = {
      { luma, 0, chroma * 2 * (1 - kr) },
      { luma, -chroma * 2 * kb * (1 - kb) / kg, -chroma * 2 * kr * (1 - kr) / kg },
      { luma, chroma * 2 * (1 - kb), 0 },
    },
  };

  for (int i = 0; i < 3; i++)
    affine.offset[i] = -black * luma - 128 * (affine.factor[i][1] + affine.factor[i][2]);

  return affine;
}

static Affine
rgb_to_jpeg (void)
{
  const double kr = 0.299, kg = 0.587, kb = 0.114;

  return (Affine){
    .factor = {
      { kr, kg, kb },
      { -kr / (2 * (1 - kb)), -kg / (2 * (1 - kb)), .5 },
      { .5, -kg / (2 * (1 - kr)), -kb / (2 * (1 - kr)) },
    },
    .offset = { 0, 128, 128 },
  };
}

static Affine
chain (const Affine *first,
       const Affine *second)
{
  Affine both = { .offset = { second->offset[0], second->offset[1], second->offset[2] } };

  for (int i = 0; i < 3; i++)
    for (int k = 0; k < 3; k++)
      {
        both.offset[i] += second->factor[i][k] * first->offset[k];
        for (int j = 0; j < 3; j++)
          both.factor[i][j] += second->factor[i][k] * first->factor[k][j];
      }

  return both;
}

static void
init_from_affine (LecColorMatrix *self,
                  const Affine *affine)
{
  for (int i = 0; i < 3; i++)
    {
      self->offset[i] = (gint32) lround ((affine->offset[i] + .5) * ONE);
      for (int j = 0; j < 3; j++)
        self->factor[i][j] = (gint32) lround (affine->factor[i][j] * ONE);
    }
}

void
lec_color_matrix_init_to_jpeg (LecColorMatrix *self,
                               LecColorimetry from)
{
  Affine first = ycc_to_rgb (from);
  Affine second = rgb_to_jpeg ();
  Affine both = chain (&first, &second);

  init_from_affine (self, &both);
}

void
lec_color_matrix_init_to_rgb (LecColorMatrix *self,
                              LecColorimetry from)
{
  Affine affine = ycc_to_rgb (from);

  init_from_affine (self, &affine);
}

void
lec_color_matrix_init_rgb_to_jpeg (LecColorMatrix *self)
{
  Affine affine = rgb_to_jpeg ();

  init_from_affine (self, &affine);
}

gsize
lec_color_pad_width (int width)
{
  return ((gsize) width + LEC_ROW_BLOCK - 1) / LEC_ROW_BLOCK * LEC_ROW_BLOCK;
}

void
lec_color_load_row (const guint8 *row,
                    int width,
                    guint8 *target,
                    gsize padded)
{
  gsize n = (gsize) width;

  memcpy (target, row, n);
  memset (target + n, row[n - 1], padded - n);
}

static inline guint8
round_sample (gint32 sum)
{
  return (guint8) (CLAMP (sum, 0, 255 * ONE) >> 16);
}

static LEC_WIDE void
mix_chroma (gint32 by_cb,
            gint32 by_cr,
            gint32 offset,
            const guint8 *restrict cb,
            const guint8 *restrict cr,
            gsize n,
            gint32 *restrict sums)
{
  for (gsize done = 0; done < n; done += CHROMA_BLOCK)
    for (int i = 0; i < CHROMA_BLOCK; i++)
      sums[done + i] = by_cb * cb[done + i] + by_cr * cr[done + i] + offset;
}

void
lec_color_mix_chroma (const LecColorMatrix *self,
                      int channel,
                      const guint8 *cb,
                      const guint8 *cr,
                      gsize n,
                      gint32 *sums)
{
  mix_chroma (self->factor[channel][1], self->factor[channel][2], self->offset[channel], cb, cr, n, sums);
}

static LEC_WIDE void
mix_luma (gint32 by_luma,
          const guint8 *restrict luma,
          const gint32 *restrict sums,
          gsize n,
          guint8 *restrict target)
{
  for (gsize done = 0; done < n; done += LEC_ROW_BLOCK)
    {
      gint32 wide[LEC_ROW_BLOCK];

      for (int i = 0; i < CHROMA_BLOCK; i++)
        wide[2 * i] = wide[2 * i + 1] = sums[done / 2 + i];
      for (int i = 0; i < LEC_ROW_BLOCK; i++)
        target[done + i] = round_sample (by_luma * luma[done + i] + wide[i]);
    }
}

void
lec_color_mix_luma (const LecColorMatrix *self,
                    int channel,
                    const guint8 *luma,
                    const gint32 *sums,
                    gsize n,
                    guint8 *target)
{
  mix_luma (self->factor[channel][0], luma, sums, n, target);
}

static LEC_WIDE void
round_samples (const gint32 *restrict sums,
               gsize n,
               guint8 *restrict target)
{
  for (gsize done = 0; done < n; done += CHROMA_BLOCK)
    for (int i = 0; i < CHROMA_BLOCK; i++)
      target[done + i] = round_sample (sums[done + i]);
}

void
lec_color_round (const gint32 *sums,
                 gsize n,
                 guint8 *target)
{
  round_samples (sums, n, target);
}

static inline guint8
mix_rgb (const LecColorMatrix *self,
         int channel,
         const guint8 *rgb)
{
  const gint32 *factor = self->factor[channel];

  return round_sample (factor[0] * rgb[0] + factor[1] * rgb[1] + factor[2] * rgb[2] +
                       self->offset[channel]);
}

void
lec_color_split_rgb (const LecColorMatrix *self,
                     const guint8 *rgb,
                     int width,
                     guint8 *luma,
                     guint8 *cb,
                     guint8 *cr)
{
  for (int x = 0; x < width; x++, rgb += 3)
    {
      luma[x] = mix_rgb (self, 0, rgb);
      cb[x] = mix_rgb (self, 1, rgb);
      cr[x] = mix_rgb (self, 2, rgb);
    }
}
