/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The deck of a made lecture, as its author would have saved it, and which of
 * its pages is on the screen when.
 */
#pragma once

#include "film.h"

G_BEGIN_DECLS

typedef enum
{
  DECK_PLAIN = 0,
  DECK_UNSEEN = 1 << 0,   /* pages that were never shown, among the others */
  DECK_STEPS = 1 << 1,    /* a page for each step of a page that is built */
  DECK_COPIES = 1 << 2,   /* a page that is shown again is there again */
  DECK_PICTURES = 1 << 3, /* pages are pictures: nothing has words */
} DeckStyle;

typedef struct _MadeDeck MadeDeck;

/* @recording: must live longer; pages may be added to its talk */
MadeDeck *made_deck_new (Recording *recording, DeckStyle style);
void made_deck_free (MadeDeck *self);
guint made_deck_get_n_pages (const MadeDeck *self);
/* @width: of its pages, in points; they have the shape of the video */
gboolean made_deck_save (const MadeDeck *self, const char *path, double width);

/* What is on the screen: a page from 1, 0 for what is no page, -1 for what does not count. */
int made_deck_find_page (const MadeDeck *self, double time_s);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MadeDeck, made_deck_free)

G_END_DECLS
