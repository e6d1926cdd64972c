/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What was placed where of a kept lecture: so that outputs can be made again in
 * their places, and a file that is still as it was placed can be told from one
 * that somebody has changed.
 */
#pragma once

#include <glib.h>

#include "engine/output-plan.h"

G_BEGIN_DECLS

/* In the lecture's folder. */
#define LEC_FILE_PLACED "placed.json"

typedef struct _LecPlacedOutputs LecPlacedOutputs;

LecPlacedOutputs *lec_placed_outputs_load (const char *folder);
void lec_placed_outputs_free (LecPlacedOutputs *self);
const char *lec_placed_outputs_get_last (LecPlacedOutputs *self, gboolean *images, gboolean *json);
gboolean lec_placed_outputs_owns (LecPlacedOutputs *self, const char *path, const char *maker);
gboolean lec_placed_outputs_has_begun (LecPlacedOutputs *self, const LecOutputPlan *plan);
void lec_placed_outputs_begin (LecPlacedOutputs *self, const LecOutputPlan *plan);
void lec_placed_outputs_note (LecPlacedOutputs *self, const char *path, GBytes *content);
void lec_placed_outputs_end (LecPlacedOutputs *self, gboolean is_placed);
gboolean lec_placed_outputs_save (LecPlacedOutputs *self, const char *folder, GError **error);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecPlacedOutputs, lec_placed_outputs_free)

G_END_DECLS
