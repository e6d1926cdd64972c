/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How well slides were found. Boundaries are matched one to one with the true
 * ones within a second. Strict: a boundary at a build step is wrong; lenient:
 * it does not count. A page kept counts for the page that was shown at the time
 * of the last frame that went into its picture.
 */
#pragma once

#include "film-truth.h"

G_BEGIN_DECLS

typedef struct
{
  guint n_hit;
  guint n_wrong;
  guint n_missed;
} BoundaryScore;

/**
 * QualityScore: counts, so that they can be added up
 * @n_pages: pages kept
 * @n_covered: of the unique pages, how many are among them
 * @n_unique: unique pages
 * @n_final: how many of them are kept in their final state
 */
typedef struct
{
  BoundaryScore strict;
  BoundaryScore lenient;
  guint n_pages;
  guint n_covered;
  guint n_unique;
  guint n_final;
} QualityScore;

/* @bounds_s, @pages_s: (element-type double): starts of all but the first visit; times of the
   pictures kept. Adds to @score. */
void quality_score_add_film (QualityScore *score, const FilmTruth *truth, GArray *bounds_s, GArray *pages_s);
void quality_score_add (QualityScore *sum, const QualityScore *part);
/* 2 hit / (2 hit + wrong + missed); 1 when there is nothing to find and nothing was found */
double boundary_score_get_f1 (const BoundaryScore *score);
/* Of pages kept and unique pages covered. */
double quality_score_get_page_f1 (const QualityScore *score);
/* Pages kept beyond the unique ones covered. */
guint quality_score_get_duplicates (const QualityScore *score);

G_END_DECLS
