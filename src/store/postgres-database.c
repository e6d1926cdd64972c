/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A migration is one transaction under a lock that all programs know; whoever
 * comes second finds it done. Tables come into the first schema of the user's
 * search path.
 */
#include "store/postgres-database.h"

#include <glib/gi18n-lib.h>

#include "store/postgres-driver.h"
#include "store/postgres-schema.h"
#include "store/store.h"

static gboolean
set_foreign (LecSql *sql,
             GError **error)
{
  g_set_error (error, LEC_STORE_ERROR, LEC_STORE_ERROR_DAMAGED, _ ("%s is a database of another program"),
               lec_postgres_from_sql (sql)->shown);
  return FALSE;
}

/* Many programs call a table of theirs so. */
gboolean
lec_postgres_database_read_version (LecSql *sql,
                                    guint *version,
                                    GError **error)
{
  static const char query[] =
    "SELECT (SELECT COUNT(*) FROM pg_attribute WHERE attrelid = to_regclass('schema_migrations') AND NOT attisdropped"
    "  AND attname IN ('version', 'applied_at', 'lectern')),"
    " to_regclass('schema_migrations') IS NULL, to_regclass('jobs') IS NULL OR to_regclass('tasks') IS NULL";
  g_autoptr (LecSqlRows) rows = lec_sql_query (sql, query, NULL, error);
  gboolean has_row = FALSE;
  gint64 number = 0;

  if (rows == NULL || !lec_sql_rows_next (rows, &has_row, error))
    return FALSE;

  *version = 0;
  if (lec_sql_rows_get_int (rows, 1) != 0)
    return lec_sql_rows_get_int (rows, 2) != 0 || set_foreign (sql, error);
  if (lec_sql_rows_get_int (rows, 0) != 3)
    return set_foreign (sql, error);
  if (!lec_sql_get_int (sql, "SELECT COALESCE(MAX(version), 0) FROM schema_migrations", NULL, &number, error))
    return FALSE;

  *version = (guint) number;
  return TRUE;
}

static gboolean
refuse_newer (LecSql *sql,
              guint version,
              GError **error)
{
  if (version <= lec_postgres_schema_get_version ())
    return TRUE;

  g_set_error (error, LEC_STORE_ERROR, LEC_STORE_ERROR_NEWER,
               _ ("the database %s was made by a newer version of Lectern (%d; this one knows %d)"),
               lec_postgres_from_sql (sql)->shown, (int) version, (int) lec_postgres_schema_get_version ());
  return FALSE;
}

gboolean
lec_postgres_database_check (LecSql *sql,
                             GError **error)
{
  guint version = 0;

  if (!lec_postgres_database_read_version (sql, &version, error) || !refuse_newer (sql, version, error))
    return FALSE;
  if (version == lec_postgres_schema_get_version ())
    return TRUE;

  if (version == 0)
    g_set_error (error, LEC_STORE_ERROR, LEC_STORE_ERROR_OLDER,
                 _ ("the database %s has no tables yet: run “lectern cluster init”"),
                 lec_postgres_from_sql (sql)->shown);
  else
    g_set_error (error, LEC_STORE_ERROR, LEC_STORE_ERROR_OLDER,
                 _ ("the database %s is of version %d, this program of %d: run “lectern cluster migrate”"),
                 lec_postgres_from_sql (sql)->shown, (int) version, (int) lec_postgres_schema_get_version ());
  return FALSE;
}

static gboolean
apply (LecSql *sql,
       guint version,
       gint64 now_us,
       GError **error)
{
  if (lec_sql_exec_script (sql, lec_postgres_schema_get_migrations ()[version], error) &&
      lec_sql_exec (sql, "INSERT INTO schema_migrations (version, applied_at) VALUES (?, ?)",
                    LEC_SQL_VALUES (LEC_SQL_INT (version + 1), LEC_SQL_INT (now_us)), error))
    return TRUE;

  g_prefix_error (error, _ ("bringing the database to version %d: "), (int) version + 1);
  return FALSE;
}

/* What the triggers are written in. Every database has it unless somebody has taken it away. */
static gboolean
check_language (LecSql *sql,
                GError **error)
{
  gint64 n = 0;

  if (!lec_sql_get_int (sql, "SELECT COUNT(*) FROM pg_language WHERE lanname = 'plpgsql'", NULL, &n, error))
    return FALSE;
  if (n > 0)
    return TRUE;

  g_set_error (error, LEC_STORE_ERROR, LEC_STORE_ERROR_UNFIT,
               _ ("the database %s lacks the extension plpgsql: its owner has to say “CREATE EXTENSION plpgsql”"),
               lec_postgres_from_sql (sql)->shown);
  return FALSE;
}

/* The lock ends with the transaction. */
static gboolean
lock (LecSql *sql,
      GError **error)
{
  return lec_sql_exec_script (sql, "SET LOCAL statement_timeout = 0", error) &&
         lec_sql_exec (sql, "SELECT pg_advisory_xact_lock(1281713012, 0)", NULL, error);
}

static gboolean
migrate_locked (LecSql *sql,
                guint *from,
                gint64 now_us,
                GError **error)
{
  static const char begin_schema[] =
    "CREATE TABLE schema_migrations ("
    "  version bigint PRIMARY KEY,"
    "  applied_at bigint NOT NULL,"
    "  lectern bigint NOT NULL DEFAULT 1"
    ")";

  if (!lec_postgres_database_read_version (sql, from, error) || !refuse_newer (sql, *from, error))
    return FALSE;
  if (*from == lec_postgres_schema_get_version ())
    return TRUE;
  if (!check_language (sql, error))
    return FALSE;
  if (*from == 0 && !lec_sql_exec_script (sql, begin_schema, error))
    return FALSE;
  for (guint version = *from; version < lec_postgres_schema_get_version (); version++)
    if (!apply (sql, version, now_us, error))
      return FALSE;

  return lec_sql_exec_script (sql, lec_postgres_schema_get_repeatable (), error);
}

gboolean
lec_postgres_database_migrate (LecSql *sql,
                               guint *from,
                               gint64 now_us,
                               GError **error)
{
  g_auto (LecSqlTransaction) transaction = { 0 };
  gboolean done = FALSE;

  lec_postgres_from_sql (sql)->is_patient = TRUE;
  done = lec_sql_transaction_begin (&transaction, sql, error) && lock (sql, error) &&
         migrate_locked (sql, from, now_us, error) && lec_sql_transaction_commit (&transaction, error);
  lec_postgres_from_sql (sql)->is_patient = FALSE;
  return done;
}

gboolean
lec_postgres_database_repair (LecSql *sql,
                              GError **error)
{
  g_auto (LecSqlTransaction) transaction = { 0 };

  return lec_sql_transaction_begin (&transaction, sql, error) && lock (sql, error) &&
         lec_postgres_database_check (sql, error) && check_language (sql, error) &&
         lec_sql_exec_script (sql, lec_postgres_schema_get_repeatable (), error) &&
         lec_sql_transaction_commit (&transaction, error);
}

static gpointer
read_name (LecSqlRows *row)
{
  return lec_sql_rows_dup_text (row, 0);
}

GPtrArray *
lec_postgres_database_list_missing (LecSql *sql,
                                    GError **error)
{
  static const char query[] =
    "SELECT name FROM unnest(string_to_array(?, ',')) AS name WHERE to_regclass(name) IS NULL"
    "  AND NOT EXISTS (SELECT 1 FROM pg_trigger WHERE tgname = name AND pg_table_is_visible(tgrelid))"
    "  AND NOT EXISTS (SELECT 1 FROM pg_proc WHERE proname = name AND pg_function_is_visible(oid))"
    "  ORDER BY name";
  g_autofree char *names = lec_postgres_schema_dup_names ();

  return lec_sql_list (sql, query, LEC_SQL_VALUES (LEC_SQL_TEXT (names)), read_name, g_free, error);
}
