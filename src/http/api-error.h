/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the service refuses, and why: a fixed list, so that programs can act on
 * it. An answer that is no success is {"error": {"code": …, "message": …}}.
 */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define LEC_API_ERROR (lec_api_error_quark ())
GQuark lec_api_error_quark (void);

/* Names: bad_request, unauthorized, … as they are written here. */
typedef enum
{
  LEC_API_ERROR_BAD_REQUEST,            /* 400 */
  LEC_API_ERROR_UNAUTHORIZED,           /* 401: no token, or none that is good */
  LEC_API_ERROR_FORBIDDEN,              /* 403: not with this token, or not from there */
  LEC_API_ERROR_NOT_FOUND,              /* 404: also for what is somebody else's */
  LEC_API_ERROR_METHOD_NOT_ALLOWED,     /* 405 */
  LEC_API_ERROR_CONFLICT,               /* 409: not as things stand */
  LEC_API_ERROR_PRECONDITION_FAILED,    /* 412: another version of a protocol */
  LEC_API_ERROR_TOO_LARGE,              /* 413 */
  LEC_API_ERROR_UNSUPPORTED_MEDIA_TYPE, /* 415 */
  LEC_API_ERROR_LOCKED,                 /* 423: somebody else writes it at this moment */
  LEC_API_ERROR_TOO_MANY_REQUESTS,      /* 429 */
  LEC_API_ERROR_CHECKSUM_MISMATCH,      /* 460: what came is not what was sent */
  LEC_API_ERROR_INTERNAL,               /* 500: the log says what */
  LEC_API_ERROR_UNAVAILABLE,            /* 503: later, perhaps */
  LEC_API_ERROR_INSUFFICIENT_STORAGE,   /* 507: the disk is full */
} LecApiError;

#define LEC_N_API_ERRORS (LEC_API_ERROR_INSUFFICIENT_STORAGE + 1)

const char *lec_api_error_get_name (LecApiError code);
guint lec_api_error_get_status (LecApiError code);

/* Sets @error. Returns: %FALSE */
gboolean lec_api_error_refuse (LecApiError code, const char *message, GError **error);
/**
 * lec_api_error_pass_on:
 * @reason: (transfer full) (nullable): of the engine
 * @usage: what its %LEC_ERROR_USAGE is here
 *
 * What is nobody's business outside (paths, machines) goes to the log.
 *
 * Returns: whether there was none
 */
gboolean lec_api_error_pass_on (GError *reason, LecApiError usage, GError **error);

/* @error: in any domain. Returns: (transfer full): the object of an answer */
JsonNode *lec_api_error_to_json (const GError *error);
/* Of an error in any domain. */
LecApiError lec_api_error_get_code (const GError *error);

G_END_DECLS
