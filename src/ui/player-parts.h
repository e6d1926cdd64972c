/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The files that a lecture is played from: when each begins, and where it lies by
 * now. Pure.
 */
#pragma once

#include "model/lecture.h"

G_BEGIN_DECLS

/* Times that were written down and read again are still the same. */
#define LEC_PLAYER_ROUNDING_S 0.0005

typedef struct _LecPlayerParts LecPlayerParts;

LecPlayerParts *lec_player_parts_new (void);
void lec_player_parts_free (LecPlayerParts *self);
/* @parts: (element-type LecVideoPart) (nullable): in order; %NULL for none */
void lec_player_parts_set (LecPlayerParts *self, const GPtrArray *parts);
guint lec_player_parts_count (const LecPlayerParts *self);
/* The last one that begins up to @time_s of the lecture; 0 when none does. */
guint lec_player_parts_find (const LecPlayerParts *self, double time_s);
double lec_player_parts_get_start_s (const LecPlayerParts *self, guint part);
/* Of the lecture, as far as it is known. */
double lec_player_parts_get_duration_s (const LecPlayerParts *self);
/* (element-type filename): where they are */
const GPtrArray *lec_player_parts_get_places (const LecPlayerParts *self);
const char *lec_player_parts_get_place (const LecPlayerParts *self, guint part);
/* @place: (transfer full) */
void lec_player_parts_take_place (LecPlayerParts *self, guint part, char *place);
/* The last part's, as the file itself tells it. */
void lec_player_parts_set_last_duration (LecPlayerParts *self, double duration_s);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecPlayerParts, lec_player_parts_free)

G_END_DECLS
