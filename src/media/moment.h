/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The one frame of a video that is shown at a moment.
 */
#pragma once

#include <gio/gio.h>

#include "media/picture.h"

G_BEGIN_DECLS

/**
 * lec_moment_read:
 * @time_s: stream time, 0 and above
 *
 * Returns: (transfer full) (nullable): upright, square pixels; %NULL with the errors of
 *   lec_frame_reader_open(), or %LEC_ERROR_DAMAGED when nothing can be decoded there
 */
LecPicture *lec_moment_read (const char *path,
                             double time_s,
                             GCancellable *cancellable,
                             GError **error);

G_END_DECLS
