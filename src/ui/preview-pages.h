/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Pages of a PDF as pictures for the screen.
 */
#pragma once

#include <gdk/gdk.h>

G_BEGIN_DECLS

/**
 * lec_preview_pages_render:
 * @pdf: made by this program
 * @long_side: of a page, in pixels
 *
 * Any thread.
 *
 * Returns: (transfer full) (nullable) (element-type GdkTexture): one a page
 */
GPtrArray *lec_preview_pages_render (GBytes *pdf, int long_side, GError **error);

G_END_DECLS
