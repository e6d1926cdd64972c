/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Cases in which the speaker, or a camera's view, is in the picture.
 */
#include "cases.h"
#include "hall.h"
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
    shot_build_all (recording_show (self, (guint) i, recording_share (self, n), i % 3 == 2 ? 1 : PAGE_ALL));

  places[0] = (PersonPlace){ 0, corner_box (self, corner, share) };
  places[1] = (PersonPlace){ self->now_s * 0.42, corner_box (self, (corner + 1) % 4, share) };
  places[2] = (PersonPlace){ self->now_s * 0.74, corner_box (self, (corner + 1) % 4, share * 1.35) };
  person_add (self->scene, self->seed, dice_chance (self->dice, 0.3) ? PERSON_ROUND : PERSON_BOX, places, 3,
              dice_range (self->dice, 0.3, 0.8), 0, self->now_s);
  for (int i = 0; i < 3; i++)
    recording_cover (self, "speaker", places[i].at_s, i < 2 ? places[i + 1].at_s : self->now_s, places[i].box);
}

static void
film_speaker (Recording *self, double seconds)
{
  TruthSlide *stretch = recording_add_stretch (self, "speaker", seconds);
  const PersonPlace place = { 0, { 0, 0, self->width, self->height } };

  person_add (self->scene, self->seed, PERSON_BOX, &place, 1, 0.35, stretch->start_s, stretch->end_s);
}

void
case_camera (Recording *self)
{
  double part = self->length_s / 9;

  film_speaker (self, part);
  recording_show (self, 0, part, PAGE_ALL);
  recording_show (self, 1, part * 1.2, PAGE_ALL);
  film_speaker (self, part * 0.7);
  recording_show (self, 1, part * 0.8, PAGE_ALL);
  recording_show (self, 2, part, PAGE_ALL);
  film_speaker (self, part);
  recording_show (self, 3, part, PAGE_ALL);
  shot_build_all (recording_show (self, 4, part * 1.3, 1));
}

void
case_filmed (Recording *self)
{
  int n = MAX (4, (int) (self->length_s / 10));

  hall_enter (self);
  for (int i = 0; i < n; i++)
    shot_build_all (recording_show (self, (guint) i, recording_share (self, n), i % 4 == 3 ? 2 : PAGE_ALL));
  hall_film (self, dice_chance (self->dice, 0.5));
}
