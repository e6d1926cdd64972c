/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What of kept lectures is given up, and that nothing else is: no picture that a slide shows, no
 * folder that somebody works in, no video that is not what was read.
 */
#include <sys/file.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <utime.h>

#include "base/error.h"
#include "engine/content-id.h"
#include "engine/lecture-folder.h"
#include "engine/lecture-part.h"
#include "engine/storage.h"
#include "kept-slides.h"

#define ID    "1111111111111111111111111111111111111111111111111111111111111111"
#define OTHER "2222222222222222222222222222222222222222222222222222222222222222"
#define KEY   "some title"
#define DAY   G_TIME_SPAN_DAY

typedef struct
{
  char *top;
  char *root;
  char *path; /* of the folder ID */
  char *video;
  char *content_id;
} Fixture;

/* (nullable): a file that another program writes before this one gets a lock. */
static char *used_by_others;

/* In place of the C library's. */
int
flock (int fd,
       int operation)
{
  if (used_by_others != NULL)
    g_assert_cmpint (utime (used_by_others, NULL), ==, 0);

  return (int) syscall (SYS_flock, fd, operation);
}

static void
put_file (const char *folder,
          const char *name,
          gsize size)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *parent = g_path_get_dirname (path);
  g_autofree char *text = g_strnfill (size, 'x');

  g_assert_cmpint (g_mkdir_with_parents (parent, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, text, (gssize) size, NULL));
}

static gboolean
has_file (Fixture *fixture,
          const char *name)
{
  g_autofree char *path = g_build_filename (fixture->path, name, NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  fixture->top = g_dir_make_tmp ("lectern-storage-XXXXXX", NULL);
  fixture->root = g_build_filename (fixture->top, "lectures", NULL);
  fixture->path = g_build_filename (fixture->root, ID, NULL);
  fixture->video = g_build_filename (fixture->top, "Talk 1.mp4", NULL);
  put_file (fixture->top, "Talk 1.mp4", 5000);
  fixture->content_id = lec_content_id_of_file (fixture->video, NULL, NULL);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  remove_all (fixture->top);
  g_free (fixture->top);
  g_free (fixture->root);
  g_free (fixture->path);
  g_free (fixture->video);
  g_free (fixture->content_id);
}

static LecLectureFolder *
begin_reading (Fixture *fixture,
               const char *id)
{
  g_autoptr (LecJobOptions) options = lec_job_options_new ();
  LecLectureFolder *folder = lec_lecture_folder_open (fixture->root, id, fixture->content_id, NULL, NULL);

  g_assert_true (lec_lecture_folder_begin (folder, LEC_STEP_EXTRACT, options, KEY, NULL));
  return folder;
}

/* Two slides, one stretch that was left out, and a picture nobody needs. */
static void
make_finished (Fixture *fixture)
{
  g_autoptr (LecLectureFolder) folder = begin_reading (fixture, ID);
  g_autoptr (LecLecture) lecture = lec_lecture_new ();
  LecLeftOut *left_out = lec_left_out_new (20, 30, LEC_LEFT_OUT_SHORT);

  lecture->id = g_strdup (ID);
  lecture->video->path = g_strdup (fixture->video);
  lecture->video->duration_s = 30;
  lecture->read_s = 30;
  add_kept_slide (lecture, fixture->path, 1, 0, 10);
  add_kept_slide (lecture, fixture->path, 2, 10, 20);
  left_out->picture = g_strdup (LEC_FOLDER_PICTURES "/left.jpg");
  g_ptr_array_add (lecture->left_out, left_out);
  g_assert_true (lec_lecture_folder_save_lecture (folder, lecture, NULL));
  put_file (fixture->path, LEC_FOLDER_PICTURES "/left.jpg", 100);
  put_file (fixture->path, LEC_FOLDER_PICTURES "/unused.jpg", 1000);
  put_file (fixture->path, LEC_FILE_TRACK, 2000);
  put_file (fixture->path, LEC_FILE_PDF, 3000);
  g_assert_true (lec_lecture_folder_finish (folder, LEC_STEP_EXTRACT, NULL));
  g_assert_true (lec_lecture_folder_finish (folder, LEC_STEP_RECOGNISE, NULL));
  g_assert_true (lec_lecture_folder_finish (folder, LEC_STEP_GENERATE, NULL));
}

/* The only one there is. Returns: (transfer full) */
static LecStoredLecture *
look (Fixture *fixture)
{
  g_autoptr (GPtrArray) lectures = lec_storage_list (fixture->root, NULL, NULL);

  g_assert_cmpuint (lectures->len, ==, 1);
  return g_ptr_array_steal_index (lectures, 0);
}

static LecStep
get_next (Fixture *fixture,
          const char *sensitivity)
{
  g_autoptr (LecLectureFolder) folder = lec_lecture_folder_open (fixture->root, ID, NULL, NULL, NULL);
  g_autoptr (LecJobOptions) options = lec_job_options_new ();

  g_assert_true (lec_job_options_set (options, "sensitivity", sensitivity, NULL));
  return lec_lecture_folder_get_next_step (folder, options, KEY);
}

static void
test_list (Fixture *fixture,
           gconstpointer data)
{
  g_autoptr (GPtrArray) none = lec_storage_list (fixture->root, NULL, NULL);
  g_autoptr (LecStoredLecture) lecture = NULL;

  g_assert_cmpuint (none->len, ==, 0);
  make_finished (fixture);
  put_file (fixture->root, "not a lecture", 10);
  lecture = look (fixture);
  g_assert_cmpstr (lecture->id, ==, ID);
  g_assert_cmpstr (lecture->title, ==, "Talk 1");
  g_assert_cmpint (lecture->state, ==, LEC_STORED_FINISHED);
  g_assert_cmpuint (lecture->videos->len, ==, 1);
  g_assert_cmpint (lecture->video_bytes, ==, 5000);
  g_assert_cmpint (lecture->work_bytes, ==, 6000);
  g_assert_cmpint (lecture->total_bytes, >, 6100);
  g_assert_cmpint (ABS (lecture->used_us - g_get_real_time ()), <, 60 * G_USEC_PER_SEC);
}

/* What is left gives the same result, and says itself what a change of settings needs. */
static void
test_work (Fixture *fixture,
           gconstpointer data)
{
  g_autoptr (LecStoredLecture) lecture = NULL;
  g_autoptr (LecStoredLecture) again = NULL;

  make_finished (fixture);
  g_assert_cmpint (get_next (fixture, "high"), ==, LEC_STEP_SEGMENT);
  lecture = look (fixture);
  g_assert_cmpint (lec_storage_free_work (fixture->root, lecture, TRUE), ==, 6000);
  g_assert_true (has_file (fixture, LEC_FILE_TRACK));
  g_assert_cmpint (lec_storage_free_work (fixture->root, lecture, FALSE), ==, 6000);
  g_assert_false (has_file (fixture, LEC_FILE_TRACK));
  g_assert_false (has_file (fixture, LEC_FILE_PDF));
  g_assert_false (has_file (fixture, LEC_FOLDER_PICTURES "/unused.jpg"));
  g_assert_true (has_file (fixture, LEC_FOLDER_PICTURES "/left.jpg"));
  again = look (fixture);
  g_assert_cmpint (again->state, ==, LEC_STORED_FINISHED);
  g_assert_cmpint (again->work_bytes, ==, 0);
  g_assert_cmpint (get_next (fixture, "normal"), ==, LEC_STEP_GENERATE);
  g_assert_cmpint (get_next (fixture, "high"), ==, LEC_STEP_EXTRACT);
}

/* A lecture as it was corrected may show others. */
static void
test_other_pictures (Fixture *fixture,
                     gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->path, "corrected.json", NULL);
  g_autoptr (LecStoredLecture) lecture = NULL;
  g_autoptr (LecLecture) corrected = lec_lecture_new ();
  LecSlide *slide = lec_slide_new (1);

  make_finished (fixture);
  lec_slide_add_visit (slide, 0, 1);
  slide->picture = g_strdup (LEC_FOLDER_PICTURES "/unused.jpg");
  g_ptr_array_add (corrected->slides, slide);
  g_assert_true (lec_lecture_save (corrected, path, NULL));
  lecture = look (fixture);
  g_assert_cmpint (lec_storage_free_work (fixture->root, lecture, FALSE), ==, 5000);
  g_assert_true (has_file (fixture, LEC_FOLDER_PICTURES "/unused.jpg"));
}

/* One that cannot be read, as a newer version has written it, may show any of them. */
static void
test_unknown_pictures (Fixture *fixture,
                       gconstpointer data)
{
  g_autoptr (LecStoredLecture) lecture = NULL;

  make_finished (fixture);
  put_file (fixture->path, LEC_FILE_EDITED, 100);
  lecture = look (fixture);
  g_assert_cmpint (lec_storage_free_work (fixture->root, lecture, FALSE), ==, 5000);
  g_assert_true (has_file (fixture, LEC_FOLDER_PICTURES "/unused.jpg"));
  g_assert_true (has_file (fixture, LEC_FOLDER_PICTURES "/left.jpg"));
}

/* Words of pictures that slides show stay. */
static void
test_words (Fixture *fixture,
            gconstpointer data)
{
  g_autoptr (LecStoredLecture) lecture = NULL;

  make_finished (fixture);
  for (guint i = 0; i < 5; i++)
    {
      g_autofree char *name = g_strdup_printf (LEC_FOLDER_WORDS "/%u.json", i);

      put_file (fixture->path, name, 10);
    }
  lecture = look (fixture);
  g_assert_cmpint (lecture->work_bytes, ==, 6050);
  g_assert_cmpint (lec_storage_free_work (fixture->root, lecture, FALSE), ==, 6050);
}

static void
test_half_read (Fixture *fixture,
                gconstpointer data)
{
  g_autoptr (LecLectureFolder) folder = begin_reading (fixture, ID);
  g_autoptr (LecStoredLecture) in_use = NULL;
  g_autoptr (LecStoredLecture) lecture = NULL;

  put_file (fixture->path, LEC_FILE_TRACK, 2000);
  in_use = look (fixture);
  g_assert_cmpint (in_use->state, ==, LEC_STORED_IN_USE);
  g_assert_cmpint (in_use->work_bytes, ==, 0);
  g_assert_cmpint (lec_storage_free_work (fixture->root, in_use, FALSE), ==, 0);
  g_assert_true (has_file (fixture, LEC_FILE_TRACK));

  g_clear_pointer (&folder, lec_lecture_folder_free);
  lecture = look (fixture);
  g_assert_cmpint (lecture->state, ==, LEC_STORED_HALF_READ);
  g_assert_cmpint (lecture->work_bytes, ==, lecture->total_bytes);
  g_assert_cmpint (lec_storage_free_work (fixture->root, lecture, FALSE), ==, lecture->total_bytes);
  g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
}

/* Of a joined lecture, what was read of its files is work; that it was read stays known. */
static void
test_parts (Fixture *fixture,
            gconstpointer data)
{
  g_autoptr (LecLectureFolder) folder = NULL;
  g_autoptr (LecLecture) lecture = lec_lecture_new ();
  g_autofree char *joined_path = g_build_filename (fixture->root, OTHER, NULL);
  g_autofree char *found = NULL;
  g_autoptr (GPtrArray) lectures = NULL;
  gint64 freed = 0;

  folder = begin_reading (fixture, ID);
  lecture->video->path = g_strdup (fixture->video);
  add_kept_slide (lecture, fixture->path, 1, 0, 10);
  g_assert_true (lec_lecture_folder_save_lecture (folder, lecture, NULL));
  put_file (fixture->path, LEC_FILE_TRACK, 2000);
  g_assert_true (lec_lecture_folder_finish (folder, LEC_STEP_EXTRACT, NULL));
  lec_lecture_folder_free (folder);

  folder = begin_reading (fixture, OTHER);
  g_ptr_array_add (lecture->parts, lec_video_part_new (fixture->video, 0));
  g_ptr_array_add (lecture->parts, lec_video_part_new ("/other.mp4", 10));
  save_page (joined_path, ((LecSlide *) g_ptr_array_index (lecture->slides, 0))->picture, 1);
  g_assert_true (lec_lecture_folder_save_lecture (folder, lecture, NULL));
  g_assert_true (lec_lecture_folder_finish (folder, LEC_STEP_GENERATE, NULL));
  g_clear_pointer (&folder, lec_lecture_folder_free);

  lectures = lec_storage_list (fixture->root, NULL, NULL);
  g_assert_cmpuint (lectures->len, ==, 2);
  for (guint i = 0; i < lectures->len; i++)
    {
      const LecStoredLecture *stored = g_ptr_array_index (lectures, i);

      g_assert_cmpint (stored->is_part, ==, g_str_equal (stored->id, ID));
      freed += lec_storage_free_work (fixture->root, stored, FALSE);
    }
  g_assert_cmpint (freed, >, 2000);
  g_assert_false (has_file (fixture, LEC_FOLDER_PICTURES));
  found = lec_lecture_folder_find_id (fixture->root, fixture->content_id);
  g_assert_nonnull (found);
}

static void
assert_stays (Fixture *fixture,
              LecError code)
{
  g_autoptr (LecStoredLecture) lecture = look (fixture);
  g_autoptr (GError) error = NULL;

  g_assert_false (lec_storage_trash_video (fixture->root, lecture, fixture->video, TRUE, NULL, &error));
  g_assert_error (error, LEC_ERROR, (int) code);
  g_test_message ("%s", error->message);
}

static void
test_videos (Fixture *fixture,
             gconstpointer data)
{
  g_autoptr (LecStoredLecture) lecture = NULL;
  g_autoptr (LecLectureFolder) folder = NULL;
  g_autofree char *slide = NULL;
  g_autoptr (GError) error = NULL;

  make_finished (fixture);
  lecture = look (fixture);
  g_assert_true (lec_storage_trash_video (fixture->root, lecture, fixture->video, TRUE, NULL, &error));
  g_assert_no_error (error);

  folder = lec_lecture_folder_open (fixture->root, ID, NULL, NULL, NULL);
  assert_stays (fixture, LEC_ERROR_USAGE);
  g_clear_pointer (&folder, lec_lecture_folder_free);
  put_file (fixture->top, "Talk 1.mp4", 5001);
  assert_stays (fixture, LEC_ERROR_USAGE);
  put_file (fixture->top, "Talk 1.mp4", 5000);
  slide = g_build_filename (fixture->path, LEC_FOLDER_PICTURES, NULL);
  remove_all (slide);
  assert_stays (fixture, LEC_ERROR_USAGE);
  g_assert_cmpint (g_unlink (fixture->video), ==, 0);
  make_finished (fixture);
  assert_stays (fixture, LEC_ERROR_NOT_FOUND);
}

/* A folder for what was read of the video with @from_s. */
static void
read_part (Fixture *fixture,
           double from_s)
{
  g_autoptr (LecJobOptions) options = lec_job_options_new ();
  g_autofree char *id = NULL;
  g_autoptr (LecLectureFolder) folder = NULL;

  options->from_s = from_s;
  id = lec_lecture_part_make_id (fixture->content_id, options);
  folder = lec_lecture_folder_open (fixture->root, id, fixture->content_id, NULL, NULL);
  g_assert_true (lec_lecture_folder_begin (folder, LEC_STEP_EXTRACT, options, KEY, NULL));
  g_assert_true (lec_lecture_folder_finish (folder, LEC_STEP_EXTRACT, NULL));
}

/* A file of a joined lecture: all of it was read, and not only some of it, for another lecture. */
static void
test_video_of_joined (Fixture *fixture,
                      gconstpointer data)
{
  g_autoptr (LecStoredLecture) lecture = g_new0 (LecStoredLecture, 1);
  g_autoptr (LecLecture) joined = NULL;
  g_autoptr (LecLectureFolder) folder = NULL;
  g_autoptr (GError) error = NULL;

  make_finished (fixture);
  folder = lec_lecture_folder_open (fixture->root, ID, OTHER, NULL, NULL);
  joined = lec_lecture_folder_load_lecture (folder, NULL);
  g_ptr_array_add (joined->parts, lec_video_part_new (fixture->video, 0));
  g_ptr_array_add (joined->parts, lec_video_part_new ("/other.mp4", 10));
  g_assert_true (lec_lecture_folder_save_lecture (folder, joined, NULL));
  g_clear_pointer (&folder, lec_lecture_folder_free);
  lecture->id = g_strdup (ID);
  lecture->videos = g_ptr_array_new ();

  read_part (fixture, 5);
  g_assert_false (lec_storage_trash_video (fixture->root, lecture, fixture->video, TRUE, NULL, &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_USAGE);
  g_clear_error (&error);
  read_part (fixture, 0);
  g_assert_true (lec_storage_trash_video (fixture->root, lecture, fixture->video, TRUE, NULL, &error));
  g_assert_no_error (error);
}

static void
make_old (Fixture *fixture,
          gint64 days)
{
  g_autofree char *path = g_build_filename (fixture->path, "state.json", NULL);
  time_t then = (time_t) ((g_get_real_time () - days * DAY) / G_USEC_PER_SEC);
  const struct utimbuf times = { then, then };

  g_assert_cmpint (utime (path, &times), ==, 0);
}

static guint
clean_up (Fixture *fixture,
          gint64 expire_days)
{
  gint64 now_us = g_get_real_time ();

  return lec_storage_clean_up (fixture->root, now_us - 7 * DAY, expire_days > 0 ? now_us - expire_days * DAY : 0, NULL);
}

static void
test_clean_up (Fixture *fixture,
               gconstpointer data)
{
  g_autoptr (LecLectureFolder) folder = begin_reading (fixture, ID);

  make_old (fixture, 8);
  g_assert_cmpuint (clean_up (fixture, 0), ==, 0);
  g_clear_pointer (&folder, lec_lecture_folder_free);
  make_old (fixture, 6);
  g_assert_cmpuint (clean_up (fixture, 0), ==, 0);
  make_old (fixture, 8);
  g_assert_cmpuint (clean_up (fixture, 0), ==, 1);
  g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));

  make_finished (fixture);
  make_old (fixture, 100);
  g_assert_cmpuint (clean_up (fixture, 0), ==, 0);
  g_assert_cmpuint (clean_up (fixture, 101), ==, 0);
  g_assert_cmpuint (clean_up (fixture, 99), ==, 1);
  g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
}

/* What a killed try of other settings has left in a lecture that is kept. */
static void
test_scratch (Fixture *fixture,
              gconstpointer data)
{
  g_autofree char *scratch = g_build_filename (fixture->path, ".scratch-killed", NULL);

  make_finished (fixture);
  g_assert_cmpint (g_mkdir (scratch, 0700), ==, 0);
  make_old (fixture, 6);
  g_assert_cmpuint (clean_up (fixture, 0), ==, 0);
  g_assert_true (g_file_test (scratch, G_FILE_TEST_IS_DIR));
  make_old (fixture, 8);
  g_assert_cmpuint (clean_up (fixture, 0), ==, 0);
  g_assert_false (g_file_test (scratch, G_FILE_TEST_EXISTS));
  g_assert_true (has_file (fixture, LEC_FILE_LECTURE));
}

/* Somebody works with a lecture just when it was found to be old, and has ended by the time its
 * lock is taken. */
static void
test_used_meanwhile (Fixture *fixture,
                     gconstpointer data)
{
  make_finished (fixture);
  make_old (fixture, 100);
  used_by_others = g_build_filename (fixture->path, "state.json", NULL);
  g_assert_cmpuint (clean_up (fixture, 99), ==, 0);
  g_clear_pointer (&used_by_others, g_free);
  g_assert_true (has_file (fixture, LEC_FILE_LECTURE));
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/storage/list", Fixture, NULL, set_up, test_list, tear_down);
  g_test_add ("/storage/work", Fixture, NULL, set_up, test_work, tear_down);
  g_test_add ("/storage/other-pictures", Fixture, NULL, set_up, test_other_pictures, tear_down);
  g_test_add ("/storage/unknown-pictures", Fixture, NULL, set_up, test_unknown_pictures, tear_down);
  g_test_add ("/storage/words", Fixture, NULL, set_up, test_words, tear_down);
  g_test_add ("/storage/half-read", Fixture, NULL, set_up, test_half_read, tear_down);
  g_test_add ("/storage/parts", Fixture, NULL, set_up, test_parts, tear_down);
  g_test_add ("/storage/videos", Fixture, NULL, set_up, test_videos, tear_down);
  g_test_add ("/storage/video-of-joined", Fixture, NULL, set_up, test_video_of_joined, tear_down);
  g_test_add ("/storage/clean-up", Fixture, NULL, set_up, test_clean_up, tear_down);
  g_test_add ("/storage/scratch", Fixture, NULL, set_up, test_scratch, tear_down);
  g_test_add ("/storage/used-meanwhile", Fixture, NULL, set_up, test_used_meanwhile, tear_down);

  return g_test_run ();
}
