/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The generator is what everything else is measured by, so it is tested itself:
 * the same seed makes the same film, and what a full decode shows is what the
 * truth says.
 */
#include <glib/gstdio.h>
#include <gst/app/gstappsink.h>
#include <gst/gst.h>
#include <json-glib/json-glib.h>
#include <math.h>
#include <string.h>

#include "encoder.h"
#include "film.h"
#include "video-set.h"

typedef struct
{
  char *folder;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("lecture-video-XXXXXX", &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      g_assert_cmpint (g_unlink (path), ==, 0);
    }
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_free (fixture->folder);
}

static FilmOptions *
parse (const char *line, GError **error)
{
  g_auto (GStrv) words = g_strsplit (line, " ", -1);

  return film_options_parse ((const char *const *) words, error);
}

static Recording *
plan (const char *case_name, guint32 seed)
{
  g_autofree char *line = g_strdup_printf ("%s --seed %u --size 160x90 --fps 10 --seconds 24", case_name, seed);
  g_autoptr (GError) error = NULL;
  g_autoptr (FilmOptions) options = parse (line, &error);
  Recording *recording;

  g_assert_no_error (error);
  recording = film_plan (options, &error);
  g_assert_no_error (error);
  return recording;
}

/* Of a frame every 0.7 s. */
static char *
digest_frames (Recording *recording)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  cairo_surface_t *surface = scene_get_surface (recording->scene);

  for (int i = 0; i * 0.7 < recording->now_s; i++)
    {
      scene_render (recording->scene, i * 0.7);
      g_checksum_update (checksum, cairo_image_surface_get_data (surface),
                         (gssize) cairo_image_surface_get_stride (surface) * cairo_image_surface_get_height (surface));
    }
  return g_strdup (g_checksum_get_string (checksum));
}

static char *
write_truth (const Fixture *fixture, Recording *recording)
{
  const TruthFile file = { "x.mp4", "x", "x", 1, "h264", "mp4", 160, 90, 10, recording->now_s };
  g_autofree char *path = g_build_filename (fixture->folder, "truth.json", NULL);
  g_autoptr (GError) error = NULL;
  char *contents = NULL;

  truth_save (recording->truth, &file, path, &error);
  g_assert_no_error (error);
  g_file_get_contents (path, &contents, NULL, &error);
  g_assert_no_error (error);
  return contents;
}

static void
test_same_seed (Fixture *fixture, gconstpointer data)
{
  const VideoCase *video_case = data;
  g_autoptr (Recording) a = plan (video_case->name, 7);
  g_autoptr (Recording) b = plan (video_case->name, 7);
  g_autoptr (Recording) other = plan (video_case->name, 8);
  g_autofree char *a_truth = write_truth (fixture, a);
  g_autofree char *b_truth = write_truth (fixture, b);
  g_autofree char *other_truth = write_truth (fixture, other);
  g_autofree char *a_frames = digest_frames (a);
  g_autofree char *b_frames = digest_frames (b);
  g_autofree char *other_frames = digest_frames (other);

  g_assert_cmpstr (a_truth, ==, b_truth);
  g_assert_cmpstr (a_frames, ==, b_frames);
  g_assert_cmpstr (a_truth, !=, other_truth);
  g_assert_cmpstr (a_frames, !=, other_frames);
}

/* Stretches follow one another without a gap, from 0 to the end; times are in order. */
static void
test_truth_is_whole (Fixture *fixture, gconstpointer data)
{
  const VideoCase *video_case = data;
  g_autoptr (Recording) recording = plan (video_case->name, 9);
  GPtrArray *slides = recording->truth->slides;
  double at_s = 0;

  g_assert_cmpuint (truth_count_unique (recording->truth), >=, 2);
  for (guint i = 0; i < slides->len; i++)
    {
      const TruthSlide *slide = g_ptr_array_index (slides, i);

      g_assert_cmpfloat_with_epsilon (slide->start_s, at_s, 1e-9);
      g_assert_cmpfloat (slide->end_s, >, slide->start_s);
      g_assert_cmpfloat (slide->done_s, >=, slide->start_s);
      g_assert_cmpfloat (slide->done_s, <=, slide->end_s);
      g_assert_cmpint (slide->same_as, <, (int) i);
      for (guint j = 0; j < slide->builds->len; j++)
        {
          double build_s = g_array_index (slide->builds, double, j);

          g_assert_cmpfloat (build_s, >=, slide->start_s);
          g_assert_cmpfloat (build_s, <, slide->end_s);
          if (j > 0)
            g_assert_cmpfloat (build_s, >, g_array_index (slide->builds, double, j - 1));
        }
      if (slide->transient)
        g_assert_cmpfloat (slide->end_s - slide->start_s, <, 1);
      at_s = slide->end_s;
    }
  g_assert_cmpfloat_with_epsilon (at_s, recording->now_s, 1e-9);
}

/* Mean difference of luma between the decoded picture and the true one, 0..255. */
static double
compare_grey (const guint8 *grey, int stride, cairo_surface_t *truth)
{
  int width = cairo_image_surface_get_width (truth);
  int height = cairo_image_surface_get_height (truth);
  double sum = 0;

  for (int y = 0; y < height; y++)
    {
      const guint8 *row = cairo_image_surface_get_data (truth) + y * cairo_image_surface_get_stride (truth);

      for (int x = 0; x < width; x++)
        sum += fabs (grey[y * stride + x] - (0.114 * row[4 * x] + 0.587 * row[4 * x + 1] + 0.299 * row[4 * x + 2]));
    }
  return sum / (width * height);
}

static GstElement *
open_decoder (const char *path, GstElement **sink)
{
  g_autoptr (GError) error = NULL;
  GstElement *pipeline = gst_parse_launch ("filesrc name=file ! decodebin ! videoconvert ! video/x-raw,format=GRAY8 ! "
                                           "appsink name=sink sync=false",
                                           &error);
  g_autoptr (GstElement) file = NULL;

  g_assert_no_error (error);
  file = gst_bin_get_by_name (GST_BIN (pipeline), "file");
  g_object_set (file, "location", path, NULL);
  *sink = gst_bin_get_by_name (GST_BIN (pipeline), "sink");
  gst_element_set_state (pipeline, GST_STATE_PLAYING);
  return pipeline;
}

static TruthSlide *
find_slide (const Truth *truth, double time_s)
{
  for (guint i = 0; i < truth->slides->len; i++)
    {
      TruthSlide *slide = g_ptr_array_index (truth->slides, i);

      if (time_s >= slide->start_s - 1e-4 && time_s < slide->end_s - 1e-4)
        return slide;
    }
  return NULL;
}

static void
check_frame (Recording *recording, GstSample *sample)
{
  GstBuffer *buffer = gst_sample_get_buffer (sample);
  GstSegment *segment = gst_sample_get_segment (sample);
  double time_s = (double) gst_segment_to_stream_time (segment, GST_FORMAT_TIME, GST_BUFFER_PTS (buffer)) / GST_SECOND;
  TruthSlide *slide = find_slide (recording->truth, time_s);
  GstMapInfo map;

  g_assert_nonnull (slide);
  gst_buffer_map (buffer, &map, GST_MAP_READ);
  for (guint i = 0; i < recording->truth->slides->len; i++)
    {
      TruthSlide *other = g_ptr_array_index (recording->truth->slides, i);
      cairo_surface_t *right = scene_render_content (recording->screen, slide->done_s, &slide->region);
      cairo_surface_t *wrong = scene_render_content (recording->screen, other->done_s, &other->region);
      double right_error = compare_grey (map.data, GST_ROUND_UP_4 (recording->width), right);

      if (other != slide)
        g_assert_cmpfloat (right_error, <, compare_grey (map.data, GST_ROUND_UP_4 (recording->width), wrong));
      cairo_surface_destroy (right);
      cairo_surface_destroy (wrong);
    }
  gst_buffer_unmap (buffer, &map);
}

/* Each decoded frame looks most like the page that the truth has for its time: a boundary that is
 * off by one frame fails. */
static void
test_decoded_frames (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "film.mp4", NULL);
  g_autofree char *line = g_strdup_printf ("cuts --seed 5 --size 320x180 --fps 10 --seconds 20 "
                                           "--theme office --gop 40 -o %s",
                                           path);
  g_autoptr (GError) error = NULL;
  g_autoptr (FilmOptions) options = parse (line, &error);
  g_autoptr (Recording) recording = NULL;
  g_autoptr (GstElement) sink = NULL;
  GstElement *pipeline;
  GstSample *sample;
  int n = 0;

  g_assert_no_error (error);
  film_make (options, &error);
  g_assert_no_error (error);
  recording = film_plan (options, &error);
  pipeline = open_decoder (path, &sink);
  while ((sample = gst_app_sink_pull_sample (GST_APP_SINK (sink))) != NULL)
    {
      check_frame (recording, sample);
      gst_sample_unref (sample);
      n++;
    }
  gst_element_set_state (pipeline, GST_STATE_NULL);
  gst_object_unref (pipeline);
  g_assert_cmpint (n, ==, (int) lround (recording->now_s * 10));
}

static gboolean
is_same (Recording *recording, const TruthSlide *slide, double a_s, double b_s)
{
  cairo_surface_t *a = scene_render_content (recording->screen, a_s, &slide->region);
  cairo_surface_t *b = scene_render_content (recording->screen, b_s, &slide->region);
  gsize size = (gsize) cairo_image_surface_get_stride (a) * cairo_image_surface_get_height (a);
  gboolean same = memcmp (cairo_image_surface_get_data (a), cairo_image_surface_get_data (b), size) == 0;

  cairo_surface_destroy (a);
  cairo_surface_destroy (b);
  return same;
}

/* A page is done with its last stroke, not when the pen has rested after it. */
static void
test_done (Fixture *fixture, gconstpointer data)
{
  g_autofree char *line = g_strdup_printf ("%s --seed 5 --size 320x180 --fps 10 -o film.mp4", (const char *) data);
  g_autoptr (GError) error = NULL;
  g_autoptr (FilmOptions) options = parse (line, &error);
  g_autoptr (Recording) recording = film_plan (options, &error);
  guint n_drawn = 0;

  g_assert_no_error (error);
  for (guint i = 0; i < recording->truth->slides->len; i++)
    {
      const TruthSlide *slide = g_ptr_array_index (recording->truth->slides, i);

      g_assert_true (is_same (recording, slide, slide->done_s, slide->end_s - 0.1));
      if (slide->builds->len == 0)
        continue;
      n_drawn++;
      g_assert_false (is_same (recording, slide, slide->done_s - 0.3, slide->done_s));
    }
  g_assert_cmpuint (n_drawn, >, 0);
}

static int
count_decoded (const char *path)
{
  g_autoptr (GstElement) sink = NULL;
  GstElement *pipeline = open_decoder (path, &sink);
  GstSample *sample;
  int n = 0;

  while ((sample = gst_app_sink_pull_sample (GST_APP_SINK (sink))) != NULL)
    {
      gst_sample_unref (sample);
      n++;
    }
  gst_element_set_state (pipeline, GST_STATE_NULL);
  gst_object_unref (pipeline);
  return n;
}

static void
test_codec (Fixture *fixture, gconstpointer data)
{
  const char *const *combination = data;
  g_autofree char *path = g_build_filename (fixture->folder, "film", NULL);
  g_autofree char *line = g_strdup_printf ("talk --seed 3 --size 160x90 --fps 10 --seconds 2 "
                                           "--codec %s --container %s -o %s",
                                           combination[0], combination[1], path);
  g_autoptr (GError) error = NULL;
  g_autoptr (FilmOptions) options = parse (line, &error);
  g_autoptr (Recording) recording = NULL;
  int n, n_decoded;

  g_assert_no_error (error);
  film_make (options, &error);
  g_assert_no_error (error);
  recording = film_plan (options, &error);
  n = (int) lround (recording->now_s * 10);
  n_decoded = count_decoded (path);
  /* The fragments hold every frame (ffprobe counts them), qtdemux 1.22 loses the last two
     B-frames. */
  g_assert_cmpint (n_decoded, >=, g_str_equal (combination[1], "fmp4") ? n - 2 : n);
  g_assert_cmpint (n_decoded, <=, n);
}

static void
test_variable_rate (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "film.mkv", NULL);
  g_autofree char *line = g_strdup_printf ("cuts --seed 3 --size 160x90 --fps 10 --seconds 20 "
                                           "--vfr --container mkv -o %s",
                                           path);
  g_autoptr (GError) error = NULL;
  g_autoptr (FilmOptions) options = parse (line, &error);
  int n;

  film_make (options, &error);
  g_assert_no_error (error);
  n = count_decoded (path);
  g_assert_cmpint (n, >=, 20);
  g_assert_cmpint (n, <, 60);
}

static void
test_bad_options (Fixture *fixture, gconstpointer data)
{
  static const char *const lines[] = {
    "cuts --size 12",
    "cuts --size 8x8",
    "cuts --fps none",
    "cuts --fps 25/0",
    "cuts --unknown",
    "--seed 1",
    "cuts near",
  };
  static const char *const films[] = {
    "nothing -o x",
    "cuts --theme none -o x",
    "cuts --seconds 5 --codec none -o x",
    "cuts --seconds 5 --container none -o x",
    "cuts --seconds 5 --codec mpeg4 --container mp4 -o x",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (parse (lines[i], &error));
      g_assert_nonnull (error);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (films); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (FilmOptions) options = parse (films[i], &error);

      g_assert_no_error (error);
      g_assert_false (film_make (options, &error));
      g_assert_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE);
    }
}

static void
test_set (Fixture *fixture, gconstpointer data)
{
  g_autofree char *table = g_build_filename (fixture->folder, "set.txt", NULL);
  g_autofree char *video = g_build_filename (fixture->folder, "one.mp4", NULL);
  g_autoptr (GError) error = NULL;
  GStatBuf before, after;

  g_file_set_contents (table, "# a comment\n\none cuts --seed 1 --size 160x90 --fps 5 --seconds 8\n", -1, &error);
  video_set_make (table, fixture->folder, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_stat (video, &before), ==, 0);
  video_set_make (table, fixture->folder, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_stat (video, &after), ==, 0);
  g_assert_cmpint (before.st_mtim.tv_nsec, ==, after.st_mtim.tv_nsec);

  g_file_set_contents (table, "one cuts --size none\n", -1, NULL);
  g_assert_false (video_set_make (table, fixture->folder, NULL, &error));
  g_assert_nonnull (strstr (error->message, "line 1"));
}

static void
check_table (const char *name)
{
  g_autofree char *path = g_strdup_printf ("%s/%s.txt", VIDEO_SETS_DIR, name);
  g_autofree char *contents = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &contents, NULL, &error);
  g_assert_no_error (error);
  lines = g_strsplit (contents, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) words = NULL;
      g_autoptr (FilmOptions) options = NULL;

      if (lines[i][0] == '#' || lines[i][0] == '\0')
        continue;
      g_shell_parse_argv (lines[i], NULL, &words, &error);
      options = film_options_parse ((const char *const *) words + 1, &error);
      g_assert_no_error (error);
      g_assert_nonnull (video_case_get (options->case_name));
      g_assert_nonnull (encoder_get_extension (options->container));
    }
}

static void
test_tables (void)
{
  static const char *const names[] = { "report", "tune", "smoke", "speed", "sample" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    check_table (names[i]);
}

static void
add_tests_of_cases (void)
{
  for (guint i = 0; i < n_video_cases; i++)
    {
      g_autofree char *seed = g_strdup_printf ("/videos/same-seed/%s", video_cases[i].name);
      g_autofree char *whole = g_strdup_printf ("/videos/truth-is-whole/%s", video_cases[i].name);

      g_test_add (seed, Fixture, &video_cases[i], set_up, test_same_seed, tear_down);
      g_test_add (whole, Fixture, &video_cases[i], set_up, test_truth_is_whole, tear_down);
    }
}

int
main (int argc, char **argv)
{
  static const char *const combinations[][2] = {
    { "h264", "mp4" },
    { "h264", "fmp4" },
    { "h264", "mov" },
    { "h264", "mkv" },
    { "h264", "avi" },
    { "h264", "ts" },
    { "h265", "mkv" },
    { "h265", "mp4" },
    { "vp8", "webm" },
    { "vp9", "webm" },
    { "vp9", "mp4" },
    { "av1", "mkv" },
    { "mpeg4", "avi" },
    { "mjpeg", "avi" },
    { "mjpeg", "mkv" },
  };

  gst_init (&argc, &argv);
  g_test_init (&argc, &argv, NULL);
  add_tests_of_cases ();
  for (gsize i = 0; i < G_N_ELEMENTS (combinations); i++)
    {
      g_autofree char *path = g_strdup_printf ("/videos/codec/%s-%s", combinations[i][0], combinations[i][1]);

      g_test_add (path, Fixture, combinations[i], set_up, test_codec, tear_down);
    }
  g_test_add ("/videos/done/ink", Fixture, "ink", set_up, test_done, tear_down);
  g_test_add ("/videos/done/handwriting", Fixture, "handwriting", set_up, test_done, tear_down);
  g_test_add ("/videos/decoded-frames", Fixture, NULL, set_up, test_decoded_frames, tear_down);
  g_test_add ("/videos/variable-rate", Fixture, NULL, set_up, test_variable_rate, tear_down);
  g_test_add ("/videos/bad-options", Fixture, NULL, set_up, test_bad_options, tear_down);
  g_test_add ("/videos/set", Fixture, NULL, set_up, test_set, tear_down);
  g_test_add_func ("/videos/tables", test_tables);
  return g_test_run ();
}
