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

/* What choices allow was checked. */
static void
start_log (const LecArguments *arguments)
{
  const char *level_name = lec_arguments_get_value (arguments, "log-level");
  const char *format_name = lec_arguments_get_value (arguments, "log-format");
  LecLogLevel level = LEC_LOG_INFO;
  LecLogFormat format = LEC_LOG_TEXT;

  if (level_name != NULL)
    lec_log_level_from_name (level_name, &level);
  if (format_name != NULL)
    lec_log_format_from_name (format_name, &format);
  lec_log_start (level, format);
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

  start_log (arguments);
  return serve (&settings, &error) ? 0 : lec_report_failure (NULL, error);
}
