/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Blocks that hang together are judged together. Lines of a page come and go
 * as well: what is in front of it is small as a cursor, moves, crosses from
 * one slide to another, or is a box at the edge. And its outline is sharper
 * than that of what takes its place, since it cuts off what is behind.
 */
#include <string.h>

#include "media/covers-private.h"

#define ALIKE_FACTOR 1.5
/* Steps of luma: a sharp one, and one too soft to be an outline. */
#define SHARP 24
#define SOFT  12
/* Blocks a side. */
#define CURSOR_SIDE 4
/* Of the blocks that hang together, those that move or cross for all of them to be in front. */
#define MOVING_RATIO   0.2
#define CROSSING_RATIO 0.25
/* Those that came in other slides too; those behind which is what other slides show. */
#define RECURRING_RATIO 0.5
#define COMMON_RATIO    0.5
/* With more that only moves, it may be a film on the page, unless it is small. */
#define ONLY_MOVING_RATIO 0.5
/* Of the page: an overlay begins within this share of its edge, and covers at most so much. */
#define EDGE_RATIO 0.04
#define BOX_FILL   0.5
#define BOX_RATIO  0.3
/* Somebody stands on the lower edge, whose last row may be too thin to tell, and is no rectangle: a
 * film on a page is one. */
#define FIGURE_FILL  0.85
#define FIGURE_RATIO 0.4
/* How far what is in front may reach out, too faint to be seen in a page. Blocks. */
#define SPREAD 2

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
  int n_recurring;
  int n_common; /* where other slides rather show what is behind, less where what is in front */
  int n_moving;
  int n_only_moving;
  LecCoverMark mark;
  LecCoverMark left_elsewhere; /* what went when it came */
} Patch;

static void
extend_patch (const LecCovers *self,
              Patch *patch,
              int block)
{
  int x = block % self->n_columns, y = block / self->n_columns;

  patch->left = MIN (patch->left, x);
  patch->right = MAX (patch->right, x);
  patch->top = MIN (patch->top, y);
  patch->bottom = MAX (patch->bottom, y);
  patch->n_crossing += self->verdicts[block] == LEC_VERDICT_CROSSING;
  patch->n_moved += self->verdicts[block] == LEC_VERDICT_MOVED;
  patch->n_recurring += self->verdicts[block] == LEC_VERDICT_RECURRING;
  patch->n_common += lec_covers_compare_elsewhere (self, self->sources[block], block);
  patch->n_only_moving += self->verdicts[block] == LEC_VERDICT_MOVING;
  patch->n_moving += lec_covers_get_content (self, self->history->now, block) == LEC_CONTENT_MOVING;
  if (self->verdicts[block] == LEC_VERDICT_MOVED)
    patch->left_elsewhere = lec_covers_measure_left (self, block);
  lec_cover_mark_add (&patch->mark, self, self->sources[block], self->history->now, block);
  g_array_append_val (patch->blocks, block);
}

/* The up to eight blocks around @block. */
static int
list_neighbours (const LecCovers *self,
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
find_arrival (const LecCovers *self,
              guint source,
              int block)
{
  guint now = self->history->now;
  int step = source > now ? 1 : -1;
  int content = lec_covers_get_content (self, source, block);
  guint moment = now;

  while (moment != source && lec_covers_get_content (self, moment, block) != content)
    moment += (guint) step;

  return moment;
}

/* Whether @block changed together with a neighbour that is covered. */
static gboolean
changed_together (const LecCovers *self,
                  int block,
                  int neighbour)
{
  guint source = self->sources[neighbour];

  return lec_covers_is_another (self, source, block) &&
         find_arrival (self, source, block) == find_arrival (self, source, neighbour);
}

/* What changed together is judged together. */
static void
reach_out (LecCovers *self,
           int from,
           int block)
{
  if (self->verdicts[block] != LEC_VERDICT_PAGE || !changed_together (self, block, from))
    return;

  self->verdicts[block] = LEC_VERDICT_TOGETHER;
  self->sources[block] = self->sources[from];
}

static void
grow_patch (LecCovers *self,
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
          if (self->verdicts[neighbours[k]] == LEC_VERDICT_PAGE)
            continue;
          seen[neighbours[k]] = TRUE;
          extend_patch (self, patch, neighbours[k]);
        }
    }
}

/* The page with every block that has a source taken from there. */
static LecSignature *
assemble (const LecCovers *self)
{
  LecSignature *free_page = lec_signature_copy (self->page);

  for (int i = 0; i < self->history->n_blocks; i++)
    {
      LecRect block = lec_signature_get_block (self->page, i);
      const LecSignature *source;

      if (self->verdicts[i] == LEC_VERDICT_PAGE)
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
compare_outlines (const LecCovers *self,
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

static gboolean
is_within_factor (int a,
                  int b)
{
  return a <= ALIKE_FACTOR * b && b <= ALIKE_FACTOR * a;
}

/* What went elsewhere when the patch came was of its size and contrast. */
static gboolean
is_like_what_left (const Patch *patch)
{
  return is_within_factor (patch->mark.difference, patch->left_elsewhere.difference) &&
         is_within_factor (patch->mark.n_pixels, patch->left_elsewhere.n_pixels);
}

/* Somebody who stands in front of the page. */
static gboolean
is_figure (const LecCovers *self,
           const Patch *patch)
{
  int width = patch->right - patch->left + 1, height = patch->bottom - patch->top + 1;
  int n = (int) patch->blocks->len;

  return patch->n_moving >= MOVING_RATIO * n && patch->bottom >= self->n_rows - 2 &&
         n <= FIGURE_FILL * width * height && n <= FIGURE_RATIO * self->history->n_blocks;
}

/* Lines of a page come and go too, but they are neither small nor at its edge. */
static gboolean
has_shape_of_cover (const LecCovers *self,
                    const Patch *patch)
{
  int width = patch->right - patch->left + 1, height = patch->bottom - patch->top + 1;
  int n = (int) patch->blocks->len;
  double edge_x = EDGE_RATIO * self->n_columns, edge_y = EDGE_RATIO * self->n_rows;
  gboolean at_edge = patch->left < edge_x || patch->top < edge_y || patch->right >= self->n_columns - edge_x ||
                     patch->bottom >= self->n_rows - edge_y;
  gboolean is_box = n >= BOX_FILL * width * height && n <= BOX_RATIO * self->n_columns * self->n_rows;

  if (is_figure (self, patch))
    return TRUE;
  if (patch->n_moved > 0 && !is_like_what_left (patch))
    return FALSE;
  if (patch->n_only_moving > ONLY_MOVING_RATIO * n)
    return n <= LEC_COVERS_MOVE_BLOCKS;
  if (patch->n_crossing > CROSSING_RATIO * n || patch->n_moving >= MOVING_RATIO * n)
    return TRUE;
  if (patch->n_recurring > 0)
    return is_box && (at_edge || patch->top >= LEC_COVERS_CAPTIONED_FROM * self->n_rows) &&
           patch->n_recurring >= RECURRING_RATIO * n;
  if (width <= CURSOR_SIDE && height <= CURSOR_SIDE)
    return TRUE;

  return patch->n_moved == 0 && at_edge && is_box;
}

/* It has an outline of its own. Where what is behind has more of it, that is what other slides show
   there. */
static gboolean
is_in_front (const LecCovers *self,
             const LecSignature *free_page,
             const Patch *patch)
{
  if (!has_shape_of_cover (self, patch))
    return FALSE;

  return patch->n_moving >= MOVING_RATIO * patch->blocks->len ||
         patch->n_common >= COMMON_RATIO * patch->blocks->len || compare_outlines (self, free_page, patch) > 0;
}

/* What lies within a cover or right beside it, and is another thing where that is away, belongs to
   it: a caption in front of a player's controls. */
static gboolean
fill_once (LecCovers *self,
           const Patch *patch,
           guint8 *seen)
{
  gboolean filled = FALSE;

  for (int y = MAX (patch->top - 1, 0); y <= MIN (patch->bottom + 1, self->n_rows - 1); y++)
    for (int x = MAX (patch->left - 1, 0); x <= MIN (patch->right + 1, self->n_columns - 1); x++)
      {
        int block = y * self->n_columns + x, neighbours[8];
        int n = list_neighbours (self, block, neighbours);

        for (int k = 0; self->verdicts[block] == LEC_VERDICT_PAGE && k < n; k++)
          if (self->verdicts[neighbours[k]] != LEC_VERDICT_PAGE &&
              lec_covers_is_another (self, self->sources[neighbours[k]], block) &&
              lec_covers_compare_elsewhere (self, self->sources[neighbours[k]], block) >= 0)
            {
              self->verdicts[block] = LEC_VERDICT_SPREAD;
              self->sources[block] = self->sources[neighbours[k]];
              seen[block] = TRUE;
              filled = TRUE;
            }
      }

  return filled;
}

/* Not around cursors, and people, where a page may have grown meanwhile. */
static void
fill_patch (LecCovers *self,
            const Patch *patch,
            guint8 *seen)
{
  guint n = patch->blocks->len;
  gboolean filled = n > LEC_COVERS_MOVE_BLOCKS && patch->n_moving < MOVING_RATIO * n;

  while (filled)
    filled = fill_once (self, patch, seen);
}

static void
drop_parts_of_page (LecCovers *self)
{
  g_autofree guint8 *seen = g_new0 (guint8, self->history->n_blocks);

  for (int i = 0; i < self->history->n_blocks; i++)
    {
      g_autoptr (LecSignature) free_page = NULL;
      g_autoptr (GArray) blocks = NULL;
      Patch patch = { .left = G_MAXINT, .top = G_MAXINT, .right = -1, .bottom = -1 };

      if (seen[i] || self->verdicts[i] == LEC_VERDICT_PAGE)
        continue;
      patch.blocks = blocks = g_array_new (FALSE, FALSE, sizeof (int));
      grow_patch (self, i, seen, &patch);
      free_page = assemble (self);
      if (is_in_front (self, free_page, &patch))
        {
          fill_patch (self, &patch, seen);
          continue;
        }
      for (guint k = 0; k < blocks->len; k++)
        self->verdicts[g_array_index (blocks, int, k)] = LEC_VERDICT_PAGE;
    }
}

static gboolean
shows_same (const LecCovers *self,
            guint moment,
            int block)
{
  return lec_covers_get_content (self, moment, block) == lec_covers_get_content (self, self->history->now, block);
}

/* Takes the blocks around as well, where both moments show the same anyway. */
static void
spread (LecCovers *self)
{
  g_autofree guint8 *before = g_memdup2 (self->verdicts, (gsize) self->history->n_blocks);

  for (int i = 0; i < self->history->n_blocks; i++)
    {
      int neighbours[8];
      int n = list_neighbours (self, i, neighbours);

      for (int k = 0; self->verdicts[i] == LEC_VERDICT_PAGE && k < n; k++)
        if (before[neighbours[k]] != LEC_VERDICT_PAGE && shows_same (self, self->sources[neighbours[k]], i))
          {
            self->verdicts[i] = LEC_VERDICT_SPREAD;
            self->sources[i] = self->sources[neighbours[k]];
          }
    }
}

void
lec_covers_judge_patches (LecCovers *self)
{
  drop_parts_of_page (self);
  for (int i = 0; i < SPREAD; i++)
    spread (self);
}
