/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Written aside and renamed. The temporary name does not depend on the final
 * one, which may have 255 bytes already; the file gets its mode from the umask
 * as any other new file does. Belongs to one thread.
 *
 * The temporary file is locked while its program lives: what a killed program
 * has left can be told from what another one is writing.
 */
#include "base/pending-file.h"

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

#define MAX_NAME_TRIES   100
#define TEMPORARY_PREFIX ".lectern-"
#define TEMPORARY_DIGITS 8
#define TEMPORARY_SUFFIX ".tmp"

/* Of what a library writes beside the temporary file, and SQLite beside that. */
static const char *const beside_suffixes[] = { "-beside", "-beside-journal" };

struct _LecPendingFile
{
  char *path;
  char *folder;
  char *temporary; /* (nullable): NULL once it has its name */
  int fd;
  guint replace : 1;
};

static gboolean
fail_from_errno (GError **error,
                 int errnum,
                 const char *path)
{
  g_autofree char *shown = g_filename_display_name (path);

  switch (errnum)
    {
    case EACCES:
    case EPERM:
    case EROFS:
      g_set_error (error, LEC_ERROR, LEC_ERROR_NOT_WRITABLE,
                   _ ("%s: cannot be written there: %s"), shown, g_strerror (errnum));
      break;
    case EEXIST:
      g_set_error (error, LEC_ERROR, LEC_ERROR_EXISTS, _ ("%s: is there already"), shown);
      break;
    default:
      lec_error_set_from_errno (error, errnum, "write", path);
    }

  return FALSE;
}

static gboolean
exists (const char *path)
{
  GStatBuf facts;

  return g_lstat (path, &facts) == 0;
}

/* Whether the file is ours now: lec_pending_file_sweep() may have come between its creation and
 * its lock. Where files cannot be locked nothing is swept either. */
static gboolean
take_lock (int fd)
{
  struct stat facts = { 0 };

  if (flock (fd, LOCK_EX | LOCK_NB) != 0)
    return errno != EWOULDBLOCK;

  return fstat (fd, &facts) == 0 && facts.st_nlink > 0;
}

static char *
dup_temporary_path (const char *folder)
{
  g_autofree char *name = g_strdup_printf (TEMPORARY_PREFIX "%08x" TEMPORARY_SUFFIX, g_random_int ());

  return g_build_filename (folder, name, NULL);
}

static gboolean
create_temporary (LecPendingFile *self,
                  GError **error)
{
  for (guint i = 0; i < MAX_NAME_TRIES; i++)
    {
      g_autofree char *temporary = dup_temporary_path (self->folder);

      self->fd = g_open (temporary, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
      if (self->fd < 0 && errno != EEXIST)
        return fail_from_errno (error, errno, self->path);
      if (self->fd >= 0 && take_lock (self->fd))
        {
          self->temporary = g_steal_pointer (&temporary);
          return TRUE;
        }
      if (self->fd >= 0)
        g_close (self->fd, NULL);
      self->fd = -1;
    }

  return fail_from_errno (error, EEXIST, self->path);
}

/**
 * lec_pending_file_new:
 * @path: final name
 * @replace: whether a file of that name may be replaced
 *
 * Creates the temporary file, so that a folder that may not be written shows here.
 *
 * Returns: (transfer full) (nullable): %NULL with %LEC_ERROR_EXISTS, _NOT_WRITABLE, _NOT_FOUND
 *   (no such folder), _NO_SPACE or _INTERNAL
 */
LecPendingFile *
lec_pending_file_new (const char *path,
                      gboolean replace,
                      GError **error)
{
  g_autoptr (LecPendingFile) self = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  self = g_new0 (LecPendingFile, 1);
  self->path = g_strdup (path);
  self->folder = g_path_get_dirname (path);
  self->fd = -1;
  self->replace = replace != FALSE;

  if (!replace && exists (path))
    {
      fail_from_errno (error, EEXIST, path);
      return NULL;
    }
  if (!create_temporary (self, error))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * lec_pending_file_new_kept:
 * @path: a file
 *
 * What is there now, under another name, too: whatever takes its place, lec_pending_file_commit()
 * puts it back, which takes no room. To be committed only when its place was taken.
 *
 * Returns: (transfer full) (nullable): %NULL where a file cannot have two names
 */
LecPendingFile *
lec_pending_file_new_kept (const char *path)
{
  g_autoptr (LecPendingFile) self = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  self = g_new0 (LecPendingFile, 1);
  self->path = g_strdup (path);
  self->folder = g_path_get_dirname (path);
  self->fd = -1;
  self->replace = TRUE;
  for (guint i = 0; i < MAX_NAME_TRIES && self->temporary == NULL; i++)
    {
      g_autofree char *temporary = dup_temporary_path (self->folder);

      if (link (path, temporary) == 0)
        self->temporary = g_steal_pointer (&temporary);
      else if (errno != EEXIST)
        return NULL;
    }
  self->fd = self->temporary != NULL ? g_open (self->temporary, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0) : -1;
  if (self->fd < 0 || !take_lock (self->fd))
    return NULL;

  return g_steal_pointer (&self);
}

static void
remove_beside (const char *temporary)
{
  for (guint i = 0; i < G_N_ELEMENTS (beside_suffixes); i++)
    {
      g_autofree char *path = g_strconcat (temporary, beside_suffixes[i], NULL);

      g_unlink (path);
    }
}

/* Removes the temporary file unless lec_pending_file_commit() succeeded. */
void
lec_pending_file_free (LecPendingFile *self)
{
  if (self == NULL)
    return;

  if (self->fd >= 0)
    g_close (self->fd, NULL);
  if (self->temporary != NULL)
    {
      remove_beside (self->temporary);
      g_unlink (self->temporary);
    }
  g_free (self->temporary);
  g_free (self->folder);
  g_free (self->path);
  g_free (self);
}

/**
 * lec_pending_file_get_path:
 *
 * Where a library may write that wants a path: the temporary file.
 *
 * Returns: (transfer none): valid until commit or free
 */
const char *
lec_pending_file_get_path (LecPendingFile *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->temporary;
}

/**
 * lec_pending_file_dup_path_beside:
 *
 * Where a library may write that locks what it writes: on a network its lock and ours would be in
 * each other's way. For lec_pending_file_commit_beside().
 *
 * Returns: (transfer full): nothing is there; what will be goes with the temporary file
 */
char *
lec_pending_file_dup_path_beside (LecPendingFile *self)
{
  g_return_val_if_fail (self != NULL && self->temporary != NULL, NULL);

  return g_strconcat (self->temporary, beside_suffixes[0], NULL);
}

/**
 * lec_pending_file_write:
 *
 * Appends.
 *
 * Returns: %FALSE with %LEC_ERROR_NO_SPACE or _INTERNAL
 */
gboolean
lec_pending_file_write (LecPendingFile *self,
                        const void *data,
                        gsize length,
                        GError **error)
{
  const char *bytes = data;

  g_return_val_if_fail (self != NULL && self->temporary != NULL, FALSE);

  while (length > 0)
    {
      gssize written = write (self->fd, bytes, length);

      if (written < 0 && errno == EINTR)
        continue;
      if (written < 0)
        return fail_from_errno (error, errno, self->path);
      bytes += written;
      length -= (gsize) written;
    }

  return TRUE;
}

/* A library may have put another file in place of ours: sync what the name leads to now. */
static gboolean
sync_path (const char *path,
           int flags)
{
  int fd = g_open (path, O_RDONLY | O_CLOEXEC | flags, 0);
  gboolean synced = FALSE;
  int errnum = 0;

  if (fd < 0)
    return FALSE;

  synced = fsync (fd) == 0 || errno == EINVAL || errno == ENOTSUP;
  errnum = errno;
  g_close (fd, NULL);
  errno = errnum;

  return synced;
}

/* Where the kernel or the file system knows no exclusive rename, and no hard links either, an empty
 * file of our own making holds the name until it is replaced. */
static gboolean
rename_over_placeholder (const char *from,
                         const char *to)
{
  int fd = g_open (to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  int errnum = 0;

  if (fd < 0)
    return FALSE;

  g_close (fd, NULL);
  if (g_rename (from, to) == 0)
    return TRUE;

  errnum = errno;
  g_unlink (to);
  errno = errnum;
  return FALSE;
}

static gboolean
rename_exclusively (const char *from,
                    const char *to)
{
  if (renameat2 (AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) == 0)
    return TRUE;
  if (errno != EINVAL && errno != ENOSYS && errno != ENOTSUP)
    return FALSE;
  if (link (from, to) == 0)
    {
      g_unlink (from);
      return TRUE;
    }
  if (errno == EEXIST)
    return FALSE;

  return rename_over_placeholder (from, to);
}

static gboolean
commit (LecPendingFile *self,
        const char *written,
        GError **error)
{
  gboolean renamed = FALSE;

  if (!sync_path (written, 0))
    return fail_from_errno (error, errno, self->path);

  renamed = self->replace ? g_rename (written, self->path) == 0 : rename_exclusively (written, self->path);
  if (!renamed)
    return fail_from_errno (error, errno, self->path);

  /* The name is in place; a folder that cannot be synced (on a network) is no failure. */
  sync_path (self->folder, O_DIRECTORY);
  return TRUE;
}

/**
 * lec_pending_file_commit:
 *
 * Syncs the file and gives it its name. To be called once; on failure the temporary file goes
 * when @self is freed.
 *
 * Returns: %FALSE with %LEC_ERROR_EXISTS, _NO_SPACE, _NOT_WRITABLE or _INTERNAL
 */
gboolean
lec_pending_file_commit (LecPendingFile *self,
                         GError **error)
{
  g_return_val_if_fail (self != NULL && self->temporary != NULL, FALSE);

  if (!commit (self, self->temporary, error))
    return FALSE;

  g_clear_pointer (&self->temporary, g_free);
  return TRUE;
}

/* Likewise, of what was written beside. */
gboolean
lec_pending_file_commit_beside (LecPendingFile *self,
                                GError **error)
{
  g_autofree char *beside = NULL;

  g_return_val_if_fail (self != NULL && self->temporary != NULL, FALSE);

  beside = lec_pending_file_dup_path_beside (self);
  return commit (self, beside, error);
}

/**
 * lec_pending_file_save:
 *
 * All in one for data in memory.
 *
 * Returns: %FALSE with the errors of lec_pending_file_new() and lec_pending_file_commit()
 */
gboolean
lec_pending_file_save (const char *path,
                       const void *data,
                       gsize length,
                       gboolean replace,
                       GError **error)
{
  g_autoptr (LecPendingFile) file = lec_pending_file_new (path, replace, error);

  return file != NULL && lec_pending_file_write (file, data, length, error) &&
         lec_pending_file_commit (file, error);
}

static gboolean
is_temporary_name (const char *name)
{
  const char *digits = name + strlen (TEMPORARY_PREFIX);

  return g_str_has_prefix (name, TEMPORARY_PREFIX) && strspn (digits, "0123456789abcdef") == TEMPORARY_DIGITS &&
         g_str_equal (digits + TEMPORARY_DIGITS, TEMPORARY_SUFFIX);
}

static void
remove_if_abandoned (const char *path)
{
  int fd = g_open (path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0);
  struct stat facts = { 0 };

  if (fd < 0)
    return;

  if (fstat (fd, &facts) == 0 && S_ISREG (facts.st_mode) && flock (fd, LOCK_EX | LOCK_NB) == 0)
    {
      remove_beside (path);
      g_unlink (path);
    }
  g_close (fd, NULL);
}

/**
 * lec_pending_file_sweep:
 *
 * Removes the temporary files in @folder whose programs were killed; those of programs that live
 * stay. What cannot be removed is left.
 */
void
lec_pending_file_sweep (const char *folder)
{
  g_autoptr (GDir) dir = NULL;
  const char *name = NULL;

  g_return_if_fail (folder != NULL);

  dir = g_dir_open (folder, 0, NULL);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = is_temporary_name (name) ? g_build_filename (folder, name, NULL) : NULL;

      if (path != NULL)
        remove_if_abandoned (path);
    }
}
