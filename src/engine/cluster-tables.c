/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Hands on to the kind of store that the settings name, and says its errors in
 * %LEC_ERROR.
 */
#include "engine/cluster-tables.h"

#include "engine/cluster-connection.h"
#include "engine/jobs-private.h"
#include "store/postgres-store.h"

/* A file: opening it is all there is to do. */
static gboolean
open_file (const LecClusterSettings *settings,
           GCancellable *cancellable,
           GError **error)
{
  GError *reason = NULL;
  g_autoptr (LecStore) store = lec_cluster_connection_open_store (settings, cancellable, &reason);

  return lec_jobs_pass_on (reason, error);
}

/* As lec_postgres_store_get_status(). */
typedef gboolean (*Ask) (const char *url, LecPostgresStatus *status, GCancellable *cancellable, GError **error);

static gboolean
ask (Ask func,
     LecClusterTables *self,
     const LecClusterSettings *settings,
     GCancellable *cancellable,
     GError **error)
{
  LecPostgresStatus status = { 0 };
  GError *reason = NULL;

  *self = (LecClusterTables){ .is_automatic = TRUE };
  if (!lec_cluster_settings_require (settings, error))
    return FALSE;
  if (lec_cluster_connection_is_local (settings))
    return open_file (settings, cancellable, error);

  func (settings->database_url, &status, cancellable, &reason);
  *self = (LecClusterTables){ .version = status.version, .known_version = status.known_version };
  return lec_jobs_pass_on (reason, error);
}

gboolean
lec_cluster_tables_look (LecClusterTables *self,
                         const LecClusterSettings *settings,
                         GCancellable *cancellable,
                         GError **error)
{
  g_return_val_if_fail (self != NULL && settings != NULL, FALSE);

  return ask (lec_postgres_store_get_status, self, settings, cancellable, error);
}

gboolean
lec_cluster_tables_migrate (LecClusterTables *self,
                            const LecClusterSettings *settings,
                            GCancellable *cancellable,
                            GError **error)
{
  g_return_val_if_fail (self != NULL && settings != NULL, FALSE);

  return ask (lec_postgres_store_migrate, self, settings, cancellable, error);
}

gboolean
lec_cluster_tables_repair (const LecClusterSettings *settings,
                           GCancellable *cancellable,
                           GError **error)
{
  GError *reason = NULL;

  g_return_val_if_fail (settings != NULL, FALSE);

  if (!lec_cluster_settings_require (settings, error))
    return FALSE;
  if (lec_cluster_connection_is_local (settings))
    return open_file (settings, cancellable, error);

  lec_postgres_store_repair (settings->database_url, cancellable, &reason);
  return lec_jobs_pass_on (reason, error);
}

/* A file that lacks anything is refused when it is opened. */
GPtrArray *
lec_cluster_tables_list_missing (const LecClusterSettings *settings,
                                 GCancellable *cancellable,
                                 GError **error)
{
  GPtrArray *missing = NULL;
  GError *reason = NULL;

  g_return_val_if_fail (settings != NULL, NULL);

  if (!lec_cluster_settings_require (settings, error))
    return NULL;
  if (lec_cluster_connection_is_local (settings))
    return g_ptr_array_new ();

  missing = lec_postgres_store_list_missing (settings->database_url, cancellable, &reason);
  lec_jobs_pass_on (reason, error);
  return missing;
}
