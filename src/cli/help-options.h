/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The options of a command, its own and those of jobs, as they are told of: one
 * list for --help, the manual and what completes the command line in a shell.
 */
#pragma once

#include "cli/command.h"

G_BEGIN_DECLS

/**
 * LecHelpOption:
 * @name: without dashes
 * @short_name: a letter, or 0
 * @argument: (nullable): how the value reads, translated; %NULL for a switch
 * @choices: (nullable) (array zero-terminated=1): values allowed, as they are typed
 * @text: what it is for, translated, with the values that @argument does not tell and the default
 * @repeats: whether it may be given more than once
 */
typedef struct
{
  const char *name;
  char short_name;
  char *argument;
  const char *const *choices;
  char *text;
  gboolean repeats;
} LecHelpOption;

/* Returns: (transfer full) (element-type LecHelpOption): in the order of --help, which ends it */
GPtrArray *lec_help_list_options (const LecCommand *command);

G_END_DECLS
