/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Periodic work: a row a name, with the time of its next slot. Taking a slot is
 * one statement that moves that time on, or changes nothing.
 */
#include "store/sqlite-store-private.h"

#define MAX_EVENT_AGE_US (30 * G_TIME_SPAN_DAY)
#define CLOCK_SLACK_US   (7 * G_TIME_SPAN_DAY)

/* A slot days ahead was taken by a clock that was wrong. Hours may lie between reading the clock
 * and coming here: the program may have been stopped. */
gboolean
lec_sqlite_take_slot (LecStore *store,
                      const char *name,
                      gint64 period_us,
                      gboolean *is_taken,
                      gint64 now_us,
                      GCancellable *cancellable,
                      GError **error)
{
  static const char upsert[] =
    "INSERT INTO periodic (name, period, next) VALUES (?1, ?2, ?3 + ?2)"
    " ON CONFLICT (name) DO UPDATE SET period = ?2, next = ?3 + ?2 WHERE next <= ?3 OR next > ?3 + ?2 + ?4";
  LecSql *sql = lec_sqlite_store_enter (store, cancellable);

  if (!lec_sql_exec (sql, upsert,
                     LEC_SQL_VALUES (LEC_SQL_TEXT (name), LEC_SQL_INT (period_us), LEC_SQL_INT (now_us),
                                     LEC_SQL_INT (CLOCK_SLACK_US)),
                     error))
    return FALSE;

  *is_taken = sqlite3_changes (sql->db) > 0;
  return TRUE;
}

static gpointer
read_periodic (sqlite3_stmt *row)
{
  LecPeriodic *periodic = g_new0 (LecPeriodic, 1);

  periodic->name = lec_sql_dup_text (row, 0);
  periodic->period_us = sqlite3_column_int64 (row, 1);
  periodic->last_us = sqlite3_column_int64 (row, 2) - periodic->period_us;
  return periodic;
}

GPtrArray *
lec_sqlite_list_periodic (LecStore *store,
                          GCancellable *cancellable,
                          GError **error)
{
  LecSql *sql = lec_sqlite_store_enter (store, cancellable);

  return lec_sql_list (sql, "SELECT name, period, next FROM periodic ORDER BY name", NULL, read_periodic,
                       (GDestroyNotify) lec_periodic_free, error);
}

/* Each is a transaction of its own and a short one: search indexes are merged a few pages at a
 * time, and what is in the log goes to the file as far as nobody reads it there. */
gboolean
lec_sqlite_upkeep (LecStore *store,
                   gint64 now_us,
                   GCancellable *cancellable,
                   GError **error)
{
  static const char *const steps[] = {
    "INSERT INTO slide_search (slide_search, rank) VALUES ('merge', 500)",
    "INSERT INTO slide_trigrams (slide_trigrams, rank) VALUES ('merge', 500)",
    "PRAGMA optimize",
    "PRAGMA wal_checkpoint (PASSIVE)",
  };
  LecSql *sql = lec_sqlite_store_enter (store, cancellable);

  if (!lec_sql_exec (sql, "DELETE FROM events WHERE at < ?", LEC_SQL_VALUES (LEC_SQL_INT (now_us - MAX_EVENT_AGE_US)),
                     error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    if (!lec_sql_exec (sql, steps[i], NULL, error))
      return FALSE;

  return TRUE;
}
