/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Pictures that pass for photographs: value noise shaped into landscapes,
 * cells, rock and water; and the grain of a camera.
 */
#pragma once

#include <cairo.h>
#include <glib.h>

G_BEGIN_DECLS

/* Smooth noise, 0..1, of @octaves layers. */
double texture_noise (double x, double y, int octaves, guint32 seed);
/* Returns: (transfer full): an RGB24 surface; what it shows depends on the seed */
cairo_surface_t *texture_photo (guint32 seed, int width, int height);
/* The same, one moment of a film of it. */
cairo_surface_t *texture_film (guint32 seed, int width, int height, double time_s);
/* Returns: (transfer full): an ARGB32 tile of @size x @size to be laid over a picture */
cairo_surface_t *texture_grain (guint32 seed, int size, double strength);
/* Softens in place, as a cheap lens would. */
void texture_blur (cairo_surface_t *surface, int radius);

G_END_DECLS
