/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Writes the documents of a lecture or a course, and the pictures that they only
 * name, all of them or none. Private to the review's files. Calls block.
 */
#pragma once

#include "documents/material.h"
#include "engine/review-study.h"
#include "engine/review-workshop.h"

G_BEGIN_DECLS

/**
 * LecStudyWriting: all is unowned
 * @stem: path of the documents, without their endings
 * @file: (nullable): that of the only document
 * @pictures: a folder for those of each lecture of @course
 * @workshop: of the first lecture, for the copy of its video
 * @listener: (nullable)
 */
typedef struct
{
  const LecStudyExport *what;
  const LecCourse *course;
  const char *stem;
  const char *file;
  char *const *pictures;
  LecWorkshop *workshop;
  const LecExtractListener *listener;
} LecStudyWriting;

/**
 * lec_study_write:
 * @notes: (element-type utf8): gets a line for each format that is left out
 *
 * Returns: (transfer full) (nullable) (element-type filename): the documents; %NULL with
 *   %LEC_ERROR_EXISTS, or the errors of the documents: then nothing is there that was not before
 */
GPtrArray *lec_study_write (const LecStudyWriting *self, GPtrArray *notes, GCancellable *cancellable, GError **error);
gboolean lec_study_holds_same (const char *path, const char *other);

G_END_DECLS
