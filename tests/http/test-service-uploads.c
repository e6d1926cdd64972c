/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Videos that are sent to the service: in pieces (tus 1.0.0), cut, gone on with after a restart,
 * and what is refused of them.
 */
#include "config.h"

#include <glib/gstdio.h>

#include "http/talk-server.h"

#define TUS_TYPE "application/offset+octet-stream"

static const char *
get_header (Service *service,
            const char *name)
{
  return soup_message_headers_get_one (service->answer_headers, name);
}

/* Returns: (transfer full): a lecture */
static GBytes *
make_talk (Service *service)
{
  g_autofree char *path = g_build_filename (service->folder, "talk.mp4", NULL);
  g_autofree char *line = g_strdup_printf ("'%s' builds --seed 106 --size 640x360 --seconds 20 -o '%s'",
                                           g_getenv ("LECTURE_VIDEO"), path);
  char *data = NULL;
  gsize length = 0;
  int status = 0;

  g_assert_true (g_spawn_command_line_sync (line, NULL, NULL, &status, NULL));
  g_assert_cmpint (status, ==, 0);
  g_assert_true (g_file_get_contents (path, &data, &length, NULL));
  return g_bytes_new_take (data, length);
}

/* @length, @metadata: (nullable). Returns: (transfer full) (nullable): its path */
static char *
create (Service *service,
        const char *length,
        const char *metadata,
        guint status)
{
  service_set_header (service, "Tus-Resumable", "1.0.0");
  service_set_header (service, "Upload-Length", length);
  service_set_header (service, "Upload-Metadata", metadata);
  service_ask (service, "POST", "/api/uploads", status);
  service_set_header (service, "Upload-Length", NULL);
  service_set_header (service, "Upload-Metadata", NULL);
  return status == 201 ? g_strdup (get_header (service, "Location")) : NULL;
}

static void
append (Service *service,
        const char *path,
        gint64 offset,
        GBytes *bytes,
        guint status)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, offset);

  service_set_header (service, "Upload-Offset", text);
  service_send (service, "PATCH", path, TUS_TYPE, bytes);
  g_assert_cmpuint (service->status, ==, status);
  service_set_header (service, "Upload-Offset", NULL);
}

static void
append_text (Service *service,
             const char *path,
             gint64 offset,
             const char *text,
             guint status)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  append (service, path, offset, bytes, status);
}

static void
assert_offset (Service *service,
               const char *path,
               const char *offset)
{
  service_ask (service, "HEAD", path, 200);
  g_assert_cmpstr (get_header (service, "Upload-Offset"), ==, offset);
  g_assert_cmpstr (get_header (service, "Cache-Control"), ==, "no-store");
  g_assert_cmpstr (get_header (service, "Tus-Resumable"), ==, "1.0.0");
}

static const char *
get_id (const char *path)
{
  return strrchr (path, '/') + 1;
}

/* Returns: (transfer full): the path of the job */
static char *
extract (Service *service,
         const char *upload,
         guint status)
{
  g_autofree char *json =
    g_strdup_printf ("{\"upload\": \"%s\", \"options\": {\"images\": true}}", get_id (upload));

  service_post_json (service, "/api/extract", json, status);
  return g_strdup (get_header (service, "Location"));
}

/* OPTIONS /api/uploads */
/* OPTIONS /api/uploads/{upload} */
static void
test_options (Service *service,
              gconstpointer data)
{
  service_start (service, "--max-upload 1");
  service_ask (service, "OPTIONS", "/api/uploads", 204);
  g_assert_cmpstr (get_header (service, "Tus-Version"), ==, "1.0.0");
  g_assert_cmpstr (get_header (service, "Tus-Max-Size"), ==, "1000000");
  g_assert_nonnull (strstr (get_header (service, "Tus-Extension"), "creation"));
  g_assert_nonnull (strstr (get_header (service, "Tus-Checksum-Algorithm"), "sha1"));
  service_ask (service, "OPTIONS", "/api/uploads/x", 204);
}

/* A lecture in two pieces, the second one after the server was started anew: its slides. */
/* POST /api/uploads */
/* PATCH /api/uploads/{upload} */
static void
test_life (Service *service,
           gconstpointer data)
{
  g_autoptr (GBytes) talk = make_talk (service);
  gsize length = g_bytes_get_size (talk);
  g_autoptr (GBytes) first = g_bytes_new_from_bytes (talk, 0, 100000);
  g_autoptr (GBytes) second = g_bytes_new_from_bytes (talk, 100000, length - 100000);
  g_autofree char *text = g_strdup_printf ("%" G_GSIZE_FORMAT, length);
  g_autofree char *path = NULL;
  g_autofree char *job = NULL;
  g_autofree char *again = NULL;
  g_autofree char *served = NULL;
  g_autofree char *removed = NULL;
  g_autoptr (JsonNode) node = NULL;

  service_start (service, "");
  path = create (service, text, "filename dGFsay5tcDQ=,filetype dmlkZW8vbXA0", 201);
  append (service, path, 0, first, 204);
  g_assert_cmpstr (get_header (service, "Upload-Offset"), ==, "100000");
  g_assert_nonnull (strstr (get_header (service, "Upload-Expires"), " GMT"));
  g_free (extract (service, path, 409));

  g_assert_cmpint (service_end (service, SIGTERM), ==, 0);
  service_start (service, "");
  assert_offset (service, path, "100000");
  append (service, path, 100000, second, 204);
  assert_offset (service, path, text);
  job = extract (service, path, 202);
  service_ask (service, "HEAD", path, 404);
  /* Once more: the same job. */
  again = extract (service, path, 200);
  g_assert_cmpstr (job, ==, again);
  talk_server_wait (service, job, "completed");
  node = service_get_json (service);
  g_assert_cmpint (json_object_get_int_member (json_node_get_object (node), "slides"), ==, 3);
  g_assert_cmpstr (json_object_get_string_member (json_node_get_object (node), "source"), ==, "talk.mp4");
  g_assert_null (strstr (service->text, service->folder));

  /* Also where it is not the service that is asked to forget the job. */
  served = g_build_filename (service->home, "lectern", "served",
                             json_object_get_string_member (json_node_get_object (node), "job_id"), NULL);
  g_assert_true (g_file_test (served, G_FILE_TEST_IS_DIR));
  removed = service_lectern (service, "remove 1");
  g_assert_false (g_file_test (served, G_FILE_TEST_EXISTS));
}

/* GET /api/uploads/{upload} */
static void
test_facts (Service *service,
            gconstpointer data)
{
  g_autofree char *path = NULL;
  g_autoptr (JsonNode) node = NULL;
  JsonObject *object = NULL;

  service_start (service, "");
  path = create (service, "10", "filename Li4vLi4vZXZpbA==", 201);
  append_text (service, path, 0, "abc", 204);
  assert_offset (service, path, "3");
  g_assert_cmpstr (get_header (service, "Upload-Metadata"), ==, "filename Li4vLi4vZXZpbA==");
  g_assert_cmpstr (get_header (service, "Upload-Length"), ==, "10");
  service_set_header (service, "Tus-Resumable", NULL);
  service_ask (service, "GET", path, 200);
  node = service_get_json (service);
  object = json_node_get_object (node);
  g_assert_cmpstr (json_object_get_string_member (object, "id"), ==, get_id (path));
  g_assert_null (strchr (json_object_get_string_member (object, "name"), '/'));
  g_assert_cmpint (json_object_get_int_member (object, "offset"), ==, 3);
  g_assert_cmpint (json_object_get_int_member (object, "length"), ==, 10);
  service_refused (service, "GET", "/api/uploads/00000000-0000-4000-8000-000000000000", 404, "not_found");
  service_refused (service, "GET", "/api/uploads/..", 404, "not_found");
  service_ask (service, "GET", "/api/uploads/..%2F..%2Fetc", 400);
}

static void
test_refused (Service *service,
              gconstpointer data)
{
  g_autofree char *path = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new_static ("abc", 3);

  service_start (service, "--max-upload 1");
  create (service, NULL, NULL, 400);
  create (service, "-1", NULL, 400);
  create (service, "1000001", NULL, 413);
  create (service, "10", "filename *", 400);
  path = create (service, "10", NULL, 201);
  append (service, path, 1, bytes, 409);
  append_text (service, path, 0, "abcdefghijk", 413);
  assert_offset (service, path, "0");
  service_set_header (service, "Upload-Offset", "0");
  service_send (service, "PATCH", path, "text/plain", bytes);
  g_assert_cmpuint (service->status, ==, 415);
  service_set_header (service, "Upload-Offset", NULL);
  service_send (service, "PATCH", path, TUS_TYPE, bytes);
  g_assert_cmpuint (service->status, ==, 400);
  append (service, "/api/uploads/00000000-0000-4000-8000-000000000000", 0, bytes, 404);

  service_set_header (service, "Tus-Resumable", "0.2.2");
  service_ask (service, "HEAD", path, 412);
  g_assert_cmpstr (get_header (service, "Tus-Version"), ==, "1.0.0");
  append (service, path, 0, bytes, 412);
  service_refused (service, "DELETE", path, 412, "precondition_failed");
}

/* DELETE /api/uploads/{upload} */
static void
test_given_up (Service *service,
               gconstpointer data)
{
  g_autofree char *path = NULL;
  g_autofree char *root = g_build_filename (service->home, "lectern", "uploads", NULL);
  g_autofree char *overridden = NULL;

  service_start (service, "");
  path = create (service, "10", NULL, 201);
  append_text (service, path, 0, "abc", 204);
  service_ask (service, "DELETE", path, 204);
  service_ask (service, "HEAD", path, 404);
  service_refused (service, "DELETE", path, 404, "not_found");

  /* Where nothing but POST can be sent. */
  overridden = create (service, "10", NULL, 201);
  service_set_header (service, "X-HTTP-Method-Override", "PATCH");
  service_set_header (service, "Upload-Offset", "0");
  service_send_text (service, "POST", overridden, TUS_TYPE, "abc");
  g_assert_cmpuint (service->status, ==, 204);
  service_set_header (service, "X-HTTP-Method-Override", "DELETE");
  service_ask (service, "POST", overridden, 204);
  service_set_header (service, "X-HTTP-Method-Override", NULL);
  service_ask (service, "HEAD", overridden, 404);
}

static void
test_with_creation (Service *service,
                    gconstpointer data)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("abc", 3);
  g_autofree char *path = NULL;

  service_start (service, "");
  service_set_header (service, "Tus-Resumable", "1.0.0");
  service_set_header (service, "Upload-Length", "6");
  service_send (service, "POST", "/api/uploads", TUS_TYPE, bytes);
  g_assert_cmpuint (service->status, ==, 201);
  g_assert_cmpstr (get_header (service, "Upload-Offset"), ==, "3");
  path = g_strdup (get_header (service, "Location"));
  service_set_header (service, "Upload-Length", NULL);
  append_text (service, path, 3, "def", 204);
  assert_offset (service, path, "6");
}

static void
test_checksum (Service *service,
               gconstpointer data)
{
  g_autofree char *path = NULL;

  service_start (service, "");
  path = create (service, "6", NULL, 201);
  service_set_header (service, "Upload-Checksum", "sha1 qZk+NkcGgWq6PiVxeFDCbJzQ2J0=");
  append_text (service, path, 0, "abd", 460);
  service_assert_error (service, "checksum_mismatch");
  assert_offset (service, path, "0");
  append_text (service, path, 0, "abc", 204);
  service_set_header (service, "Upload-Checksum", "rot13 abc");
  append_text (service, path, 3, "def", 400);
  service_set_header (service, "Upload-Checksum", NULL);
  append_text (service, path, 3, "def", 204);
}

/* What was cut off while it was sent: what has come is there, and it goes on there. */
static void
test_cut (Service *service,
          gconstpointer data)
{
  g_autofree char *path = NULL;
  g_autofree char *request = NULL;
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) connection = NULL;
  GString *text = g_string_new (NULL);
  gint64 offset = 0;
  g_autoptr (GBytes) rest = NULL;

  service_start (service, "");
  path = create (service, "3000000", NULL, 201);
  g_string_append_printf (text,
                          "PATCH %s HTTP/1.1\r\nHost: 127.0.0.1\r\nTus-Resumable: 1.0.0\r\nUpload-Offset: 0\r\n"
                          "Content-Type: " TUS_TYPE "\r\nContent-Length: 3000000\r\n\r\n",
                          path);
  for (guint i = 0; i < 2000000; i++)
    g_string_append_c (text, (char) ('a' + i % 7));
  connection = g_socket_client_connect_to_host (client, "127.0.0.1", service->port, NULL, NULL);
  g_assert_true (g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), text->str,
                                            text->len, NULL, NULL, NULL));
  /* While it is written nobody else writes it. */
  for (guint i = 0; i < 600 && offset == 0; i++)
    {
      service_ask (service, "HEAD", path, 200);
      offset = g_ascii_strtoll (get_header (service, "Upload-Offset"), NULL, 10);
      g_usleep (offset == 0 ? 50000 : 0);
    }
  g_assert_cmpint (offset, >, 0);
  append_text (service, path, offset, "x", 423);
  service_refused (service, "DELETE", path, 423, "locked");
  g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);

  for (guint i = 0; i < 600 && offset < 2000000; i++)
    {
      service_ask (service, "HEAD", path, 200);
      offset = g_ascii_strtoll (get_header (service, "Upload-Offset"), NULL, 10);
      g_usleep (50000);
    }
  /* All that was sent. */
  g_assert_cmpint (offset, ==, 2000000);
  rest = g_bytes_new_take (g_malloc0 (1000000), 1000000);
  append (service, path, offset, rest, 204);
  assert_offset (service, path, "3000000");
  g_string_free (text, TRUE);
}

/* A server that is asked to end does so also when somebody sends; what has come is there. */
static void
test_stopped (Service *service,
              gconstpointer data)
{
  g_autofree char *path = NULL;
  g_autofree char *request = NULL;
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) connection = NULL;
  gint64 begin_us = 0;

  service_start (service, "");
  path = create (service, "3000000", NULL, 201);
  request = g_strdup_printf ("PATCH %s HTTP/1.1\r\nHost: 127.0.0.1\r\nTus-Resumable: 1.0.0\r\nUpload-Offset: 0\r\n"
                             "Content-Type: " TUS_TYPE "\r\nContent-Length: 3000000\r\n\r\nabcd",
                             path);
  connection = g_socket_client_connect_to_host (client, "127.0.0.1", service->port, NULL, NULL);
  g_assert_true (g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), request,
                                            strlen (request), NULL, NULL, NULL));
  for (guint i = 0; i < 600 && service->status != 423; i++)
    {
      g_usleep (50000);
      service_set_header (service, "Upload-Offset", "1");
      service_send_text (service, "PATCH", path, TUS_TYPE, "x");
    }
  service_set_header (service, "Upload-Offset", NULL);
  g_assert_cmpuint (service->status, ==, 423);
  begin_us = g_get_monotonic_time ();
  g_assert_cmpint (service_end (service, SIGTERM), ==, 0);
  g_assert_cmpint (g_get_monotonic_time () - begin_us, <, 60 * G_USEC_PER_SEC);
  service_start (service, "");
  assert_offset (service, path, "4");
}

/* What one server has begun another one goes on with, and each knows who writes. */
static void
test_side_by_side (Service *service,
                   gconstpointer data)
{
  Service other = { .folder = service->folder,
                    .home = service->home,
                    .session = service->session,
                    .headers = service->headers };
  g_autofree char *path = NULL;
  g_autofree char *request = NULL;
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) connection = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new_static ("x", 1);
  gint64 offset = 0;

  service_start (service, "");
  service_start (&other, "");
  path = create (service, "3000000", NULL, 201);
  append_text (&other, path, 0, "abc", 204);
  assert_offset (service, path, "3");
  request = g_strdup_printf ("PATCH %s HTTP/1.1\r\nHost: 127.0.0.1\r\nTus-Resumable: 1.0.0\r\nUpload-Offset: 3\r\n"
                             "Content-Type: " TUS_TYPE "\r\nContent-Length: 2999997\r\n\r\nd",
                             path);
  connection = g_socket_client_connect_to_host (client, "127.0.0.1", service->port, NULL, NULL);
  g_assert_true (g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), request,
                                            strlen (request), NULL, NULL, NULL));
  /* The other one is told as soon as the first one has begun. */
  for (guint i = 0; i < 600 && other.status != 423; i++)
    {
      g_usleep (50000);
      /* With a wrong offset: nothing happens when nobody writes yet. */
      service_set_header (&other, "Upload-Offset", "0");
      service_send (&other, "PATCH", path, TUS_TYPE, bytes);
    }
  service_set_header (&other, "Upload-Offset", NULL);
  g_assert_cmpuint (other.status, ==, 423);
  g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);
  for (guint i = 0; i < 600 && offset < 4; i++)
    {
      service_ask (&other, "HEAD", path, 200);
      offset = g_ascii_strtoll (get_header (&other, "Upload-Offset"), NULL, 10);
      g_usleep (50000);
    }
  append_text (&other, path, 4, "e", 204);
  assert_offset (service, path, "5");
  service_forget_answer (&other);
  g_assert_cmpint (service_end (&other, SIGTERM), ==, 0);
}

/* Of somebody else's upload nobody learns that it is there. */
static void
test_owners (Service *service,
             gconstpointer data)
{
  g_autofree char *ann = service_lectern (service, "token add ann --scope submit --owner ann");
  g_autofree char *bob = service_lectern (service, "token add bob --scope submit --owner bob");
  g_autofree char *eve = service_lectern (service, "token add eve --scope read --owner ann");
  g_autofree char *path = NULL;

  service_start (service, "");
  create (service, "3", NULL, 401);
  service_set_token (service, ann);
  path = create (service, "3", NULL, 201);
  service_set_token (service, bob);
  service_ask (service, "HEAD", path, 404);
  append_text (service, path, 0, "abc", 404);
  service_refused (service, "DELETE", path, 404, "not_found");
  service_set_token (service, ann);
  append_text (service, path, 0, "abc", 204);
  service_set_token (service, bob);
  g_free (extract (service, path, 404));
  service_set_token (service, eve);
  create (service, "3", NULL, 403);
  append_text (service, path, 0, "abc", 403);
  service_set_token (service, ann);
  assert_offset (service, path, "3");
}

/* Whoever sends what is not wanted is told before he has sent all of it. */
static void
test_told_early (Service *service,
                 gconstpointer data)
{
  g_autofree char *head =
    g_strdup ("PATCH /api/uploads/00000000-0000-4000-8000-000000000000 HTTP/1.1\r\nHost: 127.0.0.1\r\n"
              "Tus-Resumable: 1.0.0\r\nUpload-Offset: 0\r\nContent-Type: " TUS_TYPE "\r\n"
              "Content-Length: 4000000000\r\n\r\n");
  g_autofree char *some = g_strnfill (20000, 'a');
  g_autofree char *request = g_strconcat (head, some, NULL);
  g_autofree char *answer = NULL;
  g_autofree char *large =
    g_strdup ("POST /api/extract HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: multipart/form-data; boundary=X\r\n"
              "Content-Length: 4000000000\r\n\r\n--X\r\n");
  g_autofree char *expecting =
    g_strdup ("POST /api/extract HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: multipart/form-data; boundary=X\r\n"
              "Content-Length: 4000000000\r\nExpect: 100-continue\r\n\r\n");
  g_autofree char *second = NULL;
  g_autofree char *third = NULL;

  service_start (service, "--max-upload 1");
  answer = service_send_raw (service, request, 20);
  g_assert_true (g_str_has_prefix (answer, "HTTP/1.1 404 "));
  g_assert_nonnull (strstr (answer, "\"not_found\""));
  second = service_send_raw (service, large, 20);
  g_assert_true (g_str_has_prefix (second, "HTTP/1.1 413 "));
  third = service_send_raw (service, expecting, 3);
  g_assert_true (g_str_has_prefix (third, "HTTP/1.1 413 "));
}

int
main (int argc,
      char *argv[])
{
  static const ServiceCase cases[] = {
    { "/service-uploads/options", test_options },
    { "/service-uploads/facts", test_facts },
    { "/service-uploads/refused", test_refused },
    { "/service-uploads/given-up", test_given_up },
    { "/service-uploads/with-creation", test_with_creation },
    { "/service-uploads/checksum", test_checksum },
    { "/service-uploads/cut", test_cut },
    { "/service-uploads/stopped", test_stopped },
    { "/service-uploads/side-by-side", test_side_by_side },
    { "/service-uploads/owners", test_owners },
    { "/service-uploads/told-early", test_told_early },
    { "/service-uploads/life", test_life },
  };

  return service_run (argc, argv, cases, G_N_ELEMENTS (cases));
}
