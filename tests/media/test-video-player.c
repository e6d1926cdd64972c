/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The frame that is shown is the one that was asked for: on videos of each kind whose frames tell
 * which one they are. Sound goes to a sink that plays nothing.
 */
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "base/error.h"
#include "made-video.h"
#include "media/gstreamer.h"
#include "media/playback-guard.h"
#include "media/video-player.h"

#define X264    "x264enc bframes=3 b-adapt=false key-int-max=40 speed-preset=superfast pass=qual quantizer=18"
#define SILENCE "m. audiotestsrc num-buffers=170 wave=silence ! avenc_aac ! m. "

/* Each frame is a page of its own. */
static const MadeVideo videos[] = {
  { X264 " ! h264parse ! mp4mux", .n_pages = 100, .page_frames = 1 },
  { X264 " ! h264parse ! mp4mux", .n_pages = 100, .page_frames = 1, .variable_rate = TRUE },
  { X264 " ! h264parse ! matroskamux", .n_pages = 100, .page_frames = 1, .fps = 30 },
  { X264 " ! h264parse ! matroskamux", .n_pages = 100, .page_frames = 1, .variable_rate = TRUE },
  { X264 " ! h264parse ! " SILENCE "matroskamux name=m", .n_pages = 100, .page_frames = 1, .late_frames = 13 },
  { X264 " ! h264parse ! " SILENCE "mp4mux name=m", .n_pages = 100, .page_frames = 1, .late_frames = 13 },
  { X264 " ! h264parse ! mpegtsmux", .n_pages = 100, .page_frames = 1 },
  { X264 " ! h264parse ! " SILENCE "mp4mux name=m", .n_pages = 100,
    .page_frames = 1 },
  { "vp8enc deadline=1 cpu-used=8 keyframe-max-dist=40 target-bitrate=2000000 ! webmmux", .n_pages = 100,
    .page_frames = 1, .fps = 30 },
  { "vp9enc deadline=1 cpu-used=8 keyframe-max-dist=40 target-bitrate=2000000 ! webmmux", .n_pages = 100,
    .page_frames = 1 },
};

#define LOUD 7 /* of @videos, has sound */

typedef struct
{
  char *folder;
  char *path;
  const MadeVideo *made;
  LecVideoPlayer *player;
  LecShownFrame *frame; /* (nullable) */
  LecPlaybackState state;
} Fixture;

static void
shown_cb (const LecShownFrame *frame,
          gpointer user_data)
{
  Fixture *fixture = user_data;

  g_clear_pointer (&fixture->frame, lec_shown_frame_free);
  fixture->frame = lec_shown_frame_copy (frame);
}

static void
changed_cb (const LecPlaybackState *state,
            gpointer user_data)
{
  Fixture *fixture = user_data;

  g_clear_error (&fixture->state.error);
  fixture->state = *state;
  fixture->state.error = state->error != NULL ? g_error_copy (state->error) : NULL;
}

static void
wait_for_player (Fixture *fixture)
{
  while (!lec_video_player_is_idle (fixture->player))
    g_main_context_iteration (NULL, TRUE);
}

static void
set_up_empty (Fixture *fixture,
              gconstpointer data)
{
  const LecVideoPlayerListener listener = { shown_cb, changed_cb, fixture };

  fixture->folder = g_dir_make_tmp ("lectern-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, "video", NULL);
  fixture->player = lec_video_player_new (&listener);
}

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  set_up_empty (fixture, data);
  fixture->made = data;
  made_video_write (fixture->made, fixture->path);
  lec_video_player_open (fixture->player, fixture->path);
  wait_for_player (fixture);
  g_assert_no_error (fixture->state.error);
  g_assert_true (fixture->state.is_open);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  lec_video_player_free (fixture->player);
  g_clear_pointer (&fixture->frame, lec_shown_frame_free);
  g_clear_error (&fixture->state.error);
  g_unlink (fixture->path);
  g_rmdir (fixture->folder);
  g_free (fixture->path);
  g_free (fixture->folder);
}

/* --- Which frame --- */

static double
compare (const LecShownFrame *frame,
         guint page)
{
  const guint8 *pixels = g_bytes_get_data (frame->pixels, NULL);
  double sum = 0;

  for (int y = 0; y < frame->height; y++)
    for (int x = 0; x < frame->width; x++)
      {
        /* The video's luma is of 16..235, and grey. */
        double luma = 16 + pixels[(gsize) y * frame->stride + (gsize) x * 4 + 1] * 219.0 / 255.0;

        sum += fabs (luma - made_video_get_luma (page, x, y));
      }

  return sum / frame->width / frame->height;
}

static guint
recognise (Fixture *fixture)
{
  guint page = 0;

  while (page < fixture->made->n_pages && compare (fixture->frame, page) >= 12)
    page++;

  g_assert_cmpuint (page, <, fixture->made->n_pages);
  return page;
}

static int
get_fps (const MadeVideo *made)
{
  return made->fps > 0 ? made->fps : 25;
}

/* One that is not missing: @page, or the one before it. */
static guint
get_existing (const MadeVideo *made,
              guint page)
{
  return made->variable_rate && page % 3 == 1 ? page - 1 : page;
}

/* @part: of the frame's time, from its beginning */
static double
get_time_s (const MadeVideo *made,
            guint page,
            double part)
{
  return (page + made->late_frames + part) / get_fps (made);
}

static void
seek (Fixture *fixture,
      LecSeekKind kind,
      double time_s,
      int n_frames)
{
  const LecSeek wanted = { kind, time_s, n_frames };

  lec_video_player_seek (fixture->player, &wanted);
}

static void
check_seek (Fixture *fixture,
            guint page,
            double part)
{
  seek (fixture, LEC_SEEK_EXACTLY, get_time_s (fixture->made, page, part), 0);
  wait_for_player (fixture);
  g_assert_cmpuint (recognise (fixture), ==, get_existing (fixture->made, page));
}

/* --- Tests --- */

static void
check_seeks (Fixture *fixture)
{
  g_autoptr (GRand) dice = g_rand_new_with_seed (4);

  for (guint i = 0; i < 16; i++)
    {
      guint page = (guint) g_rand_int_range (dice, 0, (gint32) fixture->made->n_pages - 1);
      double part = i % 2 == 0 ? 0 : g_rand_double_range (dice, 0.02, 0.98);

      g_test_message ("frame %u and %.2f", page, part);
      check_seek (fixture, page, part);
    }
}

static void
check_first_and_last (Fixture *fixture)
{
  check_seek (fixture, fixture->made->n_pages - 1, 0.1);
  seek (fixture, LEC_SEEK_EXACTLY, 100, 0);
  wait_for_player (fixture);
  g_assert_cmpuint (recognise (fixture), ==, fixture->made->n_pages - 1);
  seek (fixture, LEC_SEEK_EXACTLY, 0, 0);
  wait_for_player (fixture);
  g_assert_cmpuint (recognise (fixture), ==, 0);
}

static void
check_step (Fixture *fixture,
            int n_frames,
            guint page)
{
  seek (fixture, LEC_SEEK_BY_FRAMES, 0, n_frames);
  wait_for_player (fixture);
  g_assert_cmpuint (recognise (fixture), ==, page);
}

/* Frames 38, 39, 41 and 42 are there in any video; a keyframe lies between them. */
static void
check_steps (Fixture *fixture)
{
  gboolean has_all = !fixture->made->variable_rate;

  check_seek (fixture, 39, 0.5);
  check_step (fixture, 1, has_all ? 40 : 41);
  check_step (fixture, 1, has_all ? 41 : 42);
  check_step (fixture, -1, has_all ? 40 : 41);
  check_step (fixture, -1, 39);
  check_step (fixture, -1, 38);
  check_step (fixture, -3, has_all ? 35 : 33);
  check_seek (fixture, 41, 0.4);
  check_step (fixture, -1, has_all ? 40 : 39);
}

static void
check_steps_at_ends (Fixture *fixture)
{
  check_seek (fixture, 0, 0);
  check_step (fixture, -1, 0);
  check_step (fixture, 1, get_existing (fixture->made, 1) == 1 ? 1 : 2);
  check_seek (fixture, fixture->made->n_pages - 2, 0);
  check_step (fixture, 1, fixture->made->n_pages - 1);
  check_step (fixture, 1, fixture->made->n_pages - 1);
  check_step (fixture, 1, fixture->made->n_pages - 1);
  check_step (fixture, -1, fixture->made->n_pages - 2);
}

/* Only the last of them is waited for. */
static void
check_scrubbing (Fixture *fixture)
{
  for (guint page = 0; page < 60; page++)
    seek (fixture, LEC_SEEK_TO_KEYFRAME, get_time_s (fixture->made, page, 0), 0);
  check_seek (fixture, 75, 0.5);
}

static void
test_frames (Fixture *fixture,
             gconstpointer data)
{
  check_seeks (fixture);
  check_first_and_last (fixture);
  check_steps (fixture);
  check_steps_at_ends (fixture);
  check_scrubbing (fixture);
}

static void
test_playing (Fixture *fixture,
              gconstpointer data)
{
  check_seek (fixture, 80, 0);
  check_step (fixture, -1, get_existing (fixture->made, 79) == 79 ? 79 : 78);
  lec_video_player_set_playing (fixture->player, TRUE);
  wait_for_player (fixture);
  g_assert_true (fixture->state.is_playing);
  while (fixture->state.is_playing)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (fixture->state.is_at_end);
  g_assert_cmpuint (recognise (fixture), ==, fixture->made->n_pages - 1);

  /* From the start again. */
  lec_video_player_set_playing (fixture->player, TRUE);
  wait_for_player (fixture);
  lec_video_player_set_playing (fixture->player, FALSE);
  wait_for_player (fixture);
  g_assert_cmpuint (recognise (fixture), <, 60);
}

static void
test_duration (Fixture *fixture,
               gconstpointer data)
{
  g_assert_cmpfloat_with_epsilon (fixture->state.duration_s, 4, 0.1);
  g_assert_true (fixture->state.has_sound);
  lec_video_player_set_volume (fixture->player, 0.5, TRUE);
  lec_video_player_close (fixture->player);
  wait_for_player (fixture);
  g_assert_false (fixture->state.is_open);
}

/* Writes a quarter turn into the track's header, as telephones do. */
static void
turn (const char *path)
{
  static const guint8 matrix[36] = { [5] = 1, [12] = 0xff, [13] = 0xff, [32] = 0x40 };
  g_autofree char *contents = NULL;
  gsize length = 0;
  char *header = NULL;

  g_assert_true (g_file_get_contents (path, &contents, &length, NULL));
  header = memmem (contents, length, "tkhd", 4);
  g_assert_nonnull (header);
  memcpy (header + 44, matrix, sizeof matrix);
  g_assert_true (g_file_set_contents (path, contents, (gssize) length, NULL));
}

static void
test_turned (Fixture *fixture,
             gconstpointer data)
{
  const guint8 *pixels = NULL;
  double corner = 0;

  made_video_write (&videos[0], fixture->path);
  turn (fixture->path);
  lec_video_player_open (fixture->player, fixture->path);
  seek (fixture, LEC_SEEK_EXACTLY, 1, 0);
  wait_for_player (fixture);
  g_assert_no_error (fixture->state.error);
  g_assert_cmpint (fixture->frame->width, ==, 96);
  g_assert_cmpint (fixture->frame->height, ==, 160);
  /* The lower left corner came up. */
  pixels = g_bytes_get_data (fixture->frame->pixels, NULL);
  corner = 16 + pixels[4 * fixture->frame->stride + (gsize) 4 * 4] * 219.0 / 255.0;
  g_assert_cmpfloat_with_epsilon (corner, made_video_get_luma (25, 4, 92), 12);
}

static void
check_refused (Fixture *fixture,
               const char *path,
               LecError code)
{
  lec_video_player_open (fixture->player, path);
  wait_for_player (fixture);
  g_assert_error (fixture->state.error, LEC_ERROR, (int) code);
  g_assert_false (fixture->state.is_open);
  seek (fixture, LEC_SEEK_EXACTLY, 1, 0);
  wait_for_player (fixture);
}

static void
test_refused (Fixture *fixture,
              gconstpointer data)
{
  g_autofree char *noise = g_malloc (5000);
  static const MadeVideo sound = { .tail = "fakesink audiotestsrc num-buffers=20 ! opusenc ! matroskamux",
                                   .n_pages = 1,
                                   .page_frames = 1 };

  check_refused (fixture, "/no/such/video.mp4", LEC_ERROR_NOT_FOUND);
  check_refused (fixture, fixture->folder, LEC_ERROR_NOT_A_VIDEO);
  memset (noise, 7, 5000);
  g_assert_true (g_file_set_contents (fixture->path, noise, 5000, NULL));
  check_refused (fixture, fixture->path, LEC_ERROR_NOT_A_VIDEO);
  made_video_write (&sound, fixture->path);
  check_refused (fixture, fixture->path, LEC_ERROR_NOT_A_VIDEO);
}

/* A list of what to get from elsewhere is no video here, whatever it is called. */
static void
test_lists_refused (Fixture *fixture,
                    gconstpointer data)
{
  static const char list[] = "#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-TARGETDURATION:4\n#EXTINF:4,\nhttp://127.0.0.1:9/a.ts\n"
                             "#EXT-X-ENDLIST\n";

  g_assert_true (g_file_set_contents (fixture->path, list, -1, NULL));
  lec_video_player_open (fixture->player, fixture->path);
  wait_for_player (fixture);
  g_assert_nonnull (fixture->state.error);
}

/* Whoever goes while it is opened is told nothing more, and waits for nothing. */
static void
test_gone (Fixture *fixture,
           gconstpointer data)
{
  const LecVideoPlayerListener listener = { shown_cb, changed_cb, NULL };
  LecVideoPlayer *player = lec_video_player_new (&listener);

  lec_video_player_open (player, fixture->path);
  lec_video_player_free (player);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static gboolean
is_allowed (const char *name,
            const char *caps_text)
{
  g_autoptr (GstElementFactory) factory = gst_element_factory_find (name);
  g_autoptr (GstCaps) caps = gst_caps_from_string (caps_text);

  g_assert_nonnull (factory);
  return lec_playback_guard_allows (factory, caps);
}

static void
test_guard (void)
{
  g_assert_true (is_allowed ("qtdemux", "video/quicktime"));
  g_assert_true (is_allowed ("h264parse", "video/x-h264, width=1920, height=1080"));
  g_assert_true (is_allowed ("avdec_h264", "video/x-h264, width=1920, height=1080, stream-format=avc, alignment=au"));
  g_assert_true (is_allowed ("avdec_aac", "audio/mpeg, mpegversion=4, stream-format=raw"));
  g_assert_false (is_allowed ("vp9dec", "video/x-vp9"));
  g_assert_false (is_allowed ("avdec_h264", "video/x-h264, width=20000, height=1080"));
  g_assert_false (is_allowed ("subparse", "application/x-subtitle"));
  g_assert_false (is_allowed ("filesrc", "video/quicktime"));
  g_assert_false (is_allowed ("fakesink", "video/x-raw"));
}

int
main (int argc,
      char *argv[])
{
  /* Then sound goes nowhere. */
  g_setenv ("GST_PLUGIN_FEATURE_RANK",
            "pulsesink:NONE,alsasink:NONE,jackaudiosink:NONE,oss4sink:NONE,osssink:NONE,openalsink:NONE", TRUE);
  g_test_init (&argc, &argv, NULL);
  lec_gstreamer_init (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (videos); i++)
    {
      g_autofree char *path = g_strdup_printf ("/video-player/frames/%u", i);

      g_test_add (path, Fixture, &videos[i], set_up, test_frames, tear_down);
    }
  g_test_add ("/video-player/playing", Fixture, &videos[LOUD], set_up, test_playing, tear_down);
  g_test_add ("/video-player/duration", Fixture, &videos[LOUD], set_up, test_duration, tear_down);
  g_test_add ("/video-player/gone", Fixture, &videos[0], set_up, test_gone, tear_down);
  g_test_add ("/video-player/turned", Fixture, NULL, set_up_empty, test_turned, tear_down);
  g_test_add ("/video-player/refused", Fixture, NULL, set_up_empty, test_refused, tear_down);
  g_test_add ("/video-player/lists-refused", Fixture, NULL, set_up_empty, test_lists_refused, tear_down);
  g_test_add_func ("/video-player/guard", test_guard);
  return g_test_run ();
}
