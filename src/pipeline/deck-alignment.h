/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From how well each stretch of a lecture fits each page of the deck to the
 * page that was shown in each, as a lecture goes: on by one, seldom back. Pure.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define LEC_NO_PAGE (-1)

/**
 * lec_deck_alignment_find:
 * @scores: n_shows rows of n_pages: 0..1, how well the page fits
 * @slides: n_shows numbers: shows of one slide look the same
 * @pages: (out caller-allocates): n_shows indexes of pages, LEC_NO_PAGE for what is no page
 *
 * The likeliest way through the deck. Source: Viterbi's algorithm; a state is the page that is
 * shown, or was shown last.
 */
void lec_deck_alignment_find (const float *scores,
                              const guint *slides,
                              guint n_shows,
                              guint n_pages,
                              int *pages);

G_END_DECLS
