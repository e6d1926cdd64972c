/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A PDF being made: pages, bookmarks, links, labels, document information.
 * All places are in points from the page's upper left corner.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define LEC_PDF_BOOKMARK_LEVELS 3

typedef struct _LecPdfFile LecPdfFile;

typedef struct
{
  double x;
  double y;
  double width;
  double height;
} LecPdfBox;

/**
 * LecPdfSavedFunc:
 * @n_pictures: how many pictures have been written
 */
typedef void (*LecPdfSavedFunc) (guint n_pictures, gpointer user_data);

/* A file belongs to one thread. It remembers its first failure; lec_pdf_file_save() reports it. */
LecPdfFile *lec_pdf_file_new (void);
void lec_pdf_file_free (LecPdfFile *self);
/* @language: BCP 47. @time_s: Unix time of creation; 0 when not known */
void lec_pdf_file_set_information (LecPdfFile *self, const char *title, const char *language, gint64 time_s);

void lec_pdf_file_add_page (LecPdfFile *self, double width, double height);
/* Gives the page the label "@prefix@number". @prefix: ASCII, may be empty; @number: at least 1 */
void lec_pdf_file_label_page (LecPdfFile *self, const char *prefix, guint number);
/* Adds a bookmark that leads to the page. */
void lec_pdf_file_add_bookmark (LecPdfFile *self, const char *title);
/* Likewise, below the last one of the level above. @level: 0 is the top; at most 1 more than that
 * of the one before, and below %LEC_PDF_BOOKMARK_LEVELS */
void lec_pdf_file_add_bookmark_at (LecPdfFile *self, guint level, const char *title);
/* @uri: ASCII */
void lec_pdf_file_add_link (LecPdfFile *self, const LecPdfBox *box, const char *uri);
/* Makes @box lead to a page of the file, which may come later. @target: from 0 */
void lec_pdf_file_add_page_link (LecPdfFile *self, const LecPdfBox *box, guint target);
guint lec_pdf_file_get_n_pages (LecPdfFile *self);

/* @grey: 0 is black, 1 is white */
void lec_pdf_file_fill_box (LecPdfFile *self, const LecPdfBox *box, double grey);
void lec_pdf_file_draw_rule (LecPdfFile *self, double x, double y, double width, double grey);
void lec_pdf_file_draw_frame (LecPdfFile *self, const LecPdfBox *box, double grey);

/**
 * lec_pdf_file_save:
 * @path: written aside and renamed; what is there is replaced
 * @saved: (nullable): called as pictures are written
 *
 * Returns: %FALSE with %LEC_ERROR_NO_SPACE, _NOT_WRITABLE, _LIMIT (past 4 GB), _INTERNAL
 *   or %G_IO_ERROR_CANCELLED
 */
gboolean lec_pdf_file_save (LecPdfFile *self,
                            const char *path,
                            LecPdfSavedFunc saved,
                            gpointer user_data,
                            GCancellable *cancellable,
                            GError **error);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecPdfFile, lec_pdf_file_free)

G_END_DECLS
