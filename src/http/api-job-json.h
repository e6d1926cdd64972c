/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A job as those outside see it: without where things lie on the machines that
 * work on it.
 */
#pragma once

#include "http/api-call.h"

G_BEGIN_DECLS

/* Returns: (transfer full) */
JsonNode *lec_api_job_to_json (const LecJob *job);

/* What @job has cost. Returns: (transfer full) */
JsonNode *lec_api_job_metrics_to_json (const LecJob *job, const LecJobMetrics *metrics);

/**
 * lec_api_job_find:
 *
 * The job that the first argument of @call's path names: its number or its id.
 *
 * Returns: (transfer full) (nullable): %NULL with %LEC_API_ERROR_NOT_FOUND, also when it is
 *   somebody else's
 */
LecJob *lec_api_job_find (const LecApiCall *call, const LecApiContext *context, GError **error);

G_END_DECLS
