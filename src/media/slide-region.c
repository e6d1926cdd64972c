/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A slide's region is a rectangle of a shape that slides have. Its sides are
 * those of the frame or lines along which luma steps on most slides; within it
 * everything changes from slide to slide, outside nothing does, apart from a
 * speaker, who moves. Bands of a template fail that test by the title that
 * changes in them, or by the shape of what would be left. One slide alone
 * proves nothing.
 */
#include "media/slide-region.h"

#include <stdlib.h>
#include <string.h>

#include "media/region-evidence.h"

#define MIN_STILLS       3
#define MIN_STILLS_BLACK 2
/* Share of the stills that show a step where a side is, and of the side along which they do. */
#define STEP_SHARE 0.6
#define SIDE_SHARE 0.93
/* Of the frame: a side is as long as this at least, and interrupted for so much at most. */
#define MIN_SIDE_SHARE 0.3
#define MAX_GAP_SHARE  0.02
#define MAX_LINES      16
#define MIN_AREA_SHARE 0.25
/* Less is not worth the risk, but for black bars. */
#define MAX_AREA_SHARE       0.92
#define MAX_AREA_SHARE_BLACK 0.985
/* Width by height. */
#define SHAPE_TOLERANCE 0.015
#define MIN_SHAPE       1.2
#define MAX_SHAPE       1.95
/* Ranges of luma over the stills: what stands still at most has, what changes at least. */
#define STILL_RANGE     24
#define CHANGING_RANGE  48
#define OUTSIDE_CHANGES 0.004
#define INSIDE_CHANGES  0.3
#define N_CELLS         8
#define CELL_SHARE      0.01
/* Pixels around the region that may belong to either side. */
#define MARGIN 4
/* Bars of one colour. */
#define PLAIN_RANGE   14
#define BLACK         40
#define UNEVEN_PIXELS 3
#define UNEVEN_SHARE  0.01

/* A line along which luma steps: @at is the first pixel behind it. */
typedef struct
{
  int at;
  int start;
  int end;
  gboolean border;
} Line;

struct _LecRegionFinder
{
  LecRegionEvidence *evidence;
  int width;
  int height;
};

/* What is around a region. */
typedef struct
{
  gsize n;
  gsize n_changing;
  gsize n_moving;
  guint8 darkest;
  guint8 lightest;
} Outside;

LecRegionFinder *
lec_region_finder_new (void)
{
  return g_new0 (LecRegionFinder, 1);
}

void
lec_region_finder_free (LecRegionFinder *self)
{
  g_clear_pointer (&self->evidence, lec_region_evidence_free);
  g_free (self);
}

void
lec_region_finder_add (LecRegionFinder *self,
                       const LecPicture *still,
                       const LecStretch *stretch)
{
  if (self->evidence == NULL)
    {
      self->evidence = lec_region_evidence_new (still);
      self->width = still->width;
      self->height = still->height;
    }
  g_return_if_fail (still->width == self->width && still->height == self->height);

  lec_region_evidence_add (self->evidence, still, stretch);
}

/* --- Lines --- */

/* The evidence seen along one axis, so that columns and rows are the same to what follows. */
typedef struct
{
  const guint8 *n_steps;
  int n_lines;
  int length;
  gsize line_stride;
  gsize pixel_stride;
  int needed;
  int max_gap;
} Axis;

static Axis
get_axis (const LecRegionEvidence *evidence,
          int axis)
{
  Axis self = { .n_steps = evidence->n_steps[axis], .needed = (int) (STEP_SHARE * evidence->n_stills + 0.999) };

  self.n_lines = axis == 0 ? evidence->width : evidence->height;
  self.length = axis == 0 ? evidence->height : evidence->width;
  self.line_stride = axis == 0 ? 1 : (gsize) evidence->width;
  self.pixel_stride = axis == 0 ? (gsize) evidence->width : 1;
  self.max_gap = MAX (2, (int) (MAX_GAP_SHARE * self.length));

  return self;
}

/* The longest part of line @at with steps. */
static Line
measure_line (const Axis *axis,
              int at)
{
  const guint8 *pixel = axis->n_steps + (gsize) at * axis->line_stride;
  Line best = { .at = at };
  int start = 0, last = -1;

  for (int i = 0; i < axis->length; i++, pixel += axis->pixel_stride)
    {
      if (*pixel < axis->needed)
        continue;
      if (last < 0 || i - last > axis->max_gap)
        start = i;
      last = i;
      if (last + 1 - start > best.end - best.start)
        {
          best.start = start;
          best.end = last + 1;
        }
    }

  return best;
}

static int
compare_lines (gconstpointer a,
               gconstpointer b)
{
  const Line *first = a, *second = b;

  return (second->end - second->start) - (first->end - first->start);
}

/* Neighbouring lines are one step: its place is in their middle. */
static void
add_step (GArray *lines,
          const Axis *axis,
          const Line *longest,
          int first,
          int last)
{
  Line line = *longest;

  line.at = (first + last + 1) / 2;
  if (line.at > 0 && line.at < axis->n_lines)
    g_array_append_val (lines, line);
}

/* Where a region may begin or end: the longest lines, and the borders of the frame. */
static GArray *
find_lines (const LecRegionEvidence *evidence,
            int direction)
{
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (Line));
  Axis axis = get_axis (evidence, direction);
  const Line borders[2] = { { 0, 0, axis.length, TRUE }, { axis.n_lines, 0, axis.length, TRUE } };
  Line longest = { 0 };
  int first = -1;

  for (int i = 0; i <= axis.n_lines; i++)
    {
      Line line = { 0 };

      if (i < axis.n_lines)
        line = measure_line (&axis, i);
      if (line.end - line.start >= MIN_SIDE_SHARE * axis.length)
        {
          if (first < 0)
            first = i;
          if (first == i || compare_lines (&line, &longest) < 0)
            longest = line;
          continue;
        }
      if (first >= 0)
        add_step (lines, &axis, &longest, first, i - 1);
      first = -1;
    }
  g_array_sort (lines, compare_lines);
  g_array_set_size (lines, MIN (lines->len, MAX_LINES));
  g_array_append_vals (lines, borders, 2);

  return lines;
}

/* --- Regions --- */

static gboolean
covers (const Line *line,
        int start,
        int end)
{
  int common = MIN (line->end, end) - MAX (line->start, start);

  return line->border || common >= SIDE_SHARE * (end - start);
}

static gboolean
has_shape_of_slides (const LecRect *region)
{
  static const double shapes[] = { 4 / 3.0, 16 / 9.0, 16 / 10.0, 3 / 2.0, 5 / 4.0, 1.4142 };
  double shape = (double) region->width / region->height;

  for (guint i = 0; i < G_N_ELEMENTS (shapes); i++)
    if (ABS (shape / shapes[i] - 1) < SHAPE_TOLERANCE)
      return TRUE;

  return FALSE;
}

static gboolean
is_moving (const LecRegionEvidence *evidence,
           gsize at)
{
  return 2 * evidence->n_moving[at] >= evidence->n_stills;
}

static int
find_percentile (const gsize histogram[256],
                 gsize below)
{
  gsize sum = 0;

  for (int i = 0; i < 256; i++)
    {
      sum += histogram[i];
      if (sum > below)
        return i;
    }

  return 255;
}

static Outside
look_outside (const LecRegionEvidence *evidence,
              const LecRect *region)
{
  LecRect inner = { region->x - MARGIN, region->y - MARGIN, region->width + 2 * MARGIN, region->height + 2 * MARGIN };
  gsize darkest[256] = { 0 }, lightest[256] = { 0 };
  Outside outside = { 0 };
  gsize n_standing;

  for (int y = 0; y < evidence->height; y++)
    for (int x = 0; x < evidence->width; x++)
      {
        gsize at = (gsize) y * evidence->width + x;

        if (x >= inner.x && x < inner.x + inner.width && y >= inner.y && y < inner.y + inner.height)
          {
            x = MIN (inner.x + inner.width, evidence->width) - 1;
            continue;
          }
        outside.n++;
        if (is_moving (evidence, at))
          {
            outside.n_moving++;
            continue;
          }
        outside.n_changing += evidence->high[at] - evidence->low[at] > STILL_RANGE;
        darkest[evidence->low[at]]++;
        lightest[evidence->high[at]]++;
      }
  n_standing = outside.n - outside.n_moving;
  outside.darkest = (guint8) find_percentile (darkest, n_standing / 100);
  outside.lightest = (guint8) find_percentile (lightest, n_standing - n_standing / 100);

  return outside;
}

static gboolean
cell_changes (const LecRegionEvidence *evidence,
              const LecRect *cell)
{
  int n = 0;

  for (int y = cell->y; y < cell->y + cell->height; y++)
    for (int x = cell->x; x < cell->x + cell->width; x++)
      {
        gsize at = (gsize) y * evidence->width + x;

        n += evidence->high[at] - evidence->low[at] > CHANGING_RANGE;
      }

  return n > CELL_SHARE * cell->width * cell->height;
}

/* Slides change all over; a chart or a camera's picture on a page that stays does not. */
static gboolean
changes_inside (const LecRegionEvidence *evidence,
                const LecRect *region)
{
  int n = 0;

  for (int i = 0; i < N_CELLS * N_CELLS; i++)
    {
      int left = region->width * (i % N_CELLS) / N_CELLS, right = region->width * (i % N_CELLS + 1) / N_CELLS;
      int top = region->height * (i / N_CELLS) / N_CELLS, bottom = region->height * (i / N_CELLS + 1) / N_CELLS;
      LecRect cell = { region->x + left, region->y + top, right - left, bottom - top };

      n += cell_changes (evidence, &cell);
    }

  return n >= INSIDE_CHANGES * N_CELLS * N_CELLS;
}

static gboolean
is_even (int before,
         int after,
         int length)
{
  return ABS (before - after) <= MAX (UNEVEN_PIXELS, UNEVEN_SHARE * length);
}

static gboolean
is_centred (const LecRegionEvidence *evidence,
            const LecRect *region)
{
  return is_even (region->x, evidence->width - region->x - region->width, evidence->width) &&
         is_even (region->y, evidence->height - region->y - region->height, evidence->height);
}

/* @n_sides: of @region that are not the frame's */
static gboolean
is_sure (const LecRegionEvidence *evidence,
         const LecRect *region,
         int n_sides)
{
  Outside outside = look_outside (evidence, region);
  gboolean plain = outside.lightest - outside.darkest <= PLAIN_RANGE;
  gboolean black = plain && outside.n_moving == 0 && outside.lightest <= BLACK;
  double shape = (double) region->width / region->height;

  if (outside.n_changing > OUTSIDE_CHANGES * outside.n || !changes_inside (evidence, region))
    return FALSE;
  if (is_centred (evidence, region) && black && shape >= MIN_SHAPE && shape <= MAX_SHAPE)
    return TRUE;
  if ((double) region->width * region->height > MAX_AREA_SHARE * evidence->width * evidence->height)
    return FALSE;
  if (evidence->n_stills < MIN_STILLS || !has_shape_of_slides (region))
    return FALSE;

  return n_sides >= 3 || is_centred (evidence, region);
}

typedef struct
{
  const LecRegionEvidence *evidence;
  LecRect best;
  gsize best_area;
} Search;

static void
try_region (Search *self,
            const Line *left,
            const Line *right,
            const Line *top,
            const Line *bottom)
{
  LecRect region = { left->at, top->at, right->at - left->at, bottom->at - top->at };
  double frame = (double) self->evidence->width * self->evidence->height, area;
  int n_sides = !left->border + !right->border + !top->border + !bottom->border;

  if (region.width <= 0 || region.height <= 0)
    return;
  area = (double) region.width * region.height;
  if (area < MIN_AREA_SHARE * frame || area > MAX_AREA_SHARE_BLACK * frame || area <= (double) self->best_area)
    return;
  if (!covers (left, top->at, bottom->at) || !covers (right, top->at, bottom->at) ||
      !covers (top, left->at, right->at) || !covers (bottom, left->at, right->at))
    return;
  if (!is_sure (self->evidence, &region, n_sides))
    return;

  self->best = region;
  self->best_area = (gsize) area;
}

static const Line *
get_line (GArray *lines,
          guint index)
{
  return &g_array_index (lines, Line, index);
}

/* All regions whose sides are among the lines; the largest that is sure counts. */
static gboolean
search (Search *self)
{
  g_autoptr (GArray) columns = find_lines (self->evidence, 0);
  g_autoptr (GArray) rows = find_lines (self->evidence, 1);

  for (guint left = 0; left < columns->len; left++)
    for (guint right = 0; right < columns->len; right++)
      for (guint top = 0; get_line (columns, left)->at < get_line (columns, right)->at && top < rows->len; top++)
        for (guint bottom = 0; bottom < rows->len; bottom++)
          try_region (self, get_line (columns, left), get_line (columns, right), get_line (rows, top),
                      get_line (rows, bottom));

  return self->best_area > 0;
}

gboolean
lec_region_finder_find (LecRegionFinder *self,
                        LecRect *region,
                        double *confidence)
{
  Search found = { .evidence = self->evidence };
  int scale;

  *region = (LecRect){ 0, 0, self->width, self->height };
  if (confidence != NULL)
    *confidence = 0;
  if (self->evidence == NULL || self->evidence->n_stills < MIN_STILLS_BLACK || !search (&found))
    return FALSE;

  scale = self->evidence->scale;
  *region = (LecRect){ found.best.x * scale, found.best.y * scale,
                       found.best.width * scale, found.best.height * scale };
  if (confidence != NULL)
    *confidence = MIN (1, self->evidence->n_stills / 4.0);

  return TRUE;
}
