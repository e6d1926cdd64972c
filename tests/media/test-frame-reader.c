/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The frame reader on small videos of every codec and container: right pictures at right times, all
 * of them or only those in which something changes; and on damaged ones.
 */
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "base/error.h"
#include "made-video.h"
#include "media/frame-reader.h"
#include "media/gstreamer.h"
#include "media/probe.h"
#include "media/video-source.h"
#include "one-file.h"

#define X264 "x264enc speed-preset=veryfast key-int-max=50 quantizer=20 pass=quant ! h264parse ! "

/* What was seen of a page. */
typedef struct
{
  double first_s;
  double last_s;
  guint n;
} Sight;

static LecFrameReader *
open_reader (OneFile *place,
             LecReadMode mode)
{
  const LecReadOptions options = { .mode = mode };
  g_autoptr (GError) error = NULL;
  LecFrameReader *reader = lec_frame_reader_open (place->path, &options, NULL, &error);

  g_assert_no_error (error);

  return reader;
}

/* Reads to the end; each frame shows a page, in order, at the time at which it was drawn. */
static guint
read_pages (LecFrameReader *reader,
            const MadeVideo *video,
            Sight *sights)
{
  double page_s = (double) video->page_frames / (video->fps > 0 ? video->fps : 25);
  g_autoptr (GError) error = NULL;
  double last_s = -1, start_s = 0;
  guint n = 0;
  LecFrame frame;

  memset (sights, 0, sizeof *sights * video->n_pages);
  while (lec_frame_reader_next (reader, &frame, NULL, &error))
    {
      guint page = made_video_recognise (&frame.picture, video->n_pages);

      g_assert_cmpuint (page, <, video->n_pages);
      if (n == 0)
        start_s = frame.time_s;
      g_assert_cmpuint (page, ==, (guint) floor ((frame.time_s - start_s + 0.005) / page_s));
      g_assert_cmpfloat (frame.time_s, >, last_s);
      g_assert_cmpfloat (frame.end_s, >=, frame.time_s);
      last_s = frame.time_s;
      if (sights[page].n++ == 0)
        sights[page].first_s = frame.time_s;
      sights[page].last_s = frame.time_s;
      n++;
    }
  g_assert_no_error (error);
  /* Also where the container's own clock begins a little before the first picture. */
  g_assert_cmpfloat_with_epsilon (start_s, 0, 0.001);

  return n;
}

static void
test_all_frames (OneFile *place,
                 gconstpointer data)
{
  const MadeVideo video = { .tail = data, .n_pages = 3, .page_frames = 10 };
  guint n_frames = made_video_write (&video, place->path);
  g_autoptr (LecFrameReader) reader = open_reader (place, LEC_READ_ALL_FRAMES);
  /* The muxer of fragments writes no edit list: its last two end after the end of the movie. */
  guint n_lost = strstr (data, "fragment") != NULL ? 2 : 0;
  guint n_read;
  Sight sights[3];

  n_read = read_pages (reader, &video, sights);
  g_assert_cmpuint (n_read, ==, n_frames - n_lost);
  g_assert_false (lec_frame_reader_is_masked (reader));
  g_assert_cmpfloat_with_epsilon (lec_frame_reader_get_decoded_ratio (reader), 1, 1e-9);
  g_assert_cmpfloat_with_epsilon (lec_frame_reader_get_read_s (reader), 1.2, 0.25);
  for (guint page = 0; page < 3; page++)
    {
      g_assert_cmpuint (sights[page].n, ==, page < 2 ? 10 : 10 - n_lost);
      g_assert_cmpfloat_with_epsilon (sights[page].first_s, sights[0].first_s + page * 0.4, 0.005);
    }
}

static guint
count_own_threads (void)
{
  g_autoptr (GDir) tasks = g_dir_open ("/proc/self/task", 0, NULL);
  guint n = 0;

  while (g_dir_read_name (tasks) != NULL)
    n++;

  return n;
}

/* Two threads of a decoder only where there are two to be had, and the same pictures either way. */
static void
test_threads (OneFile *place,
              gconstpointer data)
{
  const MadeVideo video = { .tail = X264 "matroskamux", .n_pages = 3, .page_frames = 10 };
  guint n_frames = made_video_write (&video, place->path), n_alone = 0;

  for (guint max_threads = 1; max_threads <= 2; max_threads++)
    {
      const LecReadOptions options = { .mode = LEC_READ_ALL_FRAMES, .max_threads = max_threads };
      g_autoptr (LecFrameReader) reader = lec_frame_reader_open (place->path, &options, NULL, NULL);
      guint n_threads = count_own_threads ();
      Sight sights[3];

      g_assert_cmpuint (read_pages (reader, &video, sights), ==, n_frames);
      if (max_threads == 1)
        n_alone = n_threads;
      else
        g_assert_cmpuint (n_threads, >, n_alone);
    }
}

/* Few frames, and still each page from its first frame on. */
static void
test_auto (OneFile *place,
           gconstpointer data)
{
  const MadeVideo video = { .tail = data, .n_pages = 4, .page_frames = 90 };
  g_autoptr (LecFrameReader) reader = NULL;
  g_autoptr (LecFrameReader) everything = NULL;
  Sight sights[4];

  made_video_write (&video, place->path);
  everything = open_reader (place, LEC_READ_EVERYTHING);
  g_assert_cmpuint (read_pages (everything, &video, sights), >, 100);
  reader = open_reader (place, LEC_READ_AUTO);
  read_pages (reader, &video, sights);
  g_assert_true (lec_frame_reader_is_masked (reader));
  g_assert_cmpfloat (lec_frame_reader_get_decoded_ratio (reader), <,
                     lec_frame_reader_get_decoded_ratio (everything) * 0.6);
  g_assert_cmpfloat_with_epsilon (lec_frame_reader_get_read_s (reader), 14.4, 0.25);
  for (guint page = 0; page < 4; page++)
    g_assert_cmpfloat_with_epsilon (sights[page].first_s, sights[0].first_s + page * 3.6, 0.09);
}

/* Where something was left out the next frame says so. */
static void
test_gaps (OneFile *place,
           gconstpointer data)
{
  const MadeVideo video = { .tail = X264 "matroskamux", .n_pages = 4, .page_frames = 90 };
  g_autoptr (LecFrameReader) reader = NULL;
  double last_s = 0;
  guint n_gaps = 0;
  LecFrame frame;

  made_video_write (&video, place->path);
  reader = open_reader (place, LEC_READ_AUTO);
  while (lec_frame_reader_next (reader, &frame, NULL, NULL))
    {
      g_assert_true (frame.after_gap || frame.time_s - last_s < 0.2);
      n_gaps += frame.after_gap;
      last_s = frame.time_s;
    }
  g_assert_cmpuint (n_gaps, >=, 4);
}

/* Sizes that say nothing: all frames that others are made from; where all of the picture is
   restless, really all. */
static void
test_not_trusted (OneFile *place,
                  gconstpointer data)
{
  const MadeVideo restless = { .tail = X264 "matroskamux", .n_pages = 60, .page_frames = 1 };
  const MadeVideo busy = { .tail = X264 "matroskamux", .n_pages = 30, .page_frames = 3 };
  g_autoptr (LecFrameReader) reader = NULL;
  g_autoptr (LecFrameReader) everything = NULL;
  Sight sights[60];

  made_video_write (&restless, place->path);
  reader = open_reader (place, LEC_READ_AUTO);
  g_assert_cmpuint (read_pages (reader, &restless, sights), ==, 60);
  g_assert_false (lec_frame_reader_is_masked (reader));

  g_clear_pointer (&reader, lec_frame_reader_free);
  made_video_write (&busy, place->path);
  reader = open_reader (place, LEC_READ_AUTO);
  everything = open_reader (place, LEC_READ_EVERYTHING);
  g_assert_cmpuint (read_pages (reader, &busy, sights), ==, read_pages (everything, &busy, sights));
  g_assert_false (lec_frame_reader_is_masked (reader));
}

static void
test_variable_rate (OneFile *place,
                    gconstpointer data)
{
  const MadeVideo video = { .tail = X264 "matroskamux", .n_pages = 4, .page_frames = 90, .variable_rate = TRUE };
  g_autoptr (LecFrameReader) reader = NULL;
  Sight sights[4];

  made_video_write (&video, place->path);
  reader = open_reader (place, LEC_READ_AUTO);
  read_pages (reader, &video, sights);
  g_assert_true (lec_frame_reader_is_masked (reader));
  for (guint page = 0; page < 4; page++)
    g_assert_cmpfloat_with_epsilon (sights[page].first_s, page * 3.6, 0.13);
}

static void
test_part (OneFile *place,
           gconstpointer data)
{
  const MadeVideo video = { .tail = X264 "mp4mux", .n_pages = 4, .page_frames = 90 };
  const LecReadOptions options = { .mode = GPOINTER_TO_INT (data), .from_s = 5, .to_s = 9 };
  g_autoptr (LecFrameReader) reader = NULL;
  g_autoptr (GError) error = NULL;
  double last_s = 0, end_s = 0;
  guint n = 0;
  LecFrame frame;

  made_video_write (&video, place->path);
  reader = lec_frame_reader_open (place->path, &options, NULL, &error);
  g_assert_no_error (error);
  while (lec_frame_reader_next (reader, &frame, NULL, &error))
    {
      if (n++ == 0)
        g_assert_cmpfloat_with_epsilon (frame.time_s, 5, 0.05);
      g_assert_cmpuint (made_video_recognise (&frame.picture, 4), ==, frame.time_s < 7.195 ? 1 : 2);
      last_s = frame.time_s;
      end_s = frame.end_s;
    }
  g_assert_no_error (error);
  g_assert_cmpuint (n, >=, 2);
  g_assert_cmpfloat (last_s, >=, 7.15);
  g_assert_cmpfloat (end_s, <=, 9);
}

/* Of odd sizes, deep colours, pixels that are not square, pictures that lie on their side. */
static void
test_shape (OneFile *place,
            const MadeVideo *video,
            int width,
            int height)
{
  g_autoptr (LecVideoInfo) info = NULL;
  g_autoptr (LecFrameReader) reader = NULL;
  g_autoptr (GError) error = NULL;
  guint n_frames = made_video_write (video, place->path);
  guint n = 0;
  LecFrame frame;

  info = lec_probe_video (place->path, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (info->width, ==, width);
  g_assert_cmpint (info->height, ==, height);
  reader = open_reader (place, LEC_READ_ALL_FRAMES);
  for (; lec_frame_reader_next (reader, &frame, NULL, &error); n++)
    {
      g_assert_cmpint (frame.picture.width, ==, width);
      g_assert_cmpint (frame.picture.height, ==, height);
    }
  g_assert_no_error (error);
  g_assert_cmpuint (n, ==, n_frames);
}

static void
test_odd_size (OneFile *place,
               gconstpointer data)
{
  const MadeVideo video = {
    .tail = "vp8enc deadline=1 ! webmmux",
    .width = 161,
    .height = 97,
    .n_pages = 1,
    .page_frames = 5
  };

  test_shape (place, &video, 161, 97);
}

static void
test_tiny (OneFile *place,
           gconstpointer data)
{
  const MadeVideo video = { .tail = X264 "mp4mux", .width = 16, .height = 16, .n_pages = 1, .page_frames = 5 };

  test_shape (place, &video, 16, 16);
}

static void
test_one_frame (OneFile *place,
                gconstpointer data)
{
  const MadeVideo video = { .tail = X264 "mp4mux", .n_pages = 1, .page_frames = 1 };
  g_autoptr (LecFrameReader) reader = NULL;
  Sight sight;

  test_shape (place, &video, 160, 96);
  reader = open_reader (place, LEC_READ_AUTO);
  g_assert_cmpuint (read_pages (reader, &video, &sight), ==, 1);
}

static void
test_wide_pixels (OneFile *place,
                  gconstpointer data)
{
  const MadeVideo video = {
    .tail = "capssetter caps=video/x-raw,pixel-aspect-ratio=4/3 ! " X264 "mp4mux",
    .n_pages = 1,
    .page_frames = 5
  };

  test_shape (place, &video, 213, 96);
}

static void
test_deep (OneFile *place,
           gconstpointer data)
{
  const MadeVideo video = {
    .tail = "x264enc speed-preset=veryfast ! video/x-h264,profile=high-10 ! matroskamux",
    .format = "I420_10LE",
    .n_pages = 2,
    .page_frames = 10
  };
  g_autoptr (LecFrameReader) reader = NULL;
  Sight sights[2];

  test_shape (place, &video, 160, 96);
  reader = open_reader (place, LEC_READ_ALL_FRAMES);
  g_assert_cmpint (lec_frame_reader_get_info (reader)->bit_depth, ==, 10);
  g_assert_cmpuint (read_pages (reader, &video, sights), ==, 20);
}

static void
load (OneFile *place,
      char **contents,
      gsize *length)
{
  g_autoptr (GError) error = NULL;

  g_file_get_contents (place->path, contents, length, &error);
  g_assert_no_error (error);
}

static void
store (OneFile *place,
       const char *contents,
       gsize length)
{
  g_autoptr (GError) error = NULL;

  g_file_set_contents (place->path, contents, (gssize) length, &error);
  g_assert_no_error (error);
}

/* Writes a quarter turn into the track's header, as telephones do. */
static void
turn (OneFile *place)
{
  static const guint8 matrix[36] = { [5] = 1, [12] = 0xff, [13] = 0xff, [32] = 0x40 };
  g_autofree char *contents = NULL;
  gsize length;
  char *header;

  load (place, &contents, &length);
  header = memmem (contents, length, "tkhd", 4);
  g_assert_nonnull (header);
  memcpy (header + 44, matrix, sizeof matrix);
  store (place, contents, length);
}

static void
test_turned (OneFile *place,
             gconstpointer data)
{
  const MadeVideo video = { .tail = X264 "mp4mux", .n_pages = 1, .page_frames = 5 };
  g_autoptr (LecFrameReader) reader = NULL;
  LecFrame frame;
  guint8 corner;

  made_video_write (&video, place->path);
  turn (place);
  reader = open_reader (place, LEC_READ_AUTO);
  g_assert_cmpint (lec_frame_reader_get_info (reader)->rotation_deg, ==, 90);
  g_assert_true (lec_frame_reader_next (reader, &frame, NULL, NULL));
  g_assert_cmpint (frame.picture.width, ==, 96);
  g_assert_cmpint (frame.picture.height, ==, 160);
  /* The lower left corner came up. */
  corner = frame.picture.planes[0][4 * frame.picture.strides[0] + 4];
  g_assert_cmpint (ABS (corner - made_video_get_luma (0, 4, 92)), <, 12);
}

/* What is there is read, and how far that was is told. */
static void
test_truncated (OneFile *place,
                gconstpointer data)
{
  const MadeVideo video = { .tail = data, .n_pages = 8, .page_frames = 40 };
  g_autoptr (LecFrameReader) reader = NULL;
  g_autofree char *contents = NULL;
  gsize length;
  Sight sights[8];

  made_video_write (&video, place->path);
  load (place, &contents, &length);
  store (place, contents, length / 2);
  reader = open_reader (place, LEC_READ_AUTO);
  g_assert_cmpuint (read_pages (reader, &video, sights), >, 0);
  g_assert_cmpuint (sights[2].n, >, 0);
  g_assert_cmpuint (sights[7].n, ==, 0);
  g_assert_cmpfloat (lec_frame_reader_get_read_s (reader), >, 3.5);
  g_assert_cmpfloat (lec_frame_reader_get_read_s (reader), <, 10);
}

/* Its index would have been at the end. */
static void
test_no_index (OneFile *place,
               gconstpointer data)
{
  const MadeVideo video = { .tail = X264 "mp4mux", .n_pages = 4, .page_frames = 40 };
  const LecReadOptions options = { .mode = LEC_READ_AUTO };
  g_autoptr (LecFrameReader) reader = NULL;
  g_autofree char *contents = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  made_video_write (&video, place->path);
  load (place, &contents, &length);
  store (place, contents, length / 2);
  reader = lec_frame_reader_open (place->path, &options, NULL, &error);
  g_assert_null (reader);
  g_assert_nonnull (error);
  g_assert_true (error->domain == LEC_ERROR);
}

/* A hole costs what is in it: the pages after it are there. */
static void
test_damaged_middle (OneFile *place,
                     gconstpointer data)
{
  const MadeVideo video = { .tail = X264 "mpegtsmux", .n_pages = 8, .page_frames = 50 };
  g_autofree char *contents = NULL;
  g_autoptr (LecFrameReader) reader = NULL;
  g_autoptr (GError) error = NULL;
  guint last_page = 0;
  gsize length;
  LecFrame frame;

  made_video_write (&video, place->path);
  load (place, &contents, &length);
  memset (contents + length * 2 / 5, 0xa5, length / 10);
  store (place, contents, length);
  reader = open_reader (place, LEC_READ_AUTO);
  while (lec_frame_reader_next (reader, &frame, NULL, &error))
    {
      guint page = made_video_recognise (&frame.picture, 8);

      last_page = page < 8 ? page : last_page;
    }
  g_assert_no_error (error);
  g_assert_cmpuint (last_page, ==, 7);
}

/* Kept pictures stay as they were, whatever is decoded after them. */
static void
test_kept_pictures (OneFile *place,
                    gconstpointer data)
{
  const MadeVideo video = { .tail = data, .n_pages = 4, .page_frames = 8 };
  g_autoptr (LecFrameReader) reader = NULL;
  g_autoptr (GPtrArray) kept = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_picture_free);
  g_autoptr (GArray) pages = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GError) error = NULL;
  LecFrame frame;

  made_video_write (&video, place->path);
  reader = open_reader (place, LEC_READ_ALL_FRAMES);
  while (lec_frame_reader_next (reader, &frame, NULL, &error))
    {
      guint page = made_video_recognise (&frame.picture, video.n_pages);

      g_array_append_val (pages, page);
      g_ptr_array_add (kept, lec_picture_keep (&frame.picture));
    }
  g_assert_no_error (error);
  g_clear_pointer (&reader, lec_frame_reader_free);

  g_assert_cmpuint (kept->len, >=, 4 * 8 - 2);
  for (guint i = 0; i < kept->len; i++)
    g_assert_cmpuint (made_video_recognise (g_ptr_array_index (kept, i), video.n_pages), ==,
                      g_array_index (pages, guint, i));
}

static void
test_late_keyframe (OneFile *place,
                    gconstpointer data)
{
  const MadeVideo video = { .tail = X264 "mpegtsmux", .n_pages = 8, .page_frames = 50 };
  g_autofree char *contents = NULL;
  g_autoptr (LecFrameReader) reader = NULL;
  g_autoptr (GError) error = NULL;
  guint last_page = 0;
  gsize length, start;
  LecFrame frame;

  made_video_write (&video, place->path);
  load (place, &contents, &length);
  start = length * 2 / 5 / 188 * 188;
  store (place, contents + start, length - start);
  reader = open_reader (place, LEC_READ_AUTO);
  while (lec_frame_reader_next (reader, &frame, NULL, &error))
    last_page = made_video_recognise (&frame.picture, 8);
  g_assert_no_error (error);
  g_assert_cmpuint (last_page, ==, 7);
}

static void
test_cancelled (OneFile *place,
                gconstpointer data)
{
  const MadeVideo video = { .tail = X264 "mp4mux", .n_pages = 1, .page_frames = 5 };
  const LecReadOptions options = { .mode = LEC_READ_AUTO };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (LecFrameReader) reader = NULL;
  g_autoptr (GError) error = NULL;

  made_video_write (&video, place->path);
  g_cancellable_cancel (cancellable);
  reader = lec_frame_reader_open (place->path, &options, cancellable, &error);
  g_assert_null (reader);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static GstPadProbeReturn
never_cb (GstPad *pad,
          GstPadProbeInfo *info,
          gpointer user_data)
{
  return GST_PAD_PROBE_OK;
}

/* A branch in which nothing moves. */
static GstPad *
make_stuck_branch (GstBin *bin,
                   GstCaps *caps,
                   gpointer user_data,
                   GError **error)
{
  GstPad *pad = gst_element_get_static_pad (user_data, "sink");

  gst_pad_add_probe (pad, GST_PAD_PROBE_TYPE_BLOCK_DOWNSTREAM, never_cb, NULL, NULL);

  return pad;
}

static void
test_stalled (OneFile *place,
              gconstpointer data)
{
  const MadeVideo video = { .tail = X264 "mp4mux", .n_pages = 1, .page_frames = 5 };
  g_autoptr (LecVideoSource) source = NULL;
  g_autoptr (GError) error = NULL;
  GstElement *sink = gst_element_factory_make ("appsink", NULL);
  GstSample *sample;

  made_video_write (&video, place->path);
  source = lec_video_source_new (place->path, 300, &error);
  g_assert_no_error (error);
  gst_bin_add (lec_video_source_get_bin (source), sink);
  lec_video_source_start (source, make_stuck_branch, sink);
  sample = lec_video_source_pull (source, GST_APP_SINK (sink), NULL, &error);
  g_assert_null (sample);
  g_assert_error (error, LEC_ERROR, LEC_ERROR_STALLED);
}

static void
add (const char *name,
     gconstpointer data,
     void (*test) (OneFile *place, gconstpointer data))
{
  g_autofree char *path = g_strconcat ("/frame-reader/", name, NULL);

  g_test_add (path, OneFile, data, one_file_set_up, test, one_file_tear_down);
}

static void
add_formats (void)
{
  add ("all-frames/h264-mp4", X264 "mp4mux", test_all_frames);
  add ("all-frames/h264-fragmented", X264 "mp4mux fragment-duration=400", test_all_frames);
  add ("all-frames/h264-mov", X264 "qtmux", test_all_frames);
  add ("all-frames/h264-mkv", X264 "matroskamux", test_all_frames);
  add ("all-frames/h264-ts", X264 "mpegtsmux", test_all_frames);
  add ("kept-pictures/h264", X264 "mp4mux", test_kept_pictures);
  add ("kept-pictures/mjpeg", "jpegenc ! matroskamux", test_kept_pictures);
  add ("all-frames/h265-mkv", "x265enc speed-preset=ultrafast ! h265parse ! matroskamux", test_all_frames);
  add ("all-frames/vp8-webm", "vp8enc deadline=1 ! webmmux", test_all_frames);
  add ("all-frames/vp9-webm", "vp9enc deadline=1 cpu-used=8 ! webmmux", test_all_frames);
  add ("all-frames/av1-mkv", "av1enc cpu-used=8 usage-profile=realtime ! av1parse ! matroskamux", test_all_frames);
  add ("all-frames/mpeg4-avi", "avenc_mpeg4 bitrate=4000000 ! avimux", test_all_frames);
  add ("all-frames/mjpeg-avi", "jpegenc ! avimux", test_all_frames);
  add ("all-frames/prores-mov", "videoconvert ! avenc_prores_ks ! qtmux", test_all_frames);

  add ("auto/mp4", X264 "mp4mux", test_auto);
  add ("auto/fragmented", X264 "mp4mux fragment-duration=400", test_auto);
  add ("auto/mov", X264 "qtmux", test_auto);
  add ("auto/mkv", X264 "matroskamux", test_auto);
  add ("auto/ts", X264 "mpegtsmux", test_auto);
  add ("auto/streamed", X264 "matroskamux streamable=true", test_auto);
}

static void
add_damage (void)
{
  add ("truncated/mkv", X264 "matroskamux", test_truncated);
  add ("truncated/ts", X264 "mpegtsmux", test_truncated);
  add ("truncated/fragmented", X264 "mp4mux fragment-duration=400", test_truncated);
  add ("no-index", NULL, test_no_index);
  add ("damaged-middle", NULL, test_damaged_middle);
  add ("late-keyframe", NULL, test_late_keyframe);
  add ("cancelled", NULL, test_cancelled);
  add ("stalled", NULL, test_stalled);
}

int
main (int argc,
      char *argv[])
{
  g_assert_true (lec_gstreamer_init (NULL));
  g_test_init (&argc, &argv, NULL);
  add_formats ();
  add ("threads", NULL, test_threads);
  add ("gaps", NULL, test_gaps);
  add ("not-trusted", NULL, test_not_trusted);
  add ("variable-rate", NULL, test_variable_rate);
  add ("part/everything", GINT_TO_POINTER (LEC_READ_EVERYTHING), test_part);
  add ("part/auto", GINT_TO_POINTER (LEC_READ_AUTO), test_part);
  add ("odd-size", NULL, test_odd_size);
  add ("tiny", NULL, test_tiny);
  add ("one-frame", NULL, test_one_frame);
  add ("wide-pixels", NULL, test_wide_pixels);
  add ("turned", NULL, test_turned);
  add ("deep", NULL, test_deep);
  add_damage ();

  return g_test_run ();
}
