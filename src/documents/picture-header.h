/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a PDF has to know about a JPEG or PNG file to take its compressed data
 * as it is.
 */
#pragma once

#include <glib.h>
#include <stdio.h>

G_BEGIN_DECLS

#define LEC_PICTURE_MAX_SIDE 32767

/* A stretch of the file, in bytes. */
typedef struct
{
  goffset offset;
  gsize length;
} LecPictureRange;

/**
 * LecPictureHeader:
 * @jpeg: else PNG
 * @n_channels: 1 or 3
 * @palette: (nullable): RGB triples, then there is one channel of indices
 * @ranges: (element-type LecPictureRange): where the compressed data is
 */
typedef struct
{
  gboolean jpeg;
  int width;
  int height;
  int n_channels;
  GBytes *palette;
  GArray *ranges;
} LecPictureHeader;

/* LEC_ERROR_PROTOCOL when it is no such picture,
is cut off or of a kind that cannot be passed on. */
LecPictureHeader *lec_picture_header_read (FILE *file, GError **error);
void lec_picture_header_free (LecPictureHeader *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecPictureHeader, lec_picture_header_free)

G_END_DECLS
