/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A slide as an item of a grid: what a cell shows, and what a correction has to
 * know of it. Made on any thread; once it is in a list, the main thread's only.
 */
#pragma once

#include <glib-object.h>

#include "model/edit.h"

G_BEGIN_DECLS

#define LEC_TYPE_SLIDE_ITEM (lec_slide_item_get_type ())
G_DECLARE_FINAL_TYPE (LecSlideItem, lec_slide_item, LEC, SLIDE_ITEM, GObject)

/**
 * lec_slide_item_new:
 * @slide: with a visit
 * @picture: (nullable): path
 * @is_doubtful: whether it might have been decided otherwise
 *
 * Its signal "changed" tells that lec_slide_item_update() has changed something.
 */
LecSlideItem *lec_slide_item_new (const LecSlide *slide, const char *picture, gboolean is_doubtful);
/**
 * lec_slide_item_set_study:
 * @speech: (nullable): what was said over it, as lec_study_lists_dup_speech_markup() makes it
 * @said: (nullable): the same as plain text
 * @note: (nullable): what a language model wrote of it
 *
 * Before it is in a list.
 */
void lec_slide_item_set_study (LecSlideItem *self, const char *speech, const char *said, const char *note);
/* Becomes what @wanted is. */
void lec_slide_item_update (LecSlideItem *self, LecSlideItem *wanted);
/* The same for as long as it is the same slide, whatever its number is by now. */
gint64 lec_slide_item_get_key (LecSlideItem *self);
guint lec_slide_item_get_number (LecSlideItem *self);
/* Names it in a correction. */
const LecEditPlace *lec_slide_item_get_place (LecSlideItem *self);
/* (element-type LecVisit): in order of time */
const GArray *lec_slide_item_get_visits (LecSlideItem *self);
/* When it is first shown. */
double lec_slide_item_get_start_s (LecSlideItem *self);
/* When it is shown where it stands: the same, unless a person has moved it. */
double lec_slide_item_get_place_s (LecSlideItem *self);
/* When what its picture shows is shown; the start of its first visit when that is not known. */
double lec_slide_item_get_picture_s (LecSlideItem *self);
/* The part of the upright frame that it shows; empty when that is not known. */
const LecRect *lec_slide_item_get_region (LecSlideItem *self);
/* Returns: (nullable): path; %NULL while there is none */
const char *lec_slide_item_get_picture (LecSlideItem *self);
gboolean lec_slide_item_is_doubtful (LecSlideItem *self);
/* Its number and when it is first shown: "12 · 0:35". */
const char *lec_slide_item_get_label (LecSlideItem *self);
/* Returns: never %NULL; empty when it has none */
const char *lec_slide_item_get_title (LecSlideItem *self);
/* What was read on it. Returns: never %NULL; empty when it has none */
const char *lec_slide_item_get_text (LecSlideItem *self);
/* What was said over it, as markup. Returns: (nullable) */
const char *lec_slide_item_get_speech (LecSlideItem *self);
/* The same as plain text. Returns: (nullable) */
const char *lec_slide_item_get_said (LecSlideItem *self);
/* What a language model wrote of it. Returns: (nullable) */
const char *lec_slide_item_get_note (LecSlideItem *self);
/* What a screen reader says. */
const char *lec_slide_item_get_spoken (LecSlideItem *self);

G_END_DECLS
