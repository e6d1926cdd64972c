/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The pictures are made small and scaled up: films on slides are soft.
 */
#include "clip.h"

#include <math.h>

#include "texture.h"

typedef struct
{
  guint32 seed;
  cairo_rectangle_int_t box;
  double loop_s;
  double fps;
  double start_s;
  GHashTable *loop; /* number of picture to surface, for a loop only */
} Clip;

static guint
get_number (const Clip *self, double time_s)
{
  double at = time_s - self->start_s + 1e-6;

  if (self->loop_s > 0)
    at = fmod (at, self->loop_s);
  return (guint) (at * self->fps);
}

static guint64
clip_key (gpointer data, double time_s)
{
  return 1 + get_number (data, time_s);
}

static cairo_rectangle_int_t
clip_bounds (gpointer data, double time_s)
{
  return ((Clip *) data)->box;
}

/* There and back, so that a loop has no jump. */
static double
get_film_time (const Clip *self, guint number)
{
  double at = number / self->fps;

  return self->loop_s > 0 ? self->loop_s / 2 - fabs (at - self->loop_s / 2) : at;
}

static cairo_surface_t *
dup_picture (Clip *self, guint number)
{
  cairo_surface_t *picture = g_hash_table_lookup (self->loop, GUINT_TO_POINTER (number));

  if (picture != NULL)
    return cairo_surface_reference (picture);

  picture = texture_film (self->seed, MIN (self->box.width, 240),
                          MIN (self->box.height, 240 * self->box.height / self->box.width),
                          get_film_time (self, number) * 3);
  if (self->loop_s > 0)
    g_hash_table_insert (self->loop, GUINT_TO_POINTER (number), cairo_surface_reference (picture));
  return picture;
}

static void
clip_draw (gpointer data, cairo_t *cr, double time_s)
{
  Clip *self = data;
  cairo_surface_t *picture = dup_picture (self, get_number (self, time_s));

  cairo_rectangle (cr, self->box.x, self->box.y, self->box.width, self->box.height);
  cairo_clip (cr);
  cairo_translate (cr, self->box.x, self->box.y);
  cairo_scale (cr, self->box.width / (double) cairo_image_surface_get_width (picture),
               self->box.height / (double) cairo_image_surface_get_height (picture));
  cairo_set_source_surface (cr, picture, 0, 0);
  cairo_pattern_set_filter (cairo_get_source (cr), CAIRO_FILTER_BILINEAR);
  cairo_pattern_set_extend (cairo_get_source (cr), CAIRO_EXTEND_PAD);
  cairo_paint (cr);
  cairo_surface_destroy (picture);
}

static void
clip_free (gpointer data)
{
  Clip *self = data;

  g_hash_table_unref (self->loop);
  g_free (self);
}

static const LayerClass clip_class = {
  .key = clip_key,
  .bounds = clip_bounds,
  .draw = clip_draw,
  .free = clip_free
};

void
clip_add (Recording *recording,
          guint32 seed,
          cairo_rectangle_int_t box,
          double loop_s,
          double clip_fps,
          double start_s,
          double end_s)
{
  Clip *self = g_new0 (Clip, 1);

  *self = (Clip){ seed, box, loop_s, clip_fps, start_s, NULL };
  self->loop = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) cairo_surface_destroy);
  scene_add (recording->screen, DEPTH_CONTENT, &clip_class, self, start_s, end_s);
}
