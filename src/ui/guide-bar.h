/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A bar that tells how far a language model is with a lecture's study guide, or why it
 * has not added to it. It is hidden until there is something to tell of the lecture that is
 * shown; what was begun goes on when another one is. Its signals: "changed" (boolean) tells
 * that the guide of that lecture is another one on the disk, and whether it is a model's;
 * "closed", that the bar had the focus and has gone.
 *
 * Actions: guide.cancel, guide.close, guide.again.
 */
#pragma once

#include <adwaita.h>

#include "ui/job-item.h"

G_BEGIN_DECLS

#define LEC_TYPE_GUIDE_BAR (lec_guide_bar_get_type ())
G_DECLARE_FINAL_TYPE (LecGuideBar, lec_guide_bar, LEC, GUIDE_BAR, AdwBin)

/* @item: (nullable): the lecture that is shown: done, in the library or fetched to it */
void lec_guide_bar_set_item (LecGuideBar *self, LecJobItem *item);
/* Returns: whether that is begun: only one guide is improved at a time. */
gboolean lec_guide_bar_improve (LecGuideBar *self);
/* Likewise; the guide that was made without a model is shown again. */
gboolean lec_guide_bar_restore (LecGuideBar *self);

G_END_DECLS
