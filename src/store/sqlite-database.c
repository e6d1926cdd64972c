/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The write-ahead log needs memory that all programs share, which no network
 * file system gives: there a rollback journal is used, that is slower and
 * safe. A migration runs in one transaction, after a copy of the database was
 * put aside; whoever comes second finds it done. Opening is done by one program
 * at a time: SQLite takes a journal that another one deletes meanwhile for a
 * broken disk.
 */
#include "store/sqlite-database.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/vfs.h>

#include "base/error.h"
#include "base/pending-file.h"
#include "store/sqlite-driver.h"
#include "store/sqlite-schema.h"
#include "store/store.h"

#define MAX_WAITS 500
#define WAIT_US   (20 * 1000)
#define SETTLE_MS 1000

/* linux/magic.h has only some of them. */
static const guint64 remote_types[] = {
  0x6969,     /* NFS */
  0x517b,     /* SMB */
  0xff534d42, /* CIFS */
  0xfe534d42, /* SMB 2 */
  0x5346414f, /* AFS */
  0x73757245, /* Coda */
  0x01021997, /* 9P */
  0x65735546, /* FUSE: sshfs and others */
  0x00c36400, /* Ceph */
  0x0bd00bd0, /* Lustre */
  0x47504653, /* GPFS */
  0x19830326, /* BeeGFS */
  0x786f4256, /* VirtualBox's shared folders */
};

gboolean
lec_sqlite_database_is_remote (guint64 type)
{
  for (guint i = 0; i < G_N_ELEMENTS (remote_types); i++)
    if (remote_types[i] == type)
      return TRUE;

  return FALSE;
}

static gboolean
lies_on_remote (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  struct statfs facts = { 0 };

  return statfs (folder, &facts) == 0 && lec_sqlite_database_is_remote ((guint32) facts.f_type);
}

static gboolean
choose_journal (LecSql *self,
                GError **error)
{
  const char *path = lec_sqlite_from_sql (self)->path;
  gboolean rolls_back = path == NULL || lies_on_remote (path);

  return lec_sql_exec (self, rolls_back ? "PRAGMA journal_mode = DELETE" : "PRAGMA journal_mode = WAL", NULL, error);
}

static gboolean
read_version (LecSql *self,
              gint64 *version,
              GError **error)
{
  gint64 has_table = 0;

  *version = 0;
  if (!lec_sql_get_int (self, "SELECT COUNT(*) FROM sqlite_schema WHERE name = 'schema_migrations'", NULL,
                        &has_table, error))
    return FALSE;

  return has_table == 0 ||
         lec_sql_get_int (self, "SELECT COALESCE(MAX(version), 0) FROM schema_migrations", NULL, version, error);
}

/* That a file is SQLite's does not make it ours. */
static gboolean
check_owner (LecSql *self,
             gint64 version,
             GError **error)
{
  g_autofree char *shown = lec_sqlite_dup_shown_path (self);
  gint64 application = 0, n_tables = 0;

  if (!lec_sql_get_int (self, "PRAGMA application_id", NULL, &application, error) ||
      !lec_sql_get_int (self, "SELECT COUNT(*) FROM sqlite_schema", NULL, &n_tables, error))
    return FALSE;
  if (n_tables > 0 && application != LEC_SQLITE_APPLICATION_ID)
    {
      g_set_error (error, LEC_STORE_ERROR, LEC_STORE_ERROR_DAMAGED, _ ("%s is a database of another program"), shown);
      return FALSE;
    }
  if (version > lec_sqlite_schema_get_version ())
    {
      g_set_error (error, LEC_STORE_ERROR, LEC_STORE_ERROR_NEWER,
                   _ ("the database %s was made by a newer version of Lectern (%d; this one knows %d)"),
                   shown, (int) version, (int) lec_sqlite_schema_get_version ());
      return FALSE;
    }

  return TRUE;
}

gboolean
lec_sqlite_database_read_version (LecSql *sql,
                                  gint64 *version,
                                  GError **error)
{
  return read_version (sql, version, error) && check_owner (sql, *version, error);
}

gboolean
lec_sqlite_database_copy (LecSql *sql,
                          const char *path,
                          GCancellable *cancellable,
                          GError **error)
{
  g_autoptr (LecPendingFile) file = lec_pending_file_new (path, TRUE, error);
  g_autofree char *beside = file != NULL ? lec_pending_file_dup_path_beside (file) : NULL;

  sql->cancellable = cancellable;
  return file != NULL && lec_sql_exec (sql, "VACUUM INTO ?", LEC_SQL_VALUES (LEC_SQL_TEXT (beside)), error) &&
         lec_pending_file_commit_beside (file, error);
}

/* As "lectern.db.version-1". */
static gboolean
put_copy_aside (LecSql *self,
                gint64 version,
                GError **error)
{
  const char *path = lec_sqlite_from_sql (self)->path;
  g_autofree char *copy = NULL;

  if (path == NULL)
    return TRUE;

  copy = g_strdup_printf ("%s.version-%d", path, (int) version);
  return lec_sqlite_database_copy (self, copy, self->cancellable, error);
}

static gboolean
apply_migration (LecSql *self,
                 gint64 version,
                 gint64 now_us,
                 GError **error)
{
  const char *script = lec_sqlite_schema_get_migrations ()[version];

  if (!lec_sql_exec_script (self, script, error) ||
      !lec_sql_exec (self, "INSERT INTO schema_migrations (version, applied_at) VALUES (?, ?)",
                     LEC_SQL_VALUES (LEC_SQL_INT (version + 1), LEC_SQL_INT (now_us)), error))
    {
      g_prefix_error (error, _ ("bringing the database to version %d: "), (int) version + 1);
      return FALSE;
    }

  return TRUE;
}

static gboolean
begin_schema (LecSql *self,
              GError **error)
{
  g_autofree char *pragma = g_strdup_printf ("PRAGMA application_id = %d", LEC_SQLITE_APPLICATION_ID);

  return lec_sql_exec_script (self, pragma, error) &&
         lec_sql_exec_script (self,
                              "CREATE TABLE IF NOT EXISTS schema_migrations ("
                              "  version INTEGER PRIMARY KEY,"
                              "  applied_at INTEGER NOT NULL"
                              ") STRICT",
                              error);
}

/* Others may have been quicker: what is left to do is found out again inside the transaction. */
static gboolean
migrate (LecSql *self,
         gint64 now_us,
         GError **error)
{
  g_auto (LecSqlTransaction) transaction = { 0 };
  gint64 version = 0;

  if (!lec_sql_transaction_begin (&transaction, self, error) ||
      !lec_sqlite_database_read_version (self, &version, error))
    return FALSE;
  if (version == 0 && !begin_schema (self, error))
    return FALSE;
  for (; version < lec_sqlite_schema_get_version (); version++)
    if (!apply_migration (self, version, now_us, error))
      return FALSE;

  return lec_sql_transaction_commit (&transaction, error);
}

/* Nothing is changed, not even the journal, before it is known whose file this is. */
static gboolean
bring_up_to_date (LecSql *self,
                  gint64 now_us,
                  GError **error)
{
  gint64 version = 0;

  if (!lec_sqlite_database_read_version (self, &version, error) || !choose_journal (self, error))
    return FALSE;
  if (version == lec_sqlite_schema_get_version ())
    return TRUE;

  return (version == 0 || put_copy_aside (self, version, error)) && migrate (self, now_us, error);
}

/* A file descriptor that is closed, and its lock given back, when its scope ends. */
typedef int OpeningLock;

static void
opening_lock_clear (OpeningLock *self)
{
  if (*self >= 0)
    g_close (*self, NULL);
  *self = -1;
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (OpeningLock, opening_lock_clear)

static gboolean
take_opening_lock (OpeningLock *self,
                   const char *path,
                   GCancellable *cancellable,
                   GError **error)
{
  g_autofree char *lock_path = g_strconcat (path, ".lock", NULL);
  g_autofree char *shown = g_filename_display_name (path);

  *self = g_open (lock_path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (*self < 0)
    {
      lec_error_set_from_errno (error, errno, "write", lock_path);
      return FALSE;
    }

  for (guint i = 0; flock (*self, LOCK_EX | LOCK_NB) != 0; i++)
    {
      if (errno != EWOULDBLOCK && errno != EINTR)
        {
          lec_error_set_from_errno (error, errno, "lock", lock_path);
          return FALSE;
        }
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (i >= MAX_WAITS)
        {
          g_set_error (error, LEC_STORE_ERROR, LEC_STORE_ERROR_BUSY,
                       _ ("another program is busy with the database %s"), shown);
          return FALSE;
        }
      g_usleep (WAIT_US);
    }

  return TRUE;
}

/**
 * lec_sqlite_database_open:
 * @path: (nullable): made with its folder when it is not there; %NULL for one in memory
 *
 * Returns: (transfer full) (nullable): %NULL with %LEC_STORE_ERROR_NEWER, _DAMAGED, _BUSY,
 *   %LEC_ERROR_NOT_WRITABLE or _NO_SPACE
 */
LecSql *
lec_sqlite_database_open (const char *path,
                          gint64 now_us,
                          GCancellable *cancellable,
                          GError **error)
{
  g_autoptr (LecSql) self = NULL;
  g_autofree char *folder = path != NULL ? g_path_get_dirname (path) : NULL;
  g_auto (OpeningLock) lock = -1;

  if (folder != NULL && g_mkdir_with_parents (folder, 0700) != 0)
    {
      lec_error_set_from_errno (error, errno, "make", folder);
      return NULL;
    }

  if (path != NULL && !take_opening_lock (&lock, path, cancellable, error))
    return NULL;

  self = lec_sqlite_open (path, error);
  if (self == NULL)
    return NULL;
  self->cancellable = cancellable;
  /* SQLite opens what it may not write all the same. */
  if (sqlite3_db_readonly (lec_sqlite_from_sql (self)->db, "main") == 1)
    {
      lec_error_set_from_errno (error, EACCES, "write", path);
      return NULL;
    }
  if (!lec_sql_exec_script (self,
                            "PRAGMA foreign_keys = ON;"
                            "PRAGMA synchronous = FULL;"
                            "PRAGMA cell_size_check = ON;",
                            error) ||
      !bring_up_to_date (self, now_us, error))
    return NULL;

  self->cancellable = NULL;
  return g_steal_pointer (&self);
}

/* Reads all of it. FALSE with %LEC_STORE_ERROR_DAMAGED when something does not fit. */
gboolean
lec_sqlite_database_check (LecSql *sql,
                           GCancellable *cancellable,
                           GError **error)
{
  g_autoptr (LecSqlRows) rows = NULL;
  g_autofree char *finding = NULL;
  g_autofree char *shown = lec_sqlite_dup_shown_path (sql);
  gboolean has_row = FALSE;

  sql->cancellable = cancellable;
  rows = lec_sql_query (sql, "PRAGMA quick_check (1)", NULL, error);
  if (rows == NULL || !lec_sql_rows_next (rows, &has_row, error))
    return FALSE;

  finding = has_row ? lec_sql_rows_dup_text (rows, 0) : NULL;
  if (g_strcmp0 (finding, "ok") == 0)
    return TRUE;

  g_set_error (error, LEC_STORE_ERROR, LEC_STORE_ERROR_DAMAGED, _ ("the database %s is damaged (%s)"), shown,
               finding != NULL ? finding : "");
  return FALSE;
}

/* Whoever has the database open, even without doing anything, keeps the log from being removed. */
gboolean
lec_sqlite_database_settle (LecSql *sql,
                            GError **error)
{
  sqlite3_busy_timeout (lec_sqlite_from_sql (sql)->db, SETTLE_MS);
  return lec_sql_exec (sql, "PRAGMA journal_mode = DELETE", NULL, error) &&
         lec_sql_exec (sql, "BEGIN EXCLUSIVE", NULL, error) && lec_sql_exec (sql, "COMMIT", NULL, error);
}
