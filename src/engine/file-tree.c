/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A copy is trusted when it was read again from the disk and has the same sum:
 * the original is removed afterwards.
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
#include "base/pending-file.h"

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
  g_free (self);
}

static gint64
get_time_ns (const struct stat *facts)
{
  return facts->st_mtim.tv_sec * SECOND_NS + facts->st_mtim.tv_nsec;
}

static gboolean
list_below (const char *folder,
            const char *inner,
            GPtrArray *files,
            GError **error);

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
      lec_error_set_from_errno (error, errno, "read", full);
      return FALSE;
    }
  if (S_ISDIR (facts.st_mode))
    return list_below (folder, relative, files, error);
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
      char *path = *inner != '\0' ? g_build_filename (inner, name, NULL) : g_strdup (name);

      if (!list_one (folder, path, files, error))
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
                    GError **error)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_tree_file_free);

  g_return_val_if_fail (folder != NULL, NULL);

  if (!list_below (folder, "", files, error))
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

/* Reads @fd from its start. @file: (nullable): what is read is written there, too. */
static char *
sum_up (int fd,
        const char *path,
        LecPendingFile *file,
        GCancellable *cancellable,
        GError **error)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree guint8 *chunk = g_malloc (CHUNK_BYTES);
  gint64 offset = 0;

  while (TRUE)
    {
      ssize_t n = pread (fd, chunk, CHUNK_BYTES, offset);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        {
          lec_error_set_from_errno (error, errno, "read", path);
          return NULL;
        }
      if (n == 0)
        return g_strdup (g_checksum_get_string (sum));
      if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
          (file != NULL && !lec_pending_file_write (file, chunk, (gsize) n, error)))
        return NULL;
      g_checksum_update (sum, chunk, n);
      offset += n;
    }
}

static char *
sum_up_file (const char *path,
             LecPendingFile *file,
             GCancellable *cancellable,
             GError **error)
{
  int fd = g_open (path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW, 0);
  char *sum = NULL;

  if (fd < 0)
    {
      lec_error_set_from_errno (error, errno, "read", path);
      return NULL;
    }

  /* From the disk, not from memory, where it has just been written. */
  if (file == NULL && fsync (fd) == 0)
    posix_fadvise (fd, 0, 0, POSIX_FADV_DONTNEED);
  sum = sum_up (fd, path, file, cancellable, error);
  g_close (fd, NULL);
  return sum;
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

static void
set_time (const char *path,
          gint64 time_ns)
{
  struct timespec time = { .tv_sec = time_ns / SECOND_NS, .tv_nsec = time_ns % SECOND_NS };
  const struct timespec times[2] = { time, time };

  /* Without it the file is copied again the next time. */
  if (utimensat (AT_FDCWD, path, times, AT_SYMLINK_NOFOLLOW) != 0)
    g_debug ("cannot set the time of %s: %s", path, g_strerror (errno));
}

gboolean
lec_tree_file_copy (const LecTreeFile *file,
                    const char *folder,
                    const char *target,
                    GCancellable *cancellable,
                    GError **error)
{
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;
  g_autofree char *shown = NULL;
  g_autofree char *read = NULL;
  g_autofree char *written = NULL;
  g_autoptr (LecPendingFile) pending = NULL;

  g_return_val_if_fail (file != NULL && folder != NULL && target != NULL, FALSE);

  from = g_build_filename (folder, file->path, NULL);
  to = g_build_filename (target, file->path, NULL);
  shown = g_filename_display_name (to);
  if (!make_parent (to, error))
    return FALSE;
  pending = lec_pending_file_new (to, TRUE, error);
  read = pending != NULL ? sum_up_file (from, pending, cancellable, error) : NULL;
  written = read != NULL ? sum_up_file (lec_pending_file_get_path (pending), NULL, cancellable, error) : NULL;
  if (written == NULL)
    return FALSE;
  if (!g_str_equal (read, written))
    {
      g_set_error (error, LEC_ERROR, LEC_ERROR_DAMAGED, _ ("%s is not what was written to it; is the disk broken?"),
                   shown);
      return FALSE;
    }

  set_time (lec_pending_file_get_path (pending), file->time_ns);
  return lec_pending_file_commit (pending, error);
}
