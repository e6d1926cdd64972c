/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Chooses the front end. The window is a module: the program itself needs no
 * graphical library, and its task processes start without one.
 */
#include "config.h"

#include <fcntl.h>
#include <glib/gi18n.h>
#include <gmodule.h>
#include <locale.h>
#include <signal.h>
#include <unistd.h>

#include "base/error.h"
#include "base/own-library.h"
#include "cli/cli.h"
#include "cli/report.h"

#define WINDOW_MODULE   "lectern-window." G_MODULE_SUFFIX
#define WINDOW_FUNCTION "lec_window_main"

typedef int (*WindowFunc) (int argc, char *argv[]);

/* Returns: (transfer full) (nullable): path of the module, when it is installed */
static char *
find_window_module (void)
{
  g_autofree char *path = lec_own_library_build_path (WINDOW_MODULE);

  return path != NULL && g_file_test (path, G_FILE_TEST_EXISTS) ? g_steal_pointer (&path) : NULL;
}

static int
run_window (const char *path,
            int argc,
            char *argv[])
{
  GModule *module = g_module_open (path, G_MODULE_BIND_LAZY | G_MODULE_BIND_LOCAL);
  g_autoptr (GError) error = NULL;
  gpointer function = NULL;

  /* Never closed: GTK registers types, which stay. */
  if (module != NULL && g_module_symbol (module, WINDOW_FUNCTION, &function))
    return ((WindowFunc) function) (argc, argv);

  error = g_error_new (LEC_ERROR, LEC_ERROR_INTERNAL, _ ("the window cannot be opened: %s"), g_module_error ());
  return lec_report_failure (NULL, error);
}

/* A file that is opened in the place of one of them would be written to by whoever means it. */
static void
open_standard_files (void)
{
  for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
    if (fcntl (fd, F_GETFD) < 0 && open ("/dev/null", O_RDWR) < 0)
      return;
}

int
main (int argc,
      char *argv[])
{
  g_autofree char *window = NULL;

  open_standard_files ();
  /* Recognition is ten times slower with OpenMP's threads, which read this when they start. */
  g_setenv ("OMP_THREAD_LIMIT", "1", TRUE);
  /* A file that may not become as large as it should is an error, told as such. */
  signal (SIGXFSZ, SIG_IGN);
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, LECTERN_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  window = lec_cli_asks_for_window (argc, argv) ? find_window_module () : NULL;
  return window != NULL ? run_window (window, argc, argv) : lec_cli_main (argc, argv);
}
