/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Small pictures of slides: decoded on other threads, the last ones kept in
 * memory. Main thread only.
 */
#pragma once

#include <gdk/gdk.h>

G_BEGIN_DECLS

#define LEC_THUMBNAIL_WIDTH  400
#define LEC_THUMBNAIL_HEIGHT 400

#define LEC_TYPE_THUMBNAILS (lec_thumbnails_get_type ())
G_DECLARE_FINAL_TYPE (LecThumbnails, lec_thumbnails, LEC, THUMBNAILS, GObject)

/* @max_kept: how many are kept, at least 1; each takes up to 640 kB
 * @max_height: of each, in pixels, up to %LEC_THUMBNAIL_HEIGHT: no more than are shown */
LecThumbnails *lec_thumbnails_new (guint max_kept, int max_height);
/* Returns: (transfer none) (nullable): when it is kept; the oldest ones used go first */
GdkTexture *lec_thumbnails_lookup (LecThumbnails *self, const char *path);
/* No wider than %LEC_THUMBNAIL_WIDTH, and no higher than was said. */
void lec_thumbnails_load_async (LecThumbnails *self,
                                const char *path,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
/* Returns: (transfer full) (nullable): with the error of whatever could not be read */
GdkTexture *lec_thumbnails_load_finish (LecThumbnails *self, GAsyncResult *result, GError **error);

G_END_DECLS
