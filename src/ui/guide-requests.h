/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A study guide that a language model adds to, or that is the one of before again.
 * Callbacks come on the main thread; reasons are in %LEC_ERROR, or %G_IO_ERROR_CANCELLED.
 */
#pragma once

#include "ui/export-requests.h"

G_BEGIN_DECLS

/* @desk: a new one, which sees the lecture as it is corrected now; @asker: is asked before
 * something is sent to a machine that nobody has agreed to */
void lec_guide_requests_improve_async (LecReviewDesk *desk,
                                       LecConsentAsker *asker,
                                       LecExportProgress *progress,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
/* Returns: %FALSE with %LEC_ERROR_NOT_AGREED, which was a person's answer, or the other errors of
 * lec_review_improve_study() */
gboolean lec_guide_requests_improve_finish (LecReviewDesk *desk, GAsyncResult *result, GError **error);

void lec_guide_requests_restore_async (LecReviewDesk *desk, GAsyncReadyCallback callback, gpointer user_data);
gboolean lec_guide_requests_restore_finish (LecReviewDesk *desk, GAsyncResult *result, GError **error);

G_END_DECLS
