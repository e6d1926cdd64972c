/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * lectern --worker: works on the tasks of a cluster until it is asked to end.
 * What it has to say goes to the log, on standard error.
 */
#include "base/error.h"
#include "base/log.h"
#include "cli/arguments.h"
#include "cli/command.h"
#include "cli/interrupt.h"
#include "cli/report.h"
#include "engine/cluster-worker.h"

/* Returns: (transfer full): what was given on the command line */
static GHashTable *
collect_flags (const LecArguments *arguments)
{
  const LecCommand *command = lec_arguments_get_command (arguments);
  GHashTable *flags = g_hash_table_new (g_str_hash, g_str_equal);

  for (gsize i = 0; i < command->n_options; i++)
    {
      const char *value = lec_arguments_get_value (arguments, command->options[i].name);

      if (value != NULL)
        g_hash_table_insert (flags, (gpointer) command->options[i].name, (gpointer) value);
    }

  return flags;
}

static void
start_log (const LecClusterSettings *settings)
{
  lec_log_start (settings->log_level, settings->log_format);
  for (guint i = 0; i < settings->warnings->len; i++)
    lec_log (LEC_LOG_WARNING, NULL, "%s", (const char *) g_ptr_array_index (settings->warnings, i));
}

/* Also for programs that read the log. */
static int
fail (const GError *error)
{
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    lec_log (LEC_LOG_ERROR, NULL, "%s", error->message);
  return lec_error_get_exit_code_for (error);
}

static void
signal_received_cb (gpointer user_data)
{
  lec_cluster_worker_stop (user_data);
}

static int
run (const LecClusterSettings *settings)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LecClusterWorker) worker = lec_cluster_worker_new (settings, NULL, &error);
  g_autoptr (LecInterrupt) interrupt = NULL;
  g_auto (LecClusterConnection) connection = { NULL };

  if (worker == NULL)
    return fail (error);

  interrupt = lec_interrupt_new_for (signal_received_cb, worker);
  /* That it was asked to end before it had begun is no failure. */
  if (!lec_cluster_worker_open (worker, &connection, &error))
    return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ? 0 : fail (error);

  return lec_cluster_worker_run (worker, &connection, &error) ? 0 : fail (error);
}

int
lec_command_run_worker (const LecArguments *arguments)
{
  g_autoptr (GHashTable) flags = collect_flags (arguments);
  g_autoptr (GError) error = NULL;
  g_autoptr (LecClusterSettings) settings = lec_cluster_settings_load (flags, &error);

  if (settings == NULL || !lec_cluster_settings_require (settings, &error))
    return lec_report_failure (NULL, error);

  start_log (settings);
  return run (settings);
}
