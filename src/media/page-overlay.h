/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What comes and goes in front of a page: notifications, captions, a player's controls. Pure.
 */
#pragma once

#include "media/page.h"

G_BEGIN_DECLS

/**
 * lec_page_find_overlay:
 * @masked: (nullable): blocks that are not looked at
 * @overlay: (out): gets 1 for each block that the overlay covers; others are left alone
 *
 * Returns: whether all that changed is one or two boxes that came or went in front of the page, at
 *   its edge or in its very middle: a notification, a caption, a player's controls or its pause
 *   sign
 */
gboolean lec_page_find_overlay (const LecPage *before,
                                const LecPage *after,
                                const guint8 *masked,
                                const LecPageLimits *limits,
                                guint8 *overlay);

G_END_DECLS
