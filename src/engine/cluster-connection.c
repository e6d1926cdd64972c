/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The one place that knows which kinds of stores and queues there are.
 */
#include "engine/cluster-connection.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/error.h"
#include "engine/data-folder.h"
#include "queue/local-queue.h"
#include "store/folder-blobs.h"
#include "store/layered-blobs.h"
#include "store/postgres-blobs.h"
#include "store/postgres-store.h"
#include "store/sqlite-store.h"

#define SQLITE "sqlite://"
/* In the shared folder. */
#define BLOBS "blobs"

gboolean
lec_cluster_connection_is_local (const LecClusterSettings *settings)
{
  g_return_val_if_fail (settings != NULL && settings->database_url != NULL, FALSE);

  return g_str_has_prefix (settings->database_url, SQLITE);
}

static LecStore *
open_sqlite (const char *path,
             GCancellable *cancellable,
             GError **error)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *shown = g_filename_display_name (path);

  if (!g_str_equal (name, LEC_DATA_FOLDER_DATABASE))
    return lec_sqlite_store_open (path, g_get_real_time (), cancellable, error);

  g_set_error (error, LEC_ERROR, LEC_ERROR_USAGE,
               _ ("%s is the database of a library, whose tasks belong to the programs of its desk; name another file"),
               shown);
  return NULL;
}

LecStore *
lec_cluster_connection_open_store (const LecClusterSettings *settings,
                                   GCancellable *cancellable,
                                   GError **error)
{
  g_return_val_if_fail (settings != NULL && settings->database_url != NULL, NULL);

  if (lec_cluster_connection_is_local (settings))
    return open_sqlite (settings->database_url + strlen (SQLITE), cancellable, error);

  return lec_postgres_store_open (settings->database_url, LEC_POSTGRES_CLOCK_SERVER, cancellable, error);
}

static gint64
get_quota_bytes (const LecClusterSettings *settings)
{
  return (gint64) MIN (settings->blob_quota_bytes, (guint64) G_MAXINT64);
}

static LecBlobs *
open_database_blobs (const LecClusterSettings *settings,
                     GCancellable *cancellable,
                     GError **error)
{
  return lec_postgres_blobs_open (settings->database_url, get_quota_bytes (settings), cancellable, error);
}

static LecBlobs *
open_folder_blobs (const LecClusterSettings *settings,
                   GError **error)
{
  g_autofree char *folder = g_build_filename (settings->shared_folder, BLOBS, NULL);

  return lec_folder_blobs_open (folder, get_quota_bytes (settings), error);
}

/* A desk that does not see the folder sends by way of the database, and looks for results there. */
static LecBlobs *
open_both_blobs (const LecClusterSettings *settings,
                 const char *beside,
                 GCancellable *cancellable,
                 GError **error)
{
  g_autoptr (LecBlobs) in_folder = open_folder_blobs (settings, error);
  g_autoptr (LecBlobs) in_database = in_folder != NULL ? open_database_blobs (settings, cancellable, error) : NULL;
  gint64 size_bytes = -1;

  if (in_database == NULL ||
      (beside != NULL && !lec_blobs_find (in_database, beside, &size_bytes, cancellable, error)))
    return NULL;

  return size_bytes >= 0 ? lec_layered_blobs_new (in_database, in_folder)
                         : lec_layered_blobs_new (in_folder, in_database);
}

LecBlobs *
lec_cluster_connection_open_blobs (const LecClusterSettings *settings,
                                   const char *beside,
                                   GCancellable *cancellable,
                                   GError **error)
{
  gboolean is_local = FALSE;

  g_return_val_if_fail (settings != NULL && settings->database_url != NULL, NULL);

  is_local = lec_cluster_connection_is_local (settings);
  if (settings->shared_folder != NULL)
    return is_local ? open_folder_blobs (settings, error) : open_both_blobs (settings, beside, cancellable, error);
  if (!is_local)
    return open_database_blobs (settings, cancellable, error);

  g_set_error_literal (error, LEC_ERROR, LEC_ERROR_USAGE,
                       _ ("all workers of this cluster are on one machine: no file has to be sent"));
  return NULL;
}

char *
lec_cluster_connection_describe_blobs (const LecClusterSettings *settings)
{
  g_autoptr (GUri) uri = NULL;
  const char *host = NULL;

  g_return_val_if_fail (settings != NULL && settings->database_url != NULL, NULL);

  if (settings->shared_folder != NULL)
    return g_filename_display_name (settings->shared_folder);

  uri = g_uri_parse (settings->database_url, G_URI_FLAGS_HAS_PASSWORD, NULL);
  host = uri != NULL ? g_uri_get_host (uri) : NULL;
  return host != NULL && *host != '\0' ? g_strdup (host) : NULL;
}

/* Programs of one machine have nobody to tell: a store that is a file has no outbox. */
static gboolean
open_queue (LecClusterConnection *self,
            const LecClusterSettings *settings,
            const char *worker,
            GError **error)
{
  if (settings->redis_url == NULL || self->is_local)
    {
      self->queue = lec_local_queue_new ();
      return TRUE;
    }

  self->hints = lec_cluster_hints_new (settings->redis_url, worker, error);
  if (self->hints == NULL)
    return FALSE;

  self->queue = g_object_ref (lec_cluster_hints_get_queue (self->hints));
  return TRUE;
}

gboolean
lec_cluster_connection_open (LecClusterConnection *self,
                             const LecClusterSettings *settings,
                             const char *worker,
                             GCancellable *cancellable,
                             GError **error)
{
  g_return_val_if_fail (self != NULL && settings != NULL, FALSE);

  if (!lec_cluster_settings_require (settings, error))
    return FALSE;

  self->is_local = lec_cluster_connection_is_local (settings);
  if (!open_queue (self, settings, worker, error))
    return FALSE;

  self->store = lec_cluster_connection_open_store (settings, cancellable, error);
  /* All who change jobs come by here. */
  if (self->store != NULL && self->hints != NULL)
    self->store = lec_cluster_hints_cache_store (self->hints, self->store);
  return self->store != NULL;
}

void
lec_cluster_connection_clear (LecClusterConnection *self)
{
  g_clear_object (&self->store);
  g_clear_object (&self->queue);
  g_clear_pointer (&self->hints, lec_cluster_hints_free);
}
