/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * It asks for nothing: how large it is, its template says.
 */
#include "ui/fixed-picture.h"

struct _LecFixedPicture
{
  GtkWidget parent_instance;

  GdkTexture *texture; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (LecFixedPicture, lec_fixed_picture, GTK_TYPE_WIDGET)

void
lec_fixed_picture_set_texture (LecFixedPicture *self,
                               GdkTexture *texture)
{
  g_return_if_fail (LEC_IS_FIXED_PICTURE (self));

  if (g_set_object (&self->texture, texture))
    gtk_widget_queue_draw (GTK_WIDGET (self));
}

GdkTexture *
lec_fixed_picture_get_texture (LecFixedPicture *self)
{
  g_return_val_if_fail (LEC_IS_FIXED_PICTURE (self), NULL);

  return self->texture;
}

/* As small as it is told to be by the size that is requested of it. */
static void
lec_fixed_picture_measure (GtkWidget *widget,
                           GtkOrientation orientation,
                           int for_size,
                           int *minimum,
                           int *natural,
                           int *minimum_baseline,
                           int *natural_baseline)
{
  *minimum = 0;
  *natural = 0;
}

static void
lec_fixed_picture_snapshot (GtkWidget *widget,
                            GtkSnapshot *snapshot)
{
  LecFixedPicture *self = LEC_FIXED_PICTURE (widget);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  double scale = 0;
  graphene_rect_t place;

  if (self->texture == NULL || width == 0 || height == 0)
    return;

  scale = MIN ((double) width / gdk_texture_get_width (self->texture),
               (double) height / gdk_texture_get_height (self->texture));
  place.size.width = (float) (gdk_texture_get_width (self->texture) * scale);
  place.size.height = (float) (gdk_texture_get_height (self->texture) * scale);
  place.origin.x = ((float) width - place.size.width) / 2;
  place.origin.y = ((float) height - place.size.height) / 2;
  gtk_snapshot_append_texture (snapshot, self->texture, &place);
}

static void
lec_fixed_picture_dispose (GObject *object)
{
  g_clear_object (&LEC_FIXED_PICTURE (object)->texture);

  G_OBJECT_CLASS (lec_fixed_picture_parent_class)->dispose (object);
}

static void
lec_fixed_picture_class_init (LecFixedPictureClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lec_fixed_picture_dispose;
  widget_class->measure = lec_fixed_picture_measure;
  widget_class->snapshot = lec_fixed_picture_snapshot;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
  gtk_widget_class_set_css_name (widget_class, "picture");
}

static void
lec_fixed_picture_init (LecFixedPicture *self)
{
}
