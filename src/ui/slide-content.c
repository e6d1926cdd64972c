/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A provider of GTK's own needs its values at once, on the main thread; this one
 * says what it could give and reads files when it is asked to. Kept pictures are
 * never handed out: whoever gets a file may do with it what they like.
 */
#include "ui/slide-content.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <utime.h>

#include "ui/slide-item.h"

#define MIME_URIS "text/uri-list"
#define MIME_PNG  "image/png"
#define MIME_JPEG "image/jpeg"
/* Of a lecture's name or a title in a file's name, which may have 255 bytes. */
#define MAX_LETTERS 60
#define MAX_BYTES   115
/* Whoever was handed a copy has taken it by then. */
#define COPY_AGE_S (24 * 60 * 60)

struct _LecSlideContent
{
  GdkContentProvider parent_instance;

  GPtrArray *pictures; /* (element-type utf8): paths */
  GPtrArray *names;    /* (element-type utf8): of the copies */
};

G_DEFINE_FINAL_TYPE (LecSlideContent, lec_slide_content, GDK_TYPE_CONTENT_PROVIDER)

/* --- Names --- */

/* What no file system minds. */
static char *
clean (const char *text)
{
  g_autofree char *start = g_utf8_substring (text, 0, MIN (g_utf8_strlen (text, -1), MAX_LETTERS));

  if (strlen (start) > MAX_BYTES)
    *g_utf8_find_prev_char (start, start + MAX_BYTES + 1) = '\0';
  for (char *c = start; *c != '\0'; c++)
    if (g_ascii_iscntrl (*c) || strchr ("/\\:*?\"<>|", *c) != NULL)
      *c = ' ';
  g_strstrip (start);
  return g_steal_pointer (&start);
}

/* "Talk – 012 – Title.jpg" */
static char *
make_name (const char *lecture,
           LecSlideItem *slide)
{
  const char *extension = strrchr (lec_slide_item_get_picture (slide), '.');
  g_autofree char *title = clean (lec_slide_item_get_title (slide));
  g_autofree char *stem = clean (lecture);

  return g_strdup_printf ("%s – %03u%s%s%s", stem, lec_slide_item_get_number (slide), *title != '\0' ? " – " : "",
                          title, extension != NULL ? extension : "");
}

/* Where the copies lie, which are of use only while they are taken. Returns: (transfer full) */
static char *
dup_folder (void)
{
  return g_build_filename (g_get_user_cache_dir (), "lectern", "copied", NULL);
}

/* --- On another thread --- */

typedef struct
{
  const char *mime_type; /* interned */
  GOutputStream *stream;
} Wish;

static void
wish_free (gpointer data)
{
  Wish *wish = data;

  g_object_unref (wish->stream);
  g_free (wish);
}

/* Returns: (transfer full) (nullable): its address */
static char *
copy_one (const char *folder,
          const char *picture,
          const char *name,
          GCancellable *cancellable,
          GError **error)
{
  g_autoptr (GFile) source = g_file_new_for_path (picture);
  g_autoptr (GFile) target = g_file_new_build_filename (folder, name, NULL);

  if (!g_file_copy (source, target, G_FILE_COPY_OVERWRITE, cancellable, NULL, NULL, error))
    return NULL;

  /* Of now, and not of when the slide was found. */
  g_utime (g_file_peek_path (target), NULL);
  return g_file_get_uri (target);
}

/* What was handed out before goes when it is of no use any more. */
static void
sweep (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  gint64 now_s = g_get_real_time () / G_USEC_PER_SEC;
  const char *name = NULL;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      GStatBuf facts = { 0 };

      if (g_lstat (path, &facts) == 0 && S_ISREG (facts.st_mode) && now_s - facts.st_mtime > COPY_AGE_S)
        g_unlink (path);
    }
}

static GBytes *
make_uris (LecSlideContent *self,
           GCancellable *cancellable,
           GError **error)
{
  g_autofree char *folder = dup_folder ();
  g_autoptr (GString) list = g_string_new (NULL);

  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, _ ("%s cannot be made"), folder);
      return NULL;
    }
  sweep (folder);
  for (guint i = 0; i < self->pictures->len; i++)
    {
      g_autofree char *uri = copy_one (folder, g_ptr_array_index (self->pictures, i),
                                       g_ptr_array_index (self->names, i), cancellable, error);

      if (uri == NULL)
        return NULL;
      g_string_append_printf (list, "%s\r\n", uri);
    }

  return g_bytes_new (list->str, list->len);
}

static GBytes *
make_picture (LecSlideContent *self,
              const char *mime_type,
              GError **error)
{
  const char *path = g_ptr_array_index (self->pictures, 0);
  g_autoptr (GdkTexture) texture = NULL;
  char *contents = NULL;
  gsize length = 0;

  if (g_str_equal (mime_type, MIME_JPEG) || g_str_has_suffix (path, ".png"))
    return g_file_get_contents (path, &contents, &length, error) ? g_bytes_new_take (contents, length) : NULL;

  texture = gdk_texture_new_from_filename (path, error);
  return texture != NULL ? gdk_texture_save_to_png_bytes (texture) : NULL;
}

static void
write_in_thread (GTask *task,
                 gpointer source,
                 gpointer data,
                 GCancellable *cancellable)
{
  const Wish *wish = data;
  GError *error = NULL;
  g_autoptr (GBytes) bytes = g_str_equal (wish->mime_type, MIME_URIS)
                               ? make_uris (source, cancellable, &error)
                               : make_picture (source, wish->mime_type, &error);

  if (bytes == NULL || !g_output_stream_write_all (wish->stream, g_bytes_get_data (bytes, NULL),
                                                   g_bytes_get_size (bytes), NULL, cancellable, &error))
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

/* --- The provider --- */

static void
lec_slide_content_write_async (GdkContentProvider *provider,
                               const char *mime_type,
                               GOutputStream *stream,
                               int io_priority,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (provider, cancellable, callback, user_data);
  Wish *wish = g_new0 (Wish, 1);

  *wish = (Wish){ g_intern_string (mime_type), g_object_ref (stream) };
  g_task_set_source_tag (task, lec_slide_content_write_async);
  g_task_set_priority (task, io_priority);
  g_task_set_task_data (task, wish, wish_free);
  g_task_run_in_thread (task, write_in_thread);
}

static gboolean
lec_slide_content_write_finish (GdkContentProvider *provider,
                                GAsyncResult *result,
                                GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static GdkContentFormats *
lec_slide_content_ref_formats (GdkContentProvider *provider)
{
  const char *first = g_ptr_array_index (LEC_SLIDE_CONTENT (provider)->pictures, 0);
  GdkContentFormatsBuilder *formats = gdk_content_formats_builder_new ();

  gdk_content_formats_builder_add_mime_type (formats, MIME_URIS);
  if (!g_str_has_suffix (first, ".png"))
    gdk_content_formats_builder_add_mime_type (formats, MIME_JPEG);
  gdk_content_formats_builder_add_mime_type (formats, MIME_PNG);
  return gdk_content_formats_builder_free_to_formats (formats);
}

static void
lec_slide_content_finalize (GObject *object)
{
  LecSlideContent *self = LEC_SLIDE_CONTENT (object);

  g_ptr_array_unref (self->pictures);
  g_ptr_array_unref (self->names);

  G_OBJECT_CLASS (lec_slide_content_parent_class)->finalize (object);
}

static void
lec_slide_content_class_init (LecSlideContentClass *klass)
{
  GdkContentProviderClass *provider_class = GDK_CONTENT_PROVIDER_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = lec_slide_content_finalize;
  provider_class->ref_formats = lec_slide_content_ref_formats;
  provider_class->write_mime_type_async = lec_slide_content_write_async;
  provider_class->write_mime_type_finish = lec_slide_content_write_finish;
}

static void
lec_slide_content_init (LecSlideContent *self)
{
  self->pictures = g_ptr_array_new_with_free_func (g_free);
  self->names = g_ptr_array_new_with_free_func (g_free);
}

GdkContentProvider *
lec_slide_content_new (const GPtrArray *slides,
                       const char *lecture)
{
  g_autoptr (LecSlideContent) self = NULL;

  g_return_val_if_fail (slides != NULL && lecture != NULL, NULL);

  self = g_object_new (LEC_TYPE_SLIDE_CONTENT, NULL);
  for (guint i = 0; i < slides->len; i++)
    {
      LecSlideItem *slide = g_ptr_array_index (slides, i);

      if (lec_slide_item_get_picture (slide) == NULL)
        continue;
      g_ptr_array_add (self->pictures, g_strdup (lec_slide_item_get_picture (slide)));
      g_ptr_array_add (self->names, make_name (lecture, slide));
    }

  return self->pictures->len > 0 ? GDK_CONTENT_PROVIDER (g_steal_pointer (&self)) : NULL;
}
