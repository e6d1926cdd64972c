/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Chroma is halved here, as soon as the second of two rows is there.
 */
#include "media/row-sink.h"

#include "media/color-rows.h"

struct _LecRowSink
{
  LecPicture *picture;
  LecColorMatrix from_rgb;
  int n_rows;
  guint8 *chroma[2][2]; /* of an even row and the odd one below it: Cb, Cr at full width */
};

LecRowSink *
lec_row_sink_new (int width,
                  int height)
{
  LecRowSink *self = g_new0 (LecRowSink, 1);

  self->picture = lec_picture_new (width, height, (LecColorimetry){ .full_range = TRUE });
  lec_color_matrix_init_rgb_to_jpeg (&self->from_rgb);
  for (int i = 0; i < 4; i++)
    self->chroma[i / 2][i % 2] = g_malloc ((gsize) width);

  return self;
}

void
lec_row_sink_free (LecRowSink *self)
{
  if (self == NULL)
    return;

  for (int i = 0; i < 4; i++)
    g_free (self->chroma[i / 2][i % 2]);
  lec_picture_free (self->picture);
  g_free (self);
}

static void
shrink_chroma (LecRowSink *self,
               int channel,
               const guint8 *upper,
               const guint8 *lower)
{
  LecPicture *picture = self->picture;
  int last = picture->width - 1;
  gsize row = (gsize) (self->n_rows - 1) / 2;
  guint8 *target = picture->planes[1 + channel] + row * picture->strides[1 + channel];

  for (int x = 0; x <= last; x += 2)
    {
      int right = MIN (x + 1, last);

      target[x / 2] = (guint8) ((upper[x] + upper[right] + lower[x] + lower[right] + 2) / 4);
    }
}

static guint8 *
luma_row (LecRowSink *self)
{
  return self->picture->planes[0] + (gsize) self->n_rows * self->picture->strides[0];
}

static void
finish_row (LecRowSink *self)
{
  gboolean odd = self->n_rows % 2 == 1;
  gboolean last = self->n_rows == self->picture->height - 1;

  self->n_rows++;
  if (!odd && !last)
    return;

  for (int channel = 0; channel < 2; channel++)
    shrink_chroma (self, channel, self->chroma[0][channel], self->chroma[odd ? 1 : 0][channel]);
}

void
lec_row_sink_add_rgb (LecRowSink *self,
                      const guint8 *rgb)
{
  guint8 **chroma = self->chroma[self->n_rows % 2];

  lec_color_split_rgb (&self->from_rgb, rgb, self->picture->width, luma_row (self), chroma[0], chroma[1]);
  finish_row (self);
}

void
lec_row_sink_add_ycc (LecRowSink *self,
                      const guint8 *ycc)
{
  guint8 **chroma = self->chroma[self->n_rows % 2];
  guint8 *luma = luma_row (self);

  for (int x = 0; x < self->picture->width; x++, ycc += 3)
    {
      luma[x] = ycc[0];
      chroma[0][x] = ycc[1];
      chroma[1][x] = ycc[2];
    }
  finish_row (self);
}

LecPicture *
lec_row_sink_steal (LecRowSink *self)
{
  g_assert (self->n_rows == self->picture->height);

  return g_steal_pointer (&self->picture);
}
