/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The screen is a scene of its own; each frame of the film maps it through a
 * homography that the pan of the camera moves.
 */
#include "hall.h"

#include <math.h>

#include "person.h"
#include "texture.h"

#define GRAIN 256

typedef struct
{
  double x;
  double y;
} Corner;

typedef struct
{
  Scene *screen; /* owned */
  int width;
  int height;
  guint32 seed;
  gboolean handheld;
  Corner corners[4]; /* of the screen: top left, top right, bottom right, bottom left */
  GArray *pans;      /* of double: times at which the camera turns for some seconds */
  cairo_surface_t *frame;
} Hall;

/* Destination to source, row by row; the last number is 1. */
typedef struct
{
  double m[8];
} Homography;

static void
eliminate (double a[8][9])
{
  for (int column = 0; column < 8; column++)
    {
      int pivot = column;

      for (int row = column + 1; row < 8; row++)
        if (fabs (a[row][column]) > fabs (a[pivot][column]))
          pivot = row;
      for (int i = 0; i < 9; i++)
        {
          double swap = a[column][i];

          a[column][i] = a[pivot][i];
          a[pivot][i] = swap;
        }
      for (int row = 0; row < 8; row++)
        {
          double share = row == column ? 0 : a[row][column] / a[column][column];

          for (int i = column; i < 9; i++)
            a[row][i] -= share * a[column][i];
        }
    }
}

static Homography
solve_homography (const Corner from[4], const Corner to[4])
{
  double a[8][9] = { 0 };
  Homography h;

  for (int i = 0; i < 4; i++)
    {
      double x = from[i].x, y = from[i].y, u = to[i].x, v = to[i].y;
      const double first[9] = { x, y, 1, 0, 0, 0, -u * x, -u * y, u };
      const double second[9] = { 0, 0, 0, x, y, 1, -v * x, -v * y, v };

      for (int j = 0; j < 9; j++)
        {
          a[2 * i][j] = first[j];
          a[2 * i + 1][j] = second[j];
        }
    }
  eliminate (a);
  for (int i = 0; i < 8; i++)
    h.m[i] = a[i][8] / a[i][i];
  return h;
}

static double
get_pan (const Hall *self, double time_s)
{
  double pan = 0;

  for (guint i = 0; i < self->pans->len; i++)
    {
      double at = time_s - g_array_index (self->pans, double, i);
      double there = CLAMP (at / 1.6, 0, 1) - CLAMP ((at - 5) / 1.6, 0, 1);

      pan += (i % 2 ? -1 : 1) * there * there * (3 - 2 * there);
    }
  return pan * 0.11 * self->width;
}

static void
place_corners (const Hall *self, double time_s, Corner corners[4])
{
  double shake = self->handheld ? self->height * 0.006 : 0;
  double dx = get_pan (self, time_s) + shake * (texture_noise (time_s * 1.3, 0, 2, self->seed) - 0.5) * 2;
  double dy = shake * (texture_noise (time_s * 1.1, 9, 2, self->seed) - 0.5) * 2;

  for (int i = 0; i < 4; i++)
    {
      corners[i].x = self->corners[i].x + dx;
      corners[i].y = self->corners[i].y + dy;
    }
}

/* Bilinear, in 1/256; black level raised and contrast lowered as on a real wall. */
static guint32
sample (const guint32 *pixels, int stride, double x, double y)
{
  int ix = (int) x;
  int iy = (int) y;
  guint32 u = (guint32) ((x - ix) * 256);
  guint32 v = (guint32) ((y - iy) * 256);
  const guint32 *p = pixels + iy * stride + ix;
  guint32 out = 0xff000000;

  for (int shift = 0; shift < 24; shift += 8)
    {
      guint32 a = ((p[0] >> shift) & 255) * (256 - u) + ((p[1] >> shift) & 255) * u;
      guint32 b = ((p[stride] >> shift) & 255) * (256 - u) + ((p[stride + 1] >> shift) & 255) * u;
      guint32 value = (a * (256 - v) + b * v) >> 16;

      out |= (26 + value * 208 / 255) << shift;
    }
  return out;
}

static void
project_screen (const Hall *self, const Corner corners[4])
{
  cairo_surface_t *screen = scene_get_surface (self->screen);
  double right = self->width - 2, bottom = self->height - 2;
  const Corner source[4] = { { 0, 0 }, { right, 0 }, { right, bottom }, { 0, bottom } };
  Homography h = solve_homography (corners, source);
  const guint32 *from = (const guint32 *) (const void *) cairo_image_surface_get_data (screen);
  guint32 *to = (guint32 *) (void *) cairo_image_surface_get_data (self->frame);
  int from_stride = cairo_image_surface_get_stride (screen) / 4;
  int to_stride = cairo_image_surface_get_stride (self->frame) / 4;

  cairo_surface_flush (self->frame);
  for (int y = 0; y < self->height; y++)
    for (int x = 0; x < self->width; x++)
      {
        double w = h.m[6] * x + h.m[7] * y + 1;
        double u = (h.m[0] * x + h.m[1] * y + h.m[2]) / w;
        double v = (h.m[3] * x + h.m[4] * y + h.m[5]) / w;

        if (u >= 0 && v >= 0 && u < self->width - 2 && v < self->height - 2)
          to[y * to_stride + x] = sample (from, from_stride, u, v);
      }
  cairo_surface_mark_dirty (self->frame);
}

static void
draw_wall (const Hall *self, cairo_t *cr, double shift)
{
  cairo_pattern_t *light = cairo_pattern_create_radial (self->width * 0.45 + shift,
                                                        self->height * 0.4, self->height * 0.2,
                                                        self->width * 0.5 + shift,
                                                        self->height * 0.5, self->width * 0.75);
  Colour near = COLOUR (0x5b5148);
  Colour far = COLOUR (0x17140f);

  cairo_pattern_add_color_stop_rgb (light, 0, near.r, near.g, near.b);
  cairo_pattern_add_color_stop_rgb (light, 1, far.r, far.g, far.b);
  cairo_set_source (cr, light);
  cairo_paint (cr);
  cairo_pattern_destroy (light);
  cairo_set_source_rgba (cr, 0, 0, 0, 0.28);
  for (int i = -2; i < 12; i++)
    cairo_rectangle (cr, self->width * 0.1 * i + shift, 0, 1.5, self->height);
  cairo_fill (cr);
  cairo_set_source_rgb (cr, 0.09, 0.07, 0.055);
  cairo_rectangle (cr, 0, self->height * 0.9, self->width, self->height * 0.1);
  cairo_fill (cr);
}

static void
draw_heads (const Hall *self, cairo_t *cr, double time_s, double shift)
{
  cairo_set_source_rgb (cr, 0.05, 0.045, 0.04);
  for (guint32 i = 0; i < 7; i++)
    {
      double size = self->height * (0.05 + 0.02 * dice_hash (i, 1, self->seed));
      double x = self->width * (i + 0.6 * dice_hash (i, 2, self->seed)) / 6.5 + shift * 1.3 +
                 size * 0.25 * (texture_noise (time_s * 0.3, i, 2, self->seed) - 0.5);
      double y = self->height * 0.985 - size * 0.4 * dice_hash (i, 3, self->seed);

      cairo_new_path (cr);
      cairo_arc (cr, x, y - size * 0.5, size, 0, 2 * G_PI);
      cairo_fill (cr);
      cairo_arc (cr, x, y + size * 2, size * 2, 0, 2 * G_PI);
      cairo_fill (cr);
    }
}

static guint64
hall_key (gpointer data, double time_s)
{
  return 1 + (guint64) (time_s * 1000);
}

static void
hall_draw (gpointer data, cairo_t *cr, double time_s)
{
  Hall *self = data;
  double shift = get_pan (self, time_s);
  Corner corners[4];
  cairo_t *wall = cairo_create (self->frame);

  scene_render (self->screen, time_s);
  place_corners (self, time_s, corners);
  draw_wall (self, wall, shift);
  cairo_destroy (wall);
  project_screen (self, corners);
  cairo_set_source_surface (cr, self->frame, 0, 0);
  cairo_paint (cr);
  draw_heads (self, cr, time_s, shift);
}

static void
hall_free (gpointer data)
{
  Hall *self = data;

  scene_free (self->screen);
  g_array_unref (self->pans);
  cairo_surface_destroy (self->frame);
  g_free (self);
}

static const LayerClass hall_class = {
  .key = hall_key,
  .draw = hall_draw,
  .free = hall_free
};

typedef struct
{
  cairo_surface_t *tile;
  guint32 seed;
} Grain;

static void
grain_draw (gpointer data, cairo_t *cr, double time_s)
{
  Grain *self = data;
  guint32 frame = (guint32) hall_key (data, time_s);

  cairo_set_source_surface (cr, self->tile, -(int) (dice_hash_u32 (frame, 1, self->seed) % GRAIN),
                            -(int) (dice_hash_u32 (frame, 2, self->seed) % GRAIN));
  cairo_pattern_set_extend (cairo_get_source (cr), CAIRO_EXTEND_REPEAT);
  cairo_paint (cr);
}

static void
grain_free (gpointer data)
{
  Grain *self = data;

  cairo_surface_destroy (self->tile);
  g_free (self);
}

static const LayerClass grain_class = {
  .key = hall_key,
  .draw = grain_draw,
  .free = grain_free
};

void
hall_add_grain (Recording *recording, double strength, double start_s, double end_s)
{
  Grain *grain = g_new0 (Grain, 1);

  grain->seed = recording->seed;
  grain->tile = texture_grain (recording->seed, GRAIN, strength);
  scene_add (recording->scene, DEPTH_LENS, &grain_class, grain, start_s, end_s);
}

void
hall_enter (Recording *recording)
{
  recording->screen = scene_new (recording->width, recording->height);
}

static void
choose_corners (Hall *self, GRand *dice)
{
  double lean = dice_range (dice, 0.03, 0.1) * (dice_chance (dice, 0.5) ? 1 : -1);
  double left = dice_range (dice, 0.1, 0.18);
  double right = left + dice_range (dice, 0.64, 0.7);
  const Corner shares[4] = {
    { left, 0.1 - MIN (lean, 0) },
    { right, 0.1 + MAX (lean, 0) },
    { right - 0.01, 0.83 - MAX (lean, 0) * 0.6 },
    { left + 0.01, 0.83 + MIN (lean, 0) * 0.6 }
  };

  for (int i = 0; i < 4; i++)
    {
      self->corners[i].x = shares[i].x * self->width;
      self->corners[i].y = shares[i].y * self->height;
    }
}

/* Somebody walks before the screen and back. */
static void
add_passer (Recording *recording, double at_s, double stay_s)
{
  int height = recording->height * 2 / 3;
  int width = height * 4 / 3;
  int y = recording->height - height;
  PersonPlace places[4] = {
    { 0, { -width, y, width, height } },
    { at_s, { (int) (recording->width * 0.1), y, width, height } },
    { at_s + stay_s / 2, { (int) (recording->width * 0.3), y, width, height } },
    { at_s + stay_s, { -width, y, width, height } },
  };

  person_add (recording->scene, recording->seed, PERSON_FREE, places, 4, 0, at_s, at_s + stay_s + 0.6);
}

void
hall_film (Recording *recording, gboolean handheld)
{
  Hall *self = g_new0 (Hall, 1);
  double time_s;

  self->screen = recording->screen;
  self->width = recording->width;
  self->height = recording->height;
  self->seed = recording->seed;
  self->handheld = handheld;
  self->frame = cairo_image_surface_create (CAIRO_FORMAT_RGB24, self->width, self->height);
  self->pans = g_array_new (FALSE, FALSE, sizeof (double));
  choose_corners (self, recording->dice);
  time_s = 9;
  while (time_s < recording->now_s - 8)
    {
      g_array_append_val (self->pans, time_s);
      add_passer (recording, time_s + 7, 3);
      time_s += dice_range (recording->dice, 13, 22);
    }
  scene_add (recording->scene, DEPTH_SLIDE, &hall_class, self, 0, recording->now_s);
  hall_add_grain (recording, 0.05, 0, recording->now_s);
}
