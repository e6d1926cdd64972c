/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A copy of a lecture's video with the slides as its chapters. Private to the
 * review's files. Calls block.
 */
#pragma once

#include "engine/review-workshop.h"

G_BEGIN_DECLS

/**
 * lec_chaptered_video_check:
 *
 * Before anything is made.
 *
 * Returns: %FALSE with %LEC_ERROR_USAGE for a lecture of several videos, _LIMIT for a video that is
 *   too large for a task, _EXISTS when @target is the video itself
 */
gboolean lec_chaptered_video_check (const LecWorkshop *workshop, const char *target, GError **error);

/**
 * lec_chaptered_video_write:
 * @workshop: begun
 * @force: whether a file may be replaced
 * @listener: (nullable)
 *
 * A stage of the task process makes it in the scratch folder; from there it is moved, or copied to
 * another file system.
 *
 * Returns: %FALSE with the errors of lec_chaptered_video_check(), of the stage, or those of writing
 *   @target, which is as it was then
 */
gboolean lec_chaptered_video_write (LecWorkshop *workshop,
                                    const char *target,
                                    gboolean force,
                                    const LecExtractListener *listener,
                                    GCancellable *cancellable,
                                    GError **error);

G_END_DECLS
