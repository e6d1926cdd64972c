/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is known of a packet without decoding it, small enough to hold a day of
 * video, and how it is read off a pad's buffers.
 */
#pragma once

#include <gst/gst.h>

G_BEGIN_DECLS

#define LEC_PACKET_NO_TIME  G_MAXUINT32
#define LEC_PACKET_MAX_SIZE ((1u << 29) - 1)

/**
 * LecPacketFacts:
 * @time_ms: stream time at which its picture is shown, or %LEC_PACKET_NO_TIME
 * @size_bytes: at most %LEC_PACKET_MAX_SIZE
 * @keyframe: decoding can start here
 * @unreferenced: no other picture is made from this one
 * @wanted: of the keep-mask: is to be decoded
 */
typedef struct
{
  guint32 time_ms;
  guint32 size_bytes : 29;
  guint32 keyframe : 1;
  guint32 unreferenced : 1;
  guint32 wanted : 1;
} LecPacketFacts;

/**
 * LecPacketScale:
 * @segment: from buffer times to stream times
 * @length_size: of H.264, see lec_h264_get_kind()
 * @n_macroblocks: in a picture; 0 when the stream does not say
 * @is_h264: and @length_size is known
 * @progressive: of two fields in one packet the second may be referred to and the first not
 *
 * What must be known of the stream to read its packets. One streaming thread.
 */
typedef struct
{
  GstSegment segment;
  guint length_size;
  guint n_macroblocks;
  guint is_h264 : 1;
  guint progressive : 1;
} LecPacketScale;

void lec_packet_scale_init (LecPacketScale *self);
/* Takes what segment, caps and flush events say; ignores all others. */
void lec_packet_scale_take_event (LecPacketScale *self, GstEvent *event);
/* Stream time in seconds; @fallback_s where @time is none, or outside of the segment. */
double lec_packet_scale_get_s (const LecPacketScale *self, GstClockTime time, double fallback_s);
/* @wanted is not set. */
LecPacketFacts lec_packet_scale_read (const LecPacketScale *self, GstBuffer *packet);

G_END_DECLS
