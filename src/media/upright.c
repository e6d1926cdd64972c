/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The target is decided once, when the decoder tells its format: a caps filter
 * gets it before the format goes on downstream. Most videos are 4:2:0, square
 * and upright already, and then every element here only passes buffers on. A
 * stream that changes its size halfway is scaled into the first one's.
 */
#include "media/upright.h"

#include <glib/gi18n-lib.h>
#include <gst/tag/tag.h>
#include <gst/video/video.h>

#include "base/error.h"
#include "media/frame-pool.h"

/* Decoded pictures that may wait for the reader; bounds memory. */
#define MAX_WAITING 2

struct _LecUpright
{
  GstElement *convert; /* unowned, as all elements here: the bin's */
  GstElement *filter;
  GstElement *sink;
  GstAllocator *allocator;

  GMutex format_lock; /* guards what follows */
  GstVideoInfo decoded;
  GstVideoOrientationMethod orientation;
  guint configured : 1;
};

static gboolean
is_turned (GstVideoOrientationMethod orientation)
{
  return orientation == GST_VIDEO_ORIENTATION_90R || orientation == GST_VIDEO_ORIENTATION_90L ||
         orientation == GST_VIDEO_ORIENTATION_UL_LR || orientation == GST_VIDEO_ORIENTATION_UR_LL;
}

static int
get_rotation_deg (GstVideoOrientationMethod orientation)
{
  switch (orientation)
    {
    case GST_VIDEO_ORIENTATION_90R:
    case GST_VIDEO_ORIENTATION_UL_LR:
      return 90;
    case GST_VIDEO_ORIENTATION_180:
    case GST_VIDEO_ORIENTATION_VERT:
      return 180;
    case GST_VIDEO_ORIENTATION_90L:
    case GST_VIDEO_ORIENTATION_UR_LL:
      return 270;
    default:
      return 0;
    }
}

/* Widens or heightens, never shrinks: no detail is lost. */
static void
get_square_size (const GstVideoInfo *decoded,
                 int *width,
                 int *height)
{
  int par_n = MAX (decoded->par_n, 1);
  int par_d = MAX (decoded->par_d, 1);

  *width = decoded->width;
  *height = decoded->height;
  if (par_n > par_d)
    *width = (int) MIN (gst_util_uint64_scale_round (decoded->width, par_n, par_d), G_MAXINT16);
  else if (par_n < par_d)
    *height = (int) MIN (gst_util_uint64_scale_round (decoded->height, par_d, par_n), G_MAXINT16);
}

/* LecColorimetry knows two matrices; anything else is converted to BT.709. */
static gboolean
has_known_matrix (const GstVideoInfo *decoded)
{
  return decoded->colorimetry.matrix == GST_VIDEO_COLOR_MATRIX_BT709 ||
         decoded->colorimetry.matrix == GST_VIDEO_COLOR_MATRIX_BT601 ||
         decoded->colorimetry.matrix == GST_VIDEO_COLOR_MATRIX_UNKNOWN;
}

static GstCaps *
make_target (const GstVideoInfo *decoded)
{
  GstCaps *target = NULL;
  int width = 0;
  int height = 0;

  get_square_size (decoded, &width, &height);
  target = gst_caps_new_simple ("video/x-raw", "format", G_TYPE_STRING, "I420", "width", G_TYPE_INT,
                                width, "height", G_TYPE_INT, height, "pixel-aspect-ratio",
                                GST_TYPE_FRACTION, 1, 1, NULL);
  if (!has_known_matrix (decoded))
    gst_caps_set_simple (target, "colorimetry", G_TYPE_STRING, GST_VIDEO_COLORIMETRY_BT709, NULL);

  return target;
}

/* Before anything went through: even one that turns nothing would copy each picture. */
static void
insert_flip (LecUpright *self)
{
  GstElement *flip = gst_element_factory_make ("videoflip", NULL);
  g_autoptr (GstObject) bin = gst_element_get_parent (self->sink);

  if (flip == NULL)
    return;

  g_object_set (flip, "video-direction", self->orientation, "qos", FALSE, NULL);
  gst_bin_add (GST_BIN (bin), flip);
  gst_element_unlink (self->filter, self->sink);
  gst_element_link_many (self->filter, flip, self->sink, NULL);
  gst_element_sync_state_with_parent (flip);
}

static void
configure (LecUpright *self,
           const GstCaps *caps)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->format_lock);
  g_autoptr (GstCaps) target = NULL;

  if (self->configured || !gst_video_info_from_caps (&self->decoded, caps))
    return;

  self->configured = TRUE;
  target = make_target (&self->decoded);
  g_object_set (self->filter, "caps", target, NULL);
  if (self->orientation != GST_VIDEO_ORIENTATION_IDENTITY)
    insert_flip (self);
}

/* In front of the decoder, where tags arrive before the first picture is made. */
static GstPadProbeReturn
tag_seen_cb (GstPad *pad,
             GstPadProbeInfo *info,
             gpointer user_data)
{
  LecUpright *self = user_data;
  GstEvent *event = GST_PAD_PROBE_INFO_EVENT (info);
  GstTagList *tags = NULL;
  GstVideoOrientationMethod orientation = GST_VIDEO_ORIENTATION_IDENTITY;

  if (GST_EVENT_TYPE (event) != GST_EVENT_TAG)
    return GST_PAD_PROBE_OK;

  gst_event_parse_tag (event, &tags);
  if (gst_video_orientation_from_tag (tags, &orientation))
    {
      g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->format_lock);

      self->orientation = orientation;
    }

  return GST_PAD_PROBE_OK;
}

static GstPadProbeReturn
format_seen_cb (GstPad *pad,
                GstPadProbeInfo *info,
                gpointer user_data)
{
  GstEvent *event = GST_PAD_PROBE_INFO_EVENT (info);
  GstCaps *caps = NULL;

  if (GST_EVENT_TYPE (event) != GST_EVENT_CAPS)
    return GST_PAD_PROBE_OK;

  gst_event_parse_caps (event, &caps);
  configure (user_data, caps);

  return GST_PAD_PROBE_OK;
}

/* Memory and a pool with room for padding at the end of rows: into such buffers decoders draw what
 * they give away. What the sink offers by itself they would have to copy to. */
static void
offer_pool (LecUpright *self,
            GstQuery *query)
{
  const GstAllocationParams params = { 0 };
  g_autoptr (GstBufferPool) pool = NULL;
  GstCaps *caps = NULL;
  GstVideoInfo format;

  gst_query_parse_allocation (query, &caps, NULL);
  if (caps == NULL || !gst_video_info_from_caps (&format, caps))
    return;

  pool = lec_frame_pool_new ();
  gst_query_add_allocation_param (query, self->allocator, &params);
  gst_query_add_allocation_pool (query, pool, (guint) GST_VIDEO_INFO_SIZE (&format), 0, 0);
  gst_query_add_allocation_meta (query, GST_VIDEO_META_API_TYPE, NULL);
}

static GstPadProbeReturn
memory_asked_cb (GstPad *pad,
                 GstPadProbeInfo *info,
                 gpointer user_data)
{
  GstQuery *query = GST_PAD_PROBE_INFO_QUERY (info);

  if (GST_QUERY_TYPE (query) != GST_QUERY_ALLOCATION)
    return GST_PAD_PROBE_OK;

  offer_pool (user_data, query);

  return GST_PAD_PROBE_HANDLED;
}

static void
watch_sink (LecUpright *self)
{
  g_autoptr (GstPad) sink_pad = gst_element_get_static_pad (self->sink, "sink");

  gst_pad_add_probe (sink_pad, GST_PAD_PROBE_TYPE_QUERY_DOWNSTREAM | GST_PAD_PROBE_TYPE_PUSH, memory_asked_cb,
                     self, NULL);
}

static gboolean
make_elements (LecUpright *self,
               GstBin *bin)
{
  self->convert = gst_element_factory_make ("videoconvertscale", NULL);
  self->filter = gst_element_factory_make ("capsfilter", NULL);
  self->sink = gst_element_factory_make ("appsink", NULL);
  if (self->convert == NULL || self->filter == NULL || self->sink == NULL)
    {
      gst_clear_object (&self->convert);
      gst_clear_object (&self->filter);
      gst_clear_object (&self->sink);
      return FALSE;
    }

  watch_sink (self);
  gst_bin_add_many (bin, self->convert, self->filter, self->sink, NULL);
  return gst_element_link_many (self->convert, self->filter, self->sink, NULL);
}

LecUpright *
lec_upright_new (GstBin *bin,
                 GError **error)
{
  g_autoptr (LecUpright) self = g_new0 (LecUpright, 1);

  g_mutex_init (&self->format_lock);
  gst_video_info_init (&self->decoded);
  self->allocator = lec_frame_pool_new_allocator ();
  if (!make_elements (self, bin))
    {
      g_set_error (error, LEC_ERROR, LEC_ERROR_INTERNAL, _ ("GStreamer plug-ins are missing; %s"),
                   _ ("the Debian packages gstreamer1.0-plugins-base and -good bring them"));
      return NULL;
    }

  /* Dithering would make noise of what is one flat colour. */
  gst_util_set_object_arg (G_OBJECT (self->convert), "dither", "none");
  g_object_set (self->convert, "qos", FALSE, NULL);
  g_object_set (self->sink, "sync", FALSE, "max-buffers", MAX_WAITING, "enable-last-sample", FALSE,
                "qos", FALSE, NULL);

  return g_steal_pointer (&self);
}

void
lec_upright_free (LecUpright *self)
{
  if (self == NULL)
    return;

  gst_clear_object (&self->allocator);
  g_mutex_clear (&self->format_lock);
  g_free (self);
}

gboolean
lec_upright_link_decoder (LecUpright *self,
                          GstElement *decoder)
{
  g_autoptr (GstPad) sink_pad = gst_element_get_static_pad (decoder, "sink");
  g_autoptr (GstPad) src_pad = gst_element_get_static_pad (decoder, "src");

  gst_pad_add_probe (sink_pad, GST_PAD_PROBE_TYPE_EVENT_DOWNSTREAM, tag_seen_cb, self, NULL);
  gst_pad_add_probe (src_pad, GST_PAD_PROBE_TYPE_EVENT_DOWNSTREAM, format_seen_cb, self, NULL);

  return gst_element_link (decoder, self->convert);
}

GstAppSink *
lec_upright_get_sink (LecUpright *self)
{
  return GST_APP_SINK (self->sink);
}

void
lec_upright_fill_info (LecUpright *self,
                       LecVideoInfo *info)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->format_lock);

  info->coded_width = self->decoded.width;
  info->coded_height = self->decoded.height;
  info->par_n = MAX (self->decoded.par_n, 1);
  info->par_d = MAX (self->decoded.par_d, 1);
  info->rotation_deg = get_rotation_deg (self->orientation);
  info->bit_depth = (int) GST_VIDEO_INFO_COMP_DEPTH (&self->decoded, 0);
  get_square_size (&self->decoded, &info->width, &info->height);
  if (is_turned (self->orientation))
    {
      int width = info->width;

      info->width = info->height;
      info->height = width;
    }
}
