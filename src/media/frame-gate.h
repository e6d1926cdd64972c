/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An element of a player's pipeline, before anything is converted, that lets
 * through the one frame that was asked for where a seek alone does not find it.
 */
#pragma once

#include <gst/gst.h>

G_BEGIN_DECLS

/* Frames that may be held back: the one that was asked for may be so many before a time. */
#define LEC_FRAME_GATE_MAX_HELD 9

#define LEC_TYPE_FRAME_GATE (lec_frame_gate_get_type ())
G_DECLARE_FINAL_TYPE (LecFrameGate, lec_frame_gate, LEC, FRAME_GATE, GstElement)

/* Returns: (transfer floating) */
LecFrameGate *lec_frame_gate_new (void);

/**
 * lec_frame_gate_aim:
 * @before_ns: stream time
 * @nth: 1 for the last frame that begins before @before_ns, 2 for the one before that, …;
 *   up to %LEC_FRAME_GATE_MAX_HELD; 0 for no aim
 *
 * Holds from the next flush on, and after each one that follows: the first frame that comes out is
 * that one, or the earliest there is of those. Where no frame begins before @before_ns, everything
 * goes through.
 */
void lec_frame_gate_aim (LecFrameGate *self, gint64 before_ns, guint nth);

/**
 * LecGateFacts: what came by since the last flush
 * @n_flushes: which flush that was
 * @is_found: whether the frame aimed at came
 * @start_ns: stream time from which on frames were wanted: one that began before that is cut to it
 */
typedef struct
{
  guint n_flushes;
  gboolean is_found;
  gint64 start_ns;
} LecGateFacts;

/* Any thread. */
void lec_frame_gate_get_facts (LecFrameGate *self, LecGateFacts *facts);
/* Whether no picture comes after @event. In playbin the end of the pictures waits for the end of
 * the sound, which waits to be played: meanwhile there is a gap without an end. Gaps of demuxers
 * have one. */
gboolean lec_frame_gate_is_end (GstEvent *event);

G_END_DECLS
