/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A pad probe on the decoder's sink pad. With a mask it walks along the list of
 * packets that the first pass made. The two can differ only where a file changes
 * in between or a demuxer is not repeatable: then the rest of the stream is
 * decoded, from the next keyframe on when packets before it are gone already.
 */
#include "media/packet-gate.h"

/* So many packets give a picture, and decoders hold back fewer. */
#define LEAD_PACKETS 64

struct _LecPacketGate
{
  LecPacketGateFunc packet_seen;
  gpointer user_data;
  GArray *mask; /* (nullable) (element-type LecPacketFacts) */
  LecPartSpan span;
  guint drops_unreferenced : 1;
  guint has_part : 1;

  /* Streaming thread only. */
  LecPacketScale scale;
  guint next;            /* in @mask */
  guint astray : 1;      /* after a flush: @next is to be found */
  guint broken : 1;      /* the mask left out packets of this group */
  guint32 leading_to_ms; /* pictures before are made from some that were left out */

  GMutex progress_lock; /* guards what follows */
  gboolean lost;        /* what comes is not what is in @mask; set on the streaming thread */
  double read_s;
  guint64 n_packets;
  guint64 n_passed;
  GArray *gaps; /* (element-type double) stream times at which gaps ended, in order */
};

LecPacketGate *
lec_packet_gate_new (LecPacketGateFunc packet_seen,
                     gpointer user_data)
{
  LecPacketGate *self = g_new0 (LecPacketGate, 1);

  self->packet_seen = packet_seen;
  self->user_data = user_data;
  self->gaps = g_array_new (FALSE, FALSE, sizeof (double));
  lec_packet_scale_init (&self->scale);
  g_mutex_init (&self->progress_lock);

  return self;
}

void
lec_packet_gate_free (LecPacketGate *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->mask, g_array_unref);
  g_array_unref (self->gaps);
  g_mutex_clear (&self->progress_lock);
  g_free (self);
}

void
lec_packet_gate_drop_unreferenced (LecPacketGate *self)
{
  self->drops_unreferenced = TRUE;
}

void
lec_packet_gate_set_mask (LecPacketGate *self,
                          GArray *packets)
{
  g_return_if_fail (self->mask == NULL);

  self->mask = g_array_ref (packets);
}

void
lec_packet_gate_set_part (LecPacketGate *self,
                          const LecPartSpan *span)
{
  g_return_if_fail (self->mask != NULL);

  self->has_part = TRUE;
  self->span = *span;
}

static void
set_lost (LecPacketGate *self,
          gboolean lost)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->progress_lock);

  self->lost = lost;
}

/* After a seek the first pass saw nothing of what came before it. */
static void
start_again (LecPacketGate *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->progress_lock);

  self->next = 0;
  self->lost = FALSE;
  self->astray = self->has_part;
  self->broken = FALSE;
  self->leading_to_ms = 0;
  g_array_set_size (self->gaps, 0);
}

static gboolean
is_as_foreseen (const LecPacketFacts *foreseen,
                const LecPacketFacts *seen)
{
  return foreseen->time_ms == seen->time_ms && foreseen->size_bytes == seen->size_bytes &&
         foreseen->keyframe == seen->keyframe;
}

static void
note_gap_end (LecPacketGate *self,
              const LecPacketFacts *keyframe)
{
  double time_s = keyframe->time_ms / 1000.0;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->progress_lock);

  if (keyframe->time_ms != LEC_PACKET_NO_TIME)
    g_array_append_val (self->gaps, time_s);
}

/* A group is decoded from its keyframe on without a hole, or not at all. */
static gboolean
is_decodable (LecPacketGate *self,
              const LecPacketFacts *packet,
              gboolean wanted)
{
  if (packet->keyframe && wanted)
    {
      self->leading_to_ms = 0;
      if (self->broken)
        {
          note_gap_end (self, packet);
          self->leading_to_ms = packet->time_ms;
        }
      self->broken = FALSE;
      return TRUE;
    }

  self->broken = self->broken || !wanted;

  return !self->broken && packet->time_ms >= self->leading_to_ms;
}

static gboolean
is_dropped (const LecPacketGate *self,
            const LecPacketFacts *packet)
{
  return packet->unreferenced && self->drops_unreferenced;
}

/* Gaps before the part are not seen in it. */
static void
begin_part (LecPacketGate *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->progress_lock);

  g_array_set_size (self->gaps, 0);
}

/* As if all packets before @seen had come by. Returns: whether it was found, and not too late. */
static gboolean
find_way (LecPacketGate *self,
          const LecPacketFacts *seen)
{
  guint at = MIN (self->span.first + 1, self->mask->len);

  while (at-- > 0)
    if (is_as_foreseen (&g_array_index (self->mask, LecPacketFacts, at), seen))
      break;
  if (at == G_MAXUINT)
    return FALSE;

  for (guint i = 0; i < at; i++)
    {
      const LecPacketFacts *packet = &g_array_index (self->mask, LecPacketFacts, i);

      if (!is_dropped (self, packet))
        is_decodable (self, packet, packet->wanted);
    }
  self->next = at;
  self->astray = FALSE;
  return TRUE;
}

/* What the mask says of the packet; without a mask, or off it, that it is wanted. */
static gboolean
ask_mask (LecPacketGate *self,
          const LecPacketFacts *seen)
{
  const LecPacketFacts *foreseen = NULL;

  if (self->mask == NULL || self->lost)
    return TRUE;

  if ((!self->astray || find_way (self, seen)) && self->next < self->mask->len)
    foreseen = &g_array_index (self->mask, LecPacketFacts, self->next++);
  if (foreseen == NULL || !is_as_foreseen (foreseen, seen))
    set_lost (self, TRUE);

  return self->lost || foreseen->wanted;
}

/* Of the packet that was asked about last. */
static gboolean
is_in_part (LecPacketGate *self)
{
  guint index = self->next - 1;

  if (!self->has_part || self->lost)
    return TRUE;
  if (index == self->span.first)
    begin_part (self);

  return index < LEAD_PACKETS || index >= self->span.first;
}

static gboolean
decide (LecPacketGate *self,
        GstBuffer *packet)
{
  LecPacketFacts facts = lec_packet_scale_read (&self->scale, packet);
  gboolean wanted = ask_mask (self, &facts);
  gboolean in_part = is_in_part (self);

  return !is_dropped (self, &facts) && is_decodable (self, &facts, wanted) && in_part;
}

static double
get_end_s (LecPacketGate *self,
           GstBuffer *packet)
{
  GstClockTime end = GST_BUFFER_DTS_OR_PTS (packet);

  if (GST_BUFFER_PTS_IS_VALID (packet))
    end = GST_BUFFER_PTS (packet);
  if (GST_CLOCK_TIME_IS_VALID (end) && GST_BUFFER_DURATION_IS_VALID (packet))
    end += GST_BUFFER_DURATION (packet);

  return lec_packet_scale_get_s (&self->scale, end, 0);
}

static void
note_packet (LecPacketGate *self,
             GstBuffer *packet,
             gboolean passed)
{
  double end_s = get_end_s (self, packet);
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->progress_lock);

  self->n_packets++;
  self->n_passed += passed ? 1 : 0;
  self->read_s = MAX (self->read_s, end_s);
}

static GstPadProbeReturn
data_seen_cb (GstPad *pad,
              GstPadProbeInfo *info,
              gpointer user_data)
{
  LecPacketGate *self = user_data;
  gboolean passed = FALSE;

  if (!(GST_PAD_PROBE_INFO_TYPE (info) & GST_PAD_PROBE_TYPE_BUFFER))
    {
      lec_packet_scale_take_event (&self->scale, GST_PAD_PROBE_INFO_EVENT (info));
      if (GST_EVENT_TYPE (GST_PAD_PROBE_INFO_EVENT (info)) == GST_EVENT_FLUSH_STOP)
        start_again (self);
      return GST_PAD_PROBE_OK;
    }

  self->packet_seen (self->user_data);
  passed = decide (self, GST_PAD_PROBE_INFO_BUFFER (info));
  note_packet (self, GST_PAD_PROBE_INFO_BUFFER (info), passed);

  return passed ? GST_PAD_PROBE_OK : GST_PAD_PROBE_DROP;
}

void
lec_packet_gate_install (LecPacketGate *self,
                         GstPad *decoder_sink_pad)
{
  gst_pad_add_probe (decoder_sink_pad,
                     GST_PAD_PROBE_TYPE_BUFFER | GST_PAD_PROBE_TYPE_EVENT_DOWNSTREAM | GST_PAD_PROBE_TYPE_EVENT_FLUSH,
                     data_seen_cb, self, NULL);
}

gboolean
lec_packet_gate_is_lost (LecPacketGate *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->progress_lock);

  return self->lost;
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

gboolean
lec_packet_gate_take_gap (LecPacketGate *self,
                          double time_s)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->progress_lock);
  guint n = 0;

  while (n < self->gaps->len && g_array_index (self->gaps, double, n) <= time_s)
    n++;
  g_array_remove_range (self->gaps, 0, n);

  return n > 0;
}
