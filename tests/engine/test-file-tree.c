/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Copies are whole, dated, and looked at again; what is cut off is none, and links are nobody's to
 * follow.
 */
#include <unistd.h>
#include <utime.h>

#include "base/error.h"
#include "engine/file-tree.h"
#include "kept-slides.h"

typedef struct
{
  char *top;
  char *from;
  char *to;
} Fixture;

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  fixture->top = g_dir_make_tmp ("lectern-tree-XXXXXX", NULL);
  fixture->from = g_build_filename (fixture->top, "from", NULL);
  fixture->to = g_build_filename (fixture->top, "to", NULL);
  put_text_file (fixture->from, "b", "text");
  put_text_file (fixture->from, "inner/a", "more text");
  put_text_file (fixture->from, "inner/empty", "");
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  remove_all (fixture->top);
  g_free (fixture->top);
  g_free (fixture->from);
  g_free (fixture->to);
}

static GPtrArray *
list (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *files = lec_file_tree_list (fixture->from, NULL, &error);

  g_assert_no_error (error);
  return files;
}

static void
assert_text (const char *folder,
             const char *name,
             const char *expected)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, expected);
}

static gboolean
is_not_b (const char *name)
{
  return !g_str_equal (name, "b");
}

static void
test_list (Fixture *fixture,
           gconstpointer data)
{
  g_autoptr (GPtrArray) files = list (fixture);
  g_autoptr (GPtrArray) some = lec_file_tree_list (fixture->from, is_not_b, NULL);
  g_autofree char *link = g_build_filename (fixture->from, "inner", "link", NULL);
  g_autoptr (GError) link_error = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (files->len, ==, 3);
  g_assert_cmpstr (((LecTreeFile *) g_ptr_array_index (files, 1))->path, ==, "inner/a");
  g_assert_cmpint (((LecTreeFile *) g_ptr_array_index (files, 1))->size_bytes, ==, 9);
  g_assert_cmpuint (some->len, ==, 2);
  g_assert_cmpint (lec_file_tree_measure (fixture->from), ==, 13);
  g_assert_cmpint (lec_file_tree_measure (fixture->to), ==, 0);

  g_assert_cmpint (symlink ("/etc/passwd", link), ==, 0);
  g_assert_cmpint (lec_file_tree_measure (fixture->from), ==, 13);
  g_assert_null (lec_file_tree_list (fixture->from, NULL, &link_error));
  g_assert_error (link_error, LEC_ERROR, LEC_ERROR_USAGE);
  g_assert_null (lec_file_tree_list (fixture->to, NULL, &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_NOT_FOUND);
}

static void
copy (Fixture *fixture,
      GPtrArray *files,
      gboolean trusts)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (lec_file_tree_copy (files, fixture->from, fixture->to, trusts, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (lec_file_tree_sync (fixture->to, &error));
  g_assert_no_error (error);
}

static void
test_copy (Fixture *fixture,
           gconstpointer data)
{
  g_autoptr (GPtrArray) files = list (fixture);
  g_autofree char *path = g_build_filename (fixture->to, "inner", "a", NULL);
  const LecTreeFile *file = g_ptr_array_index (files, 1);
  g_autoptr (GError) error = NULL;

  copy (fixture, files, FALSE);
  assert_text (fixture->to, "b", "text");
  assert_text (fixture->to, "inner/a", "more text");
  assert_text (fixture->to, "inner/empty", "");
  g_assert_true (lec_tree_file_is_at (file, path));
  g_assert_true (lec_file_tree_verify (files, fixture->from, fixture->to, NULL, &error));
  g_assert_no_error (error);

  /* Of the same size, and not what was read. */
  put_text_file (fixture->to, "inner/a", "MORE TEXT");
  g_assert_false (lec_tree_file_is_at (file, path));
  g_assert_false (lec_file_tree_verify (files, fixture->from, fixture->to, NULL, &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_DAMAGED);
}

/* What is there with its size and time is not copied again; what was cut off is. */
static void
test_copy_again (Fixture *fixture,
                 gconstpointer data)
{
  g_autoptr (GPtrArray) files = list (fixture);
  g_autoptr (GPtrArray) again = list (fixture);
  g_autofree char *original = g_build_filename (fixture->from, "b", NULL);
  g_autofree char *path = g_build_filename (fixture->to, "b", NULL);
  const struct utimbuf whole_second = { 1000, 1000 };

  copy (fixture, files, FALSE);
  put_text_file (fixture->to, "inner/a", "more");
  copy (fixture, again, TRUE);
  assert_text (fixture->to, "inner/a", "more text");
  g_assert_null (((LecTreeFile *) g_ptr_array_index (again, 0))->sum);
  g_assert_nonnull (((LecTreeFile *) g_ptr_array_index (again, 1))->sum);
  g_assert_true (lec_file_tree_verify (again, fixture->from, fixture->to, NULL, NULL));

  /* A file system that keeps only even seconds. */
  g_assert_cmpint (utime (path, &whole_second), ==, 0);
  ((LecTreeFile *) g_ptr_array_index (again, 0))->time_ns = G_GINT64_CONSTANT (1001999999999);
  g_assert_true (lec_tree_file_is_at (g_ptr_array_index (again, 0), path));
  ((LecTreeFile *) g_ptr_array_index (again, 0))->time_ns = G_GINT64_CONSTANT (1002000000000);
  g_assert_false (lec_tree_file_is_at (g_ptr_array_index (again, 0), path));
}

static void
test_cancel (Fixture *fixture,
             gconstpointer data)
{
  g_autoptr (GPtrArray) files = list (fixture);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_false (lec_file_tree_copy (files, fixture->from, fixture->to, FALSE, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_remove (Fixture *fixture,
             gconstpointer data)
{
  g_autofree char *outside = g_build_filename (fixture->top, "outside", NULL);
  g_autofree char *link = g_build_filename (fixture->from, "link", NULL);

  put_text_file (outside, "file", "text");
  g_assert_cmpint (symlink ("../outside", link), ==, 0);
  lec_file_tree_remove (fixture->from);
  g_assert_false (g_file_test (fixture->from, G_FILE_TEST_EXISTS));
  assert_text (outside, "file", "text");
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/file-tree/list", Fixture, NULL, set_up, test_list, tear_down);
  g_test_add ("/file-tree/copy", Fixture, NULL, set_up, test_copy, tear_down);
  g_test_add ("/file-tree/copy-again", Fixture, NULL, set_up, test_copy_again, tear_down);
  g_test_add ("/file-tree/cancel", Fixture, NULL, set_up, test_cancel, tear_down);
  g_test_add ("/file-tree/remove", Fixture, NULL, set_up, test_remove, tear_down);

  return g_test_run ();
}
