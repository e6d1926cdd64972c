/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What moves, what stands in front of a page and what the user ignores is left
 * out of a comparison; a filmed page may lose a little to whom stands before it.
 */
#include "media/page-comparer.h"

#include <string.h>

#include "media/page-figure.h"
#include "media/page-likeness.h"

/* A block that moved for more of a stretch (of 255) is left out. */
#define MASK_MOTION 50
/* Where nothing ever stands, what moved at all is not page. */
#define RESTLESS_MOTION 12
/* With less than this share of the blocks left two pages cannot be compared. */
#define COMPARABLE_RATIO 0.08
/* A filmed board or screen, and how much of its page may be covered or shown from one shot to the
   next. */
#define FILMED_FLATNESS 0.88
#define FILMED_MOTION   0.02
#define FILMED_RATIO    0.12
/* So much of a filmed page must be found again. */
#define ALIKE 0.52

LecPageComparer *
lec_page_comparer_new (GPtrArray *shots,
                       const LecPageLimits *limits,
                       const guint8 *ignored)
{
  LecPageComparer *self = g_new0 (LecPageComparer, 1);

  self->shots = shots;
  self->limits = limits;
  self->ignored = ignored;
  if (shots->len > 0)
    self->n_blocks = lec_signature_get_n_blocks (((const LecShot *) shots->pdata[0])->page->signature);
  self->overlay = g_malloc0 (self->n_blocks + 1); /* there also where there are no blocks */
  self->mask = g_malloc0 (self->n_blocks + 1);

  return self;
}

void
lec_page_comparer_free (LecPageComparer *self)
{
  g_free (self->overlay);
  g_free (self->mask);
  g_free (self);
}

static const LecShot *
get_shot (const LecPageComparer *self,
          guint index)
{
  return g_ptr_array_index (self->shots, index);
}

static gboolean
is_lively (const LecShot *shot,
           int block,
           int moves)
{
  return shot->stretch->motion[block] > moves || (shot->lively != NULL && shot->lively[block]);
}

gboolean
lec_page_comparer_prepare_mask (LecPageComparer *self,
                                const LecShot *a,
                                const LecShot *b)
{
  int moves = lec_shot_stands (a) && lec_shot_stands (b) ? MASK_MOTION : RESTLESS_MOTION;
  int n_left = 0;

  for (int i = 0; i < self->n_blocks; i++)
    {
      self->mask[i] = is_lively (a, i, moves) || is_lively (b, i, moves) || self->overlay[i] ||
                      (self->ignored != NULL && self->ignored[i]);
      n_left += !self->mask[i];
    }

  return n_left >= self->n_blocks * COMPARABLE_RATIO;
}

/* In front of a camera people leave their outlines in the page. */
static gboolean
is_filmed (const LecShot *shot)
{
  return shot->scores.flatness < FILMED_FLATNESS && shot->scores.motion > FILMED_MOTION;
}

/* What a moving camera films is known by its shapes alone; somebody may stand before part of it. */
static gboolean
is_alike (const LecPageComparer *self,
          const LecShot *a,
          const LecShot *b)
{
  return lec_page_measure_likeness (a->page, b->page, self->ignored) >= ALIKE ||
         lec_page_measure_likeness (b->page, a->page, self->ignored) >= ALIKE;
}

LecPageRelation
lec_page_comparer_compare (LecPageComparer *self,
                           guint before,
                           guint after,
                           LecPageChange *change)
{
  const LecShot *a = get_shot (self, before);
  const LecShot *b = get_shot (self, after);
  LecPageRelation relation;

  memset (change, 0, sizeof *change);
  if (a->kind != b->kind)
    return LEC_PAGES_DIFFERENT;
  if (a->kind != LEC_SHOT_PAGE)
    return LEC_PAGES_SAME;
  if (a->stretch->filmed || b->stretch->filmed)
    return is_alike (self, a, b) ? LEC_PAGES_SAME : LEC_PAGES_DIFFERENT;
  if (!lec_page_comparer_prepare_mask (self, a, b))
    return LEC_PAGES_DIFFERENT;

  relation = lec_page_compare (a->page, b->page, self->mask, self->limits, change);
  if (relation != LEC_PAGES_DIFFERENT || (!is_filmed (a) && !is_filmed (b)))
    return relation;
  if (lec_page_mask_figure (a->page, b->page, self->limits->threshold, self->mask))
    relation = lec_page_compare (a->page, b->page, self->mask, self->limits, change);
  if (relation == LEC_PAGES_DIFFERENT &&
      change->lost + change->altered < FILMED_RATIO * change->kept)
    return change->n_after > change->n_before ? LEC_PAGES_GROWN : LEC_PAGES_SAME;

  return relation;
}

guint
lec_page_comparer_count_own_ink (const LecPageComparer *self,
                                 const LecShot *shot)
{
  g_autofree guint8 *still = g_new (guint8, self->n_blocks + 1);

  for (int i = 0; i < self->n_blocks; i++)
    still[i] = !is_lively (shot, i, RESTLESS_MOTION);

  return lec_page_count_ink (shot->page, still);
}
