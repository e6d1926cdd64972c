/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Block by block: what the block showed over time, as runs of one content.
 * Where a run crosses from one slide to the next while both its ends lie
 * within slides, it is no part of either. Where it lies within its slide, its
 * shape must say that it is no part: small as a cursor, moving, or a box at the
 * edge of the page; and its outline must be sharper than that of what takes
 * its place, since what is in front cuts off what is behind.
 */
#include "media/uncovering.h"

#include <string.h>

#include "media/block-history.h"

/* A cursor that leaves one place arrives at the next one within this time. */
#define MOVE_S       1.5
#define MOVE_BLOCKS  16
#define ALIKE_FACTOR 1.5
/* Of the pixels that something covers, those by which it stayed, or went. */
#define STAYED_RATIO 0.3
#define GONE_RATIO   0.7
/* Steps of luma: a sharp one, and one too soft to be an outline. */
#define SHARP 24
#define SOFT  12
/* Blocks a side. */
#define CURSOR_SIDE 4
/* Of the blocks that hang together, those that move or cross for all of them to be in front. */
#define MOVING_RATIO   0.2
#define CROSSING_RATIO 0.25
/* With more that only moves, it may be a film on the page, unless it is small. */
#define ONLY_MOVING_RATIO 0.5
/* Of the page: an overlay begins within this share of its edge, and covers at most so much. */
#define EDGE_RATIO 0.04
#define BOX_FILL   0.5
#define BOX_RATIO  0.3
/* How far what is in front may reach out, too faint to be seen in a page. Blocks. */
#define SPREAD 2

typedef enum
{
  VERDICT_PAGE,
  VERDICT_PASSING,  /* came and went within the slide */
  VERDICT_MOVED,    /* came when something else went */
  VERDICT_MOVING,   /* moves, and did not always */
  VERDICT_CROSSING, /* came or went in another slide */
  VERDICT_TOGETHER, /* changed together with one of those above */
  VERDICT_FILLED,   /* between those above */
  VERDICT_SPREAD,   /* around them */
} Verdict;

typedef struct
{
  const LecBlockHistory *history;
  const LecSignature *page;
  int n_columns;
  int n_rows;
  guint8 *verdicts;
  guint *sources; /* for each block that is not page, the moment that shows it free */
} Finder;

static int
get_content (const Finder *self,
             guint moment,
             int block)
{
  return lec_block_history_get_content (self->history, moment, block);
}

static int
get_owner (const Finder *self,
           guint moment)
{
  return lec_block_history_get_moment (self->history, moment)->owner;
}

static gboolean
is_ours (const Finder *self,
         guint moment)
{
  return get_owner (self, moment) == get_owner (self, self->history->now);
}

/* Whether @moment goes on with the slide of the one before it. */
static gboolean
goes_on (const Finder *self,
         guint moment)
{
  return moment > 0 && lec_block_history_get_moment (self->history, moment)->follows &&
         get_owner (self, moment - 1) == get_owner (self, moment);
}

/* Whether @moment shows something that stands, and another thing than now. */
static gboolean
is_another (const Finder *self,
            guint moment,
            int block)
{
  int content = get_content (self, moment, block);

  return content != LEC_CONTENT_MOVING && content != get_content (self, self->history->now, block);
}

/* For how long the slide showed what it shows in @moment. */
static double
measure_stood_s (const Finder *self,
                 guint moment,
                 int block)
{
  int content = get_content (self, moment, block);
  double sum_s = 0;

  for (guint i = 0; i < self->history->moments->len; i++)
    if (get_owner (self, i) == get_owner (self, moment) && get_content (self, i, block) == content)
      {
        const LecStretch *stretch = lec_block_history_get_stretch (self->history, i);

        sum_s += stretch->end_s - stretch->settled_s;
      }

  return sum_s;
}

/* Keeps in @best the moment whose content stood longest: what is behind, not another cover. */
static void
prefer_standing (const Finder *self,
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
is_seen_before (const Finder *self,
                guint moment,
                int content,
                int block)
{
  for (guint i = 0; i < moment; i++)
    if (is_ours (self, i) && get_content (self, i, block) == content)
      return TRUE;

  return FALSE;
}

/* What is seen both before and after. Returns: a moment, -1 for none */
static int
find_passing (const Finder *self,
              int block)
{
  guint now = self->history->now;
  double longest_s = 0;
  int best = -1;

  for (guint i = now + 1; i < self->history->moments->len; i++)
    if (is_ours (self, i) && is_another (self, i, block) &&
        is_seen_before (self, now, get_content (self, i, block), block))
      prefer_standing (self, i, block, &best, &longest_s);

  return best;
}

/* From @moment on backwards (@step -1) or forwards, within its slide: what else is seen there. */
static int
find_another (const Finder *self,
              guint moment,
              int step,
              int block)
{
  double longest_s = 0;
  int best = -1;

  while (step > 0 ? moment + 1 < self->history->moments->len && goes_on (self, moment + 1) : goes_on (self, moment))
    {
      moment = step > 0 ? moment + 1 : moment - 1;
      if (is_another (self, moment, block))
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
find_run (const Finder *self,
          int block)
{
  guint now = self->history->now, n = self->history->moments->len;
  int content = get_content (self, now, block);
  Run run = { now, now };

  while (run.first > 0 && lec_block_history_get_moment (self->history, run.first)->follows &&
         get_content (self, run.first - 1, block) == content)
    run.first--;
  while (run.last + 1 < n && lec_block_history_get_moment (self->history, run.last + 1)->follows &&
         get_content (self, run.last + 1, block) == content)
    run.last++;

  return run;
}

/* Any other visit of the slide will do for what moves through all of this one. */
static int
find_anywhere (const Finder *self,
               int block)
{
  double longest_s = 0;
  int best = -1;

  for (guint i = 0; i < self->history->moments->len; i++)
    if (is_ours (self, i) && is_another (self, i, block))
      prefer_standing (self, i, block, &best, &longest_s);

  return best;
}

/* What moves on both sides of a change of slides is no part of either. */
static int
find_moving_on (const Finder *self,
                int block)
{
  Run run = find_run (self, block);
  int before, after;

  if (get_owner (self, run.first) == get_owner (self, run.last))
    return -1;

  before = find_another (self, run.first, -1, block);
  after = find_another (self, run.last, 1, block);
  if (after >= 0 && is_ours (self, (guint) after))
    return after;
  if (before >= 0 && is_ours (self, (guint) before))
    return before;

  return find_anywhere (self, block);
}

/* The moment next to @moment, -1 where none follows. */
static int
get_next (const Finder *self,
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
crosses (const Finder *self,
         int free_moment,
         int step,
         int block)
{
  const LecBlockHistory *history = self->history;
  int moment = (int) history->now, last;
  double gone = 0;

  if (free_moment < 0 || !is_ours (self, (guint) free_moment))
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

  return gone >= GONE_RATIO && !is_ours (self, (guint) last) &&
         get_owner (self, (guint) last) == get_owner (self, (guint) moment);
}

/* What the block shows came within a slide and went within another one. */
static int
find_crossing (const Finder *self,
               int block)
{
  Run run = find_run (self, block);
  int before, after;

  if (get_content (self, self->history->now, block) == LEC_CONTENT_MOVING)
    return find_moving_on (self, block);

  before = find_another (self, self->history->now, -1, block);
  if (is_ours (self, run.first) && crosses (self, before, 1, block))
    return before;
  after = find_another (self, self->history->now, 1, block);
  if (is_ours (self, run.last) && crosses (self, after, -1, block))
    return after;

  return -1;
}

/* How many blocks show something else in @moment than in the one before. */
static int
count_changed (const Finder *self,
               guint moment)
{
  int n = 0;

  for (int block = 0; block < self->history->n_blocks; block++)
    {
      int content = get_content (self, moment, block), old = get_content (self, moment - 1, block);

      n += old != content && old != LEC_CONTENT_MOVING && content != LEC_CONTENT_MOVING;
    }

  return n;
}

/* How large a small thing is, and how far it stands out from the page. */
typedef struct
{
  int difference;
  int n_pixels;
} Mark;

static void
mark_add (Mark *mark,
          const Finder *self,
          guint a,
          guint b,
          int block)
{
  mark->difference += lec_block_history_measure (self->history, a, b, block);
  mark->n_pixels += lec_block_history_count (self->history, a, b, block);
}

static gboolean
is_within_factor (int a,
                  int b)
{
  return a <= ALIKE_FACTOR * b && b <= ALIKE_FACTOR * a;
}

/* Adds what the block lost when something went shortly before @moment and left what had been there
   before. */
static void
add_left (const Finder *self,
          guint moment,
          int block,
          Mark *mark)
{
  double came_s = lec_block_history_get_stretch (self->history, moment)->settled_s;

  for (guint i = moment; i > 0 && goes_on (self, i); i--)
    {
      int content = get_content (self, i, block), old = get_content (self, i - 1, block);

      if (came_s - lec_block_history_get_stretch (self->history, i - 1)->end_s > MOVE_S)
        return;
      if (old == content || old == LEC_CONTENT_MOVING || content == LEC_CONTENT_MOVING)
        continue;
      if (is_seen_before (self, i - 1, content, block))
        mark_add (mark, self, i - 1, i, block);
      return;
    }
}

/* What went shortly before @moment; nothing as well when more changed than a cursor does. */
static Mark
measure_left (const Finder *self,
              guint moment)
{
  Mark mark = { 0 };

  if (count_changed (self, moment) > MOVE_BLOCKS)
    return mark;
  for (int block = 0; block < self->history->n_blocks; block++)
    add_left (self, moment, block, &mark);

  return mark;
}

/* It came when something else went, as a cursor does. */
static int
find_moved (const Finder *self,
            int block)
{
  Run run = find_run (self, block);
  int before = find_another (self, run.first, -1, block);

  int content = get_content (self, self->history->now, block);

  if (content == LEC_CONTENT_MOVING || before < 0 || !is_ours (self, (guint) before) ||
      is_seen_before (self, run.first, content, block))
    return -1;

  return measure_left (self, run.first).difference > 0 ? before : -1;
}

/* It moves now, and the slide was seen without. */
static int
find_still (const Finder *self,
            int block)
{
  return get_content (self, self->history->now, block) == LEC_CONTENT_MOVING ? find_anywhere (self, block) : -1;
}

static void
judge_blocks (Finder *self)
{
  for (int i = 0; i < self->history->n_blocks; i++)
    {
      static const struct
      {
        int (*find) (const Finder *, int);
        Verdict verdict;
      } tests[] = {
        { find_crossing, VERDICT_CROSSING },
        { find_passing, VERDICT_PASSING },
        { find_moved, VERDICT_MOVED },
        { find_still, VERDICT_MOVING },
      };

      for (guint k = 0; self->verdicts[i] == VERDICT_PAGE && k < G_N_ELEMENTS (tests); k++)
        {
          int source = tests[k].find (self, i);

          if (source < 0)
            continue;
          self->verdicts[i] = tests[k].verdict;
          self->sources[i] = (guint) source;
        }
    }
}

/* Blocks that hang together, and what they are like. */
typedef struct
{
  GArray *blocks; /* (element-type int) */
  int left;
  int top;
  int right;
  int bottom;
  int n_crossing;
  int n_moved;
  int n_moving;
  int n_only_moving;
  Mark mark;
  Mark left_elsewhere; /* what went when it came */
} Patch;

static void
extend_patch (const Finder *self,
              Patch *patch,
              int block)
{
  int x = block % self->n_columns, y = block / self->n_columns;

  patch->left = MIN (patch->left, x);
  patch->right = MAX (patch->right, x);
  patch->top = MIN (patch->top, y);
  patch->bottom = MAX (patch->bottom, y);
  patch->n_crossing += self->verdicts[block] == VERDICT_CROSSING;
  patch->n_moved += self->verdicts[block] == VERDICT_MOVED;
  patch->n_only_moving += self->verdicts[block] == VERDICT_MOVING;
  patch->n_moving += get_content (self, self->history->now, block) == LEC_CONTENT_MOVING;
  if (self->verdicts[block] == VERDICT_MOVED)
    patch->left_elsewhere = measure_left (self, find_run (self, block).first);
  mark_add (&patch->mark, self, self->sources[block], self->history->now, block);
  g_array_append_val (patch->blocks, block);
}

/* The up to eight blocks around @block. */
static int
list_neighbours (const Finder *self,
                 int block,
                 int neighbours[8])
{
  int x = block % self->n_columns, y = block / self->n_columns;
  int n = 0;

  for (int dy = -1; dy <= 1; dy++)
    for (int dx = -1; dx <= 1; dx++)
      if ((dx != 0 || dy != 0) && x + dx >= 0 && x + dx < self->n_columns && y + dy >= 0 && y + dy < self->n_rows)
        neighbours[n++] = block + dy * self->n_columns + dx;

  return n;
}

/* Going from now towards @source, the first moment that shows what is seen there. */
static guint
find_arrival (const Finder *self,
              guint source,
              int block)
{
  guint now = self->history->now;
  int step = source > now ? 1 : -1;
  int content = get_content (self, source, block);
  guint moment = now;

  while (moment != source && get_content (self, moment, block) != content)
    moment += (guint) step;

  return moment;
}

/* Whether @block changed together with a neighbour that is covered. */
static gboolean
changed_together (const Finder *self,
                  int block,
                  int neighbour)
{
  guint source = self->sources[neighbour];

  return is_another (self, source, block) &&
         find_arrival (self, source, block) == find_arrival (self, source, neighbour);
}

/* What changed together is judged together. */
static void
reach_out (Finder *self,
           int from,
           int block)
{
  if (self->verdicts[block] != VERDICT_PAGE || !changed_together (self, block, from))
    return;

  self->verdicts[block] = VERDICT_TOGETHER;
  self->sources[block] = self->sources[from];
}

static void
grow_patch (Finder *self,
            int start,
            guint8 *seen,
            Patch *patch)
{
  seen[start] = TRUE;
  extend_patch (self, patch, start);
  for (guint i = 0; i < patch->blocks->len; i++)
    {
      int neighbours[8];
      int block = g_array_index (patch->blocks, int, i);
      int n = list_neighbours (self, block, neighbours);

      for (int k = 0; k < n; k++)
        {
          if (seen[neighbours[k]])
            continue;
          reach_out (self, block, neighbours[k]);
          if (self->verdicts[neighbours[k]] == VERDICT_PAGE)
            continue;
          seen[neighbours[k]] = TRUE;
          extend_patch (self, patch, neighbours[k]);
        }
    }
}

/* The page with every block that has a source taken from there. */
static LecSignature *
assemble (const Finder *self)
{
  LecSignature *free_page = lec_signature_copy (self->page);

  for (int i = 0; i < self->history->n_blocks; i++)
    {
      LecRect block = lec_signature_get_block (self->page, i);
      const LecSignature *source;

      if (self->verdicts[i] == VERDICT_PAGE)
        continue;
      source = lec_block_history_get_stretch (self->history, self->sources[i])->page;
      for (int y = block.y; y < block.y + block.height; y++)
        memcpy (free_page->luma + (gsize) y * free_page->width + block.x,
                source->luma + (gsize) y * source->width + block.x, (gsize) block.width);
    }

  return free_page;
}

/* A sharp step in one picture, where the other has none. */
static int
is_outline (const guint8 *here,
            const guint8 *there,
            int step)
{
  return ABS (here[0] - here[step]) >= SHARP && ABS (there[0] - there[step]) < SOFT;
}

/* Around what differs between the pages, by how many pixels the outline is longer in the picture
   than in @free_page. */
static int
compare_outlines (const Finder *self,
                  const LecSignature *free_page,
                  const Patch *patch)
{
  const LecSignature *page = self->page;
  const int steps[2] = { 1, page->width };
  int n = 0;

  for (guint i = 0; i < patch->blocks->len; i++)
    {
      LecRect block = lec_signature_get_block (page, g_array_index (patch->blocks, int, i));

      for (int y = block.y; y < MIN (block.y + block.height, page->height - 1); y++)
        for (int x = block.x; x < MIN (block.x + block.width, page->width - 1); x++)
          for (int k = 0; k < 2; k++)
            {
              const guint8 *p = page->luma + (gsize) y * page->width + x;
              const guint8 *q = free_page->luma + (gsize) y * page->width + x;
              int s = steps[k];

              if ((ABS (p[0] - q[0]) > SOFT) != (ABS (p[s] - q[s]) > SOFT))
                n += is_outline (p, q, s) - is_outline (q, p, s);
            }
    }

  return n;
}

/* What went elsewhere when the patch came was of its size and contrast. */
static gboolean
is_like_what_left (const Patch *patch)
{
  return is_within_factor (patch->mark.difference, patch->left_elsewhere.difference) &&
         is_within_factor (patch->mark.n_pixels, patch->left_elsewhere.n_pixels);
}

/* Lines of a page come and go too, but they are neither small nor at its edge. */
static gboolean
has_shape_of_cover (const Finder *self,
                    const Patch *patch)
{
  int width = patch->right - patch->left + 1, height = patch->bottom - patch->top + 1;
  int n = (int) patch->blocks->len;
  double edge_x = EDGE_RATIO * self->n_columns, edge_y = EDGE_RATIO * self->n_rows;
  gboolean at_edge = patch->left < edge_x || patch->top < edge_y || patch->right >= self->n_columns - edge_x ||
                     patch->bottom >= self->n_rows - edge_y;

  if (patch->n_moved > 0 && !is_like_what_left (patch))
    return FALSE;
  if (patch->n_only_moving > ONLY_MOVING_RATIO * n)
    return n <= MOVE_BLOCKS;
  if (patch->n_crossing > CROSSING_RATIO * n || patch->n_moving >= MOVING_RATIO * n)
    return TRUE;
  if (width <= CURSOR_SIDE && height <= CURSOR_SIDE)
    return TRUE;

  return patch->n_moved == 0 && at_edge && n >= BOX_FILL * width * height &&
         n <= BOX_RATIO * self->n_columns * self->n_rows;
}

static void
drop_parts_of_page (Finder *self)
{
  g_autofree guint8 *seen = g_new0 (guint8, self->history->n_blocks);

  for (int i = 0; i < self->history->n_blocks; i++)
    {
      g_autoptr (LecSignature) free_page = NULL;
      g_autoptr (GArray) blocks = NULL;
      Patch patch = { .left = G_MAXINT, .top = G_MAXINT, .right = -1, .bottom = -1 };

      if (seen[i] || self->verdicts[i] == VERDICT_PAGE)
        continue;
      patch.blocks = blocks = g_array_new (FALSE, FALSE, sizeof (int));
      grow_patch (self, i, seen, &patch);
      free_page = assemble (self);
      if (has_shape_of_cover (self, &patch) && (patch.n_moving >= MOVING_RATIO * blocks->len || compare_outlines (self, free_page, &patch) > 0))
        continue;
      for (guint k = 0; k < blocks->len; k++)
        self->verdicts[g_array_index (blocks, int, k)] = VERDICT_PAGE;
    }
}

/* The first block from @block on in a direction that is not page, -1 for none. */
static int
look_along (const Finder *self,
            int block,
            int dx,
            int dy)
{
  int x = block % self->n_columns + dx, y = block / self->n_columns + dy;

  for (; x >= 0 && x < self->n_columns && y >= 0 && y < self->n_rows; x += dx, y += dy)
    if (self->verdicts[y * self->n_columns + x] != VERDICT_PAGE)
      return y * self->n_columns + x;

  return -1;
}

/* What lies within a cover and is another thing where that is away belongs to it: a caption in
   front of a player's controls. */
static void
fill_holes (Finder *self)
{
  g_autofree guint8 *filled = g_memdup2 (self->verdicts, (gsize) self->history->n_blocks);

  for (int i = 0; i < self->history->n_blocks; i++)
    {
      int left = look_along (self, i, -1, 0), right = look_along (self, i, 1, 0);
      int above = look_along (self, i, 0, -1), below = look_along (self, i, 0, 1);

      if (self->verdicts[i] != VERDICT_PAGE || left < 0 || right < 0 || (above < 0 && below < 0) ||
          self->sources[left] != self->sources[right] || !is_another (self, self->sources[left], i))
        continue;
      filled[i] = VERDICT_FILLED;
      self->sources[i] = self->sources[left];
    }
  memcpy (self->verdicts, filled, (gsize) self->history->n_blocks);
}

/* Whether @block may take its content from where its neighbour takes it. */
static gboolean
may_follow (const Finder *self,
            int block,
            int neighbour)
{
  guint source = self->sources[neighbour];

  return get_content (self, source, block) == get_content (self, self->history->now, block) ||
         (self->verdicts[neighbour] == VERDICT_FILLED && changed_together (self, block, neighbour));
}

/* Takes the blocks around as well, where that is safe. */
static void
spread (Finder *self)
{
  g_autofree guint8 *before = g_memdup2 (self->verdicts, (gsize) self->history->n_blocks);

  for (int i = 0; i < self->history->n_blocks; i++)
    {
      int neighbours[8];
      int n = list_neighbours (self, i, neighbours);

      for (int k = 0; self->verdicts[i] == VERDICT_PAGE && k < n; k++)
        if (before[neighbours[k]] != VERDICT_PAGE && may_follow (self, i, neighbours[k]))
          {
            self->verdicts[i] = VERDICT_SPREAD;
            self->sources[i] = self->sources[neighbours[k]];
          }
    }
}

/* The stretch of the slide that showed longest what @source shows. */
static guint
choose_stretch (const Finder *self,
                guint source,
                int block)
{
  int content = get_content (self, source, block);
  guint best = source;
  double longest_s = -1;

  for (guint i = 0; i < self->history->moments->len; i++)
    {
      const LecStretch *stretch = lec_block_history_get_stretch (self->history, i);
      double stood_s = stretch->end_s - stretch->settled_s;

      if (is_ours (self, i) && stretch->picture != NULL && stood_s >= longest_s &&
          get_content (self, i, block) == content)
        {
          best = i;
          longest_s = stood_s;
        }
    }

  return lec_block_history_get_moment (self->history, best)->stretch;
}

static GArray *
list_free_blocks (const Finder *self)
{
  GArray *free_blocks = g_array_new (FALSE, FALSE, sizeof (LecFreeBlock));

  for (int i = 0; i < self->history->n_blocks; i++)
    if (self->verdicts[i] != VERDICT_PAGE)
      {
        LecFreeBlock block = { i, choose_stretch (self, self->sources[i], i) };
        const LecStretch *stretch = g_ptr_array_index (self->history->stretches, block.stretch);

        if (stretch->picture != NULL)
          g_array_append_val (free_blocks, block);
      }

  return free_blocks;
}

GArray *
lec_uncovering_find (GPtrArray *stretches,
                     const int *owners,
                     guint stretch)
{
  g_autoptr (LecBlockHistory) history = lec_block_history_new (stretches, owners, stretch);
  Finder self = { .history = history };
  g_autofree guint8 *verdicts = NULL;
  g_autofree guint *sources = NULL;

  g_return_val_if_fail (history != NULL, NULL);

  self.page = lec_block_history_get_stretch (history, history->now)->page;
  self.n_columns = lec_signature_get_n_columns (self.page);
  self.n_rows = lec_signature_get_n_rows (self.page);
  self.verdicts = verdicts = g_new0 (guint8, history->n_blocks);
  self.sources = sources = g_new0 (guint, history->n_blocks);

  judge_blocks (&self);
  drop_parts_of_page (&self);
  fill_holes (&self);
  for (int i = 0; i < SPREAD; i++)
    spread (&self);

  return list_free_blocks (&self);
}
