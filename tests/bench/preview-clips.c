/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Luma is all there is to them; so a number is read from any colour.
 */
#include "preview-clips.h"

#include <gst/app/gstappsrc.h>
#include <gst/gst.h>
#include <gst/video/video.h>
#include <string.h>

#define SIDE        40 /* of a square */
#define N_BITS      16
#define PAGE_FRAMES 50
#define DARK        30
#define LIGHT       220

static guint8
get_luma (guint number,
          int x,
          int y)
{
  guint32 hash = 0;

  if (y < SIDE && x < N_BITS * SIDE)
    return (number >> (x / SIDE) & 1) != 0 ? LIGHT : DARK;

  /* Lines of letters, as it were. */
  hash = (number / PAGE_FRAMES + 1) * 7919u + (guint32) (x / 6) * 104729u + (guint32) (y / 10) * 1299709u;
  hash = (hash ^ hash >> 15) * 0x2c1b3c6du;
  return y / 10 % 3 == 0 && hash >> 30 != 0 ? 60 : 200;
}

static GstBuffer *
draw_frame (guint number)
{
  gsize n_luma = (gsize) PREVIEW_WIDTH * PREVIEW_HEIGHT;
  GstBuffer *buffer = gst_buffer_new_allocate (NULL, n_luma * 3 / 2, NULL);
  GstMapInfo map;

  g_assert_true (gst_buffer_map (buffer, &map, GST_MAP_WRITE));
  for (int y = 0; y < PREVIEW_HEIGHT; y++)
    for (int x = 0; x < PREVIEW_WIDTH; x++)
      map.data[(gsize) y * PREVIEW_WIDTH + (gsize) x] = get_luma (number, x, y);
  memset (map.data + n_luma, 128, n_luma / 2);
  gst_buffer_unmap (buffer, &map);

  return buffer;
}

gint64
preview_clip_get_time_ns (const PreviewClip *self,
                          guint number)
{
  return (gint64) (number + self->late_frames) * GST_SECOND / self->fps;
}

guint
preview_clip_get_shown (const PreviewClip *self,
                        guint number)
{
  return self->is_uneven && number % 3 == 1 ? number - 1 : number;
}

guint
preview_clip_read_number (const guint8 *pixels,
                          gsize stride)
{
  guint number = 0;

  for (guint bit = 0; bit < N_BITS; bit++)
    if (pixels[SIDE / 2 * stride + (bit * SIDE + SIDE / 2) * 4 + 1] > 128)
      number |= 1u << bit;

  return number;
}

static void
push_frames (const PreviewClip *self,
             GstAppSrc *source)
{
  for (guint i = 0; i < PREVIEW_N_FRAMES; i++)
    {
      GstBuffer *buffer = NULL;

      if (preview_clip_get_shown (self, i) != i)
        continue;
      buffer = draw_frame (i);
      GST_BUFFER_PTS (buffer) = (GstClockTime) preview_clip_get_time_ns (self, i);
      GST_BUFFER_DURATION (buffer) = GST_SECOND / self->fps;
      gst_app_src_push_buffer (source, buffer);
    }
  gst_app_src_end_of_stream (source);
}

static gboolean
wait_for_end (GstElement *pipeline,
              GError **error)
{
  g_autoptr (GstBus) bus = gst_element_get_bus (pipeline);
  g_autoptr (GstMessage) message =
    gst_bus_timed_pop_filtered (bus, GST_CLOCK_TIME_NONE, GST_MESSAGE_EOS | GST_MESSAGE_ERROR);

  if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_ERROR)
    gst_message_parse_error (message, error, NULL);
  gst_element_set_state (pipeline, GST_STATE_NULL);
  return GST_MESSAGE_TYPE (message) == GST_MESSAGE_EOS;
}

gboolean
preview_clip_make (const PreviewClip *self,
                   const char *path,
                   GError **error)
{
  g_autofree char *line = g_strdup_printf (
    "appsrc name=source format=time block=true max-buffers=8 ! %s ! filesink name=sink", self->tail);
  g_autoptr (GstElement) pipeline = gst_parse_launch_full (line, NULL, GST_PARSE_FLAG_FATAL_ERRORS, error);
  g_autoptr (GstElement) source = NULL;
  g_autoptr (GstElement) sink = NULL;
  g_autoptr (GstCaps) caps = NULL;

  if (pipeline == NULL)
    return FALSE;

  caps = gst_caps_new_simple ("video/x-raw", "format", G_TYPE_STRING, "I420", "width", G_TYPE_INT, PREVIEW_WIDTH,
                              "height", G_TYPE_INT, PREVIEW_HEIGHT, "framerate", GST_TYPE_FRACTION,
                              self->is_uneven ? 0 : (int) self->fps, 1, NULL);
  source = gst_bin_get_by_name (GST_BIN (pipeline), "source");
  sink = gst_bin_get_by_name (GST_BIN (pipeline), "sink");
  g_object_set (sink, "location", path, NULL);
  gst_app_src_set_caps (GST_APP_SRC (source), caps);
  gst_element_set_state (pipeline, GST_STATE_PLAYING);
  push_frames (self, GST_APP_SRC (source));
  return wait_for_end (pipeline, error);
}
