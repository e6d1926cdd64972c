/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * libsoup's asynchronous calls in a context of their own, so that one thread can
 * wait for bytes, for a deadline and for the user at the same time. Whatever
 * ends the exchange early cancels "stop", which all calls wait with; why is
 * looked up afterwards.
 */
#include "net/http-exchange.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/cancel-relay.h"
#include "base/error.h"
#include "net/http-reason.h"
#include "net/net-error.h"
#include "net/retry-rules.h"

#define PIECE_BYTES      (64 * 1024)
#define MAX_REASON_BYTES (64 * 1024)
#define IS_GOOD(status)  ((status) >= 200 && (status) < 300)

typedef struct
{
  LecHttpExchange *exchange;
  LecCancelRelay stop;
  GAsyncResult *result; /* of the call that is waited for */
  GSource *clock;
  gint64 connect_end_us; /* 0 when connected */
  gint64 idle_end_us;
  gint64 total_end_us; /* 0 for none */
  gboolean is_late;
} Run;

void
lec_http_exchange_clear (LecHttpExchange *self)
{
  g_clear_pointer (&self->location, g_free);
  g_clear_pointer (&self->reason, g_free);
}

static gint64
get_end_us (const Run *run)
{
  gint64 end_us = run->connect_end_us > 0 ? run->connect_end_us : run->idle_end_us;

  return run->total_end_us > 0 ? MIN (end_us, run->total_end_us) : end_us;
}

/* Something moved. */
static void
touch (Run *run)
{
  run->idle_end_us = g_get_monotonic_time () + (gint64) run->exchange->settings->idle_timeout_ms * 1000;
  g_source_set_ready_time (run->clock, get_end_us (run));
}

static gboolean
clock_cb (gpointer user_data)
{
  Run *run = user_data;

  run->is_late = TRUE;
  g_source_set_ready_time (run->clock, -1);
  g_cancellable_cancel (run->stop.cancellable);

  return G_SOURCE_CONTINUE;
}

static gboolean
dispatch_clock (GSource *source,
                GSourceFunc callback,
                gpointer user_data)
{
  return callback (user_data);
}

static GSourceFuncs clock_funcs = { .dispatch = dispatch_clock };

static void
start_clock (Run *run)
{
  const LecHttpSettings *settings = run->exchange->settings;
  gint64 now_us = g_get_monotonic_time ();

  run->clock = g_source_new (&clock_funcs, sizeof (GSource));
  g_source_set_callback (run->clock, clock_cb, run, NULL);
  g_source_attach (run->clock, run->exchange->context);
  run->connect_end_us = now_us + (gint64) settings->connect_timeout_ms * 1000;
  if (settings->total_timeout_ms > 0)
    run->total_end_us = now_us + (gint64) settings->total_timeout_ms * 1000;
  touch (run);
}

static void
result_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  Run *run = user_data;

  run->result = g_object_ref (result);
}

static GAsyncResult *
wait_for_result (Run *run)
{
  while (run->result == NULL)
    lec_cancel_relay_iterate (&run->stop);

  return g_steal_pointer (&run->result);
}

static void
message_starting_cb (SoupMessage *message,
                     gpointer user_data)
{
  Run *run = user_data;

  run->connect_end_us = 0;
  touch (run);
}

static void
message_wrote_body_data_cb (SoupMessage *message,
                            guint n_bytes,
                            gpointer user_data)
{
  touch (user_data);
}

/* A part of the whole, or all of it from the beginning. */
static void
set_range (const LecHttpExchange *self,
           SoupMessageHeaders *headers)
{
  const char *validator = NULL;
  gint64 start_bytes = lec_http_request_get_start (self->request, &validator);

  if (start_bytes < 0)
    return;

  soup_message_headers_replace (headers, "Accept-Encoding", "identity");
  soup_message_headers_set_range (headers, start_bytes, -1);
  if (validator != NULL)
    soup_message_headers_replace (headers, "If-Range", validator);
}

static void
set_headers (const LecHttpExchange *self,
             SoupMessage *message)
{
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);
  const char *accept = lec_http_request_get_accept (self->request);

  if (accept != NULL)
    soup_message_headers_replace (headers, "Accept", accept);
  set_range (self, headers);
  if (self->key != NULL)
    {
      g_autofree char *value = g_strconcat ("Bearer ", self->key, NULL);

      soup_message_headers_replace (headers, "Authorization", value);
      explicit_bzero (value, strlen (value));
    }
}

static SoupMessage *
make_message (Run *run,
              GError **error)
{
  const LecHttpExchange *self = run->exchange;
  gboolean is_post = lec_http_request_is_post (self->request);
  g_autoptr (SoupMessage) message = soup_message_new_from_uri (is_post ? "POST" : "GET", self->uri);

  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  set_headers (self, message);
  if (is_post)
    {
      g_autofree char *media_type = NULL;
      gint64 size_bytes = 0;
      g_autoptr (GInputStream) body = lec_http_request_open_body (self->request, &media_type, &size_bytes, error);

      if (body == NULL)
        return NULL;
      soup_message_set_request_body (message, media_type, body, size_bytes);
    }
  g_signal_connect (message, "starting", G_CALLBACK (message_starting_cb), run);
  g_signal_connect (message, "wrote-body-data", G_CALLBACK (message_wrote_body_data_cb), run);

  return g_steal_pointer (&message);
}

static GInputStream *
send_message (Run *run,
              SoupMessage *message,
              GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  soup_session_send_async (run->exchange->session, message, G_PRIORITY_DEFAULT, run->stop.cancellable, result_cb, run);
  result = wait_for_result (run);

  return soup_session_send_finish (run->exchange->session, result, error);
}

/* Returns: how many bytes came, 0 at the end, -1 with @error */
static gssize
read_piece (Run *run,
            GInputStream *stream,
            guint8 *piece,
            GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  gssize n_bytes = 0;

  g_input_stream_read_async (stream, piece, PIECE_BYTES, G_PRIORITY_DEFAULT, run->stop.cancellable, result_cb, run);
  result = wait_for_result (run);
  n_bytes = g_input_stream_read_finish (stream, result, error);
  if (n_bytes > 0)
    touch (run);

  return n_bytes;
}

static void
set_too_large (GError **error)
{
  g_set_error_literal (error, LEC_NET_ERROR, LEC_NET_ERROR_TOO_LARGE, _ ("the answer is larger than it may be"));
}

static gboolean
give (LecHttpExchange *self,
      const guint8 *piece,
      gsize n_bytes,
      GError **error)
{
  if ((gint64) n_bytes > lec_http_request_get_max_bytes (self->request) - self->n_given_bytes)
    {
      set_too_large (error);
      return FALSE;
    }

  self->n_given_bytes += (gint64) n_bytes;
  return self->func ((const char *) piece, n_bytes, self->user_data, error);
}

static gboolean
read_body (Run *run,
           GInputStream *stream,
           GError **error)
{
  g_autofree guint8 *piece = g_malloc (PIECE_BYTES);
  gssize n_bytes = 0;

  while ((n_bytes = read_piece (run, stream, piece, error)) > 0)
    if (!give (run->exchange, piece, (gsize) n_bytes, error))
      return FALSE;

  return n_bytes == 0;
}

/* Bad news need not come to their end: what is there by then is looked at, and it is soon, also
 * where a file may take its time. */
static void
read_reason (Run *run,
             GInputStream *stream)
{
  g_autoptr (GByteArray) body = g_byte_array_new ();
  g_autofree guint8 *piece = g_malloc (PIECE_BYTES);
  gssize n_bytes = 0;

  if (run->total_end_us == 0 || run->total_end_us > run->idle_end_us)
    run->total_end_us = run->idle_end_us;
  while (body->len < MAX_REASON_BYTES && (n_bytes = read_piece (run, stream, piece, NULL)) > 0)
    g_byte_array_append (body, piece, (guint) n_bytes);
  run->exchange->reason = lec_http_reason_dup ((const char *) body->data, MIN (body->len, MAX_REASON_BYTES),
                                               lec_http_request_get_key (run->exchange->request));
}

static void
note_answer (LecHttpExchange *self,
             SoupMessage *message)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (message);

  self->status = soup_message_get_status (message);
  self->location = g_strdup (soup_message_headers_get_one (headers, "Location"));
  self->asked_ms = lec_retry_rules_read_header (soup_message_headers_get_one (headers, "Retry-After"),
                                                g_get_real_time () / G_USEC_PER_SEC);
}

static gboolean
is_packed (SoupMessageHeaders *headers)
{
  const char *encoding = soup_message_headers_get_list (headers, "Content-Encoding");

  return encoding != NULL && g_ascii_strcasecmp (encoding, "identity") != 0;
}

static void
read_sizes (SoupMessageHeaders *headers,
            guint status,
            LecHttpAnswer *answer)
{
  goffset first = 0, last = 0, whole = -1;

  if (soup_message_headers_get_encoding (headers) == SOUP_ENCODING_CONTENT_LENGTH && !is_packed (headers))
    answer->size_bytes = soup_message_headers_get_content_length (headers);
  if (status != SOUP_STATUS_PARTIAL_CONTENT)
    answer->whole_bytes = answer->size_bytes;
  else if (soup_message_headers_get_content_range (headers, &first, &last, &whole) && first >= 0)
    {
      answer->start_bytes = first;
      answer->whole_bytes = whole;
    }
  else
    answer->start_bytes = -1;
}

static char *
dup_name (SoupMessageHeaders *headers)
{
  g_autofree char *disposition = NULL;
  GHashTable *parameters = NULL;
  char *name = NULL;

  if (!soup_message_headers_get_content_disposition (headers, &disposition, &parameters) || parameters == NULL)
    return NULL;

  name = g_strdup (g_hash_table_lookup (parameters, "filename"));
  g_hash_table_unref (parameters);
  return name;
}

/* Returns: whether what follows is wanted */
static gboolean
announce (LecHttpExchange *self,
          SoupMessage *message,
          GError **error)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (message);
  const char *ranges = soup_message_headers_get_list (headers, "Accept-Ranges");
  g_autofree char *name = dup_name (headers);
  LecHttpAnswer answer = {
    .uri = self->uri,
    .size_bytes = -1,
    .whole_bytes = -1,
    .is_part = self->status == SOUP_STATUS_PARTIAL_CONTENT,
    .takes_ranges = self->status == SOUP_STATUS_PARTIAL_CONTENT ||
                    (ranges != NULL && g_ascii_strcasecmp (ranges, "bytes") == 0),
    .media_type = soup_message_headers_get_content_type (headers, NULL),
    .etag = soup_message_headers_get_one (headers, "ETag"),
    .modified = soup_message_headers_get_one (headers, "Last-Modified"),
    .name = name,
  };

  read_sizes (headers, self->status, &answer);
  return lec_http_request_answer (self->request, &answer, error);
}

static gboolean
exchange (Run *run,
          GError **error)
{
  LecHttpExchange *self = run->exchange;
  g_autoptr (SoupMessage) message = make_message (run, error);
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (GError) own = NULL;
  gboolean is_whole = TRUE;

  if (message == NULL)
    return FALSE;

  stream = send_message (run, message, error);
  if (stream != NULL)
    {
      touch (run);
      note_answer (self, message);
      if (!IS_GOOD (self->status))
        read_reason (run, stream);
      else if (announce (self, message, &own))
        is_whole = read_body (run, stream, &own);
      else
        {
          self->is_left = TRUE;
          is_whole = own == NULL;
        }
    }
  if (own != NULL)
    g_propagate_error (error, g_steal_pointer (&own));
  g_signal_handlers_disconnect_by_data (message, run);

  return stream != NULL && is_whole;
}

static void
set_net_error (GError **error,
               LecNetError code,
               const char *message)
{
  g_set_error_literal (error, LEC_NET_ERROR, (int) code, message);
}

static void
translate_io (const GError *cause,
              GError **error)
{
  switch (cause->code)
    {
    case G_IO_ERROR_CONNECTION_REFUSED:
      set_net_error (error, LEC_NET_ERROR_UNREACHABLE, _ ("nothing answers there"));
      break;
    case G_IO_ERROR_INVALID_DATA:
      set_net_error (error, LEC_NET_ERROR_PROTOCOL, _ ("the answer is damaged"));
      break;
    case G_IO_ERROR_PARTIAL_INPUT:
    case G_IO_ERROR_CONNECTION_CLOSED:
      set_net_error (error, LEC_NET_ERROR_UNREACHABLE, _ ("the connection was lost"));
      break;
    default:
      g_set_error (error, LEC_NET_ERROR, LEC_NET_ERROR_UNREACHABLE, _ ("no connection: %s"), cause->message);
      break;
    }
}

static void
translate_session (const GError *cause,
                   GError **error)
{
  if (cause->code == SOUP_SESSION_ERROR_PARSING || cause->code == SOUP_SESSION_ERROR_ENCODING)
    set_net_error (error, LEC_NET_ERROR_PROTOCOL, _ ("what answers there does not speak HTTP"));
  else
    set_net_error (error, LEC_NET_ERROR_UNREACHABLE, _ ("the connection was lost"));
}

static void
translate_tls (const GError *cause,
               GError **error)
{
  if (cause->code == G_TLS_ERROR_EOF)
    set_net_error (error, LEC_NET_ERROR_UNREACHABLE, _ ("the connection was lost"));
  else if (cause->code == G_TLS_ERROR_BAD_CERTIFICATE)
    set_net_error (error, LEC_NET_ERROR_TLS, _ ("the server's certificate cannot be trusted"));
  else
    g_set_error (error, LEC_NET_ERROR, LEC_NET_ERROR_TLS, _ ("no secure connection: %s"), cause->message);
}

/* @cause: as libsoup and GIO gave it. */
static void
translate (const Run *run,
           GCancellable *cancellable,
           GError *cause,
           GError **error)
{
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return;

  if (run->is_late)
    set_net_error (error, LEC_NET_ERROR_TIMED_OUT,
                   run->connect_end_us > 0 ? _ ("no connection in time") : _ ("no answer in time"));
  else if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED) && run->exchange->guard != NULL &&
           lec_guarded_address_has_refused (run->exchange->guard))
    set_net_error (error, LEC_NET_ERROR_PRIVATE, _ ("this is a machine of the own network"));
  else if (cause->domain == G_RESOLVER_ERROR)
    set_net_error (error, LEC_NET_ERROR_UNREACHABLE, _ ("no machine of this name was found"));
  else if (cause->domain == G_TLS_ERROR)
    translate_tls (cause, error);
  else if (cause->domain == SOUP_SESSION_ERROR)
    translate_session (cause, error);
  else if (cause->domain == G_IO_ERROR)
    translate_io (cause, error);
  else
    g_propagate_error (error, g_error_copy (cause));
}

gboolean
lec_http_exchange_run (LecHttpExchange *self,
                       GCancellable *cancellable,
                       GError **error)
{
  Run run = { .exchange = self };
  g_autoptr (GError) cause = NULL;

  self->status = 0;
  self->asked_ms = -1;
  self->n_given_bytes = 0;
  self->is_left = FALSE;
  lec_http_exchange_clear (self);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;

  lec_cancel_relay_begin (&run.stop, self->context, cancellable);
  start_clock (&run);
  if (!exchange (&run, &cause) && cause != NULL)
    translate (&run, cancellable, cause, error);
  g_source_destroy (run.clock);
  g_source_unref (run.clock);
  lec_cancel_relay_end (&run.stop);
  if (cause != NULL || self->is_left || !IS_GOOD (self->status))
    soup_session_abort (self->session);

  return cause == NULL;
}
