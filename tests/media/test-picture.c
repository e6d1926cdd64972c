/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Pictures must survive files and cuts unchanged, in all forms of Y'CbCr, at
 * odd sizes, and a damaged file must be an error and nothing else.
 */
#include <png.h>

/* jpeglib.h needs stdio.h before it. */
/* clang-format off */
#include <stdio.h>
#include <jpeglib.h>
/* clang-format on */

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "media/picture.h"

static const LecColorimetry forms[] = {
  { .bt709 = FALSE, .full_range = FALSE },
  { .bt709 = FALSE, .full_range = TRUE },
  { .bt709 = TRUE, .full_range = FALSE },
  { .bt709 = TRUE, .full_range = TRUE },
};

static const int sizes[][2] = { { 1, 1 }, { 2, 2 }, { 3, 5 }, { 33, 17 }, { 64, 48 }, { 101, 99 } };

static double
clamp_sample (double value)
{
  return CLAMP (value, 0, 255);
}

/* Written out by hand, so that it shares nothing with the code under test. */
static void
rgb_to_ycc (LecColorimetry form,
            const guint8 rgb[3],
            double ycc[3])
{
  double kr = form.bt709 ? .2126 : .299;
  double kb = form.bt709 ? .0722 : .114;
  double y = kr * rgb[0] + (1 - kr - kb) * rgb[1] + kb * rgb[2];
  double cb = (rgb[2] - y) / (2 * (1 - kb));
  double cr = (rgb[0] - y) / (2 * (1 - kr));

  ycc[0] = form.full_range ? y : 16 + y * 219 / 255;
  ycc[1] = 128 + (form.full_range ? cb : cb * 224 / 255);
  ycc[2] = 128 + (form.full_range ? cr : cr * 224 / 255);
}

static void
fill_plane (LecPicture *picture,
            int plane,
            int width,
            int height,
            guint8 value)
{
  for (int y = 0; y < height; y++)
    memset (picture->planes[plane] + (gsize) y * picture->strides[plane], value, (gsize) width);
}

static LecPicture *
make_flat (int width,
           int height,
           LecColorimetry form,
           const guint8 rgb[3])
{
  LecPicture *picture = lec_picture_new (width, height, form);
  double ycc[3];

  rgb_to_ycc (form, rgb, ycc);
  fill_plane (picture, 0, width, height, (guint8) (clamp_sample (ycc[0]) + .5));
  for (int i = 1; i < 3; i++)
    fill_plane (picture, i, (width + 1) / 2, (height + 1) / 2, (guint8) (clamp_sample (ycc[i]) + .5));

  return picture;
}

/* Soft slopes with a different frequency in each plane, within the limited range. */
static LecPicture *
make_pattern (int width,
              int height,
              LecColorimetry form)
{
  LecPicture *picture = lec_picture_new (width, height, form);

  for (int plane = 0; plane < 3; plane++)
    for (int y = 0; y < (plane ? (height + 1) / 2 : height); y++)
      for (int x = 0; x < (plane ? (width + 1) / 2 : width); x++)
        picture->planes[plane][(gsize) y * picture->strides[plane] + (gsize) x] =
          plane ? (guint8) (128 + (plane == 1 ? x : -y) % 20) : (guint8) (60 + (2 * x + 3 * y) % 120);

  return picture;
}

static int
get_sample (const LecPicture *picture,
            int plane,
            int x,
            int y)
{
  return picture->planes[plane][(gsize) y * picture->strides[plane] + (gsize) x];
}

static int
max_difference (const LecPicture *a,
                const LecPicture *b,
                int plane)
{
  int width = plane ? (a->width + 1) / 2 : a->width;
  int height = plane ? (a->height + 1) / 2 : a->height;
  int worst = 0;

  g_assert_cmpint (a->width, ==, b->width);
  g_assert_cmpint (a->height, ==, b->height);
  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      worst = MAX (worst, abs (get_sample (a, plane, x, y) - get_sample (b, plane, x, y)));

  return worst;
}

/* What a viewer makes of a JPEG: libjpeg's own R'G'B' of its first pixel. */
static void
read_jpeg_rgb (GBytes *bytes,
               guint8 rgb[3])
{
  struct jpeg_decompress_struct jpeg;
  struct jpeg_error_mgr errors;
  g_autofree guint8 *row = NULL;

  jpeg.err = jpeg_std_error (&errors);
  jpeg_create_decompress (&jpeg);
  jpeg_mem_src (&jpeg, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  jpeg_read_header (&jpeg, TRUE);
  g_assert_cmpint (jpeg.density_unit, ==, 0);
  g_assert_cmpint (jpeg.X_density, ==, jpeg.Y_density);
  g_assert_cmpint (jpeg.comp_info[0].h_samp_factor, ==, 2);
  g_assert_cmpint (jpeg.comp_info[0].v_samp_factor, ==, 2);
  jpeg.out_color_space = JCS_RGB;
  jpeg_start_decompress (&jpeg);
  row = g_malloc (3 * (gsize) jpeg.image_width);
  jpeg_read_scanlines (&jpeg, &row, 1);
  memcpy (rgb, row, 3);
  jpeg_destroy_decompress (&jpeg);
}

static void
read_png_rgb (GBytes *bytes,
              guint8 rgb[3])
{
  png_image image = { .version = PNG_IMAGE_VERSION };
  g_autofree guint8 *pixels = NULL;

  g_assert_true (png_image_begin_read_from_memory (&image, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes)));
  image.format = PNG_FORMAT_RGB;
  pixels = g_malloc (PNG_IMAGE_SIZE (image));
  g_assert_true (png_image_finish_read (&image, NULL, pixels, 0, NULL));
  memcpy (rgb, pixels, 3);
}

static void
assert_near_rgb (const guint8 got[3],
                 const guint8 wanted[3],
                 int tolerance)
{
  for (int i = 0; i < 3; i++)
    {
      g_assert_cmpint (got[i], >=, wanted[i] - tolerance);
      g_assert_cmpint (got[i], <=, wanted[i] + tolerance);
    }
}

static void
test_colors (void)
{
  static const guint8 colors[][3] = {
    { 0, 0, 0 },
    { 255, 255, 255 },
    { 128, 128, 128 },
    { 255, 0, 0 },
    { 0, 255, 0 },
    { 0, 0, 255 },
    { 255, 200, 0 },
    { 12, 60, 120 },
    { 180, 20, 140 },
  };

  for (guint f = 0; f < G_N_ELEMENTS (forms); f++)
    for (guint c = 0; c < G_N_ELEMENTS (colors); c++)
      {
        g_autoptr (LecPicture) picture = make_flat (37, 19, forms[f], colors[c]);
        g_autoptr (GBytes) jpeg = lec_picture_encode_jpeg (picture, 98, NULL);
        g_autoptr (GBytes) png = lec_picture_encode_png (picture, NULL);
        guint8 rgb[3];

        read_jpeg_rgb (jpeg, rgb);
        assert_near_rgb (rgb, colors[c], 4);
        read_png_rgb (png, rgb);
        assert_near_rgb (rgb, colors[c], 2);
      }
}

static void
test_round_trip (void)
{
  const LecColorimetry form = { .full_range = TRUE };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (LecPicture) picture = make_pattern (sizes[i][0], sizes[i][1], form);
      g_autoptr (GBytes) jpeg = lec_picture_encode_jpeg (picture, 100, &error);
      g_autoptr (GBytes) png = lec_picture_encode_png (picture, &error);
      g_autoptr (LecPicture) from_jpeg = lec_picture_decode (jpeg, &error);
      g_autoptr (LecPicture) from_png = lec_picture_decode (png, &error);

      g_assert_no_error (error);
      for (int plane = 0; plane < 3; plane++)
        {
          g_assert_cmpint (max_difference (picture, from_jpeg, plane), <=, 3);
          g_assert_cmpint (max_difference (picture, from_png, plane), <=, 2);
        }
    }
}

/* Both files of one video picture must show the same, whatever form it came in. */
static void
test_jpeg_agrees_with_png (void)
{
  for (guint f = 0; f < G_N_ELEMENTS (forms); f++)
    for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
      {
        g_autoptr (GError) error = NULL;
        g_autoptr (LecPicture) picture = make_pattern (sizes[i][0], sizes[i][1], forms[f]);
        g_autoptr (GBytes) jpeg = lec_picture_encode_jpeg (picture, 100, &error);
        g_autoptr (GBytes) png = lec_picture_encode_png (picture, &error);
        g_autoptr (LecPicture) from_jpeg = lec_picture_decode (jpeg, &error);
        g_autoptr (LecPicture) from_png = lec_picture_decode (png, &error);

        g_assert_no_error (error);
        g_assert_true (from_jpeg->colorimetry.full_range);
        g_assert_false (from_jpeg->colorimetry.bt709);
        for (int plane = 0; plane < 3; plane++)
          g_assert_cmpint (max_difference (from_jpeg, from_png, plane), <=, 4);
      }
}

static void
test_quality_counts (void)
{
  g_autoptr (LecPicture) picture = make_pattern (200, 100, forms[0]);
  g_autoptr (GBytes) coarse = lec_picture_encode_jpeg (picture, 30, NULL);
  g_autoptr (GBytes) fine = lec_picture_encode_jpeg (picture, 95, NULL);

  g_assert_cmpuint (g_bytes_get_size (coarse), <, g_bytes_get_size (fine));
}

/* A decoder's planes: rows further apart than they are long, and nothing to read after the last. */
static void
test_borrowed_planes (void)
{
  const int width = 35, height = 21, stride = 41;
  g_autoptr (LecPicture) owned = make_pattern (width, height, forms[2]);
  LecPicture frame = *owned;
  g_autoptr (LecPicture) copy = NULL;
  g_autoptr (GBytes) of_owned = lec_picture_encode_png (owned, NULL);
  g_autoptr (GBytes) of_frame = NULL;

  for (int plane = 0; plane < 3; plane++)
    {
      int n_rows = plane ? (height + 1) / 2 : height;
      gsize n_columns = plane ? (width + 1) / 2 : width;

      frame.strides[plane] = (gsize) stride;
      frame.planes[plane] = g_malloc ((gsize) (stride * (n_rows - 1)) + n_columns);
      for (int y = 0; y < n_rows; y++)
        memcpy (frame.planes[plane] + y * stride, owned->planes[plane] + (gsize) y * owned->strides[plane], n_columns);
    }

  copy = lec_picture_copy (&frame);
  of_frame = lec_picture_encode_png (&frame, NULL);
  g_assert_true (g_bytes_equal (of_frame, of_owned));
  for (int plane = 0; plane < 3; plane++)
    {
      g_assert_cmpint (max_difference (copy, owned, plane), ==, 0);
      g_free (frame.planes[plane]);
    }
  g_assert_cmpuint (lec_picture_get_size_bytes (copy), >=, 35 * 21 + 2 * 18 * 11);
}

static void
count_free (gpointer data)
{
  guint *n = data;

  (*n)++;
}

static void
test_keep (void)
{
  g_autoptr (LecPicture) owned = make_pattern (35, 21, forms[2]);
  LecPicture frame = *owned;
  g_autoptr (LecPicture) copy = lec_picture_keep (owned);
  LecPicture *kept;
  guint n_freed = 0;

  g_assert_true (copy->planes[0] != owned->planes[0]);
  for (int plane = 0; plane < 3; plane++)
    g_assert_cmpint (max_difference (copy, owned, plane), ==, 0);

  frame.memory = g_bytes_new_with_free_func (owned->planes[0], 35 * 21, count_free, &n_freed);
  kept = lec_picture_keep (&frame);
  g_assert_true (kept->planes[0] == owned->planes[0]);
  g_bytes_unref (frame.memory);
  g_assert_cmpuint (n_freed, ==, 0);
  lec_picture_free (kept);
  g_assert_cmpuint (n_freed, ==, 1);
}

static void
test_crop (void)
{
  static const struct
  {
    LecRect region, wanted;
  } cases[] = {
    { { 0, 0, 101, 99 }, { 0, 0, 101, 99 } },
    { { 10, 20, 30, 40 }, { 10, 20, 30, 40 } },
    { { 11, 21, 30, 40 }, { 10, 20, 31, 41 } },
    { { -5, -5, 20, 20 }, { 0, 0, 15, 15 } },
    { { 95, 90, 50, 50 }, { 94, 90, 7, 9 } },
    { { 100, 98, G_MAXINT, G_MAXINT }, { 100, 98, 1, 1 } },
  };
  g_autoptr (LecPicture) picture = make_pattern (101, 99, forms[0]);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (LecPicture) cut = lec_picture_crop (picture, &cases[i].region);
      const LecRect *wanted = &cases[i].wanted;

      g_assert_cmpint (cut->width, ==, wanted->width);
      g_assert_cmpint (cut->height, ==, wanted->height);
      for (int y = 0; y < cut->height; y++)
        for (int x = 0; x < cut->width; x++)
          {
            g_assert_cmpint (get_sample (cut, 0, x, y), ==, get_sample (picture, 0, wanted->x + x, wanted->y + y));
            g_assert_cmpint (get_sample (cut, 1, x / 2, y / 2), ==,
                             get_sample (picture, 1, (wanted->x + x) / 2, (wanted->y + y) / 2));
          }
    }
}

static void
test_crop_outside (void)
{
  static const LecRect outside[] = {
    { 101, 0, 5, 5 },
    { 0, 99, 5, 5 },
    { -9, 0, 9, 9 },
    { 4, 4, 0, 3 },
    { 4, 4, 3, -1 },
  };
  g_autoptr (LecPicture) picture = make_pattern (101, 99, forms[0]);

  for (guint i = 0; i < G_N_ELEMENTS (outside); i++)
    g_assert_null (lec_picture_crop (picture, &outside[i]));
}

/* The mean of what each sample covers, in floating point. */
static double
mean_area (const LecPicture *picture,
           double left,
           double top,
           double right,
           double bottom)
{
  double sum = 0;

  for (int y = (int) top; y < bottom && y < picture->height; y++)
    for (int x = (int) left; x < right && x < picture->width; x++)
      {
        double covered = (MIN (right, x + 1) - MAX (left, x)) * (MIN (bottom, y + 1) - MAX (top, y));

        sum += covered * get_sample (picture, 0, x, y);
      }

  return sum / ((right - left) * (bottom - top));
}

static void
test_scale (void)
{
  static const int targets[][2] = { { 1, 1 }, { 7, 5 }, { 50, 33 }, { 101, 99 }, { 150, 120 } };
  g_autoptr (LecPicture) picture = make_pattern (101, 99, forms[0]);

  for (guint i = 0; i < G_N_ELEMENTS (targets); i++)
    {
      g_autoptr (LecPicture) scaled = lec_picture_scale (picture, targets[i][0], targets[i][1]);
      double step_x = 101.0 / scaled->width, step_y = 99.0 / scaled->height;

      for (int y = 0; y < scaled->height; y++)
        for (int x = 0; x < scaled->width; x++)
          {
            double wanted = mean_area (picture, x * step_x, y * step_y, (x + 1) * step_x, (y + 1) * step_y);

            g_assert_cmpfloat_with_epsilon (get_sample (scaled, 0, x, y), wanted, .51);
          }
    }
}

static void
test_scale_same_size (void)
{
  g_autoptr (LecPicture) picture = make_pattern (33, 17, forms[3]);
  g_autoptr (LecPicture) same = lec_picture_scale (picture, 33, 17);

  g_assert_true (same->colorimetry.bt709);
  for (int plane = 0; plane < 3; plane++)
    g_assert_cmpint (max_difference (picture, same, plane), ==, 0);
}

static GBytes *
write_png (png_uint_32 format,
           gboolean interlaced,
           int width,
           int height,
           const guint8 *pixels)
{
  png_structp png = png_create_write_struct (PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
  png_infop info = png_create_info_struct (png);
  char *data = NULL;
  gsize size = 0;
  FILE *stream = open_memstream (&data, &size);
  gsize row_bytes = (gsize) width * (format == PNG_COLOR_TYPE_GRAY ? 1 : 4);
  g_autofree png_bytepp rows = g_new (png_bytep, height);

  for (int y = 0; y < height; y++)
    rows[y] = (png_bytep) pixels + (gsize) y * row_bytes;
  png_init_io (png, stream);
  png_set_IHDR (png, info, (png_uint_32) width, (png_uint_32) height, 8, (int) format,
                interlaced ? PNG_INTERLACE_ADAM7 : PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT,
                PNG_FILTER_TYPE_DEFAULT);
  png_write_info (png, info);
  png_write_image (png, rows);
  png_write_end (png, NULL);
  png_destroy_write_struct (&png, &info);
  fclose (stream);

  return g_bytes_new_with_free_func (data, size, free, data);
}

static void
test_other_png (void)
{
  guint8 gray[9 * 7], rgba[4 * 9 * 7];
  g_autoptr (GBytes) gray_png = NULL;
  g_autoptr (GBytes) rgba_png = NULL;
  g_autoptr (LecPicture) from_gray = NULL;
  g_autoptr (LecPicture) from_rgba = NULL;

  for (guint i = 0; i < sizeof gray; i++)
    {
      gray[i] = (guint8) (4 * i);
      memset (rgba + (gsize) 4 * i, gray[i], 4);
    }
  gray_png = write_png (PNG_COLOR_TYPE_GRAY, TRUE, 9, 7, gray);
  rgba_png = write_png (PNG_COLOR_TYPE_RGB_ALPHA, FALSE, 9, 7, rgba);
  from_gray = lec_picture_decode (gray_png, NULL);
  from_rgba = lec_picture_decode (rgba_png, NULL);

  for (int y = 0; y < 7; y++)
    for (int x = 0; x < 9; x++)
      {
        g_assert_cmpint (get_sample (from_gray, 0, x, y), ==, gray[9 * y + x]);
        g_assert_cmpint (get_sample (from_rgba, 0, x, y), ==, gray[9 * y + x]);
        g_assert_cmpint (get_sample (from_gray, 1, x / 2, y / 2), ==, 128);
      }
}

static GBytes *
write_jpeg (J_COLOR_SPACE space,
            int n_components,
            int width,
            int height,
            guint8 value)
{
  struct jpeg_compress_struct jpeg;
  struct jpeg_error_mgr errors;
  unsigned char *data = NULL;
  unsigned long size = 0;
  g_autofree guint8 *row = g_malloc ((gsize) width * (gsize) n_components);

  memset (row, value, (gsize) width * (gsize) n_components);
  jpeg.err = jpeg_std_error (&errors);
  jpeg_create_compress (&jpeg);
  jpeg_mem_dest (&jpeg, &data, &size);
  jpeg.image_width = (JDIMENSION) width;
  jpeg.image_height = (JDIMENSION) height;
  jpeg.input_components = n_components;
  jpeg.in_color_space = space;
  jpeg_set_defaults (&jpeg);
  jpeg_start_compress (&jpeg, TRUE);
  for (int y = 0; y < height; y++)
    jpeg_write_scanlines (&jpeg, &row, 1);
  jpeg_finish_compress (&jpeg);
  jpeg_destroy_compress (&jpeg);

  return g_bytes_new_with_free_func (data, size, free, data);
}

static void
test_other_jpeg (void)
{
  g_autoptr (GBytes) gray = write_jpeg (JCS_GRAYSCALE, 1, 9, 7, 77);
  g_autoptr (LecPicture) picture = lec_picture_decode (gray, NULL);

  g_assert_cmpint (get_sample (picture, 0, 8, 6), ==, 77);
  g_assert_cmpint (get_sample (picture, 2, 4, 3), ==, 128);
}

static void
assert_refused (GBytes *bytes)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LecPicture) picture = lec_picture_decode (bytes, &error);

  g_assert_null (picture);
  g_assert_error (error, LEC_ERROR, LEC_ERROR_PROTOCOL);
}

static void
test_refused (void)
{
  g_autoptr (GBytes) empty = g_bytes_new_static ("", 0);
  g_autoptr (GBytes) text = g_bytes_new_static ("neither of the two, surely", 26);
  g_autoptr (GBytes) cmyk = write_jpeg (JCS_CMYK, 4, 8, 8, 9);
  g_autoptr (GBytes) wide = write_jpeg (JCS_GRAYSCALE, 1, LEC_PICTURE_MAX_SIDE + 1, 1, 9);
  g_autoptr (GBytes) high = write_jpeg (JCS_GRAYSCALE, 1, 1, LEC_PICTURE_MAX_SIDE + 1, 9);
  g_autofree guint8 *row = g_malloc0 (LEC_PICTURE_MAX_SIDE + 1);
  g_autoptr (GBytes) wide_png = write_png (PNG_COLOR_TYPE_GRAY, FALSE, LEC_PICTURE_MAX_SIDE + 1, 1, row);
  g_autoptr (GBytes) high_png = write_png (PNG_COLOR_TYPE_GRAY, FALSE, 1, LEC_PICTURE_MAX_SIDE + 1, row);

  assert_refused (empty);
  assert_refused (text);
  assert_refused (cmyk);
  assert_refused (wide);
  assert_refused (high);
  assert_refused (wide_png);
  assert_refused (high_png);
}

static void
test_longest_side (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) wide = write_jpeg (JCS_GRAYSCALE, 1, LEC_PICTURE_MAX_SIDE, 1, 9);
  g_autoptr (LecPicture) picture = lec_picture_decode (wide, &error);

  g_assert_no_error (error);
  g_assert_cmpint (picture->width, ==, LEC_PICTURE_MAX_SIDE);
}

static void
test_too_large_to_write (void)
{
  g_autoptr (LecPicture) for_jpeg = lec_picture_new (65501, 1, forms[0]);
  g_autoptr (LecPicture) for_png = lec_picture_new (1000001, 1, forms[0]);
  g_autoptr (GError) jpeg_error = NULL;
  g_autoptr (GError) png_error = NULL;

  g_assert_null (lec_picture_encode_jpeg (for_jpeg, 90, &jpeg_error));
  g_assert_error (jpeg_error, LEC_ERROR, LEC_ERROR_INTERNAL);
  g_assert_null (lec_picture_encode_png (for_png, &png_error));
  g_assert_error (png_error, LEC_ERROR, LEC_ERROR_INTERNAL);
}

/* Cut at every length, a file must be refused; with a byte changed, it must be read or refused. */
static void
check_damage (GBytes *bytes)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  for (gsize n = 0; n < size; n += 1 + size / 97)
    {
      g_autoptr (GBytes) cut = g_bytes_new_from_bytes (bytes, 0, n);

      assert_refused (cut);
    }

  for (gsize at = 0; at < size; at++)
    {
      g_autofree guint8 *changed = g_memdup2 (data, size);
      g_autoptr (GBytes) damaged = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (LecPicture) picture = NULL;

      changed[at] ^= (guint8) (1 + at * 37 % 255);
      damaged = g_bytes_new_take (g_steal_pointer (&changed), size);
      picture = lec_picture_decode (damaged, &error);
      g_assert_true ((picture == NULL) == (error != NULL));
      if (error != NULL)
        g_assert_error (error, LEC_ERROR, LEC_ERROR_PROTOCOL);
    }
}

static void
test_damage (void)
{
  g_autoptr (LecPicture) picture = make_pattern (40, 30, forms[0]);
  g_autoptr (GBytes) jpeg = lec_picture_encode_jpeg (picture, 85, NULL);
  g_autoptr (GBytes) png = lec_picture_encode_png (picture, NULL);

  check_damage (jpeg);
  check_damage (png);
}

static LecPicture *
make_grey (int width,
           int height,
           guint8 value)
{
  LecPicture *picture = lec_picture_new (width, height, forms[1]);

  memset (picture->planes[0], value, lec_picture_get_size_bytes (picture));

  return picture;
}

/* What is pasted begins and ends on even coordinates, in all planes, or at the picture's edge. */
static void
test_paste (void)
{
  static const struct
  {
    LecRect region;
    LecRect pasted;
  } cases[] = {
    { { 4, 2, 6, 8 }, { 4, 2, 6, 8 } },
    { { 5, 3, 6, 8 }, { 4, 2, 8, 10 } },
    { { 30, 14, 40, 40 }, { 30, 14, 3, 3 } },
    { { -4, -4, 8, 8 }, { 0, 0, 4, 4 } },
    { { 40, 40, 8, 8 }, { 0, 0, 0, 0 } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (LecPicture) picture = make_grey (33, 17, 10);
      g_autoptr (LecPicture) source = make_grey (33, 17, 200);
      LecRect pasted = cases[i].pasted;

      lec_picture_paste (picture, source, &cases[i].region);
      for (int y = 0; y < 17; y++)
        for (int x = 0; x < 33; x++)
          {
            gboolean inside = x >= pasted.x && x < pasted.x + pasted.width && y >= pasted.y &&
                              y < pasted.y + pasted.height;
            guint8 expected = inside ? 200 : 10;

            g_assert_cmpint (picture->planes[0][(gsize) y * picture->strides[0] + x], ==, expected);
            for (int plane = 1; plane < 3; plane++)
              g_assert_cmpint (picture->planes[plane][(gsize) (y / 2) * picture->strides[plane] + x / 2], ==, expected);
          }
    }
}

/* Letters in small pictures have few pixels. */
static void
test_choose_quality (void)
{
  g_autoptr (LecPicture) small = make_grey (640, 360, 0);
  g_autoptr (LecPicture) large = make_grey (1920, 1080, 0);

  g_assert_cmpint (lec_picture_choose_quality (small), >, lec_picture_choose_quality (large));
  g_assert_cmpint (lec_picture_choose_quality (small), <=, 100);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/picture/colors", test_colors);
  g_test_add_func ("/picture/round-trip", test_round_trip);
  g_test_add_func ("/picture/jpeg-agrees-with-png", test_jpeg_agrees_with_png);
  g_test_add_func ("/picture/quality-counts", test_quality_counts);
  g_test_add_func ("/picture/borrowed-planes", test_borrowed_planes);
  g_test_add_func ("/picture/keep", test_keep);
  g_test_add_func ("/picture/crop", test_crop);
  g_test_add_func ("/picture/crop-outside", test_crop_outside);
  g_test_add_func ("/picture/paste", test_paste);
  g_test_add_func ("/picture/choose-quality", test_choose_quality);
  g_test_add_func ("/picture/scale", test_scale);
  g_test_add_func ("/picture/scale-same-size", test_scale_same_size);
  g_test_add_func ("/picture/other-png", test_other_png);
  g_test_add_func ("/picture/other-jpeg", test_other_jpeg);
  g_test_add_func ("/picture/refused", test_refused);
  g_test_add_func ("/picture/longest-side", test_longest_side);
  g_test_add_func ("/picture/too-large-to-write", test_too_large_to_write);
  g_test_add_func ("/picture/damage", test_damage);

  return g_test_run ();
}
