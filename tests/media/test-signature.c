/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib.h>

#include "media/signature.h"

/* Noise with runs of black and white, where sums are smallest and largest. */
static LecPicture *
make_picture (int width,
              int height)
{
  LecPicture *picture = lec_picture_new (width, height, (LecColorimetry){ 0 });
  g_autoptr (GRand) noise = g_rand_new_with_seed (42);

  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      {
        guint8 *luma = picture->planes[0] + (gsize) y * picture->strides[0] + x;

        if (y % 64 < 32)
          *luma = (guint8) g_rand_int_range (noise, 0, 256);
        else
          *luma = x % 128 < 64 ? 255 : 0;
      }

  return picture;
}

static guint8
find_mean (const LecPicture *picture,
           int scale,
           int x,
           int y)
{
  guint sum = 0;
  guint area = (guint) (scale * scale);

  for (int row = y * scale; row < (y + 1) * scale; row++)
    for (int column = x * scale; column < (x + 1) * scale; column++)
      sum += picture->planes[0][(gsize) row * picture->strides[0] + column];

  return (guint8) ((sum + area / 2) / area);
}

static void
check_means (int width,
             int height,
             int scale)
{
  g_autoptr (LecPicture) picture = make_picture (width, height);
  g_autoptr (LecSignature) signature = lec_signature_new_for_size (width, height);

  g_assert_cmpint (signature->scale, ==, scale);
  lec_signature_measure (signature, picture);
  for (int y = 0; y < signature->height; y++)
    for (int x = 0; x < signature->width; x++)
      g_assert_cmpuint (signature->luma[y * signature->width + x], ==, find_mean (picture, scale, x, y));
}

/* The sizes that are measured in vectors, and edges that are no whole one. */
static void
test_usual_sizes (void)
{
  check_means (320, 180, 1);
  check_means (640, 360, 2);
  check_means (960, 540, 3);
  check_means (1280, 720, 4);
  check_means (1920, 1080, 6);
  check_means (2560, 1440, 8);
  check_means (3840, 2160, 12);
  check_means (1913, 67, 6);
}

static void
test_other_sizes (void)
{
  check_means (1, 1, 1);
  check_means (2, 321, 2);
  check_means (1600, 33, 5);
  check_means (2240, 70, 7);
  check_means (5119, 64, 16);
  check_means (5121, 64, 17);
}

/* Beyond what two columns, and nearly what one, can be summed to in 16 bits. */
static void
test_huge_sizes (void)
{
  check_means (40960, 130, 128);
  check_means (40961, 130, 129);
  check_means (41600, 260, 130);
  check_means (81920, 256, 256);
}

static LecSignature *
make_noise (int width,
            int height,
            guint32 seed)
{
  LecSignature *signature = lec_signature_new (width, height, 1);
  g_autoptr (GRand) noise = g_rand_new_with_seed (seed);

  for (int i = 0; i < width * height; i++)
    signature->luma[i] = (guint8) g_rand_int_range (noise, 0, 256);

  return signature;
}

static guint
sum_block (const LecSignature *a,
           const LecSignature *b,
           int index,
           int threshold)
{
  LecRect block = lec_signature_get_block (a, index);
  int sum = 0;

  for (int y = block.y; y < block.y + block.height; y++)
    for (int x = block.x; x < block.x + block.width; x++)
      sum += MAX (ABS (a->luma[y * a->width + x] - b->luma[y * a->width + x]) - threshold, 0);

  return (guint) sum;
}

static void
check_sums (int width,
            int height)
{
  g_autoptr (LecSignature) a = make_noise (width, height, 1);
  g_autoptr (LecSignature) b = make_noise (width, height, 2);
  int n_blocks = lec_signature_get_n_blocks (a);
  g_autofree guint16 *changes = g_new (guint16, n_blocks);
  g_autofree guint16 *excess = g_new (guint16, n_blocks);

  lec_signature_sum_changes (a, b, changes);
  lec_signature_sum_excess (excess, b, a, 20);
  for (int i = 0; i < n_blocks; i++)
    {
      g_assert_cmpuint (changes[i], ==, sum_block (a, b, i, 0));
      g_assert_cmpuint (excess[i], ==, sum_block (a, b, i, 20));
    }
}

static void
test_sums (void)
{
  check_sums (320, 180);
  check_sums (180, 320);
  check_sums (313, 33);
  check_sums (3, 1);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/signature/usual-sizes", test_usual_sizes);
  g_test_add_func ("/signature/other-sizes", test_other_sizes);
  g_test_add_func ("/signature/huge-sizes", test_huge_sizes);
  g_test_add_func ("/signature/sums", test_sums);

  return g_test_run ();
}
