/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is on the screen and when: layers over a stretch of time, composed into
 * frames. Only what changed since the last frame is drawn again, which is what
 * makes minutes of video cheap.
 */
#pragma once

#include <cairo.h>
#include <glib.h>

G_BEGIN_DECLS

/* Heights, lowest first. */
typedef enum
{
  DEPTH_GROUND,
  DEPTH_SLIDE,
  DEPTH_CONTENT, /* on the slide and part of it: ink, an embedded film */
  DEPTH_PERSON,
  DEPTH_OVERLAY,
  DEPTH_CURSOR,
  DEPTH_LENS, /* grain, over everything */
} Depth;

/**
 * LayerClass:
 * @key: (nullable): changes whenever the layer looks different; %NULL when it never does
 * @bounds: (nullable): where it is, %NULL for everywhere
 * @dirty: (nullable): where it differs between two times at which it is visible; %NULL when all
 * of it does
 * @draw: called with the whole frame as target, clipped to what changed
 * @free: (nullable)
 */
typedef struct
{
  guint64 (*key) (gpointer data, double time_s);
  cairo_rectangle_int_t (*bounds) (gpointer data, double time_s);
  cairo_rectangle_int_t (*dirty) (gpointer data, double from_s, double to_s);
  void (*draw) (gpointer data, cairo_t *cr, double time_s);
  GDestroyNotify free;
} LayerClass;

typedef struct _Scene Scene;

Scene *scene_new (int width, int height);
void scene_free (Scene *self);
/* Visible from @start_s until before @end_s; takes @data. Later ones of one depth are above. */
void scene_add (Scene *self, Depth depth, const LayerClass *klass, gpointer data, double start_s, double end_s);
/**
 * scene_render:
 *
 * Returns: (transfer none) (nullable): what changed since the last call, %NULL for nothing
 */
const cairo_region_t *scene_render (Scene *self, double time_s);
cairo_surface_t *scene_get_surface (Scene *self);
/* Returns: (transfer full): the frame at @time_s with nothing above %DEPTH_CONTENT */
cairo_surface_t *scene_render_content (Scene *self, double time_s, const cairo_rectangle_int_t *region);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Scene, scene_free)

G_END_DECLS
