/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A study guide that a language model of the user's own choice has added to,
 * where they have asked for that.
 */
#pragma once

#include "engine/review-workshop.h"
#include "model/study.h"
#include "model/transcript.h"

G_BEGIN_DECLS

gboolean lec_model_study_check (GError **error);

/**
 * LecModelStudyLecture: what the model is shown; all of it is the caller's
 * @local: the guide that was made without it
 * @transcript: (nullable)
 */
typedef struct
{
  const LecLecture *lecture;
  const LecStudy *local;
  const LecTranscript *transcript;
} LecModelStudyLecture;

/**
 * lec_model_study_ask:
 * @workshop: initialised
 * @listener: (nullable)
 *
 * Blocks. Nothing is sent before a person has agreed to the machine.
 *
 * Returns: (transfer full) (nullable): another guide; %NULL with %LEC_ERROR_NOT_AGREED or the
 *   errors of lec_language_model_improve()
 */
LecStudy *lec_model_study_ask (const LecWorkshop *workshop,
                               const LecModelStudyLecture *lecture,
                               const LecExtractListener *listener,
                               GCancellable *cancellable,
                               GError **error);

/**
 * lec_model_study_improve:
 * @workshop: with study.json in its scratch folder
 * @listener: (nullable)
 * @note: (out) (transfer full) (nullable): why nothing was added, if so: the guide stays as it was
 *
 * Blocks. Nothing is sent before a person has agreed to the machine.
 *
 * Returns: %FALSE with the errors of reading and writing files, or %G_IO_ERROR_CANCELLED
 */
gboolean lec_model_study_improve (const LecWorkshop *workshop,
                                  const LecExtractListener *listener,
                                  char **note,
                                  GCancellable *cancellable,
                                  GError **error);

G_END_DECLS
