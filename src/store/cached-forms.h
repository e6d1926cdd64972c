/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the store says of a job, as text for a cache and back.
 */
#pragma once

#include "model/job.h"

G_BEGIN_DECLS

char *lec_cached_form_of_job (const LecJob *job);
LecJob *lec_cached_form_to_job (const char *text, GError **error);
char *lec_cached_form_of_metrics (const LecJobMetrics *metrics);
gboolean lec_cached_form_to_metrics (const char *text, LecJobMetrics *metrics, GError **error);
char *lec_cached_form_of_slides (const GPtrArray *slides);
GPtrArray *lec_cached_form_to_slides (const char *text, GError **error);

G_END_DECLS
