/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * POST /api/extract: a job for the video at an address. Nobody names a path on
 * this machine, be it as an option; addresses of machines that only this one
 * reaches are refused by whatever connects to them (net/).
 */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/error.h"
#include "base/json.h"
#include "engine/served-job.h"
#include "http/api-error.h"
#include "http/api-handlers.h"
#include "http/api-job-json.h"
#include "http/api-route.h"

#define MAX_ADDRESS 4096
#define MAX_VALUE   4096
#define MAX_KEY     200

/* What was asked for. */
typedef struct
{
  char *address;
  LecJobOptions *options;
  int priority;
} Wish;

static void
wish_clear (Wish *self)
{
  g_free (self->address);
  g_clear_pointer (&self->options, lec_job_options_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Wish, wish_clear)

static gboolean
refuse (const char *message,
        GError **error)
{
  g_set_error_literal (error, LEC_API_ERROR, LEC_API_ERROR_BAD_REQUEST, message);
  return FALSE;
}

/* --- Options --- */

/* One value, as it is written on the command line. Returns: (transfer full) (nullable) */
static char *
dup_value (JsonNode *node)
{
  if (!JSON_NODE_HOLDS_VALUE (node))
    return NULL;
  if (json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    return g_strdup (json_node_get_boolean (node) ? "true" : "false");
  if (json_node_get_value_type (node) == G_TYPE_STRING)
    return g_strdup (json_node_get_string (node));
  if (json_node_get_value_type (node) == G_TYPE_INT64)
    return g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (node));
  if (json_node_get_value_type (node) == G_TYPE_DOUBLE)
    {
      char text[G_ASCII_DTOSTR_BUF_SIZE];

      return g_strdup (g_ascii_dtostr (text, sizeof text, json_node_get_double (node)));
    }

  return NULL;
}

static gboolean
set_option (LecJobOptions *options,
            const char *name,
            JsonNode *node,
            GError **error)
{
  g_autofree char *value = dup_value (node);
  g_autofree char *spelled = g_strdelimit (g_strdup (name), "_", '-');
  GError *reason = NULL;

  if (value == NULL || strlen (value) > MAX_VALUE)
    {
      g_set_error (error, LEC_API_ERROR, LEC_API_ERROR_BAD_REQUEST, _ ("the option “%s” is a text, a number or a "
                                                                       "boolean"),
                   name);
      return FALSE;
    }

  lec_job_options_set (options, spelled, value, &reason);
  return lec_api_error_pass_on (reason, LEC_API_ERROR_BAD_REQUEST, error);
}

static gboolean
set_options_of (LecJobOptions *options,
                const char *name,
                JsonNode *node,
                GError **error)
{
  JsonArray *array = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  if (array == NULL)
    return set_option (options, name, node, error);

  for (guint i = 0; i < json_array_get_length (array); i++)
    if (!set_option (options, name, json_array_get_element (array, i), error))
      return FALSE;

  return TRUE;
}

static gboolean
read_options (JsonNode *node,
              LecJobOptions *options,
              GError **error)
{
  JsonObjectIter iter;
  const char *name = NULL;
  JsonNode *value = NULL;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return refuse (_ ("“options” is an object"), error);

  json_object_iter_init (&iter, json_node_get_object (node));
  while (json_object_iter_next (&iter, &name, &value))
    if (!set_options_of (options, name, value, error))
      return FALSE;

  /* The only one that can be a path. */
  return lec_job_options_get_subtitles (options) == NULL ||
         refuse (_ ("“transcript” cannot be a file of this machine"), error);
}

/* --- The request --- */

static gboolean
read_priority (const char *name,
               int *priority,
               GError **error)
{
  static const struct
  {
    const char *name;
    int priority;
  } names[] = { { "low", LEC_PRIORITY_LOW }, { "normal", LEC_PRIORITY_NORMAL }, { "high", LEC_PRIORITY_HIGH } };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (name == NULL || g_str_equal (name, names[i].name))
      {
        *priority = name != NULL ? names[i].priority : LEC_PRIORITY_NORMAL;
        return TRUE;
      }

  return refuse (_ ("“priority” is low, normal or high"), error);
}

static gboolean
check_members (JsonObject *object,
               GError **error)
{
  static const char *const known[] = { "url", "options", "priority", NULL };
  JsonObjectIter iter;
  const char *name = NULL;

  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &name, NULL))
    if (!g_strv_contains (known, name))
      {
        g_set_error (error, LEC_API_ERROR, LEC_API_ERROR_BAD_REQUEST, _ ("there is no member “%s” here"), name);
        return FALSE;
      }

  return TRUE;
}

static gboolean
read_object (JsonObject *object,
             Wish *wish,
             GError **error)
{
  g_autoptr (GError) reason = NULL;
  g_autofree char *priority = NULL;
  JsonNode *options = NULL;

  if (!lec_json_read_string (object, "url", LEC_JSON_REQUIRED, MAX_ADDRESS, &wish->address, &reason) ||
      !lec_json_read_string (object, "priority", LEC_JSON_OPTIONAL, MAX_VALUE, &priority, &reason) ||
      !lec_json_read_node (object, "options", LEC_JSON_OPTIONAL, &options, &reason))
    return refuse (reason->message, error);

  wish->options = lec_job_options_new ();
  return check_members (object, error) && read_priority (priority, &wish->priority, error) &&
         (options == NULL || read_options (options, wish->options, error));
}

static gboolean
read_wish (const LecApiCall *call,
           Wish *wish,
           GError **error)
{
  const char *type = lec_api_call_get_header (call, "content-type");
  gsize length = 0;
  const char *text = call->body != NULL ? g_bytes_get_data (call->body, &length) : NULL;
  g_autoptr (GError) reason = NULL;
  g_autoptr (JsonNode) node = NULL;
  JsonObject *object = NULL;

  if (type == NULL || !g_str_has_prefix (type, "application/json"))
    {
      g_set_error_literal (error, LEC_API_ERROR, LEC_API_ERROR_UNSUPPORTED_MEDIA_TYPE,
                           _ ("this takes JSON (Content-Type: application/json)"));
      return FALSE;
    }

  node = lec_json_parse (text != NULL ? text : "", (gssize) length, call->route->max_body, &reason);
  object = node != NULL ? lec_json_get_object (node, _ ("the request"), &reason) : NULL;
  return object != NULL ? read_object (object, wish, error) : refuse (reason->message, error);
}

/* --- The job --- */

/* @key: (out) (nullable): borrowed */
static gboolean
read_key (const LecApiCall *call,
          const char **key,
          GError **error)
{
  *key = lec_api_call_get_header (call, "idempotency-key");
  if (*key == NULL || (**key != '\0' && strlen (*key) <= MAX_KEY && g_str_is_ascii (*key)))
    return TRUE;

  return refuse (_ ("an Idempotency-Key has 1 to 200 letters of ASCII"), error);
}

static gboolean
answer (LecApiCall *call,
        const LecApiContext *context,
        const char *job_id,
        guint status,
        GError **error)
{
  GError *reason = NULL;
  g_autoptr (LecJob) job = lec_jobs_get (context->jobs, job_id, context->cancellable, &reason);
  g_autofree char *location = g_strdup_printf ("/api/jobs/%s", job_id);

  if (job == NULL)
    return lec_api_error_pass_on (reason, LEC_API_ERROR_INTERNAL, error);

  lec_api_call_answer_json (call, status, lec_api_job_to_json (job));
  lec_api_call_set_answer_header (call, "Location", location);
  return TRUE;
}

/* What was asked for with that key before: the same, or that is said.
 *
 * Returns: whether it was, and is answered or refused */
static gboolean
answer_again (LecApiCall *call,
              const LecApiContext *context,
              const char *job_id,
              const Wish *wish,
              GError **error)
{
  g_autoptr (LecJob) job = lec_jobs_get (context->jobs, job_id, context->cancellable, NULL);
  g_autofree char *source = NULL;
  g_autofree char *shown = NULL;

  if (job == NULL)
    return FALSE;

  source = lec_served_job_dup_source (job);
  shown = lec_link_dup_shown (wish->address);
  if (job->request == NULL || !g_str_equal (source, shown) ||
      lec_job_options_compare (job->request->options, wish->options) != 0)
    g_set_error_literal (error, LEC_API_ERROR, LEC_API_ERROR_CONFLICT,
                         _ ("something else was asked for with this Idempotency-Key"));
  else
    answer (call, context, job_id, 200, error);
  return TRUE;
}

/* Of whoever has the video, not of this service: he is told. */
static gboolean
pass_on_link (GError *reason,
              GError **error)
{
  g_autoptr (GError) owned = reason;

  if (owned == NULL)
    return TRUE;
  if (owned->domain == LEC_ERROR && owned->code != LEC_ERROR_INTERNAL && owned->code != LEC_ERROR_NO_SPACE &&
      owned->code != LEC_ERROR_NOT_WRITABLE && owned->code != LEC_ERROR_PROTOCOL)
    return refuse (owned->message, error);

  return lec_api_error_pass_on (g_steal_pointer (&owned), LEC_API_ERROR_BAD_REQUEST, error);
}

gboolean
lec_api_extract_post (LecApiCall *call,
                      const LecApiContext *context,
                      GError **error)
{
  g_auto (Wish) wish = { NULL };
  LecLinkOptions link = { .own_network = context->settings->own_network };
  LecServedJob served = { NULL };
  LecJobsAdded added = LEC_JOBS_NEW;
  g_autofree char *job_id = NULL;
  const char *key = NULL;
  GError *reason = NULL;
  GError *again = NULL;

  if (!read_key (call, &key, error) || !read_wish (call, &wish, error))
    return FALSE;

  job_id = lec_served_job_make_id (call->caller.submits_as, key);
  lec_jobs_set_owner (context->jobs, call->caller.submits_as);
  if (key != NULL && answer_again (call, context, job_id, &wish, &again))
    {
      if (again != NULL)
        g_propagate_error (error, again);
      return again == NULL;
    }

  served = (LecServedJob){ job_id, wish.options, wish.priority };
  lec_served_job_add_link (context->jobs, &served, wish.address, &link, &added, context->cancellable, &reason);
  return pass_on_link (reason, error) && answer (call, context, job_id, added == LEC_JOBS_NEW ? 202 : 200, error);
}
