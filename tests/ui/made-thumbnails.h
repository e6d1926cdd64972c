/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Small pictures of videos that are made up: a slide with a title, lines, and a
 * figure, each in colours of its own.
 */
#pragma once

#include <cairo.h>
#include <gdk/gdk.h>

#include "ui/thumbnail-store.h"

static inline void
made_thumbnail_fill (cairo_t *cr,
                     GdkRGBA colour,
                     double x,
                     double y,
                     double width,
                     double height)
{
  gdk_cairo_set_source_rgba (cr, &colour);
  cairo_rectangle (cr, x, y, width, height);
  cairo_fill (cr);
}

/* Returns: (transfer full): of @width × @height pixels */
static inline GdkPixbuf *
made_thumbnail_draw (guint nth,
                     int width,
                     int height)
{
  static const GdkRGBA accents[] = {
    { .11f, .44f, .85f, 1 },
    { .15f, .64f, .41f, 1 },
    { .90f, .38f, 0, 1 },
    { .57f, .25f, .67f, 1 }
  };
  GdkRGBA accent = accents[nth % G_N_ELEMENTS (accents)];
  GdkRGBA ink = { .45f, .45f, .5f, 1 };
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
  cairo_t *cr = cairo_create (surface);
  GdkPixbuf *picture = NULL;

  made_thumbnail_fill (cr, (GdkRGBA){ 1, 1, 1, 1 }, 0, 0, width, height);
  made_thumbnail_fill (cr, accent, 0, 0, width, height * .24);
  made_thumbnail_fill (cr, (GdkRGBA){ 1, 1, 1, 1 }, width * .06, height * .09, width * (.3 + .06 * nth), height * .07);
  for (guint i = 0; i < 4; i++)
    made_thumbnail_fill (cr, ink, width * .06, height * (.38 + .14 * i), width * (.26 + .05 * ((nth + i) % 4)),
                         height * .05);
  made_thumbnail_fill (cr, accent, width * .6, height * (.38 + .05 * nth), width * .1, height * (.5 - .05 * nth));
  made_thumbnail_fill (cr, accent, width * .73, height * .55, width * .1, height * .33);
  made_thumbnail_fill (cr, accent, width * .86, height * (.7 - .06 * nth), width * .1, height * (.18 + .06 * nth));
  cairo_destroy (cr);
  picture = gdk_pixbuf_get_from_surface (surface, 0, 0, width, height);
  cairo_surface_destroy (surface);
  return picture;
}

/* Where the window looks for it. @video: a path; nobody need be there */
static inline void
made_thumbnail_save (const char *video,
                     guint nth)
{
  g_autoptr (LecThumbnailStore) store = lec_thumbnail_store_new (NULL, 100);
  g_autofree char *uri = g_filename_to_uri (video, NULL, NULL);

  for (int size = LEC_THUMBNAIL_NORMAL; size <= LEC_THUMBNAIL_LARGE; size++)
    {
      int pixels = lec_thumbnail_size_get_pixels ((LecThumbnailSize) size);
      g_autoptr (GdkPixbuf) picture = made_thumbnail_draw (nth, pixels, pixels * 9 / 16);

      lec_thumbnail_store_save (store, uri, 0, (LecThumbnailSize) size, picture);
    }
}
