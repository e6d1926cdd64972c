/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GRand is the Mersenne Twister in every GLib, so a seed means the same video
 * on every machine.
 */
#include "dice.h"

GRand *
dice_new (guint32 seed, DiceStream stream, guint32 number)
{
  const guint32 seeds[] = { seed, stream, number };

  return g_rand_new_with_seed_array (seeds, G_N_ELEMENTS (seeds));
}

int
dice_int (GRand *dice, int low, int high)
{
  return g_rand_int_range (dice, low, high + 1);
}

double
dice_range (GRand *dice, double low, double high)
{
  return g_rand_double_range (dice, low, high);
}

gboolean
dice_chance (GRand *dice, double probability)
{
  return g_rand_double (dice) < probability;
}

const char *
dice_pick (GRand *dice, const char *const *list)
{
  return list[dice_int (dice, 0, (int) g_strv_length ((char **) list) - 1)];
}

guint32
dice_hash_u32 (guint32 x, guint32 y, guint32 seed)
{
  guint32 h = x * 0x9e3779b1u ^ (y * 0x85ebca77u + seed * 0xc2b2ae3du);

  h = (h ^ (h >> 15)) * 0x2c1b3c6du;
  h = (h ^ (h >> 12)) * 0x297a2d39u;
  return h ^ (h >> 15);
}

double
dice_hash (guint32 x, guint32 y, guint32 seed)
{
  return dice_hash_u32 (x, y, seed) / 4294967295.0;
}
