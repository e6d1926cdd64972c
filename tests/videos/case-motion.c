/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Cases in which pages do not simply appear: entrances, typing, cross-fades,
 * ghosts.
 */
#include "cases.h"

static double
bring_in (Shot *shot, GRand *dice, double at_s, gboolean can_type)
{
  double seconds = dice_range (dice, 0.5, 2);

  if (can_type && dice_chance (dice, 0.4))
    {
      shot_type (shot, at_s, seconds + 1);
      return at_s + seconds + 1;
    }
  shot_enter (shot, at_s, seconds, (Entrance) dice_int (dice, ENTRANCE_FADE, ENTRANCE_RISE));
  return at_s + seconds;
}

void
case_entrance (Recording *self)
{
  int n = MAX (3, (int) (self->length_s / 13));

  recording_show (self, 0, 5, PAGE_ALL);
  for (int i = 1; i <= n; i++)
    {
      Layout layout = i % 2 ? LAYOUT_POINTS : LAYOUT_POINTS_FIGURE;
      Page *page = talk_add_page (self->talk, layout, i % 2 ? FIGURE_NONE : FIGURE_BARS, 3);
      Shot *shot = recording_show (self, self->talk->pages->len - 1,
                                   self->length_s / n * dice_range (self->dice, 0.95, 1.1), 0);
      double at_s = shot_get_start (shot) + dice_range (self->dice, 0.1, 0.5);

      for (guint element = 0; shot_count_missing (shot) > 0; element++)
        at_s = bring_in (shot, self->dice, at_s, element < page->points->len) + dice_range (self->dice, 0.1, 0.8);
    }
}

void
case_fades (Recording *self)
{
  int n = MAX (5, (int) (self->length_s / 8));
  Shot *before = NULL;

  for (int i = 0; i < n; i++)
    {
      Shot *shot = recording_show (self, (guint) i, recording_share (self, n), PAGE_ALL);
      double fade_s = dice_range (self->dice, 0.3, 2);

      if (before != NULL)
        {
          shot_fade_in (shot, fade_s);
          shot_linger (before, fade_s);
        }
      if (before != NULL && i % 3 == 2)
        {
          double ghost_s = dice_range (self->dice, 1.5, 3);

          shot_leave_ghost (before, ghost_s, dice_range (self->dice, 0.05, 0.12));
          shot_delay_done (shot, shot_get_start (shot) + ghost_s);
        }
      before = shot;
    }
}
