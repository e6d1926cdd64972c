/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Drawn on a canvas 320 wide and 240 high, softened, then scaled: what a
 * webcam in a small window looks like.
 */
#include "person.h"

#include <math.h>
#include <string.h>

#include "dice.h"
#include "ink.h"
#include "texture.h"

#define CANVAS_X 320
#define CANVAS_Y 240
#define MOVE_S   0.5
#define GRAIN    128
/* Cameras of calls deliver no more, whatever the recording's rate is. */
#define CAMERA_FPS 25

typedef struct
{
  guint32 seed;
  PersonShape shape;
  GArray *places; /* of PersonPlace */
  cairo_surface_t *room;
  cairo_surface_t *grain;
  Colour skin;
  Colour hair;
  Colour shirt;
  gboolean long_hair;
  gboolean glasses;
} Person;

static void
fill (cairo_t *cr, Colour colour)
{
  cairo_set_source_rgb (cr, colour.r, colour.g, colour.b);
  cairo_fill (cr);
}

static void
ellipse (cairo_t *cr, double x, double y, double rx, double ry)
{
  cairo_save (cr);
  cairo_new_sub_path (cr);
  cairo_translate (cr, x, y);
  cairo_scale (cr, rx, ry);
  cairo_arc (cr, 0, 0, 1, 0, 2 * G_PI);
  cairo_restore (cr);
}

static void
draw_shelf (cairo_t *cr, guint32 seed, double x, double y)
{
  cairo_rectangle (cr, x, y + 40, 130, 5);
  fill (cr, COLOUR (0x6b4f38));
  for (guint32 i = 0; i < 12; i++)
    {
      double height = 24 + 14 * dice_hash (i, 3, seed);
      Colour spine = { dice_hash (i, 4, seed) * 0.7, dice_hash (i, 5, seed) * 0.6, dice_hash (i, 6, seed) * 0.7 };

      cairo_rectangle (cr, x + 4 + i * 10, y + 40 - height, 9, height);
      fill (cr, spine);
    }
}

static cairo_surface_t *
draw_room (guint32 seed)
{
  cairo_surface_t *room = cairo_image_surface_create (CAIRO_FORMAT_RGB24, CANVAS_X, CANVAS_Y);
  cairo_t *cr = cairo_create (room);
  cairo_pattern_t *light = cairo_pattern_create_radial (240, 30, 20, 160, 120, 300);
  static const int walls[] = { 0xb9b2a3, 0x9aa7b0, 0xc9c0b4, 0x7f8c86 };
  Colour wall = COLOUR (walls[seed % G_N_ELEMENTS (walls)]);
  Colour shade = colour_mix (wall, COLOUR (0x202020), 0.55);

  cairo_pattern_add_color_stop_rgb (light, 0, wall.r, wall.g, wall.b);
  cairo_pattern_add_color_stop_rgb (light, 1, shade.r, shade.g, shade.b);
  cairo_set_source (cr, light);
  cairo_paint (cr);
  cairo_pattern_destroy (light);

  if (seed % 3 != 0)
    {
      draw_shelf (cr, seed, 8, 20);
      draw_shelf (cr, seed + 1, 8, 84);
    }
  cairo_rectangle (cr, 236, 24, 66, 96);
  fill (cr, COLOUR (0xe9eef0));
  cairo_rectangle (cr, 242, 30, 54, 84);
  fill (cr, COLOUR (0x9fb8c8));
  cairo_destroy (cr);
  texture_blur (room, 3);
  return room;
}

/* Slow swaying out of a few sines; 0 on average, about 1 at most. */
static double
sway (double time_s, double phase, double speed)
{
  return 0.6 * sin (time_s * speed + phase) + 0.4 * sin (time_s * speed * 2.3 + phase * 1.7);
}

static double
mouth_opening (const Person *self, double time_s)
{
  double talking = texture_noise (time_s * 0.5, 0, 2, self->seed + 3);
  double syllable = texture_noise (time_s * 7, 0, 1, self->seed + 4);

  return talking > 0.38 ? 1 + 7 * syllable : 0.8;
}

static void
draw_body (const Person *self, cairo_t *cr, double cx, double time_s)
{
  Colour shade = colour_mix (self->shirt, COLOUR (0x000000), 0.35);

  cairo_new_path (cr);
  cairo_move_to (cr, cx - 96, CANVAS_Y + 4);
  cairo_curve_to (cr, cx - 92, 190, cx - 60, 178, cx - 24, 170);
  cairo_line_to (cr, cx + 24, 170);
  cairo_curve_to (cr, cx + 60, 178, cx + 92, 190, cx + 96, CANVAS_Y + 4);
  cairo_close_path (cr);
  fill (cr, self->shirt);
  cairo_move_to (cr, cx - 22, 170);
  cairo_line_to (cr, cx, 200);
  cairo_line_to (cr, cx + 22, 170);
  cairo_close_path (cr);
  fill (cr, shade);
  cairo_rectangle (cr, cx - 16, 146, 32, 30);
  fill (cr, colour_mix (self->skin, COLOUR (0x000000), 0.18));
}

static void
draw_eyes (const Person *self, cairo_t *cr, double x, double y, double time_s)
{
  gboolean blink = fmod (time_s + self->seed % 7, 3.7) < 0.16;

  for (int side = -1; side <= 1; side += 2)
    {
      ellipse (cr, x + side * 15, y, 6, blink ? 0.8 : 3.2);
      fill (cr, blink ? colour_mix (self->skin, COLOUR (0x000000), 0.3) : COLOUR (0xf4f0ec));
      if (!blink)
        {
          ellipse (cr, x + side * 15 + 1.5 * sway (time_s, 2, 0.9), y, 2.8, 3);
          fill (cr, COLOUR (0x2b1f1a));
        }
      cairo_rectangle (cr, x + side * 15 - 8, y - 10, 16, 2.6);
      fill (cr, self->hair);
    }
  if (!self->glasses)
    return;

  cairo_set_source_rgb (cr, 0.1, 0.1, 0.12);
  cairo_set_line_width (cr, 1.8);
  cairo_rectangle (cr, x - 26, y - 7, 21, 14);
  cairo_rectangle (cr, x + 5, y - 7, 21, 14);
  cairo_move_to (cr, x - 5, y - 1);
  cairo_line_to (cr, x + 5, y - 1);
  cairo_stroke (cr);
}

static void
draw_head (const Person *self, cairo_t *cr, double x, double y, double time_s)
{
  cairo_pattern_t *light = cairo_pattern_create_radial (x + 18, y - 20, 6, x, y, 62);
  Colour dark = colour_mix (self->skin, COLOUR (0x30150a), 0.4);

  if (self->long_hair)
    {
      ellipse (cr, x, y + 12, 50, 66);
      fill (cr, self->hair);
    }
  else
    {
      ellipse (cr, x, y - 14, 44, 46);
      fill (cr, self->hair);
    }
  cairo_pattern_add_color_stop_rgb (light, 0, self->skin.r, self->skin.g, self->skin.b);
  cairo_pattern_add_color_stop_rgb (light, 1, dark.r, dark.g, dark.b);
  ellipse (cr, x, y + 4, 37, 49);
  cairo_set_source (cr, light);
  cairo_fill (cr);
  cairo_pattern_destroy (light);

  cairo_new_path (cr);
  cairo_arc (cr, x, y - 8, 40, G_PI + 0.15, 2 * G_PI - 0.15);
  cairo_curve_to (cr, x + 26, y - 30, x - 20, y - 34, x - 39, y - 14);
  cairo_close_path (cr);
  fill (cr, self->hair);
  draw_eyes (self, cr, x, y - 2, time_s);
  cairo_move_to (cr, x - 1, y + 4);
  cairo_curve_to (cr, x + 6, y + 16, x + 6, y + 20, x - 3, y + 20);
  cairo_set_source_rgba (cr, dark.r, dark.g, dark.b, 0.8);
  cairo_set_line_width (cr, 2);
  cairo_stroke (cr);
  ellipse (cr, x, y + 32, 12, mouth_opening (self, time_s) * 0.7 + 1);
  fill (cr, COLOUR (0x6e2a2a));
}

static void
draw_hand (const Person *self, cairo_t *cr, double cx, double time_s)
{
  double lift = texture_noise (time_s * 0.35, 1, 2, self->seed + 8) - 0.5;
  double x = cx + 74 + 18 * sway (time_s, 4, 2.1);
  double y = 222 - 120 * MAX (lift, 0) + 6 * sway (time_s, 1, 4.5);

  if (lift <= 0)
    return;

  cairo_move_to (cr, cx + 92, CANVAS_Y + 6);
  cairo_line_to (cr, x + 8, y + 18);
  cairo_set_line_width (cr, 30);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_set_source_rgb (cr, self->shirt.r * 0.9, self->shirt.g * 0.9, self->shirt.b * 0.9);
  cairo_stroke (cr);
  ellipse (cr, x, y, 15, 18);
  fill (cr, self->skin);
  cairo_set_source_rgb (cr, self->skin.r * 0.93, self->skin.g * 0.93, self->skin.b * 0.93);
  cairo_set_line_width (cr, 6);
  for (int i = 0; i < 4; i++)
    {
      cairo_move_to (cr, x - 11 + i * 7, y - 12);
      cairo_line_to (cr, x - 16 + i * 9, y - 28 - (i == 1 || i == 2 ? 5 : 0));
    }
  cairo_stroke (cr);
}

static void
draw_figure (const Person *self, cairo_t *cr, double time_s)
{
  double cx = 160 + 10 * sway (time_s, self->seed % 5, 0.7);

  draw_body (self, cr, cx, time_s);
  draw_head (self, cr, cx + 5 * sway (time_s, 1, 1.3), 100 + 3 * sway (time_s, 3, 1.9), time_s);
  draw_hand (self, cr, cx, time_s);
}

static cairo_rectangle_int_t
get_place (const Person *self, double time_s)
{
  PersonPlace place = g_array_index (self->places, PersonPlace, 0);

  for (guint i = 1; i < self->places->len; i++)
    {
      const PersonPlace *next = &g_array_index (self->places, PersonPlace, i);
      double share = CLAMP ((time_s - next->at_s) / MOVE_S, 0, 1);

      place.box.x += (int) ((next->box.x - place.box.x) * share);
      place.box.y += (int) ((next->box.y - place.box.y) * share);
      place.box.width += (int) ((next->box.width - place.box.width) * share);
      place.box.height += (int) ((next->box.height - place.box.height) * share);
    }
  return place.box;
}

static guint64
person_key (gpointer data, double time_s)
{
  return 1 + (guint64) (time_s * CAMERA_FPS + 1e-6);
}

static cairo_rectangle_int_t
person_bounds (gpointer data, double time_s)
{
  return get_place (data, time_s);
}

static cairo_surface_t *
film (const Person *self, double time_s)
{
  cairo_surface_t *picture = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, CANVAS_X, CANVAS_Y);
  cairo_t *cr = cairo_create (picture);

  if (self->shape != PERSON_FREE)
    {
      cairo_set_source_surface (cr, self->room, 0, 0);
      cairo_paint (cr);
    }
  draw_figure (self, cr, time_s);
  cairo_destroy (cr);
  texture_blur (picture, 1);
  return picture;
}

static void
lay_grain (const Person *self, cairo_t *cr, double time_s, const cairo_rectangle_int_t *box)
{
  guint32 frame = (guint32) person_key ((gpointer) self, time_s);

  cairo_set_source_surface (cr, self->grain, box->x - (int) (dice_hash_u32 (frame, 1, self->seed) % GRAIN),
                            box->y - (int) (dice_hash_u32 (frame, 2, self->seed) % GRAIN));
  cairo_pattern_set_extend (cairo_get_source (cr), CAIRO_EXTEND_REPEAT);
  cairo_paint (cr);
}

static void
person_draw (gpointer data, cairo_t *cr, double time_s)
{
  Person *self = data;
  cairo_rectangle_int_t box = get_place (self, time_s);
  cairo_surface_t *picture = film (self, floor (time_s * CAMERA_FPS + 1e-6) / CAMERA_FPS);
  double scale = MAX (box.width / (double) CANVAS_X, box.height / (double) CANVAS_Y);

  if (self->shape == PERSON_ROUND)
    cairo_arc (cr, box.x + box.width / 2.0, box.y + box.height / 2.0, MIN (box.width, box.height) / 2.0, 0, 2 * G_PI);
  else
    cairo_rectangle (cr, box.x, box.y, box.width, box.height);
  cairo_clip (cr);
  cairo_save (cr);
  cairo_translate (cr, box.x + (box.width - CANVAS_X * scale) / 2, box.y + box.height - CANVAS_Y * scale);
  cairo_scale (cr, scale, scale);
  cairo_set_source_surface (cr, picture, 0, 0);
  cairo_pattern_set_filter (cairo_get_source (cr), CAIRO_FILTER_BILINEAR);
  cairo_paint (cr);
  cairo_restore (cr);
  if (self->shape != PERSON_FREE)
    lay_grain (self, cr, time_s, &box);
  cairo_surface_destroy (picture);
}

static void
person_free (gpointer data)
{
  Person *self = data;

  g_array_unref (self->places);
  cairo_surface_destroy (self->room);
  cairo_surface_destroy (self->grain);
  g_free (self);
}

static const LayerClass person_class = {
  .key = person_key,
  .bounds = person_bounds,
  .draw = person_draw,
  .free = person_free,
};

void
person_add (Scene *scene,
            guint32 seed,
            PersonShape shape,
            const PersonPlace *places,
            guint n_places,
            double grain,
            double start_s,
            double end_s)
{
  static const int skins[] = { 0xf0c8a8, 0xd9a07a, 0xa56f4a, 0x6e4830, 0xf3d3bd };
  static const int hairs[] = { 0x2a1c14, 0x5a3a22, 0x8f8f92, 0x15120f, 0xb08850 };
  static const int shirts[] = { 0x2f4b6e, 0x5c5f66, 0x7a2f3a, 0xd8dde2, 0x33553f };
  Person *self = g_new0 (Person, 1);
  guint32 look = dice_hash_u32 (seed, 5, 11);

  self->seed = seed;
  self->shape = shape;
  self->places = g_array_new (FALSE, FALSE, sizeof (PersonPlace));
  g_array_append_vals (self->places, places, n_places);
  self->room = draw_room (look);
  self->grain = texture_grain (seed, GRAIN, grain * 0.35);
  self->skin = COLOUR (skins[look % 5]);
  self->hair = COLOUR (hairs[look / 5 % 5]);
  self->shirt = COLOUR (shirts[look / 25 % 5]);
  self->long_hair = look / 125 % 2;
  self->glasses = look / 250 % 2;
  scene_add (scene, DEPTH_PERSON, &person_class, self, start_s, end_s);
}
