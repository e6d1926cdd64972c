/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The folder itself is locked: nothing is left lying about in it. Where folders
 * cannot be locked nobody waits.
 */
#include "engine/settings-lock.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/file.h>

#include "base/error.h"

int
lec_settings_lock_take (GError **error)
{
  g_autofree char *folder = g_build_filename (g_get_user_config_dir (), "lectern", NULL);
  int fd = -1;

  if (g_mkdir_with_parents (folder, 0700) == 0)
    fd = g_open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
  if (fd < 0)
    {
      lec_error_set_from_errno (error, errno, "create", folder);
      return -1;
    }

  while (flock (fd, LOCK_EX) != 0 && errno == EINTR)
    ;
  return fd;
}

void
lec_settings_lock_release (int *lock)
{
  g_return_if_fail (lock != NULL);

  if (*lock >= 0)
    g_close (*lock, NULL);
  *lock = -1;
}
