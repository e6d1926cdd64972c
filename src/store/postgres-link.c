/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * libpq's codes end here and in the driver. Nothing waits inside libpq, but for
 * the name of a host that is looked up there: the socket is polled together with
 * the cancellable. Who gives up closes the
 * connection, and the server, which looks after its clients every second, ends
 * what it was doing; libpq's own way to cancel would wait for the network.
 */
#include "store/postgres-link.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/error.h"
#include "store/store.h"

#define CONNECT_TIMEOUT_US (10 * (gint64) G_USEC_PER_SEC)

/* What a wait is for. Returns: FALSE with an error, also when the time is over */
static gboolean
wait_for_socket (PGconn *connection,
                 GIOCondition condition,
                 gint64 end_us,
                 GCancellable *cancellable,
                 GIOCondition *happened,
                 GError **error)
{
  GPollFD fds[2] = { { .fd = PQsocket (connection), .events = (gushort) condition }, { .fd = -1 } };
  gboolean has_cancel_fd = FALSE;
  gint64 left_us = end_us > 0 ? end_us - g_get_monotonic_time () : -1;
  int timeout_ms = end_us > 0 ? (int) (MAX (left_us, 0) / 1000 + 1) : -1;

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;

  has_cancel_fd = cancellable != NULL && g_cancellable_make_pollfd (cancellable, &fds[1]);
  if (end_us == 0 || left_us > 0)
    g_poll (fds, has_cancel_fd ? 2 : 1, timeout_ms);
  if (has_cancel_fd)
    g_cancellable_release_fd (cancellable);

  *happened = (GIOCondition) fds[0].revents;
  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}

static gboolean
is_over (gint64 end_us)
{
  return end_us > 0 && g_get_monotonic_time () >= end_us;
}

static void
set_silent (const LecPostgresAddress *address,
            GError **error)
{
  g_set_error (error, LEC_STORE_ERROR, LEC_STORE_ERROR_OFFLINE, _ ("the database server %s does not answer"),
               address->shown);
}

/* Classes of codes first: see the manual's appendix "PostgreSQL Error Codes". */
static gboolean
is_one_of (const char *state,
           const char *const *states)
{
  for (; *states != NULL; states++)
    if (g_str_has_prefix (state, *states))
      return TRUE;

  return FALSE;
}

/* There is no result that would know the code: it is in the message, as libpq writes it when it is
 * verbose. Returns: (transfer full): the message as it is otherwise */
static char *
split_message (const char *message,
               char **state)
{
  g_autoptr (GRegex) code = g_regex_new (":  ([0-9A-Z]{5}): ", G_REGEX_RAW, 0, NULL);
  g_autoptr (GRegex) noise = g_regex_new ("(?<=:  )[0-9A-Z]{5}: |\\n[^\\n]+, \\w+\\.c:\\d+", G_REGEX_RAW, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;

  g_regex_match (code, message, 0, &match);
  *state = g_match_info_matches (match) ? g_match_info_fetch (match, 1) : g_strdup ("");
  return **state != '\0' ? g_regex_replace_literal (noise, message, -1, 0, "", 0, NULL) : g_strdup (message);
}

/* Before anybody was reached it is the network, after that the server says no: with a code, or by
 * what it offers when it is asked to encrypt. One that dies at that says neither.
 *
 * @stage: what was waited for */
static void
set_refusal (PGconn *connection,
             const LecPostgresAddress *address,
             ConnStatusType stage,
             GError **error)
{
  static const char *const passing[] = { "57P", "53300", NULL };
  g_autofree char *state = NULL;
  g_autofree char *message = split_message (PQerrorMessage (connection), &state);
  g_autofree char *reason = lec_postgres_address_mask (address, message);

  if (PQconnectionNeedsPassword (connection))
    g_set_error (error, LEC_STORE_ERROR, LEC_STORE_ERROR_REFUSED, _ ("the database server %s wants a password"),
                 address->shown);
  else if ((*state != '\0' || stage == CONNECTION_SSL_STARTUP) && !is_one_of (state, passing))
    g_set_error (error, LEC_STORE_ERROR, LEC_STORE_ERROR_REFUSED, _ ("the database server %s refuses: %s"),
                 address->shown, reason);
  else
    g_set_error (error, LEC_STORE_ERROR, LEC_STORE_ERROR_OFFLINE, _ ("the database server %s cannot be reached: %s"),
                 address->shown, reason);
}

/* What the server remarks is no business of a terminal. */
static void
ignore_notice (void *data,
               const char *message)
{
}

/* Defaults come before the URL, which may say otherwise. */
static PGconn *
start (const LecPostgresAddress *address)
{
  const char *const keywords[] = { "fallback_application_name", "keepalives_idle", "keepalives_interval",
                                   "keepalives_count", "tcp_user_timeout", "dbname", "client_encoding", NULL };
  const char *const values[] = { "lectern", "30", "10", "3", "30000", address->url, "UTF8", NULL };

  return PQconnectStartParams (keywords, values, TRUE);
}

LecPostgresLink *
lec_postgres_link_open (const LecPostgresAddress *address,
                        GCancellable *cancellable,
                        GError **error)
{
  g_autoptr (LecPostgresLink) self = start (address);
  gint64 end_us = g_get_monotonic_time () + CONNECT_TIMEOUT_US;
  PostgresPollingStatusType status = PGRES_POLLING_WRITING;
  ConnStatusType stage = CONNECTION_STARTED;

  PQsetNoticeProcessor (self, ignore_notice, NULL);
  PQsetErrorVerbosity (self, PQERRORS_VERBOSE);
  if (PQstatus (self) == CONNECTION_BAD)
    status = PGRES_POLLING_FAILED;
  while (status != PGRES_POLLING_OK && status != PGRES_POLLING_FAILED)
    {
      GIOCondition condition = status == PGRES_POLLING_READING ? G_IO_IN : G_IO_OUT;
      GIOCondition happened = 0;

      if (!wait_for_socket (self, condition, end_us, cancellable, &happened, error))
        return NULL;
      if (is_over (end_us))
        {
          set_silent (address, error);
          return NULL;
        }
      status = PQconnectPoll (self);
      stage = PQstatus (self) != CONNECTION_BAD ? PQstatus (self) : stage;
    }
  if (status == PGRES_POLLING_FAILED || PQsetnonblocking (self, 1) != 0)
    {
      set_refusal (self, address, stage, error);
      return NULL;
    }
  PQsetErrorVerbosity (self, PQERRORS_DEFAULT);

  return g_steal_pointer (&self);
}

static void
set_lost (PGconn *connection,
          const LecPostgresAddress *address,
          GError **error)
{
  g_autofree char *reason = lec_postgres_address_mask (address, PQerrorMessage (connection));

  g_set_error (error, LEC_STORE_ERROR, LEC_STORE_ERROR_OFFLINE, _ ("the connection to the database %s is lost: %s"),
               address->shown, reason);
}

/* Until what was sent is on its way and one answer is complete. */
static gboolean
wait_for_answer (PGconn *connection,
                 const LecPostgresAddress *address,
                 gint64 end_us,
                 GCancellable *cancellable,
                 GError **error)
{
  int left = PQflush (connection);

  while (left >= 0 && (left > 0 || PQisBusy (connection)))
    {
      GIOCondition condition = left > 0 ? G_IO_IN | G_IO_OUT : G_IO_IN;
      GIOCondition happened = 0;

      if (!wait_for_socket (connection, condition, end_us, cancellable, &happened, error))
        return FALSE;
      if (is_over (end_us))
        {
          set_silent (address, error);
          return FALSE;
        }
      if ((happened & ~G_IO_OUT) != 0 && !PQconsumeInput (connection))
        break;
      if (left > 0)
        left = PQflush (connection);
    }
  if (left >= 0 && PQstatus (connection) == CONNECTION_OK)
    return TRUE;

  set_lost (connection, address, error);
  return FALSE;
}

/* An error among several results is the one that counts. */
PGresult *
lec_postgres_link_get_result (LecPostgresLink *self,
                              const LecPostgresAddress *address,
                              gint64 timeout_us,
                              GCancellable *cancellable,
                              GError **error)
{
  gint64 end_us = timeout_us > 0 ? g_get_monotonic_time () + timeout_us : 0;
  g_autoptr (PGresult) last = NULL;

  while (TRUE)
    {
      PGresult *result = NULL;

      if (!wait_for_answer (self, address, end_us, cancellable, error))
        return NULL;
      result = PQgetResult (self);
      if (result == NULL)
        break;
      if (last != NULL && PQresultStatus (last) == PGRES_FATAL_ERROR)
        {
          PQclear (result);
          continue;
        }
      g_clear_pointer (&last, PQclear);
      last = result;
    }
  if (last == NULL || PQstatus (self) != CONNECTION_OK)
    {
      set_lost (self, address, error);
      return NULL;
    }

  return g_steal_pointer (&last);
}

static gboolean
take_notices (PGconn *connection)
{
  gboolean has_any = FALSE;
  PGnotify *notice = NULL;

  while ((notice = PQnotifies (connection)) != NULL)
    {
      has_any = TRUE;
      PQfreemem (notice);
    }

  return has_any;
}

gboolean
lec_postgres_link_wait_for_notice (LecPostgresLink *self,
                                   const LecPostgresAddress *address,
                                   guint timeout_ms,
                                   GCancellable *cancellable,
                                   gboolean *is_told,
                                   GError **error)
{
  gint64 end_us = g_get_monotonic_time () + (gint64) timeout_ms * 1000;

  while (TRUE)
    {
      GIOCondition happened = 0;

      *is_told = take_notices (self);
      if (*is_told || is_over (end_us))
        return TRUE;
      if (!wait_for_socket (self, G_IO_IN, end_us, cancellable, &happened, error))
        return FALSE;
      if (happened != 0 && !PQconsumeInput (self))
        {
          set_lost (self, address, error);
          return FALSE;
        }
    }
}

void
lec_postgres_set_error (const LecPostgresAddress *address,
                        const PGresult *result,
                        GError **error)
{
  static const char *const busy[] = { "40", "55P03", "57014", NULL };
  static const char *const offline[] = { "08", "57P", "53300", NULL };
  static const char *const damaged[] = { "XX001", "XX002", "42P01", "42703", NULL };
  static const char *const refused[] = { "28", "42501", NULL };
  const char *state = PQresultErrorField (result, PG_DIAG_SQLSTATE);
  const char *message = PQresultErrorField (result, PG_DIAG_MESSAGE_PRIMARY);
  g_autofree char *reason = lec_postgres_address_mask (address, message != NULL ? message : "");

  if (state == NULL)
    state = "";
  if (is_one_of (state, busy))
    g_set_error (error, LEC_STORE_ERROR, LEC_STORE_ERROR_BUSY, _ ("the database %s is busy: %s"), address->shown,
                 reason);
  else if (is_one_of (state, offline))
    g_set_error (error, LEC_STORE_ERROR, LEC_STORE_ERROR_OFFLINE, _ ("the connection to the database %s is lost: %s"),
                 address->shown, reason);
  else if (is_one_of (state, damaged))
    g_set_error (error, LEC_STORE_ERROR, LEC_STORE_ERROR_DAMAGED, _ ("the database %s is damaged (%s)"),
                 address->shown, reason);
  else if (is_one_of (state, refused))
    g_set_error (error, LEC_STORE_ERROR, LEC_STORE_ERROR_REFUSED, _ ("the database server %s refuses: %s"),
                 address->shown, reason);
  else
    g_set_error (error, LEC_ERROR,
                 g_str_equal (state, "53100")   ? LEC_ERROR_NO_SPACE
                 : g_str_equal (state, "25006") ? LEC_ERROR_NOT_WRITABLE
                                                : LEC_ERROR_INTERNAL,
                 _ ("the database %s: %s"), address->shown, reason);
}
