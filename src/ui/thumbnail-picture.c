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
  GtkWidget *waiting; /* (nullable): until a picture was yet to be made */
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

static void
show_waiting (LecThumbnailPicture *self,
              gboolean is_waiting)
{
  if (self->waiting == NULL && is_waiting)
    {
      self->waiting = g_object_new (GTK_TYPE_IMAGE, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, "icon-name",
                                    "lectern-waiting-symbolic", "halign", GTK_ALIGN_CENTER, "valign",
                                    GTK_ALIGN_CENTER, NULL);
      gtk_widget_add_css_class (self->waiting, "dim-label");
      gtk_widget_set_parent (self->waiting, GTK_WIDGET (self));
    }
  if (self->waiting != NULL)
    gtk_widget_set_visible (self->waiting, is_waiting);
}

void
lec_thumbnail_picture_show (LecThumbnailPicture *self,
                            const char *path,
                            LecThumbnails *thumbnails)
{
  GdkTexture *texture = NULL;

  g_return_if_fail (LEC_IS_THUMBNAIL_PICTURE (self) && LEC_IS_THUMBNAILS (thumbnails));

  show_waiting (self, path == NULL);
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
  g_clear_pointer (&self->waiting, gtk_widget_unparent);

  G_OBJECT_CLASS (lec_thumbnail_picture_parent_class)->dispose (object);
}

static void
lec_thumbnail_picture_class_init (LecThumbnailPictureClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = lec_thumbnail_picture_dispose;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
lec_thumbnail_picture_init (LecThumbnailPicture *self)
{
  self->picture = g_object_new (LEC_TYPE_FIXED_PICTURE, NULL);
  gtk_widget_add_css_class (GTK_WIDGET (self->picture), "slide-picture");
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->picture));
}
