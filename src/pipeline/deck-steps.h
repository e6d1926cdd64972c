/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A slide that is built step by step is one slide in a lecture, and in many
 * decks a page for each step. Pure.
 */
#pragma once

#include "documents/deck-file.h"

G_BEGIN_DECLS

/* Whether all that is on @earlier is on @later too, and something more. */
gboolean lec_deck_steps_is_earlier (const LecDeckPage *earlier, const LecDeckPage *later);

/**
 * lec_deck_steps_add:
 * @shows: (element-type LecDeckShow): to which it is added, in pieces
 * @show: by page
 * @before: the page that was shown before, 0 for none: steps begin after it
 * @builds_s: (element-type double): when something was added to the slide
 * @pages: (element-type LecDeckPage)
 */
void lec_deck_steps_add (GArray *shows,
                         const LecDeckShow *show,
                         guint before,
                         const GArray *builds_s,
                         const GPtrArray *pages);

G_END_DECLS
