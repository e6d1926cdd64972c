/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The pages that are never taken, as a group of rows with pictures and Remove.
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define LEC_TYPE_NEVER_GROUP (lec_never_group_get_type ())
G_DECLARE_FINAL_TYPE (LecNeverGroup, lec_never_group, LEC, NEVER_GROUP, AdwPreferencesGroup)

/* Reads the list: nothing is shown before. */
void lec_never_group_list (LecNeverGroup *self);

G_END_DECLS
