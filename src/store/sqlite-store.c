/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The store over SQLite: how it is opened, and what it needs besides its calls.
 */
#include "store/sqlite-store.h"

#include "store/sql-store-private.h"
#include "store/sqlite-database.h"
#include "store/sqlite-search.h"

/* Each is a transaction of its own and a short one: search indexes are merged a few pages at a
 * time, and what is in the log goes to the file as far as nobody reads it there. */
static gboolean
upkeep (LecSql *sql,
        GError **error)
{
  static const char *const steps[] = {
    "INSERT INTO slide_search (slide_search, rank) VALUES ('merge', 500)",
    "INSERT INTO slide_trigrams (slide_trigrams, rank) VALUES ('merge', 500)",
    "PRAGMA optimize",
    "PRAGMA wal_checkpoint (PASSIVE)",
  };

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    if (!lec_sql_exec (sql, steps[i], NULL, error))
      return FALSE;

  return TRUE;
}

/* Takes @sql (nullable). */
static LecStore *
store_new (LecSql *sql)
{
  static const LecSqlDialect dialect = { .search = lec_sqlite_search, .upkeep = upkeep };

  return lec_sql_store_new (sql, &dialect);
}

/**
 * lec_sqlite_store_open:
 * @path: made with its folder when it is not there
 *
 * An older database is brought up to date, after a copy was put beside it.
 *
 * Returns: (transfer full) (nullable): %NULL with %LEC_STORE_ERROR_NEWER, _DAMAGED, _BUSY,
 *   %LEC_ERROR_NOT_WRITABLE or _NO_SPACE
 */
LecStore *
lec_sqlite_store_open (const char *path,
                       gint64 now_us,
                       GCancellable *cancellable,
                       GError **error)
{
  g_return_val_if_fail (path != NULL, NULL);

  return store_new (lec_sqlite_database_open (path, now_us, cancellable, error));
}

/**
 * lec_sqlite_store_open_to_read:
 * @path: of a database that is there
 *
 * For one that cannot be written. Whatever would change it fails with %LEC_ERROR_NOT_WRITABLE.
 *
 * Returns: (transfer full) (nullable): %NULL with %LEC_STORE_ERROR_NEWER, _DAMAGED, _BUSY,
 *   %LEC_ERROR_UNREADABLE or _NO_SPACE
 */
LecStore *
lec_sqlite_store_open_to_read (const char *path,
                               gint64 now_us,
                               GCancellable *cancellable,
                               GError **error)
{
  g_return_val_if_fail (path != NULL, NULL);

  return store_new (lec_sqlite_database_open_to_read (path, now_us, cancellable, error));
}

/* Returns: (transfer full) (nullable): gone when it is freed; for tests and what need not last */
LecStore *
lec_sqlite_store_new_in_memory (gint64 now_us,
                                GError **error)
{
  return store_new (lec_sqlite_database_open (NULL, now_us, NULL, error));
}

/* Reads the whole database. FALSE with %LEC_STORE_ERROR_DAMAGED when something does not fit. */
gboolean
lec_sqlite_store_check (LecStore *self,
                        GCancellable *cancellable,
                        GError **error)
{
  g_return_val_if_fail (LEC_IS_STORE (self), FALSE);

  return lec_sqlite_database_check (lec_sql_store_enter (self, NULL, cancellable), cancellable, error);
}

/**
 * lec_sqlite_store_settle:
 *
 * Puts all of the database into its one file, which can then be copied. The store is of no more use
 * but to be freed.
 *
 * Returns: %FALSE with %LEC_STORE_ERROR_BUSY while anybody else has it open
 */
gboolean
lec_sqlite_store_settle (LecStore *self,
                         GError **error)
{
  g_return_val_if_fail (LEC_IS_STORE (self), FALSE);

  return lec_sqlite_database_settle (lec_sql_store_enter (self, NULL, NULL), error);
}

/**
 * lec_sqlite_store_copy:
 * @path: replaced when it is there
 *
 * The database as it is at one moment, while others write.
 *
 * Returns: %FALSE with %LEC_ERROR_NO_SPACE, _NOT_WRITABLE, or the store's errors
 */
gboolean
lec_sqlite_store_copy (LecStore *self,
                       const char *path,
                       GCancellable *cancellable,
                       GError **error)
{
  g_return_val_if_fail (LEC_IS_STORE (self) && path != NULL, FALSE);

  return lec_sqlite_database_copy (lec_sql_store_enter (self, NULL, cancellable), path, cancellable, error);
}
