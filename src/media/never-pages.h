/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Pages that are never slides, whatever lecture they are shown in: a logo, the
 * page of a break. Pure.
 */
#pragma once

#include "media/page.h"
#include "media/stretch.h"

G_BEGIN_DECLS

typedef struct _LecNeverPages LecNeverPages;

/**
 * lec_never_pages_new:
 * @signatures: (element-type LecSignature): must outlive the result
 * @shape: of the pages that they are compared with: others do not count
 * @limits: how pages are compared; must outlive the result
 *
 * Returns: (transfer full)
 */
LecNeverPages *lec_never_pages_new (const GPtrArray *signatures,
                                    const LecSignature *shape,
                                    const LecPageLimits *limits);
void lec_never_pages_free (LecNeverPages *self);

/**
 * lec_never_pages_have:
 * @ignored: (nullable): blocks that do not count, one byte a block
 *
 * Whether the stretch shows one of them: all of it, and no more than that.
 */
gboolean lec_never_pages_have (const LecNeverPages *self, const LecStretch *stretch, const guint8 *ignored);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecNeverPages, lec_never_pages_free)

G_END_DECLS
