/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Twelve templates after those that real lectures use: LaTeX beamer, office
 * defaults, conference decks, corporate decks, light and dark.
 */
#include "theme.h"

#include <math.h>
#include <string.h>

#include "texture.h"

const Theme themes[] = {
  { "office", "Carlito", "Carlito", COLOUR (0xffffff), COLOUR (0xf2f2f2), COLOUR (0x1f3864), COLOUR (0x262626),
    COLOUR (0x8c8c8c), COLOUR (0x2f5597), COLOUR (0xc55a11), GROUND_FLAT, HEADER_PLAIN, FOOTER_NUMBER, "•", FALSE, 30 },
  { "beamer", "DejaVu Sans", "DejaVu Sans", COLOUR (0xffffff), COLOUR (0xe8eaf6), COLOUR (0xffffff), COLOUR (0x111111),
    COLOUR (0xd0d4ec), COLOUR (0x3333b3), COLOUR (0xb33333), GROUND_FLAT, HEADER_BAR, FOOTER_FULL, "▸", FALSE, 25 },
  { "serif", "Liberation Serif", "Liberation Serif", COLOUR (0xfdfbf5), COLOUR (0xefe9da),
    COLOUR (0x5b1a18), COLOUR (0x2a2522),
    COLOUR (0x968c7d), COLOUR (0x8c2d19), COLOUR (0x33658a), GROUND_FLAT, HEADER_LINE, FOOTER_NUMBER, "–", TRUE, 31 },
  { "university", "Liberation Sans", "Liberation Sans", COLOUR (0xffffff), COLOUR (0xe6eef5),
    COLOUR (0x00457c), COLOUR (0x1d1d1b),
    COLOUR (0x7a8b99), COLOUR (0x00457c), COLOUR (0xe37222), GROUND_FLAT, HEADER_STRIP, FOOTER_FULL, "■", FALSE, 27 },
  { "lato", "Lato", "Lato", COLOUR (0xfafafa), COLOUR (0xe3edf0), COLOUR (0x23373b), COLOUR (0x23373b),
    COLOUR (0x9aa5a8), COLOUR (0xeb811b), COLOUR (0x14b03d), GROUND_FLAT, HEADER_BAR, FOOTER_NUMBER, "•", FALSE, 28 },
  { "roboto", "Roboto", "Roboto", COLOUR (0xf7f9fc), COLOUR (0xc9dcf5), COLOUR (0x174ea6), COLOUR (0x202124),
    COLOUR (0x80868b), COLOUR (0x1a73e8), COLOUR (0xd93025), GROUND_GRADIENT, HEADER_PLAIN,
    FOOTER_NUMBER, "●", FALSE, 28 },
  { "caladea", "Caladea", "Caladea", COLOUR (0xffffff), COLOUR (0xe4efe4), COLOUR (0x1b4332), COLOUR (0x222222),
    COLOUR (0x7d8f86), COLOUR (0x2d6a4f), COLOUR (0xbc6c25), GROUND_SHAPES, HEADER_LINE, FOOTER_FULL, "•", FALSE, 28 },
  { "dark", "Lato", "Lato", COLOUR (0x1e1e24), COLOUR (0x2b2b36), COLOUR (0xf5f5f5), COLOUR (0xdedee3),
    COLOUR (0x7b7b88), COLOUR (0x4fc3f7), COLOUR (0xffb74d), GROUND_FLAT, HEADER_PLAIN, FOOTER_NUMBER, "›", FALSE, 29 },
  { "night", "DejaVu Sans", "DejaVu Sans", COLOUR (0x0b1d33), COLOUR (0x153a5f), COLOUR (0xffffff), COLOUR (0xe3ecf5),
    COLOUR (0x7f9bb8), COLOUR (0xf2c14e), COLOUR (0x5bc0be), GROUND_GRADIENT, HEADER_LINE,
    FOOTER_FULL, "•", FALSE, 25 },
  { "photo", "Roboto", "Roboto", COLOUR (0x22303c), COLOUR (0x10181f), COLOUR (0xffffff), COLOUR (0xf0f4f7),
    COLOUR (0xa9bac6), COLOUR (0xffd166), COLOUR (0x06d6a0), GROUND_PHOTO, HEADER_PLAIN, FOOTER_NONE, "•", FALSE, 30 },
  { "faint", "Carlito", "Carlito", COLOUR (0xf4f4f2), COLOUR (0xeaeae8), COLOUR (0xa8b2bd), COLOUR (0xb9bec4),
    COLOUR (0xd4d6d8), COLOUR (0xc3cdd8), COLOUR (0xd8c9bd), GROUND_FLAT, HEADER_LINE, FOOTER_NUMBER, "•", FALSE, 30 },
  { "dim", "Liberation Sans", "Liberation Sans", COLOUR (0x17191c), COLOUR (0x1d2024),
    COLOUR (0x5d6a77), COLOUR (0x4a5058),
    COLOUR (0x33373c), COLOUR (0x4d5d6b), COLOUR (0x6b5a4d), GROUND_FLAT, HEADER_PLAIN, FOOTER_NUMBER, "•", FALSE, 28 },
};

const guint n_themes = G_N_ELEMENTS (themes);

/* The last two are the low-contrast ones. */
#define N_ORDINARY_THEMES (G_N_ELEMENTS (themes) - 2)

const Theme *
theme_get (const char *name)
{
  for (guint i = 0; i < n_themes; i++)
    if (g_str_equal (themes[i].name, name))
      return &themes[i];

  return NULL;
}

const Theme *
theme_pick (GRand *dice)
{
  return &themes[dice_int (dice, 0, N_ORDINARY_THEMES - 1)];
}

gboolean
theme_is_dark (const Theme *self)
{
  return colour_luma (self->ground) < 0.5;
}

Colour
theme_series_colour (const Theme *self, guint number)
{
  switch (number % 4)
    {
    case 0:
      return self->accent;
    case 1:
      return self->accent2;
    case 2:
      return colour_mix (self->accent, self->text, 0.5);
    default:
      return colour_mix (self->accent2, self->ground, 0.45);
    }
}

void
theme_get_body (const Theme *self, double width, double *x, double *y, double *body_width, double *body_height)
{
  double left = self->header == HEADER_STRIP ? 96 : 64;

  *x = left;
  *y = 142;
  *body_width = width - left - 64;
  *body_height = CANVAS_HEIGHT - 142 - (self->footer == FOOTER_NONE ? 30 : 62);
}

static void
draw_shapes (const Theme *self, Ink *ink, double width)
{
  for (int i = 0; i < 4; i++)
    {
      ink_colour (ink, self->ground2, 0.8 - 0.15 * i);
      cairo_arc (ink->cr, width - 40 - 70 * i, CANVAS_HEIGHT + 60 - 30 * i, 260 - 50 * i, 0, 2 * G_PI);
      cairo_fill (ink->cr);
    }
}

static void
draw_photo_ground (const Theme *self, Ink *ink, double width, guint32 seed)
{
  cairo_surface_t *photo = texture_photo (seed, (int) width / 2, (int) CANVAS_HEIGHT / 2);

  cairo_save (ink->cr);
  cairo_scale (ink->cr, 2, 2);
  cairo_set_source_surface (ink->cr, photo, 0, 0);
  cairo_paint (ink->cr);
  cairo_restore (ink->cr);
  ink_colour (ink, self->ground, 0.72);
  cairo_paint (ink->cr);
  cairo_surface_destroy (photo);
}

static void
draw_ground (const Theme *self, Ink *ink, double width, guint32 seed)
{
  cairo_pattern_t *fade;

  ink_colour (ink, self->ground, 1);
  cairo_paint (ink->cr);
  switch (self->ground_kind)
    {
    case GROUND_FLAT:
      break;
    case GROUND_GRADIENT:
      fade = cairo_pattern_create_linear (0, 0, width * 0.3, CANVAS_HEIGHT);
      cairo_pattern_add_color_stop_rgb (fade, 0, self->ground.r, self->ground.g, self->ground.b);
      cairo_pattern_add_color_stop_rgb (fade, 1, self->ground2.r, self->ground2.g, self->ground2.b);
      cairo_set_source (ink->cr, fade);
      cairo_paint (ink->cr);
      cairo_pattern_destroy (fade);
      break;
    case GROUND_PHOTO:
      draw_photo_ground (self, ink, width, seed);
      break;
    case GROUND_SHAPES:
      draw_shapes (self, ink, width);
      break;
    }
}

/* A crest: different for each seed, small, top right. */
static void
draw_logo (const Theme *self, Ink *ink, double x, double y, double size, guint32 seed)
{
  gboolean on_bar = self->header == HEADER_BAR;
  Colour colour = on_bar ? self->ground : self->accent;
  int n_spokes = 3 + (int) (seed % 5);

  cairo_new_path (ink->cr);

  ink_colour (ink, colour, 0.95);
  cairo_set_line_width (ink->cr, size * 0.07);
  if (seed % 2 == 0)
    cairo_arc (ink->cr, x + size / 2, y + size / 2, size * 0.46, 0, 2 * G_PI);
  else
    ink_rounded (ink, x + 2, y + 2, size - 4, size - 4, size * 0.2);
  cairo_stroke (ink->cr);
  for (int i = 0; i < n_spokes; i++)
    {
      double angle = 2 * G_PI * i / n_spokes - G_PI_2;

      cairo_arc (ink->cr, x + size / 2 + cos (angle) * size * 0.24, y + size / 2 + sin (angle) * size * 0.24,
                 size * 0.09, 0, 2 * G_PI);
      cairo_fill (ink->cr);
    }
}

static void
draw_header (const Theme *self, Ink *ink, double width)
{
  switch (self->header)
    {
    case HEADER_PLAIN:
      break;
    case HEADER_BAR:
      ink_colour (ink, g_str_equal (self->name, "lato") ? self->title : self->accent, 1);
      cairo_rectangle (ink->cr, 0, 0, width, 104);
      cairo_fill (ink->cr);
      break;
    case HEADER_LINE:
      ink_colour (ink, self->accent, 1);
      cairo_rectangle (ink->cr, 64, 116, width - 128, 2.5);
      cairo_fill (ink->cr);
      break;
    case HEADER_STRIP:
      ink_colour (ink, self->accent, 1);
      cairo_rectangle (ink->cr, 0, 0, 44, CANVAS_HEIGHT);
      cairo_fill (ink->cr);
      ink_colour (ink, self->accent2, 1);
      cairo_rectangle (ink->cr, 44, 0, 7, CANVAS_HEIGHT);
      cairo_fill (ink->cr);
      break;
    }
}

static void
draw_footer_full (const Theme *self, Ink *ink, double width, const Talk *talk, const char *number)
{
  gboolean boxed = self->header == HEADER_BAR;
  TextStyle style = { self->body_family, 16, PANGO_WEIGHT_NORMAL, FALSE, FALSE,
                      boxed ? self->ground : self->muted, PANGO_ALIGN_LEFT, 1 };
  double left = self->header == HEADER_STRIP ? 96 : 30;
  double y = CANVAS_HEIGHT - 29;

  if (boxed)
    {
      ink_colour (ink, self->accent, 1);
      cairo_rectangle (ink->cr, 0, CANVAS_HEIGHT - 34, width, 34);
      cairo_fill (ink->cr);
    }
  ink_text (ink, &style, TEXT_FURNITURE, left, y, 0, talk->speaker);
  style.align = PANGO_ALIGN_CENTER;
  ink_text (ink, &style, TEXT_FURNITURE, width / 2, y, 0, talk->title);
  style.align = PANGO_ALIGN_RIGHT;
  ink_text (ink, &style, TEXT_FURNITURE, width - 30, y, 0, number);
}

static void
draw_footer (const Theme *self, Ink *ink, double width, const Talk *talk, const Page *page)
{
  TextStyle style = { self->body_family, 17, PANGO_WEIGHT_NORMAL, FALSE, FALSE,
                      self->muted, PANGO_ALIGN_RIGHT, 1 };
  g_autofree char *number = NULL;

  switch (self->footer)
    {
    case FOOTER_NONE:
      break;
    case FOOTER_NUMBER:
      number = g_strdup_printf ("%d", page->number);
      ink_text (ink, &style, TEXT_FURNITURE, width - 34, CANVAS_HEIGHT - 40, 0, number);
      break;
    case FOOTER_FULL:
      number = g_strdup_printf ("%d / %d", page->number, 24 + (int) (talk->seed % 20));
      draw_footer_full (self, ink, width, talk, number);
      break;
    }
}

static void
draw_title (const Theme *self, Ink *ink, double width, const Page *page)
{
  TextStyle style = { self->heading_family, 43, PANGO_WEIGHT_BOLD, FALSE, FALSE,
                      self->header == HEADER_BAR ? COLOUR (0xffffff) : self->title,
                      self->title_centred ? PANGO_ALIGN_CENTER : PANGO_ALIGN_LEFT, 1 };
  double left = self->header == HEADER_STRIP ? 96 : 64;
  double room = width - left - 140;
  double height = ink_measure (ink, &style, room, page->title);

  if (height > 80)
    {
      style.size = 31;
      height = ink_measure (ink, &style, room, page->title);
    }
  ink_text (ink, &style, TEXT_TITLE, left,
            self->header == HEADER_BAR ? 52 - height / 2 : 106 - height, room, page->title);
}

void
theme_draw (const Theme *self, Ink *ink, double width, const Talk *talk, const Page *page)
{
  draw_ground (self, ink, width, talk->seed);
  if (page->layout != LAYOUT_TITLE && page->layout != LAYOUT_STATEMENT)
    {
      draw_header (self, ink, width);
      draw_title (self, ink, width, page);
      draw_logo (self, ink, width - 92, 22, 60, talk->seed);
    }
  if (page->layout != LAYOUT_TITLE)
    draw_footer (self, ink, width, talk, page);
}
