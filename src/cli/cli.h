/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The command line.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Whether no command is given: nothing at all, or only files and folders that are there. */
gboolean lec_cli_asks_for_window (int argc, char *const *argv);

/**
 * lec_cli_main:
 *
 * To be called before anything has started a thread.
 *
 * Returns: the exit code
 */
int lec_cli_main (int argc, char *const *argv);

G_END_DECLS
