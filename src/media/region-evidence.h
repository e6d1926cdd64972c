/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the pictures of a lecture's slides have in common, pixel by pixel:
 * where steps of brightness stand on most of them, what changes from one to
 * the next, what moves. Memory does not grow with their number.
 */
#pragma once

#include "media/picture.h"
#include "media/stretch.h"

G_BEGIN_DECLS

/**
 * LecRegionEvidence:
 * @scale: pixels of a picture a side that went into one of these
 * @n_stills: how many were added
 * @low: lowest luma of each pixel
 * @high: highest
 * @n_steps: in how many stills luma steps from left to right, and from above to below
 * @n_moving: in how many stretches it moved
 */
typedef struct
{
  int scale;
  int width;
  int height;
  guint n_stills;
  guint8 *low;
  guint8 *high;
  guint8 *n_steps[2];
  guint8 *n_moving;
} LecRegionEvidence;

LecRegionEvidence *lec_region_evidence_new (const LecPicture *first);
void lec_region_evidence_free (LecRegionEvidence *self);
/* @stretch: (nullable). More than 255 stills tell nothing new: then nothing is added. */
void lec_region_evidence_add (LecRegionEvidence *self, const LecPicture *still, const LecStretch *stretch);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecRegionEvidence, lec_region_evidence_free)

G_END_DECLS
