/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A job as it is shown: what was asked for, how far it is, what came of it.
 * And what is told of it: its tries, what it cost, what a search found.
 */
#pragma once

#include "model/job-request.h"

G_BEGIN_DECLS

/* Names: queued, processing, paused, completed, failed, cancelled. */
typedef enum
{
  LEC_JOB_QUEUED,
  LEC_JOB_PROCESSING,
  LEC_JOB_PAUSED,
  LEC_JOB_COMPLETED,
  LEC_JOB_FAILED,
  LEC_JOB_CANCELLED,
} LecJobStatus;

#define LEC_N_JOB_STATUSES (LEC_JOB_CANCELLED + 1)

const char *lec_job_status_get_name (LecJobStatus status);
gboolean lec_job_status_from_name (const char *name, LecJobStatus *status);

/* Any number may be a priority; the higher one comes first. */
enum
{
  LEC_PRIORITY_LOW = -10,
  LEC_PRIORITY_NORMAL = 0,
  LEC_PRIORITY_HIGH = 10,
};

/**
 * LecJob:
 * @id: number in this database, never used twice
 * @job_id: the same in every database
 * @source: the (first) video, as valid UTF-8
 * @content_hash: (nullable): of the video
 * @owner: whose it is, "" on a desktop
 * @progress: 0..1
 * @message: (nullable): what is going on, for people
 * @error_code: (nullable): name of a %LecError: of @error, or while another try is waited for of
 *   @message
 * @error: (nullable): why it failed, or what is missing of the result
 * @created_us: since 1970, UTC; so are the others, 0 for not yet
 * @processing_s: all tries together
 * @pdf: (nullable): path; so are @images and @json
 * @worker: (nullable): who works on it now; the first one when several do
 */
typedef struct
{
  gint64 id;
  char *job_id;
  char *source;
  char *content_hash;
  char *owner;
  int priority;
  LecJobStatus status;
  double progress;
  char *message;
  char *error_code;
  char *error;
  gint64 created_us;
  gint64 started_us;
  gint64 completed_us;
  guint n_slides;
  double processing_s;
  gint64 size_bytes;
  gboolean cancel_requested;
  gboolean pause_requested;
  char *pdf;
  char *images;
  char *json;
  char *worker;
  LecJobRequest *request; /* (nullable): when it cannot be read */
} LecJob;

LecJob *lec_job_new (void);
LecJob *lec_job_copy (const LecJob *self);
void lec_job_free (LecJob *self);
/* Whether nothing more will happen by itself. */
gboolean lec_job_is_over (const LecJob *self);
JsonNode *lec_job_to_json (const LecJob *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecJob, lec_job_free)

/**
 * LecAttempt: one try at one stage
 * @outcome: running, done, failed, cancelled, released (given back untouched), lost
 * @exit_status: of the task process as waitpid() gives it, -1 when it lives on
 * @stderr_tail: (nullable): what it printed last
 */
typedef struct
{
  gint64 fence;
  char *stage;
  char *worker;
  char *outcome;
  gint64 started_us;
  gint64 ended_us;
  char *error_code;
  char *error;
  int exit_status;
  double wall_s;
  double cpu_s;
  gint64 peak_memory_bytes;
  char *stderr_tail;
} LecAttempt;

void lec_attempt_free (LecAttempt *self);
JsonNode *lec_attempt_to_json (const LecAttempt *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecAttempt, lec_attempt_free)

/**
 * LecJobMetrics: what a job has cost, all tries together
 *
 * Times in seconds; of the video, 0 for not known.
 */
typedef struct
{
  double fetch_s; /* 0 for what is on this machine */
  double extraction_s;
  double analysis_s;
  double generation_s;
  double processing_s;
  double total_s; /* from adding to the end, waiting included */
  double cpu_s;
  gint64 peak_memory_bytes;
  gint64 disk_bytes;
  double video_s;
  gint64 video_bytes;
  int video_width;
  int video_height;
  double video_fps;
  guint64 n_frames; /* pictures that were decoded, all tries together */
  guint n_slides;
  guint n_duplicates; /* returns to a slide that was there already */
  guint n_cache_hits; /* stages whose result was kept from before */
  guint n_errors;
  guint n_retries;
} LecJobMetrics;

JsonNode *lec_job_metrics_to_json (const LecJobMetrics *self);

/**
 * LecSearchHit:
 * @start_s: when the slide is first shown
 * @snippet: what was found around it, one line; each match between U+0002 and U+0003
 */
typedef struct
{
  gint64 job;
  char *source;
  char *pdf;
  guint number;
  double start_s;
  char *title;
  char *snippet;
} LecSearchHit;

void lec_search_hit_free (LecSearchHit *self);
JsonNode *lec_search_hit_to_json (const LecSearchHit *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecSearchHit, lec_search_hit_free)

#define LEC_MATCH_START "\002"
#define LEC_MATCH_END   "\003"

G_END_DECLS
