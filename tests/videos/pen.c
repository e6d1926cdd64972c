/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Letters are strokes on a grid, two digits a point: x 1..5, y 0..8 with the
 * baseline at 6. They are smoothed, slanted and shaken when written. What is
 * written stays in a picture, so that a frame costs only its new points.
 */
#include "pen.h"

#include <math.h>
#include <string.h>

#include "texture.h"

typedef struct
{
  double at_s;
  double x;
  double y;
  double width;
  double alpha;
  Colour colour;
  guint starts : 1; /* of a stroke */
} Dot;

struct _Pen
{
  cairo_rectangle_int_t box;
  double scale;
  GRand *dice;
  Colour colour;
  double width;
  double alpha;
  double now_s;
  GArray *dots; /* of Dot, in order of time */

  cairo_surface_t *picture;
  guint n_drawn;
};

static const char *const letters[26] = {
  "53332425364655 5356",
  "2026 2433435455463625",
  "53433324253646 4655",
  "5056 5443332425364655",
  "25555443332425364656",
  "51403136 2353",
  "5357483827 53332425364655",
  "2026 2433435456",
  "3336 3132",
  "43473827 4142",
  "2026 5325 3556",
  "303546",
  "1316 14233436 34435456",
  "2326 2433435456",
  "332425364655544333",
  "2328 2433435455463625",
  "5358 5443332425364655",
  "2326 25344353",
  "5333243445554626",
  "31354656 2353",
  "232536465553 5356",
  "233653",
  "1326344653",
  "2356 5326",
  "2336 533628",
  "23532656",
};

static const char *const digits[10] = {
  "312225364655524131",
  "224046",
  "223141522656",
  "2151334455463625",
  "412454 4346",
  "5121234354554626",
  "513325364655443425",
  "215136",
  "33223141524333242536465554 5443",
  "53433322314152 5246",
};

static const char *
get_strokes (char c)
{
  if (g_ascii_isalpha (c))
    return letters[g_ascii_tolower (c) - 'a'];
  if (g_ascii_isdigit (c))
    return digits[c - '0'];

  switch (c)
    {
    case '=':
      return "2353 2555";
    case '+':
      return "3236 1454";
    case '-':
      return "2454";
    case '/':
      return "5026";
    case '(':
      return "403336 3647";
    case ')':
      return "304336 3627";
    case ':':
      return "3334 3536";
    case '%':
      return "5026 2122 5556";
    case '?':
      return "21314142333435 3637";
    case '>':
      return "235526";
    default:
      return "3536";
    }
}

Pen *
pen_new (guint32 seed, cairo_rectangle_int_t box, double scale)
{
  Pen *self = g_new0 (Pen, 1);

  self->box = box;
  self->scale = scale;
  self->dice = dice_new (seed, DICE_TEXTURE, 9);
  self->dots = g_array_new (FALSE, FALSE, sizeof (Dot));
  self->colour = COLOUR (0x1a3a8a);
  self->width = 4;
  self->alpha = 1;
  return self;
}

static void
pen_free (gpointer data)
{
  Pen *self = data;

  g_rand_free (self->dice);
  g_array_unref (self->dots);
  g_clear_pointer (&self->picture, cairo_surface_destroy);
  g_free (self);
}

void
pen_choose (Pen *self, Colour colour, double width, double alpha)
{
  self->colour = colour;
  self->width = width;
  self->alpha = alpha;
}

double
pen_get_time (const Pen *self)
{
  return self->now_s;
}

void
pen_wait_until (Pen *self, double time_s)
{
  self->now_s = MAX (self->now_s, time_s);
}

static void
add_dot (Pen *self, double x, double y, gboolean starts)
{
  Dot dot = { self->now_s, self->box.x + x * self->scale, self->box.y + y * self->scale,
              self->width * self->scale, self->alpha, self->colour, starts };

  g_array_append_val (self->dots, dot);
}

static double
catmull (double a, double b, double c, double d, double t)
{
  return 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - a - 3 * c + d) * t * t * t);
}

/* A smooth stroke through @n points. */
static void
add_stroke (Pen *self, const double (*points)[2], int n, double seconds)
{
  int n_parts = 5;
  double step = seconds / MAX ((n - 1) * n_parts, 1);

  for (int i = 0; i < n - 1; i++)
    for (int part = 0; part < n_parts + (i == n - 2); part++)
      {
        const double *a = points[MAX (i - 1, 0)];
        const double *b = points[i];
        const double *c = points[i + 1];
        const double *d = points[MIN (i + 2, n - 1)];
        double t = part / (double) n_parts;

        add_dot (self, catmull (a[0], b[0], c[0], d[0], t), catmull (a[1], b[1], c[1], d[1], t), i == 0 && part == 0);
        self->now_s += step;
      }
}

static void
write_letter (Pen *self, char letter, double x, double y, double size, double seconds)
{
  const char *p = get_strokes (letter);
  double unit = size / 8;
  double tall = g_ascii_isupper (letter) ? 1.35 : 1;
  double rise = dice_range (self->dice, -0.4, 0.4) * unit;

  while (*p != '\0')
    {
      double points[16][2];
      int n = 0;

      for (; *p != '\0' && *p != ' '; p += p[1] != '\0' && p[1] != ' ' ? 2 : 1)
        {
          double gx, gy;

          if (!g_ascii_isdigit (p[1]) || n == 16)
            continue;
          gx = p[0] - '0' - 1 + dice_range (self->dice, -0.16, 0.16);
          gy = (p[1] - '0' - 6) * tall + dice_range (self->dice, -0.16, 0.16);
          points[n][0] = x + gx * unit * 0.8 - gy * unit * 0.16;
          points[n][1] = y + (6 + gy) * unit + rise;
          n++;
        }
      add_stroke (self, (const double (*)[2]) points, n, seconds);
      if (*p == ' ')
        p++;
    }
}

void
pen_write (Pen *self, const char *text, double x, double y, double size, double seconds)
{
  double n = (double) strlen (text);
  double start_s = self->now_s;

  for (int i = 0; text[i] != '\0'; i++)
    {
      double begin_s = start_s + seconds * i / n;

      self->now_s = begin_s;
      if (text[i] != ' ')
        write_letter (self, text[i], x, y, size, seconds / n * 0.4);
      x += size / 8 * (text[i] == ' ' ? 3 : g_ascii_tolower (text[i]) == 'm' || g_ascii_tolower (text[i]) == 'w' ? 5
                                                                                                                 : 4.1);
    }
  self->now_s = start_s + seconds;
}

void
pen_line (Pen *self, double x0, double y0, double x1, double y1, double seconds)
{
  const double bend = dice_range (self->dice, -4, 4);
  const double points[3][2] = { { x0, y0 }, { (x0 + x1) / 2, (y0 + y1) / 2 + bend }, { x1, y1 } };

  add_stroke (self, points, 3, seconds);
}

void
pen_ellipse (Pen *self, double x, double y, double rx, double ry, double seconds)
{
  double points[12][2];

  for (int i = 0; i < 12; i++)
    {
      double angle = -2.2 + 2 * G_PI * i / 10.6;

      points[i][0] = x + cos (angle) * rx * dice_range (self->dice, 0.96, 1.05);
      points[i][1] = y + sin (angle) * ry * dice_range (self->dice, 0.94, 1.08);
    }
  add_stroke (self, (const double (*)[2]) points, 12, seconds);
}

void
pen_curve (Pen *self, double x, double y, double width, double height, double seconds)
{
  double points[9][2];

  pen_line (self, x, y, x, y + height, seconds * 0.15);
  pen_line (self, x, y + height, x + width, y + height, seconds * 0.15);
  for (int i = 0; i < 9; i++)
    {
      points[i][0] = x + 8 + (width - 16) * i / 8;
      points[i][1] = y + height * (0.9 - 0.75 * texture_noise (i * 0.6, 0, 2, (guint32) (x * 7 + y)));
    }
  add_stroke (self, (const double (*)[2]) points, 9, seconds * 0.7);
}

void
pen_wipe (Pen *self, Colour colour, double seconds)
{
  double width = self->box.width / self->scale;
  double height = self->box.height / self->scale;
  double band = height / 6;

  pen_choose (self, colour, band * 1.35, 1);
  for (int i = 0; i < 6; i++)
    {
      double y = band * (i + 0.5);

      pen_line (self, i % 2 ? width : 0, y, i % 2 ? 0 : width, y, seconds / 6);
    }
}

static guint
count_dots (const Pen *self, double time_s)
{
  guint low = 0;
  guint high = self->dots->len;

  while (low < high)
    {
      guint middle = (low + high) / 2;

      if (g_array_index (self->dots, Dot, middle).at_s <= time_s)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

static guint64
pen_key (gpointer data, double time_s)
{
  return 1 + count_dots (data, time_s);
}

static cairo_rectangle_int_t
pen_bounds (gpointer data, double time_s)
{
  return ((Pen *) data)->box;
}

static cairo_rectangle_int_t
pen_dirty (gpointer data, double from_s, double to_s)
{
  const Pen *self = data;
  guint first = count_dots (self, from_s);
  guint end = count_dots (self, to_s);
  double left = G_MAXINT, top = G_MAXINT, right = 0, bottom = 0;

  for (guint i = first > 0 ? first - 1 : 0; i < end; i++)
    {
      const Dot *dot = &g_array_index (self->dots, Dot, i);

      left = MIN (left, dot->x - dot->width);
      top = MIN (top, dot->y - dot->width);
      right = MAX (right, dot->x + dot->width);
      bottom = MAX (bottom, dot->y + dot->width);
    }
  return (cairo_rectangle_int_t){ (int) left - 2, (int) top - 2, (int) (right - left) + 5, (int) (bottom - top) + 5 };
}

static void
draw_part (cairo_t *cr, const Dot *from, const Dot *to)
{
  cairo_set_source_rgba (cr, to->colour.r, to->colour.g, to->colour.b, to->alpha);
  cairo_set_line_width (cr, to->width);
  cairo_set_line_cap (cr, to->alpha < 1 ? CAIRO_LINE_CAP_BUTT : CAIRO_LINE_CAP_ROUND);
  cairo_move_to (cr, from->x, from->y);
  cairo_line_to (cr, to->x, to->y);
  cairo_stroke (cr);
}

static void
extend_picture (Pen *self, guint n)
{
  cairo_t *cr;

  if (self->picture == NULL || n < self->n_drawn)
    {
      g_clear_pointer (&self->picture, cairo_surface_destroy);
      self->picture = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, self->box.width, self->box.height);
      self->n_drawn = 0;
    }
  cr = cairo_create (self->picture);
  cairo_translate (cr, -self->box.x, -self->box.y);
  for (guint i = MAX (self->n_drawn, 1); i < n; i++)
    {
      const Dot *dot = &g_array_index (self->dots, Dot, i);

      if (!dot->starts)
        draw_part (cr, dot - 1, dot);
    }
  cairo_destroy (cr);
  self->n_drawn = n;
}

static void
pen_draw (gpointer data, cairo_t *cr, double time_s)
{
  Pen *self = data;

  extend_picture (self, count_dots (self, time_s));
  cairo_set_source_surface (cr, self->picture, self->box.x, self->box.y);
  cairo_paint (cr);
}

static const LayerClass pen_class = {
  .key = pen_key,
  .bounds = pen_bounds,
  .dirty = pen_dirty,
  .draw = pen_draw,
  .free = pen_free
};

void
pen_add (Pen *self, Scene *scene, Depth depth, double start_s, double end_s)
{
  scene_add (scene, depth, &pen_class, self, start_s, end_s);
}

gboolean
pen_get_tip (const Pen *self, double time_s, double *x, double *y)
{
  guint n = count_dots (self, time_s);
  const Dot *dot;

  if (n == 0)
    return FALSE;

  dot = &g_array_index (self->dots, Dot, n - 1);
  *x = dot->x;
  *y = dot->y;
  return n < self->dots->len && time_s - dot->at_s < 0.6;
}
