/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A database that cannot be written, because of its folder, its owner, a file
 * system that is read-only, or one that is full. SQLite reads one with a write-ahead log only where
 * the memory that all programs share is there already; it would read any with
 * "immutable", but then silently misses what is still in the log, and whoever
 * may write elsewhere is not noticed. So what SQLite does not open as it is, is
 * read from a copy of all of its files, taken while nobody changed them. The
 * copy has no name once it is open: nothing is left of it then, however the
 * program ends; what a kill leaves before that goes with other temporary files.
 */
#include <errno.h>
#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "base/error.h"
#include "store/sqlite-database.h"
#include "store/sqlite-driver.h"
#include "store/sqlite-schema.h"
#include "store/store.h"

#define COPY_NAME "copy.db"
#define IN_MEMORY "/dev/shm"
#define MAX_TRIES 5
#define RETRY_US  (100 * 1000)

/* What a database is made of, beside its name. The shared memory is made anew. */
static const char *const suffixes[] = { "", "-wal", "-journal" };

/* As they were when they were looked at. */
typedef struct
{
  GStatBuf facts[G_N_ELEMENTS (suffixes)];
} Look;

static void
look_at (const char *path,
         Look *look)
{
  *look = (Look){ 0 };
  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *name = g_strconcat (path, suffixes[i], NULL);

      if (g_stat (name, &look->facts[i]) != 0)
        look->facts[i] = (GStatBuf){ 0 };
    }
}

static gboolean
is_unchanged (const Look *a,
              const Look *b)
{
  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    if (a->facts[i].st_ino != b->facts[i].st_ino || a->facts[i].st_size != b->facts[i].st_size ||
        a->facts[i].st_mtim.tv_sec != b->facts[i].st_mtim.tv_sec ||
        a->facts[i].st_mtim.tv_nsec != b->facts[i].st_mtim.tv_nsec)
      return FALSE;

  return TRUE;
}

static gboolean
copy_file (const char *path,
           const char *target,
           GCancellable *cancellable,
           GError **error)
{
  g_autoptr (GFile) from = g_file_new_for_path (path);
  g_autoptr (GFile) to = g_file_new_for_path (target);
  g_autoptr (GError) reason = NULL;

  if (g_file_copy (from, to, G_FILE_COPY_OVERWRITE | G_FILE_COPY_TARGET_DEFAULT_PERMS, cancellable, NULL, NULL,
                   &reason))
    return TRUE;
  if (g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_propagate_error (error, g_steal_pointer (&reason));
  else
    g_set_error_literal (error, LEC_ERROR,
                         g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_NO_SPACE) ? LEC_ERROR_NO_SPACE
                                                                                   : LEC_ERROR_UNREADABLE,
                         reason->message);
  return FALSE;
}

static gboolean
copy_all (const char *path,
          const Look *look,
          const char *target,
          GCancellable *cancellable,
          GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *from = g_strconcat (path, suffixes[i], NULL);
      g_autofree char *to = g_strconcat (target, suffixes[i], NULL);

      g_unlink (to);
      if ((i == 0 || look->facts[i].st_ino != 0) && !copy_file (from, to, cancellable, error))
        return FALSE;
    }

  return TRUE;
}

/* Somebody may write to it: then it is copied again. */
static gboolean
copy_at_rest (const char *path,
              const char *target,
              GCancellable *cancellable,
              GError **error)
{
  g_autofree char *shown = g_filename_display_name (path);

  for (guint i = 0; i < MAX_TRIES; i++)
    {
      g_autoptr (GError) reason = NULL;
      Look before, after;
      gboolean copied = FALSE;

      look_at (path, &before);
      copied = copy_all (path, &before, target, cancellable, &reason);
      look_at (path, &after);
      if (is_unchanged (&before, &after))
        {
          if (!copied)
            g_propagate_error (error, g_steal_pointer (&reason));
          return copied;
        }
      g_usleep (RETRY_US);
    }

  g_set_error (error, LEC_STORE_ERROR, LEC_STORE_ERROR_BUSY, _ ("another program is busy with the database %s"), shown);
  return FALSE;
}

static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name = NULL;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (folder);
}

/* A folder of its own below @place. Returns: (transfer full) (nullable) */
static char *
make_folder (const char *place,
             GError **error)
{
  g_autofree char *folder = g_build_filename (place, "lectern-database-XXXXXX", NULL);

  if (g_mkdtemp (folder) != NULL)
    return g_steal_pointer (&folder);

  lec_error_set_from_errno (error, errno, "make", folder);
  return NULL;
}

static LecSql *
open_copy_in (const char *place,
              const char *path,
              gint64 now_us,
              GCancellable *cancellable,
              GError **error)
{
  g_autofree char *folder = make_folder (place, error);
  g_autofree char *target = folder != NULL ? g_build_filename (folder, COPY_NAME, NULL) : NULL;
  g_autoptr (LecSql) self = NULL;

  if (folder == NULL)
    return NULL;

  if (copy_at_rest (path, target, cancellable, error))
    self = lec_sqlite_database_open (target, now_us, cancellable, error);
  /* All in the one file, which stays as long as it is open. */
  if (self != NULL && !lec_sqlite_database_settle (self, error))
    g_clear_pointer (&self, lec_sql_close);
  remove_folder (folder);
  if (self == NULL)
    return NULL;

  g_free (lec_sqlite_from_sql (self)->path);
  lec_sqlite_from_sql (self)->path = g_strdup (path);
  return lec_sql_exec (self, "PRAGMA query_only = ON", NULL, error) ? g_steal_pointer (&self) : NULL;
}

/* The disk that is full may be the one for temporary files, too: then in memory. */
static LecSql *
open_copy (const char *path,
           gint64 now_us,
           GCancellable *cancellable,
           GError **error)
{
  g_autoptr (GError) reason = NULL;
  LecSql *self = open_copy_in (g_get_tmp_dir (), path, now_us, cancellable, &reason);

  if (self == NULL && g_error_matches (reason, LEC_ERROR, LEC_ERROR_NO_SPACE))
    self = open_copy_in (IN_MEMORY, path, now_us, cancellable, NULL);
  if (self == NULL)
    g_propagate_error (error, g_steal_pointer (&reason));

  return self;
}

/* An older version is not as what reads it expects. */
static LecSql *
open_as_it_is (const char *path,
               GCancellable *cancellable,
               GError **error)
{
  g_autoptr (LecSql) self = lec_sqlite_open_to_read (path, error);
  gint64 version = 0;

  if (self == NULL)
    return NULL;

  self->cancellable = cancellable;
  if (!lec_sqlite_database_read_version (self, &version, error))
    return NULL;
  if (version != lec_sqlite_schema_get_version ())
    {
      g_set_error_literal (error, LEC_ERROR, LEC_ERROR_NOT_WRITABLE, _ ("the database is of an older version"));
      return NULL;
    }

  self->cancellable = NULL;
  return g_steal_pointer (&self);
}

/**
 * lec_sqlite_database_open_to_read:
 * @path: is neither made nor changed, nor is anything beside it
 *
 * Returns: (transfer full) (nullable): as it is, or as it was at this moment; %NULL with
 *   %LEC_STORE_ERROR_NEWER, _DAMAGED, _BUSY, %LEC_ERROR_UNREADABLE or _NO_SPACE (for a copy)
 */
LecSql *
lec_sqlite_database_open_to_read (const char *path,
                                  gint64 now_us,
                                  GCancellable *cancellable,
                                  GError **error)
{
  g_autoptr (GError) reason = NULL;
  LecSql *self = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  self = open_as_it_is (path, cancellable, &reason);
  if (self != NULL)
    return self;
  if (!g_error_matches (reason, LEC_ERROR, LEC_ERROR_NOT_WRITABLE) &&
      !g_error_matches (reason, LEC_ERROR, LEC_ERROR_NO_SPACE))
    {
      g_propagate_error (error, g_steal_pointer (&reason));
      return NULL;
    }

  return open_copy (path, now_us, cancellable, error);
}
