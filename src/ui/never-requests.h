/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the window asks of the list of pages that are never taken. Callbacks come
 * on the main thread; reasons are in %LEC_ERROR.
 */
#pragma once

#include "engine/never-list.h"
#include "model/edit.h"
#include "ui/review-desk.h"

G_BEGIN_DECLS

/* @place: names the slide */
void lec_never_requests_add_async (LecReviewDesk *desk,
                                   const LecEditPlace *place,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
gboolean lec_never_requests_add_finish (LecReviewDesk *desk, GAsyncResult *result, GError **error);

/* @remove: number of a page to be taken off first, 0 for none */
void lec_never_requests_list_async (guint remove,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
/* Returns: (transfer full) (nullable) (element-type LecNeverPage) */
GPtrArray *lec_never_requests_list_finish (GAsyncResult *result, GError **error);

G_END_DECLS
