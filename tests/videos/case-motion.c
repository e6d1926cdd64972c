/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Cases in which pages do not simply appear: entrances, typing, exits,
 * cross-fades, ghosts.
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

/* Of the time of a page: until all is typed, and until it begins to leave. */
#define TYPED_RATIO 0.8
#define LEAVE_S     0.6

void
case_exits (Recording *self)
{
  int n = MAX (3, (int) (self->length_s / 6));

  recording_show (self, 0, 4, PAGE_ALL);
  for (int i = 1; i <= n; i++)
    {
      gboolean drifts = i % 2 == 1;
      Shot *shot;
      double at_s, share_s;

      talk_add_page (self->talk, drifts ? LAYOUT_POINTS_FIGURE : LAYOUT_POINTS, drifts ? FIGURE_LINES : FIGURE_NONE,
                     3);
      shot = recording_show (self, self->talk->pages->len - 1, self->length_s / n * dice_range (self->dice, 0.8, 1.1),
                             0);
      at_s = shot_get_start (shot) + 0.2;
      share_s = (shot_get_end (shot) - at_s) * TYPED_RATIO / 3;
      for (int k = 0; k < 3; k++)
        shot_type (shot, at_s + k * share_s, share_s * 0.9);
      if (drifts)
        shot_drift (shot, dice_range (self->dice, 12, 20));
      shot_leave (shot, LEAVE_S);
    }
  recording_show (self, self->talk->pages->len, 4, PAGE_ALL);
}

void
case_stalls (Recording *self)
{
  int n = MAX (4, (int) (self->length_s / 7));
  Shot *before = NULL;

  for (int i = 0; i < n; i++)
    {
      gboolean is_slow = i % 3 == 2;
      double fade_s = dice_range (self->dice, 2.5, 4);
      Shot *shot;

      if (is_slow)
        talk_add_variant (self->talk, talk_get_page (self->talk, self->talk->pages->len - 1));
      else if (i % 3 == 1)
        talk_add_page (self->talk, LAYOUT_POINTS, FIGURE_NONE, 6);
      shot = recording_show (self, self->talk->pages->len - (i % 3 == 0 && i > 0 ? 0 : 1), recording_share (self, n),
                             PAGE_ALL);
      if (before != NULL && is_slow)
        {
          shot_fade_in (shot, fade_s);
          shot_linger (before, fade_s);
        }
      else if (before != NULL)
        shot_stall (shot, dice_range (self->dice, 1, 2), dice_range (self->dice, 0.1, 0.25));
      before = shot;
    }
}
