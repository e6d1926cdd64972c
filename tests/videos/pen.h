/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Strokes by hand that grow with time: writing, underlines, circles, and the
 * sponge that takes them away.
 */
#pragma once

#include "recording.h"

G_BEGIN_DECLS

typedef struct _Pen Pen;

/* @box: what the pen may write on; @scale: pixels per canvas unit. */
Pen *pen_new (guint32 seed, cairo_rectangle_int_t box, double scale);
/* From now on. @width in units of the canvas. */
void pen_choose (Pen *self, Colour colour, double width, double alpha);
/* Where the pen stands in time. */
double pen_get_time (const Pen *self);
void pen_wait_until (Pen *self, double time_s);
/* @x, @y: canvas units from the corner of the box; @size: height of a line; @seconds: how long
   it takes */
void pen_write (Pen *self, const char *text, double x, double y, double size, double seconds);
void pen_line (Pen *self, double x0, double y0, double x1, double y1, double seconds);
void pen_ellipse (Pen *self, double x, double y, double rx, double ry, double seconds);
/* A curve such as charts on boards have. */
void pen_curve (Pen *self, double x, double y, double width, double height, double seconds);
/* Wipes the whole box to and fro with @colour. */
void pen_wipe (Pen *self, Colour colour, double seconds);
/* Takes the pen. */
void pen_add (Pen *self, Scene *scene, Depth depth, double start_s, double end_s);
/* Where the tip is, FALSE while it rests. Valid as long as the scene. */
gboolean pen_get_tip (const Pen *self, double time_s, double *x, double *y);

G_END_DECLS
