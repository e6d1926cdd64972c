/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A video is known by its content, under any name; plain mistakes are named.
 */
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"
#include "engine/content-id.h"
#include "one-file.h"

#define LARGE_BYTES (6 * 1024 * 1024)

static char *
id_of (OneFile *fixture,
       const void *content,
       gsize length)
{
  g_autoptr (GError) error = NULL;
  char *id = NULL;

  g_assert_true (g_file_set_contents (fixture->path, content, (gssize) length, NULL));
  id = lec_content_id_of_file (fixture->path, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (lec_content_id_is_valid (id));
  return id;
}

static void
test_small (OneFile *fixture,
            gconstpointer data)
{
  g_autofree char *first = id_of (fixture, "one", 3);
  g_autofree char *again = id_of (fixture, "one", 3);
  g_autofree char *other = id_of (fixture, "two", 3);
  g_autofree char *longer = id_of (fixture, "one\0", 4);

  g_assert_cmpstr (first, ==, again);
  g_assert_cmpstr (first, !=, other);
  g_assert_cmpstr (first, !=, longer);
}

/* Of a large file, beginning and end count, samples between, and the size. */
static void
test_large (OneFile *fixture,
            gconstpointer data)
{
  g_autofree char *content = g_malloc0 (LARGE_BYTES + 1);
  g_autofree char *first = id_of (fixture, content, LARGE_BYTES);
  g_autofree char *longer = id_of (fixture, content, LARGE_BYTES + 1);
  const gsize places[] = { 0, 1024 * 1024, LARGE_BYTES - 1024 * 1024, LARGE_BYTES - 1 };

  g_assert_cmpstr (first, !=, longer);
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_autofree char *other = NULL;

      content[places[i]] = 'x';
      other = id_of (fixture, content, LARGE_BYTES);
      content[places[i]] = 0;
      g_assert_cmpstr (first, !=, other);
    }
}

static void
assert_refused (const char *path,
                LecError code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (lec_content_id_of_file (path, NULL, &error));
  g_assert_error (error, LEC_ERROR, (int) code);
}

static void
test_refused (OneFile *fixture,
              gconstpointer data)
{
  g_autofree char *long_name = g_strnfill (300, 'a');

  assert_refused (fixture->path, LEC_ERROR_NOT_FOUND);
  assert_refused (long_name, LEC_ERROR_NOT_FOUND);
  assert_refused (fixture->folder, LEC_ERROR_NOT_A_VIDEO);
  assert_refused ("/dev/null", LEC_ERROR_NOT_A_VIDEO);
  g_assert_true (g_file_set_contents (fixture->path, "", 0, NULL));
  assert_refused (fixture->path, LEC_ERROR_NOT_A_VIDEO);
}

/* It must not wait for somebody who writes. */
static void
test_named_pipe (OneFile *fixture,
                 gconstpointer data)
{
  g_assert_cmpint (mkfifo (fixture->path, 0600), ==, 0);
  assert_refused (fixture->path, LEC_ERROR_NOT_A_VIDEO);
}

static void
test_cancelled (OneFile *fixture,
                gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (fixture->path, "one", 3, NULL));
  g_cancellable_cancel (cancellable);
  g_assert_null (lec_content_id_of_file (fixture->path, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_combine (void)
{
  const char *const ids[] = { "aa", "bb" };
  const char *const turned[] = { "bb", "aa" };
  g_autofree char *first = lec_content_id_combine (ids, 2, "x");
  g_autofree char *again = lec_content_id_combine (ids, 2, "x");
  g_autofree char *order = lec_content_id_combine (turned, 2, "x");
  g_autofree char *detail = lec_content_id_combine (ids, 2, "y");
  g_autofree char *fewer = lec_content_id_combine (ids, 1, "x");

  g_assert_true (lec_content_id_is_valid (first));
  g_assert_cmpstr (first, ==, again);
  g_assert_cmpstr (first, !=, order);
  g_assert_cmpstr (first, !=, detail);
  g_assert_cmpstr (first, !=, fewer);
}

/* Ids become names of folders. */
static void
test_valid (void)
{
  g_autofree char *digits = g_strnfill (64, 'a');
  g_autofree char *upper = g_strnfill (64, 'A');
  g_autofree char *dots = g_strnfill (64, '.');
  g_autofree char *longer = g_strnfill (65, 'a');

  g_assert_true (lec_content_id_is_valid (digits));
  g_assert_false (lec_content_id_is_valid (upper));
  g_assert_false (lec_content_id_is_valid (dots));
  g_assert_false (lec_content_id_is_valid (longer));
  g_assert_false (lec_content_id_is_valid (""));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/content-id/small", OneFile, NULL, one_file_set_up, test_small, one_file_tear_down);
  g_test_add ("/content-id/large", OneFile, NULL, one_file_set_up, test_large, one_file_tear_down);
  g_test_add ("/content-id/refused", OneFile, NULL, one_file_set_up, test_refused, one_file_tear_down);
  g_test_add ("/content-id/named-pipe", OneFile, NULL, one_file_set_up, test_named_pipe, one_file_tear_down);
  g_test_add ("/content-id/cancelled", OneFile, NULL, one_file_set_up, test_cancelled, one_file_tear_down);
  g_test_add_func ("/content-id/combine", test_combine);
  g_test_add_func ("/content-id/valid", test_valid);
  return g_test_run ();
}
