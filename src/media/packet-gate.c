/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A pad probe on the decoder's sink pad. Times are stream time by the pad's own
 * segment, since raw buffer times are off by up to 0.7 s in some containers.
 */
#include "media/packet-gate.h"

struct _LecPacketGate
{
  LecPacketGateFunc packet_seen;
  gpointer user_data;

  GstSegment segment; /* streaming thread only */

  GMutex progress_lock; /* guards what follows */
  double read_s;
  guint64 n_packets;
  guint64 n_passed;
};

LecPacketGate *
lec_packet_gate_new (LecPacketGateFunc packet_seen,
                     gpointer user_data)
{
  LecPacketGate *self = g_new0 (LecPacketGate, 1);

  self->packet_seen = packet_seen;
  self->user_data = user_data;
  gst_segment_init (&self->segment, GST_FORMAT_TIME);
  g_mutex_init (&self->progress_lock);

  return self;
}

void
lec_packet_gate_free (LecPacketGate *self)
{
  if (self == NULL)
    return;

  g_mutex_clear (&self->progress_lock);
  g_free (self);
}

static double
get_end_s (LecPacketGate *self,
           GstBuffer *packet)
{
  GstClockTime end = GST_BUFFER_PTS_IS_VALID (packet) ? GST_BUFFER_PTS (packet)
                                                      : GST_BUFFER_DTS (packet);
  guint64 stream_time = 0;

  if (!GST_CLOCK_TIME_IS_VALID (end))
    return 0;
  if (GST_BUFFER_DURATION_IS_VALID (packet))
    end += GST_BUFFER_DURATION (packet);
  if (gst_segment_to_stream_time_full (&self->segment, GST_FORMAT_TIME, end, &stream_time) != 1)
    return 0;

  return (double) stream_time / GST_SECOND;
}

static void
note_packet (LecPacketGate *self,
             GstBuffer *packet)
{
  double end_s = get_end_s (self, packet);
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->progress_lock);

  self->n_packets++;
  self->n_passed++;
  self->read_s = MAX (self->read_s, end_s);
}

static GstPadProbeReturn
data_seen_cb (GstPad *pad,
              GstPadProbeInfo *info,
              gpointer user_data)
{
  LecPacketGate *self = user_data;

  if (GST_PAD_PROBE_INFO_TYPE (info) & GST_PAD_PROBE_TYPE_BUFFER)
    {
      self->packet_seen (self->user_data);
      note_packet (self, GST_PAD_PROBE_INFO_BUFFER (info));
    }
  else if (GST_EVENT_TYPE (GST_PAD_PROBE_INFO_EVENT (info)) == GST_EVENT_SEGMENT)
    gst_event_copy_segment (GST_PAD_PROBE_INFO_EVENT (info), &self->segment);

  return GST_PAD_PROBE_OK;
}

void
lec_packet_gate_install (LecPacketGate *self,
                         GstPad *decoder_sink_pad)
{
  gst_pad_add_probe (decoder_sink_pad,
                     GST_PAD_PROBE_TYPE_BUFFER | GST_PAD_PROBE_TYPE_EVENT_DOWNSTREAM, data_seen_cb,
                     self, NULL);
}

double
lec_packet_gate_get_read_s (LecPacketGate *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->progress_lock);

  return self->read_s;
}

double
lec_packet_gate_get_passed_ratio (LecPacketGate *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->progress_lock);

  return self->n_packets > 0 ? (double) self->n_passed / (double) self->n_packets : 0;
}
