/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The table of what the service can be asked: it decides what is let in, and
 * help, the OpenAPI description and the tests' list are made from it.
 */
#pragma once

#include "http/api-call.h"
#include "http/api-error.h"

G_BEGIN_DECLS

/* What a caller needs; as a token's scope, or nothing. */
typedef enum
{
  LEC_API_OPEN,
  LEC_API_READ,
  LEC_API_SUBMIT,
  LEC_API_ADMIN,
} LecApiAccess;

/* Answers @call. On a worker thread, which may block. Returns: %FALSE with an error, in
 * %LEC_API_ERROR unless it is nobody's business outside */
typedef gboolean (*LecApiHandler) (LecApiCall *call, const LecApiContext *context, GError **error);

/**
 * LecApiStream: for a body that is too large to be kept, and goes elsewhere while it comes
 * @wants: whether this one does; any thread
 * @begin: once the caller was let in, before any of it
 * @take: the next piece of it
 *
 * Those two on worker threads, one after another, and then the route's handler. What they keep is
 * call->taken.
 */
typedef struct
{
  gboolean (*wants) (const LecApiCall *call);
  LecApiHandler begin;
  gboolean (*take) (LecApiCall *call, GBytes *piece, GError **error);
} LecApiStream;

/**
 * LecApiRoute:
 * @path: segments; "{name}" is any one
 * @parameters: (nullable): names of the query's, with spaces between them
 * @max_body: bytes; 0 where none is taken; of what does not go to @stream
 * @is_slow: whether it may take as long as a machine somewhere else does
 * @brings: whether it does so where the jobs are a cluster's, whose workers have the lecture
 * @answer: media types of what it answers, with spaces between them, or "" for nothing
 * @summary: one line, no full stop; in English, as what it is about
 * @stream: (nullable)
 * @types: (nullable): media types of the body, with spaces between them
 * @headers: (nullable): that are looked at, likewise
 * @adds_job: whether a success may be a new job
 * @schema: of an answer that is JSON: of api-schemas.c
 * @statuses: (nullable): with which it answers; 200, or 204 where that is nothing
 * @refuses: (nullable): names of errors that not every route like it has
 * @gives: (nullable): headers of a success
 */
struct _LecApiRoute
{
  const char *method;
  const char *path;
  LecApiAccess access;
  LecApiHandler run;
  const char *parameters;
  gsize max_body;
  gboolean is_slow;
  const char *answer;
  const char *summary;
  gboolean brings;
  const LecApiStream *stream;
  const char *types;
  const char *headers;
  gboolean adds_job;
  const char *schema;
  const char *statuses;
  const char *refuses;
  const char *gives;
};

const LecApiRoute *lec_api_route_get_table (gsize *n_routes);
/* Whether @name is one of its query's parameters. */
gboolean lec_api_route_takes (const LecApiRoute *self, const char *name);
/* Whether it may answer with that: what every route like it does, and what is its own. */
gboolean lec_api_route_refuses (const LecApiRoute *self, LecApiError code);

/**
 * lec_api_route_find:
 * @method: HEAD is as GET
 * @path: as it was sent, escaped; untrusted
 * @arguments: (out) (transfer full) (array zero-terminated=1): what stands for the {…}
 * @allowed: (out) (transfer full) (nullable): for _METHOD_NOT_ALLOWED: what would be
 *
 * Pure. Returns: (nullable): %NULL with %LEC_API_ERROR_NOT_FOUND, _METHOD_NOT_ALLOWED, _BAD_REQUEST
 */
const LecApiRoute *lec_api_route_find (const char *method,
                                       const char *path,
                                       char ***arguments,
                                       char **allowed,
                                       GError **error);

G_END_DECLS
