/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Copies are trusted when they were read again from the disk and have the same
 * sums: the originals may be removed afterwards.
 */
#include "engine/file-tree.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"

#define CHUNK_BYTES (256 * 1024)
#define SECOND_NS   G_GINT64_CONSTANT (1000000000)
/* File systems made for other systems keep times to two seconds. */
#define COARSE_NS (2 * SECOND_NS)

gint64
lec_file_tree_measure (const char *path)
{
  GStatBuf facts = { 0 };
  g_autoptr (GDir) dir = NULL;
  const char *name = NULL;
  gint64 sum = 0;

  g_return_val_if_fail (path != NULL, 0);

  if (g_lstat (path, &facts) != 0)
    return 0;
  if (!S_ISDIR (facts.st_mode))
    return S_ISREG (facts.st_mode) ? facts.st_size : 0;

  dir = g_dir_open (path, 0, NULL);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *inner = g_build_filename (path, name, NULL);

      sum += lec_file_tree_measure (inner);
    }

  return sum;
}

void
lec_file_tree_remove (const char *path)
{
  g_autoptr (GDir) dir = NULL;
  const char *name = NULL;

  g_return_if_fail (path != NULL);

  dir = g_file_test (path, G_FILE_TEST_IS_SYMLINK) ? NULL : g_dir_open (path, 0, NULL);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *inner = g_build_filename (path, name, NULL);

      lec_file_tree_remove (inner);
    }
  g_remove (path);
}

/* --- Listing --- */

void
lec_tree_file_free (LecTreeFile *self)
{
  if (self == NULL)
    return;

  g_free (self->path);
  g_free (self->sum);
  g_free (self);
}

static gint64
get_time_ns (const struct stat *facts)
{
  return facts->st_mtim.tv_sec * SECOND_NS + facts->st_mtim.tv_nsec;
}

typedef gboolean (*TakesFunc) (const char *name);

static gboolean
list_below (const char *folder,
            const char *inner,
            TakesFunc takes,
            GPtrArray *files,
            GError **error);

/* Takes @path. */
static gboolean
list_one (const char *folder,
          char *path,
          GPtrArray *files,
          GError **error)
{
  g_autofree char *relative = path;
  g_autofree char *full = g_build_filename (folder, relative, NULL);
  g_autofree char *shown = g_filename_display_name (full);
  LecTreeFile *file = NULL;
  GStatBuf facts = { 0 };

  if (g_lstat (full, &facts) != 0)
    {
      /* Renamed or removed just now. */
      if (errno == ENOENT)
        return TRUE;
      lec_error_set_from_errno (error, errno, "read", full);
      return FALSE;
    }
  if (S_ISDIR (facts.st_mode))
    return list_below (folder, relative, NULL, files, error);
  if (!S_ISREG (facts.st_mode))
    {
      g_set_error (error, LEC_ERROR, LEC_ERROR_USAGE,
                   _ ("%s is a link or a device; only files and folders can be copied"), shown);
      return FALSE;
    }

  file = g_new0 (LecTreeFile, 1);
  file->path = g_steal_pointer (&relative);
  file->size_bytes = facts.st_size;
  file->time_ns = get_time_ns (&facts);
  g_ptr_array_add (files, file);
  return TRUE;
}

/* @inner: "" for the folder itself */
static gboolean
list_below (const char *folder,
            const char *inner,
            TakesFunc takes,
            GPtrArray *files,
            GError **error)
{
  g_autofree char *full = g_build_filename (folder, inner, NULL);
  g_autoptr (GDir) dir = g_dir_open (full, 0, NULL);
  const char *name = NULL;

  if (dir == NULL)
    {
      lec_error_set_from_errno (error, errno, "read", full);
      return FALSE;
    }
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      if (takes != NULL && !takes (name))
        continue;
      if (!list_one (folder, *inner != '\0' ? g_build_filename (inner, name, NULL) : g_strdup (name), files, error))
        return FALSE;
    }

  return TRUE;
}

static gint
compare_paths (gconstpointer a,
               gconstpointer b)
{
  return strcmp ((*(const LecTreeFile *const *) a)->path, (*(const LecTreeFile *const *) b)->path);
}

GPtrArray *
lec_file_tree_list (const char *folder,
                    gboolean (*takes) (const char *name),
                    GError **error)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_tree_file_free);

  g_return_val_if_fail (folder != NULL, NULL);

  if (!list_below (folder, "", takes, files, error))
    return NULL;

  g_ptr_array_sort (files, compare_paths);
  return g_steal_pointer (&files);
}

gboolean
lec_tree_file_is_at (const LecTreeFile *file,
                     const char *path)
{
  GStatBuf facts = { 0 };
  gint64 time_ns = 0;

  g_return_val_if_fail (file != NULL && path != NULL, FALSE);

  if (g_lstat (path, &facts) != 0 || !S_ISREG (facts.st_mode) || facts.st_size != file->size_bytes)
    return FALSE;

  time_ns = get_time_ns (&facts);
  return time_ns == file->time_ns ||
         (time_ns % SECOND_NS == 0 && ABS (time_ns - file->time_ns) < COARSE_NS);
}

/* --- Copying --- */

/* A file descriptor that is closed when its scope ends. */
typedef int File;

static void
file_clear (File *self)
{
  if (*self >= 0)
    g_close (*self, NULL);
  *self = -1;
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (File, file_clear)

static gboolean
open_file (File *self,
           const char *path,
           int flags,
           GError **error)
{
  *self = g_open (path, flags | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (*self >= 0)
    return TRUE;

  lec_error_set_from_errno (error, errno, flags == O_RDONLY ? "read" : "write", path);
  return FALSE;
}

/* Returns: bytes read, 0 at the end, -1 with an error */
static gssize
read_chunk (int fd,
            const char *path,
            guint8 *chunk,
            GCancellable *cancellable,
            GError **error)
{
  gssize n = -1;

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return -1;

  do
    n = read (fd, chunk, CHUNK_BYTES);
  while (n < 0 && errno == EINTR);
  if (n < 0)
    lec_error_set_from_errno (error, errno, "read", path);

  return n;
}

static gboolean
write_chunk (int fd,
             const char *path,
             const guint8 *chunk,
             gssize length,
             GError **error)
{
  while (length > 0)
    {
      gssize n = write (fd, chunk, (gsize) length);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        {
          lec_error_set_from_errno (error, errno, "write", path);
          return FALSE;
        }
      chunk += n;
      length -= n;
    }

  return TRUE;
}

static gboolean
make_parent (const char *path,
             GError **error)
{
  g_autofree char *parent = g_path_get_dirname (path);

  if (g_mkdir_with_parents (parent, 0700) == 0)
    return TRUE;

  lec_error_set_from_errno (error, errno, "make", parent);
  return FALSE;
}

static gboolean
copy_file (LecTreeFile *file,
           const char *folder,
           const char *to,
           GCancellable *cancellable,
           GError **error)
{
  struct timespec time = { .tv_sec = file->time_ns / SECOND_NS, .tv_nsec = file->time_ns % SECOND_NS };
  const struct timespec times[2] = { time, time };
  g_autofree char *from = g_build_filename (folder, file->path, NULL);
  g_autofree guint8 *chunk = g_malloc (CHUNK_BYTES);
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  g_auto (File) in = -1;
  g_auto (File) out = -1;
  gssize n = 0;

  if (!make_parent (to, error) || !open_file (&in, from, O_RDONLY, error) ||
      !open_file (&out, to, O_WRONLY | O_CREAT | O_TRUNC, error))
    return FALSE;

  while ((n = read_chunk (in, from, chunk, cancellable, error)) > 0)
    {
      if (!write_chunk (out, to, chunk, n, error))
        return FALSE;
      g_checksum_update (sum, chunk, n);
    }
  if (n < 0)
    return FALSE;

  g_free (file->sum);
  file->sum = g_strdup (g_checksum_get_string (sum));
  /* Without its time it is copied again the next time. */
  if (futimens (out, times) != 0)
    g_debug ("cannot set the time of %s: %s", to, g_strerror (errno));

  return TRUE;
}

/* Returns: (transfer full) (nullable) */
static char *
sum_up (const char *path,
        GCancellable *cancellable,
        GError **error)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree guint8 *chunk = g_malloc (CHUNK_BYTES);
  g_auto (File) fd = -1;
  gssize n = 0;

  if (!open_file (&fd, path, O_RDONLY, error))
    return NULL;

  /* From the disk, not from memory, where it may have been written just now. */
  posix_fadvise (fd, 0, 0, POSIX_FADV_DONTNEED);
  while ((n = read_chunk (fd, path, chunk, cancellable, error)) > 0)
    g_checksum_update (sum, chunk, n);

  return n == 0 ? g_strdup (g_checksum_get_string (sum)) : NULL;
}

static gboolean
verify_file (const LecTreeFile *file,
             const char *folder,
             const char *copy,
             GCancellable *cancellable,
             GError **error)
{
  g_autofree char *from = g_build_filename (folder, file->path, NULL);
  g_autofree char *shown = g_filename_display_name (copy);
  g_autofree char *sum = file->sum != NULL ? g_strdup (file->sum) : sum_up (from, cancellable, error);
  g_autofree char *copy_sum = sum != NULL ? sum_up (copy, cancellable, error) : NULL;

  if (copy_sum == NULL)
    return FALSE;
  if (g_str_equal (sum, copy_sum))
    return TRUE;

  g_set_error (error, LEC_ERROR, LEC_ERROR_DAMAGED,
               _ ("%s is not what it was copied from; is the disk broken?"), shown);
  return FALSE;
}

gboolean
lec_file_tree_copy (GPtrArray *files,
                    const char *folder,
                    const char *target,
                    gboolean trusts,
                    GCancellable *cancellable,
                    GError **error)
{
  g_return_val_if_fail (files != NULL && folder != NULL && target != NULL, FALSE);

  for (guint i = 0; i < files->len; i++)
    {
      LecTreeFile *file = g_ptr_array_index (files, i);
      g_autofree char *to = g_build_filename (target, file->path, NULL);

      if (!(trusts && lec_tree_file_is_at (file, to)) && !copy_file (file, folder, to, cancellable, error))
        return FALSE;
    }

  return TRUE;
}

gboolean
lec_file_tree_sync (const char *folder,
                    GError **error)
{
  g_auto (File) fd = -1;

  g_return_val_if_fail (folder != NULL, FALSE);

  if (!open_file (&fd, folder, O_RDONLY, error))
    return FALSE;
  if (syncfs (fd) == 0)
    return TRUE;

  lec_error_set_from_errno (error, errno, "sync", folder);
  return FALSE;
}

gboolean
lec_file_tree_verify (const GPtrArray *files,
                      const char *folder,
                      const char *target,
                      GCancellable *cancellable,
                      GError **error)
{
  g_return_val_if_fail (files != NULL && folder != NULL && target != NULL, FALSE);

  for (guint i = 0; i < files->len; i++)
    {
      const LecTreeFile *file = g_ptr_array_index (files, i);
      g_autofree char *to = g_build_filename (target, file->path, NULL);

      if (!verify_file (file, folder, to, cancellable, error))
        return FALSE;
    }

  return TRUE;
}
