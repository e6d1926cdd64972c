/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How close a picture comes to the true page: where it was covered, elsewhere,
 * and in the words that were covered.
 */
#pragma once

#include "still-frames.h"
#include "text/ocr.h"

G_BEGIN_DECLS

/* Sums, so that pages and films add up. */
typedef struct
{
  guint64 n_covered; /* pixels */
  double error;      /* of luma, summed over them */
  double last_error; /* likewise of the last settled frame */
  guint64 n_windows; /* of SSIM, outside of what was ever covered */
  double ssim;
  double last_ssim;
  guint n_words; /* that were covered, and that recognition reads on the true page */
  guint n_read;
  guint n_last_read;
} StillScore;

void still_score_add (StillScore *self, const StillScore *other);

/**
 * still_score_measure:
 * @still: the picture to be scored, as still_frames_normalise() gives it
 * @last: the last settled frame
 */
gboolean still_score_measure (const StillPage *page,
                              const StillEvidence *evidence,
                              const LecPicture *still,
                              const LecPicture *last,
                              LecOcr *ocr,
                              StillScore *score,
                              GError **error);

G_END_DECLS
