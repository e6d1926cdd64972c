/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whether what stands is no page but two of them, one through the other: a
 * cross-fade that stopped on its way. Pure.
 */
#pragma once

#include "media/signature.h"

G_BEGIN_DECLS

/**
 * lec_page_measure_blend:
 * @masked: (nullable): blocks that are not looked at, one byte a block
 *
 * All three of one shape.
 *
 * Returns: how much of @after there is in @page, the rest being @before: more than 0, less than 1;
 *   0 when @page is anything else than that, or hardly another page than one of them
 */
double lec_page_measure_blend (const LecSignature *before,
                               const LecSignature *page,
                               const LecSignature *after,
                               const guint8 *masked);
/**
 * lec_page_is_on_its_way:
 *
 * While a slow fade goes on, blocks stand for a moment each by themselves.
 *
 * Returns: whether whatever @page shows otherwise than @before is between that and @after, or there
 *   already, be it that other blocks have not begun
 */
gboolean lec_page_is_on_its_way (const LecSignature *before,
                                 const LecSignature *page,
                                 const LecSignature *after,
                                 const guint8 *masked);

G_END_DECLS
