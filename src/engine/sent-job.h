/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A job whose videos are sent to the workers, since they see no folder of the
 * machine that adds it: its request names blobs. With the videos goes what the
 * library knows of them: what a person has corrected, of the slides and of what
 * was said, and pages that are never slides.
 */
#pragma once

#include "model/job-request.h"
#include "store/blobs.h"

G_BEGIN_DECLS

/* Whether the videos of @job are blobs. */
gboolean lec_sent_job_is_one (const LecJobRequest *job);

/* @video: path of the one that is being sent. From the caller's thread. */
typedef void (*LecSentJobProgress) (const char *video, gint64 done_bytes, gint64 total_bytes, gpointer user_data);

/**
 * LecSending:
 * @root: (nullable): where lectures are kept, with what was corrected of them
 * @content_id: of all videos together
 * @progress: (nullable)
 */
typedef struct
{
  LecBlobs *blobs;
  const char *root;
  const char *content_id;
  LecSentJobProgress progress;
  gpointer progress_data;
} LecSending;

/**
 * lec_sent_job_send:
 * @job: with absolute paths; names blobs afterwards
 *
 * What is there already is not sent again, and what an earlier call has begun is gone on with.
 *
 * Returns: %FALSE with the errors of lec_shared_video_send() and lec_blobs_put()
 */
gboolean lec_sent_job_send (const LecSending *sending, LecJobRequest *job, GCancellable *cancellable, GError **error);

/**
 * lec_sent_job_name:
 *
 * As lec_sent_job_send(), but the videos themselves stay: they have the names that they would get.
 */
gboolean lec_sent_job_name (const LecSending *sending, LecJobRequest *job, GCancellable *cancellable, GError **error);

/**
 * lec_sent_job_bring_inputs:
 * @job: from anywhere
 * @root: where its lectures are kept, and those of no other job
 *
 * Brings what was sent with the videos.
 *
 * Returns: %FALSE with %LEC_ERROR_PROTOCOL for names that no library has, or the errors of
 *   lec_blobs_get()
 */
gboolean lec_sent_job_bring_inputs (LecBlobs *blobs,
                                    const LecJobRequest *job,
                                    const char *root,
                                    GCancellable *cancellable,
                                    GError **error);

G_END_DECLS
