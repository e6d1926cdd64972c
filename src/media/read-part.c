/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a part costs is known before it is read: a packet that is decoded costs
 * about so many times what one does that is only passed over.
 */
#include "media/read-part.h"

#include "media/packet-facts.h"

#define COST_DECODED 64
#define COST_PASSED  1

typedef struct
{
  const LecPacketFacts *packets;
  guint n_packets;
  guint32 *after_ms; /* owned: for each packet the earliest time from it on */
  guint64 total;
} Video;

static void
video_clear (Video *self)
{
  g_clear_pointer (&self->after_ms, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Video, video_clear)

static guint64
get_cost (const LecPacketFacts *packet)
{
  return packet->wanted && !packet->unreferenced ? COST_DECODED : COST_PASSED;
}

static void
video_init (Video *self,
            GArray *packets)
{
  guint32 earliest_ms = LEC_PACKET_NO_TIME;

  self->packets = (const LecPacketFacts *) (gconstpointer) packets->data;
  self->n_packets = packets->len;
  self->after_ms = g_new (guint32, packets->len);
  for (guint i = packets->len; i-- > 0;)
    {
      earliest_ms = MIN (earliest_ms, self->packets[i].time_ms);
      self->after_ms[i] = earliest_ms;
      self->total += get_cost (&self->packets[i]);
    }
}

static guint64
get_distance (guint64 a,
              guint64 b)
{
  return a > b ? a - b : b - a;
}

/* Index of the packet that begins part @index of @n: the one nearest to where it should. */
static guint
find_cut (const Video *self,
          guint index,
          guint n)
{
  guint64 aim = self->total * index / n, cost = 0, least = G_MAXUINT64;
  guint32 before_ms = 0;
  gboolean has_before = FALSE;
  guint found = self->n_packets;

  if (index == 0)
    return 0;

  for (guint i = 0; i < self->n_packets; i++)
    {
      const LecPacketFacts *packet = &self->packets[i];
      guint64 distance = get_distance (cost, aim);

      if (packet->keyframe && packet->time_ms != LEC_PACKET_NO_TIME && has_before && before_ms < packet->time_ms &&
          self->after_ms[i] == packet->time_ms && distance < least)
        {
          least = distance;
          found = i;
        }
      if (packet->time_ms != LEC_PACKET_NO_TIME)
        before_ms = MAX (before_ms, packet->time_ms);
      has_before = has_before || packet->time_ms != LEC_PACKET_NO_TIME;
      cost += get_cost (packet);
    }

  /* The end is a cut, too, where it is nearer than any keyframe. */
  return least <= get_distance (cost, aim) ? found : self->n_packets;
}

void
lec_read_part_find_span (const LecReadPart *self,
                         GArray *packets,
                         LecPartSpan *span)
{
  g_auto (Video) video = { 0 };

  g_return_if_fail (self != NULL && packets != NULL && span != NULL);
  g_return_if_fail (self->index < self->n && self->n <= LEC_READ_MAX_PARTS);

  video_init (&video, packets);
  span->first = find_cut (&video, self->index, self->n);
  span->end = self->index + 1 < self->n ? find_cut (&video, self->index + 1, self->n) : packets->len;
  span->start_ms = span->first < packets->len ? video.packets[span->first].time_ms : LEC_PACKET_NO_TIME;
  span->end_ms = span->end < packets->len ? video.packets[span->end].time_ms : LEC_PACKET_NO_TIME;
  if (self->index == 0)
    span->start_ms = 0;
}
