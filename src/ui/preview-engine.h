/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the module has that draws pages of PDFs.
 */
#pragma once

#include <gdk/gdk.h>

G_BEGIN_DECLS

#define LEC_PREVIEW_ENGINE_SYMBOL "lec_preview_engine_render"

/* As lec_preview_pages_render(). */
GPtrArray *lec_preview_engine_render (GBytes *pdf, int long_side, GError **error);

G_END_DECLS
