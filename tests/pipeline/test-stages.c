/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The table, and each stage by itself on a short video: what it makes, of what, and what it says
 * when that is not there.
 */
#include <string.h>

#include "base/error.h"
#include "base/json.h"
#include "media/gstreamer.h"
#include "pipeline/stage.h"
#include "short-talk.h"

/* A folder with a video, and one in which the stages work. */
typedef struct
{
  char *folder;
  char *video;
  LecTask *task;
  LecStageSink sink;
  double fraction;
  guint n_slides;
  guint n_words; /* of the slides */
} Fixture;

static void
progress_cb (double fraction,
             double position_s,
             gpointer user_data)
{
  Fixture *fixture = user_data;

  g_assert_cmpfloat (fraction, >=, 0);
  g_assert_cmpfloat (fraction, <=, 1);
  fixture->fraction = fraction;
}

static void
slide_cb (const LecSlide *slide,
          gpointer user_data)
{
  Fixture *fixture = user_data;
  g_autofree char *path = g_build_filename (fixture->task->folder, slide->picture, NULL);

  g_assert_true (g_file_test (path, G_FILE_TEST_IS_REGULAR));
  fixture->n_slides++;
  fixture->n_words += slide->words->len;
}

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  const char *video = data;
  g_autofree char *work = NULL;

  fixture->folder = g_dir_make_tmp ("lectern-stages-XXXXXX", NULL);
  fixture->video = g_strdup (video);
  work = g_build_filename (fixture->folder, "work", NULL);
  g_mkdir (work, 0700);
  fixture->task = lec_task_new ("task", "stage", work);
  fixture->task->video = g_strdup (video);
  fixture->task->title = g_strdup ("A talk");
  fixture->sink = (LecStageSink){ progress_cb, slide_cb, fixture };
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  lec_task_free (fixture->task);
  remove_all (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->video);
}

static char *
build_path (Fixture *fixture,
            const char *name)
{
  return g_build_filename (fixture->task->folder, name, NULL);
}

/* It ends well, and what it makes is there. */
static void
assert_stage (Fixture *fixture,
              const char *name)
{
  const LecStage *stage = lec_stage_find (name);
  g_autofree char *result = build_path (fixture, stage->makes);
  g_autoptr (GError) error = NULL;

  stage->run (fixture->task, &fixture->sink, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_test (result, G_FILE_TEST_IS_REGULAR));
}

static void
assert_stage_fails (Fixture *fixture,
                    const char *name,
                    LecError code)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (lec_stage_find (name)->run (fixture->task, &fixture->sink, NULL, &error));
  g_assert_error (error, LEC_ERROR, (int) code);
}

static LecLecture *
load_lecture (Fixture *fixture)
{
  g_autofree char *path = build_path (fixture, LEC_FILE_LECTURE);
  g_autoptr (GError) error = NULL;
  LecLecture *lecture = lec_lecture_load (path, &error);

  g_assert_no_error (error);
  return lecture;
}

/* What a job does, one after the other, and nothing else. */
static void
test_order (void)
{
  static const char *const names[] = { LEC_STAGE_EXTRACT, LEC_STAGE_RECOGNISE, LEC_STAGE_GENERATE };
  const LecStage *stage = lec_stage_find_next (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_assert_nonnull (stage);
      g_assert_cmpstr (stage->name, ==, names[i]);
      g_assert_cmpuint (stage->max_attempts, ==, 3);
      stage = lec_stage_find_next (stage->name);
    }
  g_assert_null (stage);
  g_assert_cmpuint (lec_stage_find (LEC_STAGE_CHECK)->max_attempts, ==, 0);
}

static void
test_table (void)
{
  gsize n_stages = 0;
  const LecStage *stages = lec_stage_table (&n_stages);
  const char *const instead[] = {
    LEC_STAGE_SEGMENT, LEC_STAGE_READ_PART, LEC_STAGE_JOIN, LEC_STAGE_TRANSCRIBE, LEC_STAGE_LISTEN, LEC_STAGE_EDIT,
    LEC_STAGE_ANALYSE, LEC_STAGE_DECK, LEC_STAGE_ORIGINAL, LEC_STAGE_SHRINK, LEC_STAGE_WRITE_CHAPTERS, NULL
  };
  double weight = 0;

  for (gsize i = 0; i < n_stages; i++)
    {
      g_assert_true (lec_stage_find (stages[i].name) == &stages[i]);
      g_assert_nonnull (stages[i].run);
      g_assert_null (strchr (stages[i].makes, '/'));
      /* Maintenance is no part of a job, and what runs beside another stage takes no time. */
      if (g_str_equal (stages[i].queue, "maintenance") || g_str_equal (stages[i].name, LEC_STAGE_READ_AHEAD))
        {
          g_assert_cmpfloat (stages[i].weight, ==, 0);
          continue;
        }
      g_assert_cmpfloat (stages[i].weight, >, 0);
      g_assert_cmpint (stages[i].affected_by, !=, 0);
      /* Segmenting, and reading in parts, are instead of extracting; few lectures are heard, edited
       * or have a deck, what is said and what there is to study take next to no time, and a copy of
       * the video is made later. */
      if (!g_strv_contains (instead, stages[i].name))
        weight += stages[i].weight;
    }
  g_assert_cmpfloat_with_epsilon (weight, 1, 0.001);
  g_assert_null (lec_stage_find ("no-such-stage"));
}

static void
test_probe (Fixture *fixture,
            gconstpointer data)
{
  g_autofree char *path = build_path (fixture, LEC_FILE_VIDEO);
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (LecVideoInfo) info = NULL;

  assert_stage (fixture, LEC_STAGE_PROBE);
  node = lec_json_parse_file (path, 100000, NULL);
  info = lec_video_info_from_json (node, NULL);
  g_assert_cmpint (info->width, ==, 320);
  g_assert_cmpint (info->height, ==, 180);
  g_assert_cmpfloat (info->duration_s, >, 5);
}

static void
test_extract (Fixture *fixture,
              gconstpointer data)
{
  g_autofree char *track = build_path (fixture, LEC_FILE_TRACK);
  g_autoptr (LecLecture) lecture = NULL;

  assert_stage (fixture, LEC_STAGE_EXTRACT);
  g_assert_cmpfloat (fixture->fraction, ==, 1);
  g_assert_true (g_file_test (track, G_FILE_TEST_IS_REGULAR));
  lecture = load_lecture (fixture);
  g_assert_cmpuint (lecture->slides->len, >, 0);
  g_assert_cmpfloat_with_epsilon (lecture->read_s, lecture->video->duration_s, 0.2);
  for (guint i = 0; i < lecture->slides->len; i++)
    {
      const LecSlide *slide = g_ptr_array_index (lecture->slides, i);
      g_autofree char *picture = build_path (fixture, slide->picture);

      g_assert_cmpuint (slide->number, ==, i + 1);
      g_assert_true (g_file_test (picture, G_FILE_TEST_IS_REGULAR));
      g_assert_cmpint (slide->picture_width, ==, 320);
      g_assert_cmpuint (strlen (slide->picture_sha256), ==, 64);
      g_assert_cmpfloat (lec_slide_get_start_s (slide), <, lecture->read_s);
    }
}

static void
test_extract_part (Fixture *fixture,
                   gconstpointer data)
{
  g_autoptr (LecLecture) lecture = NULL;

  fixture->task->options->from_s = 2;
  fixture->task->options->to_s = 4;
  assert_stage (fixture, LEC_STAGE_EXTRACT);
  lecture = load_lecture (fixture);
  for (guint i = 0; i < lecture->slides->len; i++)
    {
      const LecSlide *slide = g_ptr_array_index (lecture->slides, i);

      g_assert_cmpfloat (lec_slide_get_start_s (slide), >=, 2);
      g_assert_cmpfloat (g_array_index (slide->visits, LecVisit, slide->visits->len - 1).end_s, <=, 4.001);
    }
}

static void
test_extract_cancelled (Fixture *fixture,
                        gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_false (lec_stage_extract (fixture->task, &fixture->sink, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_extract_refused (Fixture *fixture,
                      gconstpointer data)
{
  g_autofree char *text = g_build_filename (fixture->folder, "text.mp4", NULL);

  g_assert_true (g_file_set_contents (text, "no video at all, just some text\n", -1, NULL));
  g_free (fixture->task->video);
  fixture->task->video = g_strdup (text);
  assert_stage_fails (fixture, LEC_STAGE_PROBE, LEC_ERROR_NOT_A_VIDEO);
  assert_stage_fails (fixture, LEC_STAGE_EXTRACT, LEC_ERROR_NOT_A_VIDEO);
  g_free (fixture->task->video);
  fixture->task->video = g_strdup ("/no/such/video.mp4");
  assert_stage_fails (fixture, LEC_STAGE_PROBE, LEC_ERROR_NOT_FOUND);
}

/* A video, or a lecture that knows its videos: a damaged one has a reason, too. */
static void
test_listen_refused (Fixture *fixture,
                     gconstpointer data)
{
  g_autofree char *lecture = build_path (fixture, LEC_FILE_LECTURE);

  g_clear_pointer (&fixture->task->video, g_free);
  assert_stage_fails (fixture, LEC_STAGE_LISTEN, LEC_ERROR_NOT_FOUND);
  g_assert_true (g_file_set_contents (lecture, "no lecture", -1, NULL));
  assert_stage_fails (fixture, LEC_STAGE_LISTEN, LEC_ERROR_PROTOCOL);
}

/* The same settings give the same lecture, without the video. */
static void
test_segment (Fixture *fixture,
              gconstpointer data)
{
  g_autoptr (LecLecture) first = NULL;
  g_autoptr (LecLecture) second = NULL;

  assert_stage (fixture, LEC_STAGE_EXTRACT);
  first = load_lecture (fixture);
  g_clear_pointer (&fixture->task->video, g_free);
  assert_stage (fixture, LEC_STAGE_SEGMENT);
  second = load_lecture (fixture);
  g_assert_cmpuint (first->slides->len, ==, second->slides->len);
  for (guint i = 0; i < first->slides->len; i++)
    {
      g_autoptr (JsonNode) a = lec_slide_to_json (g_ptr_array_index (first->slides, i));
      g_autoptr (JsonNode) b = lec_slide_to_json (g_ptr_array_index (second->slides, i));

      g_assert_true (json_node_equal (a, b));
    }
}

/* A crop is cut out of the pictures that are kept, and given up again. */
static void
test_segment_crop (Fixture *fixture,
                   gconstpointer data)
{
  static const struct
  {
    const char *crop;
    int width;
  } cases[] = { { "10,20,200,100", 200 }, { "none", 320 } };

  assert_stage (fixture, LEC_STAGE_EXTRACT);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (LecLecture) lecture = NULL;
      const LecSlide *slide = NULL;

      g_assert_true (lec_job_options_set (fixture->task->options, "crop", cases[i].crop, NULL));
      assert_stage (fixture, LEC_STAGE_SEGMENT);
      lecture = load_lecture (fixture);
      slide = g_ptr_array_index (lecture->slides, 0);
      g_assert_cmpint (slide->picture_width, ==, cases[i].width);
      g_assert_cmpint (slide->region.width, ==, cases[i].width);
    }
  g_assert_true (lec_job_options_set (fixture->task->options, "crop", "5000,5000,10,10", NULL));
  assert_stage_fails (fixture, LEC_STAGE_SEGMENT, LEC_ERROR_USAGE);
}

static void
test_segment_refused (Fixture *fixture,
                      gconstpointer data)
{
  g_autofree char *track = build_path (fixture, LEC_FILE_TRACK);

  assert_stage_fails (fixture, LEC_STAGE_SEGMENT, LEC_ERROR_NOT_FOUND);
  assert_stage (fixture, LEC_STAGE_EXTRACT);
  g_assert_true (g_file_set_contents (track, "no track", -1, NULL));
  assert_stage_fails (fixture, LEC_STAGE_SEGMENT, LEC_ERROR_PROTOCOL);
}

/* Written by hand: 320 pixels are too few to read much. */
static void
make_one_slide (Fixture *fixture,
                const char *picture)
{
  g_autofree char *path = build_path (fixture, LEC_FILE_LECTURE);
  g_autoptr (LecLecture) lecture = lec_lecture_new ();
  LecSlide *slide = lec_slide_new (1);

  lec_slide_add_visit (slide, 0, 5);
  slide->picture = g_strdup (picture);
  slide->picture_width = 320;
  slide->picture_height = 180;
  slide->region = (LecRect){ 0, 0, 320, 180 };
  g_ptr_array_add (lecture->slides, slide);
  g_assert_true (lec_lecture_save (lecture, path, NULL));
}

/* The only file in words/. */
static char *
find_words (Fixture *fixture)
{
  g_autofree char *folder = build_path (fixture, LEC_FOLDER_WORDS);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name = g_dir_read_name (dir);

  g_assert_null (g_dir_read_name (dir));
  return g_build_filename (folder, name, NULL);
}

/* Nothing is recognised twice: what is kept for a picture is taken, as long as it can be read. */
static void
test_recognise (Fixture *fixture,
                gconstpointer data)
{
  g_autoptr (LecLecture) lecture = NULL;
  g_autofree char *words = NULL;
  const LecSlide *slide = NULL;

  assert_stage (fixture, LEC_STAGE_EXTRACT);
  make_one_slide (fixture, LEC_FOLDER_PICTURES "/00000.jpg");
  assert_stage (fixture, LEC_STAGE_RECOGNISE);
  words = find_words (fixture);
  g_assert_true (g_file_set_contents (words,
                                      "{\"number\": 1, \"visits\": [{\"start_s\": 0, \"end_s\": 1}], \"builds_s\": [],"
                                      " \"picture_s\": 0, \"picture_width\": 320, \"picture_height\": 180,"
                                      " \"region\": [0, 0, 320, 180], \"title\": \"Kept\", \"words\": []}",
                                      -1, NULL));
  assert_stage (fixture, LEC_STAGE_RECOGNISE);
  lecture = load_lecture (fixture);
  slide = g_ptr_array_index (lecture->slides, 0);
  g_assert_cmpstr (slide->title, ==, "Kept");
  g_assert_cmpfloat (lec_slide_get_start_s (slide), ==, 0);

  g_assert_true (g_file_set_contents (words, "{\"damaged\"", -1, NULL));
  assert_stage (fixture, LEC_STAGE_RECOGNISE);
  g_clear_pointer (&lecture, lec_lecture_free);
  lecture = load_lecture (fixture);
  slide = g_ptr_array_index (lecture->slides, 0);
  g_assert_cmpstr (slide->title, !=, "Kept");
}

/* What was read ahead is told and kept, and the lecture is left to the stage that makes it. */
static void
test_read_ahead (Fixture *fixture,
                 gconstpointer data)
{
  g_autoptr (LecLecture) lecture = NULL;
  g_autofree char *lecture_path = build_path (fixture, LEC_FILE_LECTURE);
  g_autofree char *words = NULL;

  assert_stage (fixture, LEC_STAGE_EXTRACT);
  lecture = load_lecture (fixture);
  g_unlink (lecture_path);
  fixture->task->slides = g_ptr_array_ref (lecture->slides);
  g_ptr_array_set_size (fixture->task->slides, 1);
  fixture->n_slides = 0;
  assert_stage (fixture, LEC_STAGE_READ_AHEAD);
  g_assert_cmpuint (fixture->n_slides, ==, 1);
  g_assert_cmpuint (fixture->n_words, >, 0);
  words = find_words (fixture);
  g_assert_true (g_file_test (words, G_FILE_TEST_IS_REGULAR));
  g_assert_false (g_file_test (lecture_path, G_FILE_TEST_EXISTS));
}

/* One picture that cannot be read costs its own words only. */
static void
test_recognise_damaged_picture (Fixture *fixture,
                                gconstpointer data)
{
  g_autofree char *pictures = build_path (fixture, LEC_FOLDER_PICTURES);
  g_autofree char *picture = build_path (fixture, LEC_FOLDER_PICTURES "/bad.jpg");
  g_autoptr (LecLecture) lecture = NULL;
  const LecSlide *slide = NULL;

  g_mkdir (pictures, 0700);
  g_assert_true (g_file_set_contents (picture, "no picture", -1, NULL));
  make_one_slide (fixture, LEC_FOLDER_PICTURES "/bad.jpg");
  assert_stage (fixture, LEC_STAGE_RECOGNISE);
  lecture = load_lecture (fixture);
  slide = g_ptr_array_index (lecture->slides, 0);
  g_assert_cmpuint (slide->words->len, ==, 0);
}

static char *
read_pdf (Fixture *fixture)
{
  g_autofree char *path = build_path (fixture, LEC_FILE_PDF);
  char *bytes = NULL;
  gsize length = 0;

  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
  /* So that it can be searched as text. */
  for (gsize i = 0; i < length; i++)
    if (bytes[i] == '\0')
      bytes[i] = ' ';
  return bytes;
}

/* Links lead from where the document will lie; the same lecture gives the same document. */
static void
test_generate (Fixture *fixture,
               gconstpointer data)
{
  static const struct
  {
    const char *folder;
    const char *link;
  } cases[] = { { "/films", "(talk.mp4" }, { "/films/pdf", "(../talk.mp4" }, { "/tmp", "(file:///films/talk.mp4" } };
  g_autofree char *path = build_path (fixture, LEC_FILE_LECTURE);
  g_autoptr (LecLecture) lecture = NULL;

  assert_stage (fixture, LEC_STAGE_EXTRACT);
  lecture = load_lecture (fixture);
  g_free (lecture->video->path);
  lecture->video->path = g_strdup ("/films/talk.mp4");
  lecture->created_s = 1700000000;
  g_assert_true (lec_lecture_save (lecture, path, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *first = NULL;
      g_autofree char *second = NULL;
      g_autofree char *plain = NULL;
      g_auto (GStrv) parts = NULL;

      g_free (fixture->task->link_folder);
      fixture->task->link_folder = g_strdup (cases[i].folder);
      assert_stage (fixture, LEC_STAGE_GENERATE);
      first = read_pdf (fixture);
      assert_stage (fixture, LEC_STAGE_GENERATE);
      second = read_pdf (fixture);
      g_assert_cmpstr (first, ==, second);
      /* libharu writes these in octal. */
      parts = g_strsplit (first, "\\057", -1);
      plain = g_strjoinv ("/", parts);
      g_test_message ("%s", cases[i].link);
      g_assert_nonnull (strstr (plain, cases[i].link));
    }
}

static void
test_generate_refused (Fixture *fixture,
                       gconstpointer data)
{
  g_autofree char *path = build_path (fixture, LEC_FILE_LECTURE);
  g_autoptr (LecLecture) lecture = lec_lecture_new ();

  assert_stage_fails (fixture, LEC_STAGE_GENERATE, LEC_ERROR_NOT_FOUND);
  assert_stage_fails (fixture, LEC_STAGE_RECOGNISE, LEC_ERROR_NOT_FOUND);
  g_assert_true (lec_lecture_save (lecture, path, NULL));
  assert_stage_fails (fixture, LEC_STAGE_GENERATE, LEC_ERROR_NO_SLIDES);
  g_assert_true (g_file_set_contents (path, "{}", -1, NULL));
  assert_stage_fails (fixture, LEC_STAGE_GENERATE, LEC_ERROR_PROTOCOL);
  assert_stage_fails (fixture, LEC_STAGE_RECOGNISE, LEC_ERROR_PROTOCOL);
}

typedef struct
{
  const char *path;
  void (*run) (Fixture *fixture, gconstpointer data);
} Case;

int
main (int argc, char *argv[])
{
  static const Case cases[] = {
    { "/stages/probe", test_probe },
    { "/stages/extract", test_extract },
    { "/stages/extract-part", test_extract_part },
    { "/stages/extract-cancelled", test_extract_cancelled },
    { "/stages/extract-refused", test_extract_refused },
    { "/stages/listen-refused", test_listen_refused },
    { "/stages/segment", test_segment },
    { "/stages/segment-crop", test_segment_crop },
    { "/stages/segment-refused", test_segment_refused },
    { "/stages/recognise", test_recognise },
    { "/stages/read-ahead", test_read_ahead },
    { "/stages/recognise-damaged-picture", test_recognise_damaged_picture },
    { "/stages/generate", test_generate },
    { "/stages/generate-refused", test_generate_refused },
  };
  g_autofree char *folder = NULL;
  g_autofree char *video = NULL;
  int outcome = 0;

  g_test_init (&argc, &argv, NULL);
  g_assert_true (lec_gstreamer_init (NULL));
  folder = g_dir_make_tmp ("lectern-stages-XXXXXX", NULL);
  video = make_short_talk (folder);
  g_test_add_func ("/stages/table", test_table);
  g_test_add_func ("/stages/order", test_order);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_test_add (cases[i].path, Fixture, video, set_up, cases[i].run, tear_down);
  outcome = g_test_run ();
  remove_all (folder);
  return outcome;
}
