/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The table of commands. With the table of job options it is all that the
 * argument reader and --help know.
 */
#pragma once

#include "model/job-options.h"

G_BEGIN_DECLS

typedef struct _LecArguments LecArguments;

/**
 * LecCommandOption: an option that is not a job's
 * @name: without dashes
 * @short_name: a letter, or 0
 * @argument: (nullable): name of the value in --help, as cli/placeholders.h has it; %NULL for a
 *   switch, and where the choices stand for themselves
 * @choices: (nullable) (array zero-terminated): values allowed
 * @default_text: (nullable)
 * @help: one line, translatable, no full stop
 */
typedef struct
{
  const char *name;
  char short_name;
  const char *argument;
  const char *const *choices;
  const char *default_text;
  const char *help;
} LecCommandOption;

/**
 * LecCommandAction: what follows the first input, where that is a choice
 * @words: as they are typed, with names of values as cli/placeholders.h has it
 * @help: one line, translatable, no full stop
 */
typedef struct
{
  const char *words;
  const char *help;
} LecCommandAction;

/**
 * LecCommand:
 * @name: first word on the command line
 * @inputs: (nullable): what follows, as --help names it, likewise
 * @min_inputs: how many must be given
 * @max_inputs: how many may be
 * @summary: one line, translatable, no full stop
 * @description: (nullable): paragraphs for --help, translatable
 * @examples: (nullable): commands, one a line
 * @takes_job_options: whether it takes options of the job table
 * @excluded: but not those that affect this
 * @options: (array length=n_options): besides --help
 * @run: returns the exit code
 * @actions: (nullable) (array length=n_actions)
 */
typedef struct
{
  const char *name;
  const char *inputs;
  guint min_inputs;
  guint max_inputs;
  const char *summary;
  const char *description;
  const char *examples;
  gboolean takes_job_options;
  LecAffects excluded;
  const LecCommandOption *options;
  gsize n_options;
  int (*run) (const LecArguments *arguments);
  const LecCommandAction *actions;
  gsize n_actions;
} LecCommand;

const LecCommand *lec_command_get_table (gsize *n_commands);
const LecCommand *lec_command_find (const char *name);
/* Whether @command offers the job option. */
gboolean lec_command_takes (const LecCommand *command, const LecOptionSpec *spec);

int lec_command_run_extract (const LecArguments *arguments);
int lec_command_run_resegment (const LecArguments *arguments);
int lec_command_run_edit (const LecArguments *arguments);
int lec_command_run_export (const LecArguments *arguments);
int lec_command_run_probe (const LecArguments *arguments);
int lec_command_run_test_link (const LecArguments *arguments);
int lec_command_run_add (const LecArguments *arguments);
int lec_command_run_jobs (const LecArguments *arguments);
int lec_command_run_follow (const LecArguments *arguments);
int lec_command_run_fetch (const LecArguments *arguments);
int lec_command_run_show (const LecArguments *arguments);
int lec_command_run_log (const LecArguments *arguments);
int lec_command_run_metrics (const LecArguments *arguments);
int lec_command_run_search (const LecArguments *arguments);
int lec_command_run_cancel (const LecArguments *arguments);
int lec_command_run_pause (const LecArguments *arguments);
int lec_command_run_resume (const LecArguments *arguments);
int lec_command_run_retry (const LecArguments *arguments);
int lec_command_run_remove (const LecArguments *arguments);
int lec_command_run_clear (const LecArguments *arguments);
int lec_command_run_run (const LecArguments *arguments);
int lec_command_run_doctor (const LecArguments *arguments);
int lec_command_run_library (const LecArguments *arguments);
int lec_command_run_never (const LecArguments *arguments);
int lec_command_run_folder (const LecArguments *arguments);
int lec_command_run_free (const LecArguments *arguments);
int lec_command_run_config (const LecArguments *arguments);
int lec_command_run_cluster (const LecArguments *arguments);
int lec_command_run_serve (const LecArguments *arguments);
int lec_command_run_token (const LecArguments *arguments);
int lec_command_run_worker (const LecArguments *arguments);
int lec_command_run_import (const LecArguments *arguments);
int lec_command_run_transcribe (const LecArguments *arguments);
int lec_command_run_study (const LecArguments *arguments);
int lec_command_run_watch (const LecArguments *arguments);
int lec_command_run_help (const LecArguments *arguments);

G_END_DECLS
