/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which page of the original deck was shown when: what deck.json holds. Plain
 * data; JSON both ways.
 */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define LEC_DECK_VERSION   1
#define LEC_DECK_MAX_PAGES 1000

/**
 * LecDeckShow: a stretch during which one page was shown, or a slide that is no page of the deck
 * @page: from 1; 0 for none
 * @slide: number of the slide that shows it
 * @start_s: stream time
 * @end_s: stream time
 * @score: 0..1, how much of the slide is on the page and of the page on the slide
 */
typedef struct
{
  guint page;
  guint slide;
  double start_s;
  double end_s;
  double score;
} LecDeckShow;

/**
 * LecDeck:
 * @name: (nullable): file name of the deck, to be told to a person
 * @n_pages: 1..LEC_DECK_MAX_PAGES
 * @shows: (element-type LecDeckShow): in order of time, none over another
 */
typedef struct
{
  char *name;
  guint n_pages;
  GArray *shows;
} LecDeck;

LecDeck *lec_deck_new (guint n_pages);
void lec_deck_free (LecDeck *self);
/* The page that @slide shows for longest; 0 for none. */
guint lec_deck_find_page (const LecDeck *self, guint slide);
/* Whether it was shown at all. @page: from 1 */
gboolean lec_deck_is_shown (const LecDeck *self, guint page);
guint lec_deck_count_shown (const LecDeck *self);
JsonNode *lec_deck_to_json (const LecDeck *self);
LecDeck *lec_deck_from_json (JsonNode *node, GError **error);
gboolean lec_deck_save (const LecDeck *self, const char *path, GError **error);
LecDeck *lec_deck_load (const char *path, GError **error);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecDeck, lec_deck_free)

G_END_DECLS
