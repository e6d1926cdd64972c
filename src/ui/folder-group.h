/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is set for folders, to be looked through and taken back. It is not seen
 * while nothing is set.
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define LEC_TYPE_FOLDER_GROUP (lec_folder_group_get_type ())
G_DECLARE_FINAL_TYPE (LecFolderGroup, lec_folder_group, LEC, FOLDER_GROUP, AdwPreferencesGroup)

/* Reads what is set: nothing is shown before. */
void lec_folder_group_list (LecFolderGroup *self);

G_END_DECLS
