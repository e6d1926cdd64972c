/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a job found, and what of its videos it could not read. Pure.
 */
#pragma once

#include "engine/extractor.h"

G_BEGIN_DECLS

/* Returns: whether there is something to show; %FALSE with %LEC_ERROR_DAMAGED or
 * %LEC_ERROR_NO_SLIDES */
gboolean lec_extract_outcome_check_slides (const LecLecture *lecture, GError **error);

/**
 * lec_extract_outcome_list_cuts:
 * @parts: (element-type LecLecturePart): that it was made of
 *
 * Returns: (transfer full) (element-type LecExtractCut): what is missing of which video
 */
GPtrArray *lec_extract_outcome_list_cuts (const GPtrArray *parts, const LecLecture *lecture);

G_END_DECLS
