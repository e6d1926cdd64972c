/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reads a command's arguments against the two tables: --name value,
 * --name=value, -x value, switches, and -- before names that begin with a dash.
 */
#pragma once

#include "cli/command.h"

G_BEGIN_DECLS

LecArguments *lec_arguments_parse (const LecCommand *command,
                                   const char *const *argv,
                                   GError **error);
void lec_arguments_free (LecArguments *self);
const LecCommand *lec_arguments_get_command (const LecArguments *self);
const char *const *lec_arguments_get_inputs (const LecArguments *self, gsize *n_inputs);
gboolean lec_arguments_wants_help (const LecArguments *self);
const char *lec_arguments_get_value (const LecArguments *self, const char *name);
gboolean lec_arguments_has (const LecArguments *self, const char *name);
/* Of a job option: what was given last. Returns: (nullable): as it was written; %NULL where nothing
 * was given */
const char *lec_arguments_get_setting (const LecArguments *self, const char *name);
/* Names of the job options that were given. Returns: (transfer container) */
const char **lec_arguments_list_settings (const LecArguments *self);
gboolean lec_arguments_apply (const LecArguments *self, LecJobOptions *options, GError **error);
/* The name among @names that @word was probably meant to be. Returns: (transfer none) (nullable) */
const char *lec_arguments_suggest (const char *word, const GPtrArray *names);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecArguments, lec_arguments_free)

G_END_DECLS
