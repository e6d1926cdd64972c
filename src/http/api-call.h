/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One question to the service and its answer, without the connection it came
 * by: plain data that goes to a worker thread and comes back. Whoever has it
 * owns it; nobody else looks at it.
 */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

#include "engine/jobs.h"
#include "engine/server-settings.h"
#include "engine/token-limits.h"

G_BEGIN_DECLS

typedef struct _LecApiRoute LecApiRoute;

/* What a worker thread is to do with a call. From _BEGIN to _ABANDON they are for routes that take
 * their body while it comes (LecApiStream), in this order; _TAKE any number of times. */
typedef enum
{
  LEC_API_STEP_ANSWER,  /* let in, and answered */
  LEC_API_STEP_BEGIN,   /* let in; the body comes then */
  LEC_API_STEP_TAKE,    /* a piece of it */
  LEC_API_STEP_FINISH,  /* all of it is there: answered */
  LEC_API_STEP_ABANDON, /* no more comes, and nobody wants an answer */

  /* for nobody who waits */
  LEC_API_STEP_REFRESH, /* let in, and answered as before, but not counted */
  LEC_API_STEP_TELL,    /* of what the caller was given: lec_token_limits_tell() */
} LecApiStep;

#define LEC_API_MAX_TARGET     4096
#define LEC_API_MAX_PARAMETERS 32

/**
 * LecApiCaller: who asks
 * @name: of the token; NULL for this machine's user, where there are none
 * @owner: (nullable): whose jobs are seen; NULL for everybody's
 * @submits_as: (nullable): whose jobs are added
 */
typedef struct
{
  char *name;
  LecTokenScope scope;
  char *owner;
  char *submits_as;
} LecApiCaller;

/**
 * LecApiCall:
 * @route: what it is about
 * @step: what is to be done next
 * @piece: (nullable): of the body, for the next step
 * @taken: (nullable): what the route's stream has made of the body so far
 * @taken_free: (nullable): of that
 * @arguments: (array zero-terminated=1): what stands for the {…} of the route's path, unescaped
 * @query: (nullable) (element-type utf8 utf8): unescaped
 * @headers: (element-type utf8 utf8): by names in small letters; those that are looked at
 * @is_head: whether only the answer's headers are wanted
 * @body: (nullable): of a size that the route allows
 * @caller: known once it was let in
 * @status: of the answer; 0 as long as there is none
 * @content_type: (nullable): of @content
 * @content: (nullable)
 * @ignores_range: whether all is sent, since a part of another one was asked for
 * @answer_headers: (element-type utf8 utf8)
 * @follows_job: 0, or the job whose events are the answer: they come until it is over
 * @is_lasting: whether the answer stays as it is until somebody changes something
 */
typedef struct
{
  const LecApiRoute *route;
  LecApiStep step;
  GBytes *piece;
  gpointer taken;
  GDestroyNotify taken_free;
  char **arguments;
  GHashTable *query;
  GHashTable *headers;
  gboolean is_head;
  GBytes *body;
  LecApiCaller caller;
  guint status;
  const char *content_type;
  GBytes *content;
  gboolean ignores_range;
  GHashTable *answer_headers;
  gint64 follows_job;
  gboolean is_lasting;
} LecApiCall;

/**
 * LecApiContext: what a worker thread has
 * @jobs: (nullable): a handle of that thread's; NULL where they could not be opened
 * @problem: (nullable): why not
 * @uploads: where unfinished uploads are
 * @limits: of all threads
 * @is_working: (nullable): whether the service itself works on the queue; any thread
 * @n_changes: how often the API has changed anything; atomic
 */
typedef struct
{
  LecJobs *jobs;
  const GError *problem;
  const LecServerSettings *settings;
  const char *uploads;
  LecTokenLimits *limits;
  gboolean (*is_working) (gpointer data);
  gpointer working_data;
  GCancellable *cancellable;
  int *n_changes;
} LecApiContext;

LecApiCall *lec_api_call_new (const LecApiRoute *route);
void lec_api_call_free (LecApiCall *self);
/* What its stream has made of the body is not needed any more. */
void lec_api_call_drop_taken (LecApiCall *self);
const char *lec_api_call_get_header (const LecApiCall *self, const char *name);
/* Of a content type the part before ";", in any case. */
gboolean lec_api_call_has_type (const LecApiCall *self, const char *type);

/**
 * lec_api_call_set_query:
 * @text: (nullable): what follows the "?"
 *
 * Returns: %FALSE with %LEC_API_ERROR_BAD_REQUEST for what is no query, is none of @route's, or
 *   names something twice
 */
gboolean lec_api_call_set_query (LecApiCall *self, const char *text, GError **error);
/* @fallback: when it was not given. Returns: %FALSE with %LEC_API_ERROR_BAD_REQUEST */
gboolean lec_api_call_read_number (const LecApiCall *self,
                                   const char *name,
                                   guint minimum,
                                   guint maximum,
                                   guint fallback,
                                   guint *value,
                                   GError **error);

/* Takes @node. With an ETag; nothing but that where the caller has it already. */
void lec_api_call_answer_json (LecApiCall *self, guint status, JsonNode *node);
/* @content_type: static */
void lec_api_call_answer_text (LecApiCall *self, const char *content_type, const char *text);
/**
 * lec_api_call_answer_file:
 * @content_type: static
 * @missing: static: what is said when it is not there
 *
 * Parts of it can be asked for (Range, If-Range), and whether it is another one by now. The file
 * is replaced by moving another one to its place, never written into.
 *
 * Returns: %FALSE with %LEC_API_ERROR_NOT_FOUND or _TOO_LARGE
 */
gboolean lec_api_call_answer_file (LecApiCall *self,
                                   const char *path,
                                   const char *content_type,
                                   const char *missing,
                                   GError **error);
void lec_api_call_answer_nothing (LecApiCall *self);
/* With what becomes of @job, from now on until it is over. */
void lec_api_call_answer_events (LecApiCall *self, gint64 job);
void lec_api_call_answer_error (LecApiCall *self, const GError *error);
void lec_api_call_set_answer_header (LecApiCall *self, const char *name, const char *value);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecApiCall, lec_api_call_free)

G_END_DECLS
