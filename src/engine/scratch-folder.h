/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A folder in which stages make something of a kept lecture that is not to be
 * kept: another layout, other settings on trial. Pictures and words are shared
 * with the lecture's own folder; nothing else in there is changed.
 */
#pragma once

#include "engine/lecture-folder.h"

G_BEGIN_DECLS

/* In the lecture's folder; what killed programs left is swept when somebody works on it. */
#define LEC_SCRATCH_PREFIX ".scratch-"

typedef struct _LecScratchFolder LecScratchFolder;

/**
 * lec_scratch_folder_new:
 * @kept: to be held until the result is freed
 *
 * In the lecture's folder, or in the system's for such files where that one cannot be written.
 *
 * Returns: (transfer full) (nullable): %NULL with %LEC_ERROR_NOT_WRITABLE or _NO_SPACE
 */
LecScratchFolder *lec_scratch_folder_new (LecLectureFolder *kept, GError **error);
/* Removes it, with all that was made in it. */
void lec_scratch_folder_free (LecScratchFolder *self);
const char *lec_scratch_folder_get_path (const LecScratchFolder *self);
/* @name: of a file in the lecture's folder. FALSE with the file system's errors. */
gboolean lec_scratch_folder_link (LecScratchFolder *self, const char *name, GError **error);
gboolean lec_scratch_folder_link_if_there (LecScratchFolder *self, const char *name, GError **error);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecScratchFolder, lec_scratch_folder_free)

G_END_DECLS
