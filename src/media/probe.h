/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Finds out what is in a video file, without decoding more than it must.
 */
#pragma once

#include <gio/gio.h>

#include "model/video-info.h"

G_BEGIN_DECLS

/* Errors as lec_frame_reader_open(). Blocks. Returns: (transfer full) (nullable) */
LecVideoInfo *lec_probe_video (const char *path, GCancellable *cancellable, GError **error);

G_END_DECLS
