/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Matching is greedy, the nearest pair first, so that it does not depend on the
 * order in which boundaries are listed.
 */
#include "quality-score.h"

#include <math.h>

#define MATCH_S 1.0
/* Labels by hand are no better than a frame or two. */
#define DONE_SLACK_S 0.05

typedef struct
{
  double distance_s;
  guint found;
  guint truth;
} Pair;

static int
compare_pairs (gconstpointer a,
               gconstpointer b)
{
  const Pair *x = a, *y = b;

  return (x->distance_s > y->distance_s) - (x->distance_s < y->distance_s);
}

static GArray *
list_near_pairs (GArray *found_s,
                 GArray *truth_s)
{
  GArray *pairs = g_array_new (FALSE, FALSE, sizeof (Pair));

  for (guint i = 0; i < found_s->len; i++)
    for (guint j = 0; j < truth_s->len; j++)
      {
        Pair pair = { fabs (g_array_index (found_s, double, i) - g_array_index (truth_s, double, j)), i, j };

        if (pair.distance_s <= MATCH_S)
          g_array_append_val (pairs, pair);
      }
  g_array_sort (pairs, compare_pairs);

  return pairs;
}

/* Marks in @matched which of @found_s have a partner; a partner serves once. Returns: how many */
static guint
match (GArray *found_s,
       GArray *truth_s,
       gboolean *matched)
{
  g_autoptr (GArray) pairs = list_near_pairs (found_s, truth_s);
  g_autofree gboolean *used = g_new0 (gboolean, truth_s->len + 1);
  guint n = 0;

  for (guint i = 0; i < pairs->len; i++)
    {
      const Pair *pair = &g_array_index (pairs, Pair, i);

      if (matched[pair->found] || used[pair->truth])
        continue;
      matched[pair->found] = used[pair->truth] = TRUE;
      n++;
    }

  return n;
}

static void
add_boundaries (BoundaryScore *score,
                GArray *found_s,
                GArray *truth_s,
                GArray *excused_s)
{
  g_autofree gboolean *matched = g_new0 (gboolean, found_s->len + 1);
  guint n_hit = match (found_s, truth_s, matched);
  guint n_excused = match (found_s, excused_s, matched);

  score->n_hit += n_hit;
  score->n_missed += truth_s->len - n_hit;
  score->n_wrong += found_s->len - n_hit - n_excused;
}

static void
list_boundaries (const FilmTruth *truth,
                 GArray *wanted_s,
                 GArray *excused_s,
                 GArray *builds_s)
{
  for (guint i = 0; i < truth->slides->len; i++)
    {
      const TruthSlide *slide = g_ptr_array_index (truth->slides, i);

      g_array_append_vals (builds_s, slide->builds_s->data, slide->builds_s->len);
      if (i == 0)
        continue;
      g_array_append_val (slide->is_page && !slide->transient ? wanted_s : excused_s, slide->start_s);
    }
}

/* What was shown then; the last slide goes on for ever. */
static const TruthSlide *
find_slide (const FilmTruth *truth,
            double time_s)
{
  for (guint i = 0; i < truth->slides->len; i++)
    {
      const TruthSlide *slide = g_ptr_array_index (truth->slides, i);

      if (slide->start_s <= time_s && (time_s < slide->end_s || i + 1 == truth->slides->len))
        return slide;
    }

  return NULL;
}

static void
add_pages (QualityScore *score,
           const FilmTruth *truth,
           GArray *pages_s)
{
  g_autofree gboolean *covered = g_new0 (gboolean, truth->slides->len + 1);
  g_autofree gboolean *final = g_new0 (gboolean, truth->slides->len + 1);

  for (guint i = 0; i < pages_s->len; i++)
    {
      double time_s = g_array_index (pages_s, double, i);
      const TruthSlide *slide = find_slide (truth, time_s);

      if (slide == NULL || !slide->is_page)
        continue;
      if (!slide->transient)
        covered[slide->page] = TRUE;
      if (time_s >= slide->done_s - DONE_SLACK_S)
        final[slide->page] = TRUE;
    }
  for (guint i = 0; i < truth->slides->len; i++)
    {
      score->n_covered += covered[i] ? 1 : 0;
      score->n_final += final[i] ? 1 : 0;
    }
  score->n_pages += pages_s->len;
  score->n_unique += truth->n_unique;
}

void
quality_score_add_film (QualityScore *score,
                        const FilmTruth *truth,
                        GArray *bounds_s,
                        GArray *pages_s)
{
  g_autoptr (GArray) wanted_s = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) excused_s = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) builds_s = g_array_new (FALSE, FALSE, sizeof (double));

  list_boundaries (truth, wanted_s, excused_s, builds_s);
  add_boundaries (&score->strict, bounds_s, wanted_s, excused_s);
  g_array_append_vals (excused_s, builds_s->data, builds_s->len);
  add_boundaries (&score->lenient, bounds_s, wanted_s, excused_s);
  add_pages (score, truth, pages_s);
}

static void
add_boundary_score (BoundaryScore *sum,
                    const BoundaryScore *part)
{
  sum->n_hit += part->n_hit;
  sum->n_wrong += part->n_wrong;
  sum->n_missed += part->n_missed;
}

void
quality_score_add (QualityScore *sum,
                   const QualityScore *part)
{
  add_boundary_score (&sum->strict, &part->strict);
  add_boundary_score (&sum->lenient, &part->lenient);
  sum->n_pages += part->n_pages;
  sum->n_covered += part->n_covered;
  sum->n_unique += part->n_unique;
  sum->n_final += part->n_final;
}

double
boundary_score_get_f1 (const BoundaryScore *score)
{
  guint n = 2 * score->n_hit + score->n_wrong + score->n_missed;

  return n > 0 ? 2.0 * score->n_hit / n : 1;
}

double
quality_score_get_page_f1 (const QualityScore *score)
{
  guint n = score->n_pages + score->n_unique;

  return n > 0 ? 2.0 * score->n_covered / n : 1;
}

guint
quality_score_get_duplicates (const QualityScore *score)
{
  return score->n_pages - score->n_covered;
}
