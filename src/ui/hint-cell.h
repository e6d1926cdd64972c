/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What might have been decided otherwise, as it is seen in the strip.
 */
#pragma once

#include <gtk/gtk.h>

#include "ui/hint-item.h"
#include "ui/thumbnails.h"

G_BEGIN_DECLS

#define LEC_TYPE_HINT_CELL (lec_hint_cell_get_type ())
G_DECLARE_FINAL_TYPE (LecHintCell, lec_hint_cell, LEC, HINT_CELL, GtkBox)

LecHintCell *lec_hint_cell_new (void);
void lec_hint_cell_bind (LecHintCell *self, LecHintItem *item, LecThumbnails *thumbnails);
void lec_hint_cell_unbind (LecHintCell *self);

G_END_DECLS
