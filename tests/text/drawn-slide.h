/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Draws text into 8-bit grey pictures, for the tests of recognition. DejaVu is
 * the one font that every build machine has.
 */
#pragma once

#include <pango/pangocairo.h>

typedef struct
{
  cairo_surface_t *surface;
  cairo_t *cr;
  int width;
  int height;
} DrawnSlide;

static inline void
drawn_slide_fill (DrawnSlide *self,
                  double grey,
                  int x,
                  int y,
                  int width,
                  int height)
{
  cairo_set_source_rgb (self->cr, grey, grey, grey);
  cairo_rectangle (self->cr, x, y, width, height);
  cairo_fill (self->cr);
}

static inline DrawnSlide *
drawn_slide_new (int width,
                 int height,
                 double grey)
{
  DrawnSlide *self = g_new0 (DrawnSlide, 1);

  self->surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
  self->cr = cairo_create (self->surface);
  self->width = width;
  self->height = height;
  drawn_slide_fill (self, grey, 0, 0, width, height);

  return self;
}

static inline void
drawn_slide_free (DrawnSlide *self)
{
  cairo_destroy (self->cr);
  cairo_surface_destroy (self->surface);
  g_free (self);
}

/* @size in pixels. */
static inline void
drawn_slide_write (DrawnSlide *self,
                   const char *text,
                   double grey,
                   int size,
                   int x,
                   int y)
{
  g_autoptr (PangoLayout) layout = pango_cairo_create_layout (self->cr);
  PangoFontDescription *font = pango_font_description_from_string ("DejaVu Sans");

  pango_font_description_set_absolute_size (font, size * PANGO_SCALE);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_text (layout, text, -1);
  cairo_set_source_rgb (self->cr, grey, grey, grey);
  cairo_move_to (self->cr, x, y);
  pango_cairo_show_layout (self->cr, layout);
  pango_font_description_free (font);
}

/* Returns: (transfer full): width by height bytes */
static inline guint8 *
drawn_slide_dup_luma (DrawnSlide *self)
{
  guint8 *luma = g_malloc ((gsize) self->width * self->height);
  const guint8 *data;
  int stride;

  cairo_surface_flush (self->surface);
  data = cairo_image_surface_get_data (self->surface);
  stride = cairo_image_surface_get_stride (self->surface);
  for (int y = 0; y < self->height; y++)
    for (int x = 0; x < self->width; x++)
      luma[y * self->width + x] = data[y * stride + x * 4 + 1];

  return luma;
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DrawnSlide, drawn_slide_free)
