/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Transitions go to what follows them, what flickers becomes one moving shot,
 * and what all pages share is taken from their ink.
 */
#include "media/shot.h"

#include <math.h>

#include "media/page-blend.h"
#include "media/page-score.h"
#include "media/page-template.h"

/* A moving stretch shorter than this is the way from one page to the next. */
#define TRANSITION_S 3.0
/* Pages that stand for less, several in a row and each with most of its pixels new, are a film. */
#define FLICKER_S     1.6
#define FLICKER_RATIO 0.5
#define N_FLICKER     3
/* The last picture of a film stands no longer and is no flatter. */
#define LAST_PICTURE_S        1.0
#define LAST_PICTURE_FLATNESS 0.6
/* So much of the picture is another one on a different page. */
#define DISTINCT_RATIO 0.02
/* A page with so little ink of its own shows nothing. */
#define EMPTY_INK 0.002
/* A block that is active for such a share of the time around a shot (of 255) is not page, unless
   so much of the frame is: then it is the camera that is never still. */
#define LIVELY   64
#define AROUND_S 3.0
/* A page that stood for so long speaks for itself. */
#define LONG_S       1.5
#define LIVELY_RATIO 0.4
/* A cross-fade that stops on its way does so for no longer, and in no more than so many steps. */
#define FADE_S     4.0
#define FADE_REACH 3
/* Of 255: a block that moved for a larger share of its time says nothing about a fade. */
#define FADE_MOTION 50

void
lec_shot_free (LecShot *self)
{
  g_clear_pointer (&self->page, lec_page_free);
  g_free (self->lively);
  g_free (self);
}

gboolean
lec_shot_stands (const LecShot *self)
{
  return self->stood_s >= LEC_SHOT_STANDS_S;
}

/* Adds up how long each block was active between @from_s and @to_s. Returns: seconds looked at */
static double
sum_activity (GPtrArray *stretches,
              guint index,
              double from_s,
              double to_s,
              double *active_s)
{
  int n_blocks = lec_signature_get_n_blocks (((const LecStretch *) stretches->pdata[0])->page);
  double length_s = 0;

  while (index > 0 && ((const LecStretch *) stretches->pdata[index - 1])->end_s > from_s)
    index--;
  for (; index < stretches->len; index++)
    {
      const LecStretch *stretch = g_ptr_array_index (stretches, index);
      double common_s = MIN (stretch->end_s, to_s) - MAX (stretch->start_s, from_s);

      if (common_s <= 0)
        break;
      length_s += common_s;
      for (int i = 0; i < n_blocks; i++)
        active_s[i] += common_s * stretch->activity[i];
    }

  return length_s;
}

/* The stretches around a short shot are looked at too: it says little by itself. */
static guint8 *
list_lively (GPtrArray *stretches,
             const LecShot *shot)
{
  int n_blocks = lec_signature_get_n_blocks (shot->stretch->page);
  g_autofree double *active_s = g_new0 (double, n_blocks);
  g_autofree guint8 *lively = g_new0 (guint8, n_blocks);
  double around_s = shot->stood_s < LONG_S ? AROUND_S : 0;
  double length_s = sum_activity (stretches, shot->index, shot->start_s - around_s, shot->end_s + around_s, active_s);
  int n_lively = 0;

  for (int i = 0; i < n_blocks; i++)
    {
      lively[i] = active_s[i] > LIVELY * length_s;
      n_lively += lively[i];
    }

  return n_lively < n_blocks * LIVELY_RATIO ? g_steal_pointer (&lively) : NULL;
}

static LecShot *
new_shot (GPtrArray *stretches,
          guint index,
          double start_s,
          const guint8 *ignored)
{
  const LecStretch *stretch = g_ptr_array_index (stretches, index);
  LecShot *shot = g_new0 (LecShot, 1);

  shot->stretch = stretch;
  shot->index = index;
  shot->start_s = start_s;
  shot->end_s = stretch->end_s;
  shot->stood_s = stretch->end_s - stretch->settled_s;
  shot->kind = stretch->moving ? LEC_SHOT_MOVING : LEC_SHOT_PAGE;
  shot->page = lec_page_new (stretch->page);
  shot->scores = lec_page_score (shot->page, stretch, ignored);
  shot->lively = list_lively (stretches, shot);

  return shot;
}

static void
add_shots (GPtrArray *shots,
           GPtrArray *stretches,
           const guint8 *ignored)
{
  double transition_since_s = NAN;

  for (guint i = 0; i < stretches->len; i++)
    {
      const LecStretch *stretch = g_ptr_array_index (stretches, i);
      double start_s = isnan (transition_since_s) ? stretch->start_s : transition_since_s;

      transition_since_s = NAN;
      if (stretch->moving && stretch->end_s - start_s < TRANSITION_S && i + 1 < stretches->len)
        transition_since_s = start_s;
      else
        g_ptr_array_add (shots, new_shot (stretches, i, start_s, ignored));
    }
}

/* The share of the pixels that differ. */
static double
measure_change (const LecShot *a,
                const LecShot *b,
                const guint8 *ignored,
                const LecPageLimits *limits)
{
  LecPageChange change;

  lec_page_compare (a->page, b->page, ignored, limits, &change);

  return change.n_compared > 0 ? (double) change.n_changed / change.n_compared : 0;
}

/* For each shot whether most of the picture is another one than in the shot before. */
static gboolean *
list_all_new (GPtrArray *shots,
              const guint8 *ignored,
              const LecPageLimits *limits)
{
  gboolean *all_new = g_new (gboolean, shots->len + 1);

  all_new[0] = all_new[shots->len] = TRUE;
  for (guint i = 1; i < shots->len; i++)
    all_new[i] = measure_change (g_ptr_array_index (shots, i - 1), g_ptr_array_index (shots, i),
                                 ignored, limits) > FLICKER_RATIO;

  return all_new;
}

static gboolean
flickers (const LecShot *shot,
          const gboolean *all_new)
{
  return shot->kind == LEC_SHOT_MOVING ||
         (shot->end_s - shot->start_s < FLICKER_S && all_new[0] && all_new[1]);
}

/* Runs of flickering shots become one moving shot. */
static void
join_flicker (GPtrArray *shots,
              const guint8 *ignored,
              const LecPageLimits *limits)
{
  g_autofree gboolean *all_new = list_all_new (shots, ignored, limits);
  guint at = 0; /* of the shot in @all_new, which is not shortened */

  for (guint i = 0; i < shots->len; i++, at++)
    {
      LecShot *first = g_ptr_array_index (shots, i);
      const LecShot *last;
      guint n = 0;

      while (i + n < shots->len && flickers (g_ptr_array_index (shots, i + n), &all_new[at + n]))
        n++;
      if (n < N_FLICKER)
        continue;
      last = g_ptr_array_index (shots, i + n - 1);
      first->index = last->index;
      first->end_s = last->end_s;
      first->kind = LEC_SHOT_MOVING;
      first->scores.motion = 1;
      g_ptr_array_remove_range (shots, i + 1, n - 1);
      at += n - 1;
    }
}

/* What stands for a moment at the end of a film, without being anything like a slide, is its last
   picture. */
static void
join_last_pictures (GPtrArray *shots)
{
  for (guint i = 1; i < shots->len; i++)
    {
      LecShot *film = g_ptr_array_index (shots, i - 1);
      const LecShot *shot = g_ptr_array_index (shots, i);

      if (film->kind != LEC_SHOT_MOVING || shot->kind != LEC_SHOT_PAGE ||
          shot->end_s - shot->start_s > LAST_PICTURE_S || shot->scores.flatness > LAST_PICTURE_FLATNESS)
        continue;
      film->end_s = shot->end_s;
      film->index = shot->index;
      g_ptr_array_remove_index (shots, i--);
    }
}

/* Leaves out what moves in either shot. */
static void
mask_moving (const LecShot *a,
             const LecShot *b,
             const guint8 *ignored,
             guint8 *masked)
{
  int n_blocks = lec_signature_get_n_blocks (a->page->signature);

  for (int i = 0; i < n_blocks; i++)
    masked[i] = (ignored != NULL && ignored[i]) || a->stretch->motion[i] > FADE_MOTION ||
                b->stretch->motion[i] > FADE_MOTION;
}

/* Finds out whether shot @index is a fade from shot @before to one that comes after it. */
static void
find_fade (GPtrArray *shots,
           guint before,
           guint index,
           const guint8 *ignored)
{
  const LecShot *from = g_ptr_array_index (shots, before);
  LecShot *shot = g_ptr_array_index (shots, index);
  const LecSignature *page = shot->page->signature;
  g_autofree guint8 *masked = g_new (guint8, lec_signature_get_n_blocks (page));

  for (guint i = index + 1; i < MIN (index + 1 + FADE_REACH, shots->len) && !shot->fading; i++)
    {
      const LecShot *to = g_ptr_array_index (shots, i);

      if (to->kind == LEC_SHOT_MOVING || to->start_s - shot->end_s > FADE_S)
        return;
      mask_moving (from, to, ignored, masked);
      shot->faded = lec_page_measure_blend (from->page->signature, page, to->page->signature, masked);
      shot->fading = shot->faded > 0 ||
                     lec_page_is_on_its_way (from->page->signature, page, to->page->signature, masked);
    }
}

static void
find_fades (GPtrArray *shots,
            const guint8 *ignored)
{
  guint before = 0;

  for (guint i = 1; i + 1 < shots->len; i++)
    {
      const LecShot *shot = g_ptr_array_index (shots, i);
      const LecShot *last = g_ptr_array_index (shots, before);

      if (shot->end_s - shot->start_s <= FADE_S && shot->kind != LEC_SHOT_MOVING && last->kind != LEC_SHOT_MOVING)
        find_fade (shots, before, i, ignored);
      if (!shot->fading)
        before = i;
    }
}

/* Nothing but what all pages share: a wiped board. */
static gboolean
is_empty (const LecPage *page)
{
  return page->n_ink < EMPTY_INK * page->signature->width * page->signature->height;
}

/* What the pages share is no ink of theirs. */
static void
strip_template (GPtrArray *shots,
                const guint8 *ignored,
                const LecPageLimits *limits)
{
  g_autoptr (GPtrArray) pages = g_ptr_array_new ();
  g_autoptr (LecPageTemplate) template = NULL;
  const LecShot *last = NULL;

  for (guint i = 0; i < shots->len; i++)
    {
      const LecShot *shot = g_ptr_array_index (shots, i);

      if (shot->kind != LEC_SHOT_PAGE || !lec_shot_stands (shot))
        continue;
      if (last != NULL && measure_change (last, shot, ignored, limits) < DISTINCT_RATIO)
        continue;
      g_ptr_array_add (pages, shot->page);
      last = shot;
    }
  template = lec_page_template_new (pages);
  for (guint i = 0; template != NULL && i < shots->len; i++)
    {
      LecShot *shot = g_ptr_array_index (shots, i);

      lec_page_template_strip (template, shot->page);
      if (shot->kind == LEC_SHOT_PAGE && is_empty (shot->page))
        shot->kind = LEC_SHOT_BLANK;
    }
}

GPtrArray *
lec_shot_list_new (GPtrArray *stretches,
                   const guint8 *ignored,
                   const LecPageLimits *limits)
{
  GPtrArray *shots = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_shot_free);

  add_shots (shots, stretches, ignored);
  join_flicker (shots, ignored, limits);
  join_last_pictures (shots);
  find_fades (shots, ignored);
  lec_shot_list_classify (shots);
  strip_template (shots, ignored, limits);

  return shots;
}
