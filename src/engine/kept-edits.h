/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where corrections are kept: one file a video, by its content, beside the kept
 * lectures and not in them, so that they outlive whatever is read or thrown
 * away, and hold for the same video read with other options.
 */
#pragma once

#include "model/edit-log.h"

G_BEGIN_DECLS

/* In the folder of kept lectures. */
#define LEC_FOLDER_EDITS "edits"

LecEditLog *lec_kept_edits_load (const char *root, const char *content_id, GError **error);
LecEditLog *lec_kept_edits_append (const char *root,
                                   const char *content_id,
                                   LecEdit *edit,
                                   GError **error);
void lec_kept_edits_update_checksum (const LecEditLog *log, GChecksum *checksum);
gboolean lec_kept_edits_hand_over (const LecEditLog *log, const char *folder, GError **error);

G_END_DECLS
