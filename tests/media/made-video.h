/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Small videos of pages, each a pattern of squares of its own that stands for a while, so that a
 * decoded picture tells which frame it is of.
 */
#pragma once

#include <gst/app/gstappsrc.h>
#include <gst/gst.h>
#include <gst/video/video.h>

#include "media/picture.h"

#define MADE_SQUARE 8

/**
 * MadeVideo:
 * @tail: encoder and muxer, as gst-launch has them
 * @format: (nullable): of the frames; %NULL for I420
 * @width: pixels; 0 for 160
 * @height: pixels; 0 for 96
 * @fps: 0 for 25
 * @n_pages: how many
 * @page_frames: how long each stands
 * @variable_rate: each third frame is missing
 * @late_frames: so many frames' time passes before the first one
 */
typedef struct
{
  const char *tail;
  const char *format;
  int width;
  int height;
  int fps;
  guint n_pages;
  guint page_frames;
  gboolean variable_rate;
  guint late_frames;
} MadeVideo;

static inline guint8
made_video_get_luma (guint page,
                     int x,
                     int y)
{
  guint32 hash = page * 7919u + (guint32) (x / MADE_SQUARE) * 104729u + (guint32) (y / MADE_SQUARE) * 1299709u;

  hash = (hash ^ hash >> 15) * 0x2c1b3c6du;
  hash = (hash ^ hash >> 12) * 0x297a2d39u;

  return (guint8) (40 + 60 * (hash >> 30));
}

static inline void
made_video_draw (GstVideoFrame *frame,
                 guint page)
{
  gboolean deep = GST_VIDEO_FRAME_COMP_DEPTH (frame, 0) > 8;

  for (guint plane = 0; plane < GST_VIDEO_FRAME_N_PLANES (frame); plane++)
    for (int y = 0; y < GST_VIDEO_FRAME_COMP_HEIGHT (frame, plane); y++)
      {
        guint8 *row = (guint8 *) GST_VIDEO_FRAME_PLANE_DATA (frame, plane) +
                      y * GST_VIDEO_FRAME_PLANE_STRIDE (frame, plane);

        for (int x = 0; x < GST_VIDEO_FRAME_COMP_WIDTH (frame, plane); x++)
          {
            guint8 value = plane == 0 ? made_video_get_luma (page, x, y) : 128;

            if (deep)
              GST_WRITE_UINT16_LE (row + 2 * x, value << 2);
            else
              row[x] = value;
          }
      }
}

static inline GstBuffer *
made_video_make_frame (const GstVideoInfo *info,
                       guint page)
{
  GstBuffer *buffer = gst_buffer_new_allocate (NULL, GST_VIDEO_INFO_SIZE (info), NULL);
  GstVideoFrame frame;

  g_assert_true (gst_video_frame_map (&frame, info, buffer, GST_MAP_WRITE));
  made_video_draw (&frame, page);
  gst_video_frame_unmap (&frame);

  return buffer;
}

/* Waits until the file is complete; a missing plug-in fails the test. */
static inline void
made_video_finish (GstElement *pipeline)
{
  g_autoptr (GstBus) bus = gst_element_get_bus (pipeline);
  g_autoptr (GstMessage) message = NULL;

  message = gst_bus_timed_pop_filtered (bus, 60 * GST_SECOND, GST_MESSAGE_EOS | GST_MESSAGE_ERROR);
  g_assert_nonnull (message);
  if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_ERROR)
    {
      g_autoptr (GError) error = NULL;

      gst_message_parse_error (message, &error, NULL);
      g_assert_no_error (error);
    }
  gst_element_set_state (pipeline, GST_STATE_NULL);
}

/* Returns: how many frames were written */
static inline guint
made_video_write (const MadeVideo *self,
                  const char *path)
{
  g_autofree char *line = g_strdup_printf ("appsrc name=source format=time ! %s ! filesink name=sink", self->tail);
  g_autoptr (GError) error = NULL;
  g_autoptr (GstElement) pipeline = gst_parse_launch (line, &error);
  g_autoptr (GstElement) source = NULL;
  g_autoptr (GstElement) sink = NULL;
  g_autoptr (GstCaps) caps = NULL;
  int fps = self->fps > 0 ? self->fps : 25;
  guint n_frames = 0;
  GstVideoInfo info;

  g_assert_no_error (error);
  gst_video_info_set_format (&info, gst_video_format_from_string (self->format != NULL ? self->format : "I420"),
                             self->width > 0 ? (guint) self->width : 160, self->height > 0 ? (guint) self->height : 96);
  info.fps_n = fps;
  caps = gst_video_info_to_caps (&info);
  source = gst_bin_get_by_name (GST_BIN (pipeline), "source");
  sink = gst_bin_get_by_name (GST_BIN (pipeline), "sink");
  g_object_set (sink, "location", path, NULL);
  gst_app_src_set_caps (GST_APP_SRC (source), caps);
  gst_element_set_state (pipeline, GST_STATE_PLAYING);
  for (guint i = 0; i < self->n_pages * self->page_frames; i++)
    {
      GstBuffer *buffer;

      if (self->variable_rate && i % 3 == 1)
        continue;
      buffer = made_video_make_frame (&info, i / self->page_frames);
      GST_BUFFER_PTS (buffer) = (i + self->late_frames) * GST_SECOND / (guint) fps;
      GST_BUFFER_DURATION (buffer) = GST_SECOND / (guint) fps;
      g_assert_cmpint (gst_app_src_push_buffer (GST_APP_SRC (source), buffer), ==, GST_FLOW_OK);
      n_frames++;
    }
  gst_app_src_end_of_stream (GST_APP_SRC (source));
  made_video_finish (pipeline);

  return n_frames;
}

/* Mean difference of @picture's luma to a page. */
static inline double
made_video_compare (const LecPicture *picture,
                    guint page)
{
  double sum = 0;

  for (int y = 0; y < picture->height; y++)
    for (int x = 0; x < picture->width; x++)
      sum += ABS (picture->planes[0][y * picture->strides[0] + x] - made_video_get_luma (page, x, y));

  return sum / picture->width / picture->height;
}

/* The page a picture shows; G_MAXUINT when it is like none of them. */
static inline guint
made_video_recognise (const LecPicture *picture,
                      guint n_pages)
{
  for (guint page = 0; page < n_pages; page++)
    if (made_video_compare (picture, page) < 12)
      return page;

  return G_MAXUINT;
}
