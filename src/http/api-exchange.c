/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Only headers that something looks at are taken along.
 */
#include "http/api-exchange.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/json.h"
#include "http/api-error.h"
#include "http/api-route.h"

/* How much, and how long, is still taken of who goes on although he was answered: whoever is cut
   off while he sends may lose the answer. */
#define MAX_LINGER_BYTES (G_GINT64_CONSTANT (64) << 20)
#define LINGER_S         5
#define LINGER_PIECE     65536

#define UPLOADS "/api/uploads/"

static const char *const looked_at[] = {
  "accept",
  "authorization",
  "content-length",
  "content-type",
  "forwarded",
  "host",
  "idempotency-key",
  "if-none-match",
  "if-range",
  "last-event-id",
  "origin",
  "sec-fetch-site",
  "tus-resumable",
  "upload-checksum",
  "upload-defer-length",
  "upload-length",
  "upload-metadata",
  "upload-offset",
  "x-forwarded-for",
};

static void
take_headers (LecApiCall *call,
              SoupMessageHeaders *headers)
{
  for (guint i = 0; i < G_N_ELEMENTS (looked_at); i++)
    {
      /* All of that name, with commas between them: two tokens are none. */
      const char *value = soup_message_headers_get_list (headers, looked_at[i]);

      if (value != NULL)
        g_hash_table_insert (call->headers, g_strdup (looked_at[i]), g_strdup (value));
    }
}

/* tus 1.0.0: for those who can send no other methods than POST.
 *
 * Returns: the method that is meant */
static const char *
find_method (SoupServerMessage *message)
{
  static const char *const others[] = { "PATCH", "DELETE", "HEAD", NULL };
  const char *method = soup_server_message_get_method (message);
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  const char *meant = soup_message_headers_get_one (headers, "X-HTTP-Method-Override");
  const char *path = g_uri_get_path (soup_server_message_get_uri (message));

  if (meant == NULL || !g_str_equal (method, "POST") || !g_str_has_prefix (path, UPLOADS) ||
      !g_strv_contains (others, meant))
    return method;

  return meant;
}

/* Of a body that is kept; what goes elsewhere while it comes has other limits. */
static gboolean
check_length (const LecApiCall *call,
              SoupMessageHeaders *headers,
              GError **error)
{
  const LecApiRoute *route = call->route;

  if (lec_api_exchange_is_streamed (call))
    return TRUE;
  if (soup_message_headers_get_encoding (headers) != SOUP_ENCODING_CONTENT_LENGTH ||
      soup_message_headers_get_content_length (headers) <= (goffset) route->max_body)
    return TRUE;

  g_set_error (error, LEC_API_ERROR, LEC_API_ERROR_TOO_LARGE, _ ("this address takes no more than %u bytes"),
               (guint) route->max_body);
  return FALSE;
}

gboolean
lec_api_exchange_is_streamed (const LecApiCall *call)
{
  const LecApiStream *stream = call->route->stream;

  return stream != NULL && stream->wants (call);
}

LecApiCall *
lec_api_exchange_read (SoupServerMessage *message,
                       char **allowed,
                       GError **error)
{
  GUri *uri = soup_server_message_get_uri (message);
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  const char *method = find_method (message);
  g_auto (GStrv) arguments = NULL;
  g_autoptr (LecApiCall) call = NULL;
  const LecApiRoute *route = lec_api_route_find (method, g_uri_get_path (uri), &arguments, allowed, error);

  if (route == NULL)
    return NULL;

  call = lec_api_call_new (route);
  call->arguments = g_steal_pointer (&arguments);
  call->is_head = g_str_equal (method, "HEAD");
  take_headers (call, headers);
  if (!check_length (call, headers, error) || !lec_api_call_set_query (call, g_uri_get_query (uri), error))
    return NULL;

  return g_steal_pointer (&call);
}

char *
lec_api_exchange_dup_question (SoupServerMessage *message)
{
  GUri *uri = soup_server_message_get_uri (message);
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  const char *query = g_uri_get_query (uri);
  GString *question = NULL;

  if (!g_str_equal (soup_server_message_get_method (message), "GET"))
    return NULL;

  question = g_string_new (g_uri_get_path (uri));
  if (query != NULL)
    g_string_append_printf (question, "?%s", query);
  for (guint i = 0; i < G_N_ELEMENTS (looked_at); i++)
    {
      const char *value = soup_message_headers_get_list (headers, looked_at[i]);

      if (value != NULL)
        g_string_append_printf (question, "\n%s: %s", looked_at[i], value);
    }
  return g_string_free (question, FALSE);
}

static void
set_safe_headers (SoupMessageHeaders *headers)
{
  soup_message_headers_replace (headers, "X-Content-Type-Options", "nosniff");
  soup_message_headers_replace (headers, "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
  soup_message_headers_replace (headers, "Referrer-Policy", "no-referrer");
}

void
lec_api_exchange_write (SoupServerMessage *message,
                        const LecApiCall *call)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  GHashTableIter iter;
  gpointer name = NULL, value = NULL;

  set_safe_headers (headers);
  if (call->ignores_range)
    soup_message_headers_remove (soup_server_message_get_request_headers (message), "Range");
  g_hash_table_iter_init (&iter, call->answer_headers);
  while (g_hash_table_iter_next (&iter, &name, &value))
    soup_message_headers_replace (headers, name, value);
  if (call->content_type != NULL)
    soup_message_headers_replace (headers, "Content-Type", call->content_type);
  if (call->content != NULL)
    soup_message_body_append_bytes (soup_server_message_get_response_body (message), call->content);
  lec_api_exchange_set_status (message, call->status);
}

static void
wrote_headers_cb (SoupServerMessage *message,
                  gpointer user_data)
{
  soup_message_headers_set_encoding (soup_server_message_get_response_headers (message), SOUP_ENCODING_NONE);
}

void
lec_api_exchange_set_status (SoupServerMessage *message,
                             guint status)
{
  /* As it writes the headers libsoup takes away a length, and what that said: then it takes the
   * answer for one that ends with the connection. */
  if (status == SOUP_STATUS_NO_CONTENT)
    g_signal_connect (message, "wrote-headers", G_CALLBACK (wrote_headers_cb), NULL);
  soup_server_message_set_status (message, status, NULL);
}

GBytes *
lec_api_exchange_make_refusal (void)
{
  g_autoptr (GError) error =
    g_error_new_literal (LEC_API_ERROR, LEC_API_ERROR_BAD_REQUEST, _ ("this is no request that can be read"));
  g_autoptr (JsonNode) node = lec_api_error_to_json (error);
  char *text = lec_json_to_line (node);

  return g_bytes_new_take (text, strlen (text));
}

void
lec_api_exchange_expect_nothing (SoupServerMessage *message,
                                 GBytes *refusal)
{
  soup_message_headers_replace (soup_server_message_get_response_headers (message), "Content-Type",
                                "application/json");
  soup_message_body_append_bytes (soup_server_message_get_response_body (message), refusal);
}

void
lec_api_exchange_expect_request (SoupServerMessage *message)
{
  soup_message_headers_remove (soup_server_message_get_response_headers (message), "Content-Type");
  soup_message_body_truncate (soup_server_message_get_response_body (message));
}

void
lec_api_exchange_refuse (SoupServerMessage *message,
                         const GError *error,
                         const char *allowed)
{
  static const LecApiRoute nowhere = { "", "", LEC_API_OPEN, NULL, NULL, 0, FALSE, "", "" };
  g_autoptr (LecApiCall) call = lec_api_call_new (&nowhere);

  lec_api_call_answer_error (call, error);
  if (allowed != NULL)
    lec_api_call_set_answer_header (call, "Allow", allowed);
  if (lec_api_error_get_code (error) == LEC_API_ERROR_UNAVAILABLE)
    lec_api_call_set_answer_header (call, "Retry-After", "1");
  lec_api_exchange_write (message, call);
}

/* --- In a hurry --- */

/* A connection that was taken away from libsoup. */
typedef struct
{
  GIOStream *stream; /* owned */
  GBytes *answer;    /* owned */
  GCancellable *cancellable;
  guint timeout_source;
  gint64 n_taken;
} Last;

static void
last_free (Last *self)
{
  g_clear_handle_id (&self->timeout_source, g_source_remove);
  g_object_unref (self->cancellable);
  g_bytes_unref (self->answer);
  g_io_stream_close (self->stream, NULL, NULL);
  g_object_unref (self->stream);
  g_free (self);
}

static gboolean
timed_out_cb (gpointer data)
{
  Last *self = data;

  self->timeout_source = 0;
  g_cancellable_cancel (self->cancellable);
  return G_SOURCE_REMOVE;
}

static void
skipped_cb (GObject *source,
            GAsyncResult *result,
            gpointer data)
{
  Last *self = data;
  gssize n_skipped = g_input_stream_skip_finish (G_INPUT_STREAM (source), result, NULL);

  self->n_taken += MAX (n_skipped, 0);
  if (n_skipped > 0 && self->n_taken < MAX_LINGER_BYTES)
    g_input_stream_skip_async (G_INPUT_STREAM (source), LINGER_PIECE, G_PRIORITY_LOW, self->cancellable, skipped_cb,
                               self);
  else
    last_free (self);
}

static void
written_cb (GObject *source,
            GAsyncResult *result,
            gpointer data)
{
  Last *self = data;
  GSocket *socket =
    G_IS_SOCKET_CONNECTION (self->stream) ? g_socket_connection_get_socket (G_SOCKET_CONNECTION (self->stream)) : NULL;

  if (!g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, NULL) || socket == NULL)
    {
      last_free (self);
      return;
    }

  g_socket_shutdown (socket, FALSE, TRUE, NULL);
  g_input_stream_skip_async (g_io_stream_get_input_stream (self->stream), LINGER_PIECE, G_PRIORITY_LOW,
                             self->cancellable, skipped_cb, self);
}

static void
append_header (const char *name,
               const char *value,
               gpointer out)
{
  if (g_ascii_strcasecmp (name, "Content-Length") != 0 && g_ascii_strcasecmp (name, "Connection") != 0 &&
      g_ascii_strcasecmp (name, "Transfer-Encoding") != 0)
    g_string_append_printf (out, "%s: %s\r\n", name, value);
}

/* Returns: (transfer full): first line, headers and body */
static GBytes *
write_answer (SoupServerMessage *message)
{
  guint status = soup_server_message_get_status (message);
  const char *phrase = soup_status_get_phrase (status);
  g_autoptr (GBytes) body = soup_message_body_flatten (soup_server_message_get_response_body (message));
  GString *out = g_string_new (NULL);
  gsize length = 0;
  const char *text = g_bytes_get_data (body, &length);

  g_string_append_printf (out, "HTTP/1.1 %u %s\r\n", status, phrase);
  soup_message_headers_foreach (soup_server_message_get_response_headers (message), append_header, out);
  g_string_append_printf (out, "Content-Length: %" G_GSIZE_FORMAT "\r\nConnection: close\r\n\r\n", length);
  if (length > 0)
    g_string_append_len (out, text, (gssize) length);
  return g_string_free_to_bytes (out);
}

void
lec_api_exchange_hurry (SoupServerMessage *message)
{
  Last *self = NULL;

  g_return_if_fail (SOUP_IS_SERVER_MESSAGE (message));

  self = g_new0 (Last, 1);
  self->answer = write_answer (message);
  self->cancellable = g_cancellable_new ();
  self->stream = soup_server_message_steal_connection (message);
  self->timeout_source = g_timeout_add_seconds (LINGER_S, timed_out_cb, self);
  g_output_stream_write_all_async (g_io_stream_get_output_stream (self->stream),
                                   g_bytes_get_data (self->answer, NULL), g_bytes_get_size (self->answer),
                                   G_PRIORITY_DEFAULT, self->cancellable, written_cb, self);
}
