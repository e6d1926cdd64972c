/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Only a regular file of the folder is a result, whatever the child has put in its place.
 */
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"
#include "one-file.h"
#include "worker/result-file.h"

static void
test_hash (OneFile *fixture,
           gconstpointer data)
{
  g_autofree char *large = g_strnfill (200 * 1000, 'x');
  const char *const texts[] = { "", "abc", large };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *expected = g_compute_checksum_for_string (G_CHECKSUM_SHA256, texts[i], -1);
      g_autofree char *hash = NULL;
      g_autoptr (GError) error = NULL;

      g_assert_true (g_file_set_contents (fixture->path, texts[i], -1, NULL));
      g_assert_true (lec_result_file_sync (fixture->folder, "file", &error));
      hash = lec_result_file_hash (fixture->folder, "file", &error);
      g_assert_no_error (error);
      g_assert_cmpstr (hash, ==, expected);
    }
}

static void
assert_refused (OneFile *fixture)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (lec_result_file_hash (fixture->folder, "file", &error));
  g_assert_nonnull (error);
  g_assert_true (error->domain == LEC_ERROR);
}

static void
test_missing (OneFile *fixture,
              gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  assert_refused (fixture);
  g_assert_false (lec_result_file_sync (fixture->folder, "file", &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_NOT_FOUND);
}

static void
test_folder (OneFile *fixture,
             gconstpointer data)
{
  g_assert_cmpint (g_mkdir (fixture->path, 0700), ==, 0);
  assert_refused (fixture);
}

/* To anything at all: what it leads to is not the child's to hand over. */
static void
test_link (OneFile *fixture,
           gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (symlink ("/etc/passwd", fixture->path), ==, 0);
  assert_refused (fixture);
  g_assert_false (lec_result_file_sync (fixture->folder, "file", &error));
}

/* It must not wait for a writer. */
static void
test_named_pipe (OneFile *fixture,
                 gconstpointer data)
{
  g_assert_cmpint (mkfifo (fixture->path, 0600), ==, 0);
  assert_refused (fixture);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/result-file/hash", OneFile, NULL, one_file_set_up, test_hash, one_file_tear_down);
  g_test_add ("/result-file/missing", OneFile, NULL, one_file_set_up, test_missing, one_file_tear_down);
  g_test_add ("/result-file/folder", OneFile, NULL, one_file_set_up, test_folder, one_file_tear_down);
  g_test_add ("/result-file/link", OneFile, NULL, one_file_set_up, test_link, one_file_tear_down);
  g_test_add ("/result-file/named-pipe", OneFile, NULL, one_file_set_up, test_named_pipe, one_file_tear_down);
  return g_test_run ();
}
