/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who may ask for what. A token says so; without any token in the store the
 * service is for this machine alone, and for no page of a browser that somebody
 * else has made.
 */
#pragma once

#include "http/api-call.h"

G_BEGIN_DECLS

/* Fills call->caller. Returns: %FALSE with %LEC_API_ERROR_UNAUTHORIZED, _FORBIDDEN, _UNAVAILABLE */
gboolean lec_api_access_admit (LecApiCall *call, const LecApiContext *context, GError **error);

/* Whether what a browser says of where a request is from and to is this service, as seen from this
 * machine. Pure. @host: (nullable): so is @origin; untrusted */
gboolean lec_api_access_is_at_home (const char *host, const char *origin);

/* Whether the service may listen where @settings say: beyond this machine only with a token.
 * Returns: %FALSE with %LEC_ERROR_USAGE, or why the tokens cannot be read */
gboolean lec_api_access_check_listen (LecJobs *jobs, const LecServerSettings *settings, GError **error);

G_END_DECLS
