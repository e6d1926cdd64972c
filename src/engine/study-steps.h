/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The step of a lecture that finds what there is to study. The slides are there
 * whatever comes of it: what kills that stage costs its result only. Called by
 * whoever holds the lecture's folder; each call blocks.
 */
#pragma once

#include "engine/extract-run.h"
#include "engine/lecture-folder.h"

G_BEGIN_DECLS

/* In a lecture's folder: stands for what study.json was made of. */
#define LEC_FILE_STUDY_KEY "study.key"

/**
 * LecStudySteps:
 * @folder: the lecture's
 * @root: of kept lectures, where what a person gave is
 */
typedef struct
{
  LecLectureFolder *folder;
  const char *root;
} LecStudySteps;

/* Whether what there is to study was made of something else than what is there, or never was.
 * @self: all of whose other steps are finished */
gboolean lec_study_steps_need_analysis (const LecStudySteps *self);
/* Stands for what there is to study, and for what it was made of. Returns: (transfer full)
 * (nullable): %NULL where lec_study_steps_need_analysis() */
char *lec_study_steps_dup_key (const LecStudySteps *self);

/**
 * lec_study_steps_analyse:
 * @problem: (out) (transfer full) (nullable): why there is nothing to study, for a person
 *
 * Nothing runs when what is there was made of the same.
 *
 * Returns: %FALSE with %G_IO_ERROR_CANCELLED, %LEC_ERROR_NO_SPACE, _NOT_WRITABLE or another of the
 *   file system's
 */
gboolean lec_study_steps_analyse (const LecStudySteps *self,
                                  LecExtractRun *run,
                                  LecProgress *step,
                                  char **problem,
                                  GError **error);

G_END_DECLS
