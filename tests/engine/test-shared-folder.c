/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What lies in the shared folder, and what only seems to.
 */
#include <glib/gstdio.h>
#include <unistd.h>

#include "base/error.h"
#include "engine/file-tree.h"
#include "engine/shared-folder.h"

typedef struct
{
  char *root;
  char *shared;
} Fixture;

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  g_autofree char *inner = NULL;

  fixture->root = g_dir_make_tmp ("lectern-shared-XXXXXX", NULL);
  fixture->shared = g_build_filename (fixture->root, "shared", NULL);
  inner = g_build_filename (fixture->shared, "videos", NULL);
  g_assert_cmpint (g_mkdir_with_parents (inner, 0700), ==, 0);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  lec_file_tree_remove (fixture->root);
  g_free (fixture->root);
  g_free (fixture->shared);
}

static void
assert_checks (Fixture *fixture,
               const char *name,
               gboolean is_inside)
{
  g_autofree char *path = g_build_filename (fixture->root, name, NULL);
  g_autoptr (GError) error = NULL;

  g_test_message ("%s", path);
  g_assert_true (lec_shared_folder_check (fixture->shared, path, &error) == is_inside);
  if (is_inside)
    g_assert_no_error (error);
  else
    g_assert_error (error, LEC_ERROR, LEC_ERROR_USAGE);
}

static void
test_paths (Fixture *fixture,
            gconstpointer data)
{
  assert_checks (fixture, "shared/talk.mp4", TRUE);
  assert_checks (fixture, "shared/videos", TRUE);
  assert_checks (fixture, "shared/not/there/yet.pdf", TRUE);
  assert_checks (fixture, "shared/videos/../talk.mp4", TRUE);
  assert_checks (fixture, "shared", TRUE);
  assert_checks (fixture, "shared/videos/..", TRUE);
  assert_checks (fixture, "shared-not/talk.mp4", FALSE);
  assert_checks (fixture, "talk.mp4", FALSE);
  assert_checks (fixture, "shared/../talk.mp4", FALSE);
  assert_checks (fixture, "shared/videos/../../talk.mp4", FALSE);
  assert_checks (fixture, "shared/not/../../talk.mp4", FALSE);
}

static void
make_link (Fixture *fixture,
           const char *to,
           const char *name)
{
  g_autofree char *path = g_build_filename (fixture->root, name, NULL);

  g_assert_cmpint (symlink (to, path), ==, 0);
}

static void
test_links (Fixture *fixture,
            gconstpointer data)
{
  make_link (fixture, fixture->root, "shared/out");
  make_link (fixture, "videos", "shared/in");
  make_link (fixture, fixture->shared, "alias");
  make_link (fixture, "/nowhere/at/all", "shared/dangling");
  assert_checks (fixture, "shared/out/talk.mp4", FALSE);
  assert_checks (fixture, "shared/out/shared/talk.mp4", TRUE);
  assert_checks (fixture, "shared/in/talk.mp4", TRUE);
  assert_checks (fixture, "alias/talk.mp4", TRUE);
  assert_checks (fixture, "shared/dangling", FALSE);
  assert_checks (fixture, "shared/dangling/talk.mp4", FALSE);
}

static void
test_relative (Fixture *fixture,
               gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (lec_shared_folder_check (fixture->shared, "talk.mp4", &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_USAGE);
}

static void
test_not_there (Fixture *fixture,
                gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  lec_file_tree_remove (fixture->shared);
  g_assert_false (lec_shared_folder_check (fixture->shared, fixture->shared, &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_NOT_FOUND);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/shared-folder/paths", Fixture, NULL, set_up, test_paths, tear_down);
  g_test_add ("/shared-folder/links", Fixture, NULL, set_up, test_links, tear_down);
  g_test_add ("/shared-folder/relative", Fixture, NULL, set_up, test_relative, tear_down);
  g_test_add ("/shared-folder/not-there", Fixture, NULL, set_up, test_not_there, tear_down);
  return g_test_run ();
}
