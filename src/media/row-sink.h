/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Makes a 4:2:0 picture of rows in full resolution, as decoders give them.
 */
#pragma once

#include "media/picture.h"

G_BEGIN_DECLS

typedef struct _LecRowSink LecRowSink;

LecRowSink *lec_row_sink_new (int width, int height);
void lec_row_sink_free (LecRowSink *self);
/* The next row from above: R'G'B' or full-range BT.601 Y'CbCr, three bytes a pixel. */
void lec_row_sink_add_rgb (LecRowSink *self, const guint8 *rgb);
void lec_row_sink_add_ycc (LecRowSink *self, const guint8 *ycc);
/* After the last row. Returns: (transfer full) */
LecPicture *lec_row_sink_steal (LecRowSink *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecRowSink, lec_row_sink_free)

G_END_DECLS
