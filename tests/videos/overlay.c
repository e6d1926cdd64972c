/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Drawn on the canvas of the screen, 720 units high, as players do whatever
 * the size of the video.
 */
#include "overlay.h"

#include <math.h>

#define CHANGE_S 0.24

typedef struct
{
  OverlayKind kind;
  char *text;
  double start_s;
  double end_s;
  double length_s; /* of the recording */
  double width;    /* of the canvas */
  double scale;
} Overlay;

static double
presence (const Overlay *self, double time_s)
{
  if (self->kind == OVERLAY_CAPTION)
    return 1;

  return CLAMP (MIN (time_s - self->start_s + 0.04, self->end_s - time_s) / CHANGE_S, 0, 1);
}

static guint64
overlay_key (gpointer data, double time_s)
{
  const Overlay *self = data;
  guint64 position = self->kind == OVERLAY_CONTROLS ? (guint64) (time_s * 4) : 0;

  return 1 + (guint64) (presence (self, time_s) * 100) + (position << 16);
}

static void
get_canvas_box (const Overlay *self, double *x, double *y, double *width, double *height)
{
  switch (self->kind)
    {
    case OVERLAY_CONTROLS:
      *x = 0, *y = CANVAS_HEIGHT - 100, *width = self->width, *height = 100;
      break;
    case OVERLAY_PAUSE:
      *x = self->width / 2 - 64, *y = CANVAS_HEIGHT / 2 - 64, *width = 128, *height = 128;
      break;
    case OVERLAY_CAPTION:
      *x = self->width * 0.14, *y = CANVAS_HEIGHT - 128, *width = self->width * 0.72, *height = 92;
      break;
    case OVERLAY_TOAST:
      *x = self->width - 400, *y = 18, *width = 390, *height = 100;
      break;
    }
}

static cairo_rectangle_int_t
overlay_bounds (gpointer data, double time_s)
{
  const Overlay *self = data;
  double x = 0, y = 0, width = 0, height = 0;

  get_canvas_box (self, &x, &y, &width, &height);
  return (cairo_rectangle_int_t){ (int) (x * self->scale), (int) (y * self->scale),
                                  (int) (width * self->scale) + 2, (int) (height * self->scale) + 2 };
}

static void
draw_controls (const Overlay *self, Ink *ink, double time_s)
{
  cairo_pattern_t *shade = cairo_pattern_create_linear (0, CANVAS_HEIGHT - 100, 0, CANVAS_HEIGHT);
  double share = time_s / self->length_s;
  g_autofree char *text = g_strdup_printf ("%d:%02d / %d:%02d", (int) time_s / 60, (int) time_s % 60,
                                           (int) self->length_s / 60, (int) self->length_s % 60);
  const TextStyle style = { "Roboto", 20, PANGO_WEIGHT_NORMAL, FALSE, FALSE, COLOUR (0xffffff), PANGO_ALIGN_LEFT, 1 };
  cairo_t *cr = ink->cr;

  cairo_pattern_add_color_stop_rgba (shade, 0, 0, 0, 0, 0);
  cairo_pattern_add_color_stop_rgba (shade, 1, 0, 0, 0, 0.75);
  cairo_set_source (cr, shade);
  cairo_rectangle (cr, 0, CANVAS_HEIGHT - 100, self->width, 100);
  cairo_fill (cr);
  cairo_pattern_destroy (shade);

  ink_colour (ink, COLOUR (0xffffff), 0.35);
  cairo_rectangle (cr, 20, CANVAS_HEIGHT - 56, self->width - 40, 5);
  cairo_fill (cr);
  ink_colour (ink, COLOUR (0xf03030), 1);
  cairo_rectangle (cr, 20, CANVAS_HEIGHT - 56, (self->width - 40) * share, 5);
  cairo_fill (cr);
  cairo_arc (cr, 20 + (self->width - 40) * share, CANVAS_HEIGHT - 53.5, 8, 0, 2 * G_PI);
  cairo_fill (cr);
  ink_colour (ink, COLOUR (0xffffff), 1);
  cairo_rectangle (cr, 28, CANVAS_HEIGHT - 38, 6, 24);
  cairo_rectangle (cr, 40, CANVAS_HEIGHT - 38, 6, 24);
  cairo_fill (cr);
  ink_text (ink, &style, TEXT_FURNITURE, 110, CANVAS_HEIGHT - 38, 0, text);
  cairo_set_line_width (cr, 3);
  cairo_rectangle (cr, self->width - 54, CANVAS_HEIGHT - 37, 30, 20);
  cairo_stroke (cr);
}

static void
draw_pause (const Overlay *self, Ink *ink)
{
  ink_colour (ink, COLOUR (0x000000), 0.6);
  cairo_arc (ink->cr, self->width / 2, CANVAS_HEIGHT / 2, 62, 0, 2 * G_PI);
  cairo_fill (ink->cr);
  ink_colour (ink, COLOUR (0xffffff), 1);
  cairo_rectangle (ink->cr, self->width / 2 - 22, CANVAS_HEIGHT / 2 - 28, 15, 56);
  cairo_rectangle (ink->cr, self->width / 2 + 7, CANVAS_HEIGHT / 2 - 28, 15, 56);
  cairo_fill (ink->cr);
}

static void
draw_caption (const Overlay *self, Ink *ink)
{
  const TextStyle style = { "Roboto", 28, PANGO_WEIGHT_NORMAL, FALSE, FALSE, COLOUR (0xffffff),
                            PANGO_ALIGN_CENTER, 1.1f };
  double width = self->width * 0.68;
  double height = ink_measure (ink, &style, width, self->text);

  ink_rounded (ink, self->width * 0.15, CANVAS_HEIGHT - 44 - height, self->width * 0.7, height + 8, 4);
  ink_colour (ink, COLOUR (0x000000), 0.78);
  cairo_fill (ink->cr);
  ink_text (ink, &style, TEXT_FURNITURE, self->width * 0.16, CANVAS_HEIGHT - 40 - height, width, self->text);
}

static void
draw_toast (const Overlay *self, Ink *ink, double shift)
{
  TextStyle style = { "Lato", 19, PANGO_WEIGHT_BOLD, FALSE, FALSE, COLOUR (0x202124), PANGO_ALIGN_LEFT, 1 };
  double x = self->width - 390 + shift;

  ink_rounded (ink, x, 24, 376, 86, 12);
  ink_colour (ink, COLOUR (0xf6f7f8), 0.97);
  cairo_fill_preserve (ink->cr);
  ink_colour (ink, COLOUR (0xb0b4b8), 1);
  cairo_set_line_width (ink->cr, 1.5);
  cairo_stroke (ink->cr);
  ink_rounded (ink, x + 14, 42, 48, 48, 10);
  ink_colour (ink, COLOUR (0x3584e4), 1);
  cairo_fill (ink->cr);
  ink_text (ink, &style, TEXT_FURNITURE, x + 76, 38, 0, "New message");
  style.weight = PANGO_WEIGHT_NORMAL;
  ink_text (ink, &style, TEXT_FURNITURE, x + 76, 66, 0, self->text);
}

static void
overlay_draw (gpointer data, cairo_t *cr, double time_s)
{
  Overlay *self = data;
  double there = presence (self, time_s);
  Ink ink = { cr, NULL, -1, 0 };

  cairo_scale (cr, self->scale, self->scale);
  if (self->kind == OVERLAY_TOAST)
    {
      draw_toast (self, &ink, 400 * (1 - there));
      return;
    }
  cairo_push_group (cr);
  if (self->kind == OVERLAY_CONTROLS)
    draw_controls (self, &ink, floor (time_s * 4) / 4);
  else if (self->kind == OVERLAY_PAUSE)
    draw_pause (self, &ink);
  else
    draw_caption (self, &ink);
  cairo_pop_group_to_source (cr);
  cairo_paint_with_alpha (cr, there);
}

static void
overlay_free (gpointer data)
{
  Overlay *self = data;

  g_free (self->text);
  g_free (self);
}

static const LayerClass overlay_class = {
  .key = overlay_key,
  .bounds = overlay_bounds,
  .draw = overlay_draw,
  .free = overlay_free
};

void
overlay_add (Recording *recording, OverlayKind kind, const char *text, double start_s, double end_s)
{
  static const char *const names[] = { "controls", "pause", "caption", "toast" };
  Overlay *self = g_new0 (Overlay, 1);

  self->kind = kind;
  self->text = g_strdup (text);
  self->start_s = recording_snap (recording, start_s);
  self->end_s = recording_snap (recording, end_s);
  self->length_s = recording->length_s;
  self->scale = recording->height / CANVAS_HEIGHT;
  self->width = recording->width / self->scale;
  recording_cover (recording, names[kind], self->start_s, self->end_s, overlay_bounds (self, start_s));
  scene_add (recording->scene, DEPTH_OVERLAY, &overlay_class, self, self->start_s, self->end_s);
}

void
overlay_add_captions (Recording *recording, double start_s, double end_s)
{
  double time_s = start_s;

  while (time_s < end_s)
    {
      double until_s = MIN (time_s + dice_range (recording->dice, 1.8, 4.2), end_s);
      g_autofree char *sentence = talk_make_sentence (recording->talk);
      g_autofree char *text = g_strdup_printf ("%s, so %s", sentence, "let us look at it once more");

      overlay_add (recording, OVERLAY_CAPTION, dice_chance (recording->dice, 0.5) ? text : sentence, time_s, until_s);
      time_s = until_s + (dice_chance (recording->dice, 0.3) ? 0.8 : 0);
    }
}
