/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the routes of the table run: each answers its call, on a worker thread.
 */
#pragma once

#include "http/api-call.h"
#include "http/api-route.h"

G_BEGIN_DECLS

/* api-health.c */
gboolean lec_api_health_get (LecApiCall *call, const LecApiContext *context, GError **error);

/* api-events.c */
gboolean lec_api_events_get (LecApiCall *call, const LecApiContext *context, GError **error);

/* api-extract.c */
gboolean lec_api_extract_post (LecApiCall *call, const LecApiContext *context, GError **error);

/* api-form.c */
extern const LecApiStream lec_api_form_stream;

/* api-jobs.c */
gboolean lec_api_jobs_list (LecApiCall *call, const LecApiContext *context, GError **error);
gboolean lec_api_jobs_get (LecApiCall *call, const LecApiContext *context, GError **error);
gboolean lec_api_jobs_cancel (LecApiCall *call, const LecApiContext *context, GError **error);
gboolean lec_api_jobs_retry (LecApiCall *call, const LecApiContext *context, GError **error);
gboolean lec_api_jobs_remove (LecApiCall *call, const LecApiContext *context, GError **error);

/* api-metrics.c */
gboolean lec_api_metrics_get (LecApiCall *call, const LecApiContext *context, GError **error);

/* api-openapi.c */
gboolean lec_api_help_get (LecApiCall *call, const LecApiContext *context, GError **error);
gboolean lec_api_openapi_get (LecApiCall *call, const LecApiContext *context, GError **error);

/* api-operating.c */
gboolean lec_api_workers_list (LecApiCall *call, const LecApiContext *context, GError **error);
gboolean lec_api_workers_drain (LecApiCall *call, const LecApiContext *context, GError **error);
gboolean lec_api_workers_forget (LecApiCall *call, const LecApiContext *context, GError **error);
gboolean lec_api_workers_resume (LecApiCall *call, const LecApiContext *context, GError **error);
gboolean lec_api_queues_list (LecApiCall *call, const LecApiContext *context, GError **error);
gboolean lec_api_queues_pause (LecApiCall *call, const LecApiContext *context, GError **error);
gboolean lec_api_queues_resume (LecApiCall *call, const LecApiContext *context, GError **error);
gboolean lec_api_tasks_list (LecApiCall *call, const LecApiContext *context, GError **error);
gboolean lec_api_tasks_requeue (LecApiCall *call, const LecApiContext *context, GError **error);

/* api-pages.c */
gboolean lec_api_pages_get_jobs (LecApiCall *call, const LecApiContext *context, GError **error);
gboolean lec_api_pages_get_dashboard (LecApiCall *call, const LecApiContext *context, GError **error);
gboolean lec_api_pages_get_asset (LecApiCall *call, const LecApiContext *context, GError **error);

/* api-results.c */
gboolean lec_api_slides_list (LecApiCall *call, const LecApiContext *context, GError **error);
gboolean lec_api_slides_get (LecApiCall *call, const LecApiContext *context, GError **error);
gboolean lec_api_pdf_get (LecApiCall *call, const LecApiContext *context, GError **error);
gboolean lec_api_study_guide_get (LecApiCall *call, const LecApiContext *context, GError **error);
gboolean lec_api_transcript_get (LecApiCall *call, const LecApiContext *context, GError **error);
gboolean lec_api_job_metrics_get (LecApiCall *call, const LecApiContext *context, GError **error);

/* api-stats.c */
gboolean lec_api_stats_get (LecApiCall *call, const LecApiContext *context, GError **error);

/* api-uploads.c */
extern const LecApiStream lec_api_uploads_stream;
gboolean lec_api_uploads_options (LecApiCall *call, const LecApiContext *context, GError **error);
gboolean lec_api_uploads_create (LecApiCall *call, const LecApiContext *context, GError **error);
gboolean lec_api_uploads_get (LecApiCall *call, const LecApiContext *context, GError **error);
gboolean lec_api_uploads_append (LecApiCall *call, const LecApiContext *context, GError **error);
gboolean lec_api_uploads_remove (LecApiCall *call, const LecApiContext *context, GError **error);

G_END_DECLS
