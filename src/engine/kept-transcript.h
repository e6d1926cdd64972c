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
/* What follows the content's id in the name of a file there. */
#define LEC_TRANSCRIPT_SUFFIX ".json"

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

/* Likewise, of the video of that content. @root: of kept lectures */
char *lec_kept_transcript_build_given_path (const char *root, const char *content_id);

/**
 * lec_kept_transcript_hand_over:
 * @folder: of the lecture, or where something is made of it
 *
 * Puts the one that was given where the stage that analyses looks for it; where none was, takes
 * away what was there before. Blocks.
 *
 * Returns: %FALSE with the errors of lec_transcript_load() and lec_transcript_save(); then none is
 *   there
 */
gboolean lec_kept_transcript_hand_over (const char *root, const char *content_id, const char *folder, GError **error);

G_END_DECLS
