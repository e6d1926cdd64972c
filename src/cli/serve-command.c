/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * lectern --serve: the service. It is a module, as the window is: what speaks
 * HTTP takes longer to load than most commands run.
 */
#include <glib/gi18n-lib.h>
#include <gmodule.h>

#include "base/error.h"
#include "base/log.h"
#include "base/own-library.h"
#include "cli/arguments.h"
#include "cli/command.h"
#include "cli/jobs-session.h"
#include "cli/report.h"
#include "engine/cluster-settings.h"
#include "engine/server-settings.h"

#define MODULE "lectern-server." G_MODULE_SUFFIX

/* Never closed: libsoup registers types, which stay. Returns: (nullable) */
static LecServerMainFunc
load_service (GError **error)
{
  g_autofree char *path = lec_own_library_build_path (MODULE);
  GModule *module = path != NULL ? g_module_open (path, G_MODULE_BIND_LAZY | G_MODULE_BIND_LOCAL) : NULL;
  gpointer function = NULL;

  if (module != NULL && g_module_symbol (module, LEC_SERVER_MAIN_SYMBOL, &function))
    return (LecServerMainFunc) function;

  g_set_error (error, LEC_ERROR, LEC_ERROR_USAGE,
               /* Translators: %s is what the system says of a file that it cannot open */
               _ ("this program came without the service, which needs libsoup 3 (%s)"), g_module_error ());
  return NULL;
}

/* Flags that are settings; files and the environment may have them, too. */
static const char *const setting_flags[] = {
  "allow-origin",
  "requests-per-minute",
  "token-jobs-per-hour",
  "log-level",
  "log-format",
};

static gboolean
take_settings (const LecArguments *arguments,
               LecServerSettings *settings,
               GError **error)
{
  g_autoptr (GHashTable) flags = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (LecClusterSettings) all = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (setting_flags); i++)
    {
      const char *value = lec_arguments_get_value (arguments, setting_flags[i]);

      if (value != NULL)
        g_hash_table_insert (flags, (gpointer) setting_flags[i], (gpointer) value);
    }
  all = lec_cluster_settings_load (flags, error);
  if (all == NULL)
    return FALSE;

  settings->allow_origins = g_steal_pointer (&all->allow_origins);
  settings->requests_per_minute = all->requests_per_minute;
  settings->token_jobs_per_hour = all->token_jobs_per_hour;
  lec_log_start (all->log_level, all->log_format);
  return TRUE;
}

int
lec_command_run_serve (const LecArguments *arguments)
{
  const char *listen = lec_arguments_get_value (arguments, "listen");
  g_auto (LecServerSettings) settings = { NULL };
  g_autoptr (GError) error = NULL;
  LecServerMainFunc serve = NULL;
  guint max_upload = 0;

  settings.uses_cluster = lec_arguments_has (arguments, "cluster");
  settings.own_network = lec_arguments_has (arguments, "own-network");
  settings.pages = lec_arguments_has (arguments, "pages");
  if (!lec_server_settings_set_listen (&settings, listen != NULL ? listen : LEC_SERVER_DEFAULT_LISTEN, &error) ||
      !lec_jobs_session_read_number (arguments, "max-upload", 1, LEC_SERVER_MAX_UPLOAD_MB,
                                     LEC_SERVER_DEFAULT_MAX_UPLOAD_MB, &max_upload, &error))
    return lec_report_failure (NULL, error);

  settings.max_upload_bytes = (gint64) max_upload * LEC_SERVER_UPLOAD_MB;
  serve = load_service (&error);
  if (serve == NULL)
    return lec_report_failure (NULL, error);

  if (!take_settings (arguments, &settings, &error))
    return lec_report_failure (NULL, error);

  return serve (&settings, &error) ? 0 : lec_report_failure (NULL, error);
}
