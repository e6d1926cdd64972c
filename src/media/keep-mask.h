/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which packets of a video are worth decoding, by their sizes alone: where
 * nothing changes an encoder has almost nothing to say. Pure: numbers in, a
 * mask out.
 */
#pragma once

#include "media/packet-facts.h"

G_BEGIN_DECLS

/* What follows a change for so long is decoded too. */
#define LEC_KEEP_AFTER_MS 200

/**
 * lec_keep_mask_choose:
 * @packets: (element-type LecPacketFacts): of the whole video, in order of decoding; sets @wanted
 * @n_macroblocks: in a picture, 0 when unknown
 * @from_ms: what is shown then is wanted; 0 for the start
 *
 * Of each group of pictures a part from its keyframe on is wanted: up to a little after the last
 * packet in it that may have changed what is seen. In doubt a packet is wanted.
 *
 * Returns: %FALSE when the sizes say nothing: all packets are wanted then
 */
gboolean lec_keep_mask_choose (GArray *packets, guint n_macroblocks, guint32 from_ms);

/**
 * lec_keep_mask_is_restless:
 * @packets: (element-type LecPacketFacts)
 * @n_macroblocks: in a picture
 *
 * Returns: whether nearly all of the picture is another from one frame to the next: a camera that
 *   moves, or with much noise. What changes there beside is told from the rest by each frame.
 */
gboolean lec_keep_mask_is_restless (GArray *packets, guint n_macroblocks);

G_END_DECLS
