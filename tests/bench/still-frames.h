/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a film's frames show of each page: where it was covered and for how
 * long, and the last settled frame of each visit, which is what a program
 * without a temporal median would keep.
 */
#pragma once

#include "media/picture.h"
#include "still-truth.h"

G_BEGIN_DECLS

/**
 * StillEvidence:
 * @truth: (nullable): full-range luma of the page as it was drawn; %NULL when it has no picture
 * @n_seen: frames looked at
 * @n_covered: for each pixel in how many of them it was covered
 * @last: (element-type LecPicture) (nullable elements): the last settled frame of each visit,
 *   cut to the page
 */
typedef struct
{
  LecPicture *truth;
  guint n_seen;
  guint *n_covered;
  GPtrArray *last;
  GArray *masks; /* while frames are gathered */
} StillEvidence;

/* Returns: (transfer full) (element-type StillEvidence): one for each page of @truth */
GPtrArray *still_frames_gather (const StillTruth *truth, GError **error);

/* Full range, BT.601, as pictures read from files are. */
LecPicture *still_frames_normalise (const LecPicture *picture);

G_END_DECLS
