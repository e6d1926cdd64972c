/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the routes of the table run: each answers its call, on a worker thread.
 */
#pragma once

#include "http/api-call.h"

G_BEGIN_DECLS

/* api-health.c */
gboolean lec_api_health_get (LecApiCall *call, const LecApiContext *context, GError **error);

/* api-stats.c */
gboolean lec_api_stats_get (LecApiCall *call, const LecApiContext *context, GError **error);

G_END_DECLS
