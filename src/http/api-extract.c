/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * POST /api/extract: a job for the video at an address, or for one that was sent
 * here. Addresses of machines that only this one reaches are refused by whatever
 * connects to them (net/).
 */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/error.h"
#include "engine/served-job.h"
#include "http/api-error.h"
#include "http/api-form.h"
#include "http/api-handlers.h"
#include "http/api-job-json.h"
#include "http/api-limits.h"
#include "http/api-wish.h"

#define MAX_KEY 200
/* What stands for a key where a job is made of an upload: the same one again is the same job. */
#define UPLOAD_KEY "upload %s"

/* What is being made. */
typedef struct
{
  LecApiCall *call;
  const LecApiContext *context;
  const LecApiWish *wish;
  LecUpload *upload; /* (nullable): the caller is its writer */
  char *job_id;
} Order;

/* --- The request --- */

static gboolean
read_json (const LecApiCall *call,
           LecApiWish *wish,
           GError **error)
{
  gsize length = 0;
  const char *text = call->body != NULL ? g_bytes_get_data (call->body, &length) : NULL;

  if (!lec_api_call_has_type (call, "application/json"))
    return lec_api_error_refuse (
      LEC_API_ERROR_UNSUPPORTED_MEDIA_TYPE,
      _ ("this takes JSON (Content-Type: application/json), or a form with a file (multipart/form-data)"), error);

  return lec_api_wish_read (wish, text != NULL ? text : "", length, error) && lec_api_wish_check (wish, FALSE, error);
}

/* @key: (out) (nullable): borrowed */
static gboolean
read_key (const LecApiCall *call,
          const char **key,
          GError **error)
{
  *key = lec_api_call_get_header (call, "idempotency-key");
  if (*key == NULL || (**key != '\0' && strlen (*key) <= MAX_KEY && g_str_is_ascii (*key)))
    return TRUE;

  return lec_api_error_refuse (LEC_API_ERROR_BAD_REQUEST, _ ("an Idempotency-Key has 1 to 200 letters of ASCII"),
                               error);
}

/* --- The answer --- */

static gboolean
answer (const Order *order,
        guint status,
        GError **error)
{
  GError *reason = NULL;
  g_autoptr (LecJob) job =
    lec_jobs_get (order->context->jobs, order->job_id, order->context->cancellable, &reason);
  g_autofree char *location = g_strdup_printf ("/api/jobs/%s", order->job_id);

  if (job == NULL)
    return lec_api_error_pass_on (reason, LEC_API_ERROR_INTERNAL, error);

  lec_api_call_answer_json (order->call, status, lec_api_job_to_json (job));
  lec_api_call_set_answer_header (order->call, "Location", location);
  return TRUE;
}

/* Whether that is what @job was made of. An upload that is gone was made a job of. */
static gboolean
is_same (const Order *order,
         const LecJob *job)
{
  g_autofree char *source = lec_served_job_dup_source (job);
  g_autofree char *shown = NULL;

  if (job->request == NULL || lec_job_options_compare (job->request->options, order->wish->options) != 0)
    return FALSE;
  if (order->upload != NULL)
    return g_str_equal (source, lec_upload_get_name (order->upload)) &&
           job->size_bytes == lec_upload_get_offset (order->upload);
  if (order->wish->address == NULL)
    return TRUE;

  shown = lec_link_dup_shown (order->wish->address);
  return g_str_equal (source, shown);
}

/* Returns: (transfer full) (nullable): what was asked for with that key before */
static LecJob *
find_job (const Order *order)
{
  return lec_jobs_get (order->context->jobs, order->job_id, order->context->cancellable, NULL);
}

/* @job: which there is already: the same, or that is said. */
static gboolean
answer_again (const Order *order,
              const LecJob *job,
              GError **error)
{
  if (is_same (order, job))
    return answer (order, 200, error);

  return lec_api_error_refuse (LEC_API_ERROR_CONFLICT,
                               _ ("something else was asked for with this Idempotency-Key, or of this upload"), error);
}

/* --- The job --- */

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
    return lec_api_error_refuse (LEC_API_ERROR_BAD_REQUEST, owned->message, error);

  return lec_api_error_pass_on (g_steal_pointer (&owned), LEC_API_ERROR_BAD_REQUEST, error);
}

/* How much an owner may have of a cluster is no fault of the request. Takes @reason. */
static gboolean
pass_on_quota (const Order *order,
               GError *reason,
               GError **error)
{
  g_autoptr (GError) owned = reason;

  return lec_api_limits_refuse (order->call, lec_jobs_get_wait_us (order->context->jobs), owned->message, error);
}

static gboolean
add (const Order *order,
     GError **error)
{
  const LecApiContext *context = order->context;
  LecServedJob served = { order->job_id, order->wish->options, order->wish->priority };
  LecLinkOptions link = { .own_network = context->settings->own_network, .no_pages = !context->settings->pages };
  LecJobsAdded added = LEC_JOBS_NEW;
  g_autoptr (LecJob) job = NULL;
  GError *reason = NULL;
  gboolean is_well = FALSE;

  if (order->upload != NULL)
    lec_served_job_add_upload (context->jobs, &served, order->upload, &added, context->cancellable, &reason);
  else
    lec_served_job_add_link (context->jobs, &served, order->wish->address, &link, &added, context->cancellable,
                             &reason);

  if (reason != NULL && lec_jobs_get_wait_us (context->jobs) > 0)
    return pass_on_quota (order, reason, error);
  is_well = order->upload != NULL ? lec_api_error_pass_on (reason, LEC_API_ERROR_BAD_REQUEST, error)
                                  : pass_on_link (reason, error);
  if (!is_well)
    return FALSE;

  /* Somebody may have been faster with the same key. */
  job = added != LEC_JOBS_NEW ? find_job (order) : NULL;
  return job != NULL ? answer_again (order, job, error) : answer (order, 202, error);
}

static gboolean
carry_out (const Order *order,
           GError **error)
{
  g_autoptr (LecJob) job = find_job (order);

  return job != NULL ? answer_again (order, job, error) : add (order, error);
}

/* --- Of what was sent here --- */

static gboolean
lock_whole (LecUpload *upload,
            GError **error)
{
  GError *reason = NULL;

  if (!lec_upload_lock (upload, &reason))
    return reason == NULL ? lec_api_error_refuse (LEC_API_ERROR_LOCKED, _ ("this upload is being written"), error)
                          : lec_api_error_pass_on (reason, LEC_API_ERROR_CONFLICT, error);
  if (lec_upload_get_offset (upload) == lec_upload_get_size (upload))
    return TRUE;

  return lec_api_error_refuse (LEC_API_ERROR_CONFLICT, _ ("this upload is not complete"), error);
}

/* Nothing is left of one that was made a job of: then it is the job that is asked for. */
static gboolean
carry_out_upload (Order *order,
                  GError **error)
{
  GError *reason = NULL;
  g_autoptr (LecUpload) upload =
    lec_upload_open (order->context->uploads, order->call->caller.submits_as, order->wish->upload, &reason);
  g_autoptr (LecJob) job = upload == NULL ? find_job (order) : NULL;

  if (job != NULL)
    {
      g_clear_error (&reason);
      return answer_again (order, job, error);
    }
  if (upload == NULL)
    return lec_api_error_pass_on (reason, LEC_API_ERROR_NOT_FOUND, error);
  if (!lock_whole (upload, error))
    return FALSE;

  order->upload = upload;
  return carry_out (order, error);
}

static char *
make_job_id (const LecApiCall *call,
             const LecApiWish *wish,
             const char *key)
{
  g_autofree char *of_upload = wish->upload != NULL ? g_strdup_printf (UPLOAD_KEY, wish->upload) : NULL;

  return lec_served_job_make_id (call->caller.submits_as, key != NULL ? key : of_upload);
}

gboolean
lec_api_extract_post (LecApiCall *call,
                      const LecApiContext *context,
                      GError **error)
{
  g_auto (LecApiWish) own = { NULL };
  g_autofree char *job_id = NULL;
  const char *key = NULL;
  Order order = { call, context, &own, NULL, NULL };

  lec_api_wish_init (&own);
  if (!read_key (call, &key, error))
    return FALSE;
  if (call->taken != NULL)
    {
      order.wish = lec_api_form_get_wish (call->taken);
      order.upload = lec_api_form_get_upload (call->taken);
      if (!lec_api_form_finish (call->taken, error) ||
          !lec_api_wish_check (order.wish, order.upload != NULL, error))
        return FALSE;
    }
  else if (!read_json (call, &own, error))
    return FALSE;

  order.job_id = job_id = make_job_id (call, order.wish, key);
  lec_jobs_set_owner (context->jobs, call->caller.submits_as);
  return order.wish->upload != NULL ? carry_out_upload (&order, error) : carry_out (&order, error);
}
