/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * playbin keeps sound and pictures together and knows the sinks of a desktop.
 * What it shows is taken from it before it is shown: pixels go on as they lie in
 * GStreamer's buffer, without a copy. Rotation is undone by videoflip, which
 * comes with the gate as playbin's filter; colours, sizes and odd pixels are
 * converted after that, for frames that are shown only.
 */
#include "media/playback.h"

#include <glib/gi18n-lib.h>
#include <gst/app/gstappsink.h>
#include <gst/video/video.h>

#include "base/error.h"
#include "media/gstreamer.h"
#include "media/own-sample.h"
#include "media/playback-guard.h"
#include "media/video-file.h"

#define FRAME_CAPS \
  "video/x-raw, format=BGRA, width=[1, 4096], height=[1, 4096], pixel-aspect-ratio=1/1"

struct _LecPlayback
{
  GstElement *playbin;
  LecFrameGate *gate; /* unowned: playbin's */
  LecPlaybackFrameFunc frame_func;
  gpointer user_data;
  int is_at_end; /* atomic: of what the sink gets */
};

/* --- Frames --- */

static void
unmap_frame (gpointer data)
{
  GstVideoFrame *mapped = data;

  gst_video_frame_unmap (mapped);
  g_free (mapped);
}

/* Returns: (transfer full) (nullable) */
static LecShownFrame *
map_sample (GstSample *sample)
{
  GstVideoFrame *mapped = g_new0 (GstVideoFrame, 1);
  GstBuffer *buffer = gst_sample_get_buffer (sample);
  guint64 time_ns = gst_segment_to_stream_time (gst_sample_get_segment (sample), GST_FORMAT_TIME,
                                                GST_BUFFER_PTS (buffer));
  LecShownFrame *frame = NULL;
  GstVideoInfo info;

  if (!gst_video_info_from_caps (&info, gst_sample_get_caps (sample)) ||
      !gst_video_frame_map (mapped, &info, buffer, GST_MAP_READ))
    {
      g_free (mapped);
      return NULL;
    }

  frame = g_new0 (LecShownFrame, 1);
  frame->width = info.width;
  frame->height = info.height;
  frame->stride = (gsize) GST_VIDEO_FRAME_PLANE_STRIDE (mapped, 0);
  frame->time_ns = GST_CLOCK_TIME_IS_VALID (time_ns) ? (gint64) time_ns : 0;
  frame->pixels = g_bytes_new_with_free_func (GST_VIDEO_FRAME_PLANE_DATA (mapped, 0),
                                              frame->stride * (gsize) info.height, unmap_frame, mapped);
  return frame;
}

static void
show (LecPlayback *self,
      GstSample *sample)
{
  LecShownFrame *frame = NULL;
  LecGateFacts facts;

  if (sample == NULL)
    return;

  frame = map_sample (sample);
  if (frame == NULL)
    return;

  lec_frame_gate_get_facts (self->gate, &facts);
  frame->n_flushes = facts.n_flushes;
  self->frame_func (frame, self->user_data);
}

static GstFlowReturn
preroll_cb (GstAppSink *sink,
            gpointer user_data)
{
  g_autoptr (GstSample) sample = lec_own_sample (gst_app_sink_try_pull_preroll (sink, 0));

  show (user_data, sample);
  return GST_FLOW_OK;
}

static GstFlowReturn
sample_cb (GstAppSink *sink,
           gpointer user_data)
{
  g_autoptr (GstSample) sample = lec_own_sample (gst_app_sink_try_pull_sample (sink, 0));

  show (user_data, sample);
  return GST_FLOW_OK;
}

static GstPadProbeReturn
event_seen_cb (GstPad *pad,
               GstPadProbeInfo *info,
               gpointer user_data)
{
  LecPlayback *self = user_data;
  GstEvent *event = GST_PAD_PROBE_INFO_EVENT (info);

  if (GST_EVENT_TYPE (event) == GST_EVENT_FLUSH_STOP)
    g_atomic_int_set (&self->is_at_end, FALSE);
  else if (lec_frame_gate_is_end (event))
    g_atomic_int_set (&self->is_at_end, TRUE);

  return GST_PAD_PROBE_OK;
}

/* --- Building --- */

/* Returns: (transfer floating) (nullable) */
static GstElement *
make_sink (LecPlayback *self)
{
  GstAppSinkCallbacks callbacks = { .new_preroll = preroll_cb, .new_sample = sample_cb };
  GstElement *sink = gst_element_factory_make ("appsink", NULL);
  g_autoptr (GstCaps) caps = gst_caps_from_string (FRAME_CAPS);
  g_autoptr (GstPad) pad = NULL;

  if (sink == NULL)
    return NULL;

  pad = gst_element_get_static_pad (sink, "sink");
  gst_pad_add_probe (pad, GST_PAD_PROBE_TYPE_EVENT_DOWNSTREAM | GST_PAD_PROBE_TYPE_EVENT_FLUSH,
                     event_seen_cb, self, NULL);

  g_object_set (sink, "caps", caps, "max-buffers", 1, "drop", TRUE, "enable-last-sample", FALSE, NULL);
  gst_app_sink_set_callbacks (GST_APP_SINK (sink), &callbacks, self, NULL);
  return sink;
}

/* Returns: (transfer floating) (nullable): the gate, then whatever turns pictures upright */
static GstElement *
make_filter (LecPlayback *self)
{
  GstElement *flip = gst_element_factory_make ("videoflip", NULL);
  GstElement *filter = NULL;
  g_autoptr (GstPad) sink = NULL;
  g_autoptr (GstPad) source = NULL;

  if (flip == NULL)
    return NULL;

  gst_util_set_object_arg (G_OBJECT (flip), "video-direction", "auto");
  self->gate = lec_frame_gate_new ();
  filter = gst_bin_new (NULL);
  gst_bin_add_many (GST_BIN (filter), GST_ELEMENT (self->gate), flip, NULL);
  gst_element_link (GST_ELEMENT (self->gate), flip);
  sink = gst_element_get_static_pad (GST_ELEMENT (self->gate), "sink");
  source = gst_element_get_static_pad (flip, "src");
  gst_element_add_pad (filter, gst_ghost_pad_new ("sink", sink));
  gst_element_add_pad (filter, gst_ghost_pad_new ("src", source));
  return filter;
}

static gboolean
build (LecPlayback *self,
       const char *uri)
{
  GstElement *sink = make_sink (self);
  GstElement *filter = make_filter (self);

  self->playbin = gst_element_factory_make ("playbin", NULL);
  if (self->playbin != NULL)
    gst_object_ref_sink (self->playbin);
  if (sink == NULL || filter == NULL || self->playbin == NULL)
    {
      gst_clear_object (&sink);
      gst_clear_object (&filter);
      return FALSE;
    }

  gst_util_set_object_arg (G_OBJECT (self->playbin), "flags", "video+audio+soft-volume");
  g_object_set (self->playbin, "uri", uri, "video-sink", sink, "video-filter", filter, NULL);
  lec_playback_guard_install (self->playbin);
  return TRUE;
}

LecPlayback *
lec_playback_new (const char *path,
                  LecPlaybackFrameFunc frame_func,
                  gpointer user_data,
                  GError **error)
{
  g_autoptr (LecPlayback) self = NULL;
  g_autofree char *absolute = NULL;
  g_autofree char *uri = NULL;
  gint64 size_bytes = 0;

  g_return_val_if_fail (path != NULL && frame_func != NULL, NULL);

  if (!lec_video_file_check (path, &size_bytes, error) || !lec_gstreamer_init (error))
    return NULL;

  self = g_new0 (LecPlayback, 1);
  self->frame_func = frame_func;
  self->user_data = user_data;
  absolute = g_canonicalize_filename (path, NULL);
  uri = g_filename_to_uri (absolute, NULL, error);
  if (uri == NULL)
    return NULL;
  if (!build (self, uri))
    {
      g_set_error (error, LEC_ERROR, LEC_ERROR_INTERNAL, _ ("GStreamer plug-ins are missing; %s"),
                   _ ("the Debian packages gstreamer1.0-plugins-base and -good bring them"));
      return NULL;
    }

  return g_steal_pointer (&self);
}

void
lec_playback_free (LecPlayback *self)
{
  if (self == NULL)
    return;

  if (self->playbin != NULL)
    gst_element_set_state (self->playbin, GST_STATE_NULL);
  gst_clear_object (&self->playbin);
  g_free (self);
}

/* --- Control --- */

GstBus *
lec_playback_get_bus (LecPlayback *self)
{
  return gst_element_get_bus (self->playbin);
}

void
lec_playback_set_playing (LecPlayback *self,
                          gboolean playing)
{
  gst_element_set_state (self->playbin, playing ? GST_STATE_PLAYING : GST_STATE_PAUSED);
}

static gboolean
seek (LecPlayback *self,
      gint64 time_ns,
      GstSeekFlags flags)
{
  return gst_element_seek_simple (self->playbin, GST_FORMAT_TIME, GST_SEEK_FLAG_FLUSH | flags, MAX (time_ns, 0));
}

gboolean
lec_playback_seek_keyframe (LecPlayback *self,
                            gint64 time_ns)
{
  lec_frame_gate_aim (self->gate, 0, 0);
  lec_frame_gate_aim (self->gate, 0, 0);
  return seek (self, time_ns, GST_SEEK_FLAG_KEY_UNIT | GST_SEEK_FLAG_SNAP_BEFORE);
}

gboolean
lec_playback_seek (LecPlayback *self,
                   gint64 time_ns)
{
  lec_frame_gate_aim (self->gate, 0, 0);
  return seek (self, time_ns, GST_SEEK_FLAG_ACCURATE);
}

gboolean
lec_playback_seek_before (LecPlayback *self,
                          gint64 before_ns,
                          guint nth,
                          gint64 from_ns)
{
  lec_frame_gate_aim (self->gate, before_ns, nth);
  return seek (self, from_ns, GST_SEEK_FLAG_ACCURATE);
}

gboolean
lec_playback_step (LecPlayback *self,
                   guint n_frames)
{
  return gst_element_send_event (self->playbin, gst_event_new_step (GST_FORMAT_BUFFERS, n_frames, 1, TRUE, FALSE));
}

void
lec_playback_get_facts (LecPlayback *self,
                        LecGateFacts *facts)
{
  lec_frame_gate_get_facts (self->gate, facts);
}

gboolean
lec_playback_is_at_end (LecPlayback *self)
{
  return g_atomic_int_get (&self->is_at_end);
}

double
lec_playback_get_duration_s (LecPlayback *self)
{
  gint64 duration_ns = 0;

  return gst_element_query_duration (self->playbin, GST_FORMAT_TIME, &duration_ns) && duration_ns > 0
           ? (double) duration_ns / GST_SECOND
           : 0;
}

gboolean
lec_playback_has_sound (LecPlayback *self)
{
  int n_streams = 0;

  g_object_get (self->playbin, "n-audio", &n_streams, NULL);
  return n_streams > 0;
}

void
lec_playback_set_volume (LecPlayback *self,
                         double volume,
                         gboolean is_muted)
{
  g_object_set (self->playbin, "volume", volume * volume * volume, "mute", is_muted, NULL);
}
