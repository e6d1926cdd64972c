/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A slide as an item of a grid: what a cell shows. Immutable; any thread.
 */
#pragma once

#include <glib-object.h>

#include "model/slide.h"

G_BEGIN_DECLS

#define LEC_TYPE_SLIDE_ITEM (lec_slide_item_get_type ())
G_DECLARE_FINAL_TYPE (LecSlideItem, lec_slide_item, LEC, SLIDE_ITEM, GObject)

/* @picture: (nullable): path */
LecSlideItem *lec_slide_item_new (const LecSlide *slide, const char *picture);
/* Returns: (nullable) */
const char *lec_slide_item_get_picture (LecSlideItem *self);
/* Its number and when it is first shown: "12 · 0:35". */
const char *lec_slide_item_get_label (LecSlideItem *self);
/* Returns: never %NULL; empty when it has none */
const char *lec_slide_item_get_title (LecSlideItem *self);
/* What a screen reader says. */
const char *lec_slide_item_get_spoken (LecSlideItem *self);

G_END_DECLS
