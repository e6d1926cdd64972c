/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The original deck of a lecture under review. Private to the review's files.
 * Calls block.
 */
#pragma once

#include "documents/material.h"
#include "engine/review-workshop.h"

G_BEGIN_DECLS

/* Before any work: whether all is there that was asked for. @deck: (nullable). FALSE with
 * %LEC_ERROR_USAGE, _NOT_FOUND or _UNSUPPORTED */
gboolean lec_review_deck_check (const char *deck, const char *const *formats, GError **error);

/**
 * lec_review_deck_match:
 * @self: begun, with the lecture in its scratch folder
 * @deck: path
 * @listener: (nullable)
 *
 * Brings the deck to the scratch folder, and finds there which page was shown when.
 *
 * Returns: %FALSE with the errors of the stage; they name the deck
 */
gboolean lec_review_deck_match (LecWorkshop *self,
                                const char *deck,
                                const LecExtractListener *listener,
                                GCancellable *cancellable,
                                GError **error);
/* How many of its pages were shown. Returns: (transfer full) (nullable): for a person; %NULL where
 * no deck was matched */
char *lec_review_deck_describe (const LecWorkshop *self);
/* Draws the deck with what was said, its links leading from @folder. @self: matched */
gboolean lec_review_deck_draw (LecWorkshop *self,
                               const char *folder,
                               const LecExtractListener *listener,
                               GCancellable *cancellable,
                               GError **error);
/* Adds to @material what of both is there. */
gboolean lec_review_deck_gather (const LecWorkshop *self, LecMaterial *material, GError **error);

G_END_DECLS
