/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A video that is read in parts gives the lecture that it gives in one go, wherever the cuts fall:
 * in a page that stands, a build, a film, a fade. And what becomes of parts that are damaged, or of
 * another video.
 */
#include <glib/gstdio.h>
#include <string.h>

#include "base/error.h"
#include "lecture-video.h"
#include "media/gstreamer.h"
#include "media/picture.h"
#include "media/signature-track.h"
#include "pipeline/part-file.h"
#include "pipeline/slide-picture.h"
#include "pipeline/stage.h"
#include "temporary-folder.h"

/* Of luma, between two medians of the same page; and where a film plays on it. */
#define PAGE_MAX_ERROR 2.0
#define FILM_MAX_ERROR 12.0

typedef struct
{
  char *folder;
  char *video;
} Place;

/**
 * Recipe: of a video
 * @options: for lecture-video, separated by blanks
 * @max_error: of the pictures
 */
typedef struct
{
  const char *name;
  const char *options;
  guint n_parts;
  double max_error;
} Recipe;

static void
make_video (Place *place,
            const char *options)
{
  g_autofree char *small = g_strconcat (options, " --size 320x180", NULL);

  lecture_video_make (small, place->video);
}

static void
set_up (Place *place,
        gconstpointer data)
{
  place->folder = g_dir_make_tmp ("lectern-parts-XXXXXX", NULL);
  place->video = g_build_filename (place->folder, "talk", NULL);
}

static void
tear_down (Place *place,
           gconstpointer data)
{
  remove_all (place->folder);
  g_free (place->folder);
  g_free (place->video);
}

static void
progress_cb (double fraction,
             double position_s,
             gpointer user_data)
{
  g_assert_cmpfloat (fraction, >=, 0);
  g_assert_cmpfloat (fraction, <=, 1);
}

static void
slide_cb (const LecSlide *slide,
          gpointer user_data)
{
}

/* In a folder of that name. */
static LecTask *
make_task (Place *place,
           const char *folder)
{
  g_autofree char *path = g_build_filename (place->folder, folder, NULL);
  LecTask *task = lec_task_new ("task", "stage", path);

  g_mkdir_with_parents (path, 0700);
  task->video = g_strdup (place->video);
  return task;
}

static gboolean
run_stage (const LecTask *task,
           const char *stage,
           GError **error)
{
  const LecStageSink sink = { progress_cb, slide_cb, NULL, NULL };

  return lec_stage_find (stage)->run (task, &sink, NULL, error);
}

static void
assert_stage (const LecTask *task,
              const char *stage)
{
  g_autoptr (GError) error = NULL;

  run_stage (task, stage, &error);
  g_assert_no_error (error);
}

static char *
build_part_path (const LecTask *join,
                 guint index)
{
  g_autofree char *name = g_strdup_printf (LEC_FILE_NTH_PART, index);

  return g_build_filename (join->folder, LEC_FOLDER_PARTS, name, NULL);
}

/* Returns: (transfer full): a task to join what was read */
static LecTask *
read_parts (Place *place,
            guint n_parts)
{
  LecTask *join = make_task (place, "joined");
  g_autofree char *parts = g_build_filename (join->folder, LEC_FOLDER_PARTS, NULL);

  g_mkdir_with_parents (parts, 0700);
  join->n_parts = n_parts;
  for (guint i = 0; i < n_parts; i++)
    {
      g_autoptr (LecTask) task = make_task (place, "part");
      g_autofree char *made = g_build_filename (task->folder, LEC_FILE_PART, NULL);
      g_autofree char *wanted = build_part_path (join, i);

      task->n_parts = n_parts;
      task->part = i;
      assert_stage (task, LEC_STAGE_READ_PART);
      g_assert_cmpint (g_rename (made, wanted), ==, 0);
    }

  return join;
}

static LecSignatureTrack *
load_track (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, LEC_FILE_TRACK, NULL);
  g_autoptr (GError) error = NULL;
  LecSignatureTrack *track = lec_signature_track_load (path, &error);

  g_assert_no_error (error);
  return track;
}

static void
assert_same_stretch (const LecStretch *a,
                     const LecStretch *b)
{
  gsize n_blocks = (gsize) lec_signature_get_n_blocks (a->page);
  gsize n_pixels = (gsize) a->page->width * a->page->height;

  g_assert_cmpfloat (a->start_s, ==, b->start_s);
  g_assert_cmpfloat (a->entered_s, ==, b->entered_s);
  g_assert_cmpfloat (a->settled_s, ==, b->settled_s);
  g_assert_cmpfloat (a->end_s, ==, b->end_s);
  g_assert_cmpint (a->moving, ==, b->moving);
  g_assert_cmpint (a->filmed, ==, b->filmed);
  g_assert_cmpmem (a->page->luma, n_pixels, b->page->luma, n_pixels);
  g_assert_cmpmem (a->motion, n_blocks, b->motion, n_blocks);
  g_assert_cmpmem (a->activity, n_blocks, b->activity, n_blocks);
}

static void
assert_same_track (const char *folder,
                   const char *other)
{
  g_autoptr (LecSignatureTrack) a = load_track (folder);
  g_autoptr (LecSignatureTrack) b = load_track (other);

  g_assert_cmpuint (a->stretches->len, ==, b->stretches->len);
  g_assert_cmpfloat (a->read_s, ==, b->read_s);
  g_assert_cmpint (a->picture_width, ==, b->picture_width);
  g_assert_cmpint (a->picture_height, ==, b->picture_height);
  for (guint i = 0; i < a->stretches->len; i++)
    assert_same_stretch (g_ptr_array_index (a->stretches, i), g_ptr_array_index (b->stretches, i));
}

static LecLecture *
load_lecture (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, LEC_FILE_LECTURE, NULL);
  g_autoptr (GError) error = NULL;
  LecLecture *lecture = lec_lecture_load (path, &error);

  g_assert_no_error (error);
  return lecture;
}

static double
measure_error (const LecPicture *a,
               const LecPicture *b)
{
  double sum = 0;

  for (int y = 0; y < a->height; y++)
    for (int x = 0; x < a->width; x++)
      sum += ABS (a->planes[0][y * a->strides[0] + x] - b->planes[0][y * b->strides[0] + x]);

  return sum / a->width / a->height;
}

static void
assert_same_picture (const char *folder,
                     const LecSlide *slide,
                     const char *other_folder,
                     const LecSlide *other,
                     double max_error)
{
  g_autoptr (LecPicture) a = lec_slide_picture_load (folder, slide->picture, NULL);
  g_autoptr (LecPicture) b = lec_slide_picture_load (other_folder, other->picture, NULL);

  g_assert_nonnull (a);
  g_assert_nonnull (b);
  g_assert_cmpint (a->width, ==, b->width);
  g_assert_cmpint (a->height, ==, b->height);
  g_assert_cmpfloat (measure_error (a, b), <, max_error);
}

/* A film over all of the picture, of which any moment may be shown. */
static gboolean
is_film (const char *folder,
         const LecSlide *slide)
{
  g_autoptr (LecSignatureTrack) track = load_track (folder);

  for (guint i = 0; i < track->stretches->len; i++)
    {
      const LecStretch *stretch = g_ptr_array_index (track->stretches, i);

      if (stretch->moving && slide->picture_s >= stretch->start_s && slide->picture_s <= stretch->end_s)
        return TRUE;
    }

  return FALSE;
}

static void
assert_same_slides (const char *folder,
                    const char *other_folder,
                    double max_error)
{
  g_autoptr (LecLecture) a = load_lecture (folder);
  g_autoptr (LecLecture) b = load_lecture (other_folder);

  g_assert_cmpuint (a->slides->len, ==, b->slides->len);
  g_assert_cmpuint (a->left_out->len, ==, b->left_out->len);
  g_assert_cmpuint (a->suggestions->len, ==, b->suggestions->len);
  g_assert_cmpint (a->is_cut, ==, b->is_cut);
  g_assert_cmpstr (a->video->codec, ==, b->video->codec);
  g_assert_cmpfloat (a->video->duration_s, ==, b->video->duration_s);
  for (guint i = 0; i < a->slides->len; i++)
    {
      const LecSlide *x = g_ptr_array_index (a->slides, i), *y = g_ptr_array_index (b->slides, i);

      g_assert_cmpmem (x->visits->data, x->visits->len * sizeof (LecVisit), y->visits->data,
                       y->visits->len * sizeof (LecVisit));
      g_assert_cmpmem (x->builds_s->data, x->builds_s->len * sizeof (double), y->builds_s->data,
                       y->builds_s->len * sizeof (double));
      if (!is_film (folder, x))
        assert_same_picture (folder, x, other_folder, y, max_error);
    }
}

static void
test_same_lecture (Place *place,
                   gconstpointer data)
{
  const Recipe *recipe = data;
  g_autoptr (LecTask) whole = make_task (place, "whole");
  g_autoptr (LecTask) join = NULL;

  make_video (place, recipe->options);
  assert_stage (whole, LEC_STAGE_EXTRACT);
  join = read_parts (place, recipe->n_parts);
  assert_stage (join, LEC_STAGE_JOIN);
  assert_same_track (whole->folder, join->folder);
  assert_same_slides (whole->folder, join->folder, recipe->max_error);
}

/* Nothing is left of the pictures that no stretch got. */
static void
test_no_leftovers (Place *place,
                   gconstpointer data)
{
  g_autoptr (LecTask) join = NULL;
  g_autofree char *pictures = NULL;
  g_autoptr (GDir) dir = NULL;
  const char *name;

  make_video (place, "builds --seed 5 --seconds 12 --gop 25");
  join = read_parts (place, 4);
  assert_stage (join, LEC_STAGE_JOIN);
  pictures = g_build_filename (join->folder, LEC_FOLDER_PICTURES, NULL);
  dir = g_dir_open (pictures, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    g_assert_true (g_ascii_isdigit (name[0]));
}

static void
assert_join_fails (const LecTask *join,
                   LecError code,
                   const char *named)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (run_stage (join, LEC_STAGE_JOIN, &error));
  g_assert_error (error, LEC_ERROR, (int) code);
  g_assert_nonnull (strstr (error->message, named));
}

/* Returns: (transfer full) (nullable): %NULL when it is damaged */
static GBytes *
decompress (const char *contents,
            gsize length)
{
  g_autoptr (GConverter) gunzip = G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP));
  g_autoptr (GInputStream) from = g_memory_input_stream_new_from_data (contents, (gssize) length, NULL);
  g_autoptr (GInputStream) through = g_converter_input_stream_new (from, gunzip);
  g_autoptr (GOutputStream) to = g_memory_output_stream_new_resizable ();

  if (g_output_stream_splice (to, through, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL, NULL) < 0)
    return NULL;

  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (to));
}

/* Some bits of a compressed file say nothing. Returns: whether the one of @path was told of */
static gboolean
is_told_of (LecTask *join,
            const char *path,
            const char *damaged,
            gsize length,
            GBytes *said)
{
  g_autoptr (GBytes) says = decompress (damaged, length);

  if (says != NULL && g_bytes_equal (says, said))
    return FALSE;

  g_assert_true (g_file_set_contents (path, damaged, (gssize) length, NULL));
  assert_join_fails (join, LEC_ERROR_PROTOCOL, "part 2 of 2");
  return TRUE;
}

/* Whatever byte is not what it was, and wherever the file ends: it is told of, by its number. */
static void
test_damaged (Place *place,
              gconstpointer data)
{
  g_autoptr (LecTask) join = NULL;
  g_autofree char *path = NULL;
  g_autofree char *contents = NULL;
  g_autoptr (GBytes) said = NULL;
  guint n_damaged = 0;
  gsize length = 0;

  make_video (place, "cuts --seed 3 --seconds 8 --gop 25");
  join = read_parts (place, 2);
  path = build_part_path (join, 1);
  g_assert_true (g_file_get_contents (path, &contents, &length, NULL));
  said = decompress (contents, length);
  g_assert_nonnull (said);
  for (gsize i = 0; i < length; i += MAX (length / 40, 1))
    {
      g_assert_true (g_file_set_contents (path, contents, (gssize) i, NULL));
      assert_join_fails (join, LEC_ERROR_PROTOCOL, "part 2 of 2");
      if (i < 10) /* the head of a gzip file says little */
        continue;
      contents[i] ^= 0x55;
      n_damaged += is_told_of (join, path, contents, length, said);
      contents[i] ^= 0x55;
    }
  g_assert_cmpuint (n_damaged, >, 30);
  g_assert_true (g_file_set_contents (path, contents, (gssize) length, NULL));
  assert_stage (join, LEC_STAGE_JOIN);
}

static void
test_missing (Place *place,
              gconstpointer data)
{
  g_autoptr (LecTask) join = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  make_video (place, "cuts --seed 3 --seconds 8 --gop 25");
  join = read_parts (place, 2);
  first = build_part_path (join, 0);
  second = build_part_path (join, 1);
  g_unlink (second);
  assert_join_fails (join, LEC_ERROR_NOT_FOUND, "part 2 of 2");
  g_assert_cmpint (g_rename (first, second), ==, 0);
  assert_join_fails (join, LEC_ERROR_NOT_FOUND, "part 1 of 2");
}

/* Parts of other cuts do not fit, nor does a part in another's place. */
static void
test_do_not_fit (Place *place,
                 gconstpointer data)
{
  g_autoptr (LecTask) two = NULL;
  g_autoptr (LecTask) three = NULL;
  g_autofree char *kept = g_build_filename (place->folder, "kept", NULL);
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  make_video (place, "cuts --seed 3 --seconds 8 --gop 25");
  two = read_parts (place, 2);
  second = build_part_path (two, 1);
  g_assert_cmpint (g_rename (second, kept), ==, 0);
  three = read_parts (place, 3);
  g_assert_cmpint (g_rename (kept, second), ==, 0);
  assert_join_fails (three, LEC_ERROR_PROTOCOL, "part 2 of 3");
  first = build_part_path (three, 0);
  g_assert_cmpint (g_rename (first, second), ==, 0);
  g_assert_cmpint (g_rename (second, first), ==, 0);
  assert_join_fails (two, LEC_ERROR_PROTOCOL, "part 1 of 2");
}

static void
test_no_part (Place *place,
              gconstpointer data)
{
  g_autoptr (LecTask) task = make_task (place, "part");
  g_autoptr (GError) error = NULL;

  g_assert_false (run_stage (task, LEC_STAGE_READ_PART, &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_INTERNAL);
  g_clear_error (&error);
  g_assert_false (run_stage (task, LEC_STAGE_JOIN, &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_INTERNAL);
}

static void
test_cancelled (Place *place,
                gconstpointer data)
{
  const LecStageSink sink = { progress_cb, slide_cb, NULL, NULL };
  g_autoptr (LecTask) task = make_task (place, "part");
  g_autofree char *path = g_build_filename (task->folder, LEC_FILE_PART, NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  make_video (place, "cuts --seed 3 --seconds 4 --gop 25");
  task->n_parts = 2;
  g_cancellable_cancel (cancellable);
  g_assert_false (lec_stage_find (LEC_STAGE_READ_PART)->run (task, &sink, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

/* Cuts fall into pages that stand, builds, films, fades and movement. */
static const Recipe recipes[] = {
  { "cuts", "cuts --seed 3 --seconds 16 --gop 50", 3, PAGE_MAX_ERROR },
  { "builds", "builds --seed 5 --seconds 16 --gop 25", 5, PAGE_MAX_ERROR },
  { "fades", "fades --seed 4 --seconds 16 --gop 20", 4, PAGE_MAX_ERROR },
  { "film", "video --seed 6 --seconds 24 --gop 50", 4, FILM_MAX_ERROR },
  { "inset", "inset --seed 7 --seconds 16 --gop 50", 3, FILM_MAX_ERROR },
  { "filmed", "filmed --seed 8 --seconds 14 --gop 50", 3, FILM_MAX_ERROR },
  { "camera", "camera --seed 9 --seconds 20 --gop 50", 3, FILM_MAX_ERROR },
  { "returns", "returns --seed 2 --seconds 30 --gop 50", 4, PAGE_MAX_ERROR },
  { "long-groups", "builds --seed 5 --seconds 16 --gop 3000", 3, PAGE_MAX_ERROR },
  { "variable-rate", "builds --seed 11 --seconds 16 --gop 25 --vfr --container mkv", 4, PAGE_MAX_ERROR },
  { "ts", "cuts --seed 12 --seconds 16 --gop 50 --container ts", 3, PAGE_MAX_ERROR },
  { "fragments", "builds --seed 13 --seconds 16 --gop 50 --container fmp4", 3, PAGE_MAX_ERROR },
};

int
main (int argc,
      char *argv[])
{
  g_assert_true (lec_gstreamer_init (NULL));
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (recipes); i++)
    {
      g_autofree char *path = g_strconcat ("/parts/same-lecture/", recipes[i].name, NULL);

      g_test_add (path, Place, &recipes[i], set_up, test_same_lecture, tear_down);
    }
  g_test_add ("/parts/no-leftovers", Place, NULL, set_up, test_no_leftovers, tear_down);
  g_test_add ("/parts/damaged", Place, NULL, set_up, test_damaged, tear_down);
  g_test_add ("/parts/missing", Place, NULL, set_up, test_missing, tear_down);
  g_test_add ("/parts/do-not-fit", Place, NULL, set_up, test_do_not_fit, tear_down);
  g_test_add ("/parts/no-part", Place, NULL, set_up, test_no_part, tear_down);
  g_test_add ("/parts/cancelled", Place, NULL, set_up, test_cancelled, tear_down);

  return g_test_run ();
}
