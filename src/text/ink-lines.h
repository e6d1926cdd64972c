/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where ink stands as a line of text does, whatever the engine made of it.
 */
#pragma once

#include "base/geometry.h"
#include "text/grey-picture.h"

G_BEGIN_DECLS

/**
 * LecInkLine:
 * @box: around its ink, but for dots that stand off
 * @free: whether nothing else stands close above or below it, as in textures
 */
typedef struct
{
  LecRect box;
  gboolean free;
} LecInkLine;

/* @pix: dark letters on white. Returns: (transfer full) (element-type LecInkLine) */
GArray *lec_ink_lines_find (LecPix *pix);

G_END_DECLS
