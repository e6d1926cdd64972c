/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The back half of the reading pipeline: from whatever the decoder gives to
 * upright, square-pixel, 8-bit 4:2:0 pictures of one size.
 */
#pragma once

#include <gst/app/gstappsink.h>
#include <gst/gst.h>

#include "model/video-info.h"

G_BEGIN_DECLS

typedef struct _LecUpright LecUpright;

/**
 * lec_upright_new:
 * @bin: where the elements go
 *
 * Must outlive the pipeline's run.
 *
 * Returns: (transfer full) (nullable): %LEC_ERROR_INTERNAL when a plug-in is missing
 */
LecUpright *lec_upright_new (GstBin *bin, GError **error);
void lec_upright_free (LecUpright *self);
/* On the streaming thread, before data flows: takes the decoder's output. */
gboolean lec_upright_link_decoder (LecUpright *self, GstElement *decoder);
GstAppSink *lec_upright_get_sink (LecUpright *self);
/* Sizes, pixel aspect, rotation and bit depth, as decoded. Once a sample was pulled. */
void lec_upright_fill_info (LecUpright *self, LecVideoInfo *info);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecUpright, lec_upright_free)

G_END_DECLS
