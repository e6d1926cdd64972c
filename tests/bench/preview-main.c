/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * bench-preview: the frame that the player shows is the one that was asked for, and how long that
 * takes beside an accurate seek of a bare playbin with the same sink, on the same times in turns.
 * Half of the times are where a frame begins, half lie within one.
 *
 *   bench-preview [SEEKS]
 */
#include <errno.h>
#include <glib/gstdio.h>
#include <gst/app/gstappsink.h>
#include <gst/gst.h>
#include <gst/video/video.h>
#include <stdio.h>

#include "child-cost.h"
#include "media/gstreamer.h"
#include "media/video-player.h"
#include "preview-clips.h"

#define DEFAULT_N_SEEKS 200
#define MAX_N_SEEKS     2000
#define MAX_RATIO       1.3
#define SEED            20260404

#define X264    "x264enc bframes=3 key-int-max=100 speed-preset=superfast pass=qual quantizer=22 ! h264parse ! "
#define SILENCE "m. audiotestsrc num-buffers=1300 wave=silence ! avenc_aac ! m. "

static const PreviewClip clips[] = {
  { "mp4, B-frames, sound", X264 SILENCE "mp4mux name=m", .fps = 25 },
  { "mp4, uneven times", X264 "mp4mux", .fps = 25, .is_uneven = TRUE },
  { "mkv, B-frames, 30 a second", X264 "matroskamux", .fps = 30 },
  { "mkv, starts late, sound", X264 SILENCE "matroskamux name=m", .fps = 25, .late_frames = 17 },
  { "webm, VP9", "vp9enc deadline=1 cpu-used=8 row-mt=true threads=2 keyframe-max-dist=100 target-bitrate=2000000 ! "
                 "vp9parse ! webmmux",
    .fps = 25 },
};

typedef struct
{
  guint n_right;
  guint n_asked;
  double times_ms[MAX_N_SEEKS];
} Side;

typedef struct
{
  guint n_seeks;
  Side ours;
  Side plain;

  LecVideoPlayer *player;
  guint shown; /* frame */
  GError *error;

  GstElement *playbin;
  GstAppSink *sink; /* unowned */
} Bench;

/* --- The player --- */

static void
shown_cb (const LecShownFrame *frame,
          gpointer user_data)
{
  ((Bench *) user_data)->shown = preview_clip_read_number (g_bytes_get_data (frame->pixels, NULL), frame->stride);
}

static void
changed_cb (const LecPlaybackState *state,
            gpointer user_data)
{
  Bench *bench = user_data;

  if (state->error != NULL && bench->error == NULL)
    bench->error = g_error_copy (state->error);
}

static void
wait_for_player (Bench *bench)
{
  while (!lec_video_player_is_idle (bench->player))
    g_main_context_iteration (NULL, TRUE);
}

static guint
seek_ours (Bench *bench,
           gint64 time_ns)
{
  const LecSeek seek = { LEC_SEEK_EXACTLY, (double) time_ns / GST_SECOND, 0 };

  bench->shown = G_MAXUINT;
  lec_video_player_seek (bench->player, &seek);
  wait_for_player (bench);
  return bench->shown;
}

/* --- A bare playbin --- */

static void
wait_for_playbin (Bench *bench)
{
  g_autoptr (GstBus) bus = gst_element_get_bus (bench->playbin);
  g_autoptr (GstMessage) message =
    gst_bus_timed_pop_filtered (bus, GST_CLOCK_TIME_NONE, GST_MESSAGE_ASYNC_DONE | GST_MESSAGE_ERROR);

  g_assert_cmpint (GST_MESSAGE_TYPE (message), ==, GST_MESSAGE_ASYNC_DONE);
}

static void
open_playbin (Bench *bench,
              const char *path)
{
  g_autofree char *uri = g_filename_to_uri (path, NULL, NULL);
  g_autoptr (GstCaps) caps = gst_caps_from_string ("video/x-raw, format=BGRA");
  GstElement *sink = gst_element_factory_make ("appsink", NULL);

  bench->playbin = gst_object_ref_sink (gst_element_factory_make ("playbin", NULL));
  bench->sink = GST_APP_SINK (sink);
  g_object_set (sink, "caps", caps, "enable-last-sample", FALSE, NULL);
  g_object_set (bench->playbin, "uri", uri, "video-sink", sink, NULL);
  gst_element_set_state (bench->playbin, GST_STATE_PAUSED);
  wait_for_playbin (bench);
}

static guint
read_sample (GstSample *sample)
{
  GstVideoFrame frame;
  GstVideoInfo info;
  guint number = 0;

  g_assert_true (gst_video_info_from_caps (&info, gst_sample_get_caps (sample)));
  g_assert_true (gst_video_frame_map (&frame, &info, gst_sample_get_buffer (sample), GST_MAP_READ));
  number = preview_clip_read_number (GST_VIDEO_FRAME_PLANE_DATA (&frame, 0),
                                     (gsize) GST_VIDEO_FRAME_PLANE_STRIDE (&frame, 0));
  gst_video_frame_unmap (&frame);
  return number;
}

static guint
seek_plain (Bench *bench,
            gint64 time_ns)
{
  g_autoptr (GstSample) sample = NULL;

  gst_element_seek_simple (bench->playbin, GST_FORMAT_TIME, GST_SEEK_FLAG_FLUSH | GST_SEEK_FLAG_ACCURATE, time_ns);
  wait_for_playbin (bench);
  sample = gst_app_sink_try_pull_preroll (bench->sink, 0);
  return sample != NULL ? read_sample (sample) : G_MAXUINT;
}

static void
close_playbin (Bench *bench)
{
  gst_element_set_state (bench->playbin, GST_STATE_NULL);
  gst_clear_object (&bench->playbin);
}

/* --- Measuring --- */

static void
measure (Bench *bench,
         Side *side,
         guint (*seek) (Bench *bench, gint64 time_ns),
         gint64 time_ns,
         guint wanted)
{
  gint64 start_us = g_get_monotonic_time ();

  side->n_right += seek (bench, time_ns) == wanted;
  side->times_ms[side->n_asked++] = (double) (g_get_monotonic_time () - start_us) / 1000;
}

/* The target is for all of them together. */
static void
print_row (const char *name,
           Bench *bench,
           gboolean is_all)
{
  guint n_asked = bench->ours.n_asked;
  double ours_ms = child_cost_find_median (bench->ours.times_ms, n_asked);
  double plain_ms = child_cost_find_median (bench->plain.times_ms, n_asked);

  printf ("| %-27s | %3u of %3u%s | %3u | %6.1f | %6.1f | %.2f%s |\n", name, bench->ours.n_right, n_asked,
          bench->ours.n_right == n_asked ? "" : " NO", bench->plain.n_right, ours_ms, plain_ms, ours_ms / plain_ms,
          !is_all || ours_ms <= MAX_RATIO * plain_ms ? "" : " NO");
}

static void
add_side (Side *all,
          const Side *side)
{
  for (guint i = 0; i < side->n_asked; i++)
    all->times_ms[all->n_asked + i] = side->times_ms[i];
  all->n_asked += side->n_asked;
  all->n_right += side->n_right;
}

static gboolean
measure_clip (Bench *bench,
              const PreviewClip *clip,
              const char *path,
              guint n_seeks,
              GRand *dice)
{
  bench->ours = bench->plain = (Side){ 0 };
  lec_video_player_open (bench->player, path);
  wait_for_player (bench);
  if (bench->error != NULL)
    return FALSE;

  open_playbin (bench, path);
  for (guint i = 0; i < n_seeks; i++)
    {
      guint number = (guint) g_rand_int_range (dice, 0, PREVIEW_N_FRAMES - 1);
      gint64 begin_ns = preview_clip_get_time_ns (clip, number);
      gint64 within_ns = (gint64) ((double) (preview_clip_get_time_ns (clip, number + 1) - begin_ns) *
                                   g_rand_double_range (dice, 0.05, 0.95));
      gint64 time_ns = i % 2 == 0 ? begin_ns : begin_ns + within_ns;
      guint wanted = preview_clip_get_shown (clip, number);

      measure (bench, &bench->ours, seek_ours, time_ns, wanted);
      measure (bench, &bench->plain, seek_plain, time_ns, wanted);
    }
  close_playbin (bench);
  return TRUE;
}

static char *
find_clip (const PreviewClip *clip,
           guint index,
           GError **error)
{
  g_autofree char *name = g_strdup_printf ("clip-%u", index);
  g_autofree char *path = g_build_filename (BENCH_DIR, "preview", name, NULL);
  g_autofree char *new_path = g_strconcat (path, ".new", NULL);

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return g_steal_pointer (&path);

  g_printerr ("making %s\n", clip->name);
  if (!preview_clip_make (clip, new_path, error) || g_rename (new_path, path) != 0)
    return NULL;

  return g_steal_pointer (&path);
}

static gboolean
run (Bench *bench,
     GError **error)
{
  g_autoptr (GRand) dice = g_rand_new_with_seed (SEED);
  g_autofree Bench *all = g_new0 (Bench, 1);
  g_autofree char *folder = g_build_filename (BENCH_DIR, "preview", NULL);

  g_mkdir_with_parents (folder, 0777);
  printf ("| %u seeks | right | of playbin | ms | of playbin | times |\n|-|-|-|-|-|-|\n", bench->n_seeks);
  for (guint i = 0; i < G_N_ELEMENTS (clips); i++)
    {
      guint n_seeks = bench->n_seeks * (i + 1) / G_N_ELEMENTS (clips) - bench->n_seeks * i / G_N_ELEMENTS (clips);
      g_autofree char *path = find_clip (&clips[i], i, error);

      if (path == NULL)
        return FALSE;
      if (!measure_clip (bench, &clips[i], path, n_seeks, dice))
        {
          g_propagate_error (error, g_steal_pointer (&bench->error));
          return FALSE;
        }
      add_side (&all->ours, &bench->ours);
      add_side (&all->plain, &bench->plain);
      print_row (clips[i].name, bench, FALSE);
    }
  print_row ("all", all, TRUE);

  return all->ours.n_right == all->ours.n_asked &&
         child_cost_find_median (all->ours.times_ms, all->ours.n_asked) <=
           MAX_RATIO * child_cost_find_median (all->plain.times_ms, all->plain.n_asked);
}

int
main (int argc,
      char *argv[])
{
  g_autofree Bench *bench = g_new0 (Bench, 1);
  const LecVideoPlayerListener listener = { shown_cb, changed_cb, bench };
  g_autoptr (GError) error = NULL;
  gboolean is_good = FALSE;

  bench->n_seeks = argc > 1 ? (guint) g_ascii_strtoull (argv[1], NULL, 10) : DEFAULT_N_SEEKS;
  if (bench->n_seeks < G_N_ELEMENTS (clips) || bench->n_seeks > MAX_N_SEEKS)
    {
      g_printerr ("usage: bench-preview [SEEKS up to %d]\n", MAX_N_SEEKS);
      return 2;
    }

  /* Then sound goes nowhere, on both sides. */
  g_setenv ("GST_PLUGIN_FEATURE_RANK", "pulsesink:NONE,alsasink:NONE,jackaudiosink:NONE,oss4sink:NONE,openalsink:NONE",
            TRUE);
  if (!lec_gstreamer_init (&error))
    {
      g_printerr ("%s\n", error->message);
      return 1;
    }

  bench->player = lec_video_player_new (&listener);
  is_good = run (bench, &error);
  lec_video_player_free (bench->player);
  if (error != NULL)
    g_printerr ("%s\n", error->message);

  return is_good ? 0 : 1;
}
