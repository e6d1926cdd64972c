/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A blob lies in a folder named by the first two digits of its sum, under its
 * whole sum. Everything is opened by way of the open folder, and no link in it
 * is followed: whoever else may write there leads nobody out of it.
 *
 * It is written under the name HASH.N.part, which is locked while its writer
 * lives, synced, and renamed. What a killed writer has left is gone on with by
 * the next one that has the same file: what is in it is compared, not trusted.
 * Two writers of one blob take different names; the one who is last replaces
 * the blob by the same bytes. Where files cannot be locked, nobody goes on with
 * a file of somebody else.
 */
#include "store/folder-blobs.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"

#define CHUNK_BYTES (256 * 1024)
#define PART_SUFFIX ".part"
/* Between the name of one that is swept and that. */
#define SWEPT ".swept"
/* Writers of one blob at once, before a name is drawn by lot. */
#define MAX_PARTS 8
#define MAX_NAME  (LEC_BLOB_HASH_LENGTH + 32)
/* How long what a killed writer left may be gone on with. */
#define KEEP_PARTS_S (24 * 60 * 60)

struct _LecFolderBlobs
{
  GObject parent_instance;

  char *path;
  int fd;
  gint64 quota_bytes;
};

/* A blob that is written. */
typedef struct
{
  int folder_fd;
  int fd;
  char name[MAX_NAME];
} Part;

/* A file descriptor that is closed when its scope ends. */
typedef int File;

static void
file_clear (File *self)
{
  if (*self >= 0)
    g_close (*self, NULL);
  *self = -1;
}

/* The file stays: it may be gone on with. */
static void
part_clear (Part *self)
{
  file_clear (&self->fd);
  file_clear (&self->folder_fd);
}

typedef DIR Dir;

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (File, file_clear)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Part, part_clear)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Dir, closedir)

static void lec_folder_blobs_iface_init (LecBlobsInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (LecFolderBlobs,
                               lec_folder_blobs,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (LEC_TYPE_BLOBS, lec_folder_blobs_iface_init))

/* --- Names --- */

static gboolean
fail_from_errno (LecFolderBlobs *self,
                 const char *action,
                 const char *name,
                 GError **error)
{
  int errnum = errno;
  g_autofree char *path = g_build_filename (self->path, name, NULL);

  lec_error_set_from_errno (error, errnum, action, path);
  return FALSE;
}

/* Of the first two digits of @hash. Returns: -1 with errno, ENOENT when it is not there and
 * @makes is not set */
static int
open_inner_folder (LecFolderBlobs *self,
                   const char *hash,
                   gboolean makes)
{
  const char name[] = { hash[0], hash[1], '\0' };

  /* All who share the folder write there. */
  if (makes && mkdirat (self->fd, name, 0777) != 0 && errno != EEXIST)
    return -1;

  return openat (self->fd, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

/* --- Looking --- */

static gboolean
find (LecBlobs *blobs,
      const char *hash,
      gint64 *size_bytes,
      GCancellable *cancellable,
      GError **error)
{
  LecFolderBlobs *self = LEC_FOLDER_BLOBS (blobs);
  g_auto (File) folder = open_inner_folder (self, hash, FALSE);
  struct stat facts = { 0 };

  *size_bytes = -1;
  if (folder < 0 || fstatat (folder, hash, &facts, AT_SYMLINK_NOFOLLOW) != 0)
    return errno == ENOENT || fail_from_errno (self, "read", hash, error);
  if (S_ISREG (facts.st_mode))
    *size_bytes = facts.st_size;

  return TRUE;
}

/* The time first: whoever sweeps looks at it when the file has no name any more. */
static gboolean
keep (LecBlobs *blobs,
      const char *hash,
      gint64 *size_bytes,
      GCancellable *cancellable,
      GError **error)
{
  LecFolderBlobs *self = LEC_FOLDER_BLOBS (blobs);
  g_auto (File) folder = open_inner_folder (self, hash, FALSE);

  *size_bytes = -1;
  if (folder < 0 || utimensat (folder, hash, NULL, AT_SYMLINK_NOFOLLOW) != 0)
    return errno == ENOENT || fail_from_errno (self, "write", hash, error);

  return find (blobs, hash, size_bytes, cancellable, error);
}

static gboolean
fail_to_find (const char *hash,
              GError **error)
{
  g_set_error (error, LEC_ERROR, LEC_ERROR_NOT_FOUND, _ ("the shared file %s is not there"), hash);
  return FALSE;
}

static gssize
read_chunk (int fd,
            void *chunk,
            gsize length)
{
  gssize n = -1;

  do
    n = read (fd, chunk, length);
  while (n < 0 && errno == EINTR);

  return n;
}

static gboolean
read_blob (LecBlobs *blobs,
           const LecBlob *blob,
           LecBlobSink *sink,
           GError **error)
{
  LecFolderBlobs *self = LEC_FOLDER_BLOBS (blobs);
  g_auto (File) folder = open_inner_folder (self, blob->hash, FALSE);
  g_auto (File) file = -1;
  g_autofree guint8 *chunk = g_malloc (CHUNK_BYTES);
  gssize n = 0;

  if (folder >= 0)
    file = openat (folder, blob->hash, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
  if (file < 0)
    return errno == ENOENT ? fail_to_find (blob->hash, error) : fail_from_errno (self, "read", blob->hash, error);

  while ((n = read_chunk (file, chunk, CHUNK_BYTES)) > 0)
    if (!lec_blob_sink_write (sink, chunk, (gsize) n, error))
      return FALSE;

  return n == 0 || fail_from_errno (self, "read", blob->hash, error);
}

/* --- Writing --- */

/* Whether the open part is still what its name says: its last writer may have renamed it, or upkeep
 * may have removed it. */
static gboolean
is_current (const Part *part)
{
  struct stat named = { 0 };
  struct stat opened = { 0 };

  return fstat (part->fd, &opened) == 0 && S_ISREG (opened.st_mode) &&
         fstatat (part->folder_fd, part->name, &named, AT_SYMLINK_NOFOLLOW) == 0 &&
         named.st_ino == opened.st_ino && named.st_dev == opened.st_dev;
}

typedef enum
{
  PART_OURS,
  PART_BUSY,
  PART_UNLOCKABLE,
  PART_FAILED,
} PartState;

static PartState
try_part (Part *part,
          const char *hash,
          guint n)
{
  g_snprintf (part->name, sizeof part->name, "%s.%u" PART_SUFFIX, hash, n);
  part->fd = openat (part->folder_fd, part->name, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK, 0666);
  if (part->fd < 0)
    return errno == ELOOP || errno == EISDIR || errno == EACCES ? PART_BUSY : PART_FAILED;
  if (flock (part->fd, LOCK_EX | LOCK_NB) == 0)
    return is_current (part) ? PART_OURS : PART_BUSY;

  return errno == EWOULDBLOCK ? PART_BUSY : PART_UNLOCKABLE;
}

/* One that nobody knows of. */
static gboolean
draw_part (Part *part,
           const char *hash)
{
  file_clear (&part->fd);
  g_snprintf (part->name, sizeof part->name, "%s.%08x" PART_SUFFIX, hash, g_random_int ());
  part->fd = openat (part->folder_fd, part->name, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);

  return part->fd >= 0;
}

static gboolean
open_part (LecFolderBlobs *self,
           Part *part,
           const char *hash)
{
  PartState state = PART_BUSY;

  part->folder_fd = open_inner_folder (self, hash, TRUE);
  if (part->folder_fd < 0)
    return FALSE;

  for (guint i = 0; i < MAX_PARTS && state == PART_BUSY; i++)
    {
      file_clear (&part->fd);
      state = try_part (part, hash, i);
    }

  return state == PART_OURS || (state != PART_FAILED && draw_part (part, hash));
}

static gboolean
write_chunk (int fd,
             const guint8 *data,
             gsize length,
             gint64 offset)
{
  while (length > 0)
    {
      gssize n = pwrite (fd, data, length, offset);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return FALSE;
      data += n;
      offset += n;
      length -= (gsize) n;
    }

  return TRUE;
}

static gboolean
holds_chunk (int fd,
             const guint8 *data,
             gsize length,
             gint64 offset,
             guint8 *found)
{
  return pread (fd, found, length, offset) == (gssize) length && memcmp (found, data, length) == 0;
}

/* Returns: %FALSE with errno 0 when @error is set */
static gboolean
fill_part (const Part *part,
           LecBlobSource *source,
           GError **error)
{
  g_autofree guint8 *chunk = g_malloc (CHUNK_BYTES);
  g_autofree guint8 *found = g_malloc (CHUNK_BYTES);
  gboolean goes_on = TRUE;
  gint64 offset = 0;
  gssize n = 0;

  while ((n = lec_blob_source_read (source, chunk, CHUNK_BYTES, error)) > 0)
    {
      goes_on = goes_on && holds_chunk (part->fd, chunk, (gsize) n, offset, found);
      if (!goes_on && !write_chunk (part->fd, chunk, (gsize) n, offset))
        return FALSE;
      offset += n;
    }

  errno = 0;
  return n == 0 && ftruncate (part->fd, offset) == 0;
}

static gboolean
sync_fd (int fd)
{
  return fsync (fd) == 0 || errno == EINVAL || errno == ENOTSUP;
}

static gboolean
commit_part (const Part *part,
             const char *hash)
{
  if (!sync_fd (part->fd) || renameat (part->folder_fd, part->name, part->folder_fd, hash) != 0)
    return FALSE;

  /* The name is in place; a folder that cannot be synced (on a network) is no failure. */
  sync_fd (part->folder_fd);
  return TRUE;
}

static gboolean
write_blob (LecBlobs *blobs,
            const LecBlob *blob,
            LecBlobSource *source,
            GError **error)
{
  LecFolderBlobs *self = LEC_FOLDER_BLOBS (blobs);
  g_auto (Part) part = { .folder_fd = -1, .fd = -1 };
  GError *reason = NULL;

  if (!open_part (self, &part, blob->hash))
    return fail_from_errno (self, "write", blob->hash, error);
  if (fill_part (&part, source, &reason) && commit_part (&part, blob->hash))
    return TRUE;

  if (reason == NULL)
    fail_from_errno (self, "write", blob->hash, &reason);
  /* Whoever was stopped may go on later; a disk that is full has no room for what is useless. */
  if (!g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    unlinkat (part.folder_fd, part.name, 0);
  g_propagate_error (error, reason);
  return FALSE;
}

static gboolean
remove_blob (LecBlobs *blobs,
             const char *hash,
             GCancellable *cancellable,
             GError **error)
{
  LecFolderBlobs *self = LEC_FOLDER_BLOBS (blobs);
  g_auto (File) folder = open_inner_folder (self, hash, FALSE);

  if (folder >= 0 && unlinkat (folder, hash, 0) == 0)
    return TRUE;

  return errno == ENOENT || fail_from_errno (self, "remove", hash, error);
}

/* --- All of them --- */

/* @name: of a regular file of @facts in the folder @folder_fd */
typedef void (*VisitFunc) (int folder_fd, const char *name, const struct stat *facts, gpointer user_data);

static void
visit_inner_folder (int folder_fd,
                    VisitFunc visit,
                    gpointer user_data)
{
  g_autoptr (Dir) dir = fdopendir (folder_fd);
  const struct dirent *entry = NULL;

  if (dir == NULL)
    {
      g_close (folder_fd, NULL);
      return;
    }
  while ((entry = readdir (dir)) != NULL)
    {
      struct stat facts = { 0 };

      if (fstatat (dirfd (dir), entry->d_name, &facts, AT_SYMLINK_NOFOLLOW) == 0 && S_ISREG (facts.st_mode))
        visit (dirfd (dir), entry->d_name, &facts, user_data);
    }
}

static gboolean
visit_all (LecFolderBlobs *self,
           VisitFunc visit,
           gpointer user_data,
           GCancellable *cancellable,
           GError **error)
{
  for (guint i = 0; i < 256; i++)
    {
      char digits[3] = { 0 };
      int folder = -1;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      g_snprintf (digits, sizeof digits, "%02x", i);
      folder = open_inner_folder (self, digits, FALSE);
      if (folder >= 0)
        visit_inner_folder (folder, visit, user_data);
      else if (errno != ENOENT)
        return fail_from_errno (self, "read", digits, error);
    }

  return TRUE;
}

static void
measure_cb (int folder_fd,
            const char *name,
            const struct stat *facts,
            gpointer user_data)
{
  LecBlobUse *use = user_data;

  if (!lec_blob_hash_is_valid (name))
    return;

  use->n_blobs++;
  use->size_bytes += facts->st_size;
}

static gboolean
measure (LecBlobs *blobs,
         LecBlobUse *use,
         GCancellable *cancellable,
         GError **error)
{
  LecFolderBlobs *self = LEC_FOLDER_BLOBS (blobs);

  *use = (LecBlobUse){ .quota_bytes = self->quota_bytes };
  return visit_all (self, measure_cb, use, cancellable, error);
}

/* Where files cannot be locked its age has to say it. */
static gboolean
is_abandoned (Part *part)
{
  part->fd = openat (part->folder_fd, part->name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);

  return part->fd >= 0 && (flock (part->fd, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK) && is_current (part);
}

static void
upkeep_cb (int folder_fd,
           const char *name,
           const struct stat *facts,
           gpointer user_data)
{
  const gint64 *now_us = user_data;
  gint64 age_s = *now_us / G_USEC_PER_SEC - facts->st_mtime;
  Part part = { .folder_fd = folder_fd, .fd = -1 };

  if (!g_str_has_suffix (name, PART_SUFFIX) || age_s < KEEP_PARTS_S ||
      g_strlcpy (part.name, name, sizeof part.name) >= sizeof part.name)
    return;

  if (is_abandoned (&part))
    unlinkat (folder_fd, name, 0);
  file_clear (&part.fd);
}

/* A sweep on its way. */
typedef struct
{
  GHashTable *named;
  gint64 before_us;
  guint n_swept;
} Sweep;

static gint64
get_time_us (const struct stat *facts)
{
  return (gint64) facts->st_mtim.tv_sec * G_USEC_PER_SEC + facts->st_mtim.tv_nsec / 1000;
}

/* Takes its name away first: whoever keeps it then does not find it, and whoever has kept it before
 * has changed its time, so that it gets its name back. What a kill leaves is taken for a part. */
static void
sweep_cb (int folder_fd,
          const char *name,
          const struct stat *facts,
          gpointer user_data)
{
  Sweep *sweep = user_data;
  g_autofree char *aside = g_strconcat (name, SWEPT PART_SUFFIX, NULL);
  struct stat now = { 0 };

  if (!lec_blob_hash_is_valid (name) || g_hash_table_contains (sweep->named, name) ||
      get_time_us (facts) >= sweep->before_us || renameat (folder_fd, name, folder_fd, aside) != 0)
    return;

  if (fstatat (folder_fd, aside, &now, AT_SYMLINK_NOFOLLOW) == 0 && get_time_us (&now) >= sweep->before_us)
    renameat (folder_fd, aside, folder_fd, name);
  else if (unlinkat (folder_fd, aside, 0) == 0)
    sweep->n_swept++;
}

static gboolean
sweep_all (LecBlobs *blobs,
           GHashTable *named,
           gint64 before_us,
           guint *n_swept,
           GCancellable *cancellable,
           GError **error)
{
  Sweep sweep = { named, before_us, 0 };
  gboolean done = visit_all (LEC_FOLDER_BLOBS (blobs), sweep_cb, &sweep, cancellable, error);

  *n_swept = sweep.n_swept;
  return done;
}

static gboolean
upkeep (LecBlobs *blobs,
        gint64 now_us,
        GCancellable *cancellable,
        GError **error)
{
  return visit_all (LEC_FOLDER_BLOBS (blobs), upkeep_cb, &now_us, cancellable, error);
}

/* --- Its life --- */

static void
lec_folder_blobs_finalize (GObject *object)
{
  LecFolderBlobs *self = LEC_FOLDER_BLOBS (object);

  file_clear (&self->fd);
  g_free (self->path);
  G_OBJECT_CLASS (lec_folder_blobs_parent_class)->finalize (object);
}

static void
lec_folder_blobs_class_init (LecFolderBlobsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = lec_folder_blobs_finalize;
}

static void
lec_folder_blobs_init (LecFolderBlobs *self)
{
  self->fd = -1;
}

static void
lec_folder_blobs_iface_init (LecBlobsInterface *iface)
{
  iface->find = find;
  iface->keep = keep;
  iface->write = write_blob;
  iface->read = read_blob;
  iface->remove = remove_blob;
  iface->measure = measure;
  iface->sweep = sweep_all;
  iface->upkeep = upkeep;
}

/**
 * lec_folder_blobs_open:
 * @folder: made when it is not there, but not what it lies in: that would be the empty place where
 *   a network folder is not mounted
 * @quota_bytes: what all blobs together may take; 0 for what fits on the disk
 *
 * Returns: (transfer full) (nullable): %NULL with %LEC_ERROR_NOT_FOUND, _UNREADABLE, _NOT_WRITABLE
 *   or _INTERNAL
 */
LecBlobs *
lec_folder_blobs_open (const char *folder,
                       gint64 quota_bytes,
                       GError **error)
{
  g_autoptr (LecFolderBlobs) self = NULL;

  g_return_val_if_fail (folder != NULL && quota_bytes >= 0, NULL);

  self = g_object_new (LEC_TYPE_FOLDER_BLOBS, NULL);
  self->path = g_strdup (folder);
  self->quota_bytes = quota_bytes;
  if (g_mkdir (folder, 0777) != 0 && errno != EEXIST)
    {
      lec_error_set_from_errno (error, errno, "make", folder);
      return NULL;
    }

  self->fd = g_open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
  if (self->fd >= 0)
    return LEC_BLOBS (g_steal_pointer (&self));

  lec_error_set_from_errno (error, errno, "open", folder);
  return NULL;
}
