/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What was said and what to study as a PDF to print or to read: the study guide,
 * and the slides with their transcript.
 */
#pragma once

#include <gio/gio.h>

#include "documents/material.h"

G_BEGIN_DECLS

/* As LecStudyDocumentFunc. Summary, contents, slides with speech, glossary, questions, answers. */
gboolean lec_study_pdf_write (const LecCourse *course, const char *path, GCancellable *cancellable, GError **error);
/* As LecStudyDocumentFunc. Each slide on a page of its own, below it what was said over it. */
gboolean lec_study_pdf_write_transcript (const LecCourse *course,
                                         const char *path,
                                         GCancellable *cancellable,
                                         GError **error);

G_END_DECLS
