/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Chooses the front end.
 */
#include "config.h"

#include <fcntl.h>
#include <glib/gi18n.h>
#include <locale.h>
#include <signal.h>
#include <unistd.h>

#include "cli/cli.h"

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
  open_standard_files ();
  /* Recognition is ten times slower with OpenMP's threads, which read this when they start. */
  g_setenv ("OMP_THREAD_LIMIT", "1", TRUE);
  /* A file that may not become as large as it should is an error, told as such. */
  signal (SIGXFSZ, SIG_IGN);
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, LECTERN_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  return lec_cli_main (argc, argv);
}
