/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The one place that knows which kinds of stores and queues there are.
 */
#include "engine/cluster-connection.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/error.h"
#include "engine/data-folder.h"
#include "engine/jobs-private.h"
#include "queue/local-queue.h"
#include "store/sqlite-store.h"

#define SQLITE "sqlite://"

static gboolean
is_sqlite (const LecClusterSettings *settings)
{
  return g_str_has_prefix (settings->database_url, SQLITE);
}

static LecStore *
open_sqlite (const char *path,
             GCancellable *cancellable,
             GError **error)
{
  g_autofree char *name = g_path_get_basename (path);

  if (!g_str_equal (name, LEC_DATA_FOLDER_DATABASE))
    return lec_sqlite_store_open (path, g_get_real_time (), cancellable, error);

  g_set_error (error, LEC_ERROR, LEC_ERROR_USAGE,
               _ ("%s is the database of a library, whose tasks belong to the programs of its desk; name another file"),
               path);
  return NULL;
}

LecStore *
lec_cluster_connection_open_store (const LecClusterSettings *settings,
                                   GCancellable *cancellable,
                                   GError **error)
{
  g_return_val_if_fail (settings != NULL && settings->database_url != NULL, NULL);

  if (is_sqlite (settings))
    return open_sqlite (settings->database_url + strlen (SQLITE), cancellable, error);

  g_set_error_literal (error, LEC_ERROR, LEC_ERROR_UNSUPPORTED, _ ("this program is built without PostgreSQL"));
  return NULL;
}

gboolean
lec_cluster_connection_open (LecClusterConnection *self,
                             const LecClusterSettings *settings,
                             GCancellable *cancellable,
                             GError **error)
{
  GError *reason = NULL;

  g_return_val_if_fail (self != NULL && settings != NULL, FALSE);

  if (!lec_cluster_settings_require (settings, error))
    return FALSE;

  self->is_local = is_sqlite (settings);
  self->store = lec_cluster_connection_open_store (settings, cancellable, &reason);
  self->queue = lec_local_queue_new ();
  return lec_jobs_pass_on (reason, error);
}

void
lec_cluster_connection_clear (LecClusterConnection *self)
{
  g_clear_object (&self->store);
  g_clear_object (&self->queue);
}
