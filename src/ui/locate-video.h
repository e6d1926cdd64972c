/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Finds the video of a lecture that is not where it was read: where somebody has
 * said it is, or by asking.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * lec_locate_video_find_async:
 * @videos: (element-type filename): the parts of the lecture, as far as they are known
 * @missing: which of them is not there
 * @content_id: of the lecture
 *
 * Looks where it was said to be.
 */
void lec_locate_video_find_async (const GPtrArray *videos,
                                  guint missing,
                                  const char *content_id,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
/* Returns: (transfer full) (nullable): path; %NULL with %LEC_ERROR_NOT_FOUND when nobody has said
 *   where it is, or %LEC_ERROR_USAGE when another one is there */
char *lec_locate_video_find_finish (GAsyncResult *result, GError **error);

/* Likewise; asks, and keeps what is chosen in mind when it is that video. The chosen one is not
 * taken when it is another: %LEC_ERROR_USAGE. %G_IO_ERROR_CANCELLED when nothing was chosen. */
void lec_locate_video_ask_async (GtkWindow *parent,
                                 const GPtrArray *videos,
                                 guint missing,
                                 const char *content_id,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
char *lec_locate_video_ask_finish (GAsyncResult *result, GError **error);

G_END_DECLS
