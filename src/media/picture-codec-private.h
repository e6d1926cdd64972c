/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One decoder a format; lec_picture_decode() chooses.
 */
#pragma once

#include "media/picture.h"

G_BEGIN_DECLS

LecPicture *lec_picture_decode_jpeg (GBytes *bytes, GError **error);
LecPicture *lec_picture_decode_png (GBytes *bytes, GError **error);

G_END_DECLS
