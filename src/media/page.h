/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What stands on a page, and what two pages have to do with each other. Pure.
 * Ink is what differs from the colour of its surroundings: a page that only
 * gained ink is the same slide with one more bullet; one that lost ink and
 * gained other ink is another slide, however little it was.
 */
#pragma once

#include "media/signature.h"

G_BEGIN_DECLS

/**
 * LecPage:
 * @signature: unowned, must outlive the page
 * @ink: a byte a pixel: 0 background, 1 lighter, 2 darker than its surroundings
 * @n_ink: pixels that are not background
 * @n_template: of those, how many were taken from it since all pages have them
 */
typedef struct
{
  const LecSignature *signature;
  guint8 *ink;
  guint n_ink;
  guint n_template;
} LecPage;

LecPage *lec_page_new (const LecSignature *signature);
void lec_page_free (LecPage *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecPage, lec_page_free)

/* Ink in the blocks set in @blocks. */
guint lec_page_count_ink (const LecPage *self, const guint8 *blocks);

typedef enum
{
  LEC_PAGES_SAME,
  LEC_PAGES_GROWN,  /* all that was there still is, and more */
  LEC_PAGES_SHRUNK, /* nothing new, and less */
  LEC_PAGES_DIFFERENT,
} LecPageRelation;

/**
 * LecPageChange: in signature pixels, outside the mask
 * @lost: ink that went
 * @gained: ink that came
 * @altered: changed otherwise: a picture, a colour
 * @kept: ink in both pages
 * @n_changed: pixels that differ, ink or not
 * @n_compared: pixels outside the mask
 * @n_before: all ink of the page before
 * @n_after: all ink of the page after
 * @doubt: 0..1, how near it was to be judged otherwise, one page or two; 1 is a coin toss
 */
typedef struct
{
  guint lost;
  guint gained;
  guint altered;
  guint kept;
  guint n_changed;
  guint n_compared;
  guint n_before;
  guint n_after;
  double doubt;
} LecPageChange;

/* How the comparison is set up; sizes in signature pixels. */
typedef struct
{
  int threshold;    /* luma levels that count as a difference */
  int smallest;     /* a few patches that fit in squares of this side do not count: a cursor */
  double lost_most; /* a page that lost a smaller share than this has grown */
} LecPageLimits;

/**
 * lec_page_compare:
 * @masked: (nullable): blocks that are not looked at, one byte a block
 * @change: (out) (optional)
 */
LecPageRelation lec_page_compare (const LecPage *before,
                                  const LecPage *after,
                                  const guint8 *masked,
                                  const LecPageLimits *limits,
                                  LecPageChange *change);

/* The bounding box of all that differs outside of @masked (nullable), in pixels; may be empty. */
LecRect lec_page_find_changed_area (const LecPage *before,
                                    const LecPage *after,
                                    const guint8 *masked,
                                    const LecPageLimits *limits);

G_END_DECLS
