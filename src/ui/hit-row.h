/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A slide that was found, or the heading above those.
 */
#pragma once

#include <gtk/gtk.h>

#include "ui/hit-item.h"

G_BEGIN_DECLS

#define LEC_TYPE_HIT_ROW (lec_hit_row_get_type ())
G_DECLARE_FINAL_TYPE (LecHitRow, lec_hit_row, LEC, HIT_ROW, GtkBox)

LecHitRow *lec_hit_row_new (void);
/* Once it is in a list: the widget around it gets the spoken name. */
void lec_hit_row_bind (LecHitRow *self, LecHitItem *item);

G_END_DECLS
