/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The guard, the row sink, and the choice of decoder by content. libjpeg and
 * libpng report errors by a call that must not return: it jumps to the
 * setjmp() here and to nowhere else.
 */
#include <string.h>

#include "media/color-rows.h"
#include "media/picture-codec-private.h"

gboolean
lec_codec_guard_run (LecCodecGuard *self,
                     LecCodecBody body,
                     gpointer data,
                     LecError code,
                     const char *what,
                     GError **error)
{
  self->message[0] = '\0';

  if (setjmp (self->jump) != 0)
    {
      g_set_error (error, LEC_ERROR, (int) code, "%s: %s", what, self->message);
      return FALSE;
    }
  body (self, data);

  return TRUE;
}

void
lec_codec_guard_fail (LecCodecGuard *self,
                      const char *message)
{
  g_strlcpy (self->message, message, sizeof self->message);
  longjmp (self->jump, 1);
}

void
lec_codec_guard_check_size (LecCodecGuard *self,
                            guint32 width,
                            guint32 height)
{
  if (width == 0 || height == 0)
    lec_codec_guard_fail (self, "no pixels in it");
  if (width > LEC_PICTURE_MAX_SIDE || height > LEC_PICTURE_MAX_SIDE)
    lec_codec_guard_fail (self, "too large");
}

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

/**
 * lec_picture_decode:
 *
 * Reads JPEG or PNG, told apart by content. The picture is full-range BT.601; transparency is left
 * out.
 *
 * Returns: (transfer full) (nullable): %LEC_ERROR_PROTOCOL when @bytes are neither, are damaged or
 *   cut short, or when a side is longer than %LEC_PICTURE_MAX_SIDE
 */
LecPicture *
lec_picture_decode (GBytes *bytes,
                    GError **error)
{
  static const guint8 jpeg[] = { 0xff, 0xd8, 0xff };
  static const guint8 png[] = { 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n' };
  const guint8 *data;
  gsize size;

  g_return_val_if_fail (bytes != NULL, NULL);

  data = g_bytes_get_data (bytes, &size);
  if (size > sizeof jpeg && memcmp (data, jpeg, sizeof jpeg) == 0)
    return lec_picture_decode_jpeg (bytes, error);
  if (size > sizeof png && memcmp (data, png, sizeof png) == 0)
    return lec_picture_decode_png (bytes, error);

  g_set_error_literal (error, LEC_ERROR, LEC_ERROR_PROTOCOL, "picture: neither JPEG nor PNG");

  return NULL;
}
