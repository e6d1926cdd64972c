/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The options of new jobs as a person has chosen them: the key "option-NAME" of
 * the settings for an option NAME of the table.
 */
#pragma once

#include <gio/gio.h>

#include "model/job-options.h"

G_BEGIN_DECLS

/* Returns: (transfer full) (nullable): the option's key; %NULL when it has none: it belongs to one
 * video and not to all */
char *lec_option_settings_dup_key (GSettings *settings, const char *name);
/* Returns: (transfer full): what cannot be is left as the table has it */
LecJobOptions *lec_option_settings_read (GSettings *settings);

G_END_DECLS
