/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Names and status codes, and what the engine's errors are for those outside.
 */
#include "http/api-error.h"

#include <glib/gi18n-lib.h>

#include "base/error.h"
#include "base/json.h"
#include "base/log.h"

static const struct
{
  const char *name;
  guint status;
} codes[LEC_N_API_ERRORS] = {
  { "bad_request", 400 },
  { "unauthorized", 401 },
  { "forbidden", 403 },
  { "not_found", 404 },
  { "method_not_allowed", 405 },
  { "conflict", 409 },
  { "precondition_failed", 412 },
  { "too_large", 413 },
  { "unsupported_media_type", 415 },
  { "locked", 423 },
  { "too_many_requests", 429 },
  { "checksum_mismatch", 460 },
  { "internal", 500 },
  { "unavailable", 503 },
  { "insufficient_storage", 507 },
};

GQuark
lec_api_error_quark (void)
{
  return g_quark_from_static_string ("lec-api-error-quark");
}

const char *
lec_api_error_get_name (LecApiError code)
{
  g_return_val_if_fail (code < LEC_N_API_ERRORS, NULL);

  return codes[code].name;
}

guint
lec_api_error_get_status (LecApiError code)
{
  g_return_val_if_fail (code < LEC_N_API_ERRORS, 500);

  return codes[code].status;
}

LecApiError
lec_api_error_get_code (const GError *error)
{
  return error->domain == LEC_API_ERROR ? (LecApiError) error->code : LEC_API_ERROR_INTERNAL;
}

static LecApiError
translate (const GError *reason,
           LecApiError usage)
{
  if (reason->domain != LEC_ERROR)
    return LEC_API_ERROR_INTERNAL;

  switch ((LecError) reason->code)
    {
    case LEC_ERROR_USAGE:
    case LEC_ERROR_NO_LANGUAGE:
      return usage;
    case LEC_ERROR_NOT_FOUND:
      return LEC_API_ERROR_NOT_FOUND;
    case LEC_ERROR_NO_SPACE:
      return LEC_API_ERROR_INSUFFICIENT_STORAGE;
    case LEC_ERROR_UNREADABLE:
    case LEC_ERROR_NOT_A_VIDEO:
    case LEC_ERROR_UNSUPPORTED:
    case LEC_ERROR_DAMAGED:
    case LEC_ERROR_NO_SLIDES:
    case LEC_ERROR_EXISTS:
    case LEC_ERROR_NOT_WRITABLE:
    case LEC_ERROR_STALLED:
    case LEC_ERROR_CRASHED:
    case LEC_ERROR_LIMIT:
    case LEC_ERROR_PROTOCOL:
    case LEC_ERROR_INCOMPLETE:
    case LEC_ERROR_WEB:
    case LEC_ERROR_NOT_AGREED:
    case LEC_ERROR_INTERNAL:
    default:
      return LEC_API_ERROR_INTERNAL;
    }
}

gboolean
lec_api_error_refuse (LecApiError code,
                      const char *message,
                      GError **error)
{
  g_return_val_if_fail (message != NULL, FALSE);

  g_set_error_literal (error, LEC_API_ERROR, code, message);
  return FALSE;
}

gboolean
lec_api_error_pass_on (GError *reason,
                       LecApiError usage,
                       GError **error)
{
  g_autoptr (GError) owned = reason;
  LecApiError code = LEC_API_ERROR_INTERNAL;

  if (owned == NULL)
    return TRUE;

  code = translate (owned, usage);
  if (code == LEC_API_ERROR_INTERNAL || code == LEC_API_ERROR_INSUFFICIENT_STORAGE)
    lec_log (LEC_LOG_WARNING, NULL, "%s", owned->message);
  if (code == LEC_API_ERROR_INTERNAL)
    g_set_error_literal (error, LEC_API_ERROR, code, _ ("something went wrong here; the log of the service says what"));
  else if (code == LEC_API_ERROR_INSUFFICIENT_STORAGE)
    g_set_error_literal (error, LEC_API_ERROR, code, _ ("the disk of the service is full"));
  else
    g_set_error_literal (error, LEC_API_ERROR, code, owned->message);
  return FALSE;
}

JsonNode *
lec_api_error_to_json (const GError *error)
{
  JsonObject *inner = json_object_new ();
  JsonObject *object = json_object_new ();

  json_object_set_string_member (inner, "code", lec_api_error_get_name (lec_api_error_get_code (error)));
  json_object_set_string_member (inner, "message",
                                 error->domain == LEC_API_ERROR ? error->message : _ ("something went wrong here"));
  json_object_set_object_member (object, "error", inner);
  return lec_json_wrap (object);
}
