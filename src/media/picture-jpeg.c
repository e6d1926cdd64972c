/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * JPEG from and to planes. Writing hands libjpeg the planes as they are, at
 * most with another range and matrix, so that there is neither an RGB copy nor
 * a second subsampling of chroma. Reading takes a warning for an error: what
 * is read here was written here, so a doubtful file is a damaged one.
 */

/* jpeglib.h needs stdio.h before it. */
/* clang-format off */
#include <stdio.h>
#include <jpeglib.h>
/* clang-format on */

#include <stdlib.h>
#include <string.h>

#include "media/codec-guard.h"
#include "media/color-rows.h"
#include "media/picture-codec-private.h"
#include "media/row-sink.h"

/* Rows of an interleaved block of 4:2:0: libjpeg takes raw data in such bands. */
#define LUMA_BAND   (2 * DCTSIZE)
#define CHROMA_BAND DCTSIZE
/* How much of the standard table's slope is left, and the quality of colour below that of luma. */
#define SLOPE_PERCENT       20
#define CHROMA_QUALITY_LESS 8

/* Of pictures up to so many pixels. */
static const struct
{
  int n_pixels;
  int quality;
} qualities[] = {
  { 1000 * 600, 96 },
  { 1500 * 1000, 94 },
  { G_MAXINT, 88 },
};

typedef struct
{
  struct jpeg_compress_struct jpeg;
  struct jpeg_error_mgr errors;
  const LecPicture *picture;
  int quality;
  gboolean convert;
  LecColorMatrix matrix;
  gsize padded; /* luma samples in a row of a band */
  guint8 *loaded[3];
  gint32 *sums;
  guint8 *band[3];
  unsigned char *data; /* by malloc() */
  unsigned long size;
} Encoder;

typedef struct
{
  struct jpeg_decompress_struct jpeg;
  struct jpeg_error_mgr errors;
  GBytes *bytes; /* unowned */
  LecRowSink *sink;
  LecPicture *picture; /* (nullable): in place of @sink */
  guint8 *row;
} Decoder;

static void
fail_cb (j_common_ptr jpeg)
{
  char message[JMSG_LENGTH_MAX];

  jpeg->err->format_message (jpeg, message);
  lec_codec_guard_fail (jpeg->client_data, message);
}

static void
message_emitted_cb (j_common_ptr jpeg,
                    int level)
{
  if (level < 0)
    fail_cb (jpeg);
}

static struct jpeg_error_mgr *
init_errors (struct jpeg_error_mgr *errors)
{
  jpeg_std_error (errors);
  errors->error_exit = fail_cb;
  errors->emit_message = message_emitted_cb;

  return errors;
}

static const guint8 *
plane_row (const LecPicture *picture,
           int plane,
           int row)
{
  int height = plane == 0 ? picture->height : (picture->height + 1) / 2;

  return picture->planes[plane] + (gsize) MIN (row, height - 1) * picture->strides[plane];
}

static void
load_row (Encoder *self,
          int plane,
          int row,
          guint8 *target)
{
  int width = plane == 0 ? self->picture->width : (self->picture->width + 1) / 2;
  gsize padded = plane == 0 ? self->padded : self->padded / 2;

  lec_color_load_row (plane_row (self->picture, plane, row), width, target, padded);
}

/* One row of chroma and the two rows of luma that share it. */
static void
fill_rows (Encoder *self,
           int chroma_row,
           int band_row)
{
  gsize chroma_padded = self->padded / 2;
  guint8 **loaded = self->loaded;
  guint8 *targets[3] = {
    self->band[0] + (gsize) (2 * band_row) * self->padded,
    self->band[1] + (gsize) band_row * chroma_padded,
    self->band[2] + (gsize) band_row * chroma_padded,
  };

  for (int plane = 1; plane < 3; plane++)
    load_row (self, plane, chroma_row, self->convert ? loaded[plane] : targets[plane]);

  for (int channel = 1; self->convert && channel < 3; channel++)
    {
      lec_color_mix_chroma (&self->matrix, channel, loaded[1], loaded[2], chroma_padded, self->sums);
      lec_color_round (self->sums, chroma_padded, targets[channel]);
    }

  if (self->convert)
    lec_color_mix_chroma (&self->matrix, 0, loaded[1], loaded[2], chroma_padded, self->sums);
  for (int i = 0; i < 2; i++)
    {
      guint8 *target = targets[0] + (gsize) i * self->padded;

      load_row (self, 0, 2 * chroma_row + i, self->convert ? loaded[0] : target);
      if (self->convert)
        lec_color_mix_luma (&self->matrix, 0, loaded[0], self->sums, self->padded, target);
    }
}

static void
allocate_rows (Encoder *self)
{
  self->padded = lec_color_pad_width (self->picture->width);
  self->sums = g_new (gint32, self->padded / 2);
  self->band[0] = g_malloc (LUMA_BAND * self->padded);
  self->loaded[0] = g_malloc (self->padded);
  for (int i = 1; i < 3; i++)
    {
      self->band[i] = g_malloc (CHROMA_BAND * self->padded / 2);
      self->loaded[i] = g_malloc (self->padded / 2);
    }
}

/* The standard's luma table is made for photographs: what it spares at high frequencies becomes
   ringing around letters. A flatter one gives text more for as many bytes, and colour less. */
static void
set_quality (j_compress_ptr jpeg,
             int quality)
{
  UINT16 *luma, chroma[DCTSIZE2];

  jpeg_set_quality (jpeg, MAX (quality - CHROMA_QUALITY_LESS, 1), TRUE);
  memcpy (chroma, jpeg->quant_tbl_ptrs[1]->quantval, sizeof chroma);
  jpeg_set_quality (jpeg, quality, TRUE);
  memcpy (jpeg->quant_tbl_ptrs[1]->quantval, chroma, sizeof chroma);

  luma = jpeg->quant_tbl_ptrs[0]->quantval;
  for (int i = 1; i < DCTSIZE2; i++)
    luma[i] = (UINT16) CLAMP (luma[0] + (luma[i] - luma[0]) * SLOPE_PERCENT / 100, 1, 255);
}

static void
start_encoding (LecCodecGuard *guard,
                Encoder *self)
{
  j_compress_ptr jpeg = &self->jpeg;

  jpeg->err = init_errors (&self->errors);
  jpeg->client_data = guard;
  jpeg_create_compress (jpeg);
  jpeg_mem_dest (jpeg, &self->data, &self->size);
  jpeg->image_width = (JDIMENSION) self->picture->width;
  jpeg->image_height = (JDIMENSION) self->picture->height;
  jpeg->input_components = 3;
  jpeg->in_color_space = JCS_YCbCr;
  jpeg_set_defaults (jpeg); /* 4:2:0, and one unit by one unit as density: square pixels */
  set_quality (jpeg, self->quality);
  jpeg->optimize_coding = TRUE;
  jpeg->raw_data_in = TRUE;
  jpeg_start_compress (jpeg, TRUE);
}

static void
encode_body (LecCodecGuard *guard,
             gpointer data)
{
  Encoder *self = data;
  JSAMPROW luma[LUMA_BAND], cb[CHROMA_BAND], cr[CHROMA_BAND];
  JSAMPARRAY planes[3] = { luma, cb, cr };

  start_encoding (guard, self);
  for (int i = 0; i < LUMA_BAND; i++)
    luma[i] = self->band[0] + (gsize) i * self->padded;
  for (int i = 0; i < CHROMA_BAND; i++)
    {
      cb[i] = self->band[1] + (gsize) i * self->padded / 2;
      cr[i] = self->band[2] + (gsize) i * self->padded / 2;
    }

  for (int y = 0; y < self->picture->height; y += LUMA_BAND)
    {
      for (int i = 0; i < CHROMA_BAND; i++)
        fill_rows (self, y / 2 + i, i);
      jpeg_write_raw_data (&self->jpeg, planes, LUMA_BAND);
    }
  jpeg_finish_compress (&self->jpeg);
}

static void
clear_encoder (Encoder *self)
{
  jpeg_destroy_compress (&self->jpeg);
  for (int i = 0; i < 3; i++)
    {
      g_free (self->band[i]);
      g_free (self->loaded[i]);
    }
  g_free (self->sums);
}

/**
 * lec_picture_choose_quality:
 *
 * Returns: the JPEG quality at which nobody sees a loss: letters in small pictures have few pixels,
 *   which all count
 */
int
lec_picture_choose_quality (const LecPicture *self)
{
  guint i = 0;

  g_return_val_if_fail (self != NULL, 0);

  while (i + 1 < G_N_ELEMENTS (qualities) && (gint64) self->width * self->height > qualities[i].n_pixels)
    i++;

  return qualities[i].quality;
}

/**
 * lec_picture_encode_jpeg:
 * @quality: 1..100
 *
 * Returns: (transfer full) (nullable): %LEC_ERROR_INTERNAL when a side is longer than JPEG can say
 */
GBytes *
lec_picture_encode_jpeg (const LecPicture *self,
                         int quality,
                         GError **error)
{
  LecCodecGuard guard;
  Encoder encoder = { .picture = self, .quality = quality };
  LecColorimetry colorimetry;
  gboolean encoded;

  g_return_val_if_fail (self != NULL && quality >= 1 && quality <= 100, NULL);

  colorimetry = self->colorimetry;
  encoder.convert = colorimetry.bt709 || !colorimetry.full_range;
  lec_color_matrix_init_to_jpeg (&encoder.matrix, colorimetry);
  allocate_rows (&encoder);
  encoded = lec_codec_guard_run (&guard, encode_body, &encoder, LEC_ERROR_INTERNAL,
                                 "cannot write JPEG", error);
  clear_encoder (&encoder);
  if (!encoded)
    {
      free (encoder.data);
      return NULL;
    }

  return g_bytes_new_with_free_func (encoder.data, encoder.size, free, encoder.data);
}

static void
read_header (LecCodecGuard *guard,
             Decoder *self)
{
  j_decompress_ptr jpeg = &self->jpeg;
  gsize size;
  const guint8 *data = g_bytes_get_data (self->bytes, &size);

  jpeg_mem_src (jpeg, data, size);
  jpeg_read_header (jpeg, TRUE);
  lec_codec_guard_check_size (guard, jpeg->image_width, jpeg->image_height);
  if (jpeg->jpeg_color_space == JCS_CMYK || jpeg->jpeg_color_space == JCS_YCCK)
    lec_codec_guard_fail (guard, "made for print, in CMYK");

  jpeg->out_color_space = jpeg->jpeg_color_space == JCS_YCbCr ? JCS_YCbCr : JCS_RGB;
  jpeg->do_fancy_upsampling = FALSE; /* chroma that is shrunk again must come back as it was */
}

/* As it is written here, and most elsewhere. */
static gboolean
has_our_planes (j_decompress_ptr jpeg)
{
  const jpeg_component_info *parts = jpeg->comp_info;

  return jpeg->jpeg_color_space == JCS_YCbCr && jpeg->num_components == 3 &&
         parts[0].h_samp_factor == 2 && parts[0].v_samp_factor == 2 &&
         parts[1].h_samp_factor == 1 && parts[1].v_samp_factor == 1 &&
         parts[2].h_samp_factor == 1 && parts[2].v_samp_factor == 1;
}

/* Rows of the picture from @row on; those below it go to @spare. */
static void
list_rows (LecPicture *picture,
           int plane,
           int row,
           JSAMPROW *rows,
           int n_rows,
           guint8 *spare)
{
  int height = plane == 0 ? picture->height : (picture->height + 1) / 2;

  for (int i = 0; i < n_rows; i++)
    rows[i] = row + i < height ? picture->planes[plane] + (gsize) (row + i) * picture->strides[plane] : spare;
}

/* libjpeg writes whole blocks: rows of a picture are padded to more than that. */
static void
read_planes (Decoder *self)
{
  j_decompress_ptr jpeg = &self->jpeg;
  JSAMPROW luma[LUMA_BAND], cb[CHROMA_BAND], cr[CHROMA_BAND];
  JSAMPARRAY planes[3] = { luma, cb, cr };

  jpeg->raw_data_out = TRUE;
  self->picture = lec_picture_new ((int) jpeg->image_width, (int) jpeg->image_height,
                                   (LecColorimetry){ .full_range = TRUE });
  self->row = g_malloc (self->picture->strides[0]);
  jpeg_start_decompress (jpeg);
  while (jpeg->output_scanline < jpeg->output_height)
    {
      int y = (int) jpeg->output_scanline;

      list_rows (self->picture, 0, y, luma, LUMA_BAND, self->row);
      list_rows (self->picture, 1, y / 2, cb, CHROMA_BAND, self->row);
      list_rows (self->picture, 2, y / 2, cr, CHROMA_BAND, self->row);
      jpeg_read_raw_data (jpeg, planes, LUMA_BAND);
    }
}

static void
read_rows (Decoder *self)
{
  j_decompress_ptr jpeg = &self->jpeg;

  self->sink = lec_row_sink_new ((int) jpeg->image_width, (int) jpeg->image_height);
  self->row = g_malloc (3 * (gsize) jpeg->image_width);
  jpeg_start_decompress (jpeg);
  while (jpeg->output_scanline < jpeg->output_height)
    {
      jpeg_read_scanlines (jpeg, &self->row, 1);
      if (jpeg->out_color_space == JCS_YCbCr)
        lec_row_sink_add_ycc (self->sink, self->row);
      else
        lec_row_sink_add_rgb (self->sink, self->row);
    }
}

static void
decode_body (LecCodecGuard *guard,
             gpointer data)
{
  Decoder *self = data;
  j_decompress_ptr jpeg = &self->jpeg;

  jpeg->err = init_errors (&self->errors);
  jpeg->client_data = guard;
  jpeg_create_decompress (jpeg);
  read_header (guard, self);
  if (has_our_planes (jpeg))
    read_planes (self);
  else
    read_rows (self);
  jpeg_finish_decompress (jpeg);
}

LecPicture *
lec_picture_decode_jpeg (GBytes *bytes,
                         GError **error)
{
  LecCodecGuard guard;
  Decoder decoder = { .bytes = bytes };
  LecPicture *picture = NULL;

  if (lec_codec_guard_run (&guard, decode_body, &decoder, LEC_ERROR_PROTOCOL, "cannot read JPEG", error))
    picture = decoder.picture != NULL ? g_steal_pointer (&decoder.picture) : lec_row_sink_steal (decoder.sink);

  jpeg_destroy_decompress (&decoder.jpeg);
  lec_row_sink_free (decoder.sink);
  lec_picture_free (decoder.picture);
  g_free (decoder.row);

  return picture;
}
