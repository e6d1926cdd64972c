/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Subtitle tracks of real containers: texts, times, languages; the track that
 * is wanted among several; files that end too early, and none at all.
 */
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>
#include <sys/stat.h>

#include "base/error.h"
#include "made-subtitles.h"
#include "media/made-video.h"
#include "media/subtitle-track.h"

static char *folder;
static char *plain; /* a video without subtitles */

static const MadeCue cues[] = {
  { 1, 2.5, "Good day & <all>" },
  { 3, 4, "second\nline" },
  { 4, 6, "third" },
  { 0, 0, NULL },
};

static char *
describe (const LecSubtitleTracks *self)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < self->tracks->len; i++)
    {
      const LecSubtitleTrack *track = g_ptr_array_index (self->tracks, i);

      g_string_append_printf (text, "%u %s %s\n", track->form, track->language != NULL ? track->language : "-",
                              track->title != NULL ? track->title : "-");
      for (guint j = 0; j < track->pieces->len; j++)
        {
          const LecSubtitlePiece *piece = g_ptr_array_index (track->pieces, j);
          g_autofree char *line = g_strdelimit (g_strdup (piece->text), "\n", '/');

          g_string_append_printf (text, "%.4g-%.4g %s\n", piece->start_s, piece->end_s, line);
        }
    }

  return g_string_free (text, FALSE);
}

static LecSubtitleTracks *
read_tracks (const char *path)
{
  g_autoptr (GError) error = NULL;
  LecSubtitleTracks *tracks = lec_subtitle_tracks_read (path, 0, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  return tracks;
}

static void
assert_tracks (const char *muxer,
               const MadeTrack *tracks,
               guint n_tracks,
               const char *expected,
               guint n_pictures)
{
  g_autofree char *path = g_build_filename (folder, "made", NULL);
  g_autoptr (LecSubtitleTracks) read = NULL;
  g_autofree char *text = NULL;

  made_subtitles_mux (plain, muxer, tracks, n_tracks, path);
  read = read_tracks (path);
  text = describe (read);
  g_assert_cmpstr (text, ==, expected);
  g_assert_cmpuint (read->n_pictures, ==, n_pictures);
  g_unlink (path);
}

static void
test_mp4 (void)
{
  const MadeTrack tracks[] = { { MADE_TEXT, "language-code=de", cues } };

  assert_tracks ("mp4mux", tracks, 1, "0 de -\n1-2.5 Good day & <all>\n3-4 second/line\n4-6 third\n", 0);
}

static void
test_matroska (void)
{
  static const MadeCue markup[] = { { 1, 2, "<i>Good</i> &amp; day" }, { 0, 0, NULL } };
  static const MadeCue ass[] = { { 1, 2, "0,0,Default,,0,0,0,,{\\i1}Good{\\i0}, day\\Nline" }, { 0, 0, NULL } };
  const MadeTrack tracks[] = {
    { MADE_TEXT, "language-code=eng,title=English", markup },
    { "application/x-ass", NULL, ass },
  };

  assert_tracks ("matroskamux", tracks, 2,
                 "1 en English\n1-2 <i>Good</i> &amp; day\n"
                 "2 en Subtitle\n1-2 {\\i1}Good{\\i0}, day\\Nline\n",
                 0);
}

/* GStreamer knows neither name of WebVTT in Matroska, and writes none of them. */
static void
test_web_vtt (void)
{
  static const MadeCue vtt[] = { { 1, 2, "name\nline:80% align:start\nGood\nday" },
                                 { 2, 3, "\n\nGood &amp; <i>" },
                                 { 3, 4, "no\nsettings\nhere" },
                                 { 0, 0, NULL } };
  const MadeTrack tracks[] = { { MADE_TEXT, NULL, vtt } };
  g_autofree char *path = g_build_filename (folder, "made.webm", NULL);
  g_autofree char *bytes = NULL;
  g_autofree char *text = NULL;
  g_autoptr (LecSubtitleTracks) read = NULL;
  char *name = NULL;
  gsize length = 0;

  made_subtitles_mux (plain, "matroskamux", tracks, 1, path);
  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
  name = memmem (bytes, length, "S_TEXT/UTF8", strlen ("S_TEXT/UTF8"));
  g_assert_nonnull (name);
  /* Of the same length */
  for (guint i = 0; i < strlen ("S_TEXT/WVTT"); i++)
    name[i] = "S_TEXT/WVTT"[i];
  g_assert_true (g_file_set_contents (path, bytes, (gssize) length, NULL));
  read = read_tracks (path);
  text = describe (read);
  g_assert_cmpstr (text, ==, "1 en Subtitle\n1-2 Good/day\n2-3 Good &amp; <i>\n3-4 no/settings/here\n");
  g_unlink (path);
}

/* What is no text is counted; a text track beside it is read. */
static void
test_pictures (void)
{
  static const MadeCue pictures[] = { { 1, 2, "\x01\x02\x03" }, { 0, 0, NULL } };
  const MadeTrack tracks[] = { { "subpicture/x-dvd", NULL, pictures }, { MADE_TEXT, NULL, cues } };

  assert_tracks ("matroskamux", tracks, 1, "", 1);
  assert_tracks ("matroskamux", tracks, 2,
                 "1 en Subtitle\n1-2.5 Good day &amp; &lt;all&gt;\n3-4 second/line\n4-6 third\n",
                 1);
}

static void
test_bytes (void)
{
  static const MadeCue odd[] = { { 1, 2, "a\xff b" }, { 3, 4, " \n" }, { 5, 6, "end" }, { 0, 0, NULL } };
  const MadeTrack tracks[] = { { MADE_TEXT, "language-code=xyzzy", odd } };

  assert_tracks ("mp4mux", tracks, 1, "0 - -\n1-2 aÿ b\n5-6 end\n", 0);
}

static void
test_none (void)
{
  g_autoptr (LecSubtitleTracks) tracks = read_tracks (plain);
  g_autofree char *text = g_build_filename (folder, "text.mp4", NULL);
  g_autofree char *missing = g_build_filename (folder, "missing.mp4", NULL);
  g_autoptr (LecSubtitleTracks) of_text = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (tracks->tracks->len, ==, 0);
  g_assert_null (lec_subtitle_tracks_choose (tracks, NULL));
  g_assert_true (g_file_set_contents (text, "this is no video", -1, NULL));
  of_text = read_tracks (text);
  g_assert_cmpuint (of_text->tracks->len, ==, 0);
  g_assert_null (lec_subtitle_tracks_read (missing, 0, NULL, NULL, NULL, &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_NOT_FOUND);
  g_unlink (text);
}

/* Cut anywhere, it gives what it has, or nothing, but never hangs. */
static void
test_cut (void)
{
  const MadeTrack tracks[] = { { MADE_TEXT, NULL, cues } };
  g_autofree char *path = g_build_filename (folder, "cut.mkv", NULL);
  struct stat facts;
  guint n_some = 0;

  made_subtitles_mux (plain, "matroskamux", tracks, 1, path);
  g_assert_cmpint (stat (path, &facts), ==, 0);
  for (guint i = 20; i >= 1; i--)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (LecSubtitleTracks) read = NULL;

      g_assert_cmpint (truncate (path, facts.st_size * i / 20), ==, 0);
      read = lec_subtitle_tracks_read (path, 5000, NULL, NULL, NULL, &error);
      g_assert_no_error (error);
      g_assert_nonnull (read);
      n_some += read->tracks->len > 0;
    }
  g_assert_cmpuint (n_some, >, 5);
  g_unlink (path);
}

static void
test_cancelled (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  const MadeTrack tracks[] = { { MADE_TEXT, NULL, cues } };
  g_autofree char *path = g_build_filename (folder, "made.mp4", NULL);
  g_autoptr (GError) error = NULL;

  made_subtitles_mux (plain, "mp4mux", tracks, 1, path);
  g_cancellable_cancel (cancellable);
  g_assert_null (lec_subtitle_tracks_read (path, 0, NULL, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_unlink (path);
}

static void
progress_cb (double fraction,
             gpointer user_data)
{
  double *last = user_data;

  g_assert_cmpfloat (fraction, >=, 0);
  g_assert_cmpfloat (fraction, <=, 1);
  *last = fraction;
}

static void
test_progress (void)
{
  const MadeTrack tracks[] = { { MADE_TEXT, NULL, cues } };
  g_autofree char *path = g_build_filename (folder, "made.mp4", NULL);
  g_autoptr (LecSubtitleTracks) read = NULL;
  double last = -1;

  made_subtitles_mux (plain, "mp4mux", tracks, 1, path);
  read = lec_subtitle_tracks_read (path, 0, progress_cb, &last, NULL, NULL);
  g_assert_nonnull (read);
  g_assert_cmpfloat (last, >=, 0);
  g_unlink (path);
}

static void
track_free (gpointer data)
{
  LecSubtitleTrack *track = data;

  g_ptr_array_unref (track->pieces);
  g_free (track->language);
  g_free (track->title);
  g_free (track);
}

static void
add_track (LecSubtitleTracks *self,
           const char *language,
           const char *title,
           gboolean is_default,
           gsize n_bytes)
{
  LecSubtitleTrack *track = g_new0 (LecSubtitleTrack, 1);

  track->pieces = g_ptr_array_new ();
  track->language = g_strdup (language);
  track->title = g_strdup (title);
  track->is_default = is_default;
  track->n_bytes = n_bytes;
  g_ptr_array_add (self->tracks, track);
}

static void
assert_chosen (const LecSubtitleTracks *tracks,
               const char *first,
               const char *second,
               guint index)
{
  const char *languages[] = { first, second, NULL };

  g_assert_true (lec_subtitle_tracks_choose (tracks, languages) == g_ptr_array_index (tracks->tracks, index));
}

static void
test_choice (void)
{
  LecSubtitleTracks *tracks = g_new0 (LecSubtitleTracks, 1);

  tracks->tracks = g_ptr_array_new_with_free_func (track_free);
  add_track (tracks, "en", "Forced", TRUE, 90000);
  add_track (tracks, "de", NULL, FALSE, 800);
  add_track (tracks, "en", NULL, FALSE, 50000);
  add_track (tracks, "de", NULL, FALSE, 60000);
  add_track (tracks, "fr", NULL, TRUE, 40000);
  add_track (tracks, NULL, NULL, FALSE, 90000);
  assert_chosen (tracks, "eng", NULL, 2);
  assert_chosen (tracks, "deu", "eng", 3);
  assert_chosen (tracks, "ger", NULL, 3);
  assert_chosen (tracks, "de-CH", NULL, 3);
  assert_chosen (tracks, "chi_sim", "fra", 4);
  assert_chosen (tracks, "spa", NULL, 4);
  assert_chosen (tracks, NULL, NULL, 4);
  lec_subtitle_tracks_free (tracks);
}

static void
test_languages (void)
{
  static const char *const pairs[][2] = {
    { "eng", "en" },
    { "de-CH", "de" },
    { "GER", "de" },
    { "chi_sim", "zh" },
    { "gsw", "gsw" },
    { "und", NULL },
    { "", NULL },
    { "x", NULL },
    { "klingon", NULL },
    { "../", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_autofree char *language = lec_subtitle_language_make (pairs[i][0]);

      g_assert_cmpstr (language, ==, pairs[i][1]);
    }
}

int
main (int argc,
      char *argv[])
{
  const MadeVideo video = { .tail = "x264enc ! h264parse ! mp4mux", .n_pages = 3, .page_frames = 50 };
  int status = 0;

  g_test_init (&argc, &argv, NULL);
  gst_init (NULL, NULL);
  folder = g_dir_make_tmp ("lectern-XXXXXX", NULL);
  plain = g_build_filename (folder, "plain.mp4", NULL);
  made_video_write (&video, plain);
  g_test_add_func ("/subtitle-track/mp4", test_mp4);
  g_test_add_func ("/subtitle-track/matroska", test_matroska);
  g_test_add_func ("/subtitle-track/web-vtt", test_web_vtt);
  g_test_add_func ("/subtitle-track/pictures", test_pictures);
  g_test_add_func ("/subtitle-track/bytes", test_bytes);
  g_test_add_func ("/subtitle-track/none", test_none);
  g_test_add_func ("/subtitle-track/cut", test_cut);
  g_test_add_func ("/subtitle-track/cancelled", test_cancelled);
  g_test_add_func ("/subtitle-track/progress", test_progress);
  g_test_add_func ("/subtitle-track/choice", test_choice);
  g_test_add_func ("/subtitle-track/languages", test_languages);
  status = g_test_run ();
  g_unlink (plain);
  g_rmdir (folder);
  g_free (plain);
  g_free (folder);
  return status;
}
