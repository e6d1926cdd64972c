/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Small pictures of videos on the disk, by the rules of freedesktop.org for
 * thumbnails, in a folder of the program's own. All calls block; any thread.
 */
#pragma once

#include <gdk-pixbuf/gdk-pixbuf.h>

G_BEGIN_DECLS

typedef struct _LecThumbnailStore LecThumbnailStore;

typedef enum
{
  LEC_THUMBNAIL_NORMAL, /* 128 pixels a side at most */
  LEC_THUMBNAIL_LARGE,  /* 256 */
} LecThumbnailSize;

int lec_thumbnail_size_get_pixels (LecThumbnailSize size);

/* @folder: (nullable): $XDG_CACHE_HOME/lectern/thumbnails; @max_kept: pictures of a size, at least
 * 1 */
LecThumbnailStore *lec_thumbnail_store_new (const char *folder, guint max_kept);
void lec_thumbnail_store_free (LecThumbnailStore *self);

/**
 * lec_thumbnail_store_lookup:
 * @mtime_s: of the video, since 1970; negative when it cannot be told, then any picture will do
 *
 * Returns: (transfer full) (nullable)
 */
GdkPixbuf *lec_thumbnail_store_lookup (LecThumbnailStore *self,
                                       const char *uri,
                                       gint64 mtime_s,
                                       LecThumbnailSize size);
/* @picture: no larger than @size allows. When it cannot be kept, it is not. */
void lec_thumbnail_store_save (LecThumbnailStore *self,
                               const char *uri,
                               gint64 mtime_s,
                               LecThumbnailSize size,
                               GdkPixbuf *picture);
/* That no picture can be made of it, so that it is not tried again and again. */
void lec_thumbnail_store_note_failure (LecThumbnailStore *self, const char *uri, gint64 mtime_s);
gboolean lec_thumbnail_store_has_failed (LecThumbnailStore *self, const char *uri, gint64 mtime_s);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecThumbnailStore, lec_thumbnail_store_free)

G_END_DECLS
