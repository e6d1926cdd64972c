/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the parts of a PDF file share: libharu's document and the page being
 * written. libharu's public calls hold every picture in memory, know no font
 * without outlines and measure each word, so the parts build their objects
 * themselves and leave numbering, cross references and streams to it.
 */
#pragma once

#include <hpdf.h>

#include "documents/pdf-file.h"

G_BEGIN_DECLS

/* Borrowed; valid as long as the file. */
HPDF_Doc lec_pdf_file_get_doc (LecPdfFile *self);

/* Appends operators to the page. */
void lec_pdf_file_append (LecPdfFile *self, const char *operators);
void lec_pdf_file_append_number (LecPdfFile *self, double number);
/* From the upper left corner to PDF's coordinates. */
double lec_pdf_file_flip_y (LecPdfFile *self, double y);
/* Paints @object, a form or picture of one unit, with the matrix. */
void lec_pdf_file_paint_object (LecPdfFile *self, HPDF_Dict object, const double matrix[6]);
/* The name under which @font can be used on the page. */
const char *lec_pdf_file_use_font (LecPdfFile *self, HPDF_Dict font);

/* A font of the file, made at first use and owned by it; %NULL until set. */
HPDF_Dict lec_pdf_file_get_hidden_font (LecPdfFile *self);
void lec_pdf_file_set_hidden_font (LecPdfFile *self, HPDF_Dict font);

/* Lets the file own @data until it is freed. */
void lec_pdf_file_keep (LecPdfFile *self, gpointer data, GDestroyNotify free_data);
/* A picture of so many bytes is going to be written. */
void lec_pdf_file_count_picture (LecPdfFile *self, guint64 n_bytes);
/* A picture's data has been written, or could not be read: @error (nullable) (transfer full). */
void lec_pdf_file_picture_saved (LecPdfFile *self, GError *error);

G_END_DECLS
