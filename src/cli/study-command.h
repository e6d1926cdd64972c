/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What study and export have in common: documents to study from.
 */
#pragma once

#include "cli/arguments.h"

G_BEGIN_DECLS

/* @formats: (nullable): separated by commas; %NULL for what one studies from. Returns: the exit
 * code */
int lec_study_command_export (const LecArguments *arguments, const char *formats);

G_END_DECLS
