/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The video beside the slides: it shows the one that is chosen. The video is
 * opened when it is seen first, and not before: on a narrow window it may never
 * be.
 */
#pragma once

#include <adwaita.h>

#include "ui/player.h"
#include "ui/slide-item.h"

G_BEGIN_DECLS

#define LEC_TYPE_SLIDE_PREVIEW (lec_slide_preview_get_type ())
G_DECLARE_FINAL_TYPE (LecSlidePreview, lec_slide_preview, LEC, SLIDE_PREVIEW, AdwBin)

/* @parts: (element-type LecVideoPart); @content_id: (nullable): of the lecture */
void lec_slide_preview_set_video (LecSlidePreview *self, GPtrArray *parts, const char *content_id);
/* @slides: of LecSlideItem: a mark for each */
void lec_slide_preview_set_marks (LecSlidePreview *self, GListModel *slides);
/* Goes to @slide (nullable), unless it was sent there already: that others change moves nothing. */
void lec_slide_preview_follow (LecSlidePreview *self, LecSlideItem *slide);
/* Goes there, and to the next slide that it follows. */
void lec_slide_preview_go_to (LecSlidePreview *self, double time_s);
/* Returns: whether a moment is shown */
gboolean lec_slide_preview_get_moment (LecSlidePreview *self, double *time_s);
/* Closes the video. */
void lec_slide_preview_clear (LecSlidePreview *self);
/* Returns: (transfer none) */
LecPlayer *lec_slide_preview_get_player (LecSlidePreview *self);

G_END_DECLS
