/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Sends slides through H.264 and back, so that they look as in a video.
 */
#pragma once

#include "media/picture.h"
#include "ocr-slides.h"

G_BEGIN_DECLS

/* @slides: all of one size. Returns: (element-type LecPicture): one for each slide */
GPtrArray *ocr_video_pass (GPtrArray *slides, int crf, GError **error);

G_END_DECLS
