/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Finds the frame in which a new page came on a screen that a moving camera
 * films, where no block is ever quite the same. Pure.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _LecCutDetector LecCutDetector;

LecCutDetector *lec_cut_detector_new (int n_blocks);
void lec_cut_detector_free (LecCutDetector *self);
/**
 * lec_cut_detector_push:
 * @sums: for each block what differs from the frame before
 *
 * Returns: whether far more blocks changed at once, and by far more, than of late
 */
gboolean lec_cut_detector_push (LecCutDetector *self, const guint16 *sums);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecCutDetector, lec_cut_detector_free)

G_END_DECLS
