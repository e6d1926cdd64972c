/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * PNG from and to planes, a row at a time. Written with each chroma sample
 * standing for its two by two pixels, so that what is read back is what the
 * video had, up to rounding.
 */
#include <png.h>
#include <string.h>

#include "media/codec-guard.h"
#include "media/color-rows.h"
#include "media/picture-codec-private.h"
#include "media/row-sink.h"

typedef struct
{
  png_structp png;
  png_infop info;
  const LecPicture *picture;
  GByteArray *written;
  LecColorMatrix matrix;
  gsize padded; /* luma samples in a row */
  guint8 *loaded[3];
  gint32 *sums[3];
  guint8 *channels[3];
  guint8 *rgb;
} Writer;

typedef struct
{
  png_structp png;
  png_infop info;
  const guint8 *data;
  gsize size;
  LecRowSink *sink;
  guint8 *pixels;
  guint8 **rows;
} Reader;

static void
error_cb (png_structp png,
          png_const_charp message)
{
  lec_codec_guard_fail (png_get_error_ptr (png), message);
}

static void
warning_cb (png_structp png,
            png_const_charp message)
{
  g_debug ("png: %s", message);
}

static void
write_cb (png_structp png,
          png_bytep data,
          size_t size)
{
  g_byte_array_append (png_get_io_ptr (png), data, (guint) size);
}

static void
flush_cb (png_structp png)
{
}

static void
read_cb (png_structp png,
         png_bytep target,
         size_t size)
{
  Reader *self = png_get_io_ptr (png);

  if (size > self->size)
    png_error (png, "cut short");

  memcpy (target, self->data, size);
  self->data += size;
  self->size -= size;
}

static void
load_chroma (Writer *self,
             int row)
{
  const LecPicture *picture = self->picture;

  for (int plane = 1; plane < 3; plane++)
    lec_color_load_row (picture->planes[plane] + (gsize) row * picture->strides[plane],
                        (picture->width + 1) / 2, self->loaded[plane], self->padded / 2);
  for (int channel = 0; channel < 3; channel++)
    lec_color_mix_chroma (&self->matrix, channel, self->loaded[1], self->loaded[2],
                          self->padded / 2, self->sums[channel]);
}

static void
fill_row (Writer *self,
          int row)
{
  const LecPicture *picture = self->picture;
  guint8 *pixel = self->rgb;

  if (row % 2 == 0)
    load_chroma (self, row / 2);

  lec_color_load_row (picture->planes[0] + (gsize) row * picture->strides[0], picture->width,
                      self->loaded[0], self->padded);
  for (int channel = 0; channel < 3; channel++)
    lec_color_mix_luma (&self->matrix, channel, self->loaded[0], self->sums[channel],
                        self->padded, self->channels[channel]);

  for (int x = 0; x < picture->width; x++)
    for (int channel = 0; channel < 3; channel++)
      *pixel++ = self->channels[channel][x];
}

static void
write_body (LecCodecGuard *guard,
            gpointer data)
{
  Writer *self = data;

  self->png = png_create_write_struct (PNG_LIBPNG_VER_STRING, guard, error_cb, warning_cb);
  if (self->png == NULL)
    lec_codec_guard_fail (guard, "no memory");

  self->info = png_create_info_struct (self->png);
  png_set_write_fn (self->png, self->written, write_cb, flush_cb);
  png_set_IHDR (self->png, self->info, (png_uint_32) self->picture->width,
                (png_uint_32) self->picture->height, 8, PNG_COLOR_TYPE_RGB, PNG_INTERLACE_NONE,
                PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
  png_write_info (self->png, self->info);
  for (int y = 0; y < self->picture->height; y++)
    {
      fill_row (self, y);
      png_write_row (self->png, self->rgb);
    }
  png_write_end (self->png, NULL);
}

static void
allocate_rows (Writer *self)
{
  self->padded = lec_color_pad_width (self->picture->width);
  self->rgb = g_malloc (3 * self->padded);
  for (int i = 0; i < 3; i++)
    {
      self->loaded[i] = g_malloc (self->padded);
      self->channels[i] = g_malloc (self->padded);
      self->sums[i] = g_new (gint32, self->padded / 2);
    }
}

static void
clear_writer (Writer *self)
{
  png_destroy_write_struct (&self->png, &self->info);
  g_free (self->rgb);
  for (int i = 0; i < 3; i++)
    {
      g_free (self->loaded[i]);
      g_free (self->channels[i]);
      g_free (self->sums[i]);
    }
}

/**
 * lec_picture_encode_png:
 *
 * Returns: (transfer full) (nullable): %LEC_ERROR_INTERNAL when a side is longer than libpng allows
 */
GBytes *
lec_picture_encode_png (const LecPicture *self,
                        GError **error)
{
  LecCodecGuard guard;
  Writer writer = { .picture = self };
  g_autoptr (GByteArray) written = g_byte_array_new ();
  gboolean encoded;

  g_return_val_if_fail (self != NULL, NULL);

  writer.written = written;
  lec_color_matrix_init_to_rgb (&writer.matrix, self->colorimetry);
  allocate_rows (&writer);
  encoded = lec_codec_guard_run (&guard, write_body, &writer, LEC_ERROR_INTERNAL, "cannot write PNG", error);
  clear_writer (&writer);

  return encoded ? g_byte_array_free_to_bytes (g_steal_pointer (&written)) : NULL;
}

static void
read_header (LecCodecGuard *guard,
             Reader *self)
{
  png_set_read_fn (self->png, self, read_cb);
  png_set_user_limits (self->png, LEC_PICTURE_MAX_SIDE, LEC_PICTURE_MAX_SIDE);
  png_read_info (self->png, self->info);
  lec_codec_guard_check_size (guard, png_get_image_width (self->png, self->info),
                              png_get_image_height (self->png, self->info));

  png_set_expand (self->png);
  png_set_scale_16 (self->png);
  png_set_strip_alpha (self->png);
  png_set_gray_to_rgb (self->png);
}

/* An interlaced picture comes in passes over all of it, so it has to stand in memory. */
static void
read_passes (LecCodecGuard *guard,
             Reader *self,
             gsize n_rows,
             gsize row_bytes)
{
  self->pixels = g_try_malloc (n_rows * row_bytes);
  if (self->pixels == NULL)
    lec_codec_guard_fail (guard, "no memory");

  self->rows = g_new (guint8 *, n_rows);
  for (gsize y = 0; y < n_rows; y++)
    self->rows[y] = self->pixels + y * row_bytes;
  png_read_image (self->png, self->rows);
  for (gsize y = 0; y < n_rows; y++)
    lec_row_sink_add_rgb (self->sink, self->rows[y]);
}

static void
read_rows (Reader *self,
           gsize n_rows,
           gsize row_bytes)
{
  self->pixels = g_malloc (row_bytes);
  for (gsize y = 0; y < n_rows; y++)
    {
      png_read_row (self->png, self->pixels, NULL);
      lec_row_sink_add_rgb (self->sink, self->pixels);
    }
}

static void
read_body (LecCodecGuard *guard,
           gpointer data)
{
  Reader *self = data;
  int n_passes;
  png_uint_32 width, height;
  gsize row_bytes;

  self->png = png_create_read_struct (PNG_LIBPNG_VER_STRING, guard, error_cb, warning_cb);
  if (self->png == NULL)
    lec_codec_guard_fail (guard, "no memory");

  self->info = png_create_info_struct (self->png);
  read_header (guard, self);
  n_passes = png_set_interlace_handling (self->png);
  png_read_update_info (self->png, self->info);
  width = png_get_image_width (self->png, self->info);
  height = png_get_image_height (self->png, self->info);
  row_bytes = png_get_rowbytes (self->png, self->info);
  self->sink = lec_row_sink_new ((int) width, (int) height);

  if (n_passes > 1)
    read_passes (guard, self, height, row_bytes);
  else
    read_rows (self, height, row_bytes);
  png_read_end (self->png, NULL);
}

LecPicture *
lec_picture_decode_png (GBytes *bytes,
                        GError **error)
{
  LecCodecGuard guard;
  Reader reader = { 0 };
  LecPicture *picture = NULL;

  reader.data = g_bytes_get_data (bytes, &reader.size);
  if (lec_codec_guard_run (&guard, read_body, &reader, LEC_ERROR_PROTOCOL, "cannot read PNG", error))
    picture = lec_row_sink_steal (reader.sink);

  png_destroy_read_struct (&reader.png, &reader.info, NULL);
  lec_row_sink_free (reader.sink);
  g_free (reader.rows);
  g_free (reader.pixels);

  return picture;
}
