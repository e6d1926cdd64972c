/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Least recently used: a queue of what is kept, the newest first, and a table
 * into it. A cell that has scrolled away cancels what it has asked for, so that
 * a long scroll decodes little more than what is seen at its end.
 *
 * One thread decodes, after whatever else wants the processor: with the threads
 * of GTask, ten of them, the window would wait for its turn to scroll.
 */
#include "ui/thumbnails.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <sys/resource.h>

#define NICENESS 10

struct _LecThumbnails
{
  GObject parent_instance;

  GThreadPool *pool; /* of one thread; what it is given is a GTask */
  guint max_kept;
  int max_height;
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
size_prepared_cb (GdkPixbufLoader *loader,
                  int width,
                  int height,
                  gpointer user_data)
{
  const int *max_height = user_data;
  double scale = MIN ((double) LEC_THUMBNAIL_WIDTH / width, (double) *max_height / height);

  gdk_pixbuf_loader_set_size (loader, MAX (1, (int) (width * scale + 0.5)), MAX (1, (int) (height * scale + 0.5)));
}

/* Only as what the engine writes: what was made of a video may be meant for another decoder. */
static GdkPixbuf *
load_pixbuf (const char *path,
             int max_height,
             GError **error)
{
  const char *type = g_str_has_suffix (path, ".png") ? "png" : "jpeg";
  g_autoptr (GdkPixbufLoader) loader = NULL;
  g_autofree char *data = NULL;
  GdkPixbuf *pixbuf = NULL;
  gsize length = 0;

  if (!g_file_get_contents (path, &data, &length, error))
    return NULL;

  loader = gdk_pixbuf_loader_new_with_type (type, error);
  if (loader == NULL)
    return NULL;

  g_signal_connect (loader, "size-prepared", G_CALLBACK (size_prepared_cb), &max_height);
  if (!gdk_pixbuf_loader_write (loader, (const guchar *) data, length, error))
    {
      gdk_pixbuf_loader_close (loader, NULL);
      return NULL;
    }

  if (!gdk_pixbuf_loader_close (loader, error))
    return NULL;

  pixbuf = gdk_pixbuf_loader_get_pixbuf (loader);
  if (pixbuf == NULL)
    g_set_error (error, GDK_PIXBUF_ERROR, GDK_PIXBUF_ERROR_CORRUPT_IMAGE, "%s holds no picture", path);
  return pixbuf != NULL ? g_object_ref (pixbuf) : NULL;
}

static void
decode_cb (gpointer data,
           gpointer user_data)
{
  g_autoptr (GTask) task = data;
  LecThumbnails *self = g_task_get_source_object (task);
  g_autoptr (GdkPixbuf) pixbuf = NULL;
  GError *error = NULL;

  setpriority (PRIO_PROCESS, 0, NICENESS);
  if (g_task_return_error_if_cancelled (task))
    return;

  pixbuf = load_pixbuf (g_task_get_task_data (task), self->max_height, &error);
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
  g_thread_pool_push (self->pool, g_steal_pointer (&task), NULL);
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

  /* Every task holds this: none is left. It may be the thread that drops the last one. */
  g_thread_pool_free (self->pool, TRUE, FALSE);
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
  /* An exclusive thread, for how nice it is remains; there is one, or no program. */
  self->pool = g_thread_pool_new (decode_cb, NULL, 1, TRUE, NULL);
  g_queue_init (&self->kept);
  self->by_path = g_hash_table_new (g_str_hash, g_str_equal);
}

LecThumbnails *
lec_thumbnails_new (guint max_kept,
                    int max_height)
{
  LecThumbnails *self = NULL;

  g_return_val_if_fail (max_kept > 0 && max_height > 0 && max_height <= LEC_THUMBNAIL_HEIGHT, NULL);

  self = g_object_new (LEC_TYPE_THUMBNAILS, NULL);
  self->max_kept = max_kept;
  self->max_height = max_height;
  return self;
}
