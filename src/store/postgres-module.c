/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * libpq brings twenty libraries, for encryption and for ways to log in, which take as long to load
 * as all else that a short command needs. So what calls it is a module, opened when a database is
 * first asked for; a program without it works with everything else.
 */
#include <glib/gi18n-lib.h>
#include <gmodule.h>

#include "base/error.h"
#include "base/own-library.h"
#include "store/postgres-driver.h"

#define MODULE "lectern-postgres." G_MODULE_SUFFIX

typedef LecSql *(*OpenFunc) (const char *url, LecPostgresClock clock, GCancellable *cancellable, GError **error);

/* Never closed: the libraries leave what they have registered. Returns: (nullable) */
static OpenFunc
open_module (void)
{
  g_autofree char *path = lec_own_library_build_path (MODULE);
  GModule *module = path != NULL ? g_module_open (path, G_MODULE_BIND_LAZY | G_MODULE_BIND_LOCAL) : NULL;
  gpointer symbol = NULL;

  if (module != NULL)
    g_module_symbol (module, LEC_POSTGRES_OPEN_SYMBOL, &symbol);
  return (OpenFunc) symbol;
}

/* Returns: (nullable) */
static OpenFunc
ensure_module (void)
{
  static gsize opened = 0;
  static OpenFunc open_func = NULL;

  if (g_once_init_enter (&opened))
    {
      open_func = open_module ();
      g_once_init_leave (&opened, 1);
    }

  return open_func;
}

/**
 * lec_postgres_open:
 * @url: of a database that is there; of whatever program
 *
 * Returns: (transfer full) (nullable): %NULL with %LEC_STORE_ERROR_OFFLINE, _REFUSED, _UNFIT,
 *   %LEC_ERROR_USAGE, %LEC_ERROR_UNSUPPORTED when this program came without PostgreSQL, or
 *   %G_IO_ERROR_CANCELLED. No message has the password in it.
 */
LecSql *
lec_postgres_open (const char *url,
                   LecPostgresClock clock,
                   GCancellable *cancellable,
                   GError **error)
{
  OpenFunc open_func = ensure_module ();

  g_return_val_if_fail (url != NULL, NULL);

  if (open_func != NULL)
    return open_func (url, clock, cancellable, error);

  g_set_error (error, LEC_ERROR, LEC_ERROR_UNSUPPORTED, _ ("this program came without PostgreSQL (%s is missing)"),
               MODULE);
  return NULL;
}

LecPostgres *
lec_postgres_from_sql (LecSql *sql)
{
  g_assert (sql->driver->locks_rows);

  return (LecPostgres *) sql;
}

/**
 * lec_postgres_wait:
 * @self: one of the above, that does nothing else
 * @channel: a name for LISTEN
 * @is_told: (out): whether something was told there (NOTIFY), or it has only begun to listen: what
 *   was told before is missed
 *
 * Returns: %FALSE with the errors of lec_postgres_open(): the next call connects again
 */
gboolean
lec_postgres_wait (LecSql *self,
                   const char *channel,
                   guint timeout_ms,
                   gboolean *is_told,
                   GCancellable *cancellable,
                   GError **error)
{
  g_return_val_if_fail (self != NULL && channel != NULL && is_told != NULL, FALSE);

  self->cancellable = cancellable;
  return lec_postgres_from_sql (self)->wait (self, channel, timeout_ms, is_told, error);
}
