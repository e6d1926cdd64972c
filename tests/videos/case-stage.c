/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Slides that fill only a part of the picture: bars, a player's frame, the
 * speaker beside them, as conference systems lay them out.
 */
#include "cases.h"
#include "ink.h"
#include "person.h"
#include "texture.h"

typedef enum
{
  STAGE_PILLARS, /* 4:3 in black */
  STAGE_PAPER,   /* in a colour, bars above and below */
  STAGE_PHOTO,   /* before a picture, the speaker beside it */
  STAGE_MEETING, /* on black, the speaker small beside it */
  STAGE_BROWSER, /* in a window with bars above and below */
  N_STAGES,
} StageKind;

typedef struct
{
  StageKind kind;
  int width;
  int height;
  cairo_rectangle_int_t slide;
  Colour colour;
  cairo_surface_t *photo;
} Stage;

static cairo_rectangle_int_t
place_slide (StageKind kind, int width, int height)
{
  int even_width, even_height;

  switch (kind)
    {
    case STAGE_PILLARS:
      even_width = height * 4 / 3 & ~1;
      return (cairo_rectangle_int_t){ (width - even_width) / 2 & ~1, 0, even_width, height };
    case STAGE_PAPER:
      even_height = width * 9 / 21 & ~1;
      even_width = even_height * 16 / 9 & ~1;
      return (cairo_rectangle_int_t){ (width - even_width) / 2 & ~1, (height - even_height) / 2 & ~1, even_width,
                                      even_height };
    case STAGE_PHOTO:
      even_width = width * 68 / 100 & ~1;
      return (cairo_rectangle_int_t){ width * 3 / 100 & ~1, height * 15 / 100 & ~1, even_width,
                                      even_width * 9 / 16 & ~1 };
    case STAGE_MEETING:
      even_width = width * 78 / 100 & ~1;
      return (cairo_rectangle_int_t){ 0, (height - even_width * 9 / 16) / 2 & ~1, even_width,
                                      even_width * 9 / 16 & ~1 };
    case STAGE_BROWSER:
    default:
      even_width = width * 80 / 100 & ~1;
      return (cairo_rectangle_int_t){ (width - even_width) / 2 & ~1, height * 11 / 100 & ~1, even_width,
                                      even_width * 9 / 16 & ~1 };
    }
}

static void
draw_bar (const Stage *self, cairo_t *cr, int y, int height, Colour colour)
{
  cairo_set_source_rgb (cr, colour.r, colour.g, colour.b);
  cairo_rectangle (cr, 0, y, self->width, height);
  cairo_fill (cr);
  cairo_set_source_rgb (cr, 0.5, 0.5, 0.55);
  for (int i = 0; i < 3; i++)
    {
      cairo_arc (cr, height * (0.6 + i * 0.7), y + height / 2.0, height / 6.0, 0, 2 * G_PI);
      cairo_fill (cr);
    }
}

static void
stage_draw (gpointer data, cairo_t *cr, double time_s)
{
  const Stage *self = data;
  int below = self->slide.y + self->slide.height;

  cairo_set_source_rgb (cr, self->colour.r, self->colour.g, self->colour.b);
  cairo_paint (cr);
  if (self->photo != NULL)
    {
      cairo_set_source_surface (cr, self->photo, 0, 0);
      cairo_paint (cr);
    }
  if (self->kind != STAGE_BROWSER)
    return;
  draw_bar (self, cr, 0, self->slide.y * 2 / 3, COLOUR (0xd8dbe0));
  draw_bar (self, cr, below + (self->height - below) / 2, self->height - below, COLOUR (0x202124));
}

static void
stage_free (gpointer data)
{
  Stage *self = data;

  g_clear_pointer (&self->photo, cairo_surface_destroy);
  g_free (self);
}

static const LayerClass stage_class = { .draw = stage_draw, .free = stage_free };

static Colour
choose_colour (Recording *self, StageKind kind)
{
  static const int papers[] = { 0x1d3557, 0x5b7083, 0xb8c4bb, 0x3a3a3a };

  if (kind == STAGE_PAPER)
    return COLOUR (papers[dice_int (self->dice, 0, G_N_ELEMENTS (papers) - 1)]);

  return kind == STAGE_BROWSER ? COLOUR (0x7d828b) : COLOUR (0x000000);
}

static void
add_speaker (Recording *self, StageKind kind)
{
  const cairo_rectangle_int_t *slide = &self->region;
  int left = slide->x + slide->width, width = (self->width - left) * 9 / 10;
  PersonPlace place = { 0, { left + (self->width - left - width) / 2, slide->y, width, width * 3 / 4 } };

  if (kind == STAGE_PHOTO)
    place.box.y += (slide->height - place.box.height) / 2;
  person_add (self->scene, self->seed, PERSON_BOX, &place, 1, 0.4, 0, self->now_s);
}

void
case_stage (Recording *self)
{
  int n = MAX (5, (int) (self->length_s / 8));
  StageKind kind = (StageKind) (self->seed % N_STAGES);
  Stage *stage = g_new0 (Stage, 1);

  self->region = place_slide (kind, self->width, self->height);
  for (int i = 0; i < n; i++)
    {
      Shot *shot = recording_show (self, (guint) i, recording_share (self, n), i % 3 == 2 ? 1 : PAGE_ALL);

      shot_build_all (shot);
    }
  *stage = (Stage){ kind, self->width, self->height, self->region,
                    choose_colour (self, kind), NULL };
  if (kind == STAGE_PHOTO)
    stage->photo = texture_photo (self->seed, self->width, self->height);
  scene_add (self->scene, DEPTH_GROUND, &stage_class, stage, 0, self->now_s);
  if (kind == STAGE_PHOTO || kind == STAGE_MEETING)
    add_speaker (self, kind);
}
