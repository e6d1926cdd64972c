/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Downloads from a server that cuts connections, has another file by now, knows no parts, lies
 * about them, or has no video at all. What is there in the end is the file, or nothing.
 */
#include <string.h>

#include "base/error.h"
#include "net/download.h"
#include "net/file-server.h"
#include "net/link-name.h"
#include "net/net-error.h"
#include "temporary-folder.h"

#define FILE_BYTES (700 * 1000)
#define SECRET     "s3cret"

typedef struct
{
  FileServer server;
  LecDownloadSettings settings;
  char *folder;
  char *path;
  char *address;
} Fixture;

static GBytes *
make_file (guint8 seed,
           gsize length)
{
  guint8 *data = g_malloc (length);

  for (gsize i = 0; i < length; i++)
    data[i] = (guint8) (i * 31 + (i >> 8) + seed);
  return g_bytes_new_take (data, length);
}

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  fixture->settings = (LecDownloadSettings){
    .http = {
      .allow_private = TRUE,
      .connect_timeout_ms = 3000,
      .idle_timeout_ms = 2000,
      .max_tries = 2,
      .first_wait_ms = 5,
      .max_wait_ms = 20,
    },
    .spare_bytes = 1,
  };
  fixture->folder = g_dir_make_tmp ("lectern-download-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, "talk.mp4", NULL);
  file_server_start (&fixture->server, make_file (1, FILE_BYTES));
  fixture->server.etag = "\"one\"";
  fixture->server.type = "video/mp4";
  fixture->address = g_strconcat (fixture->server.web->url, "/talks/talk.mp4?token=" SECRET, NULL);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  file_server_stop (&fixture->server);
  remove_all (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->path);
  g_free (fixture->address);
}

static gboolean
fetch (Fixture *fixture,
       GError **error)
{
  return lec_download_fetch (&fixture->settings, fixture->address, fixture->path, NULL, NULL, NULL, error);
}

static void
assert_fetched (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *data = NULL;
  gsize length = 0, size = 0;
  const char *wanted = g_bytes_get_data (fixture->server.file, &size);

  fetch (fixture, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (fixture->path, &data, &length, NULL));
  g_assert_cmpmem (data, length, wanted, size);
}

/* That failed there is no video, and no other file but those for going on. */
static void
assert_failed (Fixture *fixture,
               GQuark domain,
               int code)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (fetch (fixture, &error));
  g_assert_error (error, domain, code);
  g_assert_null (strstr (error->message, SECRET));
  g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
}

static gint64
get_part_bytes (Fixture *fixture)
{
  g_autofree char *part = g_strconcat (fixture->path, ".part", NULL);
  GStatBuf facts = { 0 };

  return g_stat (part, &facts) == 0 ? facts.st_size : -1;
}

static char *
dup_sent (Fixture *fixture,
          guint n,
          const char *header)
{
  g_autofree char *head = web_server_dup_request (fixture->server.web, n, NULL);

  return file_server_dup_header (head, header);
}

static void
told_cb (gint64 done_bytes,
         gint64 size_bytes,
         gpointer user_data)
{
  gint64 *last = user_data;

  g_assert_cmpint (done_bytes, >=, *last);
  g_assert_cmpint (size_bytes, ==, FILE_BYTES);
  *last = done_bytes;
}

static void
test_whole (Fixture *fixture,
            gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gint64 last = 0;

  g_assert_true (
    lec_download_fetch (&fixture->settings, fixture->address, fixture->path, told_cb, &last, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (last, ==, FILE_BYTES);
  g_assert_cmpint (get_part_bytes (fixture), ==, -1);
  g_assert_cmpuint (file_server_get_n_asked (&fixture->server), ==, 1);
  assert_fetched (fixture);
}

static void
test_unchanged (Fixture *fixture,
                gconstpointer data)
{
  const char *const etags[] = { "\"one\"", "W/\"weak\"", NULL, NULL };
  const char *const dates[] = { NULL, NULL, "Thu, 01 Oct 2026 10:00:00 GMT", NULL };

  for (gsize i = 0; i < G_N_ELEMENTS (etags); i++)
    {
      g_autofree char *first = NULL;
      GStatBuf before = { 0 }, after = { 0 };
      guint n_asked = 0;

      fixture->server.etag = etags[i];
      fixture->server.modified = dates[i];
      assert_fetched (fixture);
      g_stat (fixture->path, &before);
      n_asked = file_server_get_n_asked (&fixture->server);
      assert_fetched (fixture);
      g_stat (fixture->path, &after);
      g_assert_cmpuint (file_server_get_n_asked (&fixture->server), ==, n_asked + 1);
      g_assert_true (before.st_ino == after.st_ino);
      g_remove (fixture->path);
    }
}

static void
test_changed (Fixture *fixture,
              gconstpointer data)
{
  assert_fetched (fixture);
  g_bytes_unref (fixture->server.file);
  fixture->server.file = make_file (2, FILE_BYTES);
  fixture->server.etag = "\"two\"";
  assert_fetched (fixture);
}

/* What was there stays until the other one is whole, and does not pass for it. */
static void
test_changed_and_cut (Fixture *fixture,
                      gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  assert_fetched (fixture);
  g_bytes_unref (fixture->server.file);
  fixture->server.file = make_file (2, FILE_BYTES);
  fixture->server.etag = "\"two\"";
  fixture->server.cut_bytes = 1000;
  fixture->server.n_cuts = G_MAXINT;
  fixture->settings.max_bytes = FILE_BYTES - 1;
  g_assert_false (fetch (fixture, &error));
  g_assert_error (error, LEC_NET_ERROR, LEC_NET_ERROR_TOO_LARGE);
  fixture->settings.max_bytes = 0;
  fixture->server.n_cuts = 0;
  assert_fetched (fixture);
}

static void
test_goes_on (Fixture *fixture,
              gconstpointer data)
{
  g_autofree char *range = NULL;
  g_autofree char *condition = NULL;

  fixture->server.cut_bytes = 200 * 1000;
  fixture->server.n_cuts = 3;
  assert_fetched (fixture);
  g_assert_cmpuint (file_server_get_n_asked (&fixture->server), ==, 4);
  range = dup_sent (fixture, 1, "Range");
  condition = dup_sent (fixture, 1, "If-Range");
  g_assert_true (g_str_has_prefix (range, "bytes="));
  g_assert_cmpint (g_ascii_strtoll (range + 6, NULL, 10), >, 0);
  g_assert_cmpstr (condition, ==, "\"one\"");
}

static void
test_goes_on_by_date (Fixture *fixture,
                      gconstpointer data)
{
  g_autofree char *condition = NULL;

  fixture->server.etag = NULL;
  fixture->server.modified = "Thu, 01 Oct 2026 10:00:00 GMT";
  fixture->server.cut_bytes = 400 * 1000;
  fixture->server.n_cuts = 1;
  assert_fetched (fixture);
  condition = dup_sent (fixture, 1, "If-Range");
  g_assert_cmpstr (condition, ==, fixture->server.modified);
}

/* A weak tag does not promise the same bytes. */
static void
test_weak_tag_starts_over (Fixture *fixture,
                           gconstpointer data)
{
  g_autofree char *range = NULL;

  fixture->server.etag = "W/\"one\"";
  fixture->server.cut_bytes = 400 * 1000;
  fixture->server.n_cuts = 1;
  assert_fetched (fixture);
  range = dup_sent (fixture, 1, "Range");
  g_assert_cmpstr (range, ==, "bytes=0-");
}

static void
cancel_cb (gint64 done_bytes,
           gint64 size_bytes,
           gpointer user_data)
{
  if (done_bytes > 100 * 1000)
    g_cancellable_cancel (user_data);
}

/* Of another call, as after the end of the program. */
static void
cancel_in_the_middle (Fixture *fixture)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  fixture->server.pause_us = 60 * 1000;
  g_assert_false (lec_download_fetch (&fixture->settings, fixture->address, fixture->path, cancel_cb, cancellable,
                                      cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
  g_assert_cmpint (get_part_bytes (fixture), >, 100 * 1000);
  fixture->server.pause_us = 0;
}

static void
test_cancelled_goes_on (Fixture *fixture,
                        gconstpointer data)
{
  g_autofree char *range = NULL;
  gint64 part_bytes = 0;

  cancel_in_the_middle (fixture);
  part_bytes = get_part_bytes (fixture);
  assert_fetched (fixture);
  range = dup_sent (fixture, 1, "Range");
  g_assert_cmpint (g_ascii_strtoll (range + 6, NULL, 10), ==, part_bytes);
}

static void
test_changed_meanwhile_starts_over (Fixture *fixture,
                                    gconstpointer data)
{
  cancel_in_the_middle (fixture);
  g_bytes_unref (fixture->server.file);
  fixture->server.file = make_file (3, FILE_BYTES + 5);
  fixture->server.etag = "\"three\"";
  assert_fetched (fixture);
}

static void
test_no_parts_starts_over (Fixture *fixture,
                           gconstpointer data)
{
  fixture->server.knows_no_parts = TRUE;
  fixture->server.cut_bytes = 300 * 1000;
  fixture->server.n_cuts = 2;
  assert_fetched (fixture);
}

static void
test_lies_about_parts (Fixture *fixture,
                       gconstpointer data)
{
  fixture->server.lies_about_parts = TRUE;
  fixture->server.cut_bytes = 300 * 1000;
  fixture->server.n_cuts = 1;
  assert_fetched (fixture);
}

/* What is noted of the part was damaged, or is somebody else's. */
static void
test_damaged_state_starts_over (Fixture *fixture,
                                gconstpointer data)
{
  const char *const texts[] = { "", "{", "[]", "{\"etag\": \"\\\"one\\\"\\r\\nX: y\", \"size_bytes\": 700000}",
                                "{\"etag\": \"\\\"one\\\"\", \"size_bytes\": 12}" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      cancel_in_the_middle (fixture);
      put_text_file (fixture->folder, "talk.mp4.part.state", texts[i]);
      assert_fetched (fixture);
      g_remove (fixture->path);
    }
}

static void
test_part_longer_than_file (Fixture *fixture,
                            gconstpointer data)
{
  g_autofree char *part = g_strconcat (fixture->path, ".part", NULL);
  g_autofree char *text = g_strnfill (FILE_BYTES + 10, 'x');

  cancel_in_the_middle (fixture);
  g_assert_true (g_file_set_contents (part, text, -1, NULL));
  assert_fetched (fixture);
}

static void
test_no_size (Fixture *fixture,
              gconstpointer data)
{
  fixture->server.says_no_size = TRUE;
  assert_fetched (fixture);
}

static void
test_gives_up (Fixture *fixture,
               gconstpointer data)
{
  fixture->server.knows_no_parts = TRUE;
  fixture->server.etag = NULL;
  fixture->server.cut_bytes = 1;
  fixture->server.n_cuts = G_MAXINT;
  assert_failed (fixture, LEC_NET_ERROR, LEC_NET_ERROR_UNREACHABLE);
  g_assert_cmpuint (file_server_get_n_asked (&fixture->server), <=, 6);
}

/* A part of nobody knows how much is not taken for the whole. */
static void
test_hides_whole (Fixture *fixture,
                  gconstpointer data)
{
  fixture->server.hides_whole = TRUE;
  assert_fetched (fixture);
}

/* Never idle, and never done. */
static void
test_drip (Fixture *fixture,
           gconstpointer data)
{
  fixture->settings.http.idle_timeout_ms = 150;
  fixture->server.piece_bytes = 1;
  fixture->server.pause_us = 10000;
  assert_failed (fixture, LEC_NET_ERROR, LEC_NET_ERROR_TIMED_OUT);
  g_assert_cmpuint (file_server_get_n_asked (&fixture->server), <=, 6);
}

static void
test_too_large (Fixture *fixture,
                gconstpointer data)
{
  fixture->settings.max_bytes = FILE_BYTES - 1;
  assert_failed (fixture, LEC_NET_ERROR, LEC_NET_ERROR_TOO_LARGE);
  fixture->server.says_no_size = TRUE;
  assert_failed (fixture, LEC_NET_ERROR, LEC_NET_ERROR_TOO_LARGE);
  fixture->settings.max_bytes = FILE_BYTES;
  assert_fetched (fixture);
}

static void
test_no_space (Fixture *fixture,
               gconstpointer data)
{
  fixture->settings.spare_bytes = G_MAXINT64 / 2;
  assert_failed (fixture, LEC_ERROR, LEC_ERROR_NO_SPACE);
  g_assert_cmpint (get_part_bytes (fixture), ==, -1);
  fixture->server.says_no_size = TRUE;
  assert_failed (fixture, LEC_ERROR, LEC_ERROR_NO_SPACE);
}

static void
test_pages (Fixture *fixture,
            gconstpointer data)
{
  static const char *const bodies[] = { "<!DOCTYPE html><title>Log in</title>", "\xef\xbb\xbf  \n<html>",
                                        "<?xml version='1.0'?><rss/>" };

  fixture->server.type = "text/html; charset=utf-8";
  assert_failed (fixture, LEC_ERROR, LEC_ERROR_NOT_A_VIDEO);
  fixture->server.type = "video/mp4";
  for (gsize i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_bytes_unref (fixture->server.file);
      fixture->server.file = g_bytes_new_static (bodies[i], strlen (bodies[i]));
      assert_failed (fixture, LEC_ERROR, LEC_ERROR_NOT_A_VIDEO);
      g_assert_cmpint (get_part_bytes (fixture), ==, -1);
    }
}

static void
test_empty (Fixture *fixture,
            gconstpointer data)
{
  g_bytes_unref (fixture->server.file);
  fixture->server.file = g_bytes_new_static ("", 0);
  assert_failed (fixture, LEC_ERROR, LEC_ERROR_NOT_A_VIDEO);
}

static void
test_refused (Fixture *fixture,
              gconstpointer data)
{
  static const struct
  {
    const char *status;
    LecNetError code;
  } cases[] = {
    { "404 Not Found", LEC_NET_ERROR_NOT_FOUND },
    { "403 Forbidden", LEC_NET_ERROR_REFUSED },
    { "401 Unauthorized", LEC_NET_ERROR_REFUSED },
    { "400 Bad Request", LEC_NET_ERROR_REJECTED },
    { "503 Service Unavailable", LEC_NET_ERROR_BUSY },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      fixture->server.status = cases[i].status;
      assert_failed (fixture, LEC_NET_ERROR, (int) cases[i].code);
    }
}

static void
test_redirects_end (Fixture *fixture,
                    gconstpointer data)
{
  fixture->server.status = "302 Found";
  fixture->server.more = "Location: /again\r\n";
  assert_failed (fixture, LEC_NET_ERROR, LEC_NET_ERROR_ADDRESS);
  g_assert_cmpuint (file_server_get_n_asked (&fixture->server), <=, 7);
}

static void
test_private (Fixture *fixture,
              gconstpointer data)
{
  fixture->settings.http.allow_private = FALSE;
  assert_failed (fixture, LEC_NET_ERROR, LEC_NET_ERROR_PRIVATE);
  g_assert_cmpuint (file_server_get_n_asked (&fixture->server), ==, 0);
}

static void
test_not_writable (Fixture *fixture,
                   gconstpointer data)
{
  g_free (fixture->path);
  fixture->path = g_build_filename (fixture->folder, "no-such-folder", "talk.mp4", NULL);
  assert_failed (fixture, LEC_ERROR, LEC_ERROR_NOT_FOUND);
}

/* It is not followed to where somebody else wants it to be written. */
static void
test_symbolic_link (Fixture *fixture,
                    gconstpointer data)
{
  g_autofree char *part = g_strconcat (fixture->path, ".part", NULL);
  g_autofree char *other = g_build_filename (fixture->folder, "other", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (symlink (other, part), ==, 0);
  g_assert_false (fetch (fixture, &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_INTERNAL);
  g_assert_false (g_file_test (other, G_FILE_TEST_EXISTS));
}

static void
test_look (Fixture *fixture,
           gconstpointer data)
{
  g_auto (LecLinkFacts) facts = { NULL };
  g_autoptr (GError) error = NULL;

  fixture->server.more = "Content-Disposition: attachment; "
                         "filename=\"..\\\\x.mp4\"; filename*=UTF-8''caf%C3%A9%20%2F1.mp4\r\n";
  fixture->server.pause_us = 20 * 1000; /* nobody waits for all of it */
  g_assert_true (lec_download_look (&fixture->settings, fixture->address, &facts, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (facts.name, ==, "1.mp4");
  g_assert_cmpstr (facts.media_type, ==, "video/mp4");
  g_assert_cmpint (facts.size_bytes, ==, FILE_BYTES);
  g_assert_true (facts.can_resume);
  g_assert_false (lec_link_name_is_page_type (facts.media_type));
  g_assert_true (g_str_has_prefix (facts.host, "127.0.0.1:"));
}

static void
test_look_at_page (Fixture *fixture,
                   gconstpointer data)
{
  g_auto (LecLinkFacts) facts = { NULL };

  fixture->server.type = "Text/HTML; charset=utf-8";
  fixture->server.etag = NULL;
  g_assert_true (lec_download_look (&fixture->settings, fixture->address, &facts, NULL, NULL));
  g_assert_true (lec_link_name_is_page_type (facts.media_type));
  g_assert_cmpstr (facts.name, ==, "talk.mp4");
  g_assert_false (facts.can_resume);
}

#define ADD(name, func) g_test_add ("/download/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("whole", test_whole);
  ADD ("unchanged", test_unchanged);
  ADD ("changed", test_changed);
  ADD ("changed-and-cut", test_changed_and_cut);
  ADD ("goes-on", test_goes_on);
  ADD ("goes-on-by-date", test_goes_on_by_date);
  ADD ("weak-tag-starts-over", test_weak_tag_starts_over);
  ADD ("cancelled-goes-on", test_cancelled_goes_on);
  ADD ("changed-meanwhile-starts-over", test_changed_meanwhile_starts_over);
  ADD ("no-parts-starts-over", test_no_parts_starts_over);
  ADD ("lies-about-parts", test_lies_about_parts);
  ADD ("damaged-state-starts-over", test_damaged_state_starts_over);
  ADD ("part-longer-than-file", test_part_longer_than_file);
  ADD ("no-size", test_no_size);
  ADD ("gives-up", test_gives_up);
  ADD ("hides-whole", test_hides_whole);
  ADD ("drip", test_drip);
  ADD ("too-large", test_too_large);
  ADD ("no-space", test_no_space);
  ADD ("pages", test_pages);
  ADD ("empty", test_empty);
  ADD ("refused", test_refused);
  ADD ("redirects-end", test_redirects_end);
  ADD ("private", test_private);
  ADD ("not-writable", test_not_writable);
  ADD ("symbolic-link", test_symbolic_link);
  ADD ("look", test_look);
  ADD ("look-at-page", test_look_at_page);

  return g_test_run ();
}
