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

static const char *const looked_at[] = {
  "authorization",
  "content-type",
  "host",
  "idempotency-key",
  "if-none-match",
  "if-range",
  "origin",
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

static gboolean
check_length (const LecApiRoute *route,
              SoupMessageHeaders *headers,
              GError **error)
{
  if (soup_message_headers_get_encoding (headers) != SOUP_ENCODING_CONTENT_LENGTH ||
      soup_message_headers_get_content_length (headers) <= (goffset) route->max_body)
    return TRUE;

  g_set_error (error, LEC_API_ERROR, LEC_API_ERROR_TOO_LARGE, _ ("this address takes no more than %u bytes"),
               (guint) route->max_body);
  return FALSE;
}

LecApiCall *
lec_api_exchange_read (SoupServerMessage *message,
                       char **allowed,
                       GError **error)
{
  GUri *uri = soup_server_message_get_uri (message);
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  const char *method = soup_server_message_get_method (message);
  g_auto (GStrv) arguments = NULL;
  g_autoptr (LecApiCall) call = NULL;
  const LecApiRoute *route = lec_api_route_find (method, g_uri_get_path (uri), &arguments, allowed, error);

  if (route == NULL)
    return NULL;

  call = lec_api_call_new (route);
  call->arguments = g_steal_pointer (&arguments);
  call->is_head = g_str_equal (method, "HEAD");
  take_headers (call, headers);
  if (!check_length (route, headers, error) || !lec_api_call_set_query (call, g_uri_get_query (uri), error))
    return NULL;

  return g_steal_pointer (&call);
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
  soup_server_message_set_status (message, call->status, NULL);
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
