/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the window calls the options of the table, and their values. Pure.
 */
#pragma once

#include "model/job-options.h"

G_BEGIN_DECLS

/* Of an option that has no title here: its name in the table. */
const char *lec_option_words_get_title (const LecOptionSpec *spec);
/* What it is for: the table's words as a sentence. Returns: (transfer full) */
char *lec_option_words_dup_subtitle (const LecOptionSpec *spec);
/* Of one of the values that can be chosen; as it is when it has no other words. */
const char *lec_option_words_get_value (const LecOptionSpec *spec, const char *value);

G_END_DECLS
