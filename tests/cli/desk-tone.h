/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A lecture of which something is to be heard.
 */
#pragma once

#include <gst/gst.h>

#include "desk.h"

G_BEGIN_DECLS

/* sound.mkv is the lecture then, with a tone to be heard. */
static inline void
desk_add_tone (Desk *desk)
{
  g_autofree char *line =
    g_strdup_printf ("filesrc location=%s/talk.mp4 ! qtdemux ! h264parse ! queue ! matroskamux name=m ! "
                     "filesink location=%s/sound.mkv audiotestsrc samplesperbuffer=4410 num-buffers=180 ! "
                     "audio/x-raw,rate=44100,channels=1 ! audioconvert ! vorbisenc ! queue ! m.",
                     desk->folder, desk->folder);
  g_autoptr (GError) error = NULL;
  g_autoptr (GstElement) pipeline = gst_parse_launch (line, &error);
  g_autoptr (GstBus) bus = NULL;
  g_autoptr (GstMessage) message = NULL;

  g_assert_no_error (error);
  bus = gst_element_get_bus (pipeline);
  gst_element_set_state (pipeline, GST_STATE_PLAYING);
  message = gst_bus_timed_pop_filtered (bus, 60 * GST_SECOND, GST_MESSAGE_EOS | GST_MESSAGE_ERROR);
  g_assert_nonnull (message);
  g_assert_cmpint (GST_MESSAGE_TYPE (message), ==, GST_MESSAGE_EOS);
  gst_element_set_state (pipeline, GST_STATE_NULL);
}

G_END_DECLS
