/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a slide is for, from its layout and its words. Pure.
 */
#pragma once

#include "model/slide.h"
#include "model/study.h"

G_BEGIN_DECLS

LecSlideKind lec_slide_kind_tell (const LecSlide *slide,
                                  const GPtrArray *lines,
                                  gboolean is_first,
                                  const char *language);

G_END_DECLS
