/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whether a page that is longer than the screen has scrolled. Pure.
 */
#pragma once

#include "media/page.h"

G_BEGIN_DECLS

/**
 * lec_page_is_scrolled:
 * @masked: (nullable): blocks that are not looked at
 * @area: (out): what changed, in pixels
 *
 * Returns: whether a large part of the page moved up or down and is the same otherwise
 */
gboolean lec_page_is_scrolled (const LecPage *before,
                               const LecPage *after,
                               const guint8 *masked,
                               const LecPageLimits *limits,
                               LecRect *area);

G_END_DECLS
