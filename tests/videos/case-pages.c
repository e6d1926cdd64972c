/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Cases made of nothing but the pages of a talk: cuts, near-identical pages,
 * builds.
 */
#include "cases.h"

void
case_cuts (Recording *self)
{
  int n = MAX (4, (int) (self->length_s / 6));

  for (int i = 0; i < n; i++)
    recording_show (self, (guint) i, recording_share (self, n), PAGE_ALL);
}

/* A page, then versions of it in which one line and a digit of the title are others. */
void
case_near (Recording *self)
{
  int n = MAX (5, (int) (self->length_s / 6));
  guint page = 0;

  recording_show (self, 0, recording_share (self, n), PAGE_ALL);
  for (int i = 1; i < n; i++)
    {
      if (i % 4 == 1)
        talk_add_page (self->talk, LAYOUT_POINTS, FIGURE_NONE, dice_int (self->dice, 4, 6));
      else
        talk_add_variant (self->talk, talk_get_page (self->talk, page));
      page = self->talk->pages->len - 1;
      recording_show (self, page, recording_share (self, n), PAGE_ALL);
    }
}

void
case_builds (Recording *self)
{
  int n = MAX (3, (int) (self->length_s / 11));

  recording_show (self, 0, 5, PAGE_ALL);
  for (int i = 1; i < n; i++)
    {
      Shot *shot;

      talk_add_page (self->talk, i % 3 == 2 ? LAYOUT_POINTS_FIGURE : LAYOUT_POINTS, i % 3 == 2 ? FIGURE_LINES : FIGURE_NONE,
                     dice_int (self->dice, 3, 5));
      shot = recording_show (self, self->talk->pages->len - 1, recording_share (self, n), dice_int (self->dice, 0, 1));
      shot_build_all (shot);
    }
}
