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
/**
 * lec_api_limits_admit_again:
 * @kept: an answer that is at hand, for the same caller
 * @has_to_tell: (out): whether lec_api_limits_tell() is to be called for that caller
 * @refusal: (out) (transfer full) (nullable): what is answered instead
 *
 * Waits for nothing. Returns: %FALSE when he has to ask as if there were no such answer
 */
gboolean lec_api_limits_admit_again (const LecApiCall *kept,
                                     const LecApiContext *context,
                                     gint64 now_us,
                                     gboolean *has_to_tell,
                                     LecApiCall **refusal);
/* Of what @call's caller was given so. On a worker thread. */
void lec_api_limits_tell (const LecApiCall *call, const LecApiContext *context);
/* Returns: %FALSE, with that error; the answer says to ask again in @wait_us */
gboolean lec_api_limits_refuse (LecApiCall *call, gint64 wait_us, const char *message, GError **error);

G_END_DECLS
