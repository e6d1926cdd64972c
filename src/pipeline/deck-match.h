/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which page of a deck each slide of a lecture shows, and when. Pure: pictures
 * and words in, times out.
 */
#pragma once

#include <gio/gio.h>

#include "documents/deck-file.h"
#include "media/ink-map.h"
#include "model/lecture.h"

G_BEGIN_DECLS

/* Shares of a lecture's time on slides that pages of the deck have to be found for. */
#define LEC_DECK_MATCH_LEAST 0.25

/**
 * LecDeckSlide: what a slide looks like
 * @slide: unowned
 * @map: (nullable): of its picture; %NULL where there is none
 */
typedef struct
{
  const LecSlide *slide;
  LecInkMap *map;
} LecDeckSlide;

/* @slide: unowned, must outlive the result. @luma: (nullable) */
LecDeckSlide *lec_deck_slide_new (const LecSlide *slide,
                                  const guint8 *luma,
                                  int width,
                                  int height,
                                  gsize stride);
void lec_deck_slide_free (LecDeckSlide *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecDeckSlide, lec_deck_slide_free)

/* @fraction: 0..1 */
typedef void (*LecDeckMatchProgress) (double fraction, gpointer user_data);

/**
 * lec_deck_match_find:
 * @slides: (element-type LecDeckSlide): those of the lecture
 * @pages: (element-type LecDeckPage): all of the deck, in order
 * @progress: (nullable)
 *
 * Returns: (transfer full) (nullable): %NULL with %G_IO_ERROR_CANCELLED
 */
LecDeck *lec_deck_match_find (GPtrArray *slides,
                              GPtrArray *pages,
                              LecDeckMatchProgress progress,
                              gpointer user_data,
                              GCancellable *cancellable,
                              GError **error);
/* The share of time on slides for which a page was found: 0..1. */
double lec_deck_match_measure (const LecDeck *deck);

G_END_DECLS
