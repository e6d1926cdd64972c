/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Four passes over the stretches:
 *   1. shots: transitions go to what follows them, what flickers becomes one
 *      moving shot;
 *   2. runs: consecutive shots of one page, grown or shrunk;
 *   3. judging: what is no slide is left out, with the reason;
 *   4. returns: a run that shows an earlier slide again is a visit of it.
 */
#include "media/slide-finder.h"

#include <math.h>
#include <string.h>

#include "media/page-score.h"
#include "media/page-template.h"

/* Below, a picture with something moving in it is a camera's. */
#define CAMERA_SCORE 0.62
/* A moving stretch shorter than this is the way from one page to the next. */
#define TRANSITION_S 3.0
/* Pages that stand for less, several in a row and each with most of its pixels new, are a video. */
#define FLICKER_S     1.6
#define FLICKER_RATIO 0.5
#define N_FLICKER     3
/* So much of the picture is another one on a different page. */
#define DISTINCT_RATIO 0.02
/* A page that kept less of its ink was wiped. */
#define WIPED_RATIO 0.62
/* A page that grows from an earlier state of itself must have kept as much. */
#define KEPT_RATIO 0.5
/* An emptied page that stands for longer is the start of the next one, else the end of the last. */
#define EMPTY_S     1.5
#define EMPTY_RATIO 0.05
/* Share of the fullest state's ink that a final state must have. */
#define FINAL_RATIO 0.85
/* A state with less, down to this share, that stood so many times longer is the final one. */
#define GHOST_RATIO 0.6
#define GHOST_TIMES 2
/* A returning page must share as much of its ink. */
#define RETURN_RATIO 0.5
/* A shot that stood for less is caught in an animation. */
#define FLUX_S 0.2
/* A run of nothing else, and no longer, is the way from one page to the next. */
#define FLUX_RUN_S 2.0
/* A glance, and how much of the page must be seen in it to know it again. */
#define GLANCE_S     1.2
#define GLANCE_RATIO 0.8
/* A visit that stood for less hardly shows the page at its best. */
#define GOOD_LOOK_S 1.0
/* What stands in front of the page is masked for so long after it last changed. */
#define OVERLAY_S   30.0
#define MASK_MOTION 50
/* Where nothing ever stands, what moved at all is not page. */
#define RESTLESS_MOTION 12
/* With so much less ink in it, what stood in front of the page has gone. */
#define UNCOVERED_RATIO 0.6
/* With less than this share of the blocks left two pages cannot be compared. */
#define COMPARABLE_RATIO 0.08
/* A block that is active for such a share of the time around a shot (of 255) is not page, unless
   so much of the frame is: then it is the camera that is never still. */
#define LIVELY       64
#define AROUND_S     3.0
#define LIVELY_RATIO 0.4
#define BLANK_INK        0.0005
#define CAMERA_MOTION    0.02
/* A filmed board or screen,
and how much of its page may be covered or shown from one shot to the next. */
#define FILMED_FLATNESS 0.88
#define FILMED_RATIO    0.12

/* One or more stretches that count as one. */
typedef struct
{
  guint stretch;
  double start_s;
  double end_s;
  gboolean moving;
  LecPage *page;
  LecScores scores;
  gboolean camera; /* what a camera sees, no page */
  guint8 *lively; /* blocks that are never quite still around that time: a person, a video */
} Shot;

/* Consecutive shots [first, end) of one page. */
typedef struct
{
  guint first;
  guint end;
  guint fullest;
  guint final; /* the shot that shows it best */
  int slide;   /* -1: left out */
  GArray *builds_s;
} Run;

typedef struct
{
  GPtrArray *stretches; /* unowned */
  const LecFinderOptions *options;
  LecPageLimits limits;
  int n_blocks;
  guint8 *mask;
  guint8 *overlay;       /* blocks in which something stands in front of the page */
  double overlay_seen_s; /* when it last changed */
  GArray *shots;
  GPtrArray *runs;
  LecSegments *segments;
} Finder;

static void
clear_shot (gpointer data)
{
  Shot *shot = data;

  g_clear_pointer (&shot->page, lec_page_free);
  g_clear_pointer (&shot->lively, g_free);
}

static void
free_run (gpointer data)
{
  Run *run = data;

  g_array_unref (run->builds_s);
  g_free (run);
}

static void
free_found_slide (gpointer data)
{
  LecFoundSlide *slide = data;

  g_array_unref (slide->visits);
  g_array_unref (slide->builds_s);
  g_free (slide);
}

static LecPageLimits
choose_limits (LecSensitivity sensitivity)
{
  switch (sensitivity)
    {
    case LEC_SENSITIVITY_LOW:
      return (LecPageLimits){ .threshold = 16, .smallest = 32, .lost_most = 0.25 };
    case LEC_SENSITIVITY_HIGH:
      return (LecPageLimits){ .threshold = 8, .smallest = 12, .lost_most = 0.08 };
    case LEC_SENSITIVITY_NORMAL:
    default:
      return (LecPageLimits){ .threshold = 10, .smallest = 22, .lost_most = 0.15 };
    }
}

static Shot *
get_shot (Finder *self,
          guint index)
{
  return &g_array_index (self->shots, Shot, index);
}

static LecStretch *
get_stretch (Finder *self,
             const Shot *shot)
{
  return g_ptr_array_index (self->stretches, shot->stretch);
}

static double
get_stood_s (Finder *self,
             const Shot *shot)
{
  const LecStretch *stretch = get_stretch (self, shot);

  return stretch->end_s - stretch->settled_s;
}

static gboolean
is_blank (const LecScores *scores)
{
  return scores->ink < BLANK_INK && scores->edges < BLANK_INK;
}

/* --- Shots --- */

/* The stretches around @shot are looked at too: a short one says little. */
static guint8 *
list_lively (Finder *self,
             const Shot *shot)
{
  g_autofree double *active_s = g_new0 (double, self->n_blocks);
  g_autofree guint8 *lively = g_new0 (guint8, self->n_blocks);
  double from_s = shot->start_s - AROUND_S, to_s = shot->end_s + AROUND_S;
  double length_s = 0;
  guint first = shot->stretch;
  int n_lively = 0;

  while (first > 0 && ((LecStretch *) self->stretches->pdata[first - 1])->end_s > from_s)
    first--;
  for (guint i = first; i < self->stretches->len; i++)
    {
      const LecStretch *stretch = g_ptr_array_index (self->stretches, i);
      double common_s = MIN (stretch->end_s, to_s) - MAX (stretch->start_s, from_s);

      if (common_s <= 0)
        break;
      length_s += common_s;
      for (int j = 0; j < self->n_blocks; j++)
        active_s[j] += common_s * stretch->activity[j];
    }
  for (int i = 0; i < self->n_blocks; i++)
    {
      lively[i] = active_s[i] > LIVELY * length_s;
      n_lively += lively[i];
    }

  return n_lively < self->n_blocks * LIVELY_RATIO ? g_steal_pointer (&lively) : NULL;
}

static void
add_shots (Finder *self)
{
  double transition_since_s = NAN;

  for (guint i = 0; i < self->stretches->len; i++)
    {
      LecStretch *stretch = g_ptr_array_index (self->stretches, i);
      Shot shot = { .stretch = i, .end_s = stretch->end_s, .moving = stretch->moving };

      shot.start_s = isnan (transition_since_s) ? stretch->start_s : transition_since_s;
      transition_since_s = NAN;
      if (stretch->moving && stretch->end_s - shot.start_s < TRANSITION_S && i + 1 < self->stretches->len)
        {
          transition_since_s = shot.start_s;
          continue;
        }
      shot.page = lec_page_new (stretch->page);
      shot.scores = lec_page_score (shot.page, stretch, self->options->ignored);
      shot.lively = list_lively (self, &shot);
      g_array_append_val (self->shots, shot);
    }
}

/* Whether most of the picture is another one in shot @index than in the shot before. */
static gboolean
is_all_new (Finder *self,
            guint index)
{
  LecPageChange change;

  if (index == 0 || index >= self->shots->len)
    return TRUE;
  lec_page_compare (get_shot (self, index - 1)->page, get_shot (self, index)->page,
                    self->options->ignored, &self->limits, &change);

  return change.n_changed > FLICKER_RATIO * change.n_compared;
}

static gboolean
flickers (Finder *self,
          guint index)
{
  const Shot *shot = get_shot (self, index);

  if (shot->moving)
    return TRUE;

  return shot->end_s - shot->start_s < FLICKER_S && is_all_new (self, index) && is_all_new (self, index + 1);
}

/* Runs of flickering shots become one moving shot. */
static void
join_flicker (Finder *self)
{
  for (guint i = 0; i < self->shots->len; i++)
    {
      Shot *first = get_shot (self, i);
      guint n = 0;

      while (i + n < self->shots->len && flickers (self, i + n))
        n++;
      if (n < N_FLICKER)
        continue;
      first->end_s = get_shot (self, i + n - 1)->end_s;
      first->moving = TRUE;
      first->scores.motion = 1;
      g_array_remove_range (self->shots, i + 1, n - 1);
    }
}

/* What the pages share is no ink of theirs. */
static void
strip_template (Finder *self)
{
  g_autoptr (GPtrArray) pages = g_ptr_array_new ();
  g_autoptr (LecPageTemplate) template = NULL;
  const Shot *last = NULL;

  for (guint i = 0; i < self->shots->len; i++)
    {
      const Shot *shot = get_shot (self, i);
      LecPageChange change;

      if (shot->moving || shot->camera || is_blank (&shot->scores) || get_stood_s (self, shot) < FLUX_S)
        continue;
      if (last != NULL)
        {
          lec_page_compare (last->page, shot->page, self->options->ignored, &self->limits, &change);
          if (change.n_changed < DISTINCT_RATIO * change.n_compared)
            continue;
        }
      g_ptr_array_add (pages, shot->page);
      last = shot;
    }
  template = lec_page_template_new (pages);
  for (guint i = 0; template != NULL && i < self->shots->len; i++)
    lec_page_template_strip (template, get_shot (self, i)->page);
}

/* People in front of a camera hold still at times. */
static void
mark_cameras (Finder *self)
{
  for (guint i = 0; i < self->shots->len; i++)
    {
      Shot *shot = get_shot (self, i);

      shot->camera = !shot->moving && shot->scores.slide < CAMERA_SCORE &&
                     (shot->scores.motion > CAMERA_MOTION || (i > 0 && get_shot (self, i - 1)->camera));
    }
  for (guint i = self->shots->len; i-- > 1;)
    if (get_shot (self, i)->camera && !get_shot (self, i - 1)->moving)
      get_shot (self, i - 1)->camera |= get_shot (self, i - 1)->scores.slide < CAMERA_SCORE;
}

/* --- Runs --- */

static gboolean
prepare_mask (Finder *self,
              const Shot *a,
              const Shot *b)
{
  const guint8 *motion_a = get_stretch (self, a)->motion;
  const guint8 *motion_b = get_stretch (self, b)->motion;
  gboolean restless = get_stood_s (self, a) < FLUX_S || get_stood_s (self, b) < FLUX_S;
  int moves = restless ? RESTLESS_MOTION : MASK_MOTION;
  int n_left = 0;

  for (int i = 0; i < self->n_blocks; i++)
    {
      self->mask[i] = motion_a[i] > moves || motion_b[i] > moves || self->overlay[i] ||
                      (a->lively != NULL && a->lively[i]) || (b->lively != NULL && b->lively[i]) ||
                      (self->options->ignored != NULL && self->options->ignored[i]);
      n_left += !self->mask[i];
    }

  return n_left >= self->n_blocks * COMPARABLE_RATIO;
}

/* In front of a camera people leave their outlines in the page. */
static gboolean
is_filmed (const Shot *shot)
{
  return shot->scores.flatness < FILMED_FLATNESS && shot->scores.motion > CAMERA_MOTION;
}

static LecPageRelation
compare_shots (Finder *self,
               guint before,
               guint after,
               LecPageChange *change)
{
  const Shot *a = get_shot (self, before);
  const Shot *b = get_shot (self, after);
  LecPageRelation relation;

  memset (change, 0, sizeof *change);
  if (a->moving != b->moving || a->camera != b->camera || is_blank (&a->scores) != is_blank (&b->scores))
    return LEC_PAGES_DIFFERENT;
  if (a->moving || a->camera)
    return LEC_PAGES_SAME;
  if (!prepare_mask (self, a, b))
    return LEC_PAGES_DIFFERENT;

  relation = lec_page_compare (a->page, b->page, self->mask, &self->limits, change);
  if (relation == LEC_PAGES_DIFFERENT && is_filmed (a) && is_filmed (b) &&
      change->lost + change->altered < FILMED_RATIO * change->kept)
    return change->n_after > change->n_before ? LEC_PAGES_GROWN : LEC_PAGES_SAME;

  return relation;
}

/* A new page begins when it enters, not when the old one begins to leave or has just left. */
static double
get_run_start_s (Finder *self,
                 const Run *run)
{
  const Shot *shot = get_shot (self, run->first);
  double full = get_shot (self, run->fullest)->page->n_ink;
  double left = run->first > 0 ? get_shot (self, run->first - 1)->page->n_ink : 0;

  for (guint i = run->first; i + 1 < run->end; i++)
    {
      const Shot *next = get_shot (self, i + 1);

      gboolean standing = get_stood_s (self, shot) >= FLUX_S;

      if (shot->page->n_ink > EMPTY_RATIO * (standing ? full : MAX (full, left)) || next->start_s - get_shot (self, run->first)->start_s > EMPTY_S)
        break;
      shot = next;
    }

  return MAX (shot->start_s, get_stretch (self, shot)->entered_s);
}

static double
get_run_end_s (Finder *self,
               const Run *run)
{
  return get_shot (self, run->end - 1)->end_s;
}

static Run *
begin_run (Finder *self,
           guint first)
{
  Run *run = g_new0 (Run, 1);

  run->first = first;
  run->end = first + 1;
  run->fullest = first;
  run->final = first;
  run->slide = -1;
  run->builds_s = g_array_new (FALSE, FALSE, sizeof (double));
  g_ptr_array_add (self->runs, run);

  return run;
}

static void
note_build (Finder *self,
            Run *run,
            guint index)
{
  const Shot *last = get_shot (self, run->end - 1);
  const Shot *shot = get_shot (self, index);

  /* What came may be in front of the page: then it will change and go as it likes. */
  if (!last->moving && !shot->moving && prepare_mask (self, last, shot) &&
      lec_page_find_overlay (last->page, shot->page, self->mask, &self->limits, self->overlay))
    self->overlay_seen_s = shot->start_s;
  g_array_append_val (run->builds_s, shot->start_s);
  run->fullest = index;
}

/* A page is also continued from its last state: something on it came and went. */
static gboolean
continue_last (Finder *self,
               Run *run,
               guint index)
{
  guint last = run->end - 1;
  LecPageChange change;

  if (last == run->fullest)
    return FALSE;

  switch (compare_shots (self, last, index, &change))
    {
    case LEC_PAGES_SAME:
      return TRUE;
    case LEC_PAGES_GROWN:
      if (get_shot (self, last)->page->n_ink < KEPT_RATIO * get_shot (self, run->fullest)->page->n_ink)
        return FALSE;
      note_build (self, run, index);
      return TRUE;
    case LEC_PAGES_SHRUNK:
    case LEC_PAGES_DIFFERENT:
    default:
      return FALSE;
    }
}

/* Of two shots of one page: whether @index stands where @fullest was caught on its way, or something
   in front of the page has gone. */
static gboolean
shows_page_better (Finder *self,
                   guint fullest,
                   guint index)
{
  const Shot *a = get_shot (self, fullest);
  const Shot *b = get_shot (self, index);
  gboolean standing_a = get_stood_s (self, a) >= FLUX_S, standing_b = get_stood_s (self, b) >= FLUX_S;

  if (standing_a != standing_b)
    return standing_b;

  return lec_page_count_ink (b->page, self->overlay) < UNCOVERED_RATIO * lec_page_count_ink (a->page, self->overlay);
}

/* Only something in front of the page came, changed or went. */
static gboolean
continue_behind_overlay (Finder *self,
                         Run *run,
                         guint index)
{
  const Shot *last = get_shot (self, run->end - 1);
  const Shot *shot = get_shot (self, index);

  if (last->moving || shot->moving || !prepare_mask (self, last, shot))
    return FALSE;
  if (!lec_page_find_overlay (last->page, shot->page, self->mask, &self->limits, self->overlay))
    return FALSE;

  self->overlay_seen_s = shot->start_s;
  if (shows_page_better (self, run->fullest, index))
    run->fullest = index;

  return TRUE;
}

/* A page longer than the screen is one page; its last position is shown. */
static gboolean
continue_scrolled (Finder *self,
                   Run *run,
                   guint index)
{
  const Shot *last = get_shot (self, run->end - 1);
  const Shot *shot = get_shot (self, index);

  if (last->moving || shot->moving || !prepare_mask (self, last, shot))
    return FALSE;
  if (!lec_page_is_scrolled (last->page, shot->page, self->mask, &self->limits))
    return FALSE;

  run->fullest = index;

  return TRUE;
}

static void
forget_old_overlay (Finder *self,
                    double now_s)
{
  if (now_s - self->overlay_seen_s > OVERLAY_S)
    memset (self->overlay, 0, self->n_blocks);
}

/* Whether shot @index goes on with @run; if so, notes what it did to the page. */
static gboolean
continue_run (Finder *self,
              Run *run,
              guint index)
{
  LecPageChange change;

  switch (compare_shots (self, run->fullest, index, &change))
    {
    case LEC_PAGES_SAME:
      if (shows_page_better (self, run->fullest, index))
        run->fullest = index;
      return TRUE;
    case LEC_PAGES_GROWN:
      if (self->options->keep_builds)
        return FALSE;
      note_build (self, run, index);
      return TRUE;
    case LEC_PAGES_SHRUNK:
      return change.n_after >= change.n_before * WIPED_RATIO || continue_behind_overlay (self, run, index);
    case LEC_PAGES_DIFFERENT:
    default:
      return continue_last (self, run, index) ||
             continue_behind_overlay (self, run, index) || continue_scrolled (self, run, index);
    }
}

/* The emptied end of @run from which shot @index grew belongs to the new page. */
static guint
find_emptied_tail (Finder *self,
                   const Run *run,
                   guint index)
{
  guint first = index;
  LecPageChange change;

  while (first > run->fullest + 1)
    {
      if (compare_shots (self, first - 1, index, &change) != LEC_PAGES_GROWN)
        break;
      if (compare_shots (self, run->fullest, first - 1, &change) != LEC_PAGES_SHRUNK)
        break;
      first--;
    }
  if (first < index && get_shot (self, index)->start_s - get_shot (self, first)->start_s < EMPTY_S)
    return index;

  return first;
}

/* Whether nothing in the run ever stood: half of an exit, or of an entrance. */
static gboolean
is_transition (Finder *self,
               const Run *run)
{
  if (get_shot (self, run->fullest)->camera || get_run_end_s (self, run) - get_run_start_s (self, run) > FLUX_RUN_S)
    return FALSE;
  for (guint i = run->first; i < run->end; i++)
    if (get_shot (self, i)->moving || get_stood_s (self, get_shot (self, i)) >= FLUX_S)
      return FALSE;

  return TRUE;
}

/* Whether @run is what was left of the page of the run before for a moment. */
static gboolean
is_exit (Finder *self,
         const Run *before,
         const Run *run)
{
  LecPageChange change;

  if (get_shot (self, run->fullest)->moving || get_run_end_s (self, run) - get_run_start_s (self, run) > EMPTY_S)
    return FALSE;

  return compare_shots (self, before->fullest, run->fullest, &change) == LEC_PAGES_SHRUNK;
}

/* The way out of a page belongs to it. */
static void
drop_transitions (Finder *self)
{
  for (guint i = self->runs->len; i-- > 1;)
    {
      Run *before = g_ptr_array_index (self->runs, i - 1);
      Run *run = g_ptr_array_index (self->runs, i);

      if (!is_transition (self, run) && !is_exit (self, before, run))
        continue;
      before->end = run->end;
      g_ptr_array_remove_index (self->runs, i);
    }
}

static void
add_runs (Finder *self)
{
  Run *run = NULL;

  for (guint i = 0; i < self->shots->len; i++)
    {
      forget_old_overlay (self, get_shot (self, i)->start_s);
      if (run != NULL && continue_run (self, run, i))
        {
          run->end = i + 1;
          continue;
        }
      if (run != NULL)
        {
          guint first = find_emptied_tail (self, run, i);

          run->end = first;
          run = begin_run (self, first);
          run->end = i + 1;
          run->fullest = i;
          continue;
        }
      run = begin_run (self, i);
    }
}

static gboolean
stands (Finder *self,
        guint index)
{
  return get_stood_s (self, get_shot (self, index)) >= FLUX_S;
}

/* The most ink of any shot that stands; 0 where none does. */
static guint
get_most_ink (Finder *self,
              const Run *run)
{
  guint most = 0;

  for (guint i = run->first; i < run->end; i++)
    if (stands (self, i))
      most = MAX (most, get_shot (self, i)->page->n_ink);

  return most;
}

/* Whether shot @index shows nearly all there ever was on the page; where it stood for much longer
   than what was fuller, that was a ghost of the page before, or something in front. */
static gboolean
shows_all (Finder *self,
           const Run *run,
           guint index,
           double most)
{
  const Shot *shot = get_shot (self, index);
  double fuller_s = 0;

  if (shot->page->n_ink >= FINAL_RATIO * most)
    return TRUE;
  if (shot->page->n_ink < GHOST_RATIO * most)
    return FALSE;
  for (guint i = run->first; i < run->end; i++)
    if (get_shot (self, i)->page->n_ink > shot->page->n_ink)
      fuller_s += get_stood_s (self, get_shot (self, i));

  return get_stood_s (self, shot) > GHOST_TIMES * fuller_s;
}

/* The last shot of the run that shows the page in its final state. */
static guint
find_final (Finder *self,
            const Run *run)
{
  guint most = get_most_ink (self, run);

  for (guint i = run->end; i-- > run->first;)
    if (stands (self, i) && shows_all (self, run, i, most))
      return i;

  return run->fullest;
}

/* --- Judging --- */

static gboolean
judge_run (Finder *self,
           Run *run,
           LecLeftOutReason *reason)
{
  const Shot *shot = get_shot (self, run->fullest);
  double length_s = get_run_end_s (self, run) - get_run_start_s (self, run);

  if (is_blank (&shot->scores))
    *reason = LEC_LEFT_OUT_BLANK;
  else if (length_s < self->options->shortest_s - 0.001)
    *reason = LEC_LEFT_OUT_SHORT;
  else if (shot->camera)
    *reason = LEC_LEFT_OUT_SPEAKER;
  else
    return TRUE;

  return FALSE;
}

static void
leave_out (Finder *self,
           const Run *run,
           LecLeftOutReason reason)
{
  const Shot *shot = get_shot (self, run->fullest);
  LecFoundGap gap = {
    .start_s = get_run_start_s (self, run),
    .end_s = get_run_end_s (self, run),
    .reason = reason,
    .scores = shot->scores,
    .stretch = shot->stretch,
  };

  g_array_append_val (self->segments->gaps, gap);
}

/* --- Returns --- */

static gboolean
is_return (Finder *self,
           const Run *earlier,
           const Run *run)
{
  LecPageChange change;
  LecPageRelation relation = compare_shots (self, earlier->fullest, run->fullest, &change);

  if (get_shot (self, run->fullest)->moving)
    return FALSE;
  if (self->options->keep_builds)
    return relation == LEC_PAGES_SAME;
  if (relation == LEC_PAGES_DIFFERENT)
    return get_run_end_s (self, run) - get_run_start_s (self, run) < GLANCE_S &&
           change.kept >= GLANCE_RATIO * MIN (change.n_before, change.n_after) && change.kept > 0;

  return relation == LEC_PAGES_SAME ||
         change.kept >= RETURN_RATIO * MAX (change.n_before, change.n_after);
}

/* A visit that follows on the last one is the same. */
static void
add_visit (Finder *self,
           LecFoundSlide *slide,
           const Run *run)
{
  LecVisit visit = { get_run_start_s (self, run), get_run_end_s (self, run) };
  LecVisit *last = slide->visits->len > 0 ? &g_array_index (slide->visits, LecVisit, slide->visits->len - 1) : NULL;

  if (last != NULL && visit.start_s <= last->end_s + 0.001)
    last->end_s = visit.end_s;
  else
    g_array_append_val (slide->visits, visit);
  g_array_append_vals (slide->builds_s, run->builds_s->data, run->builds_s->len);
}

static void
add_slide (Finder *self,
           Run *run)
{
  LecFoundSlide *slide = g_new0 (LecFoundSlide, 1);

  slide->visits = g_array_new (FALSE, FALSE, sizeof (LecVisit));
  slide->builds_s = g_array_new (FALSE, FALSE, sizeof (double));
  run->final = find_final (self, run);
  slide->stretch = get_shot (self, run->final)->stretch;
  run->slide = (int) self->segments->slides->len;
  g_ptr_array_add (self->segments->slides, slide);
  add_visit (self, slide, run);
}

/* The newest run of an earlier slide that @run shows again; NULL if it is new. */
static Run *
find_earlier (Finder *self,
              guint index)
{
  for (guint i = index; i-- > 0;)
    {
      Run *earlier = g_ptr_array_index (self->runs, i);

      if (earlier->slide >= 0 && is_return (self, earlier, g_ptr_array_index (self->runs, index)))
        return earlier;
    }

  return NULL;
}

/* Whether the page is better seen in shot @b than in @a, which was earlier. */
static gboolean
shows_better (Finder *self,
              guint a,
              guint b)
{
  double ink_a = get_shot (self, a)->page->n_ink, ink_b = get_shot (self, b)->page->n_ink;
  gboolean good_a = get_stood_s (self, get_shot (self, a)) >= GOOD_LOOK_S;
  gboolean good_b = get_stood_s (self, get_shot (self, b)) >= GOOD_LOOK_S;

  if (good_a != good_b)
    return good_b && ink_b >= KEPT_RATIO * ink_a;

  return ink_b >= FINAL_RATIO * ink_a;
}

static void
visit_again (Finder *self,
             Run *run,
             const Run *earlier)
{
  LecFoundSlide *slide = g_ptr_array_index (self->segments->slides, (guint) earlier->slide);

  run->slide = earlier->slide;
  run->final = find_final (self, run);
  add_visit (self, slide, run);
  if (shows_better (self, earlier->final, run->final))
    slide->stretch = get_shot (self, run->final)->stretch;
  else
    {
      run->final = earlier->final;
      run->fullest = earlier->fullest;
    }
}

static void
sort_runs (Finder *self)
{
  for (guint i = 0; i < self->runs->len; i++)
    {
      Run *run = g_ptr_array_index (self->runs, i);
      LecLeftOutReason reason;
      Run *earlier;

      if (!judge_run (self, run, &reason))
        {
          leave_out (self, run, reason);
          continue;
        }
      earlier = find_earlier (self, i);
      if (earlier != NULL)
        visit_again (self, run, earlier);
      else
        add_slide (self, run);
    }
}

static LecSegments *
new_segments (void)
{
  LecSegments *self = g_new0 (LecSegments, 1);

  self->slides = g_ptr_array_new_with_free_func (free_found_slide);
  self->gaps = g_array_new (FALSE, FALSE, sizeof (LecFoundGap));
  self->suggestions = g_array_new (FALSE, FALSE, sizeof (LecSuggestion));

  return self;
}

/**
 * lec_slide_finder_find:
 *
 * Returns: (transfer full): the slides, what was left out, and what is doubtful
 */
LecSegments *
lec_slide_finder_find (GPtrArray *stretches,
                       const LecFinderOptions *options)
{
  Finder self = { .stretches = stretches, .options = options, .segments = new_segments () };
  g_autofree guint8 *mask = NULL;
  g_autofree guint8 *overlay = NULL;
  g_autoptr (GArray) shots = g_array_new (FALSE, FALSE, sizeof (Shot));
  g_autoptr (GPtrArray) runs = g_ptr_array_new_with_free_func (free_run);

  if (stretches->len == 0)
    return self.segments;

  self.n_blocks = lec_signature_get_n_blocks (((LecStretch *) stretches->pdata[0])->page);
  self.mask = mask = g_new0 (guint8, self.n_blocks);
  self.overlay = overlay = g_new0 (guint8, self.n_blocks);
  self.limits = choose_limits (options->sensitivity);
  g_array_set_clear_func (shots, clear_shot);
  self.shots = shots;
  self.runs = runs;

  add_shots (&self);
  join_flicker (&self);
  mark_cameras (&self);
  strip_template (&self);
  add_runs (&self);
  drop_transitions (&self);
  memset (overlay, 0, self.n_blocks);
  sort_runs (&self);

  return self.segments;
}

void
lec_segments_free (LecSegments *self)
{
  g_ptr_array_unref (self->slides);
  g_array_unref (self->gaps);
  g_array_unref (self->suggestions);
  g_free (self);
}
