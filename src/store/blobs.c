/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The interface's own half: a file is read once to know its name and whether
 * it is there already, and once more to be written; its sum is taken both
 * times, since it may change in between. What is got is summed up before it
 * gets its name.
 */
#include "store/blobs.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"
#include "base/pending-file.h"

#define CHUNK_BYTES (256 * 1024)

/* What is got into memory at most. */
#define MAX_MEMORY_BYTES (G_GINT64_CONSTANT (256) * 1024 * 1024)

struct _LecBlobSource
{
  const char *path;   /* unowned (nullable): NULL for what is in memory */
  const guint8 *data; /* unowned (nullable) */
  int fd;
  LecBlob blob;
  gint64 n_read_bytes;
  gint64 n_done_before_bytes; /* of the progress, by earlier readings */
  GChecksum *sum;
  const LecBlobCall *call; /* unowned */
};

struct _LecBlobSink
{
  LecPendingFile *file; /* unowned (nullable): NULL for what goes to memory */
  GByteArray *bytes;    /* unowned (nullable) */
  const LecBlob *blob;  /* unowned */
  gint64 n_written_bytes;
  GChecksum *sum;
  const LecBlobCall *call; /* unowned */
};

static void
blob_source_clear (LecBlobSource *self)
{
  if (self->fd >= 0)
    g_close (self->fd, NULL);
  self->fd = -1;
  g_clear_pointer (&self->sum, g_checksum_free);
}

static void
blob_sink_clear (LecBlobSink *self)
{
  g_clear_pointer (&self->sum, g_checksum_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LecBlobSource, blob_source_clear)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LecBlobSink, blob_sink_clear)

G_DEFINE_INTERFACE (LecBlobs, lec_blobs, G_TYPE_OBJECT)

static void
lec_blobs_default_init (LecBlobsInterface *iface)
{
}

gboolean
lec_blob_hash_is_valid (const char *hash)
{
  g_return_val_if_fail (hash != NULL, FALSE);

  return strlen (hash) == LEC_BLOB_HASH_LENGTH && strspn (hash, "0123456789abcdef") == LEC_BLOB_HASH_LENGTH;
}

gboolean
lec_blob_init (LecBlob *self,
               const char *hash,
               gint64 size_bytes,
               GError **error)
{
  g_return_val_if_fail (self != NULL && hash != NULL, FALSE);

  if (!lec_blob_hash_is_valid (hash) || size_bytes < 0)
    {
      g_set_error_literal (error, LEC_ERROR, LEC_ERROR_PROTOCOL, _ ("not the sum of a file"));
      return FALSE;
    }

  g_strlcpy (self->hash, hash, sizeof self->hash);
  self->size_bytes = size_bytes;
  return TRUE;
}

/* --- Sources --- */

static void
tell_progress (const LecBlobCall *call,
               gint64 done_bytes,
               gint64 total_bytes)
{
  if (call->progress != NULL)
    call->progress (done_bytes, total_bytes, call->progress_data);
}

static gboolean
open_source (LecBlobSource *self,
             const char *path,
             GError **error)
{
  struct stat facts = { 0 };

  self->path = path;
  /* Not blocking: opening a named pipe waits for a writer otherwise. */
  self->fd = g_open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK, 0);
  if (self->fd < 0 || fstat (self->fd, &facts) != 0)
    {
      lec_error_set_from_errno (error, errno, "read", path);
      return FALSE;
    }
  if (!S_ISREG (facts.st_mode))
    {
      g_autofree char *shown = g_filename_display_name (path);

      g_set_error (error, LEC_ERROR, LEC_ERROR_USAGE, _ ("%s is not a regular file"), shown);
      return FALSE;
    }

  self->blob.size_bytes = facts.st_size;
  return TRUE;
}

/* From the beginning. */
static gboolean
rewind_source (LecBlobSource *self,
               GError **error)
{
  g_clear_pointer (&self->sum, g_checksum_free);
  self->sum = g_checksum_new (G_CHECKSUM_SHA256);
  self->n_read_bytes = 0;
  if (self->fd < 0 || lseek (self->fd, 0, SEEK_SET) == 0)
    return TRUE;

  lec_error_set_from_errno (error, errno, "read", self->path);
  return FALSE;
}

/* Returns: bytes read, 0 at the end, -1 with an error */
static gssize
read_piece (LecBlobSource *self,
            void *buffer,
            gsize length,
            GError **error)
{
  gssize n = -1;

  if (self->fd < 0)
    {
      n = (gssize) MIN ((gint64) length, self->blob.size_bytes - self->n_read_bytes);
      memcpy (buffer, self->data + self->n_read_bytes, (gsize) n);
      return n;
    }

  do
    n = read (self->fd, buffer, length);
  while (n < 0 && errno == EINTR);
  if (n < 0)
    lec_error_set_from_errno (error, errno, "read", self->path);

  return n;
}

/* Sums up what is read. */
static gssize
read_on (LecBlobSource *self,
         void *buffer,
         gsize length,
         GError **error)
{
  gssize n = -1;

  if (g_cancellable_set_error_if_cancelled (self->call->cancellable, error))
    return -1;

  n = read_piece (self, buffer, length, error);
  if (n <= 0)
    return n;

  g_checksum_update (self->sum, buffer, n);
  self->n_read_bytes += n;
  tell_progress (self->call, self->n_done_before_bytes + self->n_read_bytes, 2 * self->blob.size_bytes);
  return n;
}

/* Returns: -1 */
static gssize
fail_since_changed (const LecBlobSource *self,
                    GError **error)
{
  g_autofree char *shown = g_filename_display_name (self->path != NULL ? self->path : self->blob.hash);

  g_set_error (error, LEC_ERROR, LEC_ERROR_UNREADABLE, _ ("%s changed while it was read"), shown);
  return -1;
}

/* Fills in the name of the blob, and its size as it was read. */
static gboolean
sum_up (LecBlobSource *self,
        GError **error)
{
  g_autofree guint8 *chunk = g_malloc (CHUNK_BYTES);
  gssize n = 0;

  if (!rewind_source (self, error))
    return FALSE;
  while ((n = read_on (self, chunk, CHUNK_BYTES, error)) > 0)
    ;
  if (n < 0)
    return FALSE;

  g_strlcpy (self->blob.hash, g_checksum_get_string (self->sum), sizeof self->blob.hash);
  self->blob.size_bytes = self->n_read_bytes;
  self->n_done_before_bytes = self->n_read_bytes;
  return TRUE;
}

/**
 * lec_blob_source_read:
 *
 * The next bytes of the blob that is to be written. A kind reads all of them, also those that it
 * has already.
 *
 * Returns: how many, fewer than @length at the end only; 0 after it, when all of them were what
 *   their sum says; -1 with %LEC_ERROR_UNREADABLE or %G_IO_ERROR_CANCELLED
 */
gssize
lec_blob_source_read (LecBlobSource *self,
                      void *buffer,
                      gsize length,
                      GError **error)
{
  gsize n_filled = 0;

  g_return_val_if_fail (self != NULL && buffer != NULL && length > 0, -1);

  while (n_filled < length)
    {
      gssize n = read_on (self, (guint8 *) buffer + n_filled, length - n_filled, error);

      if (n < 0)
        return -1;
      if (n == 0)
        break;
      n_filled += (gsize) n;
    }
  if (self->n_read_bytes > self->blob.size_bytes)
    return fail_since_changed (self, error);
  if (n_filled == 0 && !g_str_equal (g_checksum_get_string (self->sum), self->blob.hash))
    return fail_since_changed (self, error);

  return (gssize) n_filled;
}

/* --- Sinks --- */

/**
 * lec_blob_sink_write:
 *
 * Returns: %FALSE with %LEC_ERROR_DAMAGED when that is more than the blob has, with the errors of
 *   lec_pending_file_write(), or %G_IO_ERROR_CANCELLED
 */
gboolean
lec_blob_sink_write (LecBlobSink *self,
                     const void *data,
                     gsize length,
                     GError **error)
{
  g_return_val_if_fail (self != NULL && data != NULL, FALSE);

  if (g_cancellable_set_error_if_cancelled (self->call->cancellable, error))
    return FALSE;
  if ((guint64) length > (guint64) (self->blob->size_bytes - self->n_written_bytes))
    {
      g_set_error (error, LEC_ERROR, LEC_ERROR_DAMAGED, _ ("the file kept as %s is longer than it was"),
                   self->blob->hash);
      return FALSE;
    }

  if (self->file != NULL && !lec_pending_file_write (self->file, data, length, error))
    return FALSE;
  if (self->bytes != NULL)
    g_byte_array_append (self->bytes, data, (guint) length);
  g_checksum_update (self->sum, data, (gssize) length);
  self->n_written_bytes += (gint64) length;
  tell_progress (self->call, self->n_written_bytes, self->blob->size_bytes);
  return TRUE;
}

/* Whether that was all, and what it should be. */
static gboolean
check_sink (const LecBlobSink *self,
            GError **error)
{
  if (self->n_written_bytes < self->blob->size_bytes)
    g_set_error (error, LEC_ERROR, LEC_ERROR_DAMAGED, _ ("the file kept as %s is cut short"), self->blob->hash);
  else if (!g_str_equal (g_checksum_get_string (self->sum), self->blob->hash))
    g_set_error (error, LEC_ERROR, LEC_ERROR_DAMAGED, _ ("the file kept as %s is not what was sent"),
                 self->blob->hash);
  else
    return TRUE;

  return FALSE;
}

/* --- The calls --- */

static gboolean
check_quota (LecBlobs *self,
             const LecBlob *blob,
             GCancellable *cancellable,
             GError **error)
{
  LecBlobUse use = { 0 };
  g_autofree char *wanted = NULL;
  g_autofree char *used = NULL;
  g_autofree char *quota = NULL;

  if (!lec_blobs_measure (self, &use, cancellable, error))
    return FALSE;
  if (use.quota_bytes == 0 || blob->size_bytes <= use.quota_bytes - use.size_bytes)
    return TRUE;

  wanted = g_format_size ((guint64) blob->size_bytes);
  used = g_format_size ((guint64) use.size_bytes);
  quota = g_format_size ((guint64) use.quota_bytes);
  g_set_error (error, LEC_ERROR, LEC_ERROR_NO_SPACE,
               /* Translators: three sizes of files, like "1.2 GB" */
               _ ("no room to send %s: of the %s for shared files %s are used"), wanted, quota, used);
  return FALSE;
}

static gboolean
put_source (LecBlobs *self,
            LecBlobSource *source,
            LecBlob *blob,
            GError **error)
{
  GCancellable *cancellable = source->call->cancellable;
  gint64 size_bytes = -1;

  if (!sum_up (source, error) ||
      !LEC_BLOBS_GET_IFACE (self)->keep (self, source->blob.hash, &size_bytes, cancellable, error))
    return FALSE;

  /* Of another size it was cut off, and is written again. */
  if (size_bytes != source->blob.size_bytes &&
      !(check_quota (self, &source->blob, cancellable, error) && rewind_source (source, error) &&
        LEC_BLOBS_GET_IFACE (self)->write (self, &source->blob, source, error)))
    return FALSE;

  tell_progress (source->call, 2 * source->blob.size_bytes, 2 * source->blob.size_bytes);
  *blob = source->blob;
  return TRUE;
}

static const LecBlobCall no_call = { NULL, NULL, NULL };

/**
 * lec_blobs_put:
 * @path: a regular file, or a link to one
 * @blob: (out)
 * @call: (nullable)
 *
 * Keeps a copy of the file. One that is there already is not written again; one that was cut off
 * is gone on with, where the kind can.
 *
 * Returns: %FALSE with %LEC_ERROR_NOT_FOUND, _UNREADABLE (also when it changed meanwhile), _USAGE
 *   (no regular file), _NO_SPACE (before anything is written when the quota says so),
 *   _NOT_WRITABLE or %G_IO_ERROR_CANCELLED
 */
gboolean
lec_blobs_put (LecBlobs *self,
               const char *path,
               LecBlob *blob,
               const LecBlobCall *call,
               GError **error)
{
  g_auto (LecBlobSource) source = { .fd = -1, .call = call != NULL ? call : &no_call };

  g_return_val_if_fail (LEC_IS_BLOBS (self) && path != NULL && blob != NULL, FALSE);

  return open_source (&source, path, error) && put_source (self, &source, blob, error);
}

/* Likewise, of what is in memory. */
gboolean
lec_blobs_put_bytes (LecBlobs *self,
                     const void *data,
                     gsize length,
                     LecBlob *blob,
                     GCancellable *cancellable,
                     GError **error)
{
  const LecBlobCall call = { .cancellable = cancellable };
  g_auto (LecBlobSource) source = {
    .fd = -1,
    .call = &call,
    .data = data,
    .blob = { .size_bytes = (gint64) length },
  };

  g_return_val_if_fail (LEC_IS_BLOBS (self) && data != NULL && blob != NULL, FALSE);

  return put_source (self, &source, blob, error);
}

static gboolean
fill_sink (LecBlobs *self,
           LecBlobSink *sink,
           GError **error)
{
  sink->sum = g_checksum_new (G_CHECKSUM_SHA256);

  return LEC_BLOBS_GET_IFACE (self)->read (self, sink->blob, sink, error) && check_sink (sink, error);
}

/**
 * lec_blobs_get:
 * @path: where to; what is there is replaced
 * @call: (nullable)
 *
 * The file is there whole or not at all, and is what was sent.
 *
 * Returns: %FALSE with %LEC_ERROR_NOT_FOUND, _DAMAGED (the blob is not what was sent; whoever has
 *   the file removes the blob and puts it again), _NO_SPACE, _NOT_WRITABLE or %G_IO_ERROR_CANCELLED
 */
gboolean
lec_blobs_get (LecBlobs *self,
               const LecBlob *blob,
               const char *path,
               const LecBlobCall *call,
               GError **error)
{
  g_autoptr (LecPendingFile) file = NULL;
  g_auto (LecBlobSink) sink = { .blob = blob, .call = call != NULL ? call : &no_call };

  g_return_val_if_fail (LEC_IS_BLOBS (self) && blob != NULL && path != NULL, FALSE);

  file = lec_pending_file_new (path, TRUE, error);
  sink.file = file;
  return file != NULL && fill_sink (self, &sink, error) && lec_pending_file_commit (file, error);
}

/**
 * lec_blobs_get_bytes:
 * @blob: of at most 256 MiB: whoever takes its size from elsewhere checks it
 *
 * Returns: (transfer full) (nullable): %NULL with the errors of lec_blobs_get(), or
 *   %LEC_ERROR_LIMIT
 */
GBytes *
lec_blobs_get_bytes (LecBlobs *self,
                     const LecBlob *blob,
                     GCancellable *cancellable,
                     GError **error)
{
  const LecBlobCall call = { .cancellable = cancellable };
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_auto (LecBlobSink) sink = { .blob = blob, .call = &call, .bytes = bytes };

  g_return_val_if_fail (LEC_IS_BLOBS (self) && blob != NULL, NULL);

  if (blob->size_bytes > MAX_MEMORY_BYTES)
    {
      g_set_error (error, LEC_ERROR, LEC_ERROR_LIMIT, _ ("the file kept as %s is too large"), blob->hash);
      return NULL;
    }

  return fill_sink (self, &sink, error) ? g_byte_array_free_to_bytes (g_steal_pointer (&bytes)) : NULL;
}

/**
 * lec_blobs_find:
 * @hash: from anywhere
 * @size_bytes: (out): of what is kept, -1 when nothing is. It may be damaged all the same
 *
 * Returns: %FALSE with %LEC_ERROR_PROTOCOL for what is no hash, or another one
 */
gboolean
lec_blobs_find (LecBlobs *self,
                const char *hash,
                gint64 *size_bytes,
                GCancellable *cancellable,
                GError **error)
{
  LecBlob blob;

  g_return_val_if_fail (LEC_IS_BLOBS (self) && hash != NULL && size_bytes != NULL, FALSE);

  return lec_blob_init (&blob, hash, 0, error) &&
         LEC_BLOBS_GET_IFACE (self)->find (self, blob.hash, size_bytes, cancellable, error);
}

/**
 * lec_blobs_remove:
 * @hash: from anywhere; what is not there is no failure
 *
 * Returns: %FALSE with %LEC_ERROR_PROTOCOL for what is no hash, _NOT_WRITABLE, or another one
 */
gboolean
lec_blobs_remove (LecBlobs *self,
                  const char *hash,
                  GCancellable *cancellable,
                  GError **error)
{
  LecBlob blob;

  g_return_val_if_fail (LEC_IS_BLOBS (self) && hash != NULL, FALSE);

  return lec_blob_init (&blob, hash, 0, error) &&
         LEC_BLOBS_GET_IFACE (self)->remove (self, blob.hash, cancellable, error);
}

/* What is kept; what is not finished does not count. */
gboolean
lec_blobs_measure (LecBlobs *self,
                   LecBlobUse *use,
                   GCancellable *cancellable,
                   GError **error)
{
  g_return_val_if_fail (LEC_IS_BLOBS (self) && use != NULL, FALSE);

  return LEC_BLOBS_GET_IFACE (self)->measure (self, use, cancellable, error);
}

/**
 * lec_blobs_sweep:
 * @named: (element-type utf8 utf8): a set of the sums of those that somebody needs
 * @before_us: since 1970: what was put since may be needed by who has not said so yet
 * @n_swept: (out)
 *
 * Removes all others.
 */
gboolean
lec_blobs_sweep (LecBlobs *self,
                 GHashTable *named,
                 gint64 before_us,
                 guint *n_swept,
                 GCancellable *cancellable,
                 GError **error)
{
  g_return_val_if_fail (LEC_IS_BLOBS (self) && named != NULL && n_swept != NULL, FALSE);

  *n_swept = 0;
  return LEC_BLOBS_GET_IFACE (self)->sweep (self, named, before_us, n_swept, cancellable, error);
}

/**
 * lec_blobs_upkeep:
 *
 * From time to time: removes what writers left that were killed long ago (a day in a folder, a week
 * in a database); until then it can be gone on with.
 */
gboolean
lec_blobs_upkeep (LecBlobs *self,
                  gint64 now_us,
                  GCancellable *cancellable,
                  GError **error)
{
  g_return_val_if_fail (LEC_IS_BLOBS (self), FALSE);

  return LEC_BLOBS_GET_IFACE (self)->upkeep (self, now_us, cancellable, error);
}
