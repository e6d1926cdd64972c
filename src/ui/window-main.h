/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the program calls after it has opened this module.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Returns: the exit code */
int lec_window_main (int argc, char *argv[]);

G_END_DECLS
