/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * By the library that most readers of PDFs are made with: what is seen is what
 * was written, fonts and pictures included, and not a second drawing of it. A
 * module of its own, and the only file that knows that library.
 */
#include "ui/preview-engine.h"

#include <cairo.h>
#include <glib/gi18n-lib.h>
#include <poppler.h>

#include "base/error.h"

#define MAX_PAGES 100
#define MAX_SIDE  4096

static GdkTexture *
make_texture (cairo_surface_t *surface)
{
  int width = cairo_image_surface_get_width (surface);
  int height = cairo_image_surface_get_height (surface);
  gsize stride = (gsize) cairo_image_surface_get_stride (surface);
  g_autoptr (GBytes) pixels = NULL;

  cairo_surface_flush (surface);
  pixels = g_bytes_new (cairo_image_surface_get_data (surface), stride * (gsize) height);
  return gdk_memory_texture_new (width, height, GDK_MEMORY_DEFAULT, pixels, stride);
}

static GdkTexture *
render_page (PopplerDocument *document,
             int number,
             int long_side)
{
  PopplerPage *page = poppler_document_get_page (document, number);
  double width = 1, height = 1, scale = 1;
  cairo_surface_t *surface = NULL;
  cairo_t *cairo = NULL;
  GdkTexture *texture = NULL;

  poppler_page_get_size (page, &width, &height);
  scale = long_side / MAX (MAX (width, height), 1);
  surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, MAX ((int) (width * scale), 1),
                                        MAX ((int) (height * scale), 1));
  cairo = cairo_create (surface);
  cairo_set_source_rgb (cairo, 1, 1, 1);
  cairo_paint (cairo);
  cairo_scale (cairo, scale, scale);
  poppler_page_render (page, cairo);
  cairo_destroy (cairo);
  texture = make_texture (surface);
  cairo_surface_destroy (surface);
  g_object_unref (page);

  return texture;
}

static GPtrArray *
render_pages (PopplerDocument *document,
              int long_side)
{
  GPtrArray *pages = g_ptr_array_new_with_free_func (g_object_unref);

  for (int i = 0; i < MIN (poppler_document_get_n_pages (document), MAX_PAGES); i++)
    g_ptr_array_add (pages, render_page (document, i, MIN (long_side, MAX_SIDE)));

  return pages;
}

GPtrArray *
lec_preview_engine_render (GBytes *pdf,
                           int long_side,
                           GError **error)
{
  g_autoptr (GError) reason = NULL;
  PopplerDocument *document = NULL;
  GPtrArray *pages = NULL;

  g_return_val_if_fail (pdf != NULL && long_side > 0, NULL);

  document = poppler_document_new_from_bytes (pdf, NULL, &reason);
  if (document == NULL)
    {
      g_set_error (error, LEC_ERROR, LEC_ERROR_INTERNAL, _ ("the page cannot be shown: %s"), reason->message);
      return NULL;
    }

  pages = render_pages (document, long_side);
  g_object_unref (document);
  return pages;
}
