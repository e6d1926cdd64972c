/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Headers are fixed lists: what a browser says that it wants is not sent back.
 */
#include "http/api-cors.h"

#include "http/api-exchange.h"

/* What routes look at, and resumable uploads (tus 1.0.0). */
#define REQUEST_HEADERS                                                                                     \
  "Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match, If-Range, Last-Event-ID, Range, " \
  "Tus-Resumable, Upload-Length, Upload-Offset, Upload-Metadata, Upload-Checksum, X-HTTP-Method-Override"
#define ANSWER_HEADERS                                                                                \
  "Accept-Ranges, Allow, Content-Disposition, Content-Range, ETag, Location, Retry-After, "           \
  "Tus-Resumable, Tus-Version, Tus-Extension, Tus-Max-Size, Tus-Checksum-Algorithm, Upload-Expires, " \
  "Upload-Length, Upload-Metadata, Upload-Offset"
#define METHODS "GET, HEAD, POST, PATCH, DELETE"
/* How long a browser may remember. */
#define MAX_AGE_S "600"

gboolean
lec_api_cors_allows (const LecServerSettings *settings,
                     const char *origin)
{
  const char *const *allowed = (const char *const *) settings->allow_origins;

  if (allowed == NULL || origin == NULL)
    return FALSE;

  return g_strv_contains (allowed, "*") || g_strv_contains (allowed, origin);
}

static const char *
get_allowed (const LecServerSettings *settings,
             const char *origin)
{
  return g_strv_contains ((const char *const *) settings->allow_origins, "*") ? "*" : origin;
}

void
lec_api_cors_mark (SoupServerMessage *message,
                   const LecServerSettings *settings)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  const char *origin = soup_message_headers_get_one (soup_server_message_get_request_headers (message), "Origin");

  if (settings->allow_origins == NULL)
    return;

  /* Whatever keeps answers must not give one to another origin. */
  soup_message_headers_append (headers, "Vary", "Origin");
  if (!lec_api_cors_allows (settings, origin))
    return;

  soup_message_headers_replace (headers, "Access-Control-Allow-Origin", get_allowed (settings, origin));
  soup_message_headers_replace (headers, "Access-Control-Expose-Headers", ANSWER_HEADERS);
}

gboolean
lec_api_cors_answer (SoupServerMessage *message,
                     const LecServerSettings *settings)
{
  SoupMessageHeaders *asked = soup_server_message_get_request_headers (message);
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  const char *origin = soup_message_headers_get_one (asked, "Origin");

  if (!g_str_equal (soup_server_message_get_method (message), "OPTIONS") ||
      soup_message_headers_get_one (asked, "Access-Control-Request-Method") == NULL ||
      !lec_api_cors_allows (settings, origin))
    return FALSE;

  soup_message_headers_replace (headers, "Access-Control-Allow-Methods", METHODS);
  soup_message_headers_replace (headers, "Access-Control-Allow-Headers", REQUEST_HEADERS);
  soup_message_headers_replace (headers, "Access-Control-Max-Age", MAX_AGE_S);
  lec_api_exchange_set_status (message, SOUP_STATUS_NO_CONTENT);
  return TRUE;
}
