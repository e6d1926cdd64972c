/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Cells are used again for other slides: a picture that comes after that belongs
 * to nobody, and its decoding is cancelled.
 */
#include "ui/slide-cell.h"

#include "ui/fixed-picture.h"

struct _LecSlideCell
{
  GtkBox parent_instance;

  GCancellable *loading; /* (nullable): while a picture is decoded */
  LecFixedPicture *picture;
  GtkLabel *label;
  GtkLabel *title;
};

G_DEFINE_FINAL_TYPE (LecSlideCell, lec_slide_cell, GTK_TYPE_BOX)

static void
loaded_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (LecSlideCell) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = lec_thumbnails_load_finish (LEC_THUMBNAILS (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->loading);
  lec_fixed_picture_set_texture (self->picture, texture);
}

static void
show_picture (LecSlideCell *self,
              const char *path,
              LecThumbnails *thumbnails)
{
  GdkTexture *texture = path != NULL ? lec_thumbnails_lookup (thumbnails, path) : NULL;

  lec_fixed_picture_set_texture (self->picture, texture);
  if (path == NULL || texture != NULL)
    return;

  self->loading = g_cancellable_new ();
  lec_thumbnails_load_async (thumbnails, path, self->loading, loaded_cb, g_object_ref (self));
}

void
lec_slide_cell_bind (LecSlideCell *self,
                     LecSlideItem *item,
                     LecThumbnails *thumbnails)
{
  GtkWidget *parent = NULL;

  g_return_if_fail (LEC_IS_SLIDE_CELL (self) && LEC_IS_SLIDE_ITEM (item) && self->loading == NULL);

  gtk_label_set_label (self->label, lec_slide_item_get_label (item));
  gtk_label_set_label (self->title, lec_slide_item_get_title (item));
  show_picture (self, lec_slide_item_get_picture (item), thumbnails);

  /* The cell of the grid has no name of its own in GTK 4.8. */
  parent = gtk_widget_get_parent (GTK_WIDGET (self));
  if (parent != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (parent), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    lec_slide_item_get_spoken (item), -1);
}

void
lec_slide_cell_unbind (LecSlideCell *self)
{
  g_return_if_fail (LEC_IS_SLIDE_CELL (self));

  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  lec_fixed_picture_set_texture (self->picture, NULL);
}

static void
lec_slide_cell_dispose (GObject *object)
{
  LecSlideCell *self = LEC_SLIDE_CELL (object);

  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);

  G_OBJECT_CLASS (lec_slide_cell_parent_class)->dispose (object);
}

static void
lec_slide_cell_class_init (LecSlideCellClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lec_slide_cell_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/lectern/Lectern/slide-cell.ui");
  gtk_widget_class_bind_template_child (widget_class, LecSlideCell, picture);
  gtk_widget_class_bind_template_child (widget_class, LecSlideCell, label);
  gtk_widget_class_bind_template_child (widget_class, LecSlideCell, title);
}

static void
lec_slide_cell_init (LecSlideCell *self)
{
  g_type_ensure (LEC_TYPE_FIXED_PICTURE);
  gtk_widget_init_template (GTK_WIDGET (self));
}

LecSlideCell *
lec_slide_cell_new (void)
{
  return g_object_new (LEC_TYPE_SLIDE_CELL, NULL);
}
