/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A job counts once it is asked for, whatever comes of that.
 */
#include "http/api-limits.h"

#include <glib/gi18n-lib.h>

#include "http/api-error.h"
#include "http/api-route.h"

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

  return take (call, context, LEC_TOKEN_LIMIT_REQUESTS, _ ("this token has asked too much; try again later"), error) &&
         (!call->route->adds_job || call->is_head ||
          take (call, context, LEC_TOKEN_LIMIT_JOBS, _ ("no more jobs may be added with this token now"), error));
}
