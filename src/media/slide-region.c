/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Black bars: rows and columns at the edge that are dark and empty on every
 * slide, up to a line beyond which most slides are bright along its whole
 * length. A slide that is dark itself has no such line, so nothing is cut from
 * it. One slide alone proves nothing.
 */
#include "media/slide-region.h"

#include <string.h>

#define BAR_MAX_LUMA   40
#define BRIGHT_LUMA    64
#define BRIGHT_SHARE   0.6
#define BRIGHT_SLIDES  0.5
#define MIN_SLIDES     2
#define MIN_BAR_SHARE  0.015
#define MIN_KEPT_SHARE 0.4

/* What one row or column is over all slides. */
typedef struct
{
  gboolean dark;
  guint n_bright; /* slides in which it is bright along its length */
} Line;

struct _LecRegionFinder
{
  int width;
  int height;
  guint n_stills;
  Line *rows;
  Line *columns;
};

LecRegionFinder *
lec_region_finder_new (void)
{
  return g_new0 (LecRegionFinder, 1);
}

void
lec_region_finder_free (LecRegionFinder *self)
{
  g_free (self->rows);
  g_free (self->columns);
  g_free (self);
}

static void
begin (LecRegionFinder *self,
       const LecPicture *still)
{
  self->width = still->width;
  self->height = still->height;
  self->rows = g_new0 (Line, self->height);
  self->columns = g_new0 (Line, self->width);
  for (int y = 0; y < self->height; y++)
    self->rows[y].dark = TRUE;
  for (int x = 0; x < self->width; x++)
    self->columns[x].dark = TRUE;
}

static void
note_line (Line *line,
           int n_lit,
           int n_bright,
           int length)
{
  line->dark = line->dark && n_lit == 0;
  line->n_bright += n_bright >= BRIGHT_SHARE * length;
}

void
lec_region_finder_add (LecRegionFinder *self,
                       const LecPicture *still)
{
  g_autofree int *n_lit = NULL;
  g_autofree int *n_bright = NULL;

  if (self->n_stills == 0)
    begin (self, still);
  g_return_if_fail (still->width == self->width && still->height == self->height);

  n_lit = g_new0 (int, self->width);
  n_bright = g_new0 (int, self->width);
  for (int y = 0; y < self->height; y++)
    {
      const guint8 *row = still->planes[0] + (gsize) y * still->strides[0];
      int row_lit = 0, row_bright = 0;

      for (int x = 0; x < self->width; x++)
        {
          gboolean lit = row[x] > BAR_MAX_LUMA, bright = row[x] > BRIGHT_LUMA;

          row_lit += lit;
          row_bright += bright;
          n_lit[x] += lit;
          n_bright[x] += bright;
        }
      note_line (&self->rows[y], row_lit, row_bright, self->width);
    }
  for (int x = 0; x < self->width; x++)
    note_line (&self->columns[x], n_lit[x], n_bright[x], self->height);
  self->n_stills++;
}

/* Length of the bar at the start (@step 1) or end (@step -1) of @lines; 0 unless that is sure. */
static int
measure_bar (const LecRegionFinder *self,
             const Line *lines,
             int n_lines,
             int step)
{
  const Line *line = step > 0 ? lines : lines + n_lines - 1;
  int length = 0;

  while (length < n_lines && line[length * step].dark)
    length++;
  /* The first lit line may be a blur of bar and slide: the one after must be bright. */
  if (length < MIN_BAR_SHARE * n_lines || length + 2 >= n_lines ||
      line[(length + 2) * step].n_bright < BRIGHT_SLIDES * self->n_stills)
    return 0;

  return length;
}

gboolean
lec_region_finder_find (LecRegionFinder *self,
                        LecRect *region,
                        double *confidence)
{
  int left, right, top, bottom;

  *region = (LecRect){ 0, 0, self->width, self->height };
  if (confidence != NULL)
    *confidence = 0;
  if (self->n_stills < MIN_SLIDES)
    return FALSE;

  top = measure_bar (self, self->rows, self->height, 1);
  bottom = measure_bar (self, self->rows, self->height, -1);
  left = measure_bar (self, self->columns, self->width, 1);
  right = measure_bar (self, self->columns, self->width, -1);
  if (top + bottom + left + right == 0 ||
      self->width - left - right < MIN_KEPT_SHARE * self->width ||
      self->height - top - bottom < MIN_KEPT_SHARE * self->height)
    return FALSE;

  *region = (LecRect){ left, top, self->width - left - right, self->height - top - bottom };
  if (confidence != NULL)
    *confidence = MIN (1, self->n_stills / 4.0);

  return TRUE;
}
