/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What extract and add have in common: --output with several videos.
 */
#pragma once

#include "cli/arguments.h"

G_BEGIN_DECLS

/* Before any work: several videos need several places. FALSE with %LEC_ERROR_USAGE. */
gboolean lec_output_option_check (const LecArguments *arguments, const LecJobOptions *options, GError **error);

G_END_DECLS
