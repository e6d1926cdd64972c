/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What adjusting asks of a lecture. Callbacks come on the main thread; reasons
 * are in %LEC_ERROR, or %G_IO_ERROR_CANCELLED.
 */
#pragma once

#include "ui/review-desk.h"

G_BEGIN_DECLS

/**
 * LecAdjusted: the lecture as it is, or as it would be
 * @options: how its slides are found
 * @slides: (element-type LecSlideItem)
 * @new_s: (element-type double): when slides are first shown that are none now
 * @gone_s: (element-type double): likewise, of slides of now that would be none
 */
typedef struct
{
  LecJobOptions *options;
  GPtrArray *slides;
  GArray *new_s;
  GArray *gone_s;
} LecAdjusted;

void lec_adjusted_free (LecAdjusted *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecAdjusted, lec_adjusted_free)

/* @settings: (nullable): %NULL for the lecture as it is */
void lec_adjust_requests_try_async (LecReviewDesk *desk,
                                    const LecJobOptions *settings,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
/* Returns: (transfer full) (nullable): %NULL with the errors of lec_review_try() */
LecAdjusted *lec_adjust_requests_try_finish (LecReviewDesk *desk, GAsyncResult *result, GError **error);

G_END_DECLS
