/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Corrections of slides that are on the screen. Pure. What is returned belongs to
 * the caller.
 */
#pragma once

#include <gio/gio.h>

#include "model/edit.h"
#include "ui/slide-item.h"

G_BEGIN_DECLS

/* @slides: (element-type LecSlideItem) */
LecEdit *lec_slide_edits_remove (const GPtrArray *slides);
/* Whether there is something to be merged in lec_slide_edits_merge(). */
gboolean lec_slide_edits_can_merge (const GPtrArray *slides);
/* @all: of LecSlideItem, in order; a slide alone is merged with the one before */
LecEdit *lec_slide_edits_merge (const GPtrArray *slides, GListModel *all);
LecEdit *lec_slide_edits_add (double time_s);
LecEdit *lec_slide_edits_retitle (LecSlideItem *slide, const char *title);
/* @crop: pixels of the upright frame */
LecEdit *lec_slide_edits_crop (LecSlideItem *slide, const LecRect *crop);
/* To where it is shown at @time_s. */
LecEdit *lec_slide_edits_move (LecSlideItem *slide, double time_s);
LecEdit *lec_slide_edits_adjust (const LecJobOptions *settings);

G_END_DECLS
