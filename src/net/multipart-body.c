/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Three streams one after the other: what stands before the file, the file,
 * what stands behind it. The length is said before, so of a file that grows no
 * more is sent than it had, and one that shrinks is an error.
 */
#include "net/multipart-body.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gunixinputstream.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"

struct _LecMultipartBody
{
  GInputStream parent_instance;
  GInputStream *before;
  GInputStream *file;
  GInputStream *behind;
  gint64 file_left_bytes;
  gint64 size_bytes;
};

G_DEFINE_FINAL_TYPE (LecMultipartBody, lec_multipart_body, G_TYPE_INPUT_STREAM)

static gssize
read_file (LecMultipartBody *self,
           void *buffer,
           gsize count,
           GCancellable *cancellable,
           GError **error)
{
  gsize wanted = (gsize) MIN ((gint64) count, self->file_left_bytes);
  gssize n_read = g_input_stream_read (self->file, buffer, wanted, cancellable, error);

  if (n_read == 0)
    {
      g_set_error_literal (error, LEC_ERROR, LEC_ERROR_INTERNAL, _ ("the file has become shorter while it was sent"));
      return -1;
    }
  if (n_read > 0)
    self->file_left_bytes -= n_read;

  return n_read;
}

static gssize
lec_multipart_body_read (GInputStream *stream,
                         void *buffer,
                         gsize count,
                         GCancellable *cancellable,
                         GError **error)
{
  LecMultipartBody *self = LEC_MULTIPART_BODY (stream);
  gssize n_read = g_input_stream_read (self->before, buffer, count, cancellable, error);

  if (n_read != 0 || count == 0)
    return n_read;
  if (self->file_left_bytes > 0)
    return read_file (self, buffer, count, cancellable, error);

  return g_input_stream_read (self->behind, buffer, count, cancellable, error);
}

static void
lec_multipart_body_dispose (GObject *object)
{
  LecMultipartBody *self = LEC_MULTIPART_BODY (object);

  g_clear_object (&self->before);
  g_clear_object (&self->file);
  g_clear_object (&self->behind);
  G_OBJECT_CLASS (lec_multipart_body_parent_class)->dispose (object);
}

static void
lec_multipart_body_class_init (LecMultipartBodyClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = lec_multipart_body_dispose;
  G_INPUT_STREAM_CLASS (klass)->read_fn = lec_multipart_body_read;
}

static void
lec_multipart_body_init (LecMultipartBody *self)
{
}

/* Within quotes of a header: what would end them is written as browsers do it. */
static void
append_quoted (GString *out,
               const char *text)
{
  for (; *text != '\0'; text++)
    if (*text == '"')
      g_string_append (out, "%22");
    else if (*text == '\r' || *text == '\n')
      g_string_append_printf (out, "%%%02X", (guint) *text);
    else
      g_string_append_c (out, *text);
}

static void
append_disposition (GString *out,
                    const char *boundary,
                    const char *name)
{
  g_string_append_printf (out, "--%s\r\nContent-Disposition: form-data; name=\"", boundary);
  append_quoted (out, name);
  g_string_append_c (out, '"');
}

static GInputStream *
make_before (const char *const *fields,
             const char *file_field,
             const char *path,
             const char *media_type,
             const char *boundary,
             gint64 *size_bytes)
{
  GString *out = g_string_new (NULL);
  g_autofree char *file_name = g_path_get_basename (path);
  g_autofree char *shown_name = g_utf8_make_valid (file_name, -1);
  g_autoptr (GBytes) bytes = NULL;

  for (; fields[0] != NULL && fields[1] != NULL; fields += 2)
    {
      append_disposition (out, boundary, fields[0]);
      g_string_append_printf (out, "\r\n\r\n%s\r\n", fields[1]);
    }
  append_disposition (out, boundary, file_field);
  g_string_append (out, "; filename=\"");
  append_quoted (out, shown_name);
  g_string_append_printf (out, "\"\r\nContent-Type: %s\r\n\r\n", media_type);
  *size_bytes += (gint64) out->len;

  bytes = g_string_free_to_bytes (out);
  return g_memory_input_stream_new_from_bytes (bytes);
}

static GInputStream *
make_behind (const char *boundary,
             gint64 *size_bytes)
{
  g_autofree char *text = g_strdup_printf ("\r\n--%s--\r\n", boundary);
  gsize length = strlen (text);

  *size_bytes += (gint64) length;
  return g_memory_input_stream_new_from_data (g_steal_pointer (&text), (gssize) length, g_free);
}

static gboolean
open_file (LecMultipartBody *self,
           const char *path,
           GError **error)
{
  struct stat facts;
  int fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);

  if (fd < 0)
    {
      lec_error_set_from_errno (error, errno, "read", path);
      return FALSE;
    }
  if (fstat (fd, &facts) != 0 || !S_ISREG (facts.st_mode))
    {
      close (fd);
      lec_error_set_from_errno (error, EACCES, "read", path);
      return FALSE;
    }

  self->file = g_unix_input_stream_new (fd, TRUE);
  self->file_left_bytes = facts.st_size;
  self->size_bytes += facts.st_size;
  return TRUE;
}

LecMultipartBody *
lec_multipart_body_new (const char *const *fields,
                        const char *file_field,
                        const char *path,
                        const char *media_type,
                        const char *boundary,
                        GError **error)
{
  g_autoptr (LecMultipartBody) self = NULL;

  g_return_val_if_fail (fields != NULL && file_field != NULL && path != NULL && media_type != NULL && boundary != NULL,
                        NULL);

  self = g_object_new (LEC_TYPE_MULTIPART_BODY, NULL);
  if (!open_file (self, path, error))
    return NULL;

  self->before = make_before (fields, file_field, path, media_type, boundary, &self->size_bytes);
  self->behind = make_behind (boundary, &self->size_bytes);
  return g_steal_pointer (&self);
}

gint64
lec_multipart_body_get_size (LecMultipartBody *self)
{
  g_return_val_if_fail (LEC_IS_MULTIPART_BODY (self), 0);

  return self->size_bytes;
}
