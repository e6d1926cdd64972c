/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/error.h"
#include "media/sound-cuts.h"
#include "temporary-folder.h"

static GArray *
make_levels (double seconds,
             guint16 level)
{
  GArray *levels = g_array_new (FALSE, FALSE, sizeof (guint16));

  for (guint i = 0; i < seconds / LEC_SOUND_LEVEL_S; i++)
    g_array_append_val (levels, level);
  return levels;
}

static void
set_level (GArray *levels,
           double start_s,
           double end_s,
           guint16 level)
{
  for (guint i = (guint) (start_s / LEC_SOUND_LEVEL_S); i < end_s / LEC_SOUND_LEVEL_S; i++)
    g_array_index (levels, guint16, i) = level;
}

static const LecSoundPiece *
get_piece (const GArray *pieces,
           guint index)
{
  g_assert_cmpuint (index, <, pieces->len);
  return &g_array_index (pieces, LecSoundPiece, index);
}

static void
test_short (void)
{
  g_autoptr (GArray) levels = make_levels (20, 500);
  g_autoptr (GArray) none = make_levels (0, 0);
  g_autoptr (GArray) pieces = lec_sound_cuts_find (levels, 20);
  g_autoptr (GArray) no_pieces = lec_sound_cuts_find (none, 20);

  g_assert_cmpuint (pieces->len, ==, 1);
  g_assert_cmpfloat_with_epsilon (get_piece (pieces, 0)->end_s, 20, 1e-6);
  g_assert_cmpuint (no_pieces->len, ==, 0);
}

/* Of two pauses in reach the quieter one; one that is too early does not count. */
static void
test_cut_where_quiet (void)
{
  g_autoptr (GArray) levels = make_levels (100, 3000);
  g_autoptr (GArray) pieces = NULL;

  set_level (levels, 10, 11, 0);
  set_level (levels, 35, 36, 90);
  set_level (levels, 50, 51, 40);
  pieces = lec_sound_cuts_find (levels, 60);
  g_assert_cmpuint (pieces->len, ==, 2);
  g_assert_cmpfloat (get_piece (pieces, 0)->end_s, >, 50.1);
  g_assert_cmpfloat (get_piece (pieces, 0)->end_s, <, 50.9);
  g_assert_cmpfloat (get_piece (pieces, 1)->start_s, ==, get_piece (pieces, 0)->end_s);
}

static void
test_silent_pieces (void)
{
  g_autoptr (GArray) levels = make_levels (30, 0);
  g_autoptr (GArray) pieces = NULL;

  set_level (levels, 25, 25.1, 5);
  pieces = lec_sound_cuts_find (levels, 10);
  for (guint i = 0; i < pieces->len; i++)
    {
      const LecSoundPiece *piece = get_piece (pieces, i);

      g_assert_true (piece->is_silent == !(piece->start_s < 25.1 && piece->end_s > 25));
    }
}

/* Whatever the levels: all of the time, in order, and no piece is too long. */
static void
test_any_levels (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  for (guint i = 0; i < 500; i++)
    {
      g_autoptr (GArray) levels = make_levels (g_rand_double_range (rand, 0, 200), 0);
      double longest_s = g_rand_double_range (rand, 2, 90);
      g_autoptr (GArray) pieces = NULL;
      double end_s = 0;

      for (guint j = 0; j < levels->len; j++)
        g_array_index (levels, guint16, j) = (guint16) g_rand_int_range (rand, 0, i % 3 == 0 ? 2 : 20000);
      pieces = lec_sound_cuts_find (levels, longest_s);
      for (guint j = 0; j < pieces->len; j++)
        {
          g_assert_cmpfloat (get_piece (pieces, j)->start_s, ==, end_s);
          end_s = get_piece (pieces, j)->end_s;
          g_assert_cmpfloat (end_s, >, get_piece (pieces, j)->start_s);
          g_assert_cmpfloat (end_s - get_piece (pieces, j)->start_s, <=, longest_s + 1e-6);
        }
      g_assert_cmpfloat_with_epsilon (end_s, levels->len * LEC_SOUND_LEVEL_S, 1e-6);
    }
}

static void
test_levels_of_a_file (void)
{
  g_autofree char *folder = g_dir_make_tmp ("lectern-sound-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "a.wav", NULL);
  guint n_samples = LEC_WAV_RATE * 30 + 100;
  g_autofree guint8 *bytes = g_malloc0 (LEC_WAV_HEADER_BYTES + n_samples * 2);
  gint16 *samples = (gint16 *) (void *) (bytes + LEC_WAV_HEADER_BYTES);
  g_autoptr (LecWavFile) file = NULL;
  g_autoptr (GArray) levels = NULL;
  g_autoptr (GError) error = NULL;

  lec_wav_file_fill_header (bytes, n_samples);
  for (guint i = LEC_WAV_RATE * 15; i < n_samples; i++)
    samples[i] = GINT16_TO_LE (i % 2 == 0 ? 1000 : -1000);
  g_assert_true (g_file_set_contents (path, (char *) bytes, LEC_WAV_HEADER_BYTES + n_samples * 2, NULL));
  file = lec_wav_file_open (path, &error);
  g_assert_no_error (error);
  levels = lec_sound_levels_read (file, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (levels->len, ==, 1501);
  g_assert_cmpuint (g_array_index (levels, guint16, 749), ==, 0);
  g_assert_cmpuint (g_array_index (levels, guint16, 750), ==, 1000);
  g_assert_cmpuint (g_array_index (levels, guint16, 1500), ==, 1000);
  remove_all (folder);
}

static void
test_no_sound_of_ours (void)
{
  g_autofree char *folder = g_dir_make_tmp ("lectern-sound-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "a.wav", NULL);
  guint8 header[LEC_WAV_HEADER_BYTES + 2] = { 0 };

  for (guint i = 0; i < LEC_WAV_HEADER_BYTES + 2; i++)
    {
      g_autoptr (GError) error = NULL;

      /* A byte of the header is off; or the file is shorter or longer than it says. */
      lec_wav_file_fill_header (header, 1);
      if (i < LEC_WAV_HEADER_BYTES)
        header[i] ^= 1;
      g_assert_true (g_file_set_contents (path, (char *) header, i < LEC_WAV_HEADER_BYTES ? 46 : i, NULL));
      g_assert_null (lec_wav_file_open (path, &error));
      g_assert_error (error, LEC_ERROR, LEC_ERROR_PROTOCOL);
    }
  remove_all (folder);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sound-cuts/short", test_short);
  g_test_add_func ("/sound-cuts/cut-where-quiet", test_cut_where_quiet);
  g_test_add_func ("/sound-cuts/silent-pieces", test_silent_pieces);
  g_test_add_func ("/sound-cuts/any-levels", test_any_levels);
  g_test_add_func ("/sound-cuts/levels-of-a-file", test_levels_of_a_file);
  g_test_add_func ("/sound-cuts/no-sound-of-ours", test_no_sound_of_ours);
  return g_test_run ();
}
