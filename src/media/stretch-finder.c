/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Each block has a committed content, the page, and where it shows something
 * else a candidate with the time it first appeared. A candidate that stood for
 * LEC_STRETCH_SETTLE_S is ripe and becomes the page; a block that returns to
 * its committed content (a cursor went by) leaves no trace. So change and
 * settling are two thresholds in time, not one in difference.
 *
 * Blocks that move much of the time (a speaker's inset, an embedded video) are
 * warm: they settle silently. When most of the picture is away from the page
 * for long, the page is gone and the stretch is a moving one until most of it
 * stands still again.
 *
 * Invariant: a block is away if and only if left_s is not NAN.
 */
#include "media/stretch-finder.h"

#include <math.h>
#include <string.h>

#include "media/cut-detector.h"
#include "media/stabiliser.h"

#define MIN_THRESHOLD 6
#define MAX_THRESHOLD 20
/* Sum over a block of what differs beyond the threshold. */
#define CHANGED_EXCESS 16
/* Less than this is the codec refining what it showed before. */
#define REFINED_EXCESS 48
/* A stretch that stood for less is part of a transition. */
#define STOOD_S 0.2
/* A change of so much of what stood for a while ends a stretch that never stood as a whole. */
#define AGAIN_RATIO 0.5
#define AGAIN_S     1.0
/* When so much of the frame changes again, standing for a moment is enough. */
#define AGAIN_LARGE_RATIO 0.06
#define AGAIN_LARGE_S     0.25
#define WARMTH_TIME_S     15.0
/* What is only ever a little active warms more slowly: an entrance must not. */
#define HABIT_TIME_S 40.0
/* What is away for longer was moving: it left the page with an earlier change. */
#define MOVING_BLOCK_S 2.0
/* Two cuts of what a moving camera films are no nearer. */
#define FILM_S 0.5
/* However long a frame stands, its change is one movement. */
#define MOVEMENT_S 0.2
/* When more of the frame moves, that is a cut or a fade and warms nothing. */
#define CUT_RATIO 0.6
/* Blocks of one change leave the page within so long of each other. */
#define LEAVING_S 0.5
/* Sum over a block of all that differs from the frame before, from which on the block is active;
   where more of the frame is, that is noise of the camera. */
#define ACTIVE_SUM  24
#define NOISY_RATIO 0.35
#define WARM        0.25
/* Share of the blocks that may settle silently when they are warm. */
#define SILENT_RATIO   0.25
#define MOVING_RATIO   0.5
#define CALM_RATIO     0.25
#define MOVING_AFTER_S 1.5
/* Of a change's blocks, the share that may have been away before for another reason. */
#define EARLY_RATIO 0.2
/* Of what entered, the share that pages flicked through before may have shown already; and less
   than this share of it is the beginning of nothing. */
#define FLICKED_RATIO 0.5
#define FLICKED_LEAST 0.1
#define AT_ONCE_RATIO 0.75

typedef struct
{
  double left_s;
  double candidate_s;
  double moved_s;   /* in this stretch */
  double pending_s; /* since it left the page: part of the next change, or motion */
  double active_s;  /* changed at all, in this stretch */
  double leaving_s; /* of that, since it left the page: part of the next change, it may be */
  guint16 excess;   /* of the candidate over the page */
  guint16 jump;     /* of the candidate over the one before it */
  float warmth;     /* moves by habit */
  float habit;      /* is active by habit */
  double since_s;   /* when what is committed appeared; NAN: before this transition */
} Block;

/* Blocks that ripened together. */
typedef struct
{
  int n;
  int n_silent;      /* warm, or refined only */
  int n_again;       /* changed before in this stretch, and stood for a while */
  int n_again_large; /* stood for a moment, in this stretch or since before */
  double onset_s;    /* when the change began */
  double entered_s;  /* when something new began to appear; NAN: things only went */
  int n_entered;     /* blocks in which it did */
  int n_at_once;     /* of those, where it was there from one frame to the next */
  double settled_s;  /* when its last block stood still */
} Change;

struct _LecStretchFinder
{
  LecStabiliser *stabiliser;
  LecCutDetector *cuts; /* of what a moving camera films */
  LecSignature *page;
  LecSignature *candidate;
  LecSignature *last;
  Block *blocks;
  guint8 *ignored;
  guint16 *excess;
  guint16 *sums;
  int n_blocks;
  int n_watched;
  double noise;
  double start_s;
  double entered_s; /* NAN while nothing new has appeared */
  int n_entered;    /* blocks in which something did then */
  double settled_s;
  double last_s;
  double last_end_s;
  double scattered_since_s; /* NAN while the page is there */
  guint started : 1;
  guint moving : 1;
  guint filmed : 1;
  guint quiet : 1; /* what is active can be told from what is not */
};

/**
 * lec_stretch_finder_new:
 * @shape: a signature of the size that will be pushed
 *
 * Returns: (transfer full)
 */
LecStretchFinder *
lec_stretch_finder_new (const LecSignature *shape)
{
  LecStretchFinder *self = g_new0 (LecStretchFinder, 1);

  self->stabiliser = lec_stabiliser_new (shape);
  self->cuts = lec_cut_detector_new (lec_signature_get_n_blocks (shape));
  self->page = lec_signature_copy (shape);
  self->candidate = lec_signature_copy (shape);
  self->last = lec_signature_copy (shape);
  self->n_blocks = lec_signature_get_n_blocks (shape);
  self->n_watched = self->n_blocks;
  self->blocks = g_new0 (Block, self->n_blocks);
  self->ignored = g_new0 (guint8, self->n_blocks);
  self->excess = g_new0 (guint16, self->n_blocks);
  self->sums = g_new0 (guint16, self->n_blocks);
  self->scattered_since_s = NAN;

  return self;
}

void
lec_stretch_finder_free (LecStretchFinder *self)
{
  lec_stabiliser_free (self->stabiliser);
  lec_cut_detector_free (self->cuts);
  lec_signature_free (self->page);
  lec_signature_free (self->candidate);
  lec_signature_free (self->last);
  g_free (self->blocks);
  g_free (self->ignored);
  g_free (self->excess);
  g_free (self->sums);
  g_free (self);
}

void
lec_stretch_finder_ignore (LecStretchFinder *self,
                           const guint8 *ignored)
{
  g_return_if_fail (!self->started);

  self->n_watched = 0;
  for (int i = 0; i < self->n_blocks; i++)
    {
      self->ignored[i] = ignored[i] != 0;
      self->n_watched += !ignored[i];
    }
  self->n_watched = MAX (1, self->n_watched);
}

static int
get_threshold (LecStretchFinder *self)
{
  return CLAMP ((int) (3 + 3 * self->noise), MIN_THRESHOLD, MAX_THRESHOLD);
}

static gboolean
is_away (const Block *block)
{
  return !isnan (block->left_s);
}

static gboolean
is_ripe (const Block *block,
         double now_s)
{
  return is_away (block) && now_s - block->candidate_s >= LEC_STRETCH_SETTLE_S - 0.001;
}

static gboolean
is_warm (const Block *block)
{
  return MAX (block->warmth, block->habit) > WARM;
}

/* Mean difference of the calmer half of the frame: what the codec and the sensor add. */
static void
update_noise (LecStretchFinder *self,
              const LecSignature *signature)
{
  guint histogram[256] = { 0 };
  gsize width = (gsize) signature->width, n = width * signature->height;
  gsize seen = 0, sum = 0;

  for (gsize row = 0; row < n; row += width)
    if (memcmp (signature->luma + row, self->last->luma + row, width) == 0)
      histogram[0] += (guint) width;
    else
      for (gsize i = row; i < row + width; i++)
        histogram[ABS (signature->luma[i] - self->last->luma[i])]++;
  for (int d = 0; d < 256 && seen < n / 2; d++)
    {
      gsize take = MIN (histogram[d], n / 2 - seen);

      seen += take;
      sum += take * d;
    }
  if (seen > 0)
    self->noise += 0.1 * ((double) sum / seen * 2 - self->noise);
}

/* How long each block is active. Returns: whether few enough are to tell them from the rest. */
static gboolean
update_activity (LecStretchFinder *self,
                 const LecSignature *signature,
                 double dt_s)
{
  int n_active = 0;

  lec_signature_sum_changes (signature, self->last, self->sums);
  for (int i = 0; i < self->n_blocks; i++)
    {
      Block *block = &self->blocks[i];
      gboolean active = !self->ignored[i] && self->sums[i] >= ACTIVE_SUM;
      double active_s = active ? MIN (dt_s, MOVEMENT_S) : 0;

      n_active += active;
      block->active_s += active_s;
      block->leaving_s += is_away (block) ? active_s : 0;
    }

  return n_active < self->n_watched * NOISY_RATIO;
}

/* How far a low-pass comes in one step. */
typedef struct
{
  float rise;
  float fall;
} Pace;

static Pace
get_pace (double dt_s,
          double time_s)
{
  return (Pace){ .rise = (float) (1 - exp (-MIN (dt_s, MOVEMENT_S) / time_s)),
                 .fall = (float) (1 - exp (-dt_s / time_s)) };
}

static void
follow (float *value,
        gboolean is_on,
        Pace pace)
{
  *value += is_on ? pace.rise * (1 - *value) : -pace.fall * *value;
}

/* How long each block moves, in this stretch and in general. */
static void
update_warmth (LecStretchFinder *self,
               const LecSignature *signature,
               double dt_s)
{
  Pace warmth_pace = get_pace (dt_s, WARMTH_TIME_S);
  Pace habit_pace = get_pace (dt_s, HABIT_TIME_S);
  int n_moved = 0;

  lec_signature_sum_excess (self->excess, signature, self->last, get_threshold (self));
  for (int i = 0; i < self->n_blocks; i++)
    n_moved += !self->ignored[i] && self->excess[i] >= CHANGED_EXCESS;
  if (n_moved > self->n_watched * CUT_RATIO)
    return;

  update_noise (self, signature);
  self->quiet = update_activity (self, signature, dt_s);
  for (int i = 0; i < self->n_blocks; i++)
    {
      Block *block = &self->blocks[i];
      gboolean moved = self->excess[i] >= CHANGED_EXCESS;
      gboolean active = self->quiet && self->sums[i] >= ACTIVE_SUM;

      follow (&block->warmth, moved, warmth_pace);
      follow (&block->habit, active, habit_pace);
      block->pending_s += moved ? dt_s : 0;
    }
}

static void
return_to_page (Block *block)
{
  block->left_s = NAN;
  block->moved_s += block->pending_s;
  block->pending_s = 0;
  block->leaving_s = 0;
}

/* Compares with the page first, then with the candidate. */
static void
update_candidates (LecStretchFinder *self,
                   const LecSignature *signature,
                   double time_s)
{
  int threshold = get_threshold (self);
  g_autofree guint16 *from_candidate = g_new (guint16, self->n_blocks);

  lec_signature_sum_excess (self->excess, signature, self->page, threshold);
  lec_signature_sum_excess (from_candidate, signature, self->candidate, threshold);
  for (int i = 0; i < self->n_blocks; i++)
    {
      Block *block = &self->blocks[i];

      if (self->ignored[i] || self->excess[i] < CHANGED_EXCESS)
        {
          return_to_page (block);
          continue;
        }
      if (is_away (block) && from_candidate[i] < CHANGED_EXCESS)
        continue;
      block->jump = is_away (block) ? from_candidate[i] : self->excess[i];
      if (!is_away (block))
        block->left_s = time_s;
      block->candidate_s = time_s;
      block->excess = self->excess[i];
      lec_signature_copy_block (self->candidate, signature, i);
    }
}

/* What fades away at the end of a stretch is not restless. */
static double
get_active_s (const Block *block,
              double end_s)
{
  gboolean fades = is_away (block) && block->left_s >= end_s - LEAVING_S;

  return block->active_s - (fades ? block->leaving_s : 0);
}

static LecStretch *
close_stretch (LecStretchFinder *self,
               double end_s)
{
  LecStretch *stretch = lec_stretch_new (self->start_s, self->settled_s, lec_signature_copy (self->page));
  double length_s = MAX (end_s - self->start_s, 0.001);

  if (self->moving || self->filmed)
    memcpy (stretch->page->luma, self->last->luma, (gsize) self->last->width * self->last->height);
  stretch->end_s = MAX (end_s, self->start_s);
  stretch->entered_s = isnan (self->entered_s) ? self->start_s : MAX (self->entered_s, self->start_s);
  stretch->moving = self->moving;
  stretch->filmed = self->filmed;
  for (int i = 0; i < self->n_blocks; i++)
    {
      Block *block = &self->blocks[i];
      gboolean part_of_change = is_away (block) && block->left_s >= end_s - 0.001;
      double moved_s = block->moved_s + (part_of_change ? 0 : block->pending_s);

      stretch->motion[i] = (guint8) (255 * MAX (MIN (moved_s / length_s, 1), self->quiet ? 0 : block->warmth));
      stretch->activity[i] = (guint8) (255 * MIN (get_active_s (block, end_s) / length_s, 1));
      block->moved_s = 0;
      block->pending_s = 0;
      block->active_s = 0;
      block->leaving_s = 0;
    }

  return stretch;
}

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

/* When all but the share @early of what changed began to; NAN when nothing did. */
static double
choose_onset_s (double *left_s,
                int n,
                double early)
{
  if (n == 0)
    return NAN;

  qsort (left_s, n, sizeof *left_s, compare_doubles);

  return left_s[(int) (n * early)];
}

/* A page that stands gets sharper without being another one. */
static gboolean
is_refined (LecStretchFinder *self,
            const Block *block)
{
  return block->excess < REFINED_EXCESS && block->left_s >= self->settled_s + STOOD_S;
}

/* What is there now came in one frame, whatever was there before; it did not fade in. */
static gboolean
came_at_once (const Block *block)
{
  return block->jump >= block->excess / 2;
}

/* When the change began that @block is part of. */
static double
get_onset_s (LecStretchFinder *self,
             const Block *block)
{
  gboolean was_moving = block->candidate_s - block->left_s > MOVING_BLOCK_S && came_at_once (block);

  return self->moving || was_moving ? block->candidate_s : block->left_s;
}

/* What is ripe now. */
static Change
collect_ripe (LecStretchFinder *self,
              double now_s)
{
  g_autofree double *left_s = g_new (double, self->n_blocks);
  g_autofree double *entered_s = g_new (double, self->n_blocks);
  Change change = { 0 };

  for (int i = 0; i < self->n_blocks; i++)
    {
      const Block *block = &self->blocks[i];

      if (!is_ripe (block, now_s))
        continue;
      left_s[change.n++] = get_onset_s (self, block);
      if (!lec_signature_is_block_flat (self->candidate, i, 2 * get_threshold (self)))
        {
          change.n_at_once += came_at_once (block);
          entered_s[change.n_entered++] = came_at_once (block) ? block->candidate_s : block->left_s;
        }
      change.n_silent += is_warm (block) || is_refined (self, block);
      change.n_again += block->left_s - block->since_s >= AGAIN_S;
      change.n_again_large += !(block->left_s - block->since_s < AGAIN_LARGE_S);
      change.settled_s = MAX (change.settled_s, block->candidate_s);
    }
  change.onset_s = choose_onset_s (left_s, change.n, EARLY_RATIO);
  change.entered_s = choose_onset_s (entered_s, change.n_entered, FLICKED_RATIO);

  return change;
}

static void
commit_ripe (LecStretchFinder *self,
             double now_s,
             gboolean cool)
{
  for (int i = 0; i < self->n_blocks; i++)
    if (is_ripe (&self->blocks[i], now_s))
      {
        lec_signature_copy_block (self->page, self->candidate, i);
        self->blocks[i].left_s = NAN;
        self->blocks[i].pending_s = 0;
        self->blocks[i].leaving_s = 0;
        self->blocks[i].since_s = self->blocks[i].candidate_s;
        if (cool)
          self->blocks[i].warmth = 0;
      }
}

static int
count_unsettled (LecStretchFinder *self,
                 double now_s)
{
  int n = 0;

  for (int i = 0; i < self->n_blocks; i++)
    n += is_away (&self->blocks[i]) && !is_ripe (&self->blocks[i], now_s);

  return n;
}

static double
get_median_left_s (LecStretchFinder *self)
{
  g_autoptr (GArray) left_s = g_array_new (FALSE, FALSE, sizeof (double));

  for (int i = 0; i < self->n_blocks; i++)
    if (is_away (&self->blocks[i]))
      g_array_append_val (left_s, self->blocks[i].left_s);
  g_array_sort (left_s, compare_doubles);

  return g_array_index (left_s, double, left_s->len / 2);
}

/* The picture as a whole leaves the page, or comes to rest. */
static LecStretch *
follow_motion (LecStretchFinder *self,
               double now_s)
{
  int n_unsettled = count_unsettled (self, now_s);
  LecStretch *closed = NULL;

  if (n_unsettled < self->n_watched * MOVING_RATIO)
    {
      self->scattered_since_s = NAN;
      return NULL;
    }
  if (isnan (self->scattered_since_s))
    self->scattered_since_s = get_median_left_s (self);
  if (self->moving || now_s - self->scattered_since_s < MOVING_AFTER_S)
    return NULL;

  if (self->scattered_since_s > self->settled_s)
    {
      closed = close_stretch (self, self->scattered_since_s);
      self->start_s = self->scattered_since_s;
      self->entered_s = NAN;
    }
  self->settled_s = now_s;
  self->moving = TRUE;

  return closed;
}

static LecStretch *
begin_stretch (LecStretchFinder *self,
               const Change *change)
{
  gboolean stood = change->onset_s >= self->settled_s + STOOD_S;
  double lasted_s = change->onset_s - self->start_s;
  gboolean again = (lasted_s >= AGAIN_S && change->n_again > change->n * AGAIN_RATIO) ||
                   (lasted_s >= AGAIN_LARGE_S && change->n_again_large > self->n_watched * AGAIN_LARGE_RATIO);
  gboolean flicked;
  LecStretch *closed = NULL;

  if (stood || again || self->moving)
    {
      self->settled_s = MIN (self->settled_s, MAX (change->onset_s, self->start_s));
      closed = close_stretch (self, MAX (change->onset_s, self->start_s));
      self->start_s = MAX (change->onset_s, self->start_s);
      self->entered_s = NAN;
      for (int i = 0; stood && i < self->n_blocks; i++)
        self->blocks[i].since_s = NAN;
    }
  flicked = change->onset_s <= self->start_s + LEAVING_S && change->n_at_once > change->n_entered * AT_ONCE_RATIO &&
            self->n_entered < change->n_entered * FLICKED_LEAST;
  if (isnan (self->entered_s) || flicked)
    {
      self->entered_s = change->entered_s;
      self->n_entered = change->n_entered;
    }
  self->settled_s = MAX (change->settled_s, self->settled_s);
  self->moving = FALSE;
  self->scattered_since_s = NAN;

  return closed;
}

/* Commits what has ripened by @now_s and cuts where that is a change of the page. */
static LecStretch *
settle (LecStretchFinder *self,
        double now_s)
{
  Change change = collect_ripe (self, now_s);
  LecStretch *closed = NULL;

  if (change.n == 0)
    return NULL;

  if (self->moving)
    {
      gboolean at_rest = count_unsettled (self, now_s) < self->n_watched * CALM_RATIO;

      if (at_rest)
        closed = begin_stretch (self, &change);
      commit_ripe (self, now_s, at_rest);
      return closed;
    }
  if (change.n_silent < change.n || change.n > self->n_watched * SILENT_RATIO)
    closed = begin_stretch (self, &change);
  commit_ripe (self, now_s, FALSE);

  return closed;
}

/* From here on everything is as in @signature. */
static void
adopt (LecStretchFinder *self,
       const LecSignature *signature)
{
  gsize size = (gsize) signature->width * signature->height;

  memcpy (self->page->luma, signature->luma, size);
  memcpy (self->candidate->luma, signature->luma, size);
  for (int i = 0; i < self->n_blocks; i++)
    self->blocks[i].left_s = self->blocks[i].since_s = NAN;
}

static void
start (LecStretchFinder *self,
       const LecSignature *signature,
       double time_s)
{
  adopt (self, signature);
  self->start_s = time_s;
  self->entered_s = time_s;
  self->n_entered = self->n_blocks;
  self->settled_s = time_s;
  self->started = TRUE;
}

/* Where a moving camera films no block ever stands: only what changes all at once is a new page. */
static LecStretch *
follow_film (LecStretchFinder *self,
             const LecSignature *signature,
             double time_s)
{
  gboolean is_cut = lec_cut_detector_push (self->cuts, self->sums) && time_s - self->start_s >= FILM_S;
  gboolean begins = !self->filmed;
  LecStretch *closed = NULL;

  if (is_cut || begins)
    {
      closed = is_cut ? close_stretch (self, time_s) : NULL;
      self->filmed = TRUE;
      self->moving = FALSE;
      self->start_s = is_cut ? time_s : self->start_s;
      self->entered_s = self->start_s;
      self->n_entered = self->n_blocks;
      self->settled_s = self->start_s;
      self->scattered_since_s = NAN;
    }
  adopt (self, signature);

  return closed;
}

/* The camera stands still, or another one films: what was filmed is over. */
static LecStretch *
end_film (LecStretchFinder *self,
          const LecSignature *signature,
          double time_s)
{
  LecStretch *closed = close_stretch (self, time_s);

  self->filmed = FALSE;
  self->start_s = self->entered_s = self->settled_s = time_s;
  self->n_entered = self->n_blocks;
  adopt (self, signature);

  return closed;
}

/* What stands still does so block by block. */
static LecStretch *
follow_blocks (LecStretchFinder *self,
               const LecSignature *signature,
               double time_s,
               double end_s)
{
  LecStretch *closed;

  update_candidates (self, signature, time_s);
  closed = follow_motion (self, end_s);

  return closed != NULL ? closed : settle (self, end_s);
}

LecStretch *
lec_stretch_finder_push (LecStretchFinder *self,
                         const LecSignature *raw,
                         double time_s,
                         double end_s,
                         gboolean after_gap)
{
  const LecSignature *signature;
  LecStretch *closed = NULL;

  g_return_val_if_fail (raw->width == self->page->width, NULL);
  g_return_val_if_fail (raw->height == self->page->height, NULL);

  signature = lec_stabiliser_push (self->stabiliser, raw, self->started ? time_s - self->last_s : 0);
  if (!self->started)
    start (self, signature, time_s);
  else
    {
      /* After a gap the last frame stood until now: what was a candidate may have ripened in it. */
      if (after_gap)
        closed = settle (self, time_s);
      update_warmth (self, signature, after_gap ? end_s - time_s : time_s - self->last_s);
      if (closed != NULL)
        update_candidates (self, signature, time_s);
      else if (lec_stabiliser_is_moving (self->stabiliser))
        closed = follow_film (self, signature, time_s);
      else if (self->filmed)
        closed = end_film (self, signature, time_s);
      else
        closed = follow_blocks (self, signature, time_s, end_s);
    }
  memcpy (self->last->luma, signature->luma, (gsize) signature->width * signature->height);
  self->last_s = time_s;
  self->last_end_s = end_s;

  return closed;
}

LecStretch *
lec_stretch_finder_finish (LecStretchFinder *self,
                           double end_s)
{
  if (!self->started)
    return NULL;

  self->started = FALSE;

  return close_stretch (self, MAX (end_s, self->last_end_s));
}

double
lec_stretch_finder_get_settled_s (LecStretchFinder *self)
{
  return self->settled_s;
}

gboolean
lec_stretch_finder_is_moving (LecStretchFinder *self)
{
  return self->moving;
}
