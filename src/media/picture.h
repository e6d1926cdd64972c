/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A picture in memory: 8-bit planar Y'CbCr 4:2:0, upright, square pixels, as
 * decoders give it. Luma goes to recognition as it is; JPEG and PNG are made
 * from it row by row, so that an 8K picture never stands in memory as RGB.
 */
#pragma once

#include <glib.h>

#include "base/geometry.h"

G_BEGIN_DECLS

/* Longest side that is decoded. */
#define LEC_PICTURE_MAX_SIDE 16384

/* How Y'CbCr becomes R'G'B'. */
typedef struct
{
  guint bt709 : 1;      /* else BT.601 */
  guint full_range : 1; /* 0..255, else 16..235 */
} LecColorimetry;

/**
 * LecPicture:
 * @planes: Y, Cb, Cr; Cb and Cr are (width + 1) / 2 by (height + 1) / 2
 * @strides: bytes from one row to the next
 * @memory: (nullable): what holds the planes, where others hold it too; %NULL where the picture
 *   owns them, or they are only lent
 *
 * Owned by its holder; not changed once shared.
 */
typedef struct
{
  int width;
  int height;
  LecColorimetry colorimetry;
  guint8 *planes[3];
  gsize strides[3];
  GBytes *memory;
} LecPicture;

LecPicture *lec_picture_new (int width, int height, LecColorimetry colorimetry);
LecPicture *lec_picture_copy (const LecPicture *self);
LecPicture *lec_picture_keep (const LecPicture *self);
void lec_picture_free (LecPicture *self);
gsize lec_picture_get_size_bytes (const LecPicture *self);
/* %NULL where @region lies outside; its left and top edges go outwards to even coordinates. */
LecPicture *lec_picture_crop (const LecPicture *self, const LecRect *region);
/* Copies what both pictures have of @region; its edges go outwards to even coordinates. */
void lec_picture_paste (LecPicture *self, const LecPicture *source, const LecRect *region);
/* Area average; keeps nothing of the aspect ratio by itself. */
LecPicture *lec_picture_scale (const LecPicture *self, int width, int height);

/* Of JPEG, for the picture of a slide. */
int lec_picture_choose_quality (const LecPicture *self);
/* @quality 1..100. Returns: (transfer full) */
GBytes *lec_picture_encode_jpeg (const LecPicture *self, int quality, GError **error);
GBytes *lec_picture_encode_png (const LecPicture *self, GError **error);
/* JPEG or PNG by content, at most LEC_PICTURE_MAX_SIDE; LEC_ERROR_PROTOCOL otherwise. */
LecPicture *lec_picture_decode (GBytes *bytes, GError **error);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecPicture, lec_picture_free)

G_END_DECLS
