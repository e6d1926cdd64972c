/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * All formats that a lecture under review can be exported in: the documents,
 * and the one that a stage makes. Private to the review's files.
 */
#pragma once

#include "documents/study-document.h"

G_BEGIN_DECLS

/* As a document; its function is %NULL where it is made by lec_chaptered_video_write().
 * Returns: (transfer none) (nullable) */
const LecStudyDocument *lec_study_format_find (const char *name);
/* Returns: (transfer none) (nullable): the one after @after, the first one after %NULL */
const LecStudyDocument *lec_study_format_next (const LecStudyDocument *after);

G_END_DECLS
