/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "net/disk-room.h"

#include <glib/gi18n-lib.h>
#include <sys/statvfs.h>

#include "base/error.h"
#include "base/time-format.h"

gboolean
lec_disk_room_check (const char *folder,
                     gint64 more_bytes,
                     gint64 spare_bytes,
                     GError **error)
{
  struct statvfs facts = { 0 };
  guint64 free_bytes = 0;
  g_autofree char *shown = NULL;
  g_autofree char *needed = NULL;
  g_autofree char *left = NULL;

  g_return_val_if_fail (folder != NULL && more_bytes >= 0 && spare_bytes >= 0, FALSE);

  if (statvfs (folder, &facts) != 0)
    return TRUE;
  free_bytes = (guint64) facts.f_bavail * facts.f_frsize;
  if (free_bytes / 2 > (guint64) G_MAXINT64 / 2 || more_bytes <= (gint64) free_bytes - spare_bytes)
    return TRUE;

  shown = g_filename_display_name (folder);
  needed = lec_size_format ((guint64) more_bytes);
  left = lec_size_format (free_bytes);
  if (more_bytes > 0)
    /* Translators: a folder, and two sizes */
    g_set_error (error, LEC_ERROR, LEC_ERROR_NO_SPACE,
                 _ ("not enough room in %s: %s of the video are missing, %s are free"), shown, needed, left);
  else
    /* Translators: a folder, and a size */
    g_set_error (error, LEC_ERROR, LEC_ERROR_NO_SPACE, _ ("not enough room in %s: %s are free"), shown, left);
  return FALSE;
}
