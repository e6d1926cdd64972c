/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A layer is drawn again where its key, its place or its visibility differs
 * from the last frame; everything else stays in the surface.
 */
#include "scene.h"

typedef struct
{
  const LayerClass *klass;
  gpointer data;
  Depth depth;
  double start_s;
  double end_s;
  guint64 last_key;
  double last_s; /* when last_key was */
  cairo_rectangle_int_t last_bounds;
  guint was_visible : 1;
} Layer;

struct _Scene
{
  int width;
  int height;
  GPtrArray *layers; /* (element-type Layer), lowest first */
  cairo_surface_t *surface;
  cairo_region_t *changed;
};

/* Times are multiples of a frame computed in different ways: half a microsecond apart is equal. */
#define TIME_SLACK_S 5e-7

static void
layer_free (gpointer data)
{
  Layer *self = data;

  if (self->klass->free != NULL)
    self->klass->free (self->data);
  g_free (self);
}

static gboolean
layer_is_visible (const Layer *self, double time_s)
{
  return time_s >= self->start_s - TIME_SLACK_S && time_s < self->end_s - TIME_SLACK_S;
}

Scene *
scene_new (int width, int height)
{
  Scene *self = g_new0 (Scene, 1);

  self->width = width;
  self->height = height;
  self->layers = g_ptr_array_new_with_free_func (layer_free);
  self->surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
  return self;
}

void
scene_free (Scene *self)
{
  g_ptr_array_unref (self->layers);
  cairo_surface_destroy (self->surface);
  g_clear_pointer (&self->changed, cairo_region_destroy);
  g_free (self);
}

void
scene_add (Scene *self, Depth depth, const LayerClass *klass, gpointer data, double start_s, double end_s)
{
  Layer *layer = g_new0 (Layer, 1);
  guint at = self->layers->len;

  *layer = (Layer){ .klass = klass, .data = data, .depth = depth };
  layer->start_s = start_s;
  layer->end_s = end_s;
  while (at > 0 && ((Layer *) g_ptr_array_index (self->layers, at - 1))->depth > depth)
    at--;
  g_ptr_array_insert (self->layers, (int) at, layer);
}

static cairo_rectangle_int_t
get_bounds (Scene *self, const Layer *layer, double time_s)
{
  if (layer->klass->bounds == NULL)
    return (cairo_rectangle_int_t){ 0, 0, self->width, self->height };

  return layer->klass->bounds (layer->data, time_s);
}

static void
note_changes (Scene *self, Layer *layer, double time_s)
{
  gboolean visible = layer_is_visible (layer, time_s);
  guint64 key = visible && layer->klass->key != NULL ? layer->klass->key (layer->data, time_s) : 0;

  if (visible == layer->was_visible && key == layer->last_key)
    return;
  if (visible && layer->was_visible && layer->klass->dirty != NULL)
    {
      cairo_rectangle_int_t dirty = layer->klass->dirty (layer->data, layer->last_s, time_s);

      cairo_region_union_rectangle (self->changed, &dirty);
      layer->last_key = key;
      layer->last_s = time_s;
      return;
    }

  if (layer->was_visible)
    cairo_region_union_rectangle (self->changed, &layer->last_bounds);
  if (visible)
    {
      layer->last_bounds = get_bounds (self, layer, time_s);
      cairo_region_union_rectangle (self->changed, &layer->last_bounds);
    }
  layer->was_visible = visible;
  layer->last_key = key;
  layer->last_s = time_s;
}

static void
draw_layers (Scene *self, cairo_t *cr, double time_s, Depth highest)
{
  for (guint i = 0; i < self->layers->len; i++)
    {
      Layer *layer = g_ptr_array_index (self->layers, i);

      if (layer->depth > highest || !layer_is_visible (layer, time_s))
        continue;
      cairo_save (cr);
      layer->klass->draw (layer->data, cr, time_s);
      cairo_restore (cr);
    }
}

static void
redraw_changed (Scene *self, double time_s)
{
  cairo_t *cr = cairo_create (self->surface);

  for (int i = 0; i < cairo_region_num_rectangles (self->changed); i++)
    {
      cairo_rectangle_int_t box;

      cairo_region_get_rectangle (self->changed, i, &box);
      cairo_rectangle (cr, box.x, box.y, box.width, box.height);
    }
  cairo_clip (cr);
  cairo_set_source_rgb (cr, 0, 0, 0);
  cairo_paint (cr);
  draw_layers (self, cr, time_s, DEPTH_LENS);
  cairo_destroy (cr);
  cairo_surface_flush (self->surface);
}

const cairo_region_t *
scene_render (Scene *self, double time_s)
{
  const cairo_rectangle_int_t frame = { 0, 0, self->width, self->height };

  g_clear_pointer (&self->changed, cairo_region_destroy);
  self->changed = cairo_region_create ();
  for (guint i = 0; i < self->layers->len; i++)
    note_changes (self, g_ptr_array_index (self->layers, i), time_s);
  cairo_region_intersect_rectangle (self->changed, &frame);
  if (cairo_region_is_empty (self->changed))
    return NULL;

  redraw_changed (self, time_s);
  return self->changed;
}

cairo_surface_t *
scene_get_surface (Scene *self)
{
  return self->surface;
}

cairo_surface_t *
scene_render_content (Scene *self, double time_s, const cairo_rectangle_int_t *region)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, region->width, region->height);
  cairo_t *cr = cairo_create (surface);

  cairo_translate (cr, -region->x, -region->y);
  draw_layers (self, cr, time_s, DEPTH_CONTENT);
  cairo_destroy (cr);
  return surface;
}
