/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The frame of a video that is shown now, for a picture on the screen. Main
 * thread only.
 */
#pragma once

#include <gdk/gdk.h>

#include "media/shown-frame.h"

G_BEGIN_DECLS

#define LEC_TYPE_VIDEO_PAINTABLE (lec_video_paintable_get_type ())
G_DECLARE_FINAL_TYPE (LecVideoPaintable, lec_video_paintable, LEC, VIDEO_PAINTABLE, GObject)

LecVideoPaintable *lec_video_paintable_new (void);
/* @frame: (nullable): its pixels are held, not copied; %NULL for nothing */
void lec_video_paintable_show (LecVideoPaintable *self, const LecShownFrame *frame);
/* Returns: (transfer none) (nullable): what is shown */
GdkTexture *lec_video_paintable_get_texture (LecVideoPaintable *self);

G_END_DECLS
