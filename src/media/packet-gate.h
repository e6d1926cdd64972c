/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Stands before the decoder: counts packets, notes how far the stream was read
 * and lets through only those that are wanted.
 */
#pragma once

#include <gst/gst.h>

#include "media/packet-facts.h"
#include "media/read-part.h"

G_BEGIN_DECLS

typedef struct _LecPacketGate LecPacketGate;

/**
 * LecPacketGateFunc:
 *
 * Called for each packet on the streaming thread, before the decision.
 */
typedef void (*LecPacketGateFunc) (gpointer user_data);

LecPacketGate *lec_packet_gate_new (LecPacketGateFunc packet_seen, gpointer user_data);
/* Only when its pipeline has stopped. */
void lec_packet_gate_free (LecPacketGate *self);
/* Before install: packets nothing refers to are dropped. */
void lec_packet_gate_drop_unreferenced (LecPacketGate *self);
/**
 * lec_packet_gate_set_mask:
 * @packets: (element-type LecPacketFacts) (transfer none): what will come, and which are wanted
 *
 * Before install. From the first packet on that is not the one foreseen, all are let through.
 */
void lec_packet_gate_set_mask (LecPacketGate *self, GArray *packets);
/**
 * lec_packet_gate_set_part:
 *
 * Before install, after a mask was set. Only the first packets of the video, which tell when it
 * begins, and those of the part are let through, as they would be without the others; and what
 * follows the part, by which its end is seen. After a flush it is found again among the packets.
 */
void lec_packet_gate_set_part (LecPacketGate *self, const LecPartSpan *span);
/* Whether what came was not what the mask foresees; safe from any thread, as all that follow. */
gboolean lec_packet_gate_is_lost (LecPacketGate *self);
/* On the streaming thread, before data flows. */
void lec_packet_gate_install (LecPacketGate *self, GstPad *decoder_sink_pad);
/* Stream time up to which packets came. */
double lec_packet_gate_get_read_s (LecPacketGate *self);
/* 0..1 */
double lec_packet_gate_get_passed_ratio (LecPacketGate *self);
/**
 * lec_packet_gate_take_gap:
 * @time_s: of a picture; calls come in order of time
 *
 * Returns: whether packets were left out by the mask between the picture before and this one
 */
gboolean lec_packet_gate_take_gap (LecPacketGate *self, double time_s);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecPacketGate, lec_packet_gate_free)

G_END_DECLS
