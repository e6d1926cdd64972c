/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A copy of a video with chapters in it: pictures and sound as they are, not
 * encoded again.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* @fraction: 0..1 of the video; from the thread that called */
typedef void (*LecChapterVideoProgressFunc) (double fraction, gpointer user_data);

gboolean lec_chapter_video_write (const char *video,
                                  const GPtrArray *chapters,
                                  const char *path,
                                  LecChapterVideoProgressFunc progress,
                                  gpointer user_data,
                                  GCancellable *cancellable,
                                  GError **error);

G_END_DECLS
