/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Help, made from the tables of commands, options and errors.
 */
#pragma once

#include "cli/command.h"

G_BEGIN_DECLS

/* All return: (transfer full): text that ends in a newline, wrapped to @columns */
char *lec_help_format_overview (int columns);
char *lec_help_format_command (const LecCommand *command, int columns);
char *lec_help_format_exit_codes (int columns);

G_END_DECLS
