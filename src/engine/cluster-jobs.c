/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The jobs service with the store that the settings name. What is different is
 * checked where jobs are added (jobs-add.c).
 */
#include "engine/cluster-jobs.h"

#include "engine/cluster-connection.h"
#include "engine/jobs-private.h"

/* Takes @settings (nullable). */
static LecJobs *
open_with (LecClusterSettings *settings,
           void (*warn) (const char *warning),
           GCancellable *cancellable,
           GError **error)
{
  g_autoptr (LecJobs) self = g_new0 (LecJobs, 1);
  g_auto (LecClusterConnection) connection = { NULL };
  GError *reason = NULL;

  self->cluster = settings;
  if (self->cluster == NULL)
    return NULL;

  for (guint i = 0; warn != NULL && i < self->cluster->warnings->len; i++)
    warn (g_ptr_array_index (self->cluster->warnings, i));
  lec_cluster_connection_open (&connection, self->cluster, NULL, cancellable, &reason);
  if (!lec_jobs_pass_on (reason, error))
    return NULL;

  self->owner = self->cluster->owner != NULL ? self->cluster->owner : g_get_user_name ();
  self->is_local_cluster = connection.is_local;
  self->store = g_steal_pointer (&connection.store);
  self->queue = g_steal_pointer (&connection.queue);
  self->hints = g_steal_pointer (&connection.hints);
  return g_steal_pointer (&self);
}

LecJobs *
lec_cluster_jobs_open (void (*warn) (const char *warning),
                       GCancellable *cancellable,
                       GError **error)
{
  return open_with (lec_cluster_settings_load (NULL, error), warn, cancellable, error);
}

LecJobs *
lec_cluster_jobs_open_with (GHashTable *preferences,
                            GCancellable *cancellable,
                            GError **error)
{
  return open_with (lec_cluster_settings_load_with (preferences, error), NULL, cancellable, error);
}

void
lec_cluster_jobs_see_all (LecJobs *self)
{
  g_return_if_fail (self != NULL);

  self->owner = NULL;
}
