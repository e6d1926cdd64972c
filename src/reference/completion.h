/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What completes the command line in a shell, made from the tables that --help
 * is made from. Each function returns a script. (transfer full)
 */
#pragma once

#include "cli/help-options.h"

G_BEGIN_DECLS

char *lec_completion_format_bash (void);
char *lec_completion_format_fish (void);
char *lec_completion_format_zsh (void);

/* --- What the shells have in common --- */

/* How else a command is started, such as "--worker". Returns: (transfer full) (nullable) */
char *lec_completion_dup_alias (const LecCommand *command);

/* @text for a shell, within single quotes that are not there. Returns: (transfer full) */
char *lec_completion_quote (const char *text);

/* First words of a command's actions, or what its inputs are named. Returns: (transfer full)
 * (element-type utf8): may be empty */
GPtrArray *lec_completion_list_words (const LecCommand *command);

/* What the table says of an action. Returns: (transfer none) (nullable) */
const char *lec_completion_find_help (const LecCommand *command, const char *word);

/* @words, with spaces between them. */
void lec_completion_append_words (GString *out, const GPtrArray *words);

/* Which of the inputs is one of those words: 1 for the first one. */
guint lec_completion_get_place (const LecCommand *command);

/* Whether the path of a file or folder may be an input. */
gboolean lec_completion_takes_files (const LecCommand *command);

G_END_DECLS
