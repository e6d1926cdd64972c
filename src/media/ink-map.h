/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What stands out on a picture, in a small grid: to find a page of a document
 * in what a camera or a recorder made of it. Light, contrast and large areas of
 * colour do not matter. Pure.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define LEC_INK_MAP_WIDTH 160

/**
 * LecInkMap:
 * @ink: a value for each cell, -127..127: darker or lighter than what is around it
 * @inside: (nullable): a byte for each cell, 0 where there is no page; %NULL for a page everywhere
 */
typedef struct
{
  int width;
  int height;
  gint8 *ink;
  guint8 *inside;
} LecInkMap;

/**
 * LecPlacement: where a page lies in a picture
 *
 * What is at x of the page is at @x + @width * x of the picture, as shares of their widths; y
 * likewise. {0, 0, 1, 1} is a page that fills it.
 */
typedef struct
{
  double x;
  double y;
  double width;
  double height;
} LecPlacement;

/**
 * LecInkLikeness:
 * @found: 0..1, how much of the picture's ink is the page's
 * @covered: 0..1, how much of the page's ink is in the picture
 */
typedef struct
{
  double found;
  double covered;
} LecInkLikeness;

/* @luma: of a picture; rows @stride bytes apart */
LecInkMap *lec_ink_map_new (const guint8 *luma, int width, int height, gsize stride);
/* Of a page, in the cells of @like, the map of the picture in which it lies at @placement. */
LecInkMap *lec_ink_map_new_placed (const guint8 *luma,
                                   int width,
                                   int height,
                                   const LecPlacement *placement,
                                   const LecInkMap *like);
void lec_ink_map_free (LecInkMap *self);
/* Both of one size. @slack: cells that they may lie apart, 0..2 */
void lec_ink_map_compare (const LecInkMap *picture, const LecInkMap *page, int slack, LecInkLikeness *likeness);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecInkMap, lec_ink_map_free)

G_END_DECLS
