/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A sample that is held while the sink it came from is flushed, with other caps waiting in it.
 */
#include <gst/app/gstappsink.h>

#include "media/gstreamer.h"
#include "media/own-sample.h"

static GstCaps *
make_caps (int width)
{
  return gst_caps_new_simple ("video/x-raw", "format", G_TYPE_STRING, "GRAY8", "width", G_TYPE_INT, width, "height",
                              G_TYPE_INT, 2, "framerate", GST_TYPE_FRACTION, 1, 1, NULL);
}

static void
send_caps (GstPad *pad,
           int width)
{
  g_autoptr (GstCaps) caps = make_caps (width);

  g_assert_true (gst_pad_send_event (pad, gst_event_new_caps (caps)));
}

static void
send_picture (GstPad *pad)
{
  g_assert_cmpint (gst_pad_chain (pad, gst_buffer_new_allocate (NULL, 8, NULL)), ==, GST_FLOW_OK);
}

static int
get_width (GstSample *sample)
{
  int width = 0;

  g_assert_true (gst_structure_get_int (gst_caps_get_structure (gst_sample_get_caps (sample), 0), "width", &width));
  return width;
}

/* The one that is held stays as it was, and the next one has the caps that waited. */
static void
test_flushed (void)
{
  g_autoptr (GstElement) sink = gst_object_ref_sink (gst_element_factory_make ("appsink", NULL));
  g_autoptr (GstPad) pad = gst_element_get_static_pad (sink, "sink");
  g_autoptr (GstSample) held = NULL;
  g_autoptr (GstSample) next = NULL;
  GstSegment segment;

  gst_segment_init (&segment, GST_FORMAT_TIME);
  g_object_set (sink, "sync", FALSE, "async", FALSE, NULL);
  gst_element_set_state (sink, GST_STATE_PLAYING);
  g_assert_true (gst_pad_send_event (pad, gst_event_new_stream_start ("s")));
  send_caps (pad, 2);
  g_assert_true (gst_pad_send_event (pad, gst_event_new_segment (&segment)));
  send_picture (pad);
  held = lec_own_sample (gst_app_sink_try_pull_sample (GST_APP_SINK (sink), 0));
  g_assert_nonnull (held);

  send_caps (pad, 4);
  g_assert_true (gst_pad_send_event (pad, gst_event_new_flush_start ()));
  g_assert_true (gst_pad_send_event (pad, gst_event_new_flush_stop (TRUE)));
  g_assert_true (gst_pad_send_event (pad, gst_event_new_segment (&segment)));
  send_picture (pad);
  next = lec_own_sample (gst_app_sink_try_pull_sample (GST_APP_SINK (sink), 0));
  g_assert_cmpint (get_width (held), ==, 2);
  g_assert_cmpint (get_width (next), ==, 4);
  gst_element_set_state (sink, GST_STATE_NULL);
}

static void
test_none (void)
{
  g_assert_null (lec_own_sample (NULL));
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  lec_gstreamer_init (NULL);
  g_test_add_func ("/own-sample/flushed", test_flushed);
  g_test_add_func ("/own-sample/none", test_none);
  return g_test_run ();
}
