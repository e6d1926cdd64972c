/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What was said in a kept lecture: the transcript that a person gave, else the one
 * that was found with the video. What was given is one file a video, by its content,
 * beside the kept lectures, so that it outlives what is read again.
 */
#pragma once

#include "engine/review.h"
#include "model/transcript.h"

G_BEGIN_DECLS

/* In the folder of kept lectures. */
#define LEC_FOLDER_TRANSCRIPTS "transcripts"

LecTranscript *lec_kept_transcript_load (LecReview *review, GError **error);
LecTranscript *lec_kept_transcript_load_given (LecReview *review, GError **error);
gboolean lec_kept_transcript_set_given (LecReview *review, const LecTranscript *transcript, GError **error);
LecTranscript *lec_kept_transcript_take_file (LecReview *review,
                                              const char *path,
                                              guint *n_problems,
                                              GError **error);
gboolean lec_kept_transcript_correct (LecReview *review,
                                      double start_s,
                                      const char *heard,
                                      const char *meant,
                                      GError **error);
/* Returns: (transfer full): where the one that was given is, or would be */
char *lec_kept_transcript_build_path (LecReview *review);

G_END_DECLS
