/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One table of encoders and one of containers; the pipeline is appsrc, encoder,
 * parser, muxer, filesink. The settings are those that real recorders use:
 * B-frames and scene cuts stay on for H.264.
 */
#include "encoder.h"

#include <gst/app/gstappsrc.h>
#include <gst/gst.h>
#include <gst/video/video.h>
#include <math.h>

struct _Encoder
{
  GstElement *pipeline;
  GstElement *source;
  GstVideoInfo info;
  GstBuffer *last; /* pixels of the last frame */
  gboolean bt709;
};

/**
 * Codec:
 * @constant: properties for constant quality, with @quality_name to be set
 * @limited: properties for a bit rate, with @rate_name to be set in units of @rate_unit bit/s
 */
typedef struct
{
  const char *name;
  const char *element;
  const char *gop_name;
  const char *constant;
  const char *quality_name;
  int quality;
  const char *limited;
  const char *rate_name;
  int rate_unit;
  const char *parser;
} Codec;

static const Codec codecs[] = {
  { "h264", "x264enc bframes=3 option-string=scenecut=40", "key-int-max",
    "pass=qual speed-preset=superfast", "quantizer", 24,
    "pass=cbr speed-preset=veryfast vbv-buf-capacity=2000", "bitrate", 1000, "h264parse" },
  { "h265", "x265enc speed-preset=ultrafast option-string=log-level=none", "key-int-max",
    "", "qp", 27, "", "bitrate", 1000, "h265parse" },
  { "vp8", "vp8enc deadline=1 cpu-used=8 threads=2", "keyframe-max-dist",
    "end-usage=cq target-bitrate=3000000", "cq-level", 14, "end-usage=vbr", "target-bitrate", 1, "identity" },
  { "vp9", "vp9enc deadline=1 cpu-used=8 threads=2 row-mt=true", "keyframe-max-dist",
    "end-usage=cq target-bitrate=3000000", "cq-level", 30, "end-usage=vbr", "target-bitrate", 1, "vp9parse" },
  { "av1", "av1enc cpu-used=9 usage-profile=realtime threads=2", "keyframe-max-dist",
    "end-usage=q", "max-quantizer", 34, "end-usage=vbr", "target-bitrate", 1000, "av1parse" },
  { "mpeg4", "avenc_mpeg4", "gop-size",
    "pass=quant", "quantizer", 4, "", "bitrate", 1, "mpeg4videoparse" },
  { "mjpeg", "jpegenc", NULL, "", "quality", 85, NULL, NULL, 0, "identity" },
};

typedef struct
{
  const char *name;
  const char *muxer;
  const char *extension;
} Container;

static const Container containers[] = {
  { "mp4", "mp4mux", "mp4" },
  { "fmp4", "mp4mux fragment-duration=2000", "mp4" },
  { "mov", "qtmux", "mov" },
  { "mkv", "matroskamux", "mkv" },
  { "webm", "webmmux", "webm" },
  { "avi", "avimux", "avi" },
  { "ts", "mpegtsmux", "ts" },
};

static const Container *
find_container (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (containers); i++)
    if (g_str_equal (containers[i].name, name))
      return &containers[i];

  return NULL;
}

const char *
encoder_get_extension (const char *container)
{
  const Container *found = find_container (container);

  return found != NULL ? found->extension : NULL;
}

static const Codec *
find_codec (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (codecs); i++)
    if (g_str_equal (codecs[i].name, name))
      return &codecs[i];

  return NULL;
}

static char *
describe_encoder (const Codec *codec, const EncoderSettings *settings)
{
  GString *out = g_string_new (codec->element);

  if (codec->gop_name != NULL)
    g_string_append_printf (out, " %s=%d", codec->gop_name, settings->gop);
  if (settings->bitrate_kbps > 0 && codec->limited != NULL)
    g_string_append_printf (out, " %s %s=%d", codec->limited, codec->rate_name,
                            settings->bitrate_kbps * 1000 / codec->rate_unit);
  else
    g_string_append_printf (out, " %s %s=%d", codec->constant, codec->quality_name,
                            settings->quality > 0 ? settings->quality : codec->quality);

  return g_string_free (out, FALSE);
}

static char *
describe_pipeline (const EncoderSettings *settings, GError **error)
{
  const Codec *codec = find_codec (settings->codec);
  const Container *container = find_container (settings->container);
  g_autofree char *encoder = NULL;

  if (codec == NULL || container == NULL)
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, "%s in %s is not among the codecs and containers",
                   settings->codec, settings->container);
      return NULL;
    }
  /* GStreamer 1.22 gives MPEG-4 no presentation times that other muxers could use. */
  if (g_str_equal (codec->name, "mpeg4") && !g_str_equal (container->name, "avi"))
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, "mpeg4 goes into avi only");
      return NULL;
    }
  encoder = describe_encoder (codec, settings);
  return g_strdup_printf ("appsrc name=source format=time block=true max-buffers=8 ! %s ! %s ! %s ! filesink name=sink",
                          encoder, codec->parser, container->muxer);
}

static void
configure_source (Encoder *self, const EncoderSettings *settings)
{
  g_autoptr (GstCaps) caps = NULL;

  gst_video_info_set_format (&self->info, GST_VIDEO_FORMAT_I420, (guint) settings->width, (guint) settings->height);
  self->info.fps_n = settings->variable_rate ? 0 : settings->fps_n;
  self->info.fps_d = settings->variable_rate ? 1 : settings->fps_d;
  self->bt709 = settings->height >= 720;
  gst_video_colorimetry_from_string (&self->info.colorimetry, self->bt709
                                                                ? GST_VIDEO_COLORIMETRY_BT709
                                                                : GST_VIDEO_COLORIMETRY_BT601);
  caps = gst_video_info_to_caps (&self->info);
  gst_app_src_set_caps (GST_APP_SRC (self->source), caps);
}

Encoder *
encoder_new (const EncoderSettings *settings, const char *path, GError **error)
{
  g_autofree char *description = describe_pipeline (settings, error);
  g_autoptr (Encoder) self = NULL;
  g_autoptr (GstElement) sink = NULL;

  if (description == NULL)
    return NULL;

  self = g_new0 (Encoder, 1);
  /* A property that an element lacks must not leave half a pipeline that never takes a frame. */
  self->pipeline = gst_parse_launch_full (description, NULL, GST_PARSE_FLAG_FATAL_ERRORS, error);
  if (self->pipeline == NULL)
    return NULL;

  self->source = gst_bin_get_by_name (GST_BIN (self->pipeline), "source");
  sink = gst_bin_get_by_name (GST_BIN (self->pipeline), "sink");
  g_object_set (sink, "location", path, NULL);
  configure_source (self, settings);
  gst_element_set_state (self->pipeline, GST_STATE_PLAYING);
  return g_steal_pointer (&self);
}

void
encoder_free (Encoder *self)
{
  if (self->pipeline != NULL)
    gst_element_set_state (self->pipeline, GST_STATE_NULL);
  gst_clear_object (&self->source);
  gst_clear_object (&self->pipeline);
  gst_clear_buffer (&self->last);
  g_free (self);
}

/* Limited range, coefficients in 1/65536: luma of R, G, B, then Cb, then Cr. */
static const int matrix_601[] = { 16829, 33039, 6416, -9714, -19070, 28784, 28784, -24103, -4681 };
static const int matrix_709[] = { 11966, 40254, 4064, -6596, -22189, 28784, 28784, -26145, -2639 };

static guint8
weigh (const int *m, int r, int g, int b, int offset)
{
  return (guint8) (((m[0] * r + m[1] * g + m[2] * b + 32768) >> 16) + offset);
}

typedef struct
{
  const guint8 *rgb;
  int stride;
  GstVideoFrame *yuv;
  const int *matrix;
} Conversion;

static void
convert_luma (const Conversion *c, const cairo_rectangle_int_t *box)
{
  guint8 *plane = GST_VIDEO_FRAME_PLANE_DATA (c->yuv, 0);
  int stride = GST_VIDEO_FRAME_PLANE_STRIDE (c->yuv, 0);

  for (int y = box->y; y < box->y + box->height; y++)
    {
      const guint8 *in = c->rgb + y * c->stride + box->x * 4;
      guint8 *out = plane + y * stride + box->x;

      for (int x = 0; x < box->width; x++, in += 4)
        out[x] = weigh (c->matrix, in[2], in[1], in[0], 16);
    }
}

/* The mean of the pixels of a 2x2 block that exist. */
static void
mean_block (const Conversion *c, int x, int y, int *rgb)
{
  int x1 = MIN (x + 1, GST_VIDEO_FRAME_WIDTH (c->yuv) - 1);
  int y1 = MIN (y + 1, GST_VIDEO_FRAME_HEIGHT (c->yuv) - 1);
  const guint8 *a = c->rgb + y * c->stride;
  const guint8 *b = c->rgb + y1 * c->stride;

  for (int i = 0; i < 3; i++)
    rgb[i] = (a[x * 4 + i] + a[x1 * 4 + i] + b[x * 4 + i] + b[x1 * 4 + i] + 2) >> 2;
}

static void
convert_chroma (const Conversion *c, const cairo_rectangle_int_t *box)
{
  guint8 *cb = GST_VIDEO_FRAME_PLANE_DATA (c->yuv, 1);
  guint8 *cr = GST_VIDEO_FRAME_PLANE_DATA (c->yuv, 2);
  int cb_stride = GST_VIDEO_FRAME_PLANE_STRIDE (c->yuv, 1);
  int cr_stride = GST_VIDEO_FRAME_PLANE_STRIDE (c->yuv, 2);

  for (int y = box->y & ~1; y < box->y + box->height; y += 2)
    for (int x = box->x & ~1; x < box->x + box->width; x += 2)
      {
        int bgr[3];

        mean_block (c, x, y, bgr);
        cb[y / 2 * cb_stride + x / 2] = weigh (c->matrix + 3, bgr[2], bgr[1], bgr[0], 128);
        cr[y / 2 * cr_stride + x / 2] = weigh (c->matrix + 6, bgr[2], bgr[1], bgr[0], 128);
      }
}

static void
convert_changed (Encoder *self, cairo_surface_t *frame, const cairo_region_t *changed)
{
  GstVideoFrame yuv;
  Conversion conversion = { cairo_image_surface_get_data (frame), cairo_image_surface_get_stride (frame),
                            &yuv, self->bt709 ? matrix_709 : matrix_601 };

  if (!gst_video_frame_map (&yuv, &self->info, self->last, GST_MAP_READWRITE))
    return;
  for (int i = 0; i < cairo_region_num_rectangles (changed); i++)
    {
      cairo_rectangle_int_t box;

      cairo_region_get_rectangle (changed, i, &box);
      convert_luma (&conversion, &box);
      convert_chroma (&conversion, &box);
    }
  gst_video_frame_unmap (&yuv);
}

/* A still frame shares the memory of the last; a changed one gets its own,
the encoder may read on. */
static void
update_last (Encoder *self, cairo_surface_t *frame, const cairo_region_t *changed)
{
  GstBuffer *next;

  if (self->last == NULL)
    {
      const cairo_rectangle_int_t all = { 0, 0, cairo_image_surface_get_width (frame),
                                          cairo_image_surface_get_height (frame) };
      cairo_region_t *everywhere = cairo_region_create_rectangle (&all);

      self->last = gst_buffer_new_allocate (NULL, self->info.size, NULL);
      convert_changed (self, frame, everywhere);
      cairo_region_destroy (everywhere);
      return;
    }
  if (changed != NULL)
    {
      next = gst_buffer_copy_deep (self->last);
      gst_buffer_unref (self->last);
      self->last = next;
    }
  if (changed != NULL)
    convert_changed (self, frame, changed);
}

static gboolean
check_bus (Encoder *self, GstMessageType types, GstClockTime timeout, GError **error)
{
  g_autoptr (GstBus) bus = gst_element_get_bus (self->pipeline);
  g_autoptr (GstMessage) message = gst_bus_timed_pop_filtered (bus, timeout, types);

  if (message == NULL || GST_MESSAGE_TYPE (message) != GST_MESSAGE_ERROR)
    return TRUE;

  gst_message_parse_error (message, error, NULL);
  return FALSE;
}

gboolean
encoder_push (Encoder *self,
              cairo_surface_t *frame,
              const cairo_region_t *changed,
              double time_s,
              double duration_s,
              GError **error)
{
  GstBuffer *buffer;

  if (!check_bus (self, GST_MESSAGE_ERROR, 0, error))
    return FALSE;

  update_last (self, frame, changed);
  buffer = gst_buffer_copy (self->last);
  GST_BUFFER_PTS (buffer) = (GstClockTime) llround (time_s * GST_SECOND);
  GST_BUFFER_DURATION (buffer) = (GstClockTime) llround (duration_s * GST_SECOND);
  if (gst_app_src_push_buffer (GST_APP_SRC (self->source), buffer) == GST_FLOW_OK)
    return TRUE;

  if (check_bus (self, GST_MESSAGE_ERROR, GST_SECOND, error))
    g_set_error (error, GST_STREAM_ERROR, GST_STREAM_ERROR_ENCODE, "the encoder takes no more frames");
  return FALSE;
}

gboolean
encoder_finish (Encoder *self, GError **error)
{
  gst_app_src_end_of_stream (GST_APP_SRC (self->source));
  return check_bus (self, GST_MESSAGE_ERROR | GST_MESSAGE_EOS, GST_CLOCK_TIME_NONE, error);
}
