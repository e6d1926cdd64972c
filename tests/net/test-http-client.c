/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The client against a server of libsoup, and against what servers and networks do wrong. Each call
 * ends in time and says what is wrong, without the key.
 */
#include <libsoup/soup.h>
#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/lsan_interface.h>
#endif
#include <zlib.h>

#include "base/error.h"
#include "net/http-client.h"
#include "net/net-error.h"
#include "net/web-server.h"
#include "temporary-folder.h"
#include "told-resolver.h"

#define KEY         "sk-s3cret-key"
#define MAX_CALL_US (12 * G_USEC_PER_SEC)

/* Of a server that nobody has heard of: signed by itself, for "localhost". */
static const char certificate[] =
  "-----BEGIN CERTIFICATE-----\n"
  "MIIBlDCCATugAwIBAgIUd/gORClNOqlCgIFtfecTTxxtBFIwCgYIKoZIzj0EAwIw\n"
  "FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyNjE1Mzc1M1oYDzIxMjYxMTAy\n"
  "MTUzNzUzWjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO\n"
  "PQMBBwNCAASL3NWTrCu0mA79yS5faUMgiR23xoQ0IhZp2ivIWDuqRxfJFejAaiIf\n"
  "XmYIiLzUWRyfLQYmts2wHiyJi9slcKxco2kwZzAdBgNVHQ4EFgQUyia9vb0Vt9hm\n"
  "uvuozNsZDjmsREYwHwYDVR0jBBgwFoAUyia9vb0Vt9hmuvuozNsZDjmsREYwDwYD\n"
  "VR0TAQH/BAUwAwEB/zAUBgNVHREEDTALgglsb2NhbGhvc3QwCgYIKoZIzj0EAwID\n"
  "RwAwRAIgLAWExwcBF5xSaTvPvNk3M9wFBQMxrOgYsZHar4uInc4CIDNMkIjxzZ2b\n"
  "Ev63glKpuxaKj8YnnQC5hUF4qGeiQGuK\n"
  "-----END CERTIFICATE-----\n"
  "-----BEGIN PRIVATE KEY-----\n"
  "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgzuLHgyYn1XsUMys2\n"
  "G1YAlcys9OWK58KLVvznolDbEpShRANCAASL3NWTrCu0mA79yS5faUMgiR23xoQ0\n"
  "IhZp2ivIWDuqRxfJFejAaiIfXmYIiLzUWRyfLQYmts2wHiyJi9slcKxc\n"
  "-----END PRIVATE KEY-----\n";

static const LecHttpSettings near = {
  .allow_private = TRUE,
  .connect_timeout_ms = 3000,
  .idle_timeout_ms = 1000,
  .total_timeout_ms = 3000,
  .max_tries = 3,
  .first_wait_ms = 20,
  .max_wait_ms = 1500,
};

static void
ok_cb (WebServer *server,
       guint n,
       const char *head,
       const char *body,
       gsize length,
       GOutputStream *out,
       gpointer user_data)
{
  web_server_answer (out, "200 OK", NULL, "hello");
}

static GBytes *
get (const LecHttpSettings *settings,
     const char *base,
     const char *path,
     GError **error)
{
  g_autoptr (LecHttpClient) client = lec_http_client_new (settings);
  g_autofree char *address = g_strconcat (base, path, NULL);
  g_autoptr (LecHttpRequest) request = lec_http_request_new (address);
  gint64 before_us = g_get_monotonic_time ();
  GBytes *bytes = NULL;

  lec_http_request_set_key (request, KEY);
  lec_http_request_set_max_bytes (request, 1024 * 1024);
  bytes = lec_http_client_send (client, request, NULL, error);
  g_assert_cmpint (g_get_monotonic_time () - before_us, <, MAX_CALL_US);

  return bytes;
}

static void
assert_bytes (GBytes *bytes,
              const char *expected)
{
  gsize length = 0;
  const char *data = NULL;

  g_assert_nonnull (bytes);
  data = g_bytes_get_data (bytes, &length);
  g_assert_cmpmem (data, length, expected, strlen (expected));
}

/* @func answers @n_tries times, and the call fails. */
static void
assert_fails (const LecHttpSettings *settings,
              WebServerFunc func,
              LecNetError code,
              guint n_tries)
{
  g_autoptr (WebServer) server = web_server_new (func, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (get (settings, server->url, "/secret-path", &error));
  g_assert_error (error, LEC_NET_ERROR, (int) code);
  g_assert_cmpuint (web_server_count (server), ==, n_tries);
  g_assert_null (strstr (error->message, KEY));
  g_assert_null (strstr (error->message, "secret-path"));
  g_assert_true (g_str_has_prefix (error->message, "127.0.0.1:"));
}

static void
test_get (void)
{
  g_autoptr (WebServer) server = web_server_new (ok_cb, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = get (&near, server->url, "/a%20b?c=d%2Fe", &error);
  g_autofree char *head = NULL;

  g_assert_no_error (error);
  assert_bytes (bytes, "hello");
  head = web_server_dup_request (server, 0, NULL);
  g_assert_true (g_str_has_prefix (head, "GET /a%20b?c=d%2Fe HTTP/1.1\r\n"));
  g_assert_nonnull (strstr (head, "Authorization: Bearer " KEY "\r\n"));
  g_assert_nonnull (strstr (head, "User-Agent: Lectern/"));
}

/* What a server of libsoup makes of a form: an independent reader. */
typedef struct
{
  char *file_name;
  GBytes *file;
  char *field;
} Form;

static void
form_cb (SoupServer *server,
         SoupServerMessage *message,
         const char *path,
         GHashTable *query,
         gpointer user_data)
{
  Form *form = user_data;
  g_autoptr (GBytes) body = soup_message_body_flatten (soup_server_message_get_request_body (message));
  g_autoptr (SoupMultipart) parts =
    soup_multipart_new_from_message (soup_server_message_get_request_headers (message), body);

  g_assert_nonnull (parts);
  for (int i = 0; i < soup_multipart_get_length (parts); i++)
    {
      SoupMessageHeaders *headers = NULL;
      GBytes *bytes = NULL;
      g_autofree char *disposition = NULL;
      g_autoptr (GHashTable) params = NULL;

      g_assert_true (soup_multipart_get_part (parts, i, &headers, &bytes));
      g_assert_true (soup_message_headers_get_content_disposition (headers, &disposition, &params));
      if (g_str_equal (g_hash_table_lookup (params, "name"), "file"))
        {
          form->file_name = g_strdup (g_hash_table_lookup (params, "filename"));
          form->file = g_bytes_ref (bytes);
          g_assert_cmpstr (soup_message_headers_get_content_type (headers, NULL), ==, "audio/flac");
        }
      else
        form->field = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
    }
  soup_server_message_set_status (message, 200, NULL);
  soup_server_message_set_response (message, "text/plain", SOUP_MEMORY_STATIC, "taken", 5);
}

typedef struct
{
  char *address;
  char *path;
  GBytes *bytes;
  GError *error;
  int is_done;
} Upload;

static gpointer
upload_thread (gpointer data)
{
  Upload *self = data;
  g_autoptr (LecHttpClient) client = lec_http_client_new (&near);
  g_autoptr (LecHttpRequest) request = lec_http_request_new (self->address);

  lec_http_request_add_field (request, "model", "whisper \"one\"\nä");
  lec_http_request_set_file (request, "file", self->path, "audio/flac");
  self->bytes = lec_http_client_send (client, request, NULL, &self->error);
  g_atomic_int_set (&self->is_done, TRUE);
  g_main_context_wakeup (NULL);

  return NULL;
}

/* libsoup's server leaves behind where it has listened and what it has accepted. What this thread
 * does for it is not looked at; whoever sends has a thread of their own. */
static void
begin_server (void)
{
#ifdef __SANITIZE_ADDRESS__
  __lsan_disable ();
#endif
}

static void
end_server (void)
{
#ifdef __SANITIZE_ADDRESS__
  __lsan_enable ();
#endif
}

static void
test_form (void)
{
  g_autofree char *folder = g_dir_make_tmp ("lectern-net-XXXXXX", NULL);
  g_autoptr (SoupServer) server = soup_server_new (NULL, NULL);
  g_autoptr (GString) content = g_string_new (NULL);
  Form form = { 0 };
  Upload upload = { 0 };
  GSList *uris = NULL;
  GThread *thread = NULL;

  for (guint i = 0; i < 700000; i++)
    g_string_append_c (content, (char) (i * 2654435761u >> 24));
  upload.path = g_build_filename (folder, "a \"talk\".flac", NULL);
  g_assert_true (g_file_set_contents (upload.path, content->str, (gssize) content->len, NULL));
  begin_server ();
  soup_server_add_handler (server, NULL, form_cb, &form, NULL);
  g_assert_true (soup_server_listen_local (server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, NULL));
  uris = soup_server_get_uris (server);
  upload.address = g_uri_to_string (uris->data);
  thread = g_thread_new ("upload", upload_thread, &upload);
  while (!g_atomic_int_get (&upload.is_done))
    g_main_context_iteration (NULL, TRUE);
  g_thread_join (thread);
  end_server ();

  g_assert_no_error (upload.error);
  assert_bytes (upload.bytes, "taken");
  g_assert_cmpmem (g_bytes_get_data (form.file, NULL), g_bytes_get_size (form.file), content->str, content->len);
  g_assert_cmpstr (form.field, ==, "whisper \"one\"\nä");
  g_assert_cmpstr (form.file_name, ==, "a %22talk%22.flac");

  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  g_bytes_unref (upload.bytes);
  g_bytes_unref (form.file);
  g_free (form.field);
  g_free (form.file_name);
  g_free (upload.address);
  g_free (upload.path);
  remove_all (folder);
}

static void
test_missing_file (void)
{
  g_autoptr (WebServer) server = web_server_new (ok_cb, NULL);
  g_autoptr (LecHttpClient) client = lec_http_client_new (&near);
  g_autoptr (LecHttpRequest) request = lec_http_request_new (server->url);
  g_autoptr (GError) error = NULL;

  lec_http_request_set_file (request, "file", "/no/such/file.flac", "audio/flac");
  g_assert_null (lec_http_client_send (client, request, NULL, &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_NOT_FOUND);
  g_assert_cmpuint (web_server_count (server), ==, 0);
}

static void
broken_cb (WebServer *server,
           guint n,
           const char *head,
           const char *body,
           gsize length,
           GOutputStream *out,
           gpointer user_data)
{
  web_server_answer (out, "500 Oops", NULL, "{\"error\": {\"message\": \"out of memory, " KEY "\"}}");
}

static void
wrong_key_cb (WebServer *server,
              guint n,
              const char *head,
              const char *body,
              gsize length,
              GOutputStream *out,
              gpointer user_data)
{
  web_server_answer (out, "401 No", "WWW-Authenticate: Basic realm=\"x\"\r\n", "{\"error\": \"" KEY " is wrong\"}");
}

static void
cut_cb (WebServer *server,
        guint n,
        const char *head,
        const char *body,
        gsize length,
        GOutputStream *out,
        gpointer user_data)
{
  web_server_say (out, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly so much");
}

static void
cut_chunks_cb (WebServer *server,
               guint n,
               const char *head,
               const char *body,
               gsize length,
               GOutputStream *out,
               gpointer user_data)
{
  web_server_say (out, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n5\r\nhe");
}

static void
hang_up_cb (WebServer *server,
            guint n,
            const char *head,
            const char *body,
            gsize length,
            GOutputStream *out,
            gpointer user_data)
{
}

static void
garbage_cb (WebServer *server,
            guint n,
            const char *head,
            const char *body,
            gsize length,
            GOutputStream *out,
            gpointer user_data)
{
  web_server_say (out, "220 mail.example.org ESMTP\r\n\r\n");
}

static void
silent_cb (WebServer *server,
           guint n,
           const char *head,
           const char *body,
           gsize length,
           GOutputStream *out,
           gpointer user_data)
{
  for (guint i = 0; i < 30 && !g_atomic_int_get (&server->is_closed); i++)
    g_usleep (100000);
}

/* Never idle, and never done. */
static void
drip_cb (WebServer *server,
         guint n,
         const char *head,
         const char *body,
         gsize length,
         GOutputStream *out,
         gpointer user_data)
{
  web_server_say (out, "HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n");
  for (guint i = 0; i < 200 && !g_atomic_int_get (&server->is_closed); i++)
    {
      if (!web_server_write (out, ".", 1))
        return;
      g_usleep (50000);
    }
}

static void
drip_reason_cb (WebServer *server,
                guint n,
                const char *head,
                const char *body,
                gsize length,
                GOutputStream *out,
                gpointer user_data)
{
  web_server_say (out, "HTTP/1.1 404 Not Found\r\nContent-Length: 60000\r\n\r\nno such talk ");
  for (guint i = 0; i < 600 && !g_atomic_int_get (&server->is_closed); i++)
    {
      if (!web_server_write (out, ".", 1))
        return;
      g_usleep (50000);
    }
}

static void
endless_cb (WebServer *server,
            guint n,
            const char *head,
            const char *body,
            gsize length,
            GOutputStream *out,
            gpointer user_data)
{
  g_autofree char *piece = g_strnfill (65536, 'x');

  web_server_say (out, "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n");
  while (!g_atomic_int_get (&server->is_closed) && web_server_write (out, piece, 65536))
    ;
}

/* Headers without end: libsoup has a limit of its own. */
static void
endless_head_cb (WebServer *server,
                 guint n,
                 const char *head,
                 const char *body,
                 gsize length,
                 GOutputStream *out,
                 gpointer user_data)
{
  g_autofree char *piece = g_strnfill (65536, 'x');

  web_server_say (out, "HTTP/1.1 200 OK\r\nX: ");
  while (!g_atomic_int_get (&server->is_closed) && web_server_write (out, piece, 65536))
    ;
}

/* Returns: (transfer full): @n_times @piece, packed */
static guint8 *
pack (guint8 *piece,
      guint piece_bytes,
      guint n_times,
      gsize *size)
{
  gsize room = 2 * 1024 * 1024;
  guint8 *packed = g_malloc (room);
  z_stream zip = { .next_out = packed, .avail_out = (guint) room };

  g_assert_cmpint (deflateInit2 (&zip, 9, Z_DEFLATED, 31, 9, Z_DEFAULT_STRATEGY), ==, Z_OK);
  for (guint i = 0; i < n_times; i++)
    {
      zip.next_in = piece;
      zip.avail_in = piece_bytes;
      g_assert_cmpint (deflate (&zip, i == n_times - 1 ? Z_FINISH : Z_NO_FLUSH), >=, Z_OK);
    }
  *size = room - zip.avail_out;
  deflateEnd (&zip);

  return packed;
}

static void
answer_packed (GOutputStream *out,
               const guint8 *packed,
               gsize size)
{
  g_autofree char *start =
    g_strdup_printf ("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: %zu\r\n\r\n", size);

  web_server_say (out, start);
  web_server_write (out, packed, size);
}

/* 32 MB of zeros, packed into some 32 KB. */
static void
bomb_cb (WebServer *server,
         guint n,
         const char *head,
         const char *body,
         gsize length,
         GOutputStream *out,
         gpointer user_data)
{
  g_autofree guint8 *zeros = g_malloc0 (1024 * 1024);
  gsize size = 0;
  g_autofree guint8 *packed = pack (zeros, 1024 * 1024, 32, &size);

  answer_packed (out, packed, size);
}

static void
damaged_zip_cb (WebServer *server,
                guint n,
                const char *head,
                const char *body,
                gsize length,
                GOutputStream *out,
                gpointer user_data)
{
  g_autofree guint8 *content = g_malloc (400000);
  g_autofree guint8 *packed = NULL;
  guint32 chance = 1;
  gsize size = 0;

  for (guint i = 0; i < 400000; i++)
    content[i] = (guint8) ((chance = chance * 1664525u + 1013904223u) >> 28);
  packed = pack (content, 400000, 1, &size);
  memset (packed + size / 2, 0xff, 2000);
  answer_packed (out, packed, size);
}

static void
test_failures (void)
{
  assert_fails (&near, broken_cb, LEC_NET_ERROR_BUSY, 3);
  assert_fails (&near, wrong_key_cb, LEC_NET_ERROR_REFUSED, 1);
  assert_fails (&near, cut_cb, LEC_NET_ERROR_UNREACHABLE, 3);
  assert_fails (&near, cut_chunks_cb, LEC_NET_ERROR_UNREACHABLE, 3);
  assert_fails (&near, hang_up_cb, LEC_NET_ERROR_UNREACHABLE, 3);
  assert_fails (&near, garbage_cb, LEC_NET_ERROR_PROTOCOL, 1);
  assert_fails (&near, damaged_zip_cb, LEC_NET_ERROR_PROTOCOL, 1);
}

static void
test_too_large (void)
{
  LecHttpSettings patient = near;

  patient.idle_timeout_ms = patient.total_timeout_ms = 60000;
  assert_fails (&patient, endless_cb, LEC_NET_ERROR_TOO_LARGE, 1);
  assert_fails (&patient, bomb_cb, LEC_NET_ERROR_TOO_LARGE, 1);
}

static void
test_endless_head (void)
{
  g_autoptr (WebServer) server = web_server_new (endless_head_cb, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (get (&near, server->url, "/", &error));
  g_assert_true (error->domain == LEC_NET_ERROR);
}

static void
test_silent (void)
{
  assert_fails (&near, silent_cb, LEC_NET_ERROR_TIMED_OUT, 3);
}

static void
test_slow_drip (void)
{
  LecHttpSettings settings = near;
  g_autoptr (WebServer) server = web_server_new (drip_cb, NULL);
  g_autoptr (GError) error = NULL;

  settings.max_tries = 1;
  g_assert_null (get (&settings, server->url, "/", &error));
  g_assert_error (error, LEC_NET_ERROR, LEC_NET_ERROR_TIMED_OUT);
}

/* A file may take as long as it comes; what is said instead of one may not. */
static void
test_slow_reason (void)
{
  LecHttpSettings settings = near;
  g_autoptr (WebServer) server = web_server_new (drip_reason_cb, NULL);
  g_autoptr (GError) error = NULL;
  gint64 end_us = g_get_monotonic_time () + 15 * G_USEC_PER_SEC;

  settings.total_timeout_ms = 0;
  g_assert_null (get (&settings, server->url, "/", &error));
  g_assert_error (error, LEC_NET_ERROR, LEC_NET_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (error->message, "no such talk"));
  g_assert_cmpint (g_get_monotonic_time (), <, end_us);
}

/* It answers, but nobody comes to the end of TLS. */
static void
test_no_secure_connection (void)
{
  g_autoptr (WebServer) server = web_server_new (silent_cb, NULL);
  g_autofree char *address = g_strdup_printf ("https://127.0.0.1:%u", server->port);
  LecHttpSettings settings = near;
  g_autoptr (GError) error = NULL;

  settings.max_tries = 1;
  settings.connect_timeout_ms = 500;
  g_assert_null (get (&settings, address, "/", &error));
  g_assert_error (error, LEC_NET_ERROR, LEC_NET_ERROR_TIMED_OUT);
  g_assert_cmpuint (web_server_count (server), ==, 0);
}

typedef struct
{
  const char *first_headers;
  gint64 times_us[8];
} Busy;

static void
busy_cb (WebServer *server,
         guint n,
         const char *head,
         const char *body,
         gsize length,
         GOutputStream *out,
         gpointer user_data)
{
  Busy *busy = user_data;

  busy->times_us[n] = g_get_monotonic_time ();
  if (n == 0)
    web_server_answer (out, "429 Too Many Requests", busy->first_headers, "");
  else
    web_server_answer (out, "200 OK", NULL, "hello");
}

/* Returns: how long it was waited */
static gint64
wait_for_busy (const char *headers)
{
  Busy busy = { .first_headers = headers };
  g_autoptr (WebServer) server = web_server_new (busy_cb, &busy);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = get (&near, server->url, "/", &error);

  g_assert_no_error (error);
  assert_bytes (bytes, "hello");
  g_assert_cmpuint (web_server_count (server), ==, 2);
  return busy.times_us[1] - busy.times_us[0];
}

static void
test_retry_after (void)
{
  g_autoptr (GDateTime) soon = g_date_time_new_from_unix_utc (g_get_real_time () / G_USEC_PER_SEC + 60);
  g_autofree char *date = g_date_time_format (soon, "Retry-After: %a, %d %b %Y %H:%M:%S GMT\r\n");

  /* An hour and a minute are longer than we want to wait. */
  g_assert_cmpint (wait_for_busy ("Retry-After: 1\r\n"), >=, 1000000);
  g_assert_cmpint (wait_for_busy (date), >=, 1500000);
  g_assert_cmpint (wait_for_busy (NULL), <, 900000);
  g_assert_cmpint (wait_for_busy ("Retry-After: 3600\r\n"), >=, 1500000);
}

static gpointer
cancel_thread (gpointer data)
{
  g_usleep (200000);
  g_cancellable_cancel (data);
  return NULL;
}

static void
assert_cancels (WebServerFunc func,
                const LecHttpSettings *settings)
{
  g_autoptr (WebServer) server = web_server_new (func, NULL);
  g_autoptr (LecHttpClient) client = lec_http_client_new (settings);
  g_autoptr (LecHttpRequest) request = lec_http_request_new (server->url);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GThread) thread = g_thread_new ("cancel", cancel_thread, cancellable);
  g_autoptr (GError) error = NULL;
  gint64 before_us = g_get_monotonic_time ();

  g_assert_null (lec_http_client_send (client, request, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (g_get_monotonic_time () - before_us, <, 2 * G_USEC_PER_SEC);
  g_thread_join (g_steal_pointer (&thread));
}

/* While an answer is waited for, while it comes, and while the next try is. */
static void
test_cancelled (void)
{
  LecHttpSettings patient = near;

  patient.idle_timeout_ms = patient.total_timeout_ms = patient.first_wait_ms = patient.max_wait_ms = 20000;
  assert_cancels (silent_cb, &patient);
  assert_cancels (drip_cb, &patient);
  assert_cancels (broken_cb, &patient);
}

static gpointer
cancel_at_once (gpointer data)
{
  g_usleep ((gulong) g_random_int_range (0, 1000));
  g_cancellable_cancel (data);
  return NULL;
}

/* Whenever it comes while a connection is made, it is heard. */
static void
test_cancelled_connecting (void)
{
  g_autoptr (WebServer) server = web_server_new (silent_cb, NULL);

  for (guint i = 0; i < 200; i++)
    {
      g_autoptr (LecHttpClient) client = lec_http_client_new (&near);
      g_autoptr (LecHttpRequest) request = lec_http_request_new (server->url);
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      g_autoptr (GThread) thread = g_thread_new ("cancel", cancel_at_once, cancellable);
      g_autoptr (GError) error = NULL;

      g_assert_null (lec_http_client_send (client, request, cancellable, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_thread_join (g_steal_pointer (&thread));
    }
}

static void
redirect_cb (WebServer *server,
             guint n,
             const char *head,
             const char *body,
             gsize length,
             GOutputStream *out,
             gpointer user_data)
{
  const char *target = user_data;
  g_autofree char *headers = NULL;

  if (g_str_has_prefix (head, "GET /end ") || g_str_has_prefix (head, "POST /end "))
    {
      web_server_answer (out, "200 OK", NULL, "the end");
      return;
    }
  headers = g_strdup_printf ("Location: %s\r\n", target);
  web_server_answer (out, "307 Temporary Redirect", headers, "");
}

static void
test_redirect (void)
{
  g_autoptr (WebServer) server = web_server_new (redirect_cb, (gpointer) "/end");
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = get (&near, server->url, "/start", &error);

  g_assert_no_error (error);
  assert_bytes (bytes, "the end");
}

static void
test_redirect_without_end (void)
{
  g_autoptr (WebServer) server = web_server_new (redirect_cb, (gpointer) "/again");
  g_autoptr (GError) error = NULL;

  g_assert_null (get (&near, server->url, "/start", &error));
  g_assert_error (error, LEC_NET_ERROR, LEC_NET_ERROR_ADDRESS);
  g_assert_cmpuint (web_server_count (server), ==, 6);
}

/* A key goes to the origin it was given for. */
static void
test_redirect_elsewhere (void)
{
  g_autoptr (WebServer) other = web_server_new (ok_cb, NULL);
  g_autoptr (WebServer) server = web_server_new (redirect_cb, other->url);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = get (&near, server->url, "/start", &error);
  g_autofree char *head = NULL;

  g_assert_no_error (error);
  assert_bytes (bytes, "hello");
  head = web_server_dup_request (other, 0, NULL);
  g_assert_null (strstr (head, KEY));
}

static void
test_redirect_of_what_is_sent (void)
{
  g_autoptr (WebServer) other = web_server_new (ok_cb, NULL);
  g_autofree char *elsewhere = g_strdup_printf ("http://localhost:%u/", other->port);
  g_autoptr (WebServer) server = web_server_new (redirect_cb, elsewhere);
  g_autoptr (WebServer) faithful = web_server_new (redirect_cb, (gpointer) "/end");
  g_autoptr (LecHttpClient) client = lec_http_client_new (&near);
  g_autoptr (LecHttpRequest) request = lec_http_request_new (server->url);
  g_autoptr (LecHttpRequest) again = lec_http_request_new (faithful->url);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GBytes) sent = NULL;
  g_autofree char *head = NULL;
  g_autoptr (GError) error = NULL;

  lec_http_request_set_json (request, "{\"text\": \"for one machine\"}");
  g_assert_null (lec_http_client_send (client, request, NULL, &error));
  g_assert_error (error, LEC_NET_ERROR, LEC_NET_ERROR_ADDRESS);
  g_assert_cmpuint (web_server_count (other), ==, 0);

  lec_http_request_set_json (again, "{\"text\": \"again\"}");
  bytes = lec_http_client_send (client, again, NULL, NULL);
  assert_bytes (bytes, "the end");
  head = web_server_dup_request (faithful, 1, &sent);
  g_assert_true (g_str_has_prefix (head, "POST /end "));
  assert_bytes (sent, "{\"text\": \"again\"}");
}

static void
test_private_refused (void)
{
  static const char *const hosts[] = { "127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "0.0.0.0" };
  LecHttpSettings settings = near;
  g_autoptr (WebServer) server = web_server_new (ok_cb, NULL);

  settings.allow_private = FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (hosts); i++)
    {
      g_autofree char *base = g_strdup_printf ("http://%s:%u", hosts[i], server->port);
      g_autoptr (GError) error = NULL;

      g_assert_null (get (&settings, base, "/", &error));
      g_assert_error (error, LEC_NET_ERROR, LEC_NET_ERROR_PRIVATE);
    }
  g_assert_cmpuint (web_server_count (server), ==, 0);
}

/* What the world may say of a name: this one is public when it is looked at, and ours when it is
 * connected to. 192.0.2.0/24 leads nowhere, but is refused itself; so the public one is of a
 * network that does not answer here. */
static const char *
tell_turning (const char *name,
              guint n)
{
  return n == 0 ? "240.0.0.9" : "127.0.0.1";
}

/* No answer of a name server to any try leads here. */
static void
test_turning_name_refused (void)
{
  LecHttpSettings settings = near;
  g_autoptr (WebServer) server = web_server_new (ok_cb, NULL);
  g_autofree char *base = g_strdup_printf ("http://rebinding.example:%u", server->port);

  settings.allow_private = FALSE;
  told_resolver_begin (tell_turning);
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (get (&settings, base, "/", &error));
      g_assert_error (error, LEC_NET_ERROR, LEC_NET_ERROR_PRIVATE);
    }
  /* The name does lead here for who does not look. */
  settings.allow_private = TRUE;
  {
    g_autoptr (GBytes) bytes = get (&settings, base, "/", NULL);

    assert_bytes (bytes, "hello");
  }
  g_assert_cmpuint (told_resolver_end (), >=, 4);
  g_assert_cmpuint (web_server_count (server), ==, 1);
}

/* Returns: (transfer full) (nullable): why nothing could be sent to @host, which is this machine */
static GError *
send_securely (const char *host)
{
  g_autoptr (GTlsCertificate) own = g_tls_certificate_new_from_pem (certificate, -1, NULL);
  g_autoptr (SoupServer) server = soup_server_new ("tls-certificate", own, NULL);
  Upload upload = { 0 };
  Form form = { 0 };
  GSList *uris = NULL;
  GThread *thread = NULL;

  begin_server ();
  soup_server_add_handler (server, NULL, form_cb, &form, NULL);
  g_assert_true (soup_server_listen_local (server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY | SOUP_SERVER_LISTEN_HTTPS, NULL));
  uris = soup_server_get_uris (server);
  upload.address = g_strdup_printf ("https://%s:%d/", host, g_uri_get_port (uris->data));
  upload.path = g_strdup ("/proc/self/exe");
  thread = g_thread_new ("upload", upload_thread, &upload);
  while (!g_atomic_int_get (&upload.is_done))
    g_main_context_iteration (NULL, TRUE);
  g_thread_join (thread);
  end_server ();

  g_assert_true ((form.file != NULL) == (upload.error == NULL));
  g_clear_pointer (&upload.bytes, g_bytes_unref);
  g_clear_pointer (&form.file, g_bytes_unref);
  g_free (form.field);
  g_free (form.file_name);
  g_free (upload.address);
  g_free (upload.path);
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  return upload.error;
}

static void
test_certificate_refused (void)
{
  g_autoptr (GError) error = send_securely ("localhost");

  g_assert_error (error, LEC_NET_ERROR, LEC_NET_ERROR_TLS);
}

/* As if it were of an authority that the system trusts: good for the names in it, and no other. */
static void
test_certificate_of_a_known_authority (void)
{
  g_autofree char *folder = g_dir_make_tmp ("lectern-net-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "authorities.pem", NULL);
  GTlsBackend *backend = g_tls_backend_get_default ();
  g_autoptr (GTlsDatabase) trusting = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, certificate, -1, NULL));
  trusting = g_tls_file_database_new (path, &error);
  g_assert_no_error (error);
  g_tls_backend_set_default_database (backend, trusting);
  error = send_securely ("localhost");
  g_assert_no_error (error);
  error = send_securely ("127.0.0.1");
  g_assert_error (error, LEC_NET_ERROR, LEC_NET_ERROR_TLS);
  g_tls_backend_set_default_database (backend, NULL);
  remove_all (folder);
}

static gboolean
count_cb (const char *data,
          gsize length,
          gpointer user_data,
          GError **error)
{
  *(gsize *) user_data += length;
  return TRUE;
}

static gboolean
refuse_cb (const char *data,
           gsize length,
           gpointer user_data,
           GError **error)
{
  g_set_error_literal (error, LEC_ERROR, LEC_ERROR_PROTOCOL, "not this");
  return FALSE;
}

/* What was given is not given again. */
static void
test_stream (void)
{
  g_autoptr (WebServer) good = web_server_new (ok_cb, NULL);
  g_autoptr (WebServer) cut = web_server_new (cut_cb, NULL);
  g_autoptr (LecHttpClient) client = lec_http_client_new (&near);
  g_autoptr (LecHttpRequest) request = lec_http_request_new (good->url);
  g_autoptr (LecHttpRequest) cut_request = lec_http_request_new (cut->url);
  g_autoptr (GError) error = NULL;
  gsize n_bytes = 0;

  g_assert_true (lec_http_client_stream (client, request, count_cb, &n_bytes, NULL, NULL));
  g_assert_cmpuint (n_bytes, ==, 5);
  n_bytes = 0;
  g_assert_false (lec_http_client_stream (client, cut_request, count_cb, &n_bytes, NULL, &error));
  g_assert_error (error, LEC_NET_ERROR, LEC_NET_ERROR_UNREACHABLE);
  g_assert_cmpuint (n_bytes, ==, strlen ("only so much"));
  g_assert_cmpuint (web_server_count (cut), ==, 1);
  g_clear_error (&error);
  g_assert_false (lec_http_client_stream (client, request, refuse_cb, NULL, NULL, &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_PROTOCOL);
}

static void
test_nobody_there (void)
{
  g_autoptr (WebServer) server = web_server_new (ok_cb, NULL);
  g_autoptr (GError) error = NULL;

  web_server_stop (server);
  g_assert_null (get (&near, server->url, "/", &error));
  g_assert_error (error, LEC_NET_ERROR, LEC_NET_ERROR_UNREACHABLE);
}

int
main (int argc,
      char *argv[])
{
  g_autoptr (GTlsDatabase) authorities = NULL;

  g_test_init (&argc, &argv, NULL);
  /* Reading all of them takes seconds under the sanitizers: not of the time of a call. */
  authorities = g_tls_backend_get_default_database (g_tls_backend_get_default ());
  g_assert_nonnull (authorities);
  g_test_add_func ("/http-client/get", test_get);
  g_test_add_func ("/http-client/form", test_form);
  g_test_add_func ("/http-client/missing-file", test_missing_file);
  g_test_add_func ("/http-client/failures", test_failures);
  g_test_add_func ("/http-client/too-large", test_too_large);
  g_test_add_func ("/http-client/endless-head", test_endless_head);
  g_test_add_func ("/http-client/silent", test_silent);
  g_test_add_func ("/http-client/slow-drip", test_slow_drip);
  g_test_add_func ("/http-client/slow-reason", test_slow_reason);
  g_test_add_func ("/http-client/no-secure-connection", test_no_secure_connection);
  g_test_add_func ("/http-client/retry-after", test_retry_after);
  g_test_add_func ("/http-client/cancelled", test_cancelled);
  g_test_add_func ("/http-client/cancelled-connecting", test_cancelled_connecting);
  g_test_add_func ("/http-client/redirect", test_redirect);
  g_test_add_func ("/http-client/redirect-without-end", test_redirect_without_end);
  g_test_add_func ("/http-client/redirect-elsewhere", test_redirect_elsewhere);
  g_test_add_func ("/http-client/redirect-of-what-is-sent", test_redirect_of_what_is_sent);
  g_test_add_func ("/http-client/private-refused", test_private_refused);
  g_test_add_func ("/http-client/turning-name-refused", test_turning_name_refused);
  g_test_add_func ("/http-client/certificate-refused", test_certificate_refused);
  g_test_add_func ("/http-client/certificate-of-a-known-authority", test_certificate_of_a_known_authority);
  g_test_add_func ("/http-client/stream", test_stream);
  g_test_add_func ("/http-client/nobody-there", test_nobody_there);
  return g_test_run ();
}
