/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which sentences say most of what the others say. Pure.
 */
#pragma once

#include "text/passages.h"

G_BEGIN_DECLS

typedef struct _LecTextRank LecTextRank;

LecTextRank *lec_text_rank_new (const LecPassages *material, const GArray *passages);
void lec_text_rank_free (LecTextRank *self);
double lec_text_rank_get_score (const LecTextRank *self, guint index);
double lec_text_rank_get_likeness (const LecTextRank *self, guint first, guint second);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecTextRank, lec_text_rank_free)

G_END_DECLS
