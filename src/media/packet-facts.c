/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Both passes over a video read their packets here, so that what one says of a
 * packet can be compared with what the other sees. Stream times are by the
 * pad's own segment, since raw buffer times are off by up to 0.7 s in some
 * containers.
 */
#include "media/packet-facts.h"

#include "media/h264-packet.h"

G_STATIC_ASSERT (sizeof (LecPacketFacts) == 8);

void
lec_packet_scale_init (LecPacketScale *self)
{
  gst_segment_init (&self->segment, GST_FORMAT_TIME);
  self->length_size = 0;
  self->n_macroblocks = 0;
  self->is_h264 = FALSE;
  self->progressive = FALSE;
}

static guint
read_length_size (const GstStructure *structure)
{
  const GValue *value = gst_structure_get_value (structure, "codec_data");
  GstBuffer *config = value != NULL ? gst_value_get_buffer (value) : NULL;
  GstMapInfo map;
  guint length_size = 0;

  if (config == NULL || !gst_buffer_map (config, &map, GST_MAP_READ))
    return 0;

  length_size = lec_h264_get_length_size (map.data, map.size);
  gst_buffer_unmap (config, &map);
  return length_size;
}

static guint
count_macroblocks (const GstStructure *structure)
{
  int width = 0, height = 0;

  if (!gst_structure_get_int (structure, "width", &width) || width < 1 || width > G_MAXUINT16 ||
      !gst_structure_get_int (structure, "height", &height) || height < 1 || height > G_MAXUINT16)
    return 0;

  return (guint) ((width + 15) / 16) * (guint) ((height + 15) / 16);
}

static void
take_caps (LecPacketScale *self,
           const GstCaps *caps)
{
  const GstStructure *structure = gst_caps_get_structure (caps, 0);
  const char *format = gst_structure_get_string (structure, "stream-format");
  const char *fields = gst_structure_get_string (structure, "interlace-mode");
  gboolean start_codes = g_strcmp0 (format, "byte-stream") == 0;

  self->n_macroblocks = count_macroblocks (structure);
  self->length_size = start_codes ? 0 : read_length_size (structure);
  self->is_h264 = gst_structure_has_name (structure, "video/x-h264") &&
                  (start_codes || self->length_size > 0);
  self->progressive = fields == NULL || g_str_equal (fields, "progressive");
}

void
lec_packet_scale_take_event (LecPacketScale *self,
                             GstEvent *event)
{
  GstCaps *caps = NULL;

  switch (GST_EVENT_TYPE (event))
    {
    case GST_EVENT_SEGMENT:
      gst_event_copy_segment (event, &self->segment);
      break;
    case GST_EVENT_CAPS:
      gst_event_parse_caps (event, &caps);
      take_caps (self, caps);
      break;
    case GST_EVENT_FLUSH_STOP:
      gst_segment_init (&self->segment, GST_FORMAT_TIME);
      break;
    default:
      break;
    }
}

double
lec_packet_scale_get_s (const LecPacketScale *self,
                        GstClockTime time,
                        double fallback_s)
{
  guint64 stream_time = 0;

  if (!GST_CLOCK_TIME_IS_VALID (time) || self->segment.format != GST_FORMAT_TIME ||
      gst_segment_to_stream_time_full (&self->segment, GST_FORMAT_TIME, time, &stream_time) != 1)
    return fallback_s;

  return (double) stream_time / GST_SECOND;
}

static LecH264Kind
get_kind (const LecPacketScale *self,
          GstBuffer *packet)
{
  GstMapInfo map;
  LecH264Kind kind = LEC_H264_OTHER;

  if (!gst_buffer_map (packet, &map, GST_MAP_READ))
    return LEC_H264_OTHER;

  kind = lec_h264_get_kind (map.data, map.size, self->length_size);
  gst_buffer_unmap (packet, &map);
  return kind;
}

LecPacketFacts
lec_packet_scale_read (const LecPacketScale *self,
                       GstBuffer *packet)
{
  double time_ms = lec_packet_scale_get_s (self, GST_BUFFER_PTS (packet), -1) * 1000;
  LecPacketFacts facts = { .time_ms = LEC_PACKET_NO_TIME };

  if (time_ms >= 0 && time_ms < LEC_PACKET_NO_TIME)
    facts.time_ms = (guint32) time_ms;
  facts.size_bytes = (guint32) MIN (gst_buffer_get_size (packet), LEC_PACKET_MAX_SIZE);
  facts.keyframe = !GST_BUFFER_FLAG_IS_SET (packet, GST_BUFFER_FLAG_DELTA_UNIT);
  if (self->is_h264)
    {
      LecH264Kind kind = get_kind (self, packet);

      /* Parsers call any intra picture a keyframe, also one that later pictures reach behind. */
      facts.keyframe = kind == LEC_H264_IDR;
      facts.unreferenced = kind == LEC_H264_UNREFERENCED && self->progressive;
    }

  return facts;
}
