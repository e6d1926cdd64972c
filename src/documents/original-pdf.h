/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The original deck with what was said over each page: pages as their author
 * drew them, so that text is text and lines are lines.
 */
#pragma once

#include <gio/gio.h>

#include "documents/deck-file.h"
#include "documents/material.h"
#include "documents/paper.h"

G_BEGIN_DECLS

/* @fraction: 0..1 */
typedef void (*LecOriginalPdfProgress) (double fraction, gpointer user_data);

/**
 * lec_original_pdf_write:
 * @material: with its deck
 * @file: that deck
 * @paper: upright
 * @path: what is there is replaced
 * @progress: (nullable)
 *
 * All pages of the deck in their order, those that were never shown marked as such; under each when
 * it was shown and what was said then, on as many pages as that takes. What was shown beside the
 * deck follows the page that was shown before. Each word that was said is there once.
 *
 * The same material gives the same bytes. Blocks; one call at a time for each @file.
 *
 * Returns: %FALSE with the errors of lec_pending_file_save(), %LEC_ERROR_INTERNAL or
 *   %G_IO_ERROR_CANCELLED
 */
gboolean lec_original_pdf_write (const LecMaterial *material,
                                 LecDeckFile *file,
                                 const LecPaper *paper,
                                 const char *path,
                                 LecOriginalPdfProgress progress,
                                 gpointer user_data,
                                 GCancellable *cancellable,
                                 GError **error);

G_END_DECLS
