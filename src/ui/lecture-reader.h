/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reads what a job has made, with all corrections, for the window to show.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * lec_lecture_reader_read_async:
 * @job: its number, in the user's library
 *
 * On a thread of its own: it waits while another program works on the lecture.
 */
void lec_lecture_reader_read_async (gint64 job,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);

/* Returns: (transfer full) (nullable): of LecSlideItem; %NULL with the errors of lec_jobs_get() and
 *   lec_review_open_job() */
GListModel *lec_lecture_reader_read_finish (GAsyncResult *result, GError **error);

G_END_DECLS
