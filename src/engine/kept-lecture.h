/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Finds what is kept of a video by whatever a user has at hand.
 */
#pragma once

#include "engine/lecture-folder.h"

G_BEGIN_DECLS

LecLectureFolder *lec_kept_lecture_open (const char *root,
                                         const char *source,
                                         GCancellable *cancellable,
                                         GError **error);

G_END_DECLS
