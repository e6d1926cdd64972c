/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Each figure is drawn from its own seed, so that it stays the same wherever
 * and whenever the page is shown.
 */
#include "figure.h"

#include <math.h>
#include <string.h>

#include "texture.h"

typedef struct
{
  Ink *ink;
  const Theme *theme;
  const Talk *talk;
  GRand *dice;
  double x;
  double y;
  double width;
  double height;
} Plot;

static TextStyle
label_style (const Plot *plot, double size, PangoAlignment align)
{
  return (TextStyle){ plot->theme->body_family, size, PANGO_WEIGHT_NORMAL, FALSE, FALSE,
                      plot->theme->text, align, 1 };
}

static void
set_series_colour (const Plot *plot, guint number)
{
  ink_colour (plot->ink, theme_series_colour (plot->theme, number), 1);
}

static void
draw_axes (Plot *plot, const char *y_label, const char *const *x_labels, int n_x, int top)
{
  Ink *ink = plot->ink;
  TextStyle style = label_style (plot, 15, PANGO_ALIGN_RIGHT);
  double left = plot->x + 58;
  double bottom = plot->y + plot->height - 34;
  double step = (bottom - plot->y - 34) / 4;

  for (int i = 0; i <= 4; i++)
    {
      g_autofree char *text = g_strdup_printf ("%d", top * i / 4);

      ink_colour (ink, plot->theme->muted, i == 0 ? 1 : 0.4);
      cairo_set_line_width (ink->cr, i == 0 ? 2 : 1);
      cairo_move_to (ink->cr, left, bottom - i * step);
      cairo_line_to (ink->cr, plot->x + plot->width, bottom - i * step);
      cairo_stroke (ink->cr);
      ink_text (ink, &style, TEXT_LABEL, left - 8, bottom - i * step - 10, 0, text);
    }
  style.align = PANGO_ALIGN_LEFT;
  ink_text (ink, &style, TEXT_LABEL, plot->x + 4, plot->y, 0, y_label);
  style.align = PANGO_ALIGN_CENTER;
  for (int i = 0; i < n_x; i++)
    ink_text (ink, &style, TEXT_LABEL, left + (plot->x + plot->width - left) * (i + 0.5) / n_x,
              bottom + 8, 0, x_labels[i]);
}

static void
draw_year_axes (Plot *plot, int n, int top)
{
  g_auto (GStrv) years = g_new0 (char *, n + 1);
  int first = dice_int (plot->dice, 1995, 2016);

  for (int i = 0; i < n; i++)
    years[i] = g_strdup_printf ("%d", first + i);
  draw_axes (plot, dice_pick (plot->dice, plot->talk->subject->measures), (const char *const *) years, n, top);
}

static void
draw_bars (Plot *plot)
{
  int n = dice_int (plot->dice, 4, 7);
  int n_series = dice_int (plot->dice, 1, 2);
  double left = plot->x + 58;
  double room = (plot->x + plot->width - left) / n;
  double full = plot->height - 68;

  draw_year_axes (plot, n, dice_int (plot->dice, 2, 9) * 20);
  for (int i = 0; i < n; i++)
    for (int s = 0; s < n_series; s++)
      {
        double height = full * dice_range (plot->dice, 0.15, 0.95);
        double width = room * 0.66 / n_series;

        set_series_colour (plot, (guint) s);
        cairo_rectangle (plot->ink->cr, left + room * (i + 0.17) + s * width,
                         plot->y + plot->height - 34 - height, width - 2, height);
        cairo_fill (plot->ink->cr);
      }
}

static void
draw_lines (Plot *plot)
{
  int n = 40;
  int n_series = dice_int (plot->dice, 1, 3);
  double left = plot->x + 58;
  double step = (plot->x + plot->width - left) / (n - 1);
  double full = plot->height - 68;

  draw_year_axes (plot, 5, dice_int (plot->dice, 2, 9) * 20);
  for (int s = 0; s < n_series; s++)
    {
      guint32 seed = g_rand_int (plot->dice);
      double trend = dice_range (plot->dice, -0.5, 0.6);

      set_series_colour (plot, (guint) s);
      cairo_set_line_width (plot->ink->cr, 3);
      cairo_new_path (plot->ink->cr);
      for (int i = 0; i < n; i++)
        {
          double noise = 0.5 * (texture_noise (i * 0.25, 0, 3, seed) - 0.5);
          double value = CLAMP (0.45 - trend / 2 + trend * i / n + noise, 0.03, 1);

          cairo_line_to (plot->ink->cr, left + i * step, plot->y + plot->height - 34 - full * value);
        }
      cairo_stroke (plot->ink->cr);
    }
}

static void
draw_scatter (Plot *plot)
{
  double left = plot->x + 58;
  double full = plot->height - 68;
  double slope = dice_range (plot->dice, -0.7, 0.7);

  draw_year_axes (plot, 5, 100);
  for (int i = 0; i < 90; i++)
    {
      double u = g_rand_double (plot->dice);
      double noise = 0.35 * (g_rand_double (plot->dice) + g_rand_double (plot->dice) - 1);
      double v = CLAMP (0.5 + slope * (u - 0.5) + noise, 0.02, 0.98);

      set_series_colour (plot, i % 4 == 0 ? 1 : 0);
      cairo_new_path (plot->ink->cr);
      cairo_arc (plot->ink->cr, left + u * (plot->x + plot->width - left),
                 plot->y + plot->height - 34 - v * full, 4, 0, 2 * G_PI);
      cairo_fill (plot->ink->cr);
    }
}

static const char *const regions[] = { "North", "South", "East", "West" };

static void
draw_pie (Plot *plot)
{
  TextStyle style = label_style (plot, 18, PANGO_ALIGN_LEFT);
  double radius = MIN (plot->height, plot->width * 0.55) * 0.45;
  double cx = plot->x + radius + 10;
  double cy = plot->y + plot->height / 2;
  double at = -G_PI_2;

  for (int i = 0; i < 4; i++)
    {
      double share = i == 3 ? (2 * G_PI - (at + G_PI_2)) : dice_range (plot->dice, 0.6, 1.9);
      g_autofree char *text = g_strdup_printf ("%s  %.0f %%", regions[i],
                                               share / (2 * G_PI) * 100);

      set_series_colour (plot, (guint) i);
      cairo_move_to (plot->ink->cr, cx, cy);
      cairo_arc (plot->ink->cr, cx, cy, radius, at, at + share);
      cairo_fill (plot->ink->cr);
      cairo_rectangle (plot->ink->cr, cx + radius + 20, cy - 62 + 34 * i, 16, 16);
      cairo_fill (plot->ink->cr);
      ink_text (plot->ink, &style, TEXT_LABEL, cx + radius + 44, cy - 66 + 34 * i, 0, text);
      at += share;
    }
}

static void
draw_arrow (Plot *plot, double x0, double y0, double x1, double y1)
{
  cairo_t *cr = plot->ink->cr;
  double angle = atan2 (y1 - y0, x1 - x0);

  ink_colour (plot->ink, plot->theme->text, 0.8);
  cairo_set_line_width (cr, 2.5);
  cairo_move_to (cr, x0, y0);
  cairo_line_to (cr, x1, y1);
  cairo_stroke (cr);
  cairo_move_to (cr, x1, y1);
  cairo_line_to (cr, x1 - 13 * cos (angle - 0.4), y1 - 13 * sin (angle - 0.4));
  cairo_line_to (cr, x1 - 13 * cos (angle + 0.4), y1 - 13 * sin (angle + 0.4));
  cairo_fill (cr);
}

static void
draw_node (Plot *plot, guint number, double x, double y, double width, double height)
{
  Colour fill = theme_series_colour (plot->theme, number);
  TextStyle style = label_style (plot, 19, PANGO_ALIGN_CENTER);
  const char *thing = dice_pick (plot->dice, plot->talk->subject->things);
  double text_height;

  ink_rounded (plot->ink, x, y, width, height, 10);
  ink_colour (plot->ink, fill, 1);
  cairo_fill (plot->ink->cr);
  style.colour = colour_luma (fill) > 0.55 ? COLOUR (0x111111) : COLOUR (0xffffff);
  text_height = ink_measure (plot->ink, &style, width - 12, thing);
  ink_text (plot->ink, &style, TEXT_LABEL, x + 6, y + (height - text_height) / 2, width - 12, thing);
}

static void
draw_diagram (Plot *plot)
{
  int n = plot->width > 700 ? 4 : 2;
  int n_rows = plot->height > 300 ? 3 : 2;
  double width = plot->width / n;
  double height = plot->height / n_rows;

  for (int row = 0; row < n_rows; row++)
    for (int i = 0; i < n; i++)
      {
        double x = plot->x + width * i + width * 0.12;
        double y = plot->y + height * row + height * 0.16;

        if (i > 0)
          draw_arrow (plot, x - width * 0.24, y + height * 0.34, x - 2, y + height * 0.34);
        if (row > 0 && (i + row) % 2 == 0)
          draw_arrow (plot, x + width * 0.38, y - height * 0.32, x + width * 0.38, y - 2);
        draw_node (plot, (guint) (i + row), x, y, width * 0.76, height * 0.68);
      }
}

static void
draw_table (Plot *plot)
{
  int n_columns = plot->width > 700 ? 5 : 3;
  int n_rows = dice_int (plot->dice, 4, 6);
  double row_height = MIN (54, plot->height / (n_rows + 1));
  double first = plot->width * 0.34;
  double column = (plot->width - first) / (n_columns - 1);

  for (int row = 0; row <= n_rows; row++)
    {
      double y = plot->y + row * row_height;
      TextStyle style = label_style (plot, 20, PANGO_ALIGN_LEFT);

      if (row == 0 || row % 2 == 0)
        {
          ink_colour (plot->ink, row == 0 ? plot->theme->accent : plot->theme->ground2, 1);
          cairo_rectangle (plot->ink->cr, plot->x, y, plot->width, row_height);
          cairo_fill (plot->ink->cr);
        }
      if (row == 0)
        {
          style.weight = PANGO_WEIGHT_BOLD;
          style.colour = colour_luma (plot->theme->accent) > 0.6 ? COLOUR (0x111111) : COLOUR (0xffffff);
        }
      ink_text (plot->ink, &style, TEXT_LABEL, plot->x + 10, y + row_height / 2 - 13, 0,
                row == 0 ? "Case" : dice_pick (plot->dice, plot->talk->subject->qualities));
      style.align = PANGO_ALIGN_RIGHT;
      for (int i = 1; i < n_columns; i++)
        {
          g_autofree char *text = row == 0 ? g_strdup_printf ("%d", 2017 + i)
                                           : g_strdup_printf ("%.1f", dice_range (plot->dice, 0.5, 99));

          ink_text (plot->ink, &style, TEXT_LABEL, plot->x + first + column * i - 14, y + row_height / 2 - 13, 0, text);
        }
    }
}

static void
draw_code (Plot *plot)
{
  static const char *const python[] = {
    "import numpy as np",
    "",
    "def fit(x, y, rate=%d):",
    "    w = np.zeros(x.shape[1])",
    "    for step in range(%d):",
    "        error = x @ w - y",
    "        w -= rate * (x.T @ error) / len(y)",
    "        if np.abs(error).max() < %d:",
    "            break",
    "    return w",
    "",
    "print(fit(train_x, train_y))",
  };
  static const char *const c[] = {
    "struct task *",
    "pick_next (struct queue *q)",
    "{",
    "  struct task *best = NULL;",
    "",
    "  for (int i = 0; i < %d; i++)",
    "    if (q->slot[i].weight > %d)",
    "      best = &q->slot[i];",
    "  if (best != NULL)",
    "    best->ticks += %d;",
    "  return best;",
    "}",
  };
  const char *const *lines = plot->talk->subject->code == CODE_C ? c : python;
  gboolean dark = theme_is_dark (plot->theme);
  double step = MIN (32, (plot->height - 20) / 12);
  TextStyle style = { "DejaVu Sans Mono", step * 0.64, PANGO_WEIGHT_NORMAL, FALSE, FALSE,
                      plot->theme->text, PANGO_ALIGN_LEFT, 1 };

  ink_rounded (plot->ink, plot->x, plot->y, plot->width, step * 12 + 20, 8);
  ink_colour (plot->ink, dark ? COLOUR (0x101418) : COLOUR (0xf0f0ee), 1);
  cairo_fill (plot->ink->cr);
  for (int i = 0; i < 12; i++)
    {
      g_auto (GStrv) parts = g_strsplit (lines[i], "%d", 2);
      g_autofree char *text = NULL;

      if (parts[0] == NULL)
        continue;
      text = parts[1] == NULL ? g_strdup (parts[0])
                              : g_strdup_printf ("%s%d%s", parts[0], dice_int (plot->dice, 2, 900), parts[1]);
      style.colour = i % 4 == 2 ? plot->theme->accent : plot->theme->text;
      ink_text (plot->ink, &style, TEXT_BODY, plot->x + 16, plot->y + 10 + i * step, 0, text);
    }
}

static void
draw_formula (Plot *plot)
{
  const char *formula = dice_pick (plot->dice, plot->talk->subject->formulas);
  TextStyle style = { "Liberation Serif", MIN (44, plot->width / 12), PANGO_WEIGHT_NORMAL, FALSE, TRUE,
                      plot->theme->text, PANGO_ALIGN_CENTER, 1 };
  double height = ink_measure (plot->ink, &style, plot->width, formula);

  ink_rounded (plot->ink, plot->x, plot->y + plot->height * 0.4 - height / 2 - 24, plot->width, height + 48, 6);
  ink_colour (plot->ink, plot->theme->ground2, 1);
  cairo_fill (plot->ink->cr);
  ink_text (plot->ink, &style, TEXT_LABEL, plot->x, plot->y + plot->height * 0.4 - height / 2, plot->width, formula);
}

static void
draw_photo (Plot *plot, guint32 seed)
{
  cairo_t *cr = plot->ink->cr;
  cairo_surface_t *photo = texture_photo (seed, (int) plot->width * 2 / 3, (int) plot->height * 2 / 3);

  cairo_save (cr);
  cairo_translate (cr, plot->x, plot->y);
  cairo_scale (cr, plot->width / cairo_image_surface_get_width (photo),
               plot->height / cairo_image_surface_get_height (photo));
  cairo_set_source_surface (cr, photo, 0, 0);
  cairo_paint (cr);
  cairo_restore (cr);
  cairo_surface_destroy (photo);
}

void
figure_draw (Ink *ink,
             const Theme *theme,
             const Talk *talk,
             FigureKind kind,
             guint32 seed,
             const cairo_rectangle_t *box)
{
  g_autoptr (GRand) dice = dice_new (seed, DICE_FIGURE, 0);
  Plot plot = { ink, theme, talk, dice, box->x, box->y, box->width, box->height };

  switch (kind)
    {
    case FIGURE_NONE:
      break;
    case FIGURE_BARS:
      draw_bars (&plot);
      break;
    case FIGURE_LINES:
      draw_lines (&plot);
      break;
    case FIGURE_SCATTER:
      draw_scatter (&plot);
      break;
    case FIGURE_PIE:
      draw_pie (&plot);
      break;
    case FIGURE_DIAGRAM:
      draw_diagram (&plot);
      break;
    case FIGURE_TABLE:
      draw_table (&plot);
      break;
    case FIGURE_CODE:
      draw_code (&plot);
      break;
    case FIGURE_FORMULA:
      draw_formula (&plot);
      break;
    case FIGURE_PHOTO:
      draw_photo (&plot, seed);
      break;
    }
}
