/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The searchable PDF of a lecture: slides, slides with their text, or a handout.
 */
#pragma once

#include <gio/gio.h>

#include "model/lecture.h"

G_BEGIN_DECLS

/**
 * LecPdfProgressFunc:
 * @fraction: 0..1
 */
typedef void (*LecPdfProgressFunc) (double fraction, gpointer user_data);

/**
 * lec_slide_pdf_write:
 * @lecture: its options give layout, paper and language; paths of videos as seen from the folder
 *   the document is for: links lead there
 * @folder: where the slides' pictures (JPEG or PNG) are
 * @title: document title, shown by readers
 * @path: written aside and renamed; what is there is replaced
 *
 * Returns: %FALSE with %LEC_ERROR_NO_SPACE, _NOT_WRITABLE, _NO_SLIDES, _LIMIT (past 4 GB) or
 *   _INTERNAL
 */
gboolean lec_slide_pdf_write (const LecLecture *lecture,
                              const char *folder,
                              const char *title,
                              const char *path,
                              LecPdfProgressFunc progress,
                              gpointer user_data,
                              GCancellable *cancellable,
                              GError **error);

G_END_DECLS
