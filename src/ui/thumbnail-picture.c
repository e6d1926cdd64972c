/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Cells are used again for other items: a picture that comes after that belongs
 * to nobody, and its decoding is cancelled.
 */
#include "ui/thumbnail-picture.h"

#include "ui/fixed-picture.h"

struct _LecThumbnailPicture
{
  AdwBin parent_instance;

  char *path;            /* (nullable): of what is shown, or is coming */
  GCancellable *loading; /* (nullable): while it is decoded */
  LecFixedPicture *picture;
  GtkWidget *waiting;
};

G_DEFINE_FINAL_TYPE (LecThumbnailPicture, lec_thumbnail_picture, ADW_TYPE_BIN)

static void
loaded_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (LecThumbnailPicture) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = lec_thumbnails_load_finish (LEC_THUMBNAILS (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->loading);
  lec_fixed_picture_set_texture (self->picture, texture);
}

static void
stop_loading (LecThumbnailPicture *self)
{
  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
}

void
lec_thumbnail_picture_show (LecThumbnailPicture *self,
                            const char *path,
                            LecThumbnails *thumbnails)
{
  GdkTexture *texture = NULL;

  g_return_if_fail (LEC_IS_THUMBNAIL_PICTURE (self) && LEC_IS_THUMBNAILS (thumbnails));

  gtk_widget_set_visible (self->waiting, path == NULL);
  if (path != NULL && g_strcmp0 (path, self->path) == 0)
    return;

  stop_loading (self);
  g_free (self->path);
  self->path = g_strdup (path);
  texture = path != NULL ? lec_thumbnails_lookup (thumbnails, path) : NULL;
  lec_fixed_picture_set_texture (self->picture, texture);
  if (path == NULL || texture != NULL)
    return;

  self->loading = g_cancellable_new ();
  lec_thumbnails_load_async (thumbnails, path, self->loading, loaded_cb, g_object_ref (self));
}

void
lec_thumbnail_picture_clear (LecThumbnailPicture *self)
{
  g_return_if_fail (LEC_IS_THUMBNAIL_PICTURE (self));

  stop_loading (self);
  g_clear_pointer (&self->path, g_free);
  lec_fixed_picture_set_texture (self->picture, NULL);
}

static void
lec_thumbnail_picture_dispose (GObject *object)
{
  LecThumbnailPicture *self = LEC_THUMBNAIL_PICTURE (object);

  stop_loading (self);
  g_clear_pointer (&self->path, g_free);

  G_OBJECT_CLASS (lec_thumbnail_picture_parent_class)->dispose (object);
}

static void
lec_thumbnail_picture_class_init (LecThumbnailPictureClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lec_thumbnail_picture_dispose;

  g_type_ensure (LEC_TYPE_FIXED_PICTURE);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/lectern/Lectern/thumbnail-picture.ui");
  gtk_widget_class_bind_template_child (widget_class, LecThumbnailPicture, picture);
  gtk_widget_class_bind_template_child (widget_class, LecThumbnailPicture, waiting);
}

static void
lec_thumbnail_picture_init (LecThumbnailPicture *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
