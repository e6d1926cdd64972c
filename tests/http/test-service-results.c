/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What came of a job, over HTTP: slides and their pictures, the PDF, the study guide, what was
 * said, what it has cost; parts of files, and what was had before. One talk for all tests.
 */
#include "config.h"

#include "http/talk-server.h"

#define WORDS "WEBVTT\n\n00:01.000 --> 00:04.000\nA grammar derives words.\n"

/* (nullable): of the talk and its job, which the first test makes and all look at. */
static char *shop_folder;

static void
run_shell (const char *command)
{
  const char *argv[] = { "/bin/sh", "-c", command, NULL };
  g_autoptr (GError) error = NULL;
  int status = 0;

  g_spawn_sync (shop_folder, (char **) argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, NULL, NULL, &status, &error);
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
}

static void
make_job (void)
{
  g_autofree char *words = g_build_filename (shop_folder, "talk.vtt", NULL);

  run_shell ("\"$LECTURE_VIDEO\" builds --seed 106 --size 640x360 --seconds 20 -o talk.mp4");
  g_assert_true (g_file_set_contents (words, WORDS, -1, NULL));
  run_shell ("\"$LECTERN\" add talk.mp4 -o slides >/dev/null && \"$LECTERN\" run >/dev/null");
}

/* A completed job of a talk with subtitles, number 1. */
static void
start (Service *service)
{
  gboolean is_first = shop_folder == NULL;

  if (is_first)
    shop_folder = g_dir_make_tmp ("lectern-shop-XXXXXX", NULL);
  g_free (service->home);
  service->home = g_build_filename (shop_folder, "home", NULL);
  g_setenv ("XDG_DATA_HOME", service->home, TRUE);
  if (is_first)
    make_job ();
  service_start (service, "");
}

static const char *
get_header (Service *service,
            const char *name)
{
  return soup_message_headers_get_one (service->answer_headers, name);
}

/* GET /api/jobs/{id}/slides */
/* GET /api/jobs/{id}/slides/{file} */
static void
test_slides (Service *service,
             gconstpointer data)
{
  static const char *const wrong[] = {
    "0.jpg",
    "4.jpg",
    "1.png",
    "1.gif",
    "1",
    "x.jpg",
    "-1.jpg",
    "1.jpg.jpg",
    ".jpg",
    "99999999999.jpg",
  };
  g_autoptr (JsonNode) node = NULL;
  JsonArray *slides = NULL;
  JsonObject *slide = NULL;
  g_autofree char *link = NULL;

  start (service);
  service_ask (service, "GET", "/api/jobs/1/slides", 200);
  g_assert_null (strstr (service->text, shop_folder));
  node = service_get_json (service);
  g_assert_true (json_object_get_boolean_member (json_node_get_object (node), "final"));
  slides = json_object_get_array_member (json_node_get_object (node), "slides");
  g_assert_cmpuint (json_array_get_length (slides), ==, 3);
  slide = json_array_get_object_element (slides, 2);
  g_assert_cmpint (json_object_get_int_member (slide, "number"), ==, 3);
  link = g_strdup (json_object_get_string_member (slide, "picture_url"));

  service_ask (service, "GET", link, 200);
  g_assert_cmpstr (get_header (service, "Content-Type"), ==, "image/jpeg");
  g_assert_cmpuint (service->length, >, 1000);
  g_assert_cmpint ((guchar) service->text[0], ==, 0xff);
  g_assert_cmpint ((guchar) service->text[1], ==, 0xd8);
  service_set_header (service, "If-None-Match", get_header (service, "ETag"));
  service_ask (service, "GET", link, 304);
  service_set_header (service, "If-None-Match", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autofree char *path = g_strconcat ("/api/jobs/1/slides/", wrong[i], NULL);

      service_refused (service, "GET", path, 404, "not_found");
    }
  service_ask (service, "GET", "/api/jobs/1/slides/..%2F..%2Fvideo.json", 400);
  service_refused (service, "GET", "/api/jobs/2/slides", 404, "not_found");
  service_refused (service, "GET", "/api/jobs/2/slides/1.jpg", 404, "not_found");
}

/* GET /api/jobs/{id}/pdf */
static void
test_pdf (Service *service,
          gconstpointer data)
{
  g_autofree char *whole = NULL;
  g_autofree char *tag = NULL;
  gsize length = 0;

  start (service);
  service_ask (service, "GET", "/api/jobs/1/pdf", 200);
  g_assert_cmpstr (get_header (service, "Content-Type"), ==, "application/pdf");
  g_assert_cmpstr (get_header (service, "Accept-Ranges"), ==, "bytes");
  g_assert_true (g_str_has_prefix (service->text, "%PDF-"));
  length = service->length;
  whole = g_memdup2 (service->text, length);
  tag = g_strdup (get_header (service, "ETag"));

  service_set_header (service, "Range", "bytes=5-104");
  service_ask (service, "GET", "/api/jobs/1/pdf", 206);
  g_assert_cmpmem (service->text, service->length, whole + 5, 100);
  service_set_header (service, "Range", "bytes=-7");
  service_ask (service, "GET", "/api/jobs/1/pdf", 206);
  g_assert_cmpmem (service->text, service->length, whole + length - 7, 7);
  service_set_header (service, "If-Range", tag);
  service_ask (service, "GET", "/api/jobs/1/pdf", 206);
  service_set_header (service, "If-Range", "\"another\"");
  service_ask (service, "GET", "/api/jobs/1/pdf", 200);
  g_assert_cmpuint (service->length, ==, length);
  service_set_header (service, "If-Range", NULL);
  service_set_header (service, "Range", "bytes=999999999-");
  service_ask (service, "GET", "/api/jobs/1/pdf", 416);
  service_set_header (service, "Range", NULL);
  service_ask (service, "HEAD", "/api/jobs/1/pdf", 200);
  g_assert_cmpuint (service->length, ==, 0);
  g_assert_cmpint (soup_message_headers_get_content_length (service->answer_headers), ==, (goffset) length);

  run_shell ("mv slides away");
  service_refused (service, "GET", "/api/jobs/1/pdf", 404, "not_found");
  run_shell ("mv away slides");
  service_refused (service, "GET", "/api/jobs/2/pdf", 404, "not_found");
}

/* Returns: (transfer full): that has sent @request, which need not be all of one */
static GSocketConnection *
send_some (Service *service,
           const char *request)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  GSocketConnection *connection =
    g_socket_client_connect_to_host (client, "127.0.0.1", service->port, NULL, NULL);

  g_assert_nonnull (connection);
  g_assert_true (g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), request,
                                            strlen (request), NULL, NULL, NULL));
  return connection;
}

/* Returns: (transfer full): whose answer nobody has taken yet but for its first bytes */
static GSocketConnection *
ask_slowly (Service *service,
            char *begin,
            gsize length)
{
  GSocketConnection *connection =
    send_some (service, "GET /api/jobs/1/pdf HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");

  g_assert_true (g_input_stream_read_all (g_io_stream_get_input_stream (G_IO_STREAM (connection)), begin, length, NULL,
                                          NULL, NULL));
  return connection;
}

/* Who take so little that they are never done, and so much that they are not cut off. */
typedef struct
{
  GSocketConnection *connections[2];
  int is_over; /* atomic */
} Idlers;

static gpointer
take_little (gpointer data)
{
  Idlers *idlers = data;
  char piece[65536];

  while (!g_atomic_int_get (&idlers->is_over))
    {
      for (gsize i = 0; i < G_N_ELEMENTS (idlers->connections); i++)
        g_input_stream_read (g_io_stream_get_input_stream (G_IO_STREAM (idlers->connections[i])), piece, sizeof piece,
                             NULL, NULL);
      g_usleep (G_USEC_PER_SEC / 4);
    }
  return NULL;
}

/* Whoever takes an answer slowly gets all of it, and who sends next to nothing is cut off; those
 * who take none leave memory for others. */
static void
test_large (Service *service,
            gconstpointer data)
{
  Idlers idlers = { { NULL }, FALSE };
  GThread *thread = NULL;
  g_autoptr (GSocketConnection) slow = NULL;
  g_autoptr (GSocketConnection) dripping = NULL;
  char begin[16] = "";
  gint64 n_read = 0, begin_us = 0;
  gssize n = 0;
  g_autofree char *piece = g_malloc (400000);

  start (service);
  run_shell ("mv slides/talk.pdf talk.pdf && truncate -s 30M slides/talk.pdf");
  begin_us = g_get_monotonic_time ();
  slow = ask_slowly (service, begin, sizeof begin);
  dripping = send_some (service, "POST /api/extract HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
                                 "Content-Length: 60000\r\n\r\n{");
  while ((n = g_input_stream_read (g_io_stream_get_input_stream (G_IO_STREAM (slow)), piece, 400000, NULL, NULL)) > 0)
    {
      n_read += n;
      /* Longer than half a minute in all. */
      if (g_get_monotonic_time () - begin_us < 40 * G_USEC_PER_SEC)
        g_usleep (G_USEC_PER_SEC / 2);
      /* Which fails once nobody listens. */
      g_output_stream_write (g_io_stream_get_output_stream (G_IO_STREAM (dripping)), " ", 1, NULL, NULL);
      if (n_read > 30 * 1024 * 1024)
        break;
    }
  g_assert_cmpint (n_read, >, 30 * 1024 * 1024);
  g_assert_cmpint (g_input_stream_read (g_io_stream_get_input_stream (G_IO_STREAM (dripping)), piece, 1, NULL, NULL),
                   <=, 0);

  run_shell ("truncate -s 200M slides/talk.pdf");
  for (gsize i = 0; i < G_N_ELEMENTS (idlers.connections); i++)
    idlers.connections[i] = ask_slowly (service, begin, sizeof begin);
  thread = g_thread_new ("idlers", take_little, &idlers);
  service_refused (service, "GET", "/api/jobs/1/pdf", 503, "unavailable");
  service_ask (service, "GET", "/api/jobs/1", 200);
  g_atomic_int_set (&idlers.is_over, TRUE);
  g_thread_join (thread);
  for (gsize i = 0; i < G_N_ELEMENTS (idlers.connections); i++)
    {
      g_io_stream_close (G_IO_STREAM (idlers.connections[i]), NULL, NULL);
      g_object_unref (idlers.connections[i]);
    }
  for (guint i = 0; i < 600 && service->status != 206; i++)
    {
      service_set_header (service, "Range", "bytes=0-9");
      service_send (service, "GET", "/api/jobs/1/pdf", NULL, NULL);
      g_usleep (50000);
    }
  g_assert_cmpuint (service->status, ==, 206);
  run_shell ("mv talk.pdf slides/talk.pdf");
}

/* GET /api/jobs/{id}/study-guide */
static void
test_study_guide (Service *service,
                  gconstpointer data)
{
  g_autofree char *tag = NULL;

  start (service);
  service_ask (service, "GET", "/api/jobs/1/study-guide", 200);
  g_assert_cmpstr (get_header (service, "Content-Type"), ==, "text/html; charset=utf-8");
  g_assert_nonnull (strstr (get_header (service, "Content-Security-Policy"), "sandbox"));
  g_assert_nonnull (strstr (service->text, "<html"));
  g_assert_null (strstr (service->text, shop_folder));
  tag = g_strdup (get_header (service, "ETag"));
  service_ask (service, "GET", "/api/jobs/1/study-guide?format=html", 200);
  g_assert_cmpstr (get_header (service, "ETag"), ==, tag);
  service_ask (service, "GET", "/api/jobs/1/study-guide?format=json", 200);
  service_ask (service, "GET", "/api/jobs/1/study-guide?format=markdown", 200);
  g_assert_true (g_utf8_validate (service->text, (gssize) service->length, NULL));
  service_ask (service, "GET", "/api/jobs/1/study-guide?format=study-pdf", 200);
  g_assert_true (g_str_has_prefix (service->text, "%PDF-"));
  service_refused (service, "GET", "/api/jobs/1/study-guide?format=chaptered-video", 400, "bad_request");
  service_refused (service, "GET", "/api/jobs/1/study-guide?format=../x", 400, "bad_request");
  service_refused (service, "GET", "/api/jobs/2/study-guide", 404, "not_found");
}

/* GET /api/jobs/{id}/transcript */
static void
test_transcript (Service *service,
                 gconstpointer data)
{
  static const char *const formats[] = { "srt", "txt", "json" };

  start (service);
  service_ask (service, "GET", "/api/jobs/1/transcript", 200);
  g_assert_cmpstr (get_header (service, "Content-Type"), ==, "text/vtt; charset=utf-8");
  g_assert_true (g_str_has_prefix (service->text, "WEBVTT"));
  g_assert_nonnull (strstr (service->text, "A grammar derives words."));
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autofree char *path = g_strconcat ("/api/jobs/1/transcript?format=", formats[i], NULL);

      service_ask (service, "GET", path, 200);
      g_assert_nonnull (strstr (service->text, "A grammar derives words."));
    }
  service_refused (service, "GET", "/api/jobs/1/transcript?format=doc", 400, "bad_request");
  service_refused (service, "GET", "/api/jobs/2/transcript", 404, "not_found");
}

/* GET /api/jobs/{id}/metrics */
static void
test_metrics (Service *service,
              gconstpointer data)
{
  g_autoptr (JsonNode) node = NULL;
  JsonObject *metrics = NULL;

  start (service);
  service_ask (service, "GET", "/api/jobs/1/metrics", 200);
  node = service_get_json (service);
  metrics = json_node_get_object (node);
  g_assert_cmpint (json_object_get_int_member (metrics, "slides"), ==, 3);
  g_assert_cmpfloat (json_object_get_double_member (metrics, "processing_s"), >, 0);
  service_refused (service, "GET", "/api/jobs/2/metrics", 404, "not_found");
}

/* Nothing of somebody else's job is told. Last but one: there is a token from then on. */
static void
test_owners (Service *service,
             gconstpointer data)
{
  static const char *const paths[] = {
    "",
    "/slides",
    "/slides/1.jpg",
    "/pdf",
    "/study-guide",
    "/transcript",
    "/metrics",
  };
  g_autofree char *ann = NULL;

  start (service);
  ann = service_lectern (service, "token add ann --scope submit --owner ann");
  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autofree char *path = g_strconcat ("/api/jobs/1", paths[i], NULL);

      service_set_token (service, NULL);
      service_refused (service, "GET", path, 401, "unauthorized");
      service_set_token (service, ann);
      service_refused (service, "GET", path, 404, "not_found");
    }
}

/* Sends the talk of all tests. Returns: (transfer full): the path of the job, which is completed */
static char *
send_talk (Service *service)
{
  g_autofree char *path = g_build_filename (shop_folder, "talk.mp4", NULL);
  GString *form =
    g_string_new ("--X\r\nContent-Disposition: form-data; name=\"file\"; filename=\"mine.mp4\"\r\n\r\n");
  g_autoptr (GBytes) body = NULL;
  g_autofree char *talk = NULL;
  char *job = NULL;
  gsize length = 0;

  g_assert_true (g_file_get_contents (path, &talk, &length, NULL));
  g_string_append_len (form, talk, (gssize) length);
  g_string_append (form, "\r\n--X--\r\n");
  body = g_string_free_to_bytes (form);
  service_send (service, "POST", "/api/extract", "multipart/form-data; boundary=X", body);
  g_assert_cmpuint (service->status, ==, 202);
  job = g_strdup (get_header (service, "Location"));
  talk_server_wait (service, job, "completed");
  return job;
}

/* The same video of somebody else, who has no subtitles, is not read again; what was said in the
 * one is not told in the other, nor forgotten in the first. */
static void
test_same (Service *service,
           gconstpointer data)
{
  g_autofree char *bob = NULL;
  g_autofree char *admin = NULL;
  g_autofree char *job = NULL;
  g_autofree char *transcript = NULL;
  g_autofree char *metrics = NULL;
  g_autofree char *picture = NULL;
  g_autoptr (JsonNode) node = NULL;

  start (service);
  bob = service_lectern (service, "token add bob --scope submit --owner bob");
  admin = service_lectern (service, "token add root --scope admin --owner root");
  service_set_token (service, bob);
  job = send_talk (service);
  transcript = g_strconcat (job, "/transcript", NULL);
  metrics = g_strconcat (job, "/metrics", NULL);
  picture = g_strconcat (job, "/slides/3.jpg", NULL);
  service_refused (service, "GET", transcript, 404, "not_found");
  service_ask (service, "GET", picture, 200);
  service_ask (service, "GET", metrics, 200);
  node = service_get_json (service);
  g_assert_cmpint (json_object_get_int_member (json_node_get_object (node), "cache_hits"), ==, 1);

  service_set_token (service, admin);
  service_ask (service, "GET", "/api/jobs/1/transcript", 200);
  g_assert_nonnull (strstr (service->text, "A grammar derives words."));

  service_ask (service, "GET", "/api/stats", 200);
  g_clear_pointer (&node, json_node_unref);
  node = service_get_json (service);
  g_assert_cmpfloat (json_object_get_double_member (json_node_get_object (node), "cache_hit_rate"), ==, 0.5);
}

int
main (int argc,
      char *argv[])
{
  static const ServiceCase cases[] = {
    { "/service-results/slides", test_slides },
    { "/service-results/pdf", test_pdf },
    { "/service-results/large", test_large },
    { "/service-results/study-guide", test_study_guide },
    { "/service-results/transcript", test_transcript },
    { "/service-results/metrics", test_metrics },
    { "/service-results/owners", test_owners },
    { "/service-results/same", test_same },
  };
  int status = service_run (argc, argv, cases, G_N_ELEMENTS (cases));

  if (shop_folder != NULL)
    remove_all (shop_folder);
  g_free (shop_folder);
  return status;
}
