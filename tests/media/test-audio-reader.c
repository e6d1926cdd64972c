/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Videos whose sound is a tone at known times, in several containers and codecs; what is read is
 * loud where the tone is, and nowhere else.
 */
#include <gst/gst.h>

#include "base/error.h"
#include "media/audio-reader.h"
#include "media/flac-file.h"
#include "media/made-video.h"
#include "media/sound-cuts.h"
#include "temporary-folder.h"

#define VIDEO      "videotestsrc num-buffers=150 ! video/x-raw,width=160,height=96,framerate=25/1 ! "
#define FLAC_VIDEO VIDEO "vp8enc deadline=1 ! matroskamux name=m ! OUT SOUND ! flacenc ! flacparse ! m."
#define OPUS       "audioconvert ! audioresample ! opusenc"
#define MP2        "twolamemp2enc ! mpegaudioparse"
/* Six seconds, a tone in the second and third one of each three. */
#define SOUND_CAPS "audio/x-raw,format=S16LE,rate=44100,channels=2,layout=interleaved,channel-mask=(bitmask)0x3"

typedef struct
{
  char *folder;
  char *wav;
} Desk;

static void
desk_set_up (Desk *desk,
             gconstpointer data)
{
  desk->folder = g_dir_make_tmp ("lectern-sound-XXXXXX", NULL);
  desk->wav = g_build_filename (desk->folder, "sound.wav", NULL);
}

static void
desk_tear_down (Desk *desk,
                gconstpointer data)
{
  remove_all (desk->folder);
  g_free (desk->folder);
  g_free (desk->wav);
}

static gboolean
is_loud_at (double time_s)
{
  return (guint) time_s % 3 != 0;
}

static void
push_sound (GstAppSrc *source,
            guint seconds)
{
  for (guint i = 0; i < seconds * 10; i++)
    {
      g_autofree gint16 *samples = g_new0 (gint16, 2 * 4410);
      GstBuffer *buffer = NULL;

      for (guint j = 0; j < 4410 && is_loud_at (i / 10.0); j++)
        samples[2 * j] = samples[2 * j + 1] = j % 100 < 50 ? 8000 : -8000;
      buffer = gst_buffer_new_memdup (samples, 4410 * 4);
      GST_BUFFER_PTS (buffer) = i * GST_SECOND / 10;
      GST_BUFFER_DURATION (buffer) = GST_SECOND / 10;
      gst_app_src_push_buffer (source, buffer);
    }
  gst_app_src_end_of_stream (source);
}

/* @line: with "%s" for the path, and where there is sound an appsrc named sound. */
static char *
make_video (Desk *desk,
            const char *name,
            const char *line,
            guint seconds)
{
  char *path = g_build_filename (desk->folder, name, NULL);
  g_autofree char *place = g_strdup_printf ("filesink location=%s", path);
  g_autoptr (GString) whole = g_string_new (line);
  g_autoptr (GError) error = NULL;
  g_autoptr (GstElement) pipeline = NULL;
  g_autoptr (GstElement) source = NULL;

  g_string_replace (whole, "OUT", place, 0);
  g_string_replace (whole, "SOUND", "appsrc name=sound format=time max-bytes=0 caps=\"" SOUND_CAPS "\"", 0);
  pipeline = gst_parse_launch (whole->str, &error);
  g_assert_no_error (error);
  gst_element_set_state (pipeline, GST_STATE_PLAYING);
  source = gst_bin_get_by_name (GST_BIN (pipeline), "sound");
  if (source != NULL)
    push_sound (GST_APP_SRC (source), seconds);
  made_video_finish (pipeline);

  return path;
}

static GArray *
read_levels (const char *wav)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LecWavFile) file = lec_wav_file_open (wav, &error);
  GArray *levels = NULL;

  g_assert_no_error (error);
  levels = lec_sound_levels_read (file, NULL, &error);
  g_assert_no_error (error);
  return levels;
}

static double
get_length_s (const GArray *levels)
{
  return levels->len * LEC_SOUND_LEVEL_S;
}

static void
assert_loud (const GArray *levels,
             double time_s,
             gboolean is_loud)
{
  guint index = (guint) (time_s / LEC_SOUND_LEVEL_S);

  g_assert_cmpuint (index, <, levels->len);
  if ((g_array_index (levels, guint16, index) > 2000) != is_loud)
    g_error ("level %u at %.2f s", g_array_index (levels, guint16, index), time_s);
}

/* But for a moment around each change: a codec's delay. */
static void
assert_pattern_within (const GArray *levels,
                       double origin_s,
                       double seconds,
                       double off_s)
{
  for (guint i = 1; i < seconds * 10; i++)
    {
      double time_s = i * 0.1;

      if (time_s > off_s && time_s < seconds - off_s && is_loud_at (time_s - off_s) == is_loud_at (time_s + off_s))
        assert_loud (levels, origin_s + time_s, is_loud_at (time_s));
    }
}

static void
assert_pattern (const GArray *levels,
                double origin_s,
                double seconds)
{
  assert_pattern_within (levels, origin_s, seconds, 0.08);
}

static void
count_cb (double fraction,
          gpointer user_data)
{
  double *last = user_data;

  g_assert_cmpfloat (fraction, >=, *last);
  g_assert_cmpfloat (fraction, <=, 1);
  *last = fraction;
}

static void
test_codec (Desk *desk,
            gconstpointer line)
{
  g_autofree char *path = make_video (desk, "talk", line, 6);
  const LecAudioPart part = { path, 0 };
  g_autoptr (GArray) levels = NULL;
  g_autoptr (GError) error = NULL;
  double last = 0;

  g_assert_true (lec_audio_reader_write (&part, 1, desk->wav, count_cb, &last, NULL, &error));
  g_assert_no_error (error);
  levels = read_levels (desk->wav);
  g_assert_cmpfloat_with_epsilon (get_length_s (levels), 6, 0.15);
  /* A transport stream begins with pictures that are decoded before they are shown. */
  assert_pattern_within (levels, 0, 6, strstr (line, "mpegtsmux") != NULL ? 0.16 : 0.08);
}

/* Each at its own time, and silence where a part has no sound. */
static void
test_parts (Desk *desk,
            gconstpointer data)
{
  g_autofree char *loud = make_video (desk, "a.mkv", FLAC_VIDEO, 6);
  g_autofree char *mute = make_video (desk, "b.mkv", VIDEO "vp8enc deadline=1 ! matroskamux ! OUT", 6);
  const LecAudioPart parts[] = { { loud, 0 }, { mute, 6 }, { loud, 12.5 } };
  g_autoptr (GArray) levels = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (lec_audio_reader_write (parts, 3, desk->wav, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  levels = read_levels (desk->wav);
  g_assert_cmpfloat_with_epsilon (get_length_s (levels), 18.5, 0.1);
  assert_pattern (levels, 0, 6);
  for (guint i = 62; i < 124; i++)
    assert_loud (levels, i / 10.0, FALSE);
  assert_pattern (levels, 12.5, 6);
}

static void
assert_fails (Desk *desk,
              const char *path,
              LecError code)
{
  const LecAudioPart part = { path, 0 };
  g_autoptr (GError) error = NULL;

  g_assert_false (lec_audio_reader_write (&part, 1, desk->wav, NULL, NULL, NULL, &error));
  g_assert_error (error, LEC_ERROR, (int) code);
  g_assert_false (g_file_test (desk->wav, G_FILE_TEST_EXISTS));
}

static void
test_no_sound (Desk *desk,
               gconstpointer data)
{
  g_autofree char *mute = make_video (desk, "b.mkv", VIDEO "vp8enc deadline=1 ! matroskamux ! OUT", 0);
  const LecAudioPart part = { mute, 0 };
  g_autoptr (GError) error = NULL;

  assert_fails (desk, mute, LEC_ERROR_NOT_FOUND);
  g_assert_false (lec_audio_reader_write (&part, 1, desk->wav, NULL, NULL, NULL, &error));
  g_assert_nonnull (strstr (error->message, "has no sound"));
}

static void
test_no_videos (Desk *desk,
                gconstpointer data)
{
  g_autofree char *text = g_build_filename (desk->folder, "text.mp4", NULL);
  g_autofree char *empty = g_build_filename (desk->folder, "empty.mp4", NULL);

  put_text_file (desk->folder, "text.mp4", "This is a text, and no video at all. It only has such a name.\n");
  put_text_file (desk->folder, "empty.mp4", "");
  assert_fails (desk, "/no/such/file.mp4", LEC_ERROR_NOT_FOUND);
  assert_fails (desk, empty, LEC_ERROR_NOT_A_VIDEO);
  assert_fails (desk, text, LEC_ERROR_NOT_A_VIDEO);
}

/* What is there is of use. */
static void
test_cut_file (Desk *desk,
               gconstpointer data)
{
  g_autofree char *path = make_video (desk, "a.mkv", FLAC_VIDEO, 6);
  const LecAudioPart part = { path, 0 };
  g_autofree char *content = NULL;
  g_autoptr (GArray) levels = NULL;
  g_autoptr (GError) error = NULL;
  gsize length = 0;

  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  g_assert_true (g_file_set_contents (path, content, (gssize) length * 2 / 3, NULL));
  g_assert_true (lec_audio_reader_write (&part, 1, desk->wav, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  levels = read_levels (desk->wav);
  g_assert_cmpfloat (get_length_s (levels), >, 2);
  g_assert_cmpfloat (get_length_s (levels), <, 6);
  assert_pattern (levels, 0, get_length_s (levels) - 0.2);
}

static void
test_cancelled (Desk *desk,
                gconstpointer data)
{
  g_autofree char *path = make_video (desk, "a.mkv", FLAC_VIDEO, 6);
  const LecAudioPart part = { path, 0 };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_false (lec_audio_reader_write (&part, 1, desk->wav, NULL, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* A piece, packed, is the same samples for who unpacks it. */
static void
test_flac (Desk *desk,
           gconstpointer data)
{
  g_autofree char *path = make_video (desk, "a.mkv", FLAC_VIDEO, 6);
  g_autofree char *flac = g_build_filename (desk->folder, "piece.flac", NULL);
  g_autofree char *again = g_build_filename (desk->folder, "again.wav", NULL);
  const LecAudioPart part = { path, 0 };
  const LecAudioPart piece = { flac, 0 };
  g_autofree gint16 *expected = g_new0 (gint16, 4 * LEC_WAV_RATE);
  g_autofree gint16 *found = g_new0 (gint16, 4 * LEC_WAV_RATE);
  g_autoptr (LecWavFile) whole = NULL;
  g_autoptr (LecWavFile) unpacked = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (lec_audio_reader_write (&part, 1, desk->wav, NULL, NULL, NULL, &error));
  g_assert_true (lec_flac_file_write (desk->wav, 1.5, 3.25, flac, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (lec_audio_reader_write (&piece, 1, again, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  whole = lec_wav_file_open (desk->wav, NULL);
  unpacked = lec_wav_file_open (again, NULL);
  g_assert_cmpint (lec_wav_file_get_n_samples (unpacked), ==, LEC_WAV_RATE * 7 / 4);
  g_assert_cmpint (lec_wav_file_read (whole, LEC_WAV_RATE * 3 / 2, expected, LEC_WAV_RATE * 7 / 4, NULL), ==, 28000);
  g_assert_cmpint (lec_wav_file_read (unpacked, 0, found, 4 * LEC_WAV_RATE, NULL), ==, 28000);
  g_assert_cmpmem (found, 56000, expected, 56000);
}

static void
add (const char *name,
     gconstpointer data,
     void (*func) (Desk *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/audio-reader/", name, NULL);

  g_test_add (path, Desk, data, desk_set_up, func, desk_tear_down);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  gst_init (NULL, NULL);
  add ("matroska-flac", FLAC_VIDEO, test_codec);
  add ("mp4-mp3", VIDEO "x264enc speed-preset=1 ! mp4mux name=m ! OUT SOUND ! lamemp3enc ! mpegaudioparse ! m.",
       test_codec);
  add ("webm-opus", VIDEO "vp8enc deadline=1 ! webmmux name=m ! OUT SOUND ! " OPUS " ! m.", test_codec);
  add ("mpegts-mp2", VIDEO "x264enc speed-preset=1 ! mpegtsmux name=m ! OUT SOUND ! " MP2 " ! m.", test_codec);
  add ("sound-alone", "SOUND ! wavenc ! OUT", test_codec);
  add ("parts", NULL, test_parts);
  add ("no-sound", NULL, test_no_sound);
  add ("no-videos", NULL, test_no_videos);
  add ("cut-file", NULL, test_cut_file);
  add ("cancelled", NULL, test_cancelled);
  add ("flac", NULL, test_flac);
  return g_test_run ();
}
