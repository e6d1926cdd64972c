/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GET /api/jobs/{id}/events: here is only decided who may listen to what; events
 * are written by event-hub, in the main context.
 */
#include "http/api-handlers.h"
#include "http/api-job-json.h"

gboolean
lec_api_events_get (LecApiCall *call,
                    const LecApiContext *context,
                    GError **error)
{
  g_autoptr (LecJob) job = lec_api_job_find (call, context, error);

  if (job == NULL)
    return FALSE;

  lec_api_call_answer_events (call, call->is_head ? 0 : job->id);
  return TRUE;
}
