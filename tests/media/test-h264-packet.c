/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is read off a packet of H.264 before it is decoded, right ones and hostile ones.
 */
#include "media/h264-packet.h"

static void
test_length_size (void)
{
  const guint8 config[] = { 1, 0x64, 0, 0x28, 0xff, 0xe1, 0 };
  const guint8 short_lengths[] = { 1, 0x64, 0, 0x28, 0xfd, 0xe1, 0 };
  const guint8 other_version[] = { 2, 0x64, 0, 0x28, 0xff, 0xe1, 0 };

  g_assert_cmpuint (lec_h264_get_length_size (config, sizeof config), ==, 4);
  g_assert_cmpuint (lec_h264_get_length_size (short_lengths, sizeof short_lengths), ==, 2);
  g_assert_cmpuint (lec_h264_get_length_size (other_version, sizeof other_version), ==, 0);
  g_assert_cmpuint (lec_h264_get_length_size (config, 6), ==, 0);
  g_assert_cmpuint (lec_h264_get_length_size (config, 0), ==, 0);
}

static void
test_lengths (void)
{
  /* A message (6) of two bytes stands before each slice. */
  const guint8 idr[] = { 0, 0, 0, 2, 0x06, 0x65, 0, 0, 0, 1, 0x65 };
  const guint8 reference[] = { 0, 0, 0, 2, 0x06, 0x01, 0, 0, 0, 1, 0x41 };
  const guint8 unreferenced[] = { 0, 0, 0, 2, 0x06, 0x41, 0, 0, 0, 1, 0x01 };

  g_assert_cmpint (lec_h264_get_kind (idr, sizeof idr, 4), ==, LEC_H264_IDR);
  g_assert_cmpint (lec_h264_get_kind (reference, sizeof reference, 4), ==, LEC_H264_REFERENCE);
  g_assert_cmpint (lec_h264_get_kind (unreferenced, sizeof unreferenced, 4), ==, LEC_H264_UNREFERENCED);
}

static void
test_start_codes (void)
{
  /* A delimiter (9) and a parameter set (7) stand before the slice. */
  const guint8 idr[] = { 0, 0, 0, 1, 0x09, 0x10, 0, 0, 1, 0x67, 0x42, 0, 0, 1, 0x65, 0x88 };
  const guint8 unreferenced[] = { 0, 0, 0, 1, 0x09, 0x30, 0, 0, 1, 0x01, 0x9a };

  g_assert_cmpint (lec_h264_get_kind (idr, sizeof idr, 0), ==, LEC_H264_IDR);
  g_assert_cmpint (lec_h264_get_kind (unreferenced, sizeof unreferenced, 0), ==, LEC_H264_UNREFERENCED);
}

static void
test_damaged (void)
{
  const guint8 longer_than_it_is[] = { 0xff, 0xff, 0xff, 0xff, 0x06, 0x65 };
  const guint8 no_header[] = { 0, 0, 0, 1 };
  const guint8 no_start_code[] = { 0x65, 0x65, 0x65, 0x65 };

  g_assert_cmpint (lec_h264_get_kind (longer_than_it_is, sizeof longer_than_it_is, 4), ==, LEC_H264_OTHER);
  g_assert_cmpint (lec_h264_get_kind (no_header, sizeof no_header, 4), ==, LEC_H264_OTHER);
  g_assert_cmpint (lec_h264_get_kind (no_header, sizeof no_header, 0), ==, LEC_H264_OTHER);
  g_assert_cmpint (lec_h264_get_kind (no_start_code, sizeof no_start_code, 0), ==, LEC_H264_OTHER);
  g_assert_cmpint (lec_h264_get_kind (NULL, 0, 4), ==, LEC_H264_OTHER);
  g_assert_cmpint (lec_h264_get_kind (NULL, 0, 0), ==, LEC_H264_OTHER);
}

/* Never reads past the end, whatever stands there: the sanitizers look. */
static void
test_any_bytes (void)
{
  g_autoptr (GRand) dice = g_rand_new_with_seed (7);

  for (guint round = 0; round < 20000; round++)
    {
      gsize size = (gsize) g_rand_int_range (dice, 0, 40);
      g_autofree guint8 *data = g_malloc (size);
      LecH264Kind kind;

      for (gsize i = 0; i < size; i++)
        data[i] = (guint8) (g_rand_boolean (dice) ? g_rand_int_range (dice, 0, 3) : g_rand_int_range (dice, 0, 256));
      kind = lec_h264_get_kind (data, size, (guint) g_rand_int_range (dice, 0, 5));
      g_assert_cmpint (kind, >=, LEC_H264_OTHER);
      g_assert_cmpint (kind, <=, LEC_H264_IDR);
      g_assert_cmpuint (lec_h264_get_length_size (data, size), <=, 4);
    }
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/h264-packet/length-size", test_length_size);
  g_test_add_func ("/h264-packet/lengths", test_lengths);
  g_test_add_func ("/h264-packet/start-codes", test_start_codes);
  g_test_add_func ("/h264-packet/damaged", test_damaged);
  g_test_add_func ("/h264-packet/any-bytes", test_any_bytes);

  return g_test_run ();
}
