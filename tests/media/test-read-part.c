/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where a video is cut, and that its parts one after the other are the whole: the same pictures at
 * the same times, whatever the container, the codec's keyframes and the pace are.
 */
#include <glib/gstdio.h>

#include "base/error.h"
#include "made-video.h"
#include "media/frame-reader.h"
#include "media/gstreamer.h"
#include "media/packet-facts.h"
#include "one-file.h"

#define X264     "x264enc speed-preset=veryfast bframes=3 b-adapt=false quantizer=20 pass=quant "
#define GOP(n)   "key-int-max=" #n " ! h264parse ! "
#define MAX_PART 5

/* A line a frame: all that the reader says of it. */
static guint
describe_frames (OneFile *place,
                 const LecReadPart *part,
                 GString *text)
{
  const LecReadOptions options = { .mode = LEC_READ_AUTO, .part = *part };
  g_autoptr (GError) error = NULL;
  g_autoptr (LecFrameReader) reader = lec_frame_reader_open (place->path, &options, NULL, &error);
  guint n_frames = 0;
  LecFrame frame;

  g_assert_no_error (error);
  while (lec_frame_reader_next (reader, &frame, NULL, &error))
    {
      g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);

      for (int y = 0; y < frame.picture.height; y++)
        g_checksum_update (sum, frame.picture.planes[0] + (gsize) y * frame.picture.strides[0], frame.picture.width);
      g_string_append_printf (text, "%.9f %.9f key=%d gap=%d %.12s\n", frame.time_s, frame.end_s, frame.keyframe,
                              frame.after_gap, g_checksum_get_string (sum));
      n_frames++;
    }
  g_assert_no_error (error);
  if (part->n == 0 || part->index + 1 == part->n)
    g_string_append_printf (text, "read to %.9f\n", lec_frame_reader_get_read_s (reader));
  return n_frames;
}

static void
assert_same_lines (const char *one,
                   const char *other)
{
  g_auto (GStrv) lines = g_strsplit (one, "\n", -1);
  g_auto (GStrv) others = g_strsplit (other, "\n", -1);

  for (guint i = 0; lines[i] != NULL && others[i] != NULL; i++)
    g_assert_cmpstr (lines[i], ==, others[i]);
  g_assert_cmpuint (g_strv_length (lines), ==, g_strv_length (others));
}

typedef struct
{
  MadeVideo video;
  guint n_filled; /* parts that cannot be empty */
} Case;

static void
test_same_frames (OneFile *place,
                  gconstpointer data)
{
  const Case *one = data;
  const LecReadPart all = { 0 };
  g_autoptr (GString) whole = g_string_new (NULL);

  made_video_write (&one->video, place->path);
  g_assert_cmpuint (describe_frames (place, &all, whole), >, 0);
  for (guint n = 1; n <= MAX_PART; n += 2)
    {
      g_autoptr (GString) joined = g_string_new (NULL);
      guint n_filled = 0;

      for (guint i = 0; i < n; i++)
        n_filled += describe_frames (place, &(const LecReadPart){ i, n }, joined) > 0;
      assert_same_lines (joined->str, whole->str);
      g_assert_cmpuint (n_filled, >=, MIN (n, one->n_filled));
    }
}

static void
test_not_h264 (OneFile *place,
               gconstpointer data)
{
  const MadeVideo video = { .tail = "jpegenc ! avimux", .n_pages = 2, .page_frames = 10 };
  const LecReadOptions options = { .mode = LEC_READ_AUTO, .part = { 0, 2 } };
  g_autoptr (GError) error = NULL;

  made_video_write (&video, place->path);
  g_assert_null (lec_frame_reader_open (place->path, &options, NULL, &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_UNSUPPORTED);
}

/* A keyframe each second of 25 packets, all of them wanted up to @wanted_s. */
static GArray *
make_packets (guint n_s,
              guint wanted_s)
{
  GArray *packets = g_array_new (FALSE, TRUE, sizeof (LecPacketFacts));

  for (guint i = 0; i < n_s * 25; i++)
    {
      LecPacketFacts facts = {
        .time_ms = i * 40,
        .size_bytes = 100,
        .keyframe = i % 25 == 0,
        .wanted = i < wanted_s * 25
      };

      g_array_append_val (packets, facts);
    }

  return packets;
}

static guint32
get_start_ms (GArray *packets,
              guint index,
              guint n)
{
  const LecReadPart part = { index, n };
  LecPartSpan span;

  lec_read_part_find_span (&part, packets, &span);
  g_assert_cmpuint (span.first, <=, span.end);
  return span.start_ms;
}

/* Where more is decoded a part is shorter. */
static void
test_cuts_by_cost (void)
{
  g_autoptr (GArray) even = make_packets (100, 100);
  g_autoptr (GArray) uneven = make_packets (100, 20);

  g_assert_cmpuint (get_start_ms (even, 1, 2), ==, 50000);
  g_assert_cmpuint (get_start_ms (even, 3, 4), ==, 75000);
  g_assert_cmpuint (get_start_ms (uneven, 1, 2), >=, 10000);
  g_assert_cmpuint (get_start_ms (uneven, 1, 2), <=, 11000);
}

/* The spans of all parts are all packets. */
static void
test_cuts_follow (void)
{
  g_autoptr (GArray) packets = make_packets (7, 3);

  for (guint n = 1; n < 20; n++)
    {
      guint next = 0;

      for (guint i = 0; i < n; i++)
        {
          const LecReadPart part = { i, n };
          LecPartSpan span;

          lec_read_part_find_span (&part, packets, &span);
          g_assert_cmpuint (span.first, ==, next);
          g_assert_cmpuint (span.end, >=, span.first);
          next = span.end;
        }
      g_assert_cmpuint (next, ==, packets->len);
    }
}

/* A clock that was set back: no cut where pictures of before come after. */
static void
test_no_cut_out_of_order (void)
{
  g_autoptr (GArray) packets = make_packets (10, 10);

  g_array_index (packets, LecPacketFacts, 9 * 25 + 3).time_ms = 1000;
  g_assert_cmpuint (get_start_ms (packets, 1, 2), ==, 1000);
}

static const Case cases[] = {
  { { .tail = X264 GOP (50) "mp4mux", .n_pages = 6, .page_frames = 60 }, 5 },
  { { .tail = X264 GOP (50) "mp4mux fragment-duration=400", .n_pages = 6, .page_frames = 60 }, 5 },
  { { .tail = X264 GOP (50) "qtmux", .n_pages = 6, .page_frames = 60 }, 5 },
  { { .tail = X264 GOP (50) "matroskamux", .n_pages = 6, .page_frames = 60 }, 5 },
  { { .tail = X264 GOP (50) "matroskamux streamable=true", .n_pages = 6, .page_frames = 60 }, 5 },
  { { .tail = X264 GOP (50) "mpegtsmux", .n_pages = 6, .page_frames = 60 }, 5 },
  { { .tail = X264 GOP (50) "flvmux", .n_pages = 6, .page_frames = 60 }, 5 },
  { { .tail = X264 GOP (50) "matroskamux", .n_pages = 6, .page_frames = 60, .late_frames = 8 }, 5 },
  { { .tail = X264 GOP (50) "mpegtsmux", .n_pages = 6, .page_frames = 60, .late_frames = 8 }, 5 },
  { { .tail = X264 GOP (50) "matroskamux", .n_pages = 6, .page_frames = 60, .variable_rate = TRUE }, 4 },
  { { .tail = X264 GOP (300) "mp4mux", .n_pages = 1, .page_frames = 360 }, 2 },
  { { .tail = X264 GOP (30) "mp4mux", .n_pages = 50, .page_frames = 3 }, 3 },
};

static const char *const names[] = {
  "mp4",
  "fragmented",
  "mov",
  "mkv",
  "streamed",
  "ts",
  "flv",
  "late",
  "late-ts",
  "variable-rate",
  "long-groups",
  "restless",
};

G_STATIC_ASSERT (G_N_ELEMENTS (cases) == G_N_ELEMENTS (names));

int
main (int argc,
      char *argv[])
{
  g_assert_true (lec_gstreamer_init (NULL));
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/read-part/same-frames/", names[i], NULL);

      g_test_add (path, OneFile, &cases[i], one_file_set_up, test_same_frames, one_file_tear_down);
    }
  g_test_add ("/read-part/not-h264", OneFile, NULL, one_file_set_up, test_not_h264, one_file_tear_down);
  g_test_add_func ("/read-part/cuts-by-cost", test_cuts_by_cost);
  g_test_add_func ("/read-part/cuts-follow", test_cuts_follow);
  g_test_add_func ("/read-part/no-cut-out-of-order", test_no_cut_out_of_order);

  return g_test_run ();
}
