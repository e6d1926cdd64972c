/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What runs again after what; that what is damaged counts as not there; that
 * nobody works in a folder that somebody else has, or has thrown away.
 */
#include <unistd.h>

#include "base/error.h"
#include "engine/lecture-folder.h"
#include "kept-slides.h"

#define ID  "1111111111111111111111111111111111111111111111111111111111111111"
#define KEY "some title"

typedef struct
{
  char *root;
  char *path;
  LecJobOptions *options;
} Fixture;

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  fixture->root = g_dir_make_tmp ("lectern-folder-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->root, ID, NULL);
  fixture->options = lec_job_options_new ();
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  remove_all (fixture->root);
  g_free (fixture->root);
  g_free (fixture->path);
  lec_job_options_free (fixture->options);
}

static LecLectureFolder *
open_folder (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  LecLectureFolder *folder = lec_lecture_folder_open (fixture->root, ID, NULL, NULL, &error);

  g_assert_no_error (error);
  return folder;
}

static void
write_file (Fixture *fixture,
            const char *name,
            const char *text)
{
  g_autofree char *path = g_build_filename (fixture->path, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static void
remove_file (Fixture *fixture,
             const char *name)
{
  g_autofree char *path = g_build_filename (fixture->path, name, NULL);

  g_assert_cmpint (g_remove (path), ==, 0);
}

/* As after a whole run. */
static void
finish_all (Fixture *fixture)
{
  g_autoptr (LecLectureFolder) folder = open_folder (fixture);
  g_autoptr (LecLecture) lecture = lec_lecture_new ();

  g_assert_true (lec_lecture_folder_begin (folder, LEC_STEP_EXTRACT, fixture->options, KEY, NULL));
  add_kept_slide (lecture, fixture->path, 1, 0, 10);
  g_assert_true (lec_lecture_folder_save_lecture (folder, lecture, NULL));
  write_file (fixture, LEC_FILE_TRACK, "x");
  write_file (fixture, LEC_FILE_PDF, "x");
  g_assert_true (lec_lecture_folder_finish (folder, LEC_STEP_EXTRACT, NULL));
  g_assert_true (lec_lecture_folder_finish (folder, LEC_STEP_RECOGNISE, NULL));
  g_assert_true (lec_lecture_folder_finish (folder, LEC_STEP_GENERATE, NULL));
}

static LecStep
get_next (Fixture *fixture,
          const char *key)
{
  g_autoptr (LecLectureFolder) folder = open_folder (fixture);

  return lec_lecture_folder_get_next_step (folder, fixture->options, key);
}

static void
test_steps (Fixture *fixture,
            gconstpointer data)
{
  static const struct
  {
    const char *name;
    const char *value;
    LecStep next;
  } cases[] = {
    { "from", "5", LEC_STEP_EXTRACT },
    { "sensitivity", "high", LEC_STEP_SEGMENT },
    { "shortest", "3", LEC_STEP_SEGMENT },
    { "crop", "none", LEC_STEP_SEGMENT },
    { "language", "deu", LEC_STEP_RECOGNISE },
    { "layout", "notes", LEC_STEP_GENERATE },
    { "json", "true", LEC_STEP_NONE },
  };

  g_assert_cmpint (get_next (fixture, KEY), ==, LEC_STEP_EXTRACT);
  finish_all (fixture);
  g_assert_cmpint (get_next (fixture, KEY), ==, LEC_STEP_NONE);
  g_assert_cmpint (get_next (fixture, "another title"), ==, LEC_STEP_GENERATE);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *before = lec_job_options_dup_value (fixture->options, cases[i].name);

      g_test_message ("%s", cases[i].name);
      g_assert_true (lec_job_options_set (fixture->options, cases[i].name, cases[i].value, NULL));
      g_assert_cmpint (get_next (fixture, KEY), ==, cases[i].next);
      g_assert_true (lec_job_options_set (fixture->options, cases[i].name, before, NULL));
    }
}

/* A program that dies in a step has not finished it. */
static void
test_begun_is_not_finished (Fixture *fixture,
                            gconstpointer data)
{
  finish_all (fixture);
  for (LecStep step = LEC_STEP_GENERATE; step > LEC_STEP_EXTRACT; step--)
    {
      g_autoptr (LecLectureFolder) folder = open_folder (fixture);

      g_assert_true (lec_lecture_folder_begin (folder, step, fixture->options, KEY, NULL));
      g_assert_true (lec_lecture_folder_was_read (folder));
      g_assert_cmpint (lec_lecture_folder_get_next_step (folder, fixture->options, KEY), ==, step);
      g_clear_pointer (&folder, lec_lecture_folder_free);
      g_assert_cmpint (get_next (fixture, KEY), ==, step);
    }
}

static void
test_lost (Fixture *fixture,
           gconstpointer data)
{
  static const struct
  {
    const char *name;
    const char *text; /* (nullable): removed */
    LecStep next;
  } cases[] = {
    { LEC_FILE_PDF, NULL, LEC_STEP_GENERATE },
    { LEC_FILE_LECTURE, NULL, LEC_STEP_EXTRACT },
    { LEC_FILE_LECTURE, "{\"version\": 99}", LEC_STEP_EXTRACT },
    { LEC_FILE_LECTURE, "", LEC_STEP_EXTRACT },
    { LEC_FOLDER_PICTURES "/00000.jpg", NULL, LEC_STEP_EXTRACT },
    { "state.json", NULL, LEC_STEP_EXTRACT },
    { "state.json", "{\"version\": 1, \"next\": 77}", LEC_STEP_EXTRACT },
    { "state.json", "\xff", LEC_STEP_EXTRACT },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s %u", cases[i].name, i);
      finish_all (fixture);
      if (cases[i].text != NULL)
        write_file (fixture, cases[i].name, cases[i].text);
      else
        remove_file (fixture, cases[i].name);
      g_assert_cmpint (get_next (fixture, KEY), ==, cases[i].next);
    }
}

/* Without the track, other segments need the video. */
static void
test_lost_track (Fixture *fixture,
                 gconstpointer data)
{
  finish_all (fixture);
  remove_file (fixture, LEC_FILE_TRACK);
  g_assert_cmpint (get_next (fixture, KEY), ==, LEC_STEP_NONE);
  fixture->options->shortest_s = 9;
  g_assert_cmpint (get_next (fixture, KEY), ==, LEC_STEP_EXTRACT);
}

/* Reading anew begins in an empty folder, but for words: they belong to pictures. */
static void
test_reading_clears (Fixture *fixture,
                     gconstpointer data)
{
  g_autoptr (LecLectureFolder) folder = NULL;
  g_autofree char *words = g_build_filename (fixture->path, LEC_FOLDER_WORDS, NULL);

  finish_all (fixture);
  g_mkdir (words, 0700);
  write_file (fixture, ".lectern-12345678.tmp", "left by a program that was killed");
  folder = open_folder (fixture);
  g_assert_true (lec_lecture_folder_begin (folder, LEC_STEP_EXTRACT, fixture->options, KEY, NULL));
  g_assert_true (g_file_test (words, G_FILE_TEST_IS_DIR));
  /* words, lock, state.json */
  g_assert_cmpuint (count_below (fixture->path), ==, 3);
}

static void
test_discard (Fixture *fixture,
              gconstpointer data)
{
  g_autoptr (LecLectureFolder) folder = NULL;
  g_autofree char *outside = g_build_filename (fixture->root, "outside", NULL);
  g_autofree char *link = g_build_filename (fixture->path, "link", NULL);
  g_autofree char *inner = g_build_filename (outside, "precious", NULL);

  finish_all (fixture);
  g_mkdir (outside, 0700);
  g_assert_true (g_file_set_contents (inner, "x", -1, NULL));
  g_assert_true (g_file_test (outside, G_FILE_TEST_IS_DIR));
  g_assert_cmpint (symlink (outside, link), ==, 0);
  folder = open_folder (fixture);
  lec_lecture_folder_discard (folder);
  g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (inner, G_FILE_TEST_EXISTS));
}

static gpointer
open_in_thread (gpointer data)
{
  return open_folder (data);
}

/* Who waits gets the folder when it is free, and one of its own when it was thrown away. */
static void
test_waits (Fixture *fixture,
            gconstpointer data)
{
  for (guint i = 0; i < 2; i++)
    {
      LecLectureFolder *first = open_folder (fixture);
      GThread *thread = g_thread_new ("second", open_in_thread, fixture);
      g_autoptr (LecLectureFolder) second = NULL;

      if (i == 1)
        lec_lecture_folder_discard (first);
      lec_lecture_folder_free (first);
      second = g_thread_join (thread);
      g_assert_true (lec_lecture_folder_begin (second, LEC_STEP_EXTRACT, fixture->options, KEY, NULL));
      g_assert_true (g_file_test (fixture->path, G_FILE_TEST_IS_DIR));
    }
}

/* The folder may go at any moment of another's opening. */
static void
test_thrown_away_while_opened (Fixture *fixture,
                               gconstpointer data)
{
  for (guint i = 0; i < 300; i++)
    {
      LecLectureFolder *first = open_folder (fixture);
      GThread *thread = g_thread_new ("second", open_in_thread, fixture);
      g_autoptr (LecLectureFolder) second = NULL;

      lec_lecture_folder_discard (first);
      lec_lecture_folder_free (first);
      second = g_thread_join (thread);
      g_assert_cmpuint (count_below (fixture->path), ==, 1);
      lec_lecture_folder_discard (second);
      g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
    }
}

static gpointer
cancel_in_thread (gpointer data)
{
  g_usleep (50 * 1000);
  g_cancellable_cancel (data);
  return NULL;
}

static void
test_waiting_is_cancelled (Fixture *fixture,
                           gconstpointer data)
{
  g_autoptr (LecLectureFolder) first = open_folder (fixture);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  GThread *thread = g_thread_new ("cancel", cancel_in_thread, cancellable);

  g_assert_null (lec_lecture_folder_open (fixture->root, ID, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_thread_join (thread);
}

static void
test_find (Fixture *fixture,
           gconstpointer data)
{
  g_autofree char *content_id = g_strnfill (64, 'c');
  g_autofree char *id = g_strnfill (64, '2');
  g_autofree char *none = lec_lecture_folder_find_id (fixture->root, content_id);
  g_autofree char *begun = NULL;
  g_autofree char *found = NULL;
  g_autoptr (LecLectureFolder) folder = NULL;

  g_assert_null (none);
  folder = lec_lecture_folder_open (fixture->root, id, content_id, NULL, NULL);
  g_assert_true (lec_lecture_folder_begin (folder, LEC_STEP_EXTRACT, fixture->options, KEY, NULL));
  begun = lec_lecture_folder_find_id (fixture->root, content_id);
  g_assert_null (begun);
  g_assert_true (lec_lecture_folder_finish (folder, LEC_STEP_EXTRACT, NULL));
  found = lec_lecture_folder_find_id (fixture->root, content_id);
  g_assert_cmpstr (found, ==, id);
}

/* The place is not the user's choice: the reason names it and the way out. */
static void
test_cannot_keep (Fixture *fixture,
                  gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (lec_lecture_folder_open ("/proc/lectern", ID, NULL, NULL, &error));
  g_assert_nonnull (error);
  g_assert_nonnull (strstr (error->message, "/proc/lectern"));
  g_clear_error (&error);

  g_assert_true (g_file_set_contents (fixture->path, "a file", -1, NULL));
  g_assert_null (lec_lecture_folder_open (fixture->root, ID, NULL, NULL, &error));
  g_assert_nonnull (error);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/lecture-folder/steps", Fixture, NULL, set_up, test_steps, tear_down);
  g_test_add ("/lecture-folder/begun-is-not-finished", Fixture, NULL, set_up, test_begun_is_not_finished, tear_down);
  g_test_add ("/lecture-folder/lost", Fixture, NULL, set_up, test_lost, tear_down);
  g_test_add ("/lecture-folder/lost-track", Fixture, NULL, set_up, test_lost_track, tear_down);
  g_test_add ("/lecture-folder/reading-clears", Fixture, NULL, set_up, test_reading_clears, tear_down);
  g_test_add ("/lecture-folder/discard", Fixture, NULL, set_up, test_discard, tear_down);
  g_test_add ("/lecture-folder/waits", Fixture, NULL, set_up, test_waits, tear_down);
  g_test_add ("/lecture-folder/thrown-away-while-opened", Fixture, NULL, set_up, test_thrown_away_while_opened,
              tear_down);
  g_test_add ("/lecture-folder/waiting-is-cancelled", Fixture, NULL, set_up, test_waiting_is_cancelled, tear_down);
  g_test_add ("/lecture-folder/find", Fixture, NULL, set_up, test_find, tear_down);
  g_test_add ("/lecture-folder/cannot-keep", Fixture, NULL, set_up, test_cannot_keep, tear_down);
  return g_test_run ();
}
