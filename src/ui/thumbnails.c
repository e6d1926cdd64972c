/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Least recently used: a queue of what is kept, the newest first, and a table
 * into it. A cell that has scrolled away cancels what it has asked for, so that
 * a long scroll decodes little more than what is seen at its end.
 */
#include "ui/thumbnails.h"

#include <gdk-pixbuf/gdk-pixbuf.h>

struct _LecThumbnails
{
  GObject parent_instance;

  guint max_kept;
  GQueue kept;         /* (element-type Kept) owned */
  GHashTable *by_path; /* (element-type utf8 GList) unowned: links of @kept */
};

typedef struct
{
  char *path;
  GdkTexture *texture;
} Kept;

G_DEFINE_FINAL_TYPE (LecThumbnails, lec_thumbnails, G_TYPE_OBJECT)

static void
kept_free (gpointer data)
{
  Kept *kept = data;

  g_free (kept->path);
  g_object_unref (kept->texture);
  g_free (kept);
}

static void
forget_oldest (LecThumbnails *self)
{
  Kept *kept = g_queue_pop_tail (&self->kept);

  g_hash_table_remove (self->by_path, kept->path);
  kept_free (kept);
}

static void
keep (LecThumbnails *self,
      const char *path,
      GdkTexture *texture)
{
  Kept *kept = NULL;

  if (g_hash_table_contains (self->by_path, path))
    return;

  kept = g_new0 (Kept, 1);
  *kept = (Kept){ g_strdup (path), g_object_ref (texture) };
  g_queue_push_head (&self->kept, kept);
  g_hash_table_insert (self->by_path, kept->path, self->kept.head);
  if (self->kept.length > self->max_kept)
    forget_oldest (self);
}

GdkTexture *
lec_thumbnails_lookup (LecThumbnails *self,
                       const char *path)
{
  GList *link = NULL;

  g_return_val_if_fail (LEC_IS_THUMBNAILS (self) && path != NULL, NULL);

  link = g_hash_table_lookup (self->by_path, path);
  if (link == NULL)
    return NULL;

  g_queue_unlink (&self->kept, link);
  g_queue_push_head_link (&self->kept, link);
  return ((Kept *) link->data)->texture;
}

static void
decode_in_thread (GTask *task,
                  gpointer source,
                  gpointer path,
                  GCancellable *cancellable)
{
  g_autoptr (GdkPixbuf) pixbuf = NULL;
  GError *error = NULL;

  if (g_task_return_error_if_cancelled (task))
    return;

  pixbuf = gdk_pixbuf_new_from_file_at_scale (path, LEC_THUMBNAIL_WIDTH, LEC_THUMBNAIL_HEIGHT, TRUE, &error);
  if (pixbuf == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, gdk_texture_new_for_pixbuf (pixbuf), g_object_unref);
}

void
lec_thumbnails_load_async (LecThumbnails *self,
                           const char *path,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (LEC_IS_THUMBNAILS (self) && path != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, lec_thumbnails_load_async);
  g_task_set_task_data (task, g_strdup (path), g_free);
  g_task_run_in_thread (task, decode_in_thread);
}

GdkTexture *
lec_thumbnails_load_finish (LecThumbnails *self,
                            GAsyncResult *result,
                            GError **error)
{
  GdkTexture *texture = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  texture = g_task_propagate_pointer (G_TASK (result), error);
  if (texture != NULL)
    keep (self, g_task_get_task_data (G_TASK (result)), texture);

  return texture;
}

static void
lec_thumbnails_finalize (GObject *object)
{
  LecThumbnails *self = LEC_THUMBNAILS (object);

  g_hash_table_unref (self->by_path);
  g_queue_clear_full (&self->kept, kept_free);

  G_OBJECT_CLASS (lec_thumbnails_parent_class)->finalize (object);
}

static void
lec_thumbnails_class_init (LecThumbnailsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = lec_thumbnails_finalize;
}

static void
lec_thumbnails_init (LecThumbnails *self)
{
  g_queue_init (&self->kept);
  self->by_path = g_hash_table_new (g_str_hash, g_str_equal);
}

LecThumbnails *
lec_thumbnails_new (guint max_kept)
{
  LecThumbnails *self = NULL;

  g_return_val_if_fail (max_kept > 0, NULL);

  self = g_object_new (LEC_TYPE_THUMBNAILS, NULL);
  self->max_kept = max_kept;
  return self;
}
