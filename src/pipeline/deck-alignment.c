/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Costs are logarithms of odds, set by hand: what the scores say outweighs them
 * where pages differ, they decide where pages look alike.
 */
#include "pipeline/deck-alignment.h"

#include <math.h>

#define SHARPNESS   30.0 /* so much a score of one more weighs */
#define LEAST_SCORE 0.55
#define STAY        0.7 /* another slide, and the same page */
#define SKIP        1.5
#define BACK        2.0
#define FURTHER     0.5 /* times the logarithm of how far a jump goes */
#define LATE_START  1.0

/* Of all states at one show: the page is shown, or it was the last one that was. */
typedef struct
{
  double *shown;
  double *kept;
} Column;

/* Where the best way into a state comes from: a page, and whether it was shown. */
typedef struct
{
  int page;
  gboolean is_shown;
} Origin;

static double
weigh_step (int from,
            int to,
            gboolean is_same_slide)
{
  int step = to - from;

  if (step == 0)
    return is_same_slide ? 0 : -STAY;
  if (step == 1)
    return is_same_slide ? -STAY : 0;

  return step > 0 ? -SKIP - FURTHER * log (step) : -BACK - FURTHER * log (-step);
}

static double
weigh_start (int page)
{
  return page == 0 ? 0 : -LATE_START - FURTHER * log (page);
}

static double
weigh_score (float score)
{
  return SHARPNESS * (score - LEAST_SCORE);
}

/* Of all pages that were shown or kept before, the one from which @page is reached best. */
static double
find_origin (const Column *before,
             const double *steps,
             int n_pages,
             int page,
             Origin *origin)
{
  double best = -G_MAXDOUBLE;

  for (int from = 0; from < n_pages; from++)
    {
      double step = steps[page - from + n_pages - 1];
      double value = MAX (before->shown[from], before->kept[from]) + step;

      if (value > best)
        {
          best = value;
          origin->page = from;
          origin->is_shown = before->shown[from] >= before->kept[from];
        }
    }

  return best;
}

/* By how far a step goes, from -(n_pages - 1). Returns: (transfer full) */
static double *
list_steps (int n_pages,
            gboolean is_same_slide)
{
  double *steps = g_new0 (double, 2 * n_pages);

  for (int step = -(n_pages - 1); step < n_pages; step++)
    steps[step + n_pages - 1] = weigh_step (0, step, is_same_slide);
  return steps;
}

static void
begin (Column *column,
       const float *scores,
       int n_pages)
{
  for (int page = 0; page < n_pages; page++)
    {
      column->shown[page] = weigh_start (page) + weigh_score (scores[page]);
      column->kept[page] = weigh_start (page);
    }
}

/* @origins: of the states that are shown; a state that is kept comes from its own page */
static void
go_on (const Column *before,
       Column *column,
       const float *scores,
       const double *steps,
       int n_pages,
       Origin *origins)
{
  for (int page = 0; page < n_pages; page++)
    {
      column->shown[page] = find_origin (before, steps, n_pages, page, &origins[page]) + weigh_score (scores[page]);
      column->kept[page] = MAX (before->shown[page], before->kept[page]);
      origins[n_pages + page].page = page;
      origins[n_pages + page].is_shown = before->shown[page] >= before->kept[page];
    }
}

static Origin
find_end (const Column *column,
          int n_pages)
{
  Origin end = { 0, FALSE };
  double best = -G_MAXDOUBLE;

  for (int page = 0; page < n_pages; page++)
    {
      if (column->kept[page] > best)
        {
          best = column->kept[page];
          end = (Origin){ page, FALSE };
        }
      if (column->shown[page] > best)
        {
          best = column->shown[page];
          end = (Origin){ page, TRUE };
        }
    }

  return end;
}

static Column
new_column (guint n_pages)
{
  return (Column){ g_new0 (double, n_pages), g_new0 (double, n_pages) };
}

static void
clear_column (Column *column)
{
  g_free (column->shown);
  g_free (column->kept);
}

void
lec_deck_alignment_find (const float *scores,
                         const guint *slides,
                         guint n_shows,
                         guint n_pages,
                         int *pages)
{
  Column before = { NULL }, column = { NULL };
  g_autofree double *going_on = NULL;
  g_autofree double *staying = NULL;
  g_autofree Origin *origins = NULL;
  Origin at = { 0, FALSE };

  g_return_if_fail (scores != NULL && slides != NULL && pages != NULL);
  g_return_if_fail (n_shows > 0 && n_pages > 0 && n_pages < G_MAXINT / 2);

  before = new_column (n_pages);
  column = new_column (n_pages);
  going_on = list_steps ((int) n_pages, FALSE);
  staying = list_steps ((int) n_pages, TRUE);
  origins = g_new0 (Origin, (gsize) n_shows * n_pages * 2);

  begin (&column, scores, (int) n_pages);
  for (guint i = 1; i < n_shows; i++)
    {
      Column swapped = before;

      before = column;
      column = swapped;
      go_on (&before, &column, scores + (gsize) i * n_pages, slides[i] == slides[i - 1] ? staying : going_on,
             (int) n_pages, origins + (gsize) i * n_pages * 2);
    }

  at = find_end (&column, (int) n_pages);
  for (guint i = n_shows; i > 0; i--)
    {
      const Origin *row = origins + (gsize) (i - 1) * n_pages * 2;

      pages[i - 1] = at.is_shown ? at.page : LEC_NO_PAGE;
      at = row[(at.is_shown ? 0 : n_pages) + (guint) at.page];
    }

  clear_column (&before);
  clear_column (&column);
}
