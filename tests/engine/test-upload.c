/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Uploads in a folder: what has come stays, one writes, nobody else's is found.
 */
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <utime.h>

#include "base/error.h"
#include "engine/upload.h"
#include "temporary-folder.h"

typedef struct
{
  char *root;
} Fixture;

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  fixture->root = g_dir_make_tmp ("lectern-upload-XXXXXX", NULL);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  remove_all (fixture->root);
  g_free (fixture->root);
}

static LecUpload *
make (Fixture *fixture,
      const char *owner,
      gint64 size_bytes)
{
  g_autoptr (GError) error = NULL;
  LecUploadFacts facts = { "talk.mp4", NULL, size_bytes, "name=x" };
  LecUpload *upload = lec_upload_new (fixture->root, owner, &facts, &error);

  g_assert_no_error (error);
  return upload;
}

static void
test_goes_on (Fixture *fixture,
              gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  LecUpload *upload = make (fixture, "ann", 6);
  g_autofree char *id = g_strdup (lec_upload_get_id (upload));
  g_autofree char *path = g_build_filename (fixture->root, "talk.mp4", NULL);
  g_autofree char *text = NULL;
  g_autoptr (LecUpload) again = NULL;

  g_assert_true (lec_upload_write (upload, "abc", 3, &error));
  g_assert_cmpint (lec_upload_get_offset (upload), ==, 3);
  lec_upload_free (upload);

  again = lec_upload_open (fixture->root, "ann", id, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (lec_upload_get_name (again), ==, "talk.mp4");
  g_assert_cmpstr (lec_upload_get_note (again), ==, "name=x");
  g_assert_cmpint (lec_upload_get_size (again), ==, 6);
  g_assert_cmpint (lec_upload_get_offset (again), ==, 3);
  g_assert_cmpint (lec_upload_get_expiry_us (again), >, g_get_real_time () + LEC_UPLOAD_AGE_US - 60 * G_USEC_PER_SEC);
  g_assert_true (lec_upload_lock (again, &error));
  g_assert_false (lec_upload_write (again, "defg", 4, &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_USAGE);
  g_clear_error (&error);
  g_assert_true (lec_upload_write (again, "xyz", 3, &error));
  g_assert_true (lec_upload_cut (again, 3, &error));
  g_assert_true (lec_upload_write (again, "def", 3, &error));
  g_assert_true (lec_upload_sync (again, &error));
  g_assert_true (lec_upload_move (again, path, &error));
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "abcdef");
  g_assert_null (lec_upload_open (fixture->root, "ann", id, NULL));
  g_assert_true (lec_upload_move_back (again, path, &error));
  g_assert_cmpuint (lec_upload_count (fixture->root, "ann"), ==, 1);
  lec_upload_remove (again);
  g_assert_cmpuint (lec_upload_count (fixture->root, "ann"), ==, 0);
}

static void
test_one_writer (Fixture *fixture,
                 gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  LecUpload *first = make (fixture, NULL, -1);
  g_autoptr (LecUpload) second = lec_upload_open (fixture->root, NULL, lec_upload_get_id (first), &error);

  g_assert_false (lec_upload_lock (second, &error));
  g_assert_no_error (error);
  g_assert_true (lec_upload_write (first, "abc", 3, &error));
  lec_upload_free (first);
  g_assert_true (lec_upload_lock (second, &error));
  /* As it is when one may write, not as it was found. */
  g_assert_cmpint (lec_upload_get_offset (second), ==, 3);
}

/* Whoever waits for one that is removed has none. */
static void
test_removed (Fixture *fixture,
              gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LecUpload) first = make (fixture, NULL, -1);
  g_autoptr (LecUpload) second = lec_upload_open (fixture->root, NULL, lec_upload_get_id (first), &error);

  lec_upload_remove (first);
  g_assert_false (lec_upload_lock (second, &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_NOT_FOUND);
}

static void
test_strangers (Fixture *fixture,
                gconstpointer data)
{
  static const char *const wrong[] = { "", ".", "..", "../..", "x", "00000000-0000-0000-0000-000000000000" };
  g_autoptr (LecUpload) upload = make (fixture, "ann", 6);
  g_autoptr (GError) error = NULL;

  g_assert_null (lec_upload_open (fixture->root, "bob", lec_upload_get_id (upload), &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_NOT_FOUND);
  g_assert_null (lec_upload_open (fixture->root, NULL, lec_upload_get_id (upload), NULL));
  g_assert_cmpuint (lec_upload_count (fixture->root, "bob"), ==, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_null (lec_upload_open (fixture->root, "ann", wrong[i], NULL));
}

static void
test_names (Fixture *fixture,
            gconstpointer data)
{
  static const char *const given[] = { NULL, "", "/", "..", "../../etc/passwd", "a\nb.mp4", ".hidden", "a/b\\c.mp4" };

  for (gsize i = 0; i < G_N_ELEMENTS (given); i++)
    {
      g_autoptr (GError) error = NULL;
      LecUploadFacts facts = { given[i], "video/mp4", -1, NULL };
      g_autoptr (LecUpload) upload = lec_upload_new (fixture->root, NULL, &facts, &error);
      const char *name = NULL;

      g_assert_no_error (error);
      name = lec_upload_get_name (upload);
      g_test_message ("%s", name);
      g_assert_true (*name != '\0' && *name != '.');
      g_assert_null (strpbrk (name, "/\n"));
    }
}

static void
test_no_room (Fixture *fixture,
              gconstpointer data)
{
  struct rlimit limit = { 0 };
  struct rlimit little = { 0 };
  LecUploadFacts large = { "a.mp4", NULL, G_MAXINT64 / 2, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (LecUpload) upload = NULL;

  g_assert_null (lec_upload_new (fixture->root, NULL, &large, &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_NO_SPACE);
  g_assert_cmpuint (lec_upload_count (fixture->root, NULL), ==, 0);
  g_clear_error (&error);

  /* What fits stays, and that the rest does not is told. */
  upload = make (fixture, NULL, -1);
  g_assert_true (lec_upload_write (upload, "abc", 3, &error));
  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  little = (struct rlimit){ 5, limit.rlim_max };
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &little), ==, 0);
  g_assert_false (lec_upload_write (upload, "defghi", 6, &error));
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  g_assert_nonnull (error);
  g_assert_cmpint (lec_upload_get_offset (upload), ==, 5);
}

static void
age (Fixture *fixture,
     gint64 now_us)
{
  g_autofree char *command = g_strdup_printf ("find '%s' -exec touch -d @%" G_GINT64_FORMAT " {} +", fixture->root,
                                              now_us / G_USEC_PER_SEC);

  g_assert_true (g_spawn_command_line_sync (command, NULL, NULL, NULL, NULL));
}

static void
test_sweep (Fixture *fixture,
            gconstpointer data)
{
  gint64 now_us = g_get_real_time ();
  gint64 limit_us = now_us - LEC_UPLOAD_AGE_US;
  g_autoptr (LecUpload) busy = NULL;
  g_autoptr (LecUpload) young = NULL;
  g_autofree char *begun = NULL;
  g_autofree char *other = g_build_filename (fixture->root, "notes.txt", NULL);

  lec_upload_free (make (fixture, "ann", 3));
  lec_upload_free (make (fixture, "ann", 3));
  g_assert_cmpuint (lec_upload_sweep (fixture->root, limit_us), ==, 0);
  busy = make (fixture, "bob", 3);
  begun = g_build_filename (fixture->root, "0123", "00000000-0000-4000-8000-000000000000", NULL);
  g_assert_cmpint (g_mkdir_with_parents (begun, 0700), ==, 0);
  g_assert_true (g_file_set_contents (other, "x", 1, NULL));
  age (fixture, limit_us - 10 * G_USEC_PER_SEC);
  young = make (fixture, "bob", 3);
  g_assert_cmpuint (lec_upload_sweep (fixture->root, limit_us), ==, 3);
  g_assert_cmpuint (lec_upload_count (fixture->root, "ann"), ==, 0);
  g_assert_cmpuint (lec_upload_count (fixture->root, "bob"), ==, 2);
  g_assert_false (g_file_test (begun, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (other, G_FILE_TEST_EXISTS));
  g_assert_cmpuint (lec_upload_sweep ("/nonexistent", limit_us), ==, 0);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/upload/goes-on", Fixture, NULL, set_up, test_goes_on, tear_down);
  g_test_add ("/upload/one-writer", Fixture, NULL, set_up, test_one_writer, tear_down);
  g_test_add ("/upload/removed", Fixture, NULL, set_up, test_removed, tear_down);
  g_test_add ("/upload/strangers", Fixture, NULL, set_up, test_strangers, tear_down);
  g_test_add ("/upload/names", Fixture, NULL, set_up, test_names, tear_down);
  g_test_add ("/upload/no-room", Fixture, NULL, set_up, test_no_room, tear_down);
  g_test_add ("/upload/sweep", Fixture, NULL, set_up, test_sweep, tear_down);
  return g_test_run ();
}
