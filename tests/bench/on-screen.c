/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WITH_DISPLAY is the script that tests of the window run in, SCHEMAS the folder of its settings.
 */
#include "on-screen.h"

#include <unistd.h>

#define MARK "LECTERN_BENCH_SCREEN"

gboolean
on_screen_ensure (char **argv)
{
  g_autoptr (GPtrArray) arguments = g_ptr_array_new ();

  if (g_getenv (MARK) != NULL)
    return TRUE;

  g_setenv (MARK, "1", TRUE);
  g_setenv ("GSETTINGS_SCHEMA_DIR", SCHEMAS, TRUE);
  g_ptr_array_add (arguments, (char *) WITH_DISPLAY);
  for (char **argument = argv; *argument != NULL; argument++)
    g_ptr_array_add (arguments, *argument);
  g_ptr_array_add (arguments, NULL);
  execv (WITH_DISPLAY, (char **) arguments->pdata);
  return FALSE;
}
