/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Text that is seen, in any script: Pango shapes it, each glyph becomes a form
 * that the pages share, invisible words lie over it.
 */
#pragma once

#include <pango/pango.h>

#include "documents/pdf-file.h"

G_BEGIN_DECLS

typedef struct _LecPdfDrawnText LecPdfDrawnText;

/* Draws into @file, which must live longer. */
LecPdfDrawnText *lec_pdf_drawn_text_new (LecPdfFile *file, const char *language);
void lec_pdf_drawn_text_free (LecPdfDrawnText *self);

/**
 * lec_pdf_drawn_text_layout:
 * @text: UTF-8; control characters but newlines are left out
 * @width: in points, lines are broken at; 0 for one line
 *
 * Returns: (transfer full)
 */
PangoLayout *lec_pdf_drawn_text_layout (LecPdfDrawnText *self,
                                        const char *text,
                                        double size,
                                        gboolean bold,
                                        double width);
/* Cuts @layout to one line of @width points, with an ellipsis. */
void lec_pdf_drawn_text_limit (PangoLayout *layout, double width);

/**
 * lec_pdf_drawn_text_draw:
 * @first_line: of @layout
 * @max_height: points; lines that would go below are left for another call
 * @grey: 0 is black
 * @height: (out) (optional): points used
 *
 * Returns: the first line that was not drawn; the number of lines when all were
 */
guint lec_pdf_drawn_text_draw (LecPdfDrawnText *self,
                               PangoLayout *layout,
                               guint first_line,
                               double x,
                               double y,
                               double max_height,
                               double grey,
                               double *height);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecPdfDrawnText, lec_pdf_drawn_text_free)

G_END_DECLS
