/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Hands move fast, then slow, then rest: the way between two places is eased
 * and a little bent.
 */
#include "pointer.h"

#include <math.h>

typedef struct
{
  double leave_s;
  double arrive_s;
  double x;
  double y;
} Stop;

typedef struct
{
  PointerKind kind;
  double scale;  /* pixels per canvas unit of the screen */
  GArray *stops; /* of Stop: when it leaves for there and arrives */
} Pointer;

static void
get_position (const Pointer *self, double time_s, double *x, double *y)
{
  const Stop *from = &g_array_index (self->stops, Stop, 0);

  for (guint i = 1; i < self->stops->len; i++)
    {
      const Stop *to = &g_array_index (self->stops, Stop, i);
      double u = CLAMP ((time_s - to->leave_s) / (to->arrive_s - to->leave_s), 0, 1);
      double eased = 1 - pow (1 - u, 3);

      if (u < 1)
        {
          *x = from->x + (to->x - from->x) * eased;
          *y = from->y + (to->y - from->y) * eased +
               30 * self->scale * sin (u * G_PI) * (i % 2 ? 1 : -1);
          return;
        }
      from = to;
    }
  *x = from->x;
  *y = from->y;
}

static void
get_tip (const Pointer *self, double time_s, double *x, double *y)
{
  get_position (self, time_s, x, y);
  if (self->kind == POINTER_LASER)
    {
      *x += 7 * self->scale * (sin (time_s * 11) + sin (time_s * 4.3));
      *y += 6 * self->scale * (cos (time_s * 9) + sin (time_s * 5.1));
    }
}

static guint64
pointer_key (gpointer data, double time_s)
{
  double x, y;

  get_tip (data, time_s, &x, &y);
  return 1 + (guint64) (MAX (x, 0) * 2) + ((guint64) (MAX (y, 0) * 2) << 24);
}

static int
reach (const Pointer *self)
{
  return (int) ((self->kind == POINTER_SPOT ? 44 : 34) * self->scale) + 2;
}

static cairo_rectangle_int_t
pointer_bounds (gpointer data, double time_s)
{
  double x, y;

  get_tip (data, time_s, &x, &y);
  return (cairo_rectangle_int_t){ (int) x - reach (data), (int) y - reach (data), 2 * reach (data), 2 * reach (data) };
}

static void
draw_arrow (cairo_t *cr)
{
  static const double shape[][2] = {
    { 0, 0 },
    { 0, 21 },
    { 5, 16.5 },
    { 8.3, 24.5 },
    { 12, 23 },
    { 8.7, 15.2 },
    { 15.5, 15.2 }
  };

  cairo_new_path (cr);
  for (gsize i = 0; i < G_N_ELEMENTS (shape); i++)
    cairo_line_to (cr, shape[i][0], shape[i][1]);
  cairo_close_path (cr);
  cairo_set_source_rgb (cr, 0, 0, 0);
  cairo_fill_preserve (cr);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_set_line_width (cr, 1.5);
  cairo_stroke (cr);
}

static void
draw_hand (cairo_t *cr)
{
  cairo_new_path (cr);
  cairo_move_to (cr, 0, 0);
  cairo_line_to (cr, 4, 1);
  cairo_line_to (cr, 5, 10);
  cairo_line_to (cr, 15, 13);
  cairo_line_to (cr, 14, 22);
  cairo_line_to (cr, 2, 23);
  cairo_line_to (cr, -6, 12);
  cairo_line_to (cr, 0, 13);
  cairo_close_path (cr);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_fill_preserve (cr);
  cairo_set_source_rgb (cr, 0, 0, 0);
  cairo_set_line_width (cr, 1.4);
  cairo_stroke (cr);
}

static void
draw_glow (cairo_t *cr, double radius, double r, double g, double b, double alpha)
{
  cairo_pattern_t *glow = cairo_pattern_create_radial (0, 0, 1, 0, 0, radius);

  cairo_pattern_add_color_stop_rgba (glow, 0, r, g, b, alpha);
  cairo_pattern_add_color_stop_rgba (glow, 0.5, r, g, b, alpha * 0.8);
  cairo_pattern_add_color_stop_rgba (glow, 1, r, g, b, 0);
  cairo_set_source (cr, glow);
  cairo_arc (cr, 0, 0, radius, 0, 2 * G_PI);
  cairo_fill (cr);
  cairo_pattern_destroy (glow);
}

static void
pointer_draw (gpointer data, cairo_t *cr, double time_s)
{
  Pointer *self = data;
  double x, y;

  get_tip (self, time_s, &x, &y);
  cairo_translate (cr, x, y);
  cairo_scale (cr, self->scale * 1.15, self->scale * 1.15);
  switch (self->kind)
    {
    case POINTER_SPOT:
      draw_glow (cr, 34, 1, 0.9, 0.1, 0.45);
      draw_arrow (cr);
      break;
    case POINTER_ARROW:
      draw_arrow (cr);
      break;
    case POINTER_HAND:
      draw_hand (cr);
      break;
    case POINTER_LASER:
      draw_glow (cr, 15, 1, 0.05, 0.05, 0.9);
      break;
    }
}

static void
pointer_free (gpointer data)
{
  Pointer *self = data;

  g_array_unref (self->stops);
  g_free (self);
}

static const LayerClass pointer_class = {
  .key = pointer_key,
  .bounds = pointer_bounds,
  .draw = pointer_draw,
  .free = pointer_free
};

static void
add_stop (Pointer *self, Recording *recording, double leave_s)
{
  const cairo_rectangle_int_t *region = &recording->region;
  Stop stop = { leave_s, leave_s + dice_range (recording->dice, 0.3, 0.9),
                region->x + region->width * dice_range (recording->dice, 0.08, 0.85),
                region->y + region->height * dice_range (recording->dice, 0.1, 0.9) };

  g_array_append_val (self->stops, stop);
}

void
pointer_wander (Recording *recording, PointerKind kind, double start_s, double end_s, double rest_s)
{
  static const char *const names[] = { "cursor", "cursor", "pointer", "cursor" };
  Pointer *self = g_new0 (Pointer, 1);
  double time_s = start_s;

  self->kind = kind;
  self->scale = MAX (recording->height / CANVAS_HEIGHT, 0.6);
  self->stops = g_array_new (FALSE, FALSE, sizeof (Stop));
  while (time_s < end_s)
    {
      double rest = rest_s * dice_range (recording->dice, 0.4, 1.6);
      double arrive_s;

      add_stop (self, recording, time_s);
      arrive_s = g_array_index (self->stops, Stop, self->stops->len - 1).arrive_s;
      recording_cover (recording, names[kind], recording_snap (recording, arrive_s),
                       MIN (recording_snap (recording, arrive_s + rest), end_s),
                       pointer_bounds (self, arrive_s));
      time_s = arrive_s + rest;
    }
  scene_add (recording->screen, DEPTH_CURSOR, &pointer_class, self, start_s, end_s);
}
