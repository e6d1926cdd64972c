/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Starts the service, and ends it when a signal says so: the first one lets it
 * answer what it was asked, a second one does not.
 */
#include "http/server-main.h"

#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#include <signal.h>

#include "engine/cluster-jobs.h"
#include "engine/upload.h"
#include "http/api-access.h"
#include "http/api-server.h"
#include "http/queue-work.h"
#include "http/upload-sweep.h"

typedef struct
{
  GMainLoop *loop;
  LecApiServer *server;
  GCancellable *cancellable;
  guint n_signals;
} Session;

static void
stopped_cb (gpointer data)
{
  g_main_loop_quit (data);
}

static gboolean
signal_received_cb (gpointer data)
{
  Session *session = data;

  if (++session->n_signals == 1)
    {
      lec_log (LEC_LOG_INFO, NULL, "%s", _ ("asked to end"));
      lec_api_server_stop (session->server, stopped_cb, session->loop);
      return G_SOURCE_CONTINUE;
    }

  g_cancellable_cancel (session->cancellable);
  g_main_loop_quit (session->loop);
  return G_SOURCE_CONTINUE;
}

static void
warn_cb (const char *warning)
{
  lec_log (LEC_LOG_WARNING, NULL, "%s", warning);
}

/* What is wrong with the settings is said at once. Returns: (transfer full) (nullable): where
   uploads are */
static char *
check (const LecServerSettings *settings,
       GError **error)
{
  g_autoptr (LecJobs) jobs =
    settings->uses_cluster ? lec_cluster_jobs_open (warn_cb, NULL, error) : lec_jobs_open (NULL, NULL, NULL, error);

  if (jobs == NULL || !lec_api_access_check_listen (jobs, settings, error))
    return NULL;

  return lec_upload_dup_root (jobs);
}

static void
run (Session *session)
{
  guint sources[] = {
    g_unix_signal_add (SIGTERM, signal_received_cb, session),
    g_unix_signal_add (SIGINT, signal_received_cb, session),
  };

  g_main_loop_run (session->loop);
  for (guint i = 0; i < G_N_ELEMENTS (sources); i++)
    g_source_remove (sources[i]);
}

static gboolean
is_working_cb (gpointer data)
{
  return lec_queue_work_is_alive (data);
}

gboolean
lec_api_server_main (const LecServerSettings *settings,
                     GError **error)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autofree char *uploads = NULL;
  g_autoptr (LecQueueWork) work = NULL;
  g_autoptr (LecUploadSweep) sweep = NULL;
  g_autoptr (LecTokenLimits) limits =
    lec_token_limits_new (settings->requests_per_minute, settings->token_jobs_per_hour);
  g_autoptr (LecApiServer) server = NULL;
  g_autofree char *address = NULL;
  int n_changes = 0;
  LecApiContext context = {
    .settings = settings,
    .limits = limits,
    .cancellable = cancellable,
    .n_changes = &n_changes,
  };
  Session session = { .loop = loop, .cancellable = cancellable };

  uploads = check (settings, error);
  if (uploads == NULL)
    return FALSE;

  context.uploads = uploads;
  work = settings->uses_cluster ? NULL : lec_queue_work_new ();
  context.is_working = work != NULL ? is_working_cb : NULL;
  context.working_data = work;
  session.server = server = lec_api_server_new (&context);
  if (!lec_api_server_listen (server, &address, error))
    return FALSE;

  sweep = lec_upload_sweep_new (uploads);
  g_print ("%s\n", address);
  run (&session);
  g_clear_pointer (&server, lec_api_server_free);
  return TRUE;
}
