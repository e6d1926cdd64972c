/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Something that might have been decided otherwise, as an item of a list: a
 * stretch that was left out, a change that almost made a slide, two slides that
 * may be one. Made on any thread; once it is in a list, the main thread's only.
 */
#pragma once

#include <glib-object.h>

#include "model/lecture.h"

G_BEGIN_DECLS

#define LEC_TYPE_HINT_ITEM (lec_hint_item_get_type ())
G_DECLARE_FINAL_TYPE (LecHintItem, lec_hint_item, LEC, HINT_ITEM, GObject)

/* @picture: (nullable): path */
LecHintItem *lec_hint_item_new_left_out (const LecLeftOut *left_out, const char *picture);
/* @slide: whose number the suggestion has; @other: (nullable): the other one */
LecHintItem *lec_hint_item_new_suggestion (const LecSuggestion *suggestion,
                                           const LecSlide *slide,
                                           const LecSlide *other,
                                           const char *picture);
/* Becomes what @wanted is, which has the same key. */
void lec_hint_item_update (LecHintItem *self, LecHintItem *wanted);
/* The same for as long as it is the same hint, in the same words. */
gint64 lec_hint_item_get_key (LecHintItem *self);
/* Whether it was left out, rather than doubtful. */
/* When it begins. */
double lec_hint_item_get_start_s (LecHintItem *self);
/* A moment of the video that shows it. */
double lec_hint_item_get_time_s (LecHintItem *self);
/* The correction that decides it the other way: add, or merge. */
const LecEdit *lec_hint_item_get_edit (LecHintItem *self);
/* Returns: (nullable) */
const char *lec_hint_item_get_picture (LecHintItem *self);
/* When it is: "12:00". */
const char *lec_hint_item_get_label (LecHintItem *self);
/* Why it is here. */
const char *lec_hint_item_get_reason (LecHintItem *self);
/* What a screen reader says. */
const char *lec_hint_item_get_spoken (LecHintItem *self);

G_END_DECLS
