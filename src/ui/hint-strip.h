/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A strip of what might have been decided otherwise, with the reason. Its signal
 * "taken" (LecHintItem) tells that one is to be decided the other way; "shown"
 * (LecHintItem) that a person looks at one. Not seen while there is none.
 */
#pragma once

#include <adwaita.h>

#include "ui/hint-item.h"
#include "ui/thumbnails.h"

G_BEGIN_DECLS

#define LEC_TYPE_HINT_STRIP (lec_hint_strip_get_type ())
G_DECLARE_FINAL_TYPE (LecHintStrip, lec_hint_strip, LEC, HINT_STRIP, AdwBin)

/* @hints: (element-type LecHintItem) */
void lec_hint_strip_set_hints (LecHintStrip *self, const GPtrArray *hints);
/* Shows them, or only how many there are. A person can do so, too. */
void lec_hint_strip_set_open (LecHintStrip *self, gboolean is_open);
/* Forgets all hints and pictures. */
void lec_hint_strip_clear (LecHintStrip *self);
/* Returns: (transfer none) (nullable): the one that is chosen, while the strip is open */
LecHintItem *lec_hint_strip_get_selected (LecHintStrip *self);

G_END_DECLS
