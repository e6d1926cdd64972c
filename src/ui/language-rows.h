/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The languages that text on slides is read in: one row for each that is
 * installed, and for each that is wanted and is not.
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Fills @group as soon as it is known what is installed. */
void lec_language_rows_add (AdwPreferencesGroup *group, GSettings *settings);
/* @languages: joined by "+". Returns: (transfer full): likewise, with or without that one; the last
 * one stays */
char *lec_language_rows_change (const char *languages, const char *language, gboolean is_wanted);

G_END_DECLS
