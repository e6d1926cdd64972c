/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How slides are found, to be changed while one looks at what comes of it.
 *
 * Signal "tried" (GPtrArray of LecSlideItem): what is to be shown: the slides as
 * they would be, or, when it is closed without Apply, as they are.
 * Signal "applied" (LecJobOptions): what was found good.
 * Signal "drawing" (LecRect, nullable): that region, or one, is to be drawn on the video; it closes
 * meanwhile, and lec_adjust_popover_take_region() is to be called.
 */
#pragma once

#include <adwaita.h>

#include "model/job-options.h"
#include "ui/job-item.h"

G_BEGIN_DECLS

#define LEC_TYPE_ADJUST_POPOVER (lec_adjust_popover_get_type ())
G_DECLARE_FINAL_TYPE (LecAdjustPopover, lec_adjust_popover, LEC, ADJUST_POPOVER, GtkPopover)

/* @item: (nullable): whose lecture it asks about each time that it is opened */
void lec_adjust_popover_set_item (LecAdjustPopover *self, LecJobItem *item);
/* @region: (nullable): what was drawn: it is tried when the popover is opened, with what was set
 * before; %NULL when nothing was */
void lec_adjust_popover_take_region (LecAdjustPopover *self, const LecRect *region);

G_END_DECLS
