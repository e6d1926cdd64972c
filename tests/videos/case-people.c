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

#define MAX_STEPS 64

typedef struct
{
  PersonPlace places[MAX_STEPS];
  guint n;
  cairo_rectangle_int_t box;
  double at_s;
} Walk;

/* Steps sideways until the box is at @x. */
static void
walk_to (Walk *self, int x, double speed)
{
  const double step_s = 0.5;
  int stride = MAX (1, (int) (speed * step_s));

  while (self->box.x != x && self->n < MAX_STEPS)
    {
      self->box.x += CLAMP (x - self->box.x, -stride, stride);
      self->places[self->n++] = (PersonPlace){ self->at_s, self->box };
      self->at_s += step_s;
    }
}

/* Somebody walks in front of the page from @start_s on and stays there for @stay_s on the way. */
static void
walk_through (Recording *self, int number, double start_s, double stay_s)
{
  int height = (int) (self->height * dice_range (self->dice, 0.55, 0.75));
  int width = height * 4 / 3;
  gboolean from_left = dice_chance (self->dice, 0.5);
  cairo_rectangle_int_t box = { from_left ? -width : self->width, self->height - height, width, height };
  Walk walk = { .places = { { start_s, box } }, .n = 1, .box = box, .at_s = start_s };
  double speed = self->width * dice_range (self->dice, 0.2, 0.4);

  walk_to (&walk, (int) (self->width * dice_range (self->dice, 0.15, 0.6)), speed);
  walk.at_s += stay_s;
  walk_to (&walk, from_left ? self->width : -width, speed);
  person_add (self->scene, self->seed + (guint32) number, PERSON_FREE, walk.places, walk.n, 0, start_s,
              walk.at_s);
  recording_cover (self, "person", start_s, walk.at_s,
                   (cairo_rectangle_int_t){ 0, box.y, self->width, height });
}

void
case_walker (Recording *self)
{
  int n = MAX (4, (int) (self->length_s / 14));

  for (int i = 0; i < n; i++)
    {
      Shot *shot = recording_show (self, (guint) i, recording_share (self, n), PAGE_ALL);
      double start_s = shot_get_start (shot), length_s = shot_get_end (shot) - start_s;

      walk_through (self, i, start_s + length_s * dice_range (self->dice, 0.05, 0.25),
                    length_s * (i % 3 == 2 ? 0.45 : dice_range (self->dice, 0, 0.1)));
    }
}
