/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Rows for the options of new jobs, made from the table of options.
 */
#pragma once

#include <adwaita.h>

#include "model/job-options.h"

G_BEGIN_DECLS

/**
 * lec_option_rows_new:
 *
 * Follows the settings, and changes them at once.
 *
 * Returns: (transfer floating) (nullable): %NULL for an option that has no key in the settings, or
 *   is no matter of one row
 */
GtkWidget *lec_option_rows_new (GSettings *settings, const LecOptionSpec *spec);

G_END_DECLS
