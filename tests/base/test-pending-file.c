/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A file is there whole or not at all, and what is there stays.
 */
#include <glib/gstdio.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"
#include "base/pending-file.h"
#include "one-file.h"

static void
assert_content (OneFile *fixture,
                const char *content)
{
  g_autofree char *found = NULL;

  g_assert_true (g_file_get_contents (fixture->path, &found, NULL, NULL));
  g_assert_cmpstr (found, ==, content);
}

static void
test_commit (OneFile *fixture,
             gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LecPendingFile) file = lec_pending_file_new (fixture->path, FALSE, &error);
  struct stat facts = { 0 };
  mode_t mask = umask (022);

  umask (mask);
  g_assert_no_error (error);
  g_assert_true (lec_pending_file_write (file, "ab", 2, &error));
  g_assert_true (lec_pending_file_write (file, "c", 1, &error));
  g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
  g_assert_true (lec_pending_file_commit (file, &error));
  g_assert_no_error (error);
  assert_content (fixture, "abc");
  g_assert_cmpint (stat (fixture->path, &facts), ==, 0);
  g_assert_cmpuint (facts.st_mode & 0777, ==, 0666 & ~mask);
}

static void
test_dropped (OneFile *fixture,
              gconstpointer data)
{
  g_autoptr (LecPendingFile) file = lec_pending_file_new (fixture->path, FALSE, NULL);

  g_assert_true (lec_pending_file_write (file, "abc", 3, NULL));
  g_clear_pointer (&file, lec_pending_file_free);
  g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
}

static void
test_exists (OneFile *fixture,
             gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (lec_pending_file_save (fixture->path, "old", 3, FALSE, &error));
  g_assert_false (lec_pending_file_save (fixture->path, "new", 3, FALSE, &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_EXISTS);
  g_clear_error (&error);
  assert_content (fixture, "old");
  g_assert_true (lec_pending_file_save (fixture->path, "new", 3, TRUE, &error));
  assert_content (fixture, "new");
}

static void
test_appeared_meanwhile (OneFile *fixture,
                         gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LecPendingFile) file = lec_pending_file_new (fixture->path, FALSE, &error);

  g_assert_true (lec_pending_file_write (file, "mine", 4, &error));
  g_assert_true (g_file_set_contents (fixture->path, "theirs", -1, NULL));
  g_assert_false (lec_pending_file_commit (file, &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_EXISTS);
  assert_content (fixture, "theirs");
}

/* A library that writes by path may replace the file rather than fill it. */
static void
test_written_by_path (OneFile *fixture,
                      gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LecPendingFile) file = lec_pending_file_new (fixture->path, FALSE, &error);

  g_assert_true (g_file_set_contents (lec_pending_file_get_path (file), "by path", -1, NULL));
  g_assert_true (lec_pending_file_commit (file, &error));
  assert_content (fixture, "by path");
}

/* For a library that locks what it writes. */
static void
test_written_beside (OneFile *fixture,
                     gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LecPendingFile) file = lec_pending_file_new (fixture->path, TRUE, &error);
  g_autofree char *beside = lec_pending_file_dup_path_beside (file);
  g_autofree char *journal = g_strconcat (beside, "-journal", NULL);

  g_assert_false (lec_pending_file_commit_beside (file, &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_true (g_file_set_contents (beside, "ab", 2, NULL));
  g_assert_true (g_file_set_contents (journal, "half", 4, NULL));
  g_assert_true (lec_pending_file_commit_beside (file, &error));
  g_assert_no_error (error);
  g_clear_pointer (&file, lec_pending_file_free);
  g_assert_false (g_file_test (journal, G_FILE_TEST_EXISTS));
  assert_content (fixture, "ab");

  /* Given up. */
  file = lec_pending_file_new (fixture->path, TRUE, &error);
  g_free (beside);
  beside = lec_pending_file_dup_path_beside (file);
  g_assert_true (g_file_set_contents (beside, "c", 1, NULL));
  g_clear_pointer (&file, lec_pending_file_free);
  g_assert_false (g_file_test (beside, G_FILE_TEST_EXISTS));
  assert_content (fixture, "ab");
}

static void
test_no_folder (OneFile *fixture,
                gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "none", "out.pdf", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (lec_pending_file_new (path, FALSE, &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_NOT_FOUND);
}

static void
test_not_writable (void)
{
  g_autoptr (GError) error = NULL;

  /* Nobody may create files in /proc, not even root. */
  g_assert_null (lec_pending_file_new ("/proc/self/out.pdf", FALSE, &error));
  g_assert_nonnull (error);
  g_assert_true (error->domain == LEC_ERROR);
}

/* A file in a folder of the same name: 255 bytes leave no room for a suffix. */
static void
test_long_name (OneFile *fixture,
                gconstpointer data)
{
  g_autofree char *name = g_strnfill (255, 'x');
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (lec_pending_file_save (path, "a", 1, FALSE, &error));
  g_assert_no_error (error);
  g_assert_cmpint (g_unlink (path), ==, 0);
}

/* The limit on a file's size stands in for a full disk: the same code, without root's help. */
static void
test_full (OneFile *fixture,
           gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LecPendingFile) file = lec_pending_file_new (fixture->path, FALSE, &error);
  struct rlimit before = { 0 };

  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &before), ==, 0);
  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &(struct rlimit){ 2, before.rlim_max }), ==, 0);
  g_assert_false (lec_pending_file_write (file, "abc", 3, &error));
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &before), ==, 0);
  g_assert_error (error, LEC_ERROR, LEC_ERROR_NO_SPACE);
}

static char *
make_file (OneFile *fixture,
           const char *name)
{
  char *path = g_build_filename (fixture->folder, name, NULL);

  g_assert_true (g_file_set_contents (path, "half", -1, NULL));
  return path;
}

/* What a killed program left goes; what is being written, and whatever else there is, stays. */
static void
test_sweep (OneFile *fixture,
            gconstpointer data)
{
  static const char *const others[] = {
    ".lectern-0123456.tmp",
    ".lectern-012345678.tmp",
    ".lectern-0123456g.tmp",
    ".lectern-01234567.tmp~",
    "lectern-01234567.tmp",
    ".lectern-.tmp",
    ".lectern-",
  };
  g_autofree char *left = make_file (fixture, ".lectern-01234567.tmp");
  g_autofree char *beside = make_file (fixture, ".lectern-01234567.tmp-beside");
  g_autofree char *journal = make_file (fixture, ".lectern-01234567.tmp-beside-journal");
  g_autofree char *link = g_build_filename (fixture->folder, ".lectern-89abcdef.tmp", NULL);
  g_autofree char *folder = g_build_filename (fixture->folder, ".lectern-00000000.tmp", NULL);
  g_autoptr (LecPendingFile) file = lec_pending_file_new (fixture->path, FALSE, NULL);
  g_autofree char *beside_file = lec_pending_file_dup_path_beside (file);

  g_assert_true (g_file_set_contents (beside_file, "half", -1, NULL));
  g_assert_cmpint (symlink (left, link), ==, 0);
  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    g_free (make_file (fixture, others[i]));
  lec_pending_file_sweep (fixture->folder);
  g_assert_false (g_file_test (left, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (beside, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (journal, G_FILE_TEST_EXISTS));
  g_assert_cmpint (g_unlink (beside_file), ==, 0);
  g_assert_true (g_file_test (link, G_FILE_TEST_IS_SYMLINK));
  g_assert_true (lec_pending_file_write (file, "ab", 2, NULL));
  g_assert_true (lec_pending_file_commit (file, NULL));
  assert_content (fixture, "ab");

  g_assert_cmpint (g_rmdir (folder), ==, 0);
  g_assert_cmpint (g_unlink (link), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_autofree char *path = g_build_filename (fixture->folder, others[i], NULL);

      g_assert_cmpint (g_unlink (path), ==, 0);
    }
}

#define ADD(name, function) \
  g_test_add ("/pending-file/" name, OneFile, NULL, one_file_set_up, function, one_file_tear_down)

/* What takes its place is gone when it comes back, and until then it is nobody's to sweep up. */
static void
test_kept (OneFile *fixture,
           gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LecPendingFile) kept = NULL;

  g_assert_null (lec_pending_file_new_kept (fixture->path));
  g_assert_true (lec_pending_file_save (fixture->path, "before", 6, FALSE, &error));
  kept = lec_pending_file_new_kept (fixture->path);
  g_assert_nonnull (kept);
  g_assert_true (lec_pending_file_save (fixture->path, "after", 5, TRUE, &error));
  lec_pending_file_sweep (fixture->folder);
  g_assert_true (lec_pending_file_commit (kept, &error));
  g_assert_no_error (error);
  assert_content (fixture, "before");

  /* Not put back, it goes. */
  g_clear_pointer (&kept, lec_pending_file_free);
  kept = lec_pending_file_new_kept (fixture->path);
  g_assert_true (lec_pending_file_save (fixture->path, "after", 5, TRUE, &error));
  g_clear_pointer (&kept, lec_pending_file_free);
  assert_content (fixture, "after");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("commit", test_commit);
  ADD ("dropped", test_dropped);
  ADD ("exists", test_exists);
  ADD ("appeared-meanwhile", test_appeared_meanwhile);
  ADD ("written-by-path", test_written_by_path);
  ADD ("written-beside", test_written_beside);
  ADD ("no-folder", test_no_folder);
  ADD ("long-name", test_long_name);
  ADD ("full", test_full);
  ADD ("sweep", test_sweep);
  ADD ("kept", test_kept);
  g_test_add_func ("/pending-file/not-writable", test_not_writable);
  return g_test_run ();
}
