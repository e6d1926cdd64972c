/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A job counts once it is asked for, whatever comes of that.
 */
#include "http/api-limits.h"

#include <glib/gi18n-lib.h>

#include "http/api-error.h"
#include "http/api-route.h"

#define ASKED_TOO_MUCH N_ ("this token has asked too much; try again later")

static gboolean
take (LecApiCall *call,
      const LecApiContext *context,
      LecTokenLimit limit,
      const char *message,
      GError **error)
{
  gint64 wait_us = lec_token_limits_take (context->limits, context->jobs, limit, call->caller.name,
                                          g_get_monotonic_time (), context->cancellable);

  return wait_us == 0 || lec_api_limits_refuse (call, wait_us, message, error);
}

gboolean
lec_api_limits_refuse (LecApiCall *call,
                       gint64 wait_us,
                       const char *message,
                       GError **error)
{
  g_autofree char *wait_s = NULL;

  g_return_val_if_fail (call != NULL && message != NULL, FALSE);

  wait_s = g_strdup_printf ("%" G_GINT64_FORMAT, (wait_us + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC);
  lec_api_call_set_answer_header (call, "Retry-After", wait_s);
  g_set_error_literal (error, LEC_API_ERROR, LEC_API_ERROR_TOO_MANY_REQUESTS, message);
  return FALSE;
}

gboolean
lec_api_limits_admit (LecApiCall *call,
                      const LecApiContext *context,
                      GError **error)
{
  /* Whoever is at this machine, and what anybody may ask. */
  if (call->caller.name == NULL)
    return TRUE;

  return take (call, context, LEC_TOKEN_LIMIT_REQUESTS, _ (ASKED_TOO_MUCH), error) &&
         (!call->route->adds_job || call->is_head ||
          take (call, context, LEC_TOKEN_LIMIT_JOBS, _ ("no more jobs may be added with this token now"), error));
}

/* Returns: (transfer full): the answer */
static LecApiCall *
make_refusal (const LecApiCall *kept,
              gint64 wait_us)
{
  LecApiCall *call = lec_api_call_new (kept->route);
  g_autoptr (GError) error = NULL;

  call->caller.name = g_strdup (kept->caller.name);
  lec_api_limits_refuse (call, wait_us, _ (ASKED_TOO_MUCH), &error);
  lec_api_call_answer_error (call, error);
  return call;
}

gboolean
lec_api_limits_admit_again (const LecApiCall *kept,
                            const LecApiContext *context,
                            gint64 now_us,
                            gboolean *has_to_tell,
                            LecApiCall **refusal)
{
  gint64 wait_us = 0;

  g_return_val_if_fail (kept != NULL && kept->caller.name != NULL && refusal != NULL, FALSE);

  wait_us = lec_token_limits_take_near (context->limits, kept->caller.name, now_us, has_to_tell);
  *refusal = wait_us > 0 ? make_refusal (kept, wait_us) : NULL;
  return wait_us >= 0;
}

void
lec_api_limits_tell (const LecApiCall *call,
                     const LecApiContext *context)
{
  g_return_if_fail (call != NULL && call->caller.name != NULL);

  lec_token_limits_tell (context->limits, context->jobs, call->caller.name, g_get_monotonic_time (),
                         context->cancellable);
}
