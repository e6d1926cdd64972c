/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A call whose connection is lost fails, and the next one connects again, unless
 * the server has just kept somebody waiting in vain; what belongs to a
 * transaction is never run on another connection than its beginning. Statements
 * are prepared once a connection.
 *
 * What nobody waits for (beginning a transaction, most of what one writes) goes
 * in one journey with the next statement that somebody does wait for: libpq's
 * pipeline mode.
 */
#include "store/postgres-driver.h"

#include <glib/gi18n-lib.h>
#include <time.h>

#include "base/error.h"
#include "store/postgres-link.h"
#include "store/postgres-parameters.h"
#include "store/postgres-pooler.h"
#include "store/postgres-rows.h"
#include "store/store.h"

#define TIMEOUT_US         (30 * (gint64) G_USEC_PER_SEC)
#define MAX_CLOCK_AGE_US   (10 * (gint64) G_USEC_PER_SEC)
#define SLOW_CONNECT_US    (1 * (gint64) G_USEC_PER_SEC)
#define REST_US            (3 * (gint64) G_USEC_PER_SEC)
#define MAX_BATCH          256
#define COPY_ALL           (PG_COPYRES_ATTRS | PG_COPYRES_TUPLES)
#define MIN_SERVER_VERSION 130000
#define MIN_SERVER_SHOWN   "13"

/**
 * Handle:
 * @link: (nullable): owned: while there is a connection
 * @statements: (element-type utf8 utf8): names of those that this connection has prepared, by text
 * @n_later: statements that are to be sent with the next one; the link is in pipeline mode then
 * @wanted: (element-type Wanted): owned: what of their answers is to be kept
 * @failure: (nullable): why there is none, to be told by the next statement
 * @clock_offset_us: what to add to this machine's time since it was started
 * @silence: (nullable): why there was no connection to be had; not tried again before
 *   @resting_until_us
 */
typedef struct
{
  LecPostgres base;
  LecPostgresAddress *address;
  LecPostgresLink *link;
  GHashTable *statements;
  gsize n_later;
  GArray *wanted;
  GError *failure;
  LecPostgresClock clock;
  gint64 clock_offset_us;
  gint64 clock_read_us;
  GError *silence;
  gint64 resting_until_us;
  gboolean is_in_transaction;
} Handle;

/* @nth: which of the statements that are sent together; from 0 on
 * @value: (nullable): unowned, and so is @rows: what becomes of its answer */
typedef struct
{
  gsize nth;
  gint64 *value;
  LecSqlRows **rows;
} Wanted;

static const LecSqlDriver driver;

static Handle *
from_sql (LecSql *sql)
{
  g_assert (sql->driver == &driver);

  return (Handle *) sql;
}

static void
drop_link (Handle *self)
{
  g_clear_pointer (&self->link, PQfinish);
  g_hash_table_remove_all (self->statements);
  g_array_set_size (self->wanted, 0);
  self->n_later = 0;
}

static void
close_handle (LecSql *sql)
{
  Handle *self = from_sql (sql);

  drop_link (self);
  g_hash_table_unref (self->statements);
  g_array_unref (self->wanted);
  lec_postgres_address_free (self->address);
  g_clear_error (&self->failure);
  g_clear_error (&self->silence);
  g_free (self);
}

static void
set_lost (Handle *self,
          GError **error)
{
  g_set_error (error, LEC_STORE_ERROR, LEC_STORE_ERROR_OFFLINE, _ ("the connection to the database %s is lost"),
               self->address->shown);
}

static PGresult *
get_result (Handle *self,
            GError **error)
{
  return lec_postgres_link_get_result (self->link, self->address, self->base.is_patient ? 0 : TIMEOUT_US,
                                       self->base.sql.cancellable, error);
}

/* When the link is at fault it is gone then. */
static void
set_unsent (Handle *self,
            GError **error)
{
  if (PQstatus (self->link) == CONNECTION_OK)
    {
      g_set_error (error, LEC_ERROR, LEC_ERROR_INTERNAL, "%s: %s", self->address->shown, PQerrorMessage (self->link));
      return;
    }

  set_lost (self, error);
  drop_link (self);
}

/* Takes whether it was @sent. Returns: (transfer full) (nullable): without an error in it */
static PGresult *
receive (Handle *self,
         gboolean sent,
         GError **error)
{
  g_autoptr (PGresult) result = NULL;
  ExecStatusType status = PGRES_FATAL_ERROR;

  if (sent || PQstatus (self->link) != CONNECTION_OK)
    result = get_result (self, error);
  else
    set_unsent (self, error);
  if (result == NULL)
    {
      drop_link (self);
      return NULL;
    }

  status = PQresultStatus (result);
  if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_EMPTY_QUERY)
    return g_steal_pointer (&result);

  lec_postgres_set_error (self->address, result, error);
  return NULL;
}

static gint64
read_boot_time_us (void)
{
  struct timespec now = { 0 };

  clock_gettime (CLOCK_BOOTTIME, &now);
  return now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

/* The server's clock was read somewhere between asking and the answer. */
static void
set_clock (Handle *self,
           gint64 asked_us,
           gint64 server_us)
{
  self->clock_read_us = read_boot_time_us ();
  self->clock_offset_us = server_us - (asked_us + (self->clock_read_us - asked_us) / 2);
}

static gboolean
check_server (Handle *self,
              const PGresult *facts,
              GError **error)
{
  int version = PQserverVersion (self->link);
  gboolean is_written = self->clock != LEC_POSTGRES_CLOCK_NONE;

  if (version < MIN_SERVER_VERSION)
    g_set_error (error, LEC_STORE_ERROR, LEC_STORE_ERROR_UNFIT,
                 _ ("the database server %s is PostgreSQL %d; %s is the oldest that will do"), self->address->shown,
                 version / 10000, MIN_SERVER_SHOWN);
  else if (is_written && PQgetvalue (facts, 0, 0)[0] == 't')
    g_set_error (error, LEC_STORE_ERROR, LEC_STORE_ERROR_UNFIT,
                 _ ("the database server %s is a replica that can only be read; the primary server is needed"),
                 self->address->shown);
  else if (is_written && PQgetvalue (facts, 0, 1)[0] == 't')
    g_set_error (error, LEC_STORE_ERROR, LEC_STORE_ERROR_UNFIT, _ ("the database %s can only be read"),
                 self->address->shown);
  else if (!g_str_equal (PQgetvalue (facts, 0, 2), "UTF8"))
    g_set_error (error, LEC_STORE_ERROR, LEC_STORE_ERROR_UNFIT,
                 _ ("the database %s has the encoding %s; UTF8 is needed"), self->address->shown,
                 PQgetvalue (facts, 0, 2));
  else
    return TRUE;

  return FALSE;
}

/* A server notices within a second that its client has gone (from version 14 on), and within half a
 * minute that its machine has. Who stops in the middle of a transaction loses it before others
 * have waited too long for its rows. */
static gboolean
prepare_session (Handle *self,
                 GError **error)
{
  static const char settings[] =
    "SELECT set_config(name, setting, false) FROM (VALUES ('lock_timeout', '20s'), ('statement_timeout', '25s'),"
    "  ('idle_in_transaction_session_timeout', '15s'), ('standard_conforming_strings', 'on'),"
    "  ('client_connection_check_interval', '1s'), ('client_min_messages', 'warning'),"
    "  ('tcp_keepalives_idle', '10'), ('tcp_keepalives_interval', '5'), ('tcp_keepalives_count', '3'),"
    "  ('timezone', 'UTC')) AS wanted (name, setting)"
    " WHERE EXISTS (SELECT 1 FROM pg_settings WHERE pg_settings.name = wanted.name COLLATE \"C\")";
  static const char query[] =
    "SELECT pg_is_in_recovery(), current_setting('transaction_read_only') = 'on',"
    "  current_setting('server_encoding'), (extract(epoch FROM clock_timestamp()) * 1000000)::bigint,"
    "  pg_backend_pid()";
  g_autoptr (PGresult) set = receive (self, PQsendQuery (self->link, settings), error);
  gint64 asked_us = read_boot_time_us ();
  g_autoptr (PGresult) facts = set != NULL ? receive (self, PQsendQuery (self->link, query), error) : NULL;

  if (facts == NULL || !check_server (self, facts, error))
    return FALSE;

  set_clock (self, asked_us, g_ascii_strtoll (PQgetvalue (facts, 0, 3), NULL, 10));
  return lec_postgres_pooler_check (self->link, (int) g_ascii_strtoll (PQgetvalue (facts, 0, 4), NULL, 10),
                                    self->address, self->base.sql.cancellable, error);
}

static gboolean
try_to_connect (Handle *self,
                GError **error)
{
  self->link = lec_postgres_link_open (self->address, self->base.sql.cancellable, error);
  if (self->link == NULL)
    return FALSE;
  if (prepare_session (self, error))
    return TRUE;

  drop_link (self);
  return FALSE;
}

/* A server that is silent keeps who asks waiting: a loop that makes ten calls would hang for ten
 * times as long, and somebody may watch over it. After such a try the next calls fail at once. */
static gboolean
connect_link (Handle *self,
              GError **error)
{
  gint64 asked_us = read_boot_time_us ();
  g_autoptr (GError) reason = NULL;

  if (self->silence != NULL && asked_us < self->resting_until_us)
    {
      g_propagate_error (error, g_error_copy (self->silence));
      return FALSE;
    }

  g_clear_error (&self->silence);
  if (try_to_connect (self, &reason))
    return TRUE;

  if (g_error_matches (reason, LEC_STORE_ERROR, LEC_STORE_ERROR_OFFLINE) &&
      read_boot_time_us () - asked_us >= SLOW_CONNECT_US)
    {
      self->silence = g_error_copy (reason);
      self->resting_until_us = read_boot_time_us () + REST_US;
    }
  g_propagate_error (error, g_steal_pointer (&reason));
  return FALSE;
}

/* A server that was restarted while nobody asked for anything has said goodbye, and hung up. */
static void
look_whether_lost (Handle *self)
{
  GPollFD fd = { 0 };

  fd.fd = PQsocket (self->link);
  fd.events = G_IO_IN;
  while (self->link != NULL && g_poll (&fd, 1, 0) > 0)
    if (!PQconsumeInput (self->link))
      drop_link (self);
}

static gboolean
ensure_link (Handle *self,
             GError **error)
{
  if (self->failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&self->failure));
      return FALSE;
    }
  if (self->is_in_transaction && self->link == NULL)
    {
      set_lost (self, error);
      return FALSE;
    }

  return self->link != NULL || connect_link (self, error);
}

static gboolean
read_clock (Handle *self,
            GError **error)
{
  gint64 asked_us = read_boot_time_us ();
  g_autoptr (PGresult) result = receive (
    self, PQsendQuery (self->link, "SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint"), error);

  if (result == NULL)
    return FALSE;

  set_clock (self, asked_us, g_ascii_strtoll (PQgetvalue (result, 0, 0), NULL, 10));
  return TRUE;
}

/* So that no call is made with a time that nobody has read: what fails here is told by its first
 * statement. */
static void
enter (LecSql *sql,
       gint64 *now_us)
{
  Handle *self = from_sql (sql);

  g_clear_error (&self->failure);
  if (self->link != NULL)
    look_whether_lost (self);
  if (!ensure_link (self, &self->failure) || self->clock != LEC_POSTGRES_CLOCK_SERVER || now_us == NULL)
    return;
  if (read_boot_time_us () - self->clock_read_us > MAX_CLOCK_AGE_US && !read_clock (self, &self->failure))
    return;

  *now_us = read_boot_time_us () + self->clock_offset_us;
}

static void
keep_wanted (Handle *self,
             const PGresult *result,
             gsize nth)
{
  for (guint i = 0; i < self->wanted->len; i++)
    {
      const Wanted *wanted = &g_array_index (self->wanted, Wanted, i);

      if (wanted->nth != nth)
        continue;
      if (wanted->rows != NULL)
        *wanted->rows = lec_postgres_rows_new (&self->base.sql, PQcopyResult (result, COPY_ALL));
      else if (PQntuples (result) > 0)
        *wanted->value = g_ascii_strtoll (PQgetvalue (result, 0, 0), NULL, 10);
    }
}

/* Statements of a batch after one that has failed are not run, and say so. Takes all answers.
 * Returns: (transfer full) (nullable): the last one */
static PGresult *
receive_batch (Handle *self,
               gsize n_sent,
               GError **error)
{
  g_autoptr (GError) first = NULL;
  g_autoptr (PGresult) last = NULL;

  self->n_later = 0;
  PQpipelineSync (self->link);
  for (gsize i = 0; i <= n_sent && self->link != NULL; i++)
    {
      g_autoptr (PGresult) result = get_result (self, first == NULL ? &first : NULL);

      if (result == NULL)
        drop_link (self);
      else if (PQresultStatus (result) == PGRES_FATAL_ERROR && first == NULL)
        lec_postgres_set_error (self->address, result, &first);
      else
        keep_wanted (self, result, i);
      if (i + 1 == n_sent)
        last = g_steal_pointer (&result);
    }
  if (self->link != NULL && !PQexitPipelineMode (self->link))
    drop_link (self);
  g_array_set_size (self->wanted, 0);
  if (first == NULL)
    return g_steal_pointer (&last);

  g_propagate_error (error, g_steal_pointer (&first));
  return NULL;
}

/* For what cannot be said in pipeline mode. */
static gboolean
leave_pipeline (Handle *self,
                GError **error)
{
  g_autoptr (PGresult) result = NULL;

  if (self->n_later == 0)
    return TRUE;

  result = receive_batch (self, self->n_later, error);
  return result != NULL;
}

/* Returns: (transfer none) (nullable): its name */
static const char *
prepare (Handle *self,
         const char *text,
         const LecPostgresParameters *parameters,
         GError **error)
{
  const char *known = g_hash_table_lookup (self->statements, text);
  g_autofree char *rewritten = NULL;
  g_autofree char *name = NULL;
  g_autoptr (PGresult) result = NULL;

  if (known != NULL)
    return known;
  if (!leave_pipeline (self, error))
    return NULL;

  rewritten = lec_postgres_dup_statement (text);
  name = g_strdup_printf ("s%u", g_hash_table_size (self->statements));
  result = receive (self, PQsendPrepare (self->link, name, rewritten, parameters->n, parameters->types), error);
  if (result == NULL)
    return NULL;

  known = name;
  g_hash_table_insert (self->statements, g_strdup (text), g_steal_pointer (&name));
  return known;
}

static gboolean
send_prepared (Handle *self,
               const char *name,
               const LecPostgresParameters *parameters)
{
  return PQsendQueryPrepared (self->link, name, parameters->n, parameters->values, parameters->lengths,
                              parameters->formats, 0) != 0;
}

/* Without waiting for an answer. */
static gboolean
send_along (Handle *self,
            const char *text,
            const LecSqlValue *values,
            GError **error)
{
  g_auto (LecPostgresParameters) parameters = { 0 };
  const char *name = NULL;

  lec_postgres_parameters_fill (&parameters, values);
  if (!ensure_link (self, error))
    return FALSE;
  name = prepare (self, text, &parameters, error);
  if (name == NULL)
    return FALSE;
  if (self->n_later == 0)
    PQenterPipelineMode (self->link);
  if (send_prepared (self, name, &parameters))
    {
      self->n_later++;
      return TRUE;
    }

  if (self->n_later == 0)
    PQexitPipelineMode (self->link);
  set_unsent (self, error);
  return FALSE;
}

static gboolean
exec_later (LecSql *sql,
            const char *text,
            const LecSqlValue *values,
            GError **error)
{
  Handle *self = from_sql (sql);

  /* Its end sends what is left. */
  g_assert (self->is_in_transaction);

  return send_along (self, text, values, error);
}

/* The last one that was sent along. */
static void
want (Handle *self,
      gint64 *value,
      LecSqlRows **rows)
{
  Wanted wanted = { self->n_later - 1, value, rows };

  g_array_append_val (self->wanted, wanted);
}

static gboolean
get_int_later (LecSql *sql,
               const char *text,
               const LecSqlValue *values,
               gint64 *value,
               GError **error)
{
  if (!exec_later (sql, text, values, error))
    return FALSE;

  want (from_sql (sql), value, NULL);
  return TRUE;
}

static gboolean
query_later (LecSql *sql,
             const char *text,
             const LecSqlValue *values,
             LecSqlRows **rows,
             GError **error)
{
  if (!exec_later (sql, text, values, error))
    return FALSE;

  want (from_sql (sql), NULL, rows);
  return TRUE;
}

static PGresult *
run_prepared (Handle *self,
              const char *name,
              const LecPostgresParameters *parameters,
              GError **error)
{
  gboolean is_sent = send_prepared (self, name, parameters);

  if (self->n_later == 0)
    return receive (self, is_sent, error);
  if (is_sent)
    return receive_batch (self, self->n_later + 1, error);

  set_unsent (self, error);
  return NULL;
}

static LecSqlRows *
query (LecSql *sql,
       const char *text,
       const LecSqlValue *values,
       GError **error)
{
  Handle *self = from_sql (sql);
  g_auto (LecPostgresParameters) parameters = { 0 };
  g_autoptr (PGresult) result = NULL;
  const char *name = NULL;

  lec_postgres_parameters_fill (&parameters, values);
  if (!ensure_link (self, error))
    return NULL;
  name = prepare (self, text, &parameters, error);
  if (name == NULL)
    return NULL;
  result = run_prepared (self, name, &parameters, error);
  if (result == NULL)
    return NULL;

  self->base.sql.n_changed = g_ascii_strtoll (PQcmdTuples (result), NULL, 10);
  return lec_postgres_rows_new (&self->base.sql, g_steal_pointer (&result));
}

/* Sends them all before it waits for the first answer. @values: (inout): of the rows to come */
static gboolean
run_batch (Handle *self,
           const char *text,
           const LecSqlValue **values,
           gsize n_rows,
           GError **error)
{
  g_autoptr (PGresult) result = NULL;
  const char *name = NULL;
  gsize n_sent = 0;

  for (gsize i = 0; i < n_rows; i++)
    {
      g_auto (LecPostgresParameters) parameters = { 0 };

      lec_postgres_parameters_fill (&parameters, *values);
      *values += parameters.n + 1;
      if (i == 0)
        name = ensure_link (self, error) ? prepare (self, text, &parameters, error) : NULL;
      if (name == NULL)
        return FALSE;
      if (i == 0 && self->n_later == 0)
        PQenterPipelineMode (self->link);
      if (!send_prepared (self, name, &parameters))
        {
          set_unsent (self, error);
          drop_link (self);
          return FALSE;
        }
      n_sent++;
    }

  result = receive_batch (self, self->n_later + n_sent, error);
  return result != NULL;
}

static gboolean
exec_each (LecSql *sql,
           const char *text,
           const LecSqlValue *values,
           gsize n_rows,
           GError **error)
{
  Handle *self = from_sql (sql);

  for (gsize done = 0; done < n_rows; done += MAX_BATCH)
    if (!run_batch (self, text, &values, MIN (n_rows - done, MAX_BATCH), error))
      return FALSE;

  return TRUE;
}

static gboolean
run_script (LecSql *sql,
            const char *script,
            GError **error)
{
  Handle *self = from_sql (sql);
  g_autoptr (PGresult) result = NULL;

  if (!ensure_link (self, error) || !leave_pipeline (self, error))
    return FALSE;

  result = receive (self, PQsendQuery (self->link, script), error);
  return result != NULL;
}

/* What a connection listens to goes with it, as do its statements. */
static gboolean
wait_for_notice (LecSql *sql,
                 const char *channel,
                 guint timeout_ms,
                 gboolean *is_told,
                 GError **error)
{
  Handle *self = from_sql (sql);
  g_autofree char *listen = g_strconcat ("LISTEN ", channel, NULL);

  *is_told = FALSE;
  if (!ensure_link (self, error))
    return FALSE;
  if (!g_hash_table_contains (self->statements, listen))
    {
      *is_told = run_script (sql, listen, error);
      if (*is_told)
        g_hash_table_insert (self->statements, g_steal_pointer (&listen), NULL);
      return *is_told;
    }
  if (lec_postgres_link_wait_for_notice (self->link, self->address, timeout_ms, sql->cancellable, is_told, error))
    return TRUE;

  drop_link (self);
  return FALSE;
}

static gboolean
begin (LecSql *sql,
       GError **error)
{
  Handle *self = from_sql (sql);

  self->is_in_transaction = send_along (self, "BEGIN", NULL, error);
  return self->is_in_transaction;
}

/* When the connection is lost now, nobody knows how it has ended. */
static gboolean
commit (LecSql *sql,
        GError **error)
{
  Handle *self = from_sql (sql);

  /* The server would say "ROLLBACK" and mean that all is well. */
  g_assert (self->link == NULL || PQtransactionStatus (self->link) != PQTRANS_INERROR);
  if (!lec_sql_exec (sql, "COMMIT", NULL, error))
    return FALSE;

  self->is_in_transaction = FALSE;
  return TRUE;
}

/* One that was lost with its connection is rolled back by the server. */
static void
roll_back (LecSql *sql)
{
  Handle *self = from_sql (sql);

  if (self->link != NULL)
    leave_pipeline (self, NULL);
  if (self->link != NULL && PQtransactionStatus (self->link) != PQTRANS_IDLE &&
      !lec_sql_exec (sql, "ROLLBACK", NULL, NULL))
    drop_link (self);
  self->is_in_transaction = FALSE;
}

static const LecSqlDriver driver = {
  .locks_rows = TRUE,
  .close = close_handle,
  .enter = enter,
  .query = query,
  .exec_later = exec_later,
  .get_int_later = get_int_later,
  .query_later = query_later,
  .exec_each = exec_each,
  .run_script = run_script,
  .begin = begin,
  .commit = commit,
  .roll_back = roll_back,
  .next = lec_postgres_rows_next,
  .is_null = lec_postgres_rows_is_null,
  .get_int = lec_postgres_rows_get_int,
  .get_real = lec_postgres_rows_get_real,
  .get_text = lec_postgres_rows_get_text,
  .dup_bytes = lec_postgres_rows_dup_bytes,
  .free_rows = lec_postgres_rows_free,
};

LecSql *
lec_postgres_driver_open (const char *url,
                          LecPostgresClock clock,
                          GCancellable *cancellable,
                          GError **error)
{
  g_autoptr (LecPostgresAddress) address = lec_postgres_address_new (url, error);
  Handle *self = NULL;
  g_autoptr (LecSql) sql = NULL;

  if (address == NULL)
    return NULL;

  self = g_new0 (Handle, 1);
  sql = &self->base.sql;
  self->base.sql.driver = &driver;
  self->base.sql.cancellable = cancellable;
  self->address = g_steal_pointer (&address);
  self->base.shown = self->address->shown;
  self->base.wait = wait_for_notice;
  self->clock = clock;
  self->statements = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->wanted = g_array_new (FALSE, FALSE, sizeof (Wanted));
  if (!connect_link (self, error))
    return NULL;

  return g_steal_pointer (&sql);
}
