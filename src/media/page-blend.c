/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * In a cross-fade every pixel is as far on its way from one page to the other
 * as all others are; not quite, since programs mix light in different ways: what
 * gets darker and what gets lighter are looked at apart. So the share of either
 * that explains its pixels best is found by least squares; then the page must be
 * nothing but that. What was added to a page, or wiped in over it, leaves pixels
 * that are there already, and such as have not begun.
 *
 * While a slow fade goes on, blocks stand for a moment each by themselves, at
 * different shares. Then it is enough that whatever changed is between the two.
 */
#include "media/page-blend.h"

#include <math.h>

/* Levels of luma that are no difference, and the sum over a block of what goes beyond that makes it
 * another one. */
#define THRESHOLD      10
#define CHANGED_EXCESS 16
/* How much further on its way than the rest, or less far, something may be: parts of a page that
 * stands were last looked at at different times. */
#define UNEVEN_RATIO 0.4
/* With less of the other page in it, or less of the one before, it is the same page. */
#define LEAST_SHARE 0.03
/* Of the blocks that changed, the share that may be something else than a blend. */
#define OTHER_RATIO 0.1
/* What has come further is there already; more than so many blocks that are there did not fade. */
#define MOST_ON_ITS_WAY 0.85
#define ARRIVED_RATIO   0.5
/* Of all that changes from one page to the other, what gets darker, or lighter, may be less than
 * this: then it says nothing. */
#define LITTLE_RATIO 0.02

typedef enum
{
  DARKER,
  LIGHTER,
  N_WAYS,
} Way;

typedef struct
{
  const LecSignature *before;
  const LecSignature *page;
  const LecSignature *after;
  const guint8 *masked;
  double shares[N_WAYS]; /* of @after in @page */
  double share;          /* of both ways together */
} Blend;

static gboolean
is_masked (const Blend *self,
           int block)
{
  return self->masked != NULL && self->masked[block];
}

static Way
get_way (int change)
{
  return change < 0 ? DARKER : LIGHTER;
}

/* Adds what the block says about the shares. Where the page before still stands as it was, the fade
   was too faint there to be noticed: that says nothing. */
static void
add_block (const Blend *self,
           int block,
           double common[N_WAYS],
           double whole[N_WAYS])
{
  LecRect area = lec_signature_get_block (self->page, block);
  int products[N_WAYS] = { 0 }, squares[N_WAYS] = { 0 }, n_moved = 0;

  for (int y = area.y; y < area.y + area.height; y++)
    for (int x = area.x; x < area.x + area.width; x++)
      {
        gsize at = (gsize) y * self->page->width + x;
        int change = self->after->luma[at] - self->before->luma[at];
        int moved = self->page->luma[at] - self->before->luma[at];

        products[get_way (change)] += change * moved;
        squares[get_way (change)] += change * change;
        n_moved += moved != 0;
      }
  for (int i = 0; n_moved > 0 && i < N_WAYS; i++)
    {
      common[i] += products[i];
      whole[i] += squares[i];
    }
}

/* Returns: whether both pages are seen in what changes from one to the other. */
static gboolean
estimate_shares (Blend *self)
{
  int n_blocks = lec_signature_get_n_blocks (self->page);
  double common[N_WAYS] = { 0 }, whole[N_WAYS] = { 0 }, sum;
  gboolean is_blend = TRUE;

  for (int i = 0; i < n_blocks; i++)
    if (!is_masked (self, i))
      add_block (self, i, common, whole);
  sum = whole[DARKER] + whole[LIGHTER];
  for (int i = 0; i < N_WAYS && sum > 0; i++)
    {
      self->shares[i] = whole[i] > 0 ? common[i] / whole[i] : 0;
      self->share += common[i] / sum;
      if (whole[i] > LITTLE_RATIO * sum)
        is_blend = is_blend && self->shares[i] >= LEAST_SHARE && self->shares[i] <= 1 - LEAST_SHARE;
    }

  return is_blend && sum > 0;
}

/* Whether the block is another one than a blend with so much of the page after it, or with that
   times 1 - @uneven to 1 + @uneven. */
static gboolean
differs (const Blend *self,
         int block,
         const double shares[N_WAYS],
         double uneven)
{
  LecRect area = lec_signature_get_block (self->page, block);
  double sum = 0;

  for (int y = area.y; y < area.y + area.height; y++)
    for (int x = area.x; x < area.x + area.width; x++)
      {
        gsize at = (gsize) y * self->page->width + x;
        int change = self->after->luma[at] - self->before->luma[at];
        double moved = shares[get_way (change)] * change;
        double off = fabs (self->page->luma[at] - self->before->luma[at] - moved);

        sum += MAX (off - THRESHOLD - uneven * fabs (moved), 0);
      }

  return sum >= CHANGED_EXCESS;
}

double
lec_page_measure_blend (const LecSignature *before,
                        const LecSignature *page,
                        const LecSignature *after,
                        const guint8 *masked)
{
  static const double none[N_WAYS] = { 0, 0 }, all[N_WAYS] = { 1, 1 };
  Blend self = { before, page, after, masked, { 0 }, 0 };
  int n_blocks = lec_signature_get_n_blocks (page);
  int n_before = 0, n_after = 0, n_other = 0;

  if (!estimate_shares (&self))
    return 0;

  for (int i = 0; i < n_blocks; i++)
    {
      if (is_masked (&self, i))
        continue;
      n_before += differs (&self, i, none, 0);
      n_after += differs (&self, i, all, 0);
      n_other += differs (&self, i, self.shares, UNEVEN_RATIO);
    }
  if (n_before == 0 || n_after == 0 || n_other > OTHER_RATIO * MIN (n_before, n_after))
    return 0;

  return CLAMP (self.share, LEAST_SHARE, 1 - LEAST_SHARE);
}

/* The share of @after that explains a block best, by itself. */
static double
estimate_share (const Blend *self,
                int block)
{
  double common[N_WAYS] = { 0 }, whole[N_WAYS] = { 0 };

  add_block (self, block, common, whole);

  return whole[DARKER] + whole[LIGHTER] > 0 ? (common[DARKER] + common[LIGHTER]) / (whole[DARKER] + whole[LIGHTER]) : 0;
}

gboolean
lec_page_is_on_its_way (const LecSignature *before,
                        const LecSignature *page,
                        const LecSignature *after,
                        const guint8 *masked)
{
  static const double none[N_WAYS] = { 0, 0 };
  Blend self = { before, page, after, masked, { 0 }, 0 };
  int n_blocks = lec_signature_get_n_blocks (page);
  int n_before = 0, n_between = 0, n_other = 0;

  for (int i = 0; i < n_blocks; i++)
    {
      double share;

      if (is_masked (&self, i) || !differs (&self, i, none, 0))
        continue;
      n_before++;
      share = estimate_share (&self, i);
      n_other += share < LEAST_SHARE || differs (&self, i, (const double[N_WAYS]){ share, share }, UNEVEN_RATIO);
      n_between += share >= LEAST_SHARE && share <= MOST_ON_ITS_WAY;
    }

  return n_between > 0 && n_before - n_between <= ARRIVED_RATIO * n_before && n_other <= OTHER_RATIO * n_before;
}
