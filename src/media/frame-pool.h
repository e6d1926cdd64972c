/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Memory for decoded pictures that a decoder goes on reading, to make later
 * pictures from it, while others look at it: nobody copies it.
 */
#pragma once

#include <gst/video/gstvideopool.h>

G_BEGIN_DECLS

#define LEC_TYPE_FRAME_POOL (lec_frame_pool_get_type ())
G_DECLARE_FINAL_TYPE (LecFramePool, lec_frame_pool, LEC, FRAME_POOL, GstVideoBufferPool)

/**
 * lec_frame_pool_new_allocator:
 *
 * What is freed is used again for the next picture of that size. Safe from any thread.
 *
 * Returns: (transfer full): what a pool of this kind is to be configured with
 */
GstAllocator *lec_frame_pool_new_allocator (void);
/* Returns: (transfer full) */
GstBufferPool *lec_frame_pool_new (void);

G_END_DECLS
