/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A server says at the beginning which of its processes answers; a pooler says
 * something else. Then a second connection holds a transaction: who shares
 * sessions by transaction gives it the first one's process, or that another one.
 * Where no second session is to be had the first one is not shared.
 */
#include "store/postgres-pooler.h"

#include <glib/gi18n-lib.h>

#include "store/store.h"

#define TIMEOUT_US (2 * (gint64) G_USEC_PER_SEC)

/* @query: gives the process. Returns: 0 when there is no answer */
static int
ask_backend (LecPostgresLink *link,
             const char *query,
             const LecPostgresAddress *address,
             GCancellable *cancellable)
{
  g_autoptr (PGresult) result =
    PQsendQuery (link, query) ? lec_postgres_link_get_result (link, address, TIMEOUT_US, cancellable, NULL) : NULL;

  return result != NULL && PQntuples (result) == 1 ? (int) g_ascii_strtoll (PQgetvalue (result, 0, 0), NULL, 10) : 0;
}

static gboolean
is_shared (LecPostgresLink *link,
           int backend,
           const LecPostgresAddress *address,
           GCancellable *cancellable)
{
  g_autoptr (LecPostgresLink) other = lec_postgres_link_open (address, cancellable, NULL);
  int others =
    other != NULL ? ask_backend (other, "BEGIN; SELECT pg_backend_pid()", address, cancellable) : 0;

  return others != 0 &&
         (others == backend || ask_backend (link, "SELECT pg_backend_pid()", address, cancellable) != backend);
}

gboolean
lec_postgres_pooler_check (LecPostgresLink *link,
                           int backend,
                           const LecPostgresAddress *address,
                           GCancellable *cancellable,
                           GError **error)
{
  g_return_val_if_fail (link != NULL && address != NULL, FALSE);

  if (backend == PQbackendPID (link) || !is_shared (link, backend, address, cancellable))
    return !g_cancellable_set_error_if_cancelled (cancellable, error);

  g_set_error (error, LEC_STORE_ERROR, LEC_STORE_ERROR_UNFIT,
               _ ("%s is a pooler that gives each transaction another session; locks, prepared statements and LISTEN "
                  "do not work through it: name the database server itself, or let the pooler keep sessions "
                  "(pool_mode=session)"),
               address->shown);
  return FALSE;
}
