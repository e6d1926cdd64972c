/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a lecture is about, in a few phrases. Pure.
 */
#pragma once

#include "text/passages.h"

G_BEGIN_DECLS

GPtrArray *lec_keywords_find (const LecPassages *material, const GPtrArray *phrases);
void lec_slide_numbers_tidy (GArray *numbers);

G_END_DECLS
