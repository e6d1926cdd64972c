/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Stands before the decoder: counts packets, notes how far the stream was read
 * and lets through only those that are wanted.
 */
#pragma once

#include <gst/gst.h>

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
/* On the streaming thread, before data flows. */
void lec_packet_gate_install (LecPacketGate *self, GstPad *decoder_sink_pad);
/* Stream time up to which packets came; safe from any thread, as the next. */
double lec_packet_gate_get_read_s (LecPacketGate *self);
double lec_packet_gate_get_passed_ratio (LecPacketGate *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecPacketGate, lec_packet_gate_free)

G_END_DECLS
