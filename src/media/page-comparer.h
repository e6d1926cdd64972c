/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Compares the pages of shots. Pure.
 */
#pragma once

#include "media/shot.h"

G_BEGIN_DECLS

/**
 * LecPageComparer: what comparing the pages of shots takes
 * @shots: (element-type LecShot) unowned
 * @limits: how pages are compared
 * @ignored: (nullable) unowned: blocks that do not count
 * @overlay: owned: blocks in which something stands in front of the page now
 * @mask: owned: the blocks left out of the last comparison
 */
typedef struct
{
  GPtrArray *shots;
  const LecPageLimits *limits;
  const guint8 *ignored;
  guint8 *overlay;
  guint8 *mask;
  int n_blocks;
} LecPageComparer;

LecPageComparer *lec_page_comparer_new (GPtrArray *shots, const LecPageLimits *limits, const guint8 *ignored);
void lec_page_comparer_free (LecPageComparer *self);
/* Leaves out what moves in either shot. @change: (out): all zero where there are no pages */
LecPageRelation lec_page_comparer_compare (LecPageComparer *self, guint before, guint after, LecPageChange *change);
/* Masks what moves in either shot. Returns: whether enough is left to compare. */
gboolean lec_page_comparer_prepare_mask (LecPageComparer *self, const LecShot *a, const LecShot *b);
/* The ink of what does not move: nobody who stands in front of the page. */
guint lec_page_comparer_count_own_ink (const LecPageComparer *self, const LecShot *shot);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecPageComparer, lec_page_comparer_free)

G_END_DECLS
