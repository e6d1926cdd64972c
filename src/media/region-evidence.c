/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Five bytes a pixel; larger pictures are shrunk to about 1920 pixels first.
 */
#include "media/region-evidence.h"

#include <string.h>

#define MAX_SIDE 1920
#define STEP     16
/* Of 255: what changed for a larger share of its stretch moves. */
#define ACTIVE 40

LecRegionEvidence *
lec_region_evidence_new (const LecPicture *first)
{
  LecRegionEvidence *self = g_new0 (LecRegionEvidence, 1);
  gsize size;

  self->scale = (MAX (first->width, first->height) + MAX_SIDE - 1) / MAX_SIDE;
  self->width = MAX (first->width / self->scale, 1);
  self->height = MAX (first->height / self->scale, 1);
  size = (gsize) self->width * self->height;
  self->low = g_malloc (size);
  self->high = g_malloc0 (size);
  self->n_steps[0] = g_malloc0 (size);
  self->n_steps[1] = g_malloc0 (size);
  self->n_moving = g_malloc0 (size);
  memset (self->low, 255, size);

  return self;
}

void
lec_region_evidence_free (LecRegionEvidence *self)
{
  if (self == NULL)
    return;

  g_free (self->low);
  g_free (self->high);
  g_free (self->n_steps[0]);
  g_free (self->n_steps[1]);
  g_free (self->n_moving);
  g_free (self);
}

static void
note_range (guint8 *restrict low,
            guint8 *restrict high,
            const guint8 *restrict row,
            int n)
{
  for (int x = 0; x < n; x++)
    {
      low[x] = MIN (low[x], row[x]);
      high[x] = MAX (high[x], row[x]);
    }
}

/* Where @a and @b differ much. In bytes, for the vectoriser. */
static void
note_steps (guint8 *restrict n_steps,
            const guint8 *a,
            const guint8 *b,
            int n)
{
  for (int x = 0; x < n; x++)
    n_steps[x] += (guint8) (MAX (a[x], b[x]) - MIN (a[x], b[x])) >= STEP;
}

/* A step is seen on both sides of it, and through some blur. */
static void
note_row (LecRegionEvidence *self,
          const guint8 *above,
          const guint8 *row,
          const guint8 *below,
          int y)
{
  gsize at = (gsize) y * self->width;
  int last = self->width - 1;

  note_range (self->low + at, self->high + at, row, self->width);
  note_steps (self->n_steps[1] + at, above, below, self->width);
  if (last == 0)
    return;
  note_steps (self->n_steps[0] + at, row, row + 1, 1);
  note_steps (self->n_steps[0] + at + 1, row, row + 2, last - 1);
  note_steps (self->n_steps[0] + at + last, row + last - 1, row + last, 1);
}

static void
note_movement (LecRegionEvidence *self,
               const LecStretch *stretch)
{
  const LecSignature *page = stretch->page;

  for (int i = 0; i < lec_signature_get_n_blocks (page); i++)
    {
      LecRect block = lec_signature_get_block (page, i);
      int right = MIN ((block.x + block.width) * page->scale / self->scale, self->width);
      int bottom = MIN ((block.y + block.height) * page->scale / self->scale, self->height);

      if (!stretch->moving && stretch->activity[i] <= ACTIVE)
        continue;
      for (int y = block.y * page->scale / self->scale; y < bottom; y++)
        for (int x = block.x * page->scale / self->scale; x < right; x++)
          self->n_moving[(gsize) y * self->width + x]++;
    }
}

void
lec_region_evidence_add (LecRegionEvidence *self,
                         const LecPicture *still,
                         const LecStretch *stretch)
{
  g_autoptr (LecPicture) small = NULL;

  if (self->n_stills == G_MAXUINT8)
    return;
  if (self->scale > 1)
    still = small = lec_picture_scale (still, self->width, self->height);

  for (int y = 0; y < self->height; y++)
    {
      const guint8 *row = still->planes[0] + (gsize) y * still->strides[0];
      const guint8 *above = y > 0 ? row - still->strides[0] : row;
      const guint8 *below = y + 1 < self->height ? row + still->strides[0] : row;

      note_row (self, above, row, below, y);
    }
  if (stretch != NULL)
    note_movement (self, stretch);
  self->n_stills++;
}
