/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A lock that many may hold says that the library is in use, the same lock held
 * by one that it is being moved; the system gives it back however a program
 * ends. Where a library was moved to is followed once: what lies there is not
 * asked again.
 */
#include "engine/data-folder.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <limits.h>
#include <string.h>
#include <sys/file.h>

#include "base/error.h"
#include "base/pending-file.h"

/* Who only changes where the library is holds it alone for a moment. */
#define LOCK_TRIES    10
#define LOCK_RETRY_US (100 * 1000)
#define MAX_FINDS     5

struct _LecDataFolder
{
  char *path;
  int lock_fd; /* -1 when there is none to be had */
};

char *
lec_data_folder_dup_home (void)
{
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), "lectern", NULL);

  return g_canonicalize_filename (path, NULL);
}

gboolean
lec_data_folder_is_library (const char *folder)
{
  g_autofree char *database = NULL;

  g_return_val_if_fail (folder != NULL, FALSE);

  database = g_build_filename (folder, LEC_DATA_FOLDER_DATABASE, NULL);
  return g_file_test (database, G_FILE_TEST_IS_REGULAR);
}

/* --- Where it is --- */

static gboolean
is_line (const char *path)
{
  return g_path_is_absolute (path) && strlen (path) < PATH_MAX && strchr (path, '\n') == NULL;
}

/* What is written in @path, or %NULL with @error unset when there is no such file. */
static char *
read_target (const char *path,
             GError **error)
{
  g_autofree char *text = NULL;
  g_autofree char *shown = g_filename_display_name (path);
  g_autoptr (GError) reason = NULL;
  gsize length = 0;

  if (!g_file_get_contents (path, &text, &length, &reason))
    {
      if (g_error_matches (reason, G_FILE_ERROR, G_FILE_ERROR_NOENT))
        return NULL;
      g_set_error (error, LEC_ERROR, LEC_ERROR_UNREADABLE, _ ("where the library is cannot be read: %s"),
                   reason->message);
      return NULL;
    }
  if (length > 1 && text[length - 1] == '\n' && strlen (text) == length)
    {
      text[length - 1] = '\0';
      if (is_line (text))
        return g_steal_pointer (&text);
    }

  g_set_error (error, LEC_ERROR, LEC_ERROR_PROTOCOL,
               _ ("%s should say where the library is, and does not; “lectern library use FOLDER” writes it anew"),
               shown);
  return NULL;
}

char *
lec_data_folder_find (const char *home,
                      GError **error)
{
  g_autofree char *begin = home != NULL ? g_strdup (home) : lec_data_folder_dup_home ();
  g_autofree char *path = g_build_filename (begin, LEC_DATA_FOLDER_MOVED_TO, NULL);
  g_autofree char *target = NULL;
  g_autofree char *shown = NULL;
  g_autoptr (GError) reason = NULL;

  target = read_target (path, &reason);
  if (reason != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&reason));
      return NULL;
    }
  if (target == NULL)
    return g_steal_pointer (&begin);
  if (lec_data_folder_is_library (target))
    return g_steal_pointer (&target);

  shown = g_filename_display_name (target);
  g_set_error (error, LEC_ERROR, LEC_ERROR_NOT_FOUND,
               _ ("the library was moved to %s, which is not there (a drive that is not connected?); "
                  "“lectern library use FOLDER” says where else it is"),
               shown);
  return NULL;
}

gboolean
lec_data_folder_point_to (const char *home,
                          const char *folder,
                          GError **error)
{
  g_autofree char *path = NULL;
  g_autofree char *line = NULL;
  g_autofree char *shown = NULL;

  g_return_val_if_fail (home != NULL && folder != NULL, FALSE);

  path = g_build_filename (home, LEC_DATA_FOLDER_MOVED_TO, NULL);
  shown = g_filename_display_name (folder);
  if (g_str_equal (home, folder))
    {
      if (g_unlink (path) == 0 || errno == ENOENT)
        return TRUE;
      lec_error_set_from_errno (error, errno, "remove", path);
      return FALSE;
    }
  if (!is_line (folder))
    {
      g_set_error (error, LEC_ERROR, LEC_ERROR_USAGE, _ ("a library cannot be in a folder of the name %s"), shown);
      return FALSE;
    }
  if (g_mkdir_with_parents (home, 0700) != 0)
    {
      lec_error_set_from_errno (error, errno, "make", home);
      return FALSE;
    }

  line = g_strconcat (folder, "\n", NULL);
  return lec_pending_file_save (path, line, strlen (line), TRUE, error);
}

/* --- Holding it --- */

void
lec_data_folder_free (LecDataFolder *self)
{
  if (self == NULL)
    return;

  if (self->lock_fd >= 0)
    g_close (self->lock_fd, NULL);
  g_free (self->path);
  g_free (self);
}

/* Takes @path; a lock is not there where none can be had. A folder that the library was moved to is
 * not made. */
static LecDataFolder *
data_folder_new (char *path,
                 gboolean is_made)
{
  LecDataFolder *self = g_new0 (LecDataFolder, 1);
  g_autofree char *lock = g_build_filename (path, LEC_DATA_FOLDER_LOCK, NULL);

  self->path = path;
  self->lock_fd = -1;
  if (!is_made || g_mkdir_with_parents (path, 0700) == 0)
    self->lock_fd = g_open (lock, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  /* Enough to hold it beside others. */
  if (self->lock_fd < 0)
    self->lock_fd = g_open (lock, O_RDONLY | O_CLOEXEC | O_NOFOLLOW, 0);

  return self;
}

/* Returns: whether it is held, 0 in @errnum, or why not */
static gboolean
take_lock (LecDataFolder *self,
           int operation,
           int *errnum)
{
  *errnum = ENOLCK;
  for (guint i = 0; self->lock_fd >= 0 && i < LOCK_TRIES; i++)
    {
      if (flock (self->lock_fd, operation | LOCK_NB) == 0)
        {
          *errnum = 0;
          return TRUE;
        }
      *errnum = errno;
      if (*errnum != EWOULDBLOCK && *errnum != EINTR)
        return FALSE;
      g_usleep (LOCK_RETRY_US);
    }

  return FALSE;
}

static gboolean
hold (LecDataFolder *self,
      GError **error)
{
  g_autofree char *shown = g_filename_display_name (self->path);
  int errnum = 0;

  if (take_lock (self, LOCK_SH, &errnum) || errnum != EWOULDBLOCK)
    return TRUE;

  g_set_error (error, LEC_ERROR, LEC_ERROR_NOT_WRITABLE,
               _ ("the library in %s is being moved by another program; try again later"), shown);
  return FALSE;
}

static gboolean
hold_alone (LecDataFolder *self,
            GError **error)
{
  g_autofree char *shown = g_filename_display_name (self->path);
  int errnum = 0;

  if (take_lock (self, LOCK_EX, &errnum))
    return TRUE;

  if (errnum == EWOULDBLOCK)
    g_set_error (error, LEC_ERROR, LEC_ERROR_NOT_WRITABLE,
                 _ ("another program works with the library in %s; end it first"), shown);
  else
    g_set_error (error, LEC_ERROR, LEC_ERROR_NOT_WRITABLE, _ ("the library in %s cannot be locked: %s"), shown,
                 g_strerror (errnum));
  return FALSE;
}

/* Between finding and holding it may have been moved: then it is looked for again. */
static LecDataFolder *
open_folder (const char *folder,
             gboolean (*take) (LecDataFolder *self, GError **error),
             GError **error)
{
  g_autofree char *home = lec_data_folder_dup_home ();

  for (guint i = 0;; i++)
    {
      char *path = folder != NULL ? g_strdup (folder) : lec_data_folder_find (home, error);
      gboolean is_made = folder != NULL || g_strcmp0 (path, home) == 0;
      g_autoptr (LecDataFolder) self = path != NULL ? data_folder_new (path, is_made) : NULL;
      g_autofree char *again = NULL;

      if (self == NULL || !take (self, error))
        return NULL;
      if (folder != NULL || i >= MAX_FINDS)
        return g_steal_pointer (&self);
      again = lec_data_folder_find (home, error);
      if (again == NULL)
        return NULL;
      if (g_str_equal (again, self->path))
        return g_steal_pointer (&self);
    }
}

LecDataFolder *
lec_data_folder_open (const char *folder,
                      GError **error)
{
  return open_folder (folder, hold, error);
}

LecDataFolder *
lec_data_folder_open_alone (const char *folder,
                            GError **error)
{
  return open_folder (folder, hold_alone, error);
}

const char *
lec_data_folder_get_path (const LecDataFolder *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->path;
}

char *
lec_data_folder_build_path (const LecDataFolder *self,
                            const char *name)
{
  g_return_val_if_fail (self != NULL && name != NULL, NULL);

  return g_build_filename (self->path, name, NULL);
}
