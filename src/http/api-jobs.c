/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * /api/jobs: looking at jobs, page by page or one, and changing them.
 */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/json.h"
#include "http/api-error.h"
#include "http/api-handlers.h"
#include "http/api-job-json.h"

#define DEFAULT_LIMIT 50
#define MAX_LIMIT     200
#define MAX_OFFSET    10000000
#define MAX_SEARCH    200

static gboolean
refuse (const char *message,
        GError **error)
{
  g_set_error_literal (error, LEC_API_ERROR, LEC_API_ERROR_BAD_REQUEST, message);
  return FALSE;
}

static gboolean
read_status (const LecApiCall *call,
             LecJobPage *page,
             GError **error)
{
  const char *name = g_hash_table_lookup (call->query, "status");
  LecJobStatus status = LEC_JOB_QUEUED;

  page->status = -1;
  if (name == NULL)
    return TRUE;
  if (!lec_job_status_from_name (name, &status))
    return refuse (_ ("“status” is queued, processing, paused, completed, failed or cancelled"), error);

  page->status = (int) status;
  return TRUE;
}

/* The newest first, unless something else is asked for. */
static gboolean
read_order (const LecApiCall *call,
            LecJobPage *page,
            GError **error)
{
  const char *name = g_hash_table_lookup (call->query, "sort");

  page->is_descending = name == NULL || *name == '-';
  page->order = LEC_JOB_ORDER_CREATED;
  if (name == NULL || lec_job_order_from_name (*name == '-' ? name + 1 : name, &page->order))
    return TRUE;

  return refuse (_ ("“sort” is created, name, status or slides, with “-” before it for the last ones first"), error);
}

static gboolean
read_page (const LecApiCall *call,
           LecJobPage *page,
           GError **error)
{
  page->part = g_hash_table_lookup (call->query, "search");
  if (page->part != NULL && strlen (page->part) > MAX_SEARCH)
    return refuse (_ ("“search” is too long"), error);

  return read_status (call, page, error) && read_order (call, page, error) &&
         lec_api_call_read_number (call, "limit", 1, MAX_LIMIT, DEFAULT_LIMIT, &page->limit, error) &&
         lec_api_call_read_number (call, "offset", 0, MAX_OFFSET, 0, &page->offset, error);
}

gboolean
lec_api_jobs_list (LecApiCall *call,
                   const LecApiContext *context,
                   GError **error)
{
  LecJobPage page = { 0 };
  g_autoptr (GPtrArray) jobs = NULL;
  GError *reason = NULL;
  JsonArray *array = NULL;
  JsonObject *object = NULL;
  guint n_jobs = 0;

  if (!read_page (call, &page, error))
    return FALSE;
  jobs = lec_jobs_page (context->jobs, &page, &n_jobs, context->cancellable, &reason);
  if (jobs == NULL)
    return lec_api_error_pass_on (reason, LEC_API_ERROR_INTERNAL, error);

  array = json_array_sized_new (jobs->len);
  for (guint i = 0; i < jobs->len; i++)
    json_array_add_element (array, lec_api_job_to_json (g_ptr_array_index (jobs, i)));
  object = json_object_new ();
  json_object_set_array_member (object, "jobs", array);
  json_object_set_int_member (object, "total", n_jobs);
  json_object_set_int_member (object, "limit", page.limit);
  json_object_set_int_member (object, "offset", page.offset);
  lec_api_call_answer_json (call, 200, lec_json_wrap (object));
  return TRUE;
}

gboolean
lec_api_jobs_get (LecApiCall *call,
                  const LecApiContext *context,
                  GError **error)
{
  g_autoptr (LecJob) job = lec_api_job_find (call, context, error);

  if (job == NULL)
    return FALSE;

  lec_api_call_answer_json (call, 200, lec_api_job_to_json (job));
  call->is_lasting = lec_job_is_over (job);
  return TRUE;
}

/* Answers with the job as it is then. */
static gboolean
change (LecApiCall *call,
        const LecApiContext *context,
        LecJobAction action,
        GError **error)
{
  g_autoptr (LecJob) job = lec_api_job_find (call, context, error);
  GError *reason = NULL;

  if (job == NULL)
    return FALSE;

  lec_jobs_change (context->jobs, job->id, action, context->cancellable, &reason);
  return lec_api_error_pass_on (reason, LEC_API_ERROR_CONFLICT, error) && lec_api_jobs_get (call, context, error);
}

gboolean
lec_api_jobs_cancel (LecApiCall *call,
                     const LecApiContext *context,
                     GError **error)
{
  return change (call, context, LEC_JOB_ACTION_CANCEL, error);
}

gboolean
lec_api_jobs_retry (LecApiCall *call,
                    const LecApiContext *context,
                    GError **error)
{
  return change (call, context, LEC_JOB_ACTION_RETRY, error);
}

gboolean
lec_api_jobs_remove (LecApiCall *call,
                     const LecApiContext *context,
                     GError **error)
{
  g_autoptr (LecJob) job = lec_api_job_find (call, context, error);
  GError *reason = NULL;

  if (job == NULL)
    return FALSE;

  lec_jobs_change (context->jobs, job->id, LEC_JOB_ACTION_REMOVE, context->cancellable, &reason);
  if (!lec_api_error_pass_on (reason, LEC_API_ERROR_CONFLICT, error))
    return FALSE;

  lec_api_call_answer_nothing (call);
  return TRUE;
}
