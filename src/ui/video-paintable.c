/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A frame becomes a texture over the pixels where GStreamer has put them. Those
 * of the frame before go back to it when the screen has let go of them.
 */
#include "ui/video-paintable.h"

struct _LecVideoPaintable
{
  GObject parent_instance;

  GdkTexture *texture; /* (nullable) */
};

static void
snapshot (GdkPaintable *paintable,
          GdkSnapshot *out,
          double width,
          double height)
{
  LecVideoPaintable *self = LEC_VIDEO_PAINTABLE (paintable);

  if (self->texture != NULL)
    gdk_paintable_snapshot (GDK_PAINTABLE (self->texture), out, width, height);
}

static GdkPaintable *
get_current_image (GdkPaintable *paintable)
{
  LecVideoPaintable *self = LEC_VIDEO_PAINTABLE (paintable);

  return self->texture != NULL ? GDK_PAINTABLE (g_object_ref (self->texture))
                               : gdk_paintable_new_empty (0, 0);
}

static int
get_intrinsic_width (GdkPaintable *paintable)
{
  LecVideoPaintable *self = LEC_VIDEO_PAINTABLE (paintable);

  return self->texture != NULL ? gdk_texture_get_width (self->texture) : 0;
}

static int
get_intrinsic_height (GdkPaintable *paintable)
{
  LecVideoPaintable *self = LEC_VIDEO_PAINTABLE (paintable);

  return self->texture != NULL ? gdk_texture_get_height (self->texture) : 0;
}

static void
init_paintable (GdkPaintableInterface *interface)
{
  interface->snapshot = snapshot;
  interface->get_current_image = get_current_image;
  interface->get_intrinsic_width = get_intrinsic_width;
  interface->get_intrinsic_height = get_intrinsic_height;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (LecVideoPaintable,
                               lec_video_paintable,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (GDK_TYPE_PAINTABLE, init_paintable))

static void
lec_video_paintable_finalize (GObject *object)
{
  g_clear_object (&LEC_VIDEO_PAINTABLE (object)->texture);

  G_OBJECT_CLASS (lec_video_paintable_parent_class)->finalize (object);
}

static void
lec_video_paintable_class_init (LecVideoPaintableClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = lec_video_paintable_finalize;
}

static void
lec_video_paintable_init (LecVideoPaintable *self)
{
}

LecVideoPaintable *
lec_video_paintable_new (void)
{
  return g_object_new (LEC_TYPE_VIDEO_PAINTABLE, NULL);
}

void
lec_video_paintable_show (LecVideoPaintable *self,
                          const LecShownFrame *frame)
{
  int width = 0, height = 0;

  g_return_if_fail (LEC_IS_VIDEO_PAINTABLE (self));

  width = get_intrinsic_width (GDK_PAINTABLE (self));
  height = get_intrinsic_height (GDK_PAINTABLE (self));
  g_clear_object (&self->texture);
  if (frame != NULL)
    self->texture = gdk_memory_texture_new (frame->width, frame->height, GDK_MEMORY_B8G8R8A8_PREMULTIPLIED,
                                            frame->pixels, frame->stride);

  if (width != get_intrinsic_width (GDK_PAINTABLE (self)) || height != get_intrinsic_height (GDK_PAINTABLE (self)))
    gdk_paintable_invalidate_size (GDK_PAINTABLE (self));
  gdk_paintable_invalidate_contents (GDK_PAINTABLE (self));
}

GdkTexture *
lec_video_paintable_get_texture (LecVideoPaintable *self)
{
  g_return_val_if_fail (LEC_IS_VIDEO_PAINTABLE (self), NULL);

  return self->texture;
}
