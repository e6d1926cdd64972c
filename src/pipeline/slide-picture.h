/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Pictures in a lecture's folder, for the stages that make and cut them. Names
 * are as in LecSlide.
 */
#pragma once

#include "media/picture.h"
#include "model/slide.h"

G_BEGIN_DECLS

LecPicture *lec_slide_picture_load (const char *folder, const char *name, GError **error);
/* As a file: PNG or JPEG. Returns: (transfer full) (nullable) */
GBytes *lec_slide_picture_encode (const LecPicture *picture, gboolean lossless, GError **error);
/* In the format that @name says. */
gboolean lec_slide_picture_save (const LecPicture *picture, const char *folder, const char *name, GError **error);
/* "0012.jpg" with region 10,20,300,200 becomes "0012-10-20-300-200.jpg". (transfer full) */
char *lec_slide_picture_name_cut (const char *name, const LecRect *region);
/* Of the picture with what covered it taken away: "0012-free.jpg". (transfer full) */
char *lec_slide_picture_name_free (const char *name);
/* Back again from a cut; %NULL when @name is no such name. Returns: (transfer full) (nullable) */
char *lec_slide_picture_name_whole (const char *name, const LecRect *region);
/* Fills in @slide's picture_sha256. */
gboolean lec_slide_picture_hash (LecSlide *slide, const char *folder, GError **error);

G_END_DECLS
