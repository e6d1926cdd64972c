/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The manual, made from the tables that --help is made from: a page a command,
 * and one of the program.
 */
#pragma once

#include "cli/command.h"

G_BEGIN_DECLS

/**
 * lec_man_page_format_command:
 * @date: of the version, YYYY-MM-DD
 *
 * Returns: (transfer full): for man(7), ASCII
 */
char *lec_man_page_format_command (const LecCommand *command, const char *date);
/* Likewise, of the program. */
char *lec_man_page_format_program (const char *date);

G_END_DECLS
