/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where a long video is cut so that several can read it at the same time. Pure:
 * the packets of all of it in, the same cuts out whoever asks.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define LEC_READ_MAX_PARTS 256

/**
 * LecReadPart:
 * @index: 0..@n - 1
 * @n: of all of the video, at most %LEC_READ_MAX_PARTS; 0 for a video that is not cut
 */
typedef struct
{
  guint index;
  guint n;
} LecReadPart;

/**
 * LecPartSpan:
 * @first: index of the first packet; a part that is empty ends with it
 * @end: index of the packet after the last one
 * @start_ms: stream time: pictures before are not in it
 * @end_ms: likewise, from which on they are not; LEC_PACKET_NO_TIME for the end of the video
 */
typedef struct
{
  guint first;
  guint end;
  guint32 start_ms;
  guint32 end_ms;
} LecPartSpan;

/**
 * lec_read_part_find_span:
 * @packets: (element-type LecPacketFacts): of the whole video, after lec_keep_mask_choose()
 *
 * Cuts at keyframes before which all pictures are earlier, and after which all are later, so that
 * what is decoded of a part does not depend on the others; as evenly as they allow by what the
 * parts cost to read. Where there are too few of them some parts are empty.
 */
void lec_read_part_find_span (const LecReadPart *self, GArray *packets, LecPartSpan *span);

G_END_DECLS
