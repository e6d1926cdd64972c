/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How much of a page is there at a moment, and the picture of it.
 */
#pragma once

#include "theme.h"

G_BEGIN_DECLS

#define PAGE_ALL G_MAXINT

typedef enum
{
  ENTRANCE_FADE,
  ENTRANCE_FLY, /* from the left */
  ENTRANCE_RISE,
} Entrance;

/**
 * PageView:
 * @n_shown: elements there: points one by one, then the figure
 * @typed: characters of the last point, -1 for all
 * @progress: 0..1, how far the last element has come in
 * @n_gone: elements that have left again, the last of them by its fraction
 * @drift: how far the figure has moved to the right, in units of the canvas
 * @figure_first: whether the figure is there whatever else is
 */
typedef struct
{
  int n_shown;
  int typed;
  double progress;
  Entrance entrance;
  double n_gone;
  double drift;
  gboolean figure_first;
} PageView;

#define PAGE_VIEW_FINAL ((PageView){ PAGE_ALL, -1, 1, ENTRANCE_FADE, 0, 0, FALSE })

/* Points and, when there is one, the figure. */
int page_count_elements (const Page *page);
/**
 * page_view_draw:
 * @log: (nullable): gets the text that is there
 *
 * Fills a surface of @width x @height pixels through @cr, whose matrix maps to pixels.
 */
void page_view_draw (const PageView *view,
                     const Talk *talk,
                     const Page *page,
                     const Theme *theme,
                     cairo_t *cr,
                     int width,
                     int height,
                     GPtrArray *log);
/* Returns: (transfer full): an RGB24 surface */
cairo_surface_t *page_view_render (const PageView *view,
                                   const Talk *talk,
                                   const Page *page,
                                   const Theme *theme,
                                   int width,
                                   int height,
                                   GPtrArray *log);

G_END_DECLS
