/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Blocks of pages are compared once, here; everything after works on numbers.
 * A slide that was changed for hours is looked at through a window, so the
 * work per slide is bounded.
 */
#include "media/block-history.h"

#include <string.h>

#define THRESHOLD      10
#define CHANGED_EXCESS 16
/* Of a block. */
#define N_PIXELS (LEC_SIGNATURE_BLOCK * LEC_SIGNATURE_BLOCK)
/* A stretch that stood for less is the way from one state to the next. */
#define FLUX_S 0.2
/* Of 255: a block that changed for a larger share of its stretch shows nothing that stands. */
#define ACTIVE 64
/* Moments around the one in question that are looked at, on each side: of the slide, of others. */
#define REACH_OWN   60
#define REACH_OTHER 16
/* A block that showed more different things than this is restless. */
#define MAX_CONTENTS 12
/* Pixels; fewer say nothing. */
#define MIN_CAME 3

static gboolean
has_stood (const LecStretch *stretch)
{
  return stretch->end_s - stretch->settled_s >= FLUX_S;
}

/* Adds up to @reach moments on one side of the one in question, those next to it first. */
static void
collect_side (GPtrArray *stretches,
              const int *owners,
              guint stretch,
              int step,
              GArray *moments)
{
  int n_own = 0, n_other = 0;
  gboolean follows = TRUE;

  for (gint64 i = (gint64) stretch + step; i >= 0 && i < stretches->len && n_own < REACH_OWN; i += step)
    {
      LecMoment moment = { (guint) i, owners[i], follows };

      if (!has_stood (g_ptr_array_index (stretches, i)) || owners[i] == LEC_OWNER_PASSED_OVER)
        continue;
      follows = FALSE;
      if (owners[i] == owners[stretch])
        n_own++;
      else if (n_other++ >= REACH_OTHER)
        continue;
      follows = TRUE;
      g_array_append_val (moments, moment);
    }
}

static void
collect_moments (LecBlockHistory *self,
                 const int *owners,
                 guint stretch)
{
  g_autoptr (GArray) before = g_array_new (FALSE, FALSE, sizeof (LecMoment));
  LecMoment now = { stretch, owners[stretch], FALSE };

  /* Backwards, @follows says of a moment whether the later one follows it. */
  collect_side (self->stretches, owners, stretch, -1, before);
  for (guint i = before->len; i-- > 0;)
    {
      LecMoment moment = g_array_index (before, LecMoment, i);

      moment.follows = i + 1 < before->len && g_array_index (before, LecMoment, i + 1).follows;
      g_array_append_val (self->moments, moment);
    }
  now.follows = before->len > 0 && g_array_index (before, LecMoment, 0).follows;
  self->now = self->moments->len;
  g_array_append_val (self->moments, now);
  collect_side (self->stretches, owners, stretch, 1, self->moments);
}

static gboolean
moves (const LecStretch *stretch,
       int block)
{
  return stretch->moving || stretch->activity[block] > ACTIVE;
}

/* Numbers what @block shows. */
static void
number_contents (LecBlockHistory *self,
                 int block)
{
  guint first[MAX_CONTENTS]; /* moments in which each was seen first */
  int n = 0;

  for (guint i = 0; i < self->moments->len; i++)
    {
      guint8 *content = &self->contents[(gsize) i * self->n_blocks + block];
      int found = 0;

      *content = LEC_CONTENT_MOVING;
      if (moves (lec_block_history_get_stretch (self, i), block))
        continue;
      while (found < n && lec_block_history_measure (self, first[found], i, block) > 0)
        found++;
      if (found == MAX_CONTENTS)
        continue;
      if (found == n)
        first[n++] = i;
      *content = (guint8) (found + 1);
    }
}

LecBlockHistory *
lec_block_history_new (GPtrArray *stretches,
                       const int *owners,
                       guint stretch)
{
  LecBlockHistory *self;

  g_return_val_if_fail (stretches != NULL && owners != NULL && stretch < stretches->len, NULL);

  self = g_new0 (LecBlockHistory, 1);
  self->stretches = stretches;
  self->moments = g_array_new (FALSE, FALSE, sizeof (LecMoment));
  self->n_blocks = lec_signature_get_n_blocks (((const LecStretch *) stretches->pdata[stretch])->page);
  collect_moments (self, owners, stretch);
  self->contents = g_malloc ((gsize) self->moments->len * self->n_blocks);
  for (int i = 0; i < self->n_blocks; i++)
    number_contents (self, i);

  return self;
}

void
lec_block_history_free (LecBlockHistory *self)
{
  if (self == NULL)
    return;

  g_array_unref (self->moments);
  g_free (self->contents);
  g_free (self);
}

const LecMoment *
lec_block_history_get_moment (const LecBlockHistory *self,
                              guint moment)
{
  return &g_array_index (self->moments, LecMoment, moment);
}

const LecStretch *
lec_block_history_get_stretch (const LecBlockHistory *self,
                               guint moment)
{
  return g_ptr_array_index (self->stretches, lec_block_history_get_moment (self, moment)->stretch);
}

int
lec_block_history_get_content (const LecBlockHistory *self,
                               guint moment,
                               int block)
{
  return self->contents[(gsize) moment * self->n_blocks + block];
}

/* The pixels of a block; those it lacks are black. */
static void
load_block (const LecSignature *signature,
            const LecRect *area,
            guint8 pixels[N_PIXELS])
{
  const guint8 *row = signature->luma + (gsize) area->y * signature->width + area->x;
  gsize width = (gsize) area->width;

  if (area->width < LEC_SIGNATURE_BLOCK || area->height < LEC_SIGNATURE_BLOCK)
    memset (pixels, 0, N_PIXELS);
  for (int y = 0; y < area->height; y++, row += signature->width)
    if (width == LEC_SIGNATURE_BLOCK)
      memcpy (pixels + y * LEC_SIGNATURE_BLOCK, row, LEC_SIGNATURE_BLOCK);
    else
      memcpy (pixels + y * LEC_SIGNATURE_BLOCK, row, width);
}

/* What two blocks differ, pixel by pixel, beyond noise. In bytes, for the vectoriser. */
static void
find_excess (const LecBlockHistory *self,
             guint a,
             guint b,
             int block,
             guint8 excess[N_PIXELS])
{
  const LecSignature *p = lec_block_history_get_stretch (self, a)->page;
  const LecSignature *q = lec_block_history_get_stretch (self, b)->page;
  LecRect area = lec_signature_get_block (p, block);
  guint8 before[N_PIXELS], after[N_PIXELS];

  load_block (p, &area, before);
  load_block (q, &area, after);
  for (int i = 0; i < N_PIXELS; i++)
    {
      guint8 difference = MAX (before[i], after[i]) - MIN (before[i], after[i]);

      excess[i] = MAX (difference, THRESHOLD) - THRESHOLD;
    }
}

int
lec_block_history_measure (const LecBlockHistory *self,
                           guint a,
                           guint b,
                           int block)
{
  guint8 excess[N_PIXELS];
  int sum = 0;

  find_excess (self, a, b, block, excess);
  for (int i = 0; i < N_PIXELS; i++)
    sum += excess[i];

  return sum < CHANGED_EXCESS ? 0 : sum;
}

int
lec_block_history_count (const LecBlockHistory *self,
                         guint a,
                         guint b,
                         int block)
{
  guint8 excess[N_PIXELS];
  int n_pixels = 0;

  find_excess (self, a, b, block, excess);
  for (int i = 0; i < N_PIXELS; i++)
    n_pixels += excess[i] > 0;

  return n_pixels;
}

double
lec_block_history_measure_gone (const LecBlockHistory *self,
                                guint before,
                                guint shown,
                                guint after,
                                int block)
{
  const LecSignature *p = lec_block_history_get_stretch (self, before)->page;
  const LecSignature *q = lec_block_history_get_stretch (self, shown)->page;
  const LecSignature *r = lec_block_history_get_stretch (self, after)->page;
  LecRect area = lec_signature_get_block (p, block);
  int n_came = 0, n_gone = 0;

  for (int y = area.y; y < area.y + area.height; y++)
    for (int x = area.x; x < area.x + area.width; x++)
      {
        gsize at = (gsize) y * p->width + x;
        gboolean came = ABS (p->luma[at] - q->luma[at]) > THRESHOLD;

        n_came += came;
        n_gone += came && ABS (r->luma[at] - q->luma[at]) > THRESHOLD;
      }

  return n_came >= MIN_CAME ? (double) n_gone / n_came : -1;
}
