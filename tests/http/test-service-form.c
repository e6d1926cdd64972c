/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A video that is sent with a form (multipart/form-data), with the options of its job as fields.
 */
#include "config.h"

#include <glib/gstdio.h>

#include "http/talk-server.h"

#define TYPE "multipart/form-data; boundary=XXXX"

static void
add_field (GString *form,
           const char *name,
           const char *value)
{
  g_string_append_printf (form, "--XXXX\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n", name, value);
}

static void
add_file (GString *form,
          const char *name,
          const char *data,
          gsize length)
{
  g_string_append_printf (form,
                          "--XXXX\r\nContent-Disposition: form-data; name=\"file\"; filename=\"%s\"\r\n"
                          "Content-Type: video/mp4\r\n\r\n",
                          name);
  g_string_append_len (form, data, (gssize) length);
  g_string_append (form, "\r\n");
}

/* @form: (transfer full). Returns: (transfer full) (nullable): the path of the job */
static char *
post (Service *service,
      GString *form,
      guint status)
{
  g_autoptr (GBytes) body = NULL;

  g_string_append (form, "--XXXX--\r\n");
  body = g_string_free_to_bytes (form);
  service_send (service, "POST", "/api/extract", TYPE, body);
  g_assert_cmpuint (service->status, ==, status);
  return g_strdup (soup_message_headers_get_one (service->answer_headers, "Location"));
}

/* Whether nothing is left of what was sent. */
static gboolean
is_clean (Service *service)
{
  g_autofree char *root = g_build_filename (service->home, "lectern", "uploads", NULL);
  g_autofree char *line = g_strdup_printf ("find '%s' -type f", root);
  g_autofree char *out = NULL;

  if (!g_file_test (root, G_FILE_TEST_EXISTS))
    return TRUE;
  g_assert_true (g_spawn_command_line_sync (line, &out, NULL, NULL, NULL));
  g_test_message ("%s", out);
  return *out == '\0';
}

static void
test_life (Service *service,
           gconstpointer data)
{
  g_autofree char *source = g_build_filename (service->folder, "talk.mp4", NULL);
  g_autofree char *line = g_strdup_printf ("'%s' builds --seed 106 --size 640x360 --seconds 20 -o '%s'",
                                           g_getenv ("LECTURE_VIDEO"), source);
  g_autofree char *talk = NULL;
  gsize length = 0;
  GString *form = g_string_new (NULL);
  g_autofree char *job = NULL;
  g_autofree char *served = NULL;
  g_autoptr (JsonNode) node = NULL;
  JsonObject *object = NULL;

  g_assert_true (g_spawn_command_line_sync (line, NULL, NULL, NULL, NULL));
  g_assert_true (g_file_get_contents (source, &talk, &length, NULL));
  add_field (form, "images", "true");
  add_field (form, "priority", "high");
  add_file (form, "My talk.mp4", talk, length);
  add_field (form, "options", "{\"layout\": \"handout\"}");
  service_start (service, "");
  job = post (service, form, 202);
  g_assert_true (is_clean (service));
  talk_server_wait (service, job, "completed");
  node = service_get_json (service);
  object = json_node_get_object (node);
  g_assert_cmpint (json_object_get_int_member (object, "slides"), ==, 3);
  g_assert_cmpint (json_object_get_int_member (object, "size_bytes"), ==, (gint64) length);
  g_assert_cmpstr (json_object_get_string_member (object, "source"), ==, "My talk.mp4");
  g_assert_null (strstr (service->text, service->folder));
  served = g_build_filename (service->home, "lectern", "served", json_object_get_string_member (object, "job_id"),
                             NULL);
  g_assert_true (g_file_test (served, G_FILE_TEST_IS_DIR));
  service_ask (service, "DELETE", job, 204);
  g_assert_false (g_file_test (served, G_FILE_TEST_EXISTS));
}

static void
test_again (Service *service,
            gconstpointer data)
{
  GString *first = g_string_new (NULL);
  GString *second = g_string_new (NULL);
  GString *third = g_string_new (NULL);
  g_autofree char *job = NULL;
  g_autofree char *same = NULL;

  service_start (service, "");
  service_set_header (service, "Idempotency-Key", "monday");
  add_file (first, "a.mp4", "abc", 3);
  job = post (service, first, 202);
  add_file (second, "a.mp4", "abc", 3);
  same = post (service, second, 200);
  g_assert_cmpstr (job, ==, same);
  add_file (third, "b.mp4", "abc", 3);
  g_free (post (service, third, 409));
  g_assert_true (is_clean (service));
}

static void
test_refused (Service *service,
              gconstpointer data)
{
  g_autofree char *longer = g_strnfill (70000, 'a');
  g_autofree char *large = g_strnfill (1000001, 'a');
  GString *form = NULL;
  static const struct
  {
    const char *name;
    const char *value;
  } fields[] = {
    { "nothing", "1" },
    { "layout", "round" },
    { "language", "xxx" },
    { "priority", "highest" },
    { "options", "x" },
    { "options", "[]" },
    { "transcript", "/etc/passwd" },
    { "url", "http://127.0.0.1/" },
    { "upload", "00000000-0000-4000-8000-000000000000" },
    { "images", "\xff" },
  };

  service_start (service, "--max-upload 1");
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      form = g_string_new (NULL);
      add_file (form, "a.mp4", "abc", 3);
      add_field (form, fields[i].name, fields[i].value);
      g_free (post (service, form, 400));
    }
  g_free (post (service, g_string_new (NULL), 400));
  form = g_string_new (NULL);
  add_file (form, "", "", 0);
  g_free (post (service, form, 400));
  form = g_string_new (NULL);
  add_file (form, "a.mp4", "abc", 3);
  add_file (form, "b.mp4", "abc", 3);
  g_free (post (service, form, 400));
  form = g_string_new (NULL);
  add_file (form, "a.mp4", "abc", 3);
  add_field (form, "images", longer);
  g_free (post (service, form, 413));
  form = g_string_new (NULL);
  add_file (form, "a.mp4", large, 1000001);
  g_free (post (service, form, 413));
  service_send_text (service, "POST", "/api/extract", TYPE, "--XXXX\r\n");
  g_assert_cmpuint (service->status, ==, 400);
  service_send_text (service, "POST", "/api/extract", "multipart/form-data", "--XXXX--");
  g_assert_cmpuint (service->status, ==, 400);
  g_assert_true (is_clean (service));
  service_ask (service, "GET", "/api/jobs", 200);
  g_assert_nonnull (strstr (service->text, "\"total\": 0"));
}

/* Of a form that is cut nothing is left. */
static void
test_cut (Service *service,
          gconstpointer data)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *some = g_strnfill (2000000, 'a');
  g_autofree char *answer = NULL;
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) connection = NULL;

  g_string_append (text, "POST /api/extract HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: " TYPE "\r\n"
                         "Content-Length: 3000000\r\n\r\n");
  add_file (text, "a.mp4", some, 2000000);
  service_start (service, "");
  connection = g_socket_client_connect_to_host (client, "127.0.0.1", service->port, NULL, NULL);
  g_assert_true (g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), text->str,
                                            text->len, NULL, NULL, NULL));
  for (guint i = 0; i < 600 && is_clean (service); i++)
    g_usleep (50000);
  g_assert_false (is_clean (service));
  g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);
  for (guint i = 0; i < 600 && !is_clean (service); i++)
    g_usleep (50000);
  g_assert_true (is_clean (service));
}

/* Lets the service have a small disk of its own for uploads. Returns: %FALSE when none may be made
   here */
static gboolean
start_on_small_disk (Service *service)
{
  g_autofree char *lectern = g_strdup (g_getenv ("LECTERN"));
  g_autofree char *uploads = g_build_filename (service->home, "lectern", "uploads", NULL);
  g_autofree char *wrapper = g_build_filename (service->folder, "lectern.sh", NULL);
  g_autofree char *script =
    g_strdup_printf ("#!/bin/sh\nexec unshare -rm sh -c 'mount -t tmpfs -o size=2m none \"%s\" && exec \"%s\" \"$@\"'"
                     " sh \"$@\"\n",
                     uploads, lectern);
  int status = 1;

  g_assert_cmpint (g_mkdir_with_parents (uploads, 0700), ==, 0);
  if (!g_spawn_command_line_sync ("unshare -rm mount -t tmpfs none /mnt", NULL, NULL, &status, NULL) || status != 0)
    {
      g_test_skip ("no file system of its own may be made here");
      return FALSE;
    }

  g_assert_true (g_file_set_contents_full (wrapper, script, -1, G_FILE_SET_CONTENTS_NONE, 0700, NULL));
  g_setenv ("LECTERN", wrapper, TRUE);
  service_start (service, "");
  g_setenv ("LECTERN", lectern, TRUE);
  return TRUE;
}

/* A disk that is full: that is said, also to who would have sent more. */
static void
test_full (Service *service,
           gconstpointer data)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *some = g_strnfill (5000000, 'a');
  g_autofree char *answer = NULL;

  g_string_append (text, "POST /api/extract HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: " TYPE "\r\n"
                         "Content-Length: 900000000\r\n\r\n");
  add_file (text, "a.mp4", some, 5000000);
  if (!start_on_small_disk (service))
    return;

  for (guint i = 0; i < 2; i++)
    {
      /* The second one finds as much room as the first one did: nothing is left of that. */
      g_free (answer);
      answer = service_send_raw (service, text->str, 20);
      g_assert_true (g_str_has_prefix (answer, "HTTP/1.1 507 "));
      g_assert_nonnull (strstr (answer, "\"insufficient_storage\""));
      g_assert_null (strstr (answer, service->folder));
    }
  service_set_header (service, "Tus-Resumable", "1.0.0");
  service_set_header (service, "Upload-Length", "5000000");
  service_refused (service, "POST", "/api/uploads", 507, "insufficient_storage");
  service_ask (service, "GET", "/api/jobs", 200);
}

int
main (int argc,
      char *argv[])
{
  static const ServiceCase cases[] = {
    { "/service-form/again", test_again },
    { "/service-form/refused", test_refused },
    { "/service-form/cut", test_cut },
    { "/service-form/full", test_full },
    { "/service-form/life", test_life },
  };

  return service_run (argc, argv, cases, G_N_ELEMENTS (cases));
}
