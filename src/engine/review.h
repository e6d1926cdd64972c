/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A kept lecture under a person's hands: what is in it now, corrections, undo
 * and redo, and its outputs made again. For front ends.
 *
 * Each correction is on the disk when its function returns, and holds for every
 * later run on the same video. Outputs follow when lec_review_render() is
 * called. Calls block and belong to the thread that has opened it; nothing is
 * locked in between.
 */
#pragma once

#include "engine/extractor.h"
#include "model/edit-log.h"
#include "model/job.h"

G_BEGIN_DECLS

typedef struct _LecReview LecReview;

LecReview *lec_review_open (LecExtractor *extractor,
                            const char *source,
                            GCancellable *cancellable,
                            GError **error);
LecReview *lec_review_open_job (LecExtractor *extractor,
                                const LecJob *job,
                                GCancellable *cancellable,
                                GError **error);
void lec_review_free (LecReview *self);
const char *lec_review_get_content_id (LecReview *self);
/* Returns: (transfer full) (nullable): name of the shelf it is on; %NULL for what this machine
 * keeps for everybody */
char *lec_review_dup_shelf (LecReview *self);
/* Of the lecture; names of pictures are relative to it. */
const char *lec_review_get_folder (LecReview *self);
const LecLecture *lec_review_get_lecture (LecReview *self);
/* Where what @job has found so far lies. Returns: (transfer full) (nullable): path; %NULL when that
 * cannot be told */
char *lec_review_find_job_folder (const char *root, const LecJob *job);
/* Whether the outputs were made of the lecture as it is now. */
gboolean lec_review_is_rendered (LecReview *self);
/* Of one of its slides. Returns: (transfer full) (nullable): path; %NULL when there is none yet */
char *lec_review_build_picture_path (LecReview *self, const LecSlide *slide);
const LecEditLog *lec_review_get_log (LecReview *self);
const LecEditRecord *lec_review_find_record (LecReview *self, guint entry);
const char *lec_review_describe_outcome (LecEditOutcome outcome);
gboolean lec_review_remove (LecReview *self, const guint *numbers, gsize n_numbers, GError **error);
gboolean lec_review_merge (LecReview *self, const guint *numbers, gsize n_numbers, GError **error);
gboolean lec_review_add (LecReview *self, double time_s, GError **error);
gboolean lec_review_retitle (LecReview *self, guint number, const char *title, GError **error);
gboolean lec_review_crop (LecReview *self, guint number, const LecRect *crop, GError **error);
gboolean lec_review_move (LecReview *self, guint number, double time_s, GError **error);
gboolean lec_review_undo (LecReview *self, GError **error);
gboolean lec_review_redo (LecReview *self, GError **error);
/* As the job wants it, else as it was made last. Returns: (transfer full) (nullable): %NULL with
 * the errors of lec_extractor_dup_kept_options() */
LecJobOptions *lec_review_dup_options (LecReview *self, GCancellable *cancellable, GError **error);
gboolean lec_review_render (LecReview *self,
                            const char *output,
                            gboolean force,
                            const LecExtractListener *listener,
                            LecExtractResult *result,
                            GCancellable *cancellable,
                            GError **error);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecReview, lec_review_free)

G_END_DECLS
