/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Measures whether a page looks like a slide or like a camera picture. Pure.
 */
#pragma once

#include "media/page.h"
#include "media/stretch.h"
#include "model/lecture.h"

G_BEGIN_DECLS

LecScores lec_page_score (const LecPage *page, const LecStretch *stretch, const guint8 *ignored);

G_END_DECLS
