/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The store over PostgreSQL: how it is opened, and what it needs besides its calls.
 */
#include "store/postgres-store.h"

#include "store/postgres-database.h"
#include "store/postgres-schema.h"
#include "store/postgres-search.h"
#include "store/sql-store-private.h"

/* The lock is this connection's, and a connection counts how often it has taken one. */
static gboolean
lead (LecSql *sql,
      gboolean *leads,
      GError **error)
{
  static const char query[] =
    "SELECT CASE WHEN EXISTS (SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND classid = 1281713012"
    "  AND objid = 2 AND pid = pg_backend_pid() AND granted"
    "  AND database = (SELECT oid FROM pg_database WHERE datname = current_database())) THEN 1"
    " WHEN pg_try_advisory_lock(1281713012, 2) THEN 1 ELSE 0 END";
  gint64 has_lock = 0;

  if (!lec_sql_get_int (sql, query, NULL, &has_lock, error))
    return FALSE;

  *leads = has_lock != 0;
  return TRUE;
}

/* Where nobody relays, nobody takes the rows of what was done away. The rest is PostgreSQL's own
 * business ("autovacuum"). */
static gboolean
upkeep (LecSql *sql,
        GError **error)
{
  for (const char *const *queue = lec_store_get_queue_names (); *queue != NULL; queue++)
    if (!lec_sql_store_forget_stale (sql, *queue, error))
      return FALSE;

  return TRUE;
}

/**
 * lec_postgres_store_open:
 * @url: postgresql://USER:PASSWORD@HOST:PORT/DATABASE?OPTIONS
 * @clock: by which everything is timed that is given a time
 *
 * Changes nothing: for tables there is lec_postgres_store_migrate().
 *
 * Returns: (transfer full) (nullable): %NULL with %LEC_STORE_ERROR_OFFLINE, _REFUSED, _UNFIT,
 *   _OLDER, _NEWER, _DAMAGED, %LEC_ERROR_USAGE; no message has the password in it
 */
LecStore *
lec_postgres_store_open (const char *url,
                         LecPostgresClock clock,
                         GCancellable *cancellable,
                         GError **error)
{
  static const LecSqlDialect dialect = {
    .has_outbox = TRUE,
    .search = lec_postgres_search,
    .index_slide = lec_postgres_search_index_slide,
    .lead = lead,
    .upkeep = upkeep,
  };
  g_autoptr (LecSql) sql = NULL;

  g_return_val_if_fail (url != NULL, NULL);

  sql = lec_postgres_open (url, clock, cancellable, error);
  if (sql == NULL || !lec_postgres_database_check (sql, error))
    return NULL;

  return lec_sql_store_new (g_steal_pointer (&sql), &dialect);
}

/* FALSE with the errors of opening, without _OLDER and _NEWER. */
gboolean
lec_postgres_store_get_status (const char *url,
                               LecPostgresStatus *status,
                               GCancellable *cancellable,
                               GError **error)
{
  g_autoptr (LecSql) sql = NULL;

  g_return_val_if_fail (url != NULL && status != NULL, FALSE);

  sql = lec_postgres_open (url, LEC_POSTGRES_CLOCK_SERVER, cancellable, error);
  status->known_version = lec_postgres_schema_get_version ();
  return sql != NULL && lec_postgres_database_read_version (sql, &status->version, error);
}

/**
 * lec_postgres_store_migrate:
 * @status: (out): as it was before
 *
 * Makes the tables where there are none, and brings older ones up to date, all or nothing. Of
 * several programs that do so at the same time one does it.
 *
 * Returns: %FALSE with the errors of opening, without _OLDER
 */
gboolean
lec_postgres_store_migrate (const char *url,
                            LecPostgresStatus *status,
                            GCancellable *cancellable,
                            GError **error)
{
  g_autoptr (LecSql) sql = NULL;
  gint64 now_us = 0;

  g_return_val_if_fail (url != NULL && status != NULL, FALSE);

  sql = lec_postgres_open (url, LEC_POSTGRES_CLOCK_SERVER, cancellable, error);
  if (sql == NULL)
    return FALSE;

  sql->driver->enter (sql, &now_us);
  status->known_version = lec_postgres_schema_get_version ();
  return lec_postgres_database_migrate (sql, &status->version, now_us, error);
}

/* Functions, triggers and queues that somebody has taken away come back. */
gboolean
lec_postgres_store_repair (const char *url,
                           GCancellable *cancellable,
                           GError **error)
{
  g_autoptr (LecSql) sql = NULL;

  g_return_val_if_fail (url != NULL, FALSE);

  sql = lec_postgres_open (url, LEC_POSTGRES_CLOCK_SERVER, cancellable, error);
  return sql != NULL && lec_postgres_database_repair (sql, error);
}

/**
 * lec_postgres_store_list_missing:
 *
 * For tables of this program's version.
 *
 * Returns: (transfer full) (nullable) (element-type utf8): the names of tables, indexes, sequences,
 *   functions and triggers that somebody has taken away; %NULL with the errors of opening
 */
GPtrArray *
lec_postgres_store_list_missing (const char *url,
                                 GCancellable *cancellable,
                                 GError **error)
{
  g_autoptr (LecSql) sql = NULL;

  g_return_val_if_fail (url != NULL, NULL);

  sql = lec_postgres_open (url, LEC_POSTGRES_CLOCK_SERVER, cancellable, error);
  return sql != NULL ? lec_postgres_database_list_missing (sql, error) : NULL;
}
