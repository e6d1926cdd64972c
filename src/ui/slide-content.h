/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Pictures of slides for the clipboard and for drags: as files with names that a
 * person understands, and the first of them as a picture.
 */
#pragma once

#include <gdk/gdk.h>

G_BEGIN_DECLS

#define LEC_TYPE_SLIDE_CONTENT (lec_slide_content_get_type ())
G_DECLARE_FINAL_TYPE (LecSlideContent, lec_slide_content, LEC, SLIDE_CONTENT, GdkContentProvider)

/**
 * lec_slide_content_new:
 * @slides: (element-type LecSlideItem): those without a picture are left out
 * @lecture: what the files are named after
 *
 * Files are copied and pictures read only when somebody takes them, on another thread.
 *
 * Returns: (transfer full) (nullable): %NULL when no slide has a picture
 */
GdkContentProvider *lec_slide_content_new (const GPtrArray *slides, const char *lecture);

G_END_DECLS
