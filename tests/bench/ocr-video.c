/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One pipeline from pixels to x264 to decoded luma. A slide stands for a few
 * frames, the last of which counts, as a viewer would see it.
 */
#include "ocr-video.h"

#include <gst/app/gstappsink.h>
#include <gst/app/gstappsrc.h>
#include <gst/video/video.h>

#define FRAMES_A_SLIDE 8
#define FPS            4

typedef struct
{
  GstElement *source;
  GPtrArray *slides;
} Feed;

static gpointer
feed_slides (gpointer data)
{
  Feed *feed = data;

  for (guint i = 0; i < feed->slides->len * FRAMES_A_SLIDE; i++)
    {
      OcrSlide *slide = g_ptr_array_index (feed->slides, i / FRAMES_A_SLIDE);
      GstBuffer *buffer = gst_buffer_new_wrapped_bytes (slide->pixels);

      GST_BUFFER_PTS (buffer) = i * (GST_SECOND / FPS);
      GST_BUFFER_DURATION (buffer) = GST_SECOND / FPS;
      if (gst_app_src_push_buffer (GST_APP_SRC (feed->source), buffer) != GST_FLOW_OK)
        break;
    }
  gst_app_src_end_of_stream (GST_APP_SRC (feed->source));

  return NULL;
}

static LecPicture *
copy_frame (GstSample *sample)
{
  LecColorimetry colorimetry = { .bt709 = TRUE };
  GstVideoInfo info;
  GstVideoFrame frame;
  LecPicture *picture;

  if (!gst_video_info_from_caps (&info, gst_sample_get_caps (sample)) ||
      !gst_video_frame_map (&frame, &info, gst_sample_get_buffer (sample), GST_MAP_READ))
    return NULL;

  picture = lec_picture_new (GST_VIDEO_INFO_WIDTH (&info), GST_VIDEO_INFO_HEIGHT (&info), colorimetry);
  for (guint plane = 0; plane < 3; plane++)
    {
      int width = GST_VIDEO_FRAME_COMP_WIDTH (&frame, plane);
      int height = GST_VIDEO_FRAME_COMP_HEIGHT (&frame, plane);
      const guint8 *data = GST_VIDEO_FRAME_PLANE_DATA (&frame, plane);

      for (int y = 0; y < height; y++)
        memcpy (picture->planes[plane] + y * picture->strides[plane],
                data + y * GST_VIDEO_FRAME_PLANE_STRIDE (&frame, plane), width);
    }
  gst_video_frame_unmap (&frame);

  return picture;
}

static GPtrArray *
collect (GstElement *sink)
{
  GPtrArray *pictures = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_picture_free);
  GstSample *sample;

  for (guint i = 1; (sample = gst_app_sink_pull_sample (GST_APP_SINK (sink))) != NULL; i++)
    {
      LecPicture *picture = i % FRAMES_A_SLIDE == 0 ? copy_frame (sample) : NULL;

      if (picture != NULL)
        g_ptr_array_add (pictures, picture);
      gst_sample_unref (sample);
    }

  return pictures;
}

GPtrArray *
ocr_video_pass (GPtrArray *slides,
                int crf,
                GError **error)
{
  const OcrSlide *first = g_ptr_array_index (slides, 0);
  g_autofree char *description = g_strdup_printf (
    "appsrc name=source format=time block=true max-bytes=%d "
    "caps=video/x-raw,format=BGRx,width=%d,height=%d,framerate=%d/1 "
    "! videoconvert ! video/x-raw,format=I420,colorimetry=bt709 ! x264enc pass=qual "
    "quantizer=%d threads=2 ! avdec_h264 "
    "! video/x-raw,format=I420 ! appsink name=sink sync=false max-buffers=8",
    4 * first->width * first->height * 4, first->width, first->height, FPS, crf);
  GstElement *pipeline = gst_parse_launch (description, error);
  g_autoptr (GstElement) sink = NULL;
  Feed feed = { .slides = slides };
  GThread *thread;
  GPtrArray *pictures;

  if (pipeline == NULL)
    return NULL;

  feed.source = gst_bin_get_by_name (GST_BIN (pipeline), "source");
  sink = gst_bin_get_by_name (GST_BIN (pipeline), "sink");
  gst_element_set_state (pipeline, GST_STATE_PLAYING);
  thread = g_thread_new ("feed", feed_slides, &feed);
  pictures = collect (sink);
  g_thread_join (thread);
  gst_element_set_state (pipeline, GST_STATE_NULL);
  gst_object_unref (feed.source);
  gst_object_unref (pipeline);

  if (pictures->len == slides->len)
    return pictures;

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED,
               "%u of %u slides came back from the encoder", pictures->len, slides->len);
  g_ptr_array_unref (pictures);

  return NULL;
}
