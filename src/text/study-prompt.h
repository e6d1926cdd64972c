/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What of a lecture is shown to a language model: slides with what was said
 * over them, as JSON, in parts of bounded size. Pure.
 */
#pragma once

#include "model/said.h"

G_BEGIN_DECLS

/**
 * LecStudyPart:
 * @first: index of the first slide
 * @n_slides: 1 or more
 * @data: a JSON array, one line
 */
typedef struct
{
  guint first;
  guint n_slides;
  char *data;
} LecStudyPart;

void lec_study_part_free (LecStudyPart *self);

/**
 * lec_study_prompt_split:
 * @slides: (element-type LecSlide)
 * @said: (nullable) (element-type LecSaid)
 * @max_bytes: of the data of a part, 4096 or more; long texts are cut to keep to it
 *
 * Returns: (transfer full) (element-type LecStudyPart): all slides, in order; none without slides
 */
GPtrArray *lec_study_prompt_split (const GPtrArray *slides, const GPtrArray *said, gsize max_bytes);

G_END_DECLS
