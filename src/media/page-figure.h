/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Somebody who stands or walks in front of a page. Pure.
 */
#pragma once

#include "media/page.h"

G_BEGIN_DECLS

/**
 * lec_page_mask_figure:
 * @threshold: luma levels that count as a difference
 * @masked: (inout): one byte a block; gets 1 for each block in which somebody came, went or moved
 *   from @before to @after, others are left alone
 *
 * Letters are thin, people are solid: what changed over a whole patch was no writing.
 *
 * Returns: whether there was somebody; not where most of the picture changed
 */
gboolean lec_page_mask_figure (const LecPage *before,
                               const LecPage *after,
                               int threshold,
                               guint8 *masked);

G_END_DECLS
