/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Videos from the web in the user's cache: which paths are theirs, what is known of them later on,
 * and when they go. What a server does wrong is tested where it is asked (net/).
 */
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"
#include "engine/linked-video.h"
#include "net/file-server.h"
#include "temporary-folder.h"

#define SECRET "s3cret"

static const LecLinkOptions near = { .own_network = TRUE };

typedef struct
{
  FileServer server;
  char *address;
} Fixture;

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  file_server_start (&fixture->server, g_bytes_new_static ("a video", 7));
  fixture->server.type = "video/mp4";
  fixture->server.etag = "\"one\"";
  fixture->address = g_strconcat (fixture->server.web->url, "/7.mp4?token=" SECRET, NULL);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  g_autofree char *root = lec_linked_video_dup_root ();

  file_server_stop (&fixture->server);
  g_free (fixture->address);
  remove_all (root);
}

static char *
add (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) paths = lec_linked_video_add (fixture->address, &near, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (paths->len, ==, 1);
  return g_strdup (g_ptr_array_index (paths, 0));
}

static void
bring (const char *path,
       const char *wanted)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  lec_linked_video_bring (path, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, wanted);
}

static void
test_bring (Fixture *fixture,
            gconstpointer data)
{
  g_autofree char *path = add (fixture);
  g_autofree char *shown = lec_linked_video_dup_address (path);
  g_autofree char *again = NULL;

  g_assert_true (lec_linked_video_is (path));
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_true (g_str_has_suffix (path, "/7.mp4"));
  g_assert_null (strstr (path, SECRET));
  g_assert_true (g_str_has_suffix (shown, "/7.mp4"));
  bring (path, "a video");
  again = add (fixture);
  g_assert_cmpstr (again, ==, path);
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
}

/* What is kept of it has no secret in it; the user's own file is from nowhere. */
static void
test_origin (Fixture *fixture,
             gconstpointer data)
{
  g_autofree char *path = add (fixture);
  g_autofree char *folder = g_dir_make_tmp ("lectern-test-XXXXXX", NULL);
  g_autofree char *own = g_build_filename (folder, "own.mp4", NULL);
  g_autofree char *expected = g_strconcat (fixture->server.web->url, "/7.mp4", NULL);
  g_autofree char *root = lec_linked_video_dup_root ();
  g_autofree char *address = g_strdup ("https://example.org/before");
  gboolean is_page = TRUE;

  lec_linked_video_note_origin (path, &address, &is_page);
  g_assert_cmpstr (address, ==, expected);
  g_assert_false (is_page);
  /* As it was, when nothing is known of it any more. */
  remove_all (root);
  lec_linked_video_note_origin (path, &address, &is_page);
  g_assert_cmpstr (address, ==, expected);
  lec_linked_video_note_origin ("/no/such/video.mp4", &address, &is_page);
  g_assert_cmpstr (address, ==, expected);
  put_text_file (folder, "own.mp4", "a video");
  lec_linked_video_note_origin (own, &address, &is_page);
  g_assert_null (address);
  remove_all (folder);
}

/* A server may call it what is beside it. */
static void
test_names (Fixture *fixture,
            gconstpointer data)
{
  static const char *const names[] = { "link.json", ".link.json", "lock", ".lock" };

  fixture->server.type = "application/octet-stream";
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *more =
        g_strdup_printf ("Content-Disposition: attachment; filename=\"%s\"\r\n", names[i]);
      g_autofree char *path = NULL;

      g_free (fixture->address);
      fixture->address = g_strdup_printf ("%s/%" G_GSIZE_FORMAT, fixture->server.web->url, i);
      fixture->server.more = more;
      path = add (fixture);
      bring (path, "a video");
      fixture->server.more = NULL;
    }
}

static void
test_changed (Fixture *fixture,
              gconstpointer data)
{
  g_autofree char *path = add (fixture);
  g_autofree char *again = NULL;

  bring (path, "a video");
  g_bytes_unref (fixture->server.file);
  fixture->server.file = g_bytes_new_static ("another", 7);
  fixture->server.etag = "\"two\"";
  fixture->server.more = "Content-Disposition: attachment; filename=new.mp4\r\n";
  again = add (fixture);
  g_assert_cmpstr (again, ==, path);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  bring (path, "another");
}

static void
test_nobody_answers (Fixture *fixture,
                     gconstpointer data)
{
  g_autofree char *path = add (fixture);
  g_autofree char *again = NULL;
  g_autofree char *other = g_strconcat (fixture->server.web->url, "/8.mp4", NULL);
  g_autoptr (GError) error = NULL;

  bring (path, "a video");
  web_server_stop (fixture->server.web);
  again = add (fixture);
  g_assert_cmpstr (again, ==, path);
  g_assert_null (lec_linked_video_add (other, &near, NULL, NULL, &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_WEB);
}

static void
test_reasons (Fixture *fixture,
              gconstpointer data)
{
  static const struct
  {
    const char *status;
    LecError code;
  } cases[] = {
    { "404 Not Found", LEC_ERROR_NOT_FOUND },
    { "403 Forbidden", LEC_ERROR_UNREADABLE },
    { "400 Bad Request", LEC_ERROR_UNREADABLE },
  };
  g_autoptr (GError) error = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      fixture->server.status = cases[i].status;
      g_assert_null (lec_linked_video_add (fixture->address, &near, NULL, NULL, &error));
      g_assert_error (error, LEC_ERROR, (int) cases[i].code);
      g_clear_error (&error);
    }
  g_assert_null (lec_linked_video_add (fixture->address, NULL, NULL, NULL, &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_UNREADABLE);
  g_clear_error (&error);
  g_assert_null (lec_linked_video_add ("https://", NULL, NULL, NULL, &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_USAGE);
}

/* Its folder was emptied by somebody who tidies up. */
static void
test_forgotten (Fixture *fixture,
                gconstpointer data)
{
  g_autofree char *path = add (fixture);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *note = g_build_filename (folder, ".link.json", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_remove (note), ==, 0);
  g_assert_false (lec_linked_video_bring (path, NULL, NULL, NULL, &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_NOT_FOUND);
  g_assert_null (lec_linked_video_dup_address (path));
}

static void
test_other_paths (void)
{
  g_autofree char *root = lec_linked_video_dup_root ();
  g_autofree char *outside = g_build_filename (root, "..", "x", "talk.mp4", NULL);
  g_autofree char *beside = g_build_filename (root, "talk.mp4", NULL);

  g_assert_false (lec_linked_video_is ("/srv/talk.mp4"));
  g_assert_false (lec_linked_video_is ("talk.mp4"));
  g_assert_false (lec_linked_video_is (outside));
  g_assert_false (lec_linked_video_is (beside));
  g_assert_true (lec_linked_video_bring ("/srv/talk.mp4", NULL, NULL, NULL, NULL));
}

static void
test_sweep (Fixture *fixture,
            gconstpointer data)
{
  g_autofree char *path = add (fixture);
  g_autofree char *root = lec_linked_video_dup_root ();
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *note = g_build_filename (folder, ".link.json", NULL);
  gint64 since_us = g_get_real_time () - LEC_LINKED_VIDEO_AGE_US;
  const struct timespec old[2] = { { .tv_sec = 1000 }, { .tv_sec = 1000 } };

  bring (path, "a video");
  g_assert_cmpuint (lec_linked_video_sweep (root, since_us), ==, 0);
  g_assert_cmpint (utimensat (AT_FDCWD, note, old, 0), ==, 0);
  /* Who asks for it keeps it. */
  bring (path, "a video");
  g_assert_cmpuint (lec_linked_video_sweep (root, since_us), ==, 0);
  g_assert_cmpint (utimensat (AT_FDCWD, note, old, 0), ==, 0);
  g_assert_cmpuint (lec_linked_video_sweep (root, since_us), ==, 1);
  g_assert_false (g_file_test (folder, G_FILE_TEST_EXISTS));
}

#define ADD(name, func) g_test_add ("/linked-video/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc,
      char **argv)
{
  g_autofree char *cache = g_dir_make_tmp ("lectern-linked-XXXXXX", NULL);
  int status = 0;

  g_assert_true (g_setenv ("XDG_CACHE_HOME", cache, TRUE));
  g_test_init (&argc, &argv, NULL);

  ADD ("bring", test_bring);
  ADD ("origin", test_origin);
  ADD ("names", test_names);
  ADD ("changed", test_changed);
  ADD ("nobody-answers", test_nobody_answers);
  ADD ("reasons", test_reasons);
  ADD ("forgotten", test_forgotten);
  g_test_add_func ("/linked-video/other-paths", test_other_paths);
  ADD ("sweep", test_sweep);

  status = g_test_run ();
  remove_all (cache);
  return status;
}
