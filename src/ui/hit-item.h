/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A slide that a search has found, as an item of a list; or the heading above
 * them. Immutable.
 */
#pragma once

#include <glib-object.h>

#include "model/job.h"

G_BEGIN_DECLS

#define LEC_TYPE_HIT_ITEM (lec_hit_item_get_type ())
G_DECLARE_FINAL_TYPE (LecHitItem, lec_hit_item, LEC, HIT_ITEM, GObject)

LecHitItem *lec_hit_item_new (const LecSearchHit *hit);
/* @text: of the heading */
LecHitItem *lec_hit_item_new_heading (const char *text);
gboolean lec_hit_item_is_heading (LecHitItem *self);
/* 0 for the heading; so is the number of the slide. */
gint64 lec_hit_item_get_job (LecHitItem *self);
guint lec_hit_item_get_number (LecHitItem *self);
/* The heading's text; otherwise which slide: "Parsing.mkv · slide 12 · 0:35" */
const char *lec_hit_item_get_place (LecHitItem *self);
/* Pango markup: what was found stands out. Empty for the heading. */
const char *lec_hit_item_get_snippet (LecHitItem *self);
/* What a screen reader says. */
const char *lec_hit_item_get_spoken (LecHitItem *self);

G_END_DECLS
