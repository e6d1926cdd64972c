/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the edit stage makes of a short video's lecture: pictures that are cut, pictures that were
 * left out, frames that were never kept; and that the lecture as it was found stays as it is.
 */
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "media/gstreamer.h"
#include "model/edit-log.h"
#include "model/edited-lecture.h"
#include "pipeline/slide-picture.h"
#include "pipeline/stage.h"
#include "short-talk.h"

#define WIDTH  320
#define HEIGHT 180

/* A folder in which the stages work. */
typedef struct
{
  LecTask *task;
  LecStageSink sink;
  double fraction;
  LecEditLog *log;
} Fixture;

static void
progress_cb (double fraction,
             double position_s,
             gpointer user_data)
{
  ((Fixture *) user_data)->fraction = fraction;
}

static void
slide_cb (const LecSlide *slide,
          gpointer user_data)
{
}

static char *
build_path (Fixture *fixture,
            const char *name)
{
  return g_build_filename (fixture->task->folder, name, NULL);
}

static void
run_stage (Fixture *fixture,
           const char *name)
{
  g_autoptr (GError) error = NULL;

  lec_stage_find (name)->run (fixture->task, &fixture->sink, NULL, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  g_autofree char *work = g_dir_make_tmp ("lectern-edit-XXXXXX", NULL);

  fixture->task = lec_task_new ("task", "stage", work);
  fixture->task->video = g_strdup (data);
  fixture->sink = (LecStageSink){ progress_cb, slide_cb, fixture };
  fixture->log = lec_edit_log_new ();
  run_stage (fixture, LEC_STAGE_EXTRACT);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  remove_all (fixture->task->folder);
  lec_task_free (fixture->task);
  lec_edit_log_free (fixture->log);
}

static LecLecture *
load (Fixture *fixture,
      const char *name)
{
  g_autofree char *path = build_path (fixture, name);
  g_autoptr (GError) error = NULL;
  LecLecture *lecture = lec_lecture_load (path, &error);

  g_assert_no_error (error);
  return lecture;
}

static LecSlide *
get_slide (const LecLecture *lecture,
           guint i)
{
  g_assert_cmpuint (i, <, lecture->slides->len);
  return g_ptr_array_index (lecture->slides, i);
}

static LecEdit *
append (Fixture *fixture,
        LecEditKind kind,
        const LecSlide *slide)
{
  LecEdit *edit = lec_edit_new (kind, 1);

  if (slide != NULL)
    lec_edit_add_slide (edit, slide);
  return edit;
}

static void
take (Fixture *fixture,
      LecEdit *edit)
{
  g_assert_nonnull (edit);
  g_assert_true (lec_edit_log_append (fixture->log, edit, NULL));
}

static gboolean
run_edit (Fixture *fixture,
          GError **error)
{
  g_autofree char *path = build_path (fixture, LEC_FILE_EDITS);
  g_autofree char *text = lec_edit_log_to_text (fixture->log);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  return lec_stage_edit (fixture->task, &fixture->sink, NULL, error);
}

/* Applies the log, and finds the lecture as it was found unchanged. */
static LecLecture *
edit (Fixture *fixture)
{
  g_autofree char *path = build_path (fixture, LEC_FILE_LECTURE);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_get_contents (path, &before, NULL, NULL));
  run_edit (fixture, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &after, NULL, NULL));
  g_assert_cmpstr (before, ==, after);

  return load (fixture, LEC_FILE_EDITED);
}

static LecPicture *
load_picture (Fixture *fixture,
              const LecSlide *slide)
{
  g_autoptr (GError) error = NULL;
  LecPicture *picture = lec_slide_picture_load (fixture->task->folder, slide->picture, &error);

  g_assert_no_error (error);
  g_assert_cmpint (picture->width, ==, slide->picture_width);
  g_assert_cmpint (picture->height, ==, slide->picture_height);
  g_assert_cmpuint (strlen (slide->picture_sha256), ==, 64);

  return picture;
}

/* Mean difference of luma, of two pictures of a size. */
static double
compare (const LecPicture *a,
         const LecPicture *b)
{
  gint64 sum = 0;

  g_assert_cmpint (a->width, ==, b->width);
  g_assert_cmpint (a->height, ==, b->height);
  for (int y = 0; y < a->height; y++)
    for (int x = 0; x < a->width; x++)
      sum += abs (a->planes[0][(gsize) y * a->strides[0] + x] - b->planes[0][(gsize) y * b->strides[0] + x]);

  return (double) sum / (a->width * a->height);
}

static void
test_crop (Fixture *fixture,
           gconstpointer data)
{
  g_autoptr (LecLecture) found = load (fixture, LEC_FILE_LECTURE);
  g_autoptr (LecLecture) edited = NULL;
  g_autoptr (LecPicture) whole = load_picture (fixture, get_slide (found, 0));
  g_autoptr (LecPicture) wanted = lec_picture_crop (whole, &(LecRect){ 40, 20, 200, 100 });
  g_autoptr (LecPicture) cut = NULL;
  LecEdit *crop = append (fixture, LEC_EDIT_CROP, get_slide (found, 0));

  crop->crop = (LecRect){ 40, 20, 200, 100 };
  take (fixture, crop);
  edited = edit (fixture);
  cut = load_picture (fixture, get_slide (edited, 0));
  g_assert_cmpint (cut->width, ==, 200);
  g_assert_cmpfloat (compare (cut, wanted), <, 3);
  g_assert_cmpfloat (fixture->fraction, ==, 1);

  /* Of a picture that was cut already, to more than it shows. */
  crop = append (fixture, LEC_EDIT_CROP, get_slide (found, 0));
  crop->crop = (LecRect){ 0, 0, WIDTH, HEIGHT };
  take (fixture, crop);
  g_clear_pointer (&edited, lec_lecture_free);
  edited = edit (fixture);
  g_assert_cmpstr (get_slide (edited, 0)->picture, ==, get_slide (found, 0)->picture);
  g_assert_cmpint (get_slide (edited, 0)->region.width, ==, WIDTH);
}

/* The finder cut the slides; the rest of the frame is still there. */
static void
test_crop_back (Fixture *fixture,
                gconstpointer data)
{
  g_autoptr (LecLecture) found = NULL;
  g_autoptr (LecLecture) edited = NULL;
  g_autoptr (LecPicture) cut = NULL;
  LecEdit *crop = NULL;

  g_assert_true (lec_job_options_set (fixture->task->options, "crop", "100,50,100,60", NULL));
  run_stage (fixture, LEC_STAGE_SEGMENT);
  found = load (fixture, LEC_FILE_LECTURE);
  g_assert_cmpint (get_slide (found, 0)->picture_width, ==, 100);
  crop = append (fixture, LEC_EDIT_CROP, get_slide (found, 0));
  crop->crop = (LecRect){ 20, 10, 280, 160 };
  take (fixture, crop);
  edited = edit (fixture);
  cut = load_picture (fixture, get_slide (edited, 0));
  g_assert_cmpint (cut->width, ==, 280);
  g_assert_cmpint (cut->height, ==, 160);
  g_assert_cmpint (get_slide (edited, 1)->picture_width, ==, 100);
}

static LecEdit *
plan_add (Fixture *fixture,
          const LecLecture *found,
          double time_s)
{
  g_autoptr (GPtrArray) edits = lec_edit_log_dup_active (fixture->log);
  LecEditOutcome outcome = LEC_EDIT_APPLIED;

  return lec_edited_lecture_plan_add (found, edits, time_s, 1, &outcome);
}

/* A frame of the video, taken once. */
static void
test_add_moment (Fixture *fixture,
                 gconstpointer data)
{
  g_autoptr (LecLecture) found = load (fixture, LEC_FILE_LECTURE);
  const LecSlide *shown = get_slide (found, 1);
  g_autoptr (LecLecture) edited = NULL;
  g_autoptr (LecPicture) frame = NULL;
  g_autoptr (LecPicture) still = load_picture (fixture, shown);
  g_autoptr (GError) error = NULL;
  double time_s = lec_slide_get_start_s (shown) + 0.3;

  g_clear_pointer (&fixture->task->video, g_free);
  g_clear_pointer (&found->video->path, g_free);
  take (fixture, plan_add (fixture, found, time_s));
  fixture->task->video = g_strdup (data);
  edited = edit (fixture);
  g_assert_cmpuint (edited->slides->len, ==, found->slides->len + 1);
  frame = load_picture (fixture, get_slide (edited, 1));
  g_assert_cmpfloat_with_epsilon (get_slide (edited, 1)->picture_s, time_s, 0.001);
  /* The page that stood there, and no other. */
  g_assert_cmpfloat (compare (frame, still), <, 4);
  g_clear_pointer (&still, lec_picture_free);
  still = load_picture (fixture, get_slide (found, 0));
  g_assert_cmpfloat (compare (frame, still), >, 8);

  g_free (fixture->task->video);
  fixture->task->video = g_strdup ("/no/such/video.mp4");
  g_clear_pointer (&edited, lec_lecture_free);
  edited = edit (fixture);
  take (fixture, plan_add (fixture, found, lec_slide_get_start_s (found->slides->pdata[0]) + 0.1));
  g_assert_false (run_edit (fixture, &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_NOT_FOUND);
}

/* What was cut from a frame is enough when frame and video are given up. */
static void
test_add_cut (Fixture *fixture,
              gconstpointer data)
{
  g_autoptr (LecLecture) found = NULL;
  g_autoptr (LecLecture) edited = NULL;
  g_autofree char *whole = NULL;
  g_autofree char *path = NULL;
  const LecSlide *slide = NULL;

  g_assert_true (lec_job_options_set (fixture->task->options, "crop", "100,50,100,60", NULL));
  run_stage (fixture, LEC_STAGE_SEGMENT);
  found = load (fixture, LEC_FILE_LECTURE);
  take (fixture, plan_add (fixture, found, lec_slide_get_start_s (get_slide (found, 1)) + 0.3));
  edited = edit (fixture);
  slide = get_slide (edited, 1);
  g_assert_cmpint (slide->picture_width, ==, 100);
  whole = lec_slide_picture_name_whole (slide->picture, &slide->region);
  path = build_path (fixture, whole);
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_free (fixture->task->video);
  fixture->task->video = g_strdup ("/no/such/video.mp4");
  g_clear_pointer (&edited, lec_lecture_free);
  edited = edit (fixture);
  g_assert_cmpint (get_slide (edited, 1)->picture_width, ==, 100);
  g_assert_cmpint (get_slide (edited, 1)->region.x, ==, 100);
}

static void
test_retitle (Fixture *fixture,
              gconstpointer data)
{
  g_autoptr (LecLecture) found = load (fixture, LEC_FILE_LECTURE);
  g_autoptr (LecLecture) edited = NULL;
  LecEdit *retitle = append (fixture, LEC_EDIT_RETITLE, get_slide (found, 0));
  LecEdit *crop = append (fixture, LEC_EDIT_CROP, get_slide (found, 0));
  const LecEditRecord *record = NULL;

  lec_edit_set_title (retitle, "By hand");
  crop->crop = (LecRect){ 0, 0, WIDTH, 100 };
  take (fixture, retitle);
  take (fixture, crop);
  take (fixture, append (fixture, LEC_EDIT_REMOVE, get_slide (found, 1)));
  edited = edit (fixture);
  /* Whatever was read off the new picture. */
  g_assert_cmpstr (get_slide (edited, 0)->title, ==, "By hand");
  g_assert_cmpuint (edited->slides->len, ==, found->slides->len - 1);
  g_assert_cmpuint (edited->edits->len, ==, 3);
  record = g_ptr_array_index (edited->edits, 1);
  g_assert_cmpint (record->outcome, ==, LEC_EDIT_APPLIED);
  g_assert_cmpuint (record->slide, ==, 1);
}

static void
test_bad_log (Fixture *fixture,
              gconstpointer data)
{
  g_autofree char *path = build_path (fixture, LEC_FILE_EDITS);
  g_autofree char *edited = build_path (fixture, LEC_FILE_EDITED);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, "{\"version\":1}\n{\"kind\":", -1, NULL));
  g_assert_false (lec_stage_edit (fixture->task, &fixture->sink, NULL, &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_PROTOCOL);
  g_assert_false (g_file_test (edited, G_FILE_TEST_EXISTS));
}

static void
test_cancelled (Fixture *fixture,
                gconstpointer data)
{
  g_autoptr (LecLecture) found = load (fixture, LEC_FILE_LECTURE);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *path = build_path (fixture, LEC_FILE_EDITS);
  g_autofree char *text = NULL;

  take (fixture, plan_add (fixture, found, lec_slide_get_start_s (get_slide (found, 0)) + 0.2));
  text = lec_edit_log_to_text (fixture->log);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  g_cancellable_cancel (cancellable);
  g_assert_false (lec_stage_edit (fixture->task, &fixture->sink, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char *argv[])
{
  static const struct
  {
    const char *path;
    void (*run) (Fixture *fixture, gconstpointer data);
  } tests[] = {
    { "/edit-stage/crop", test_crop },
    { "/edit-stage/crop-back", test_crop_back },
    { "/edit-stage/add-moment", test_add_moment },
    { "/edit-stage/add-cut", test_add_cut },
    { "/edit-stage/retitle", test_retitle },
    { "/edit-stage/bad-log", test_bad_log },
    { "/edit-stage/cancelled", test_cancelled },
  };
  g_autofree char *folder = NULL;
  g_autofree char *video = NULL;
  int outcome = 0;

  g_test_init (&argc, &argv, NULL);
  g_assert_true (lec_gstreamer_init (NULL));
  folder = g_dir_make_tmp ("lectern-edit-XXXXXX", NULL);
  video = make_short_talk (folder);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, video, set_up, tests[i].run, tear_down);
  outcome = g_test_run ();
  remove_all (folder);
  return outcome;
}
