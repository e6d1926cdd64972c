/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The original slides of a lecture, given as a PDF: its pages with what was said
 * over each, as a document beside the lecture. Callbacks come on the main thread.
 */
#pragma once

#include "ui/export-requests.h"

G_BEGIN_DECLS

/**
 * LecDeckMade:
 * @path: of the document
 * @told: how many of the pages were shown, for a person
 * @size_bytes: as it was written, likewise @changed_us
 */
typedef struct
{
  char *path;
  char *told;
  gint64 size_bytes;
  gint64 changed_us;
} LecDeckMade;

void lec_deck_made_free (LecDeckMade *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecDeckMade, lec_deck_made_free)

/**
 * lec_deck_requests_make_async:
 * @deck: path of the PDF; read by a task process only
 * @folder: where the document goes
 *
 * Nothing is replaced: where there is such a document it gets another name.
 */
void lec_deck_requests_make_async (LecReviewDesk *desk,
                                   const char *deck,
                                   const char *folder,
                                   LecExportProgress *progress,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
/* Returns: (transfer full) (nullable): %NULL with the errors of lec_review_export_study() */
LecDeckMade *lec_deck_requests_make_finish (LecReviewDesk *desk, GAsyncResult *result, GError **error);

/* Takes the document away again, unless somebody has changed it since. */
void lec_deck_requests_undo_async (LecReviewDesk *desk,
                                   const LecDeckMade *made,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
/* Returns: %FALSE with %LEC_ERROR_EXISTS (it was changed), _NOT_FOUND or _NOT_WRITABLE */
gboolean lec_deck_requests_undo_finish (LecReviewDesk *desk, GAsyncResult *result, GError **error);

G_END_DECLS
