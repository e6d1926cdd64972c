/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The track survives its file, and a damaged file is refused.
 */
#include <glib/gstdio.h>
#include <string.h>

#include "base/error.h"
#include "made-pages.h"
#include "media/signature-track.h"

static LecSignatureTrack *
make_track (void)
{
  LecSignatureTrack *track = lec_signature_track_new (1920, 1080);

  track->read_s = 12.5;
  for (guint32 i = 0; i < 3; i++)
    {
      LecSignature *page = made_page_new ();
      LecStretch *stretch;

      made_page_write (page, 2, i);
      stretch = lec_stretch_new (i * 4, i * 4 + 0.5, page);
      stretch->end_s = i * 4 + 4;
      stretch->moving = i == 1;
      stretch->motion[7] = 200;
      stretch->picture = i == 1 ? NULL : g_strdup_printf ("%05u.jpg", i);
      stretch->picture_s = i * 4 + 3;
      g_ptr_array_add (track->stretches, stretch);
    }

  return track;
}

static void
test_round_trip (void)
{
  g_autofree char *folder = g_dir_make_tmp ("lectern-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "track.bin", NULL);
  g_autoptr (LecSignatureTrack) track = make_track ();
  g_autoptr (LecSignatureTrack) loaded = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (lec_signature_track_save (track, path, &error));
  g_assert_no_error (error);
  loaded = lec_signature_track_load (path, &error);
  g_assert_no_error (error);
  g_assert_cmpint (loaded->picture_width, ==, 1920);
  g_assert_cmpfloat (loaded->read_s, ==, 12.5);
  g_assert_cmpuint (loaded->stretches->len, ==, 3);
  for (guint i = 0; i < 3; i++)
    {
      const LecStretch *a = g_ptr_array_index (track->stretches, i);
      const LecStretch *b = g_ptr_array_index (loaded->stretches, i);

      g_assert_cmpfloat (a->start_s, ==, b->start_s);
      g_assert_cmpfloat (a->settled_s, ==, b->settled_s);
      g_assert_cmpfloat (a->end_s, ==, b->end_s);
      g_assert_cmpint (a->moving, ==, b->moving);
      g_assert_cmpstr (a->picture, ==, b->picture);
      g_assert_cmpmem (a->page->luma, PAGE_WIDTH * PAGE_HEIGHT, b->page->luma, PAGE_WIDTH * PAGE_HEIGHT);
      g_assert_cmpint (b->motion[7], ==, 200);
    }
  g_remove (path);
  g_rmdir (folder);
}

/* A page that is put away comes back as it was, by itself or by way of the file. */
static void
test_packed (void)
{
  g_autofree char *folder = g_dir_make_tmp ("lectern-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "track.bin", NULL);
  g_autoptr (LecSignatureTrack) track = make_track ();
  g_autoptr (LecSignatureTrack) loaded = NULL;
  g_autoptr (GError) error = NULL;
  LecStretch *stretch = g_ptr_array_index (track->stretches, 1);
  g_autofree guint8 *luma = lec_stretch_dup_luma (stretch);

  lec_stretch_pack (stretch);
  lec_stretch_pack (stretch);
  g_assert_null (stretch->page->luma);
  g_assert_cmpuint (g_bytes_get_size (stretch->packed), <, PAGE_WIDTH * PAGE_HEIGHT / 4);
  g_assert_true (lec_signature_track_save (track, path, &error));
  g_assert_no_error (error);
  loaded = lec_signature_track_load (path, &error);
  g_assert_no_error (error);
  lec_stretch_unpack (stretch);
  lec_stretch_unpack (stretch);
  g_assert_null (stretch->packed);
  g_assert_cmpmem (stretch->page->luma, PAGE_WIDTH * PAGE_HEIGHT, luma, PAGE_WIDTH * PAGE_HEIGHT);
  stretch = g_ptr_array_index (loaded->stretches, 1);
  g_assert_cmpmem (stretch->page->luma, PAGE_WIDTH * PAGE_HEIGHT, luma, PAGE_WIDTH * PAGE_HEIGHT);
  g_remove (path);
  g_rmdir (folder);
}

/* Noise gets no smaller: it stays. */
static void
test_noise_is_not_packed (void)
{
  g_autoptr (GRand) dice = g_rand_new_with_seed (5);
  LecSignature *page = made_page_new ();
  g_autoptr (LecStretch) stretch = lec_stretch_new (0, 0, page);

  for (guint i = 0; i < PAGE_WIDTH * PAGE_HEIGHT; i++)
    page->luma[i] = (guint8) g_rand_int_range (dice, 0, 256);
  lec_stretch_pack (stretch);
  g_assert_nonnull (stretch->page->luma);
  lec_stretch_unpack (stretch);
  g_assert_nonnull (stretch->page->luma);
}

/* Cut off and flipped in every place of a sample: refused or whole, never a crash. */
static void
test_damaged (void)
{
  g_autofree char *folder = g_dir_make_tmp ("lectern-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "track.bin", NULL);
  g_autofree char *contents = NULL;
  g_autoptr (LecSignatureTrack) track = make_track ();
  gsize length;

  g_assert_true (lec_signature_track_save (track, path, NULL));
  g_assert_true (g_file_get_contents (path, &contents, &length, NULL));
  for (gsize at = 0; at < length; at += 1 + length / 40)
    {
      g_autoptr (LecSignatureTrack) loaded = NULL;
      g_autoptr (GError) error = NULL;
      g_autofree char *damaged = g_memdup2 (contents, length);

      damaged[at] = (char) (damaged[at] ^ 0x55);
      g_assert_true (g_file_set_contents (path, damaged, (gssize) MAX (at, 1), NULL));
      loaded = lec_signature_track_load (path, &error);
      g_assert_null (loaded);
      g_assert_error (error, LEC_ERROR, LEC_ERROR_PROTOCOL);
    }
  g_remove (path);
  g_rmdir (folder);
}

static void
test_missing (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (lec_signature_track_load ("/nonexistent/track.bin", &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_NOT_FOUND);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/signature-track/round-trip", test_round_trip);
  g_test_add_func ("/signature-track/packed", test_packed);
  g_test_add_func ("/signature-track/noise-is-not-packed", test_noise_is_not_packed);
  g_test_add_func ("/signature-track/damaged", test_damaged);
  g_test_add_func ("/signature-track/missing", test_missing);

  return g_test_run ();
}
