/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Files that a person gives to study from: what is wrong with one is said at once, and not when a
 * video has been read for hours.
 */
#pragma once

#include "engine/review-study.h"

G_BEGIN_DECLS

/* Of syllabus and subtitles. Returns: %FALSE with %LEC_ERROR_NOT_FOUND or _UNREADABLE, which
 * name the file */
gboolean lec_study_given_check (const LecStudyExport *what, GError **error);

G_END_DECLS
