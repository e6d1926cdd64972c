/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How much a caller may ask: so much of each token, so that something is left
 * for others.
 */
#pragma once

#include "http/api-call.h"

G_BEGIN_DECLS

/* Of a caller that was let in. On a worker thread. Returns: %FALSE with
 * %LEC_API_ERROR_TOO_MANY_REQUESTS; the answer says when to ask again */
gboolean lec_api_limits_admit (LecApiCall *call, const LecApiContext *context, GError **error);

G_END_DECLS
