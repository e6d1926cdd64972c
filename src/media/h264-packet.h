/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a packet of H.264 says of itself before it is decoded. Pure: bytes in,
 * an answer out, whatever the bytes are.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * lec_h264_get_length_size:
 * @config: decoder configuration as mp4 and Matroska have it (avcC)
 *
 * Returns: how many bytes in front of each NAL unit hold its length, 1..4; 0 when @config does not
 *   say
 */
guint lec_h264_get_length_size (const guint8 *config, gsize size);

/**
 * LecH264Kind:
 * @LEC_H264_OTHER: no picture is found in it
 * @LEC_H264_REFERENCE: other pictures are made from this one
 * @LEC_H264_UNREFERENCED: none is, so it can be left out
 * @LEC_H264_IDR: nothing after it refers to anything before it
 */
typedef enum
{
  LEC_H264_OTHER,
  LEC_H264_REFERENCE,
  LEC_H264_UNREFERENCED,
  LEC_H264_IDR,
} LecH264Kind;

/**
 * lec_h264_get_kind:
 * @data: one access unit
 * @length_size: bytes in front of each NAL unit that hold its length, 1..4; 0: start codes
 */
LecH264Kind lec_h264_get_kind (const guint8 *data, gsize size, guint length_size);

G_END_DECLS
