/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where documents are made of a lecture under review, with all corrections,
 * that are not its own outputs. Private to the review's files. Calls block.
 */
#pragma once

#include "engine/extract-run.h"
#include "engine/review-private.h"
#include "engine/scratch-folder.h"
#include "engine/study-steps.h"

G_BEGIN_DECLS

/**
 * LecWorkshop: zeroed before lec_workshop_init()
 * @options: as the documents want it
 * @kept_options: what is kept is made with these
 * @source: the folder that it is made of
 * @title: of the documents
 * @folder: (nullable): held, once it was opened
 * @scratch: (nullable): once lec_workshop_begin() was called
 */
typedef struct
{
  LecReview *review; /* unowned */
  LecJobOptions *options;
  LecJobOptions *kept_options;
  char *source;
  char *title;
  LecLectureFolder *folder;
  LecScratchFolder *scratch;
} LecWorkshop;

/* @wanted: layout, per_page, paper, picture_quality, lossless, images and json count; the rest is
 * the lecture's. */
gboolean lec_workshop_init (LecWorkshop *self,
                            LecReview *review,
                            const LecJobOptions *wanted,
                            GCancellable *cancellable,
                            GError **error);
/* Likewise as the lecture itself has it, and opens its folder. */
gboolean lec_workshop_init_own (LecWorkshop *self, LecReview *review, GCancellable *cancellable, GError **error);
void lec_workshop_clear (LecWorkshop *self);
/* What outputs are named after: the first video, as far as it is known. Returns: (transfer none) */
const char *lec_workshop_get_name (LecReview *review);
/* Returns: (transfer container) (element-type filename): borrowed from the lecture or the job */
GPtrArray *lec_workshop_list_videos (LecReview *review);
/* Opens the lecture's folder as it is. */
gboolean lec_workshop_open_folder (LecWorkshop *self, GCancellable *cancellable, GError **error);
/* Of the lecture itself; nothing is transcribed for them. @self: opened, and outlives them */
LecStudySteps lec_workshop_get_study_steps (const LecWorkshop *self);
/* Opens it, and makes what is missing before documents can be: mostly nothing.
 * @listener: (nullable) */
gboolean lec_workshop_prepare (LecWorkshop *self,
                               const LecExtractListener *listener,
                               GCancellable *cancellable,
                               GError **error);

/* Makes the scratch folder, with the lecture in it. @self: opened */
gboolean lec_workshop_begin (LecWorkshop *self, GError **error);

/**
 * lec_workshop_make:
 * @stages: (array zero-terminated=1): that make something of the lecture, in this order
 * @link_folder: (nullable): where links lead from
 * @listener: (nullable)
 *
 * In the scratch folder, of the lecture as it is corrected now.
 */
gboolean lec_workshop_make (LecWorkshop *self,
                            const char *const *stages,
                            const char *link_folder,
                            const LecExtractListener *listener,
                            GCancellable *cancellable,
                            GError **error);
/* As the stage that analyses takes it: what a person gave goes before what was found. Returns:
 * (transfer full): path, where nothing may be */
char *lec_workshop_find_transcript (const LecWorkshop *self);

/* What that was made of. Returns: (transfer full) (nullable) */
LecLecture *lec_workshop_load_lecture (const LecWorkshop *self, GError **error);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LecWorkshop, lec_workshop_clear)

G_END_DECLS
