/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where two pages differ, in cells of a few pixels. Pure; for the files that compare pages.
 */
#pragma once

#include "media/page.h"

G_BEGIN_DECLS

/* Side of a cell, in pixels. */
#define LEC_CELL 4

/**
 * LecCellMap:
 * @width: in cells
 * @height: in cells
 * @changed: for each cell 1 where something in it differs, 2 when its patch was seen
 * @before: unowned
 * @after: unowned
 * @threshold: luma levels that count as a difference
 */
typedef struct
{
  int width;
  int height;
  guint8 *changed;
  const LecPage *before;
  const LecPage *after;
  int threshold;
} LecCellMap;

/* Something for each pixel of a row, whole cells of it. */
typedef struct
{
  guint8 at[LEC_SIGNATURE_MAX_SIDE];
} LecCellRow;

/**
 * lec_cell_map_init:
 * @masked: (nullable): blocks that are not looked at, one byte a block
 *
 * Marks what differs. Where a keyframe only blurred what it shows, nothing does.
 */
void lec_cell_map_init (LecCellMap *cells,
                        const LecPage *before,
                        const LecPage *after,
                        const guint8 *masked,
                        int threshold);
void lec_cell_map_clear (LecCellMap *cells);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LecCellMap, lec_cell_map_clear)

/* Takes a few patches that look like a cursor off the map. */
void lec_cell_map_drop_small (LecCellMap *cells, int smallest);
/**
 * lec_cell_map_next_patch:
 * @next: (inout): where to look on, 0 at first
 * @patch: (element-type int): gets its cells
 * @bounds: (out): what differs in it, in pixels
 *
 * Returns: %FALSE when all patches of touching cells were seen
 */
gboolean lec_cell_map_next_patch (LecCellMap *cells,
                                  int *next,
                                  GArray *patch,
                                  LecRect *bounds);
/* Small, not the shape of a word, and it came or went: what is written over changes both ways. */
gboolean lec_cell_map_is_cursor_like (const LecCellMap *cells,
                                      const LecRect *bounds,
                                      int smallest);
/* Of all that differs, in pixels; may be empty. */
LecRect lec_cell_map_get_bounds (const LecCellMap *cells);

/* 1 where row @y is not masked. */
void lec_cell_row_fill_watched (LecCellRow *watched,
                                const LecSignature *signature,
                                const guint8 *masked,
                                int y);
/* 1 where the pages differ in row @y. */
void lec_cell_row_fill_differs (LecCellRow *differs,
                                const LecCellMap *cells,
                                int y);
void lec_cell_row_and (LecCellRow *restrict row,
                       const LecCellRow *restrict other,
                       int n);

G_END_DECLS
