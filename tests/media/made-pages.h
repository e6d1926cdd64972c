/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Pages drawn straight into signatures: lines of made-up words on white.
 */
#pragma once

#include "media/slide-finder.h"
#include "media/stretch-finder.h"

#define PAGE_WIDTH  320
#define PAGE_HEIGHT 180

static inline LecSignature *
made_page_new (void)
{
  LecSignature *page = lec_signature_new (PAGE_WIDTH, PAGE_HEIGHT, 6);

  memset (page->luma, 235, PAGE_WIDTH * PAGE_HEIGHT);

  return page;
}

static inline void
made_page_fill (LecSignature *page,
                int x,
                int y,
                int width,
                int height,
                guint8 luma)
{
  for (int row = y; row < y + height; row++)
    memset (page->luma + row * PAGE_WIDTH + x, luma, width);
}

/* A line of words, another one for each @seed. */
static inline void
made_page_write (LecSignature *page,
                 int line,
                 guint32 seed)
{
  g_autoptr (GRand) dice = g_rand_new_with_seed (seed);
  int y = 10 + line * 14;

  for (int x = 20; x < 260; x += 3)
    if (g_rand_int_range (dice, 0, 5) > 0)
      for (int row = 0; row < 7; row++)
        if (g_rand_boolean (dice))
          made_page_fill (page, x, y + row, 2, 1, 40);
}
