/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Read by file descriptor: what was checked to be a regular file is what is
 * read.
 */
#include "worker/result-file.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"

#define CHUNK_BYTES 65536

static gboolean
sync_path (const char *path,
           GError **error)
{
  int fd = open (path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  gboolean synced = fd >= 0 && fsync (fd) == 0;

  if (!synced)
    lec_error_set_from_errno (error, errno, "sync", path);
  if (fd >= 0)
    close (fd);
  return synced;
}

gboolean
lec_result_file_sync (const char *folder,
                      const char *name,
                      GError **error)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  return sync_path (path, error) && sync_path (folder, error);
}

static gboolean
add_file (GChecksum *checksum,
          int fd)
{
  g_autofree guint8 *chunk = g_malloc (CHUNK_BYTES);
  ssize_t n;

  while ((n = TEMP_FAILURE_RETRY (read (fd, chunk, CHUNK_BYTES))) > 0)
    g_checksum_update (checksum, chunk, n);

  return n == 0;
}

static gboolean
is_regular (int fd)
{
  struct stat info;

  if (fstat (fd, &info) != 0)
    return FALSE;

  errno = EINVAL;
  return S_ISREG (info.st_mode);
}

char *
lec_result_file_hash (const char *folder,
                      const char *name,
                      GError **error)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  int fd = open (path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
  gboolean hashed = fd >= 0 && is_regular (fd) && add_file (checksum, fd);

  if (!hashed)
    lec_error_set_from_errno (error, errno, "read", path);
  if (fd >= 0)
    close (fd);
  return hashed ? g_strdup (g_checksum_get_string (checksum)) : NULL;
}
