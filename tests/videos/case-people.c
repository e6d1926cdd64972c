/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Cases in which the speaker is in the picture.
 */
#include "cases.h"
#include "person.h"

static cairo_rectangle_int_t
corner_box (const Recording *self, int corner, double share)
{
  int width = (int) (self->width * share);
  int height = width * 3 / 4;

  return (cairo_rectangle_int_t){ corner % 2 ? self->width - width - 8 : 8, corner / 2 ? 8 : self->height - height - 8,
                                  width, height };
}

void
case_inset (Recording *self)
{
  int n = MAX (4, (int) (self->length_s / 8));
  int corner = dice_int (self->dice, 0, 3);
  double share = dice_range (self->dice, 0.16, 0.24);
  PersonPlace places[3];

  for (int i = 0; i < n; i++)
    {
      Shot *shot = recording_show (self, (guint) i, recording_share (self, n), i % 3 == 2 ? 1 : PAGE_ALL);

      shot_build_all (shot);
    }
  places[0] = (PersonPlace){ 0, corner_box (self, corner, share) };
  places[1] = (PersonPlace){ self->now_s * 0.42, corner_box (self, (corner + 1) % 4, share) };
  places[2] = (PersonPlace){ self->now_s * 0.74, corner_box (self, (corner + 1) % 4, share * 1.35) };
  person_add (self->scene, self->seed, dice_chance (self->dice, 0.3) ? PERSON_ROUND : PERSON_BOX, places, 3,
              dice_range (self->dice, 0.3, 0.8), 0, self->now_s);
  for (int i = 0; i < 3; i++)
    recording_cover (self, "speaker", places[i].at_s, i < 2 ? places[i + 1].at_s : self->now_s, places[i].box);
}
