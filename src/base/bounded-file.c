/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Size and kind are looked at on the open file, before a byte of it is read.
 */
#include "base/bounded-file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"
#include "base/time-format.h"

/* Reads what a stat just promised; the file may shrink meanwhile, growing does not matter. */
static char *
read_bytes (int fd,
            gsize size,
            gsize *length)
{
  g_autofree char *buffer = g_malloc (size + 1);
  gssize got = 1;

  *length = 0;
  while (got > 0 && *length < size)
    {
      got = read (fd, buffer + *length, size - *length);
      if (got < 0 && errno == EINTR)
        got = 1;
      else if (got < 0)
        return NULL;
      else
        *length += (gsize) got;
    }
  buffer[*length] = '\0';

  return g_steal_pointer (&buffer);
}

static void
set_too_long (gsize max_bytes,
              GError **error)
{
  g_autofree char *size = lec_size_format (max_bytes);

  /* Translators: how large a file may be, "33.6 MB" */
  g_set_error (error, LEC_ERROR, LEC_ERROR_PROTOCOL, _ ("larger than %s"), size);
}

/**
 * lec_bounded_file_read:
 * @max_bytes: longer files are refused before they are read
 * @length: (out): of what is returned, without the NUL after it
 *
 * Returns: (transfer full) (nullable): %NULL with %LEC_ERROR_NOT_FOUND or _UNREADABLE, which name
 *   @path, or with _PROTOCOL, which does not
 */
char *
lec_bounded_file_read (const char *path,
                       gsize max_bytes,
                       gsize *length,
                       GError **error)
{
  struct stat facts = { 0 };
  char *text = NULL;
  int fd = -1;

  g_return_val_if_fail (path != NULL && length != NULL, NULL);

  /* Not blocking: a named pipe must not hang the program. */
  fd = g_open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK, 0);
  if (fd < 0 || fstat (fd, &facts) != 0)
    lec_error_set_from_errno (error, errno, "open", path);
  else if (!S_ISREG (facts.st_mode))
    g_set_error_literal (error, LEC_ERROR, LEC_ERROR_PROTOCOL, _ ("not a regular file"));
  else if ((guint64) facts.st_size > max_bytes)
    set_too_long (max_bytes, error);
  else if ((text = read_bytes (fd, (gsize) facts.st_size, length)) == NULL)
    lec_error_set_from_errno (error, errno, "read", path);

  if (fd >= 0)
    g_close (fd, NULL);

  return text;
}
