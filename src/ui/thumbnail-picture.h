/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A small picture that loads itself, for cells that are used again and again.
 */
#pragma once

#include <adwaita.h>

#include "ui/thumbnails.h"

G_BEGIN_DECLS

#define LEC_TYPE_THUMBNAIL_PICTURE (lec_thumbnail_picture_get_type ())
G_DECLARE_FINAL_TYPE (LecThumbnailPicture, lec_thumbnail_picture, LEC, THUMBNAIL_PICTURE, AdwBin)

/* @path: (nullable): %NULL for a picture that is yet to be made, which is shown as such */
void lec_thumbnail_picture_show (LecThumbnailPicture *self, const char *path, LecThumbnails *thumbnails);
/* Shows nothing, and loads nothing more. */
void lec_thumbnail_picture_clear (LecThumbnailPicture *self);

G_END_DECLS
