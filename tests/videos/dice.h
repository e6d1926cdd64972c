/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Random choices that depend on nothing but the seed, so that a video can be
 * made again anywhere.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Independent streams of one seed: what is said does not move when it looks different. */
typedef enum
{
  DICE_TALK = 1,
  DICE_LOOK,
  DICE_TIMELINE,
  DICE_FIGURE,
  DICE_TEXTURE,
} DiceStream;

/* Returns: (transfer full) */
GRand *dice_new (guint32 seed, DiceStream stream, guint32 number);
/* @low..@high, both possible */
int dice_int (GRand *dice, int low, int high);
double dice_range (GRand *dice, double low, double high);
gboolean dice_chance (GRand *dice, double probability);
/* One of a %NULL-terminated list. */
const char *dice_pick (GRand *dice, const char *const *list);
/* 0..1 from two coordinates and a seed: the same everywhere, without state. */
double dice_hash (guint32 x, guint32 y, guint32 seed);
guint32 dice_hash_u32 (guint32 x, guint32 y, guint32 seed);

G_END_DECLS
