/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A slide's picture in a PDF: the file's compressed data as it is.
 */
#pragma once

#include "documents/pdf-file.h"

G_BEGIN_DECLS

typedef struct _LecPdfPicture LecPdfPicture;

/**
 * lec_pdf_picture_load:
 * @path: JPEG (grey or colour) or PNG (8 bit, without interlacing and transparency)
 *
 * Reads only the headers; the data is copied when @file is saved and must stay until then.
 *
 * Returns: (transfer none) (nullable): owned by @file; %LEC_ERROR_NOT_FOUND, _UNREADABLE, or
 *   _PROTOCOL when it cannot be passed through
 */
LecPdfPicture *lec_pdf_picture_load (LecPdfFile *file, const char *path, GError **error);
int lec_pdf_picture_get_width (const LecPdfPicture *self);
int lec_pdf_picture_get_height (const LecPdfPicture *self);
void lec_pdf_picture_draw (const LecPdfPicture *self, LecPdfFile *file, const LecPdfBox *box);

G_END_DECLS
