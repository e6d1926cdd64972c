/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Block by block: what the block showed over time, as runs of one content.
 * Where a run crosses from one slide to the next while both its ends lie
 * within slides, it is no part of either. Where it lies within its slide, the
 * verdict is only provisional.
 */
#include "media/covers-private.h"

/* A cursor that leaves one place arrives at the next one within this time. */
#define MOVE_S 1.5
/* Of the pixels that something covers, those by which it stayed, or went. */
#define STAYED_RATIO 0.3
#define GONE_RATIO   0.7
/* Of the time other slides are shown: what they show for longer is no overlay. */
#define COMMON_RATIO 0.2

int
lec_covers_get_content (const LecCovers *self,
                        guint moment,
                        int block)
{
  return lec_block_history_get_content (self->history, moment, block);
}

static int
get_owner (const LecCovers *self,
           guint moment)
{
  return lec_block_history_get_moment (self->history, moment)->owner;
}

gboolean
lec_covers_is_ours (const LecCovers *self,
                    guint moment)
{
  return get_owner (self, moment) == get_owner (self, self->history->now);
}

/* Whether @moment goes on with the slide of the one before it. */
static gboolean
goes_on (const LecCovers *self,
         guint moment)
{
  return moment > 0 && lec_block_history_get_moment (self->history, moment)->follows &&
         get_owner (self, moment - 1) == get_owner (self, moment);
}

gboolean
lec_covers_is_another (const LecCovers *self,
                       guint moment,
                       int block)
{
  int content = lec_covers_get_content (self, moment, block);

  return content != LEC_CONTENT_MOVING && content != lec_covers_get_content (self, self->history->now, block);
}

static double
get_stood_s (const LecCovers *self,
             guint moment)
{
  const LecStretch *stretch = lec_block_history_get_stretch (self->history, moment);

  return stretch->end_s - stretch->settled_s;
}

/* Where captions and controls come and go in front of what all slides share, that shows it best
   which stands in most of them. */
static gboolean
is_captioned (const LecCovers *self,
              int block)
{
  int row = block / self->n_columns;

  return row >= LEC_COVERS_CAPTIONED_FROM * self->n_rows &&
         lec_covers_get_content (self, self->history->now, block) != LEC_CONTENT_MOVING;
}

/* For how long the slide showed what it shows in @moment. */
static double
measure_stood_s (const LecCovers *self,
                 guint moment,
                 int block)
{
  int content = lec_covers_get_content (self, moment, block);
  gboolean anywhere = is_captioned (self, block);
  double sum_s = 0;

  for (guint i = 0; i < self->history->moments->len; i++)
    if ((anywhere || get_owner (self, i) == get_owner (self, moment)) &&
        lec_covers_get_content (self, i, block) == content)
      sum_s += get_stood_s (self, i);

  return sum_s;
}

/* For how long other slides show what the block shows in @moment. */
static double
measure_elsewhere_s (const LecCovers *self,
                     guint moment,
                     int block)
{
  int content = lec_covers_get_content (self, moment, block);
  double sum_s = 0;

  if (content == LEC_CONTENT_MOVING)
    return 0;
  for (guint i = 0; i < self->history->moments->len; i++)
    if (!lec_covers_is_ours (self, i) && lec_covers_get_content (self, i, block) == content)
      sum_s += get_stood_s (self, i);

  return sum_s;
}

/* For how long other slides are shown. */
static double
measure_others_s (const LecCovers *self)
{
  double sum_s = 0;

  for (guint i = 0; i < self->history->moments->len; i++)
    sum_s += lec_covers_is_ours (self, i) ? 0 : get_stood_s (self, i);

  return sum_s;
}

int
lec_covers_compare_elsewhere (const LecCovers *self,
                              guint moment,
                              int block)
{
  double then_s = measure_elsewhere_s (self, moment, block);
  double now_s = measure_elsewhere_s (self, self->history->now, block);

  if (then_s > now_s)
    return 1;

  return now_s > then_s && (is_captioned (self, block) || now_s > COMMON_RATIO * measure_others_s (self)) ? -1 : 0;
}

/* Keeps in @best the moment whose content stood longest: what is behind, not another cover. */
static void
prefer_standing (const LecCovers *self,
                 guint moment,
                 int block,
                 int *best,
                 double *longest_s)
{
  double stood_s = measure_stood_s (self, moment, block);

  if (stood_s < *longest_s)
    return;
  *best = (int) moment;
  *longest_s = stood_s;
}

static gboolean
is_seen_before (const LecCovers *self,
                guint moment,
                int content,
                int block)
{
  for (guint i = 0; i < moment; i++)
    if (lec_covers_is_ours (self, i) && lec_covers_get_content (self, i, block) == content)
      return TRUE;

  return FALSE;
}

/* What is seen both before and after. Returns: a moment, -1 for none */
static int
find_passing (const LecCovers *self,
              int block)
{
  guint now = self->history->now;
  double longest_s = 0;
  int best = -1;

  for (guint i = now + 1; i < self->history->moments->len; i++)
    if (lec_covers_is_ours (self, i) && lec_covers_is_another (self, i, block) &&
        is_seen_before (self, now, lec_covers_get_content (self, i, block), block))
      prefer_standing (self, i, block, &best, &longest_s);

  return best;
}

/* From @moment on backwards (@step -1) or forwards, within its slide: what else is seen there. */
static int
find_another (const LecCovers *self,
              guint moment,
              int step,
              int block)
{
  double longest_s = 0;
  int best = -1;

  while (step > 0 ? moment + 1 < self->history->moments->len && goes_on (self, moment + 1) : goes_on (self, moment))
    {
      moment = step > 0 ? moment + 1 : moment - 1;
      if (lec_covers_is_another (self, moment, block))
        prefer_standing (self, moment, block, &best, &longest_s);
    }

  return best;
}

/* Moments around now in which the block shows the same. */
typedef struct
{
  guint first;
  guint last;
} Run;

static Run
find_run (const LecCovers *self,
          int block)
{
  guint now = self->history->now, n = self->history->moments->len;
  int content = lec_covers_get_content (self, now, block);
  Run run = { now, now };

  while (run.first > 0 && lec_block_history_get_moment (self->history, run.first)->follows &&
         lec_covers_get_content (self, run.first - 1, block) == content)
    run.first--;
  while (run.last + 1 < n && lec_block_history_get_moment (self->history, run.last + 1)->follows &&
         lec_covers_get_content (self, run.last + 1, block) == content)
    run.last++;

  return run;
}

/* Any other visit of the slide will do for what moves through all of this one. */
static int
find_anywhere (const LecCovers *self,
               int block)
{
  double longest_s = 0;
  int best = -1;

  for (guint i = 0; i < self->history->moments->len; i++)
    if (lec_covers_is_ours (self, i) && lec_covers_is_another (self, i, block))
      prefer_standing (self, i, block, &best, &longest_s);

  return best;
}

/* What moves on both sides of a change of slides is no part of either. */
static int
find_moving_on (const LecCovers *self,
                int block)
{
  Run run = find_run (self, block);
  int before, after;

  if (get_owner (self, run.first) == get_owner (self, run.last))
    return -1;

  before = find_another (self, run.first, -1, block);
  after = find_another (self, run.last, 1, block);
  if (after >= 0 && lec_covers_is_ours (self, (guint) after))
    return after;
  if (before >= 0 && lec_covers_is_ours (self, (guint) before))
    return before;

  return find_anywhere (self, block);
}

/* The moment next to @moment, -1 where none follows. */
static int
get_next (const LecCovers *self,
          int moment,
          int step)
{
  int next = moment + step;

  if (next < 0 || next >= (int) self->history->moments->len)
    return -1;

  return lec_block_history_get_moment (self->history, (guint) MAX (moment, next))->follows ? next : -1;
}

/* What the block shows and did not in moment @free is still there when the slide ends (@step 1), or
   was when it began, and goes, or came, in the middle of another one. */
static gboolean
crosses (const LecCovers *self,
         int free_moment,
         int step,
         int block)
{
  const LecBlockHistory *history = self->history;
  int moment = (int) history->now, last;
  double gone = 0;

  if (free_moment < 0 || !lec_covers_is_ours (self, (guint) free_moment) ||
      lec_covers_compare_elsewhere (self, (guint) free_moment, block) < 0)
    return FALSE;

  do
    {
      last = moment;
      moment = get_next (self, last, step);
      if (moment < 0)
        return FALSE;
      gone = lec_block_history_measure_gone (history, (guint) free_moment, history->now, (guint) moment, block);
    }
  while (gone >= 0 && gone <= STAYED_RATIO);

  return gone >= GONE_RATIO && !lec_covers_is_ours (self, (guint) last) &&
         get_owner (self, (guint) last) == get_owner (self, (guint) moment);
}

/* What the block shows came within a slide and went within another one. */
static int
find_crossing (const LecCovers *self,
               int block)
{
  Run run = find_run (self, block);
  int before, after;

  if (lec_covers_get_content (self, self->history->now, block) == LEC_CONTENT_MOVING)
    return find_moving_on (self, block);

  before = find_another (self, self->history->now, -1, block);
  if (lec_covers_is_ours (self, run.first) && crosses (self, before, 1, block))
    return before;
  after = find_another (self, self->history->now, 1, block);
  if (lec_covers_is_ours (self, run.last) && crosses (self, after, -1, block))
    return after;

  return -1;
}

/* How many blocks show something else in @moment than in the one before. */
static int
count_changed (const LecCovers *self,
               guint moment)
{
  int n = 0;

  for (int block = 0; block < self->history->n_blocks; block++)
    {
      int content = lec_covers_get_content (self, moment, block);
      int old = lec_covers_get_content (self, moment - 1, block);

      n += old != content && old != LEC_CONTENT_MOVING && content != LEC_CONTENT_MOVING;
    }

  return n;
}

void
lec_cover_mark_add (LecCoverMark *mark,
                    const LecCovers *self,
                    guint a,
                    guint b,
                    int block)
{
  mark->difference += lec_block_history_measure (self->history, a, b, block);
  mark->n_pixels += lec_block_history_count (self->history, a, b, block);
}

/* Adds what the block lost when something went shortly before @moment and left what had been there
   before. */
static void
add_left (const LecCovers *self,
          guint moment,
          int block,
          LecCoverMark *mark)
{
  double came_s = lec_block_history_get_stretch (self->history, moment)->settled_s;

  for (guint i = moment; i > 0 && goes_on (self, i); i--)
    {
      int content = lec_covers_get_content (self, i, block), old = lec_covers_get_content (self, i - 1, block);

      if (came_s - lec_block_history_get_stretch (self->history, i - 1)->end_s > MOVE_S)
        return;
      if (old == content || old == LEC_CONTENT_MOVING || content == LEC_CONTENT_MOVING)
        continue;
      if (is_seen_before (self, i - 1, content, block))
        lec_cover_mark_add (mark, self, i - 1, i, block);
      return;
    }
}

/* What went shortly before @moment; nothing as well when more changed than a cursor does. */
static LecCoverMark
measure_left (const LecCovers *self,
              guint moment)
{
  LecCoverMark mark = { 0 };

  if (count_changed (self, moment) > LEC_COVERS_MOVE_BLOCKS)
    return mark;
  for (int block = 0; block < self->history->n_blocks; block++)
    add_left (self, moment, block, &mark);

  return mark;
}

LecCoverMark
lec_covers_measure_left (const LecCovers *self,
                         int block)
{
  return measure_left (self, find_run (self, block).first);
}

/* It came when something else went, as a cursor does. */
static int
find_moved (const LecCovers *self,
            int block)
{
  Run run = find_run (self, block);
  int before = find_another (self, run.first, -1, block);

  int content = lec_covers_get_content (self, self->history->now, block);

  if (content == LEC_CONTENT_MOVING || before < 0 || !lec_covers_is_ours (self, (guint) before) ||
      is_seen_before (self, run.first, content, block))
    return -1;

  return measure_left (self, run.first).difference > 0 ? before : -1;
}

/* Whether another slide shows what is shown now for a part of its time. */
static gboolean
comes_elsewhere (const LecCovers *self,
                 int block)
{
  int content = lec_covers_get_content (self, self->history->now, block);

  for (guint i = 1; i < self->history->moments->len; i++)
    {
      int before = lec_covers_get_content (self, i - 1, block), after = lec_covers_get_content (self, i, block);

      if (lec_covers_is_ours (self, i) || !goes_on (self, i) || before == after)
        continue;
      if ((before == content && after != LEC_CONTENT_MOVING) || (after == content && before != LEC_CONTENT_MOVING))
        return TRUE;
    }

  return FALSE;
}

/* It came in this slide and came or went in another one as well, as a notification does. */
static int
find_recurring (const LecCovers *self,
                int block)
{
  int before = find_another (self, self->history->now, -1, block);

  if (before < 0 || lec_covers_get_content (self, self->history->now, block) == LEC_CONTENT_MOVING ||
      lec_covers_compare_elsewhere (self, (guint) before, block) < 0)
    return -1;

  return comes_elsewhere (self, block) ? before : -1;
}

/* It moves now, and the slide was seen without. */
static int
find_still (const LecCovers *self,
            int block)
{
  gboolean moving = lec_covers_get_content (self, self->history->now, block) == LEC_CONTENT_MOVING;

  return moving ? find_anywhere (self, block) : -1;
}

void
lec_covers_judge_blocks (LecCovers *self)
{
  for (int i = 0; i < self->history->n_blocks; i++)
    {
      static const struct
      {
        int (*find) (const LecCovers *, int);
        LecVerdict verdict;
      } tests[] = {
        { find_crossing, LEC_VERDICT_CROSSING },
        { find_passing, LEC_VERDICT_PASSING },
        { find_moved, LEC_VERDICT_MOVED },
        { find_recurring, LEC_VERDICT_RECURRING },
        { find_still, LEC_VERDICT_MOVING },
      };

      for (guint k = 0; self->verdicts[i] == LEC_VERDICT_PAGE && k < G_N_ELEMENTS (tests); k++)
        {
          int source = tests[k].find (self, i);

          if (source < 0)
            continue;
          self->verdicts[i] = tests[k].verdict;
          self->sources[i] = (guint) source;
        }
    }
}
