/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A log on the disk: nothing of it gets lost, whoever else writes to it, and what cannot be read is
 * neither used nor written over.
 */
#include <glib/gstdio.h>
#include <string.h>

#include "base/error.h"
#include "engine/kept-edits.h"
#include "kept-slides.h"

#define ID        "0000000000000000000000000000000000000000000000000000000000000000"
#define N_THREADS 4
#define N_EDITS   10

typedef struct
{
  char *root;
  char *path; /* of the log */
} Fixture;

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  fixture->root = g_dir_make_tmp ("lectern-edits-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->root, LEC_FOLDER_EDITS, ID ".jsonl", NULL);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  g_autofree char *folder = g_path_get_dirname (fixture->path);

  g_chmod (folder, 0700);
  remove_all (fixture->root);
  g_free (fixture->root);
  g_free (fixture->path);
}

static LecEdit *
make_edit (const char *title)
{
  LecEdit *edit = lec_edit_new (LEC_EDIT_RETITLE, 1700000000);

  lec_edit_add_moment (edit, 1, 0, 2);
  lec_edit_set_title (edit, title);
  return edit;
}

static guint
count_kept (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LecEditLog) log = lec_kept_edits_load (fixture->root, ID, &error);

  g_assert_no_error (error);
  return lec_edit_log_get_length (log);
}

static void
test_append (Fixture *fixture,
             gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (count_kept (fixture), ==, 0);
  g_assert_cmpuint (count_below (fixture->root), ==, 0);
  for (guint i = 1; i <= 3; i++)
    {
      g_autoptr (LecEditLog) log = lec_kept_edits_append (fixture->root, ID, make_edit ("a"), &error);

      g_assert_no_error (error);
      g_assert_cmpuint (lec_edit_log_get_length (log), ==, i);
      g_assert_cmpuint (count_kept (fixture), ==, i);
    }
}

static gpointer
append_many (gpointer root)
{
  for (guint i = 0; i < N_EDITS; i++)
    {
      g_autoptr (LecEditLog) log = lec_kept_edits_append (root, ID, make_edit ("b"), NULL);

      g_assert_nonnull (log);
    }

  return NULL;
}

/* The lock is per open file, so threads stand for programs. */
static void
test_at_once (Fixture *fixture,
              gconstpointer data)
{
  GThread *threads[N_THREADS] = { NULL };

  for (guint i = 0; i < N_THREADS; i++)
    threads[i] = g_thread_new ("append", append_many, fixture->root);
  for (guint i = 0; i < N_THREADS; i++)
    g_thread_join (threads[i]);
  g_assert_cmpuint (count_kept (fixture), ==, N_THREADS * N_EDITS);
}

static void
test_broken (Fixture *fixture,
             gconstpointer data)
{
  static const char text[] = "{\"version\":1}\n{\"kind\":\"remo";
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (LecEditLog) log = lec_kept_edits_append (fixture->root, ID, make_edit ("a"), NULL);

  g_assert_nonnull (log);
  g_assert_true (g_file_set_contents (fixture->path, text, -1, NULL));
  g_assert_null (lec_kept_edits_load (fixture->root, ID, &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_PROTOCOL);
  g_assert_nonnull (strstr (error->message, fixture->path));
  g_clear_error (&error);
  g_assert_null (lec_kept_edits_append (fixture->root, ID, make_edit ("a"), &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_PROTOCOL);
  g_assert_true (g_file_get_contents (fixture->path, &after, NULL, NULL));
  g_assert_cmpstr (after, ==, text);
}

/* What is written can be read again: one edit too many is refused, not written. */
static void
test_full (Fixture *fixture,
           gconstpointer data)
{
  g_autofree char *title = g_strnfill (LEC_EDIT_MAX_TITLE_BYTES, 'x');
  g_autofree char *folder = g_path_get_dirname (fixture->path);
  g_autoptr (LecEdit) edit = make_edit (title);
  g_autoptr (LecEditLog) log = lec_edit_log_new ();
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *one = NULL;
  g_autoptr (GError) error = NULL;
  const char *line = NULL;
  guint n = 0;

  g_assert_true (lec_edit_log_append (log, lec_edit_copy (edit), NULL));
  one = lec_edit_log_to_text (log);
  line = strchr (one, '\n') + 1;
  g_string_append_len (text, one, line - one);
  for (; text->len + strlen (line) <= LEC_EDIT_LOG_MAX_BYTES; n++)
    g_string_append (text, line);

  g_mkdir_with_parents (folder, 0700);
  g_assert_true (g_file_set_contents (fixture->path, text->str, -1, NULL));
  g_assert_null (lec_kept_edits_append (fixture->root, ID, lec_edit_copy (edit), &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_USAGE);
  g_assert_cmpuint (count_kept (fixture), ==, n);
}

/* What a killed program had begun to write is not what is read, and does not stay. */
static void
test_interrupted (Fixture *fixture,
                  gconstpointer data)
{
  g_autoptr (LecEditLog) log = lec_kept_edits_append (fixture->root, ID, make_edit ("a"), NULL);
  g_autofree char *folder = g_path_get_dirname (fixture->path);
  g_autofree char *begun = g_build_filename (folder, ".lectern-01234567.tmp", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (log);
  g_assert_true (g_file_set_contents (begun, "{\"vers", -1, NULL));
  g_assert_cmpuint (count_kept (fixture), ==, 1);
  g_assert_null (lec_kept_edits_append (fixture->root, ID, lec_edit_new (LEC_EDIT_REDO, 1), &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_USAGE);
  g_assert_cmpuint (count_kept (fixture), ==, 1);
  g_assert_false (g_file_test (begun, G_FILE_TEST_EXISTS));
  /* The log and its lock. */
  g_assert_cmpuint (count_below (folder), ==, 2);
}

static void
test_hand_over (Fixture *fixture,
                gconstpointer data)
{
  g_autoptr (LecEditLog) log = lec_kept_edits_append (fixture->root, ID, make_edit ("a"), NULL);
  g_autofree char *edits = g_build_filename (fixture->root, LEC_FILE_EDITS, NULL);
  g_autofree char *edited = g_build_filename (fixture->root, LEC_FILE_EDITED, NULL);
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree char *nothing = g_compute_checksum_for_string (G_CHECKSUM_SHA256, "", 0);

  g_assert_true (g_file_set_contents (edited, "old", -1, NULL));
  g_assert_true (lec_kept_edits_hand_over (log, fixture->root, NULL));
  g_assert_true (g_file_test (edits, G_FILE_TEST_IS_REGULAR));
  g_assert_false (g_file_test (edited, G_FILE_TEST_EXISTS));

  /* Undone: as if there never had been an edit. */
  g_clear_pointer (&log, lec_edit_log_free);
  log = lec_kept_edits_append (fixture->root, ID, lec_edit_new (LEC_EDIT_UNDO, 1), NULL);
  g_assert_true (lec_kept_edits_hand_over (log, fixture->root, NULL));
  g_assert_false (g_file_test (edits, G_FILE_TEST_EXISTS));
  lec_kept_edits_update_checksum (log, sum);
  g_assert_cmpstr (g_checksum_get_string (sum), ==, nothing);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/kept-edits/append", Fixture, NULL, set_up, test_append, tear_down);
  g_test_add ("/kept-edits/at-once", Fixture, NULL, set_up, test_at_once, tear_down);
  g_test_add ("/kept-edits/broken", Fixture, NULL, set_up, test_broken, tear_down);
  g_test_add ("/kept-edits/full", Fixture, NULL, set_up, test_full, tear_down);
  g_test_add ("/kept-edits/interrupted", Fixture, NULL, set_up, test_interrupted, tear_down);
  g_test_add ("/kept-edits/hand-over", Fixture, NULL, set_up, test_hand_over, tear_down);
  return g_test_run ();
}
