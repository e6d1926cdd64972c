/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Makes slides of stretches: which belong to one page, which page returns, what
 * is no slide at all. Pure and repeatable: from the same stretches other
 * settings give other slides without reading the video again.
 */
#pragma once

#include "media/stretch.h"
#include "model/lecture.h"

G_BEGIN_DECLS

/**
 * LecFinderOptions:
 * @sensitivity: how small a change makes a new slide
 * @shortest_s: what was shown for less is left out
 * @keep_builds: each step of a build is a slide
 * @ignored: (nullable): blocks that are not compared, one byte a block
 * @never: (nullable) (element-type LecSignature): pages that are left out; those of another shape
 *   than the stretches' do not count
 */
typedef struct
{
  LecSensitivity sensitivity;
  double shortest_s;
  gboolean keep_builds;
  const guint8 *ignored;
  const GPtrArray *never;
} LecFinderOptions;

/**
 * LecFoundSlide:
 * @visits: (element-type LecVisit)
 * @builds_s: (element-type double)
 * @stretch: index of the stretch that shows its final state
 */
typedef struct
{
  GArray *visits;
  GArray *builds_s;
  guint stretch;
} LecFoundSlide;

typedef struct
{
  double start_s;
  double end_s;
  LecLeftOutReason reason;
  LecScores scores;
  guint stretch;
} LecFoundGap;

/**
 * LecSegments:
 * @slides: (element-type LecFoundSlide): in order of first appearance
 * @gaps: (element-type LecFoundGap): in order of time
 * @suggestions: (element-type LecSuggestion)
 * @faded: (element-type guint): stretches that show no page but two, one through the other
 */
typedef struct
{
  GPtrArray *slides;
  GArray *gaps;
  GArray *suggestions;
  GArray *faded;
} LecSegments;

/* @stretches: (element-type LecStretch): in order of time, all pages of one size */
LecSegments *lec_slide_finder_find (GPtrArray *stretches, const LecFinderOptions *options);
void lec_segments_free (LecSegments *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecSegments, lec_segments_free)

G_END_DECLS
