/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A frame as it is put on a screen: plain pixels.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * LecShownFrame:
 * @pixels: rows of blue, green, red, alpha (255)
 * @stride: bytes a row
 * @time_ns: stream time from which on it is shown; after a seek into its middle, the time
 *   of the seek
 * @n_flushes: how many flushes came before it, as LecGateFacts counts them
 *
 * Upright, square pixels, no side larger than 4096.
 */
typedef struct
{
  GBytes *pixels;
  int width;
  int height;
  gsize stride;
  gint64 time_ns;
  guint n_flushes;
} LecShownFrame;

LecShownFrame *lec_shown_frame_copy (const LecShownFrame *self);
void lec_shown_frame_free (LecShownFrame *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecShownFrame, lec_shown_frame_free)

G_END_DECLS
