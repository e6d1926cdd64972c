/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Chooses the front end.
 */
#include "config.h"

#include <glib.h>

int
main (int argc, char *argv[])
{
  g_print ("lectern %s\n", LECTERN_VERSION);
  return 0;
}
