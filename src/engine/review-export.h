/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A lecture exported: its documents made once more, in another layout, to
 * another place. What was placed of the lecture, and what is kept of it, stays
 * as it is. Calls block, as those of the review do.
 */
#pragma once

#include "engine/review.h"

G_BEGIN_DECLS

/**
 * LecReviewExport:
 * @options: layout, per_page, paper, picture_quality, lossless, images and json count; the rest is
 *   the lecture's. Start
 *   from lec_review_dup_options()
 * @output: (nullable): folder, or file ending in .pdf; %NULL for beside the video
 * @force: whether files that are there may be replaced
 */
typedef struct
{
  const LecJobOptions *options;
  const char *output;
  gboolean force;
} LecReviewExport;

/**
 * lec_review_export:
 * @listener: (nullable)
 * @result: (out caller-allocates): zeroed; to be cleared also on failure
 *
 * Pictures of the other kind, with or without loss, mean that the video is read again.
 *
 * Returns: %FALSE with %LEC_ERROR_EXISTS when something is there and may not be replaced, or the
 *   errors of lec_extractor_extract()
 */
gboolean lec_review_export (LecReview *self,
                            const LecReviewExport *what,
                            const LecExtractListener *listener,
                            LecExtractResult *result,
                            GCancellable *cancellable,
                            GError **error);

/* Names and places of the files that would be written. Returns: (transfer full) (nullable)
 * (element-type filename): those of them that are there already; %NULL with the errors of
 * lec_output_plan_new() */
GPtrArray *lec_review_list_in_the_way (LecReview *self, const LecReviewExport *what, GError **error);

/* Sheets: what is made of one slide, or of the slides of one page of a handout. */
guint lec_review_count_sheets (LecReview *self, const LecJobOptions *options);

/**
 * lec_review_preview:
 * @options: layout, per_page, paper and picture_quality count
 * @sheet: from 0
 *
 * Returns: (transfer full) (nullable): a PDF with the page, or pages, of that sheet alone, as
 *   lec_review_export() makes them
 */
GBytes *lec_review_preview (LecReview *self,
                            const LecJobOptions *options,
                            guint sheet,
                            GCancellable *cancellable,
                            GError **error);

G_END_DECLS
