/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The packets are noted by a pad probe on the streaming thread, which throws
 * them away; the owner waits for the end. The first ones go through, since a
 * pipeline can be sent elsewhere only when it has started. What the probe
 * writes is read by the owner once the pipeline has stopped.
 */
#include "media/packet-pass.h"

#include <gst/app/gstappsink.h>

#include "base/error.h"
#include "media/video-source.h"

/* 64 MB, 37 hours of 60 frames a second; what comes after is decoded whatever it is. */
#define MAX_PACKETS (8 * 1024 * 1024)
/* From a slow disk it may take long, and nothing is seen of it: what was not read by then is all
 * decoded. */
#define MAX_DURATION_US (45 * G_USEC_PER_SEC)
/* Packets come in order of decoding, so one of before the end may come a little after it. */
#define AFTER_END_S 2.0

/* As a decoder takes it: so the parser gives both passes the same packets. */
#define DECODER_CAPS "video/x-h264, alignment=au, stream-format={ (string) avc, (string) byte-stream }"

typedef struct
{
  LecVideoSource *source;
  GstElement *sink; /* unowned, in the pipeline of @source */
  LecPacketScale scale;
  GArray *packets;
  double end_s;
  gint64 until_us; /* monotonic */
  int seeking;     /* atomic: packets have to reach the sink */
  int over;        /* atomic: what comes now is not wanted any more */
} Pass;

/* Until this is done the probe uses the source: g_clear_pointer() would take it away before. */
static void
stop (Pass *self)
{
  lec_video_source_free (self->source);
  self->source = NULL;
}

static void
clear_pass (Pass *self)
{
  stop (self);
  g_clear_pointer (&self->packets, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Pass, clear_pass)

static gboolean
is_over (Pass *self,
         const LecPacketFacts *packet)
{
  return (packet->time_ms != LEC_PACKET_NO_TIME && packet->time_ms / 1000.0 > self->end_s) ||
         self->packets->len >= MAX_PACKETS || g_get_monotonic_time () > self->until_us;
}

static GstPadProbeReturn
note_packet (Pass *self,
             GstBuffer *packet)
{
  LecPacketFacts facts = lec_packet_scale_read (&self->scale, packet);

  lec_video_source_touch (self->source);
  if (is_over (self, &facts))
    {
      g_atomic_int_set (&self->over, TRUE);
      return GST_PAD_PROBE_OK;
    }

  g_array_append_val (self->packets, facts);
  return g_atomic_int_get (&self->seeking) ? GST_PAD_PROBE_OK : GST_PAD_PROBE_DROP;
}

static GstPadProbeReturn
data_seen_cb (GstPad *pad,
              GstPadProbeInfo *info,
              gpointer user_data)
{
  Pass *self = user_data;

  if (GST_PAD_PROBE_INFO_TYPE (info) & GST_PAD_PROBE_TYPE_BUFFER)
    return note_packet (self, GST_PAD_PROBE_INFO_BUFFER (info));

  lec_packet_scale_take_event (&self->scale, GST_PAD_PROBE_INFO_EVENT (info));
  if (GST_EVENT_TYPE (GST_PAD_PROBE_INFO_EVENT (info)) == GST_EVENT_FLUSH_STOP)
    g_array_set_size (self->packets, 0);

  return GST_PAD_PROBE_OK;
}

static GstPad *
make_branch (GstBin *bin,
             GstCaps *caps,
             gpointer user_data,
             GError **error)
{
  Pass *self = user_data;
  GstPad *pad = NULL;

  if (!gst_structure_has_name (gst_caps_get_structure (caps, 0), "video/x-h264"))
    {
      g_set_error_literal (error, LEC_ERROR, LEC_ERROR_UNSUPPORTED, "not H.264");
      return NULL;
    }

  pad = gst_element_get_static_pad (self->sink, "sink");
  gst_pad_add_probe (pad,
                     GST_PAD_PROBE_TYPE_BUFFER | GST_PAD_PROBE_TYPE_EVENT_DOWNSTREAM | GST_PAD_PROBE_TYPE_EVENT_FLUSH,
                     data_seen_cb, self, NULL);
  return pad;
}

static gboolean
make_sink (Pass *self,
           GError **error)
{
  g_autoptr (GstCaps) caps = gst_caps_from_string (DECODER_CAPS);

  self->sink = gst_element_factory_make ("appsink", NULL);
  if (self->sink == NULL)
    {
      g_set_error_literal (error, LEC_ERROR, LEC_ERROR_INTERNAL, "no appsink");
      return FALSE;
    }

  g_object_set (self->sink, "caps", caps, "sync", FALSE, "max-buffers", 1, "drop", TRUE,
                "enable-last-sample", FALSE, NULL);
  gst_bin_add (lec_video_source_get_bin (self->source), self->sink);
  return TRUE;
}

/* Whether it came to the end, of the stream or of what is wanted. */
static gboolean
read_packets (Pass *self,
              double from_s,
              GCancellable *cancellable,
              GError **error)
{
  GstAppSink *sink = GST_APP_SINK (self->sink);
  GstSample *sample = lec_video_source_pull (self->source, sink, cancellable, error);

  if (sample == NULL)
    return FALSE;

  gst_sample_unref (sample);
  lec_video_source_seek (self->source, from_s);
  g_atomic_int_set (&self->seeking, FALSE);
  while (!g_atomic_int_get (&self->over) &&
         (sample = lec_video_source_pull (self->source, sink, cancellable, error)) != NULL)
    gst_sample_unref (sample);

  return TRUE;
}

/* What else fails now fails in the second pass again, and that one says so. */
static gboolean
matters (const GError *error)
{
  return g_error_matches (error, LEC_ERROR, LEC_ERROR_STALLED) ||
         g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

LecPacketPass *
lec_packet_pass_run (const char *path,
                     double from_s,
                     double to_s,
                     gboolean patient,
                     guint stall_timeout_ms,
                     GCancellable *cancellable,
                     GError **error)
{
  g_auto (Pass) self = { .seeking = TRUE, .end_s = to_s > 0 ? to_s + AFTER_END_S : G_MAXDOUBLE };
  g_autoptr (GError) cause = NULL;
  LecPacketPass *pass = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  lec_packet_scale_init (&self.scale);
  self.until_us = patient ? G_MAXINT64 : g_get_monotonic_time () + MAX_DURATION_US;
  self.packets = g_array_new (FALSE, FALSE, sizeof (LecPacketFacts));
  self.source = lec_video_source_new (path, stall_timeout_ms, &cause);
  if (self.source != NULL && make_sink (&self, &cause))
    {
      lec_video_source_start (self.source, make_branch, &self);
      read_packets (&self, from_s, cancellable, &cause);
    }
  stop (&self);

  if (cause != NULL && matters (cause))
    g_propagate_error (error, g_steal_pointer (&cause));
  else if (self.packets->len > 0)
    {
      pass = g_new0 (LecPacketPass, 1);
      pass->packets = g_steal_pointer (&self.packets);
      pass->n_macroblocks = self.scale.n_macroblocks;
    }

  return pass;
}

void
lec_packet_pass_free (LecPacketPass *self)
{
  if (self == NULL)
    return;

  g_array_unref (self->packets);
  g_free (self);
}
