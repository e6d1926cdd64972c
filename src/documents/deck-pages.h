/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which pages of the original deck a slide shows, in words for documents. Pure.
 */
#pragma once

#include "documents/material.h"

G_BEGIN_DECLS

/* "Page 3 of slides.pdf". Returns: (transfer full) (nullable): not cleaned; %NULL without a deck */
char *lec_deck_pages_describe (const LecMaterial *material, guint slide);
/* "Pages of slides.pdf that were never shown: 4, 7–9". Returns: (transfer full) (nullable): not
 * cleaned; %NULL where all were shown, and without a deck */
char *lec_deck_pages_describe_never_shown (const LecMaterial *material);

G_END_DECLS
