/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Periodic work: a row a name, with the time of its next slot. Taking a slot is
 * one statement that moves that time on, or changes nothing. Slots begin at
 * whole periods since 1970, whenever they are taken: who is late once is not
 * late from then on.
 */
#include "store/sql-store-private.h"

#define MAX_EVENT_AGE_US (30 * G_TIME_SPAN_DAY)
#define CLOCK_SLACK_US   (7 * G_TIME_SPAN_DAY)

/* A slot days ahead was taken by a clock that was wrong. Hours may lie between reading the clock
 * and coming here: the program may have been stopped. */
gboolean
lec_sql_store_take_slot (LecStore *store,
                         const char *name,
                         gint64 period_us,
                         gboolean *is_taken,
                         gint64 now_us,
                         GCancellable *cancellable,
                         GError **error)
{
  static const char upsert[] =
    "INSERT INTO periodic (name, period, next) VALUES (?1, ?2, (?3 / ?2 + 1) * ?2)"
    " ON CONFLICT (name) DO UPDATE SET period = ?2, next = (?3 / ?2 + 1) * ?2"
    " WHERE periodic.next <= ?3 OR periodic.next > ?3 + ?2 + ?4";
  LecSql *sql = lec_sql_store_enter (store, &now_us, cancellable);

  if (!lec_sql_exec (sql, upsert,
                     LEC_SQL_VALUES (LEC_SQL_TEXT (name), LEC_SQL_INT (period_us), LEC_SQL_INT (now_us),
                                     LEC_SQL_INT (CLOCK_SLACK_US)),
                     error))
    return FALSE;

  *is_taken = sql->n_changed > 0;
  return TRUE;
}

/* Done out of turn where nobody had a slot yet, it counts as the first one. */
gboolean
lec_sql_store_end_slot (LecStore *store,
                        const char *name,
                        gint64 period_us,
                        const char *problem,
                        gint64 now_us,
                        GCancellable *cancellable,
                        GError **error)
{
  static const char upsert[] =
    "INSERT INTO periodic (name, period, next, ended_at, error) VALUES (?1, ?2, (?3 / ?2 + 1) * ?2, ?3, ?4)"
    " ON CONFLICT (name) DO UPDATE SET ended_at = ?3, error = ?4";
  LecSql *sql = lec_sql_store_enter (store, &now_us, cancellable);

  return lec_sql_exec (sql, upsert,
                       LEC_SQL_VALUES (LEC_SQL_TEXT (name), LEC_SQL_INT (period_us), LEC_SQL_INT (now_us),
                                       LEC_SQL_TEXT (problem)),
                       error);
}

static gpointer
read_periodic (LecSqlRows *row)
{
  LecPeriodic *periodic = g_new0 (LecPeriodic, 1);

  periodic->name = lec_sql_rows_dup_text (row, 0);
  periodic->period_us = lec_sql_rows_get_int (row, 1);
  periodic->last_us = lec_sql_rows_get_int (row, 2) - periodic->period_us;
  periodic->ended_us = lec_sql_rows_get_int (row, 3);
  periodic->error = lec_sql_rows_dup_text (row, 4);
  return periodic;
}

GPtrArray *
lec_sql_store_list_periodic (LecStore *store,
                             GCancellable *cancellable,
                             GError **error)
{
  static const char query[] = "SELECT name, period, next, ended_at, error FROM periodic ORDER BY name";
  LecSql *sql = lec_sql_store_enter (store, NULL, cancellable);

  return lec_sql_list (sql, query, NULL, read_periodic, (GDestroyNotify) lec_periodic_free, error);
}

/* What nobody follows any more. */
gboolean
lec_sql_store_forget_old (LecSql *sql,
                          gint64 now_us,
                          GError **error)
{
  return lec_sql_exec (sql, "DELETE FROM events WHERE at < ?",
                       LEC_SQL_VALUES (LEC_SQL_INT (now_us - MAX_EVENT_AGE_US)), error);
}
