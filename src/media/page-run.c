/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A shot goes on with the run before it when it shows the same page, more of
 * it, a state it had before, or the page with something else in front of it.
 * Afterwards what never stood goes to the run it led out of.
 */
#include "media/page-run.h"

#include <string.h>

#include "media/page-likeness.h"
#include "media/page-overlay.h"
#include "media/page-scroll.h"

/* A page that kept less of its ink was wiped. */
#define WIPED_RATIO 0.62
/* A page that grows from an earlier state of itself must have kept as much. */
#define KEPT_RATIO 0.6
/* What was drawn over may hide a little of an earlier state. */
#define SCRATCHED_RATIO 0.95
/* So many earlier states are looked at. */
#define N_STATES 6
/* So much of a page that comes to rest was seen on its way. */
#define SETTLED_RATIO 0.9
/* An emptied page that stands for longer is the start of the next one, else the end of the last. */
#define EMPTY_S     1.5
#define EMPTY_RATIO 0.05
/* Wiping takes no longer. */
#define WIPE_S 4.0
/* Share of the fullest state's ink that a final state must have. */
#define FINAL_RATIO 0.85
/* A state with less, down to this share, that stood so many times longer is the final one. */
#define GHOST_RATIO 0.6
#define GHOST_TIMES 2
/* A run in which nothing stands, and no longer, is the way from one page to the next. */
#define FLUX_RUN_S 2.0
/* A first look at a page is no longer, and shares so much of its ink with it. */
#define ENTRANCE_S     2.0
#define ENTRANCE_RATIO 0.6
/* Or it shows nearly all of it, over a ghost of the page before. */
#define ENTRANCE_WHOLE 0.85
/* What stands in front of the page is masked for so long after it last changed. */
#define OVERLAY_S 30.0
/* With so much less ink in it, what stood in front of the page has gone. */
#define UNCOVERED_RATIO 0.6
/* A page that scrolled so often may jump within the same part of the frame, but for some pixels. */
#define MIN_SCROLLS    2
#define VIEWPORT_SLACK 6
/* While the camera begins to move more than this moves, and it takes no longer. */
#define PAN_MOTION 0.2
#define PAN_S      2.5

typedef struct
{
  LecPageComparer *comparer; /* unowned */
  gboolean keep_builds;
  double overlay_seen_s; /* when it last changed */
  GPtrArray *runs;
} RunFinder;

static const LecShot *
get_shot (const LecPageComparer *self,
          guint index)
{
  return g_ptr_array_index (self->shots, index);
}

/* --- Going on with a run --- */

static gboolean
are_pages (const LecShot *a,
           const LecShot *b)
{
  return a->kind == LEC_SHOT_PAGE && b->kind == LEC_SHOT_PAGE;
}

/* Notes something that came or went in front of the page between two shots. */
static gboolean
find_overlay (RunFinder *self,
              const LecShot *last,
              const LecShot *shot)
{
  LecPageComparer *comparer = self->comparer;

  if (!are_pages (last, shot) || !lec_page_comparer_prepare_mask (comparer, last, shot) ||
      !lec_page_find_overlay (last->page, shot->page, comparer->mask, comparer->limits, comparer->overlay))
    return FALSE;

  self->overlay_seen_s = shot->start_s;

  return TRUE;
}

static void
note_build (RunFinder *self,
            LecPageRun *run,
            guint index)
{
  const LecShot *shot = get_shot (self->comparer, index);

  /* What came may be in front of the page: then it will change and go as it likes. */
  find_overlay (self, get_shot (self->comparer, run->end - 1), shot);
  g_array_append_val (run->builds_s, shot->start_s);
  run->fullest = index;
}

/* A page is also continued from a state it had before: something on it came and went. */
static gboolean
continue_earlier (RunFinder *self,
                  LecPageRun *run,
                  guint index)
{
  const LecShot *fullest = get_shot (self->comparer, run->fullest);
  /* Of what fades in there is more on its way than there was before, or will be. */
  double least_ink = lec_shot_stands (fullest) ? KEPT_RATIO * fullest->page->n_ink : 0;
  LecPageChange change;

  for (guint i = run->end, n = 0; i-- > run->first && n < N_STATES; n++)
    {
      const LecShot *state = get_shot (self->comparer, i);
      LecPageRelation relation;

      if (i == run->fullest || (i + 1 < run->end && !lec_shot_stands (state)))
        continue;
      relation = lec_page_comparer_compare (self->comparer, i, index, &change);
      if (relation == LEC_PAGES_SAME ||
          (relation == LEC_PAGES_SHRUNK && change.n_after >= SCRATCHED_RATIO * change.n_before))
        return TRUE;
      if (relation != LEC_PAGES_GROWN || state->page->n_ink < least_ink)
        continue;
      note_build (self, run, index);
      return TRUE;
    }

  return FALSE;
}

/* Of two shots of one page: whether @index stands where @fullest was caught on its way, or
   something in front of the page has gone. */
static gboolean
shows_page_better (const LecPageComparer *comparer,
                   guint fullest,
                   guint index)
{
  const LecShot *a = get_shot (comparer, fullest);
  const LecShot *b = get_shot (comparer, index);

  if (lec_shot_stands (a) != lec_shot_stands (b))
    return lec_shot_stands (b);

  return lec_page_count_ink (b->page, comparer->overlay) <
         UNCOVERED_RATIO * lec_page_count_ink (a->page, comparer->overlay);
}

/* Only something in front of the page came, changed or went. */
static gboolean
continue_behind_overlay (RunFinder *self,
                         LecPageRun *run,
                         guint index)
{
  if (!find_overlay (self, get_shot (self->comparer, run->end - 1), get_shot (self->comparer, index)))
    return FALSE;

  if (shows_page_better (self->comparer, run->fullest, index))
    run->fullest = index;

  return TRUE;
}

/* Whether all of @area lies in the part of the frame in which @run scrolls: it may also jump. */
static gboolean
is_in_viewport (const LecPageRun *run,
                const LecRect *area)
{
  LecRect common;

  return run->n_scrolls >= MIN_SCROLLS && lec_rect_intersect (area, &run->viewport, &common) &&
         common.width >= area->width - VIEWPORT_SLACK && common.height >= area->height - VIEWPORT_SLACK;
}

/* A page longer than the screen is one page; its last position is shown. */
static gboolean
continue_scrolled (RunFinder *self,
                   LecPageRun *run,
                   guint index)
{
  LecPageComparer *comparer = self->comparer;
  const LecShot *last = get_shot (comparer, run->end - 1);
  const LecShot *shot = get_shot (comparer, index);
  LecRect area;

  if (!are_pages (last, shot) || !lec_page_comparer_prepare_mask (comparer, last, shot))
    return FALSE;
  if (lec_page_is_scrolled (last->page, shot->page, comparer->mask, comparer->limits, &area))
    {
      run->n_scrolls++;
      run->viewport = area;
    }
  else if (!is_in_viewport (run, &area))
    return FALSE;

  run->fullest = index;

  return TRUE;
}

/* What was caught on its way is the page it comes to rest as, without the ghost of the last one. */
static gboolean
settles (RunFinder *self,
         LecPageRun *run,
         guint index,
         const LecPageChange *change)
{
  if (!are_pages (get_shot (self->comparer, run->fullest), get_shot (self->comparer, index)) ||
      lec_shot_stands (get_shot (self->comparer, run->fullest)) ||
      change->kept < SETTLED_RATIO * change->n_after)
    return FALSE;

  run->fullest = index;

  return TRUE;
}

/* Whether shot @index goes on with @run, whose page it changed by @change; if so, notes what it did
   to the page. */
static gboolean
continue_run (RunFinder *self,
              LecPageRun *run,
              guint index,
              LecPageChange *change)
{
  switch (lec_page_comparer_compare (self->comparer, run->fullest, index, change))
    {
    case LEC_PAGES_SAME:
      if (shows_page_better (self->comparer, run->fullest, index))
        run->fullest = index;
      return TRUE;
    case LEC_PAGES_GROWN:
      if (self->keep_builds)
        return FALSE;
      note_build (self, run, index);
      return TRUE;
    case LEC_PAGES_SHRUNK:
      return change->n_after >= change->n_before * WIPED_RATIO || continue_behind_overlay (self, run, index);
    case LEC_PAGES_DIFFERENT:
    default:
      return settles (self, run, index, change) || continue_earlier (self, run, index) ||
             continue_behind_overlay (self, run, index) ||
             continue_scrolled (self, run, index);
    }
}

/* --- Runs --- */

static LecPageRun *
begin_run (RunFinder *self,
           guint first,
           guint fullest)
{
  LecPageRun *run = g_new0 (LecPageRun, 1);

  run->first = first;
  run->end = fullest + 1;
  run->fullest = fullest;
  run->final = fullest;
  run->builds_s = g_array_new (FALSE, FALSE, sizeof (double));
  run->doubts = g_array_new (FALSE, FALSE, sizeof (LecPageDoubt));
  g_ptr_array_add (self->runs, run);

  return run;
}

void
lec_page_run_free (LecPageRun *self)
{
  g_array_unref (self->builds_s);
  g_array_unref (self->doubts);
  g_free (self);
}

/* The emptied end of @run from which shot @index grew belongs to the new page. */
static guint
find_emptied_tail (RunFinder *self,
                   const LecPageRun *run,
                   guint index)
{
  LecPageComparer *comparer = self->comparer;
  guint first = index;
  LecPageChange change;

  while (first > run->fullest + 1)
    {
      if (lec_page_comparer_compare (comparer, first - 1, index, &change) != LEC_PAGES_GROWN)
        break;
      if (lec_page_comparer_compare (comparer, run->fullest, first - 1, &change) != LEC_PAGES_SHRUNK)
        break;
      first--;
    }
  if (get_shot (comparer, index)->start_s - get_shot (comparer, first)->start_s < EMPTY_S)
    return index;

  return first;
}

static void
note_doubt (RunFinder *self,
            LecPageRun *run,
            guint index,
            double doubt)
{
  const LecShot *shot = get_shot (self->comparer, index);
  LecPageDoubt noted = { shot->start_s, doubt };

  if (lec_shot_stands (shot) && doubt > 0)
    g_array_append_val (run->doubts, noted);
}

/* The new page of shot @index begins with shot @first. */
static LecPageRun *
begin_next_run (RunFinder *self,
                LecPageRun *last,
                guint first,
                guint index,
                double doubt)
{
  LecPageRun *run;

  last->end = first < index ? first : find_emptied_tail (self, last, index);
  run = begin_run (self, last->end, index);
  run->doubt = doubt;

  return run;
}

/* What is seen of two pages at once is compared with none: it goes to the one of which more is
   seen. */
static void
add_runs (RunFinder *self)
{
  LecPageRun *run = NULL;
  guint first = 0; /* of those that go with the next one */

  for (guint i = 0; i < self->comparer->shots->len; i++)
    {
      const LecShot *shot = get_shot (self->comparer, i);
      LecPageChange change;

      if (shot->start_s - self->overlay_seen_s > OVERLAY_S)
        memset (self->comparer->overlay, 0, self->comparer->n_blocks);
      if (run != NULL && shot->faded >= 0.5)
        continue;
      if (run == NULL)
        run = begin_run (self, i, i);
      else if (shot->faded > 0)
        run->end = i + 1;
      else if (continue_run (self, run, i, &change))
        {
          note_doubt (self, run, i, change.doubt);
          run->end = i + 1;
        }
      else
        run = begin_next_run (self, run, first, i, change.doubt);
      first = i + 1;
    }
  if (run != NULL)
    run->end = self->comparer->shots->len;
}

/* A new page begins when it enters, not when the old one begins to leave or has just left. Wiping
   ends somewhere in what it is seen in: its middle is off by least. */
static double
find_start_s (const LecPageComparer *comparer,
              const LecPageRun *run)
{
  const LecShot *first = get_shot (comparer, run->first);
  double start_s = MAX (first->start_s, first->stretch->entered_s);
  double full = get_shot (comparer, run->fullest)->page->n_ink;
  double left = run->first > 0 ? get_shot (comparer, run->first - 1)->page->n_ink : 0;

  for (guint i = run->first; i + 1 < run->end; i++)
    {
      const LecShot *shot = get_shot (comparer, i);
      const LecShot *next = get_shot (comparer, i + 1);
      gboolean stands = lec_shot_stands (shot);
      double most = EMPTY_RATIO * (stands ? full : MAX (full, left));
      guint n_ink = stands ? shot->page->n_ink : lec_page_comparer_count_own_ink (comparer, shot);

      if (n_ink > most || next->start_s - first->start_s > (stands ? EMPTY_S : WIPE_S))
        break;
      start_s = stands ? MAX (next->start_s, next->stretch->entered_s) : (shot->start_s + next->start_s) / 2;
    }

  return start_s;
}

static void
set_times (RunFinder *self,
           LecPageRun *run)
{
  run->start_s = find_start_s (self->comparer, run);
  run->end_s = get_shot (self->comparer, run->end - 1)->end_s;
}

/* Whether nothing in the run ever stood: half of an exit, or of an entrance. */
static gboolean
is_transition (RunFinder *self,
               const LecPageRun *run)
{
  if (run->end_s - run->start_s > FLUX_RUN_S)
    return FALSE;
  for (guint i = run->first; i < run->end; i++)
    {
      const LecShot *shot = get_shot (self->comparer, i);

      if (shot->kind == LEC_SHOT_MOVING || shot->kind == LEC_SHOT_CAMERA || lec_shot_stands (shot))
        return FALSE;
    }

  return TRUE;
}

/* How long what was longest to be seen in @run was. */
static double
get_longest_s (const RunFinder *self,
               const LecPageRun *run)
{
  double longest_s = 0;

  for (guint i = run->first; i < run->end; i++)
    {
      const LecShot *shot = get_shot (self->comparer, i);

      longest_s = MAX (longest_s, shot->end_s - shot->start_s);
    }

  return longest_s;
}

/* Whether @run is what was left of the page of the run before for a moment, or while it was
   wiped. */
static gboolean
is_exit (RunFinder *self,
         const LecPageRun *before,
         const LecPageRun *run)
{
  LecPageChange change;

  if (run->end_s - run->start_s > WIPE_S || get_longest_s (self, run) > EMPTY_S)
    return FALSE;

  return lec_page_comparer_compare (self->comparer, before->fullest, run->fullest, &change) == LEC_PAGES_SHRUNK ||
         lec_page_comparer_compare (self->comparer, before->end - 1, run->fullest, &change) == LEC_PAGES_SHRUNK;
}

/* Whether @run is a first look at the page of the run after it, blurred or half there. */
static gboolean
is_entrance (RunFinder *self,
             const LecPageRun *run,
             const LecPageRun *after)
{
  LecPageChange change;

  if (run->end_s - run->start_s > ENTRANCE_S || run->builds_s->len > 0)
    return FALSE;
  lec_page_comparer_compare (self->comparer, run->fullest, after->fullest, &change);

  if (change.kept == 0)
    return FALSE;

  return change.kept >= ENTRANCE_RATIO * MAX (change.n_before, change.n_after) ||
         change.kept >= ENTRANCE_WHOLE * change.n_after;
}

static void
join_entrances (RunFinder *self)
{
  for (guint i = self->runs->len; i-- > 1;)
    {
      LecPageRun *run = g_ptr_array_index (self->runs, i - 1);
      LecPageRun *after = g_ptr_array_index (self->runs, i);

      if (!is_entrance (self, run, after))
        continue;
      after->first = run->first;
      after->start_s = run->start_s;
      after->doubt = run->doubt;
      g_ptr_array_remove_index (self->runs, i - 1);
    }
}

/* Whether @run is what is seen while the camera begins to move and its pictures are not yet held
   still. */
static gboolean
is_pan (const RunFinder *self,
        const LecPageRun *run,
        const LecPageRun *after)
{
  if (!get_shot (self->comparer, after->first)->stretch->filmed || run->end_s - run->start_s > PAN_S)
    return FALSE;
  for (guint i = run->first; i < run->end; i++)
    {
      const LecShot *shot = get_shot (self->comparer, i);

      if (shot->kind != LEC_SHOT_PAGE || shot->stretch->filmed || shot->scores.motion <= PAN_MOTION)
        return FALSE;
    }

  return TRUE;
}

static double
measure_likeness (const RunFinder *self,
                  const LecPageRun *a,
                  const LecPageRun *b)
{
  const LecPage *page_a = get_shot (self->comparer, a->fullest)->page;
  const LecPage *page_b = get_shot (self->comparer, b->fullest)->page;

  return MAX (lec_page_measure_likeness (page_a, page_b, self->comparer->ignored),
              lec_page_measure_likeness (page_b, page_a, self->comparer->ignored));
}

/* A pan goes to the page it shows more of. */
static void
join_pans (RunFinder *self)
{
  for (guint i = self->runs->len; i-- > 2;)
    {
      LecPageRun *before = g_ptr_array_index (self->runs, i - 2);
      LecPageRun *run = g_ptr_array_index (self->runs, i - 1);
      LecPageRun *after = g_ptr_array_index (self->runs, i);

      if (!is_pan (self, run, after))
        continue;
      if (measure_likeness (self, before, run) > measure_likeness (self, run, after))
        {
          before->end = run->end;
          before->end_s = run->end_s;
        }
      else
        {
          after->first = run->first;
          after->start_s = run->start_s;
        }
      g_ptr_array_remove_index (self->runs, i - 1);
    }
}

/* The way out of a page belongs to it. */
static void
drop_transitions (RunFinder *self)
{
  for (guint i = self->runs->len; i-- > 1;)
    {
      LecPageRun *before = g_ptr_array_index (self->runs, i - 1);
      LecPageRun *run = g_ptr_array_index (self->runs, i);

      if (!is_transition (self, run) && !is_exit (self, before, run))
        continue;
      before->end = run->end;
      before->end_s = run->end_s;
      g_ptr_array_remove_index (self->runs, i);
    }
}

/* --- The final state --- */

/* Whether shot @index stands, and not for a moment in a fade. */
static gboolean
shows_page (const LecPageComparer *comparer,
            guint index)
{
  const LecShot *shot = get_shot (comparer, index);

  return lec_shot_stands (shot) && !shot->fading;
}

/* The most ink of any shot that stands; of any at all where none does. */
static guint
get_most_ink (const LecPageComparer *comparer,
              const LecPageRun *run,
              gboolean *one_stands)
{
  guint most = 0, most_standing = 0;

  *one_stands = FALSE;
  for (guint i = run->first; i < run->end; i++)
    {
      const LecShot *shot = get_shot (comparer, i);

      if (!shot->fading)
        most = MAX (most, shot->page->n_ink);
      if (!shows_page (comparer, i))
        continue;
      *one_stands = TRUE;
      most_standing = MAX (most_standing, shot->page->n_ink);
    }

  return *one_stands ? most_standing : most;
}

/* Whether shot @index shows nearly all there ever was on the page; where it stood for much longer
   than what was fuller, that was a ghost of the page before, or something in front. */
static gboolean
shows_all (const LecPageComparer *comparer,
           const LecPageRun *run,
           guint index,
           double most)
{
  const LecShot *shot = get_shot (comparer, index);
  double fuller_s = 0;

  if (shot->page->n_ink >= FINAL_RATIO * most)
    return TRUE;
  if (shot->page->n_ink < GHOST_RATIO * most)
    return FALSE;
  for (guint i = run->first; i < run->end; i++)
    if (get_shot (comparer, i)->page->n_ink > shot->page->n_ink)
      fuller_s += get_shot (comparer, i)->stood_s;

  return shot->stood_s > GHOST_TIMES * fuller_s;
}

/* The last shot that shows as much as the fullest did, or more. */
static guint
find_last_whole (LecPageComparer *comparer,
                 const LecPageRun *run)
{
  LecPageChange change;

  for (guint i = run->end; i-- > run->fullest + 1;)
    {
      LecPageRelation relation;

      if (get_shot (comparer, i)->fading)
        continue;
      relation = lec_page_comparer_compare (comparer, run->fullest, i, &change);
      if (relation == LEC_PAGES_SAME || relation == LEC_PAGES_GROWN)
        return i;
    }

  return run->fullest;
}

/* The last shot of the run that shows the page in its final state. Before a board somebody moves
   all the time: then no shot that stands may have all of it. */
static guint
find_final (LecPageComparer *comparer,
            const LecPageRun *run)
{
  gboolean one_stands;
  guint most = get_most_ink (comparer, run, &one_stands);

  for (guint i = run->end; i-- > run->first;)
    {
      gboolean is_fit = one_stands ? shows_page (comparer, i) : !get_shot (comparer, i)->fading;

      if (one_stands && i < run->fullest && !get_shot (comparer, run->fullest)->fading)
        break;
      if (is_fit && shows_all (comparer, run, i, most))
        return i;
    }

  return find_last_whole (comparer, run);
}

GPtrArray *
lec_page_run_list_new (LecPageComparer *comparer,
                       gboolean keep_builds)
{
  RunFinder self = { .comparer = comparer, .keep_builds = keep_builds };

  self.runs = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_page_run_free);
  add_runs (&self);
  for (guint i = 0; i < self.runs->len; i++)
    set_times (&self, g_ptr_array_index (self.runs, i));
  drop_transitions (&self);
  join_pans (&self);
  if (!keep_builds)
    join_entrances (&self);
  for (guint i = 0; i < self.runs->len; i++)
    {
      LecPageRun *run = g_ptr_array_index (self.runs, i);

      run->final = find_final (comparer, run);
    }
  memset (comparer->overlay, 0, comparer->n_blocks);

  return self.runs;
}
