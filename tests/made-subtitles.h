/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A video with subtitle tracks put in: its pictures are copied as they are.
 */
#pragma once

#include <gst/app/gstappsrc.h>
#include <gst/gst.h>
#include <string.h>

/* @text: (nullable): %NULL ends the list */
typedef struct
{
  double start_s;
  double end_s; /* < 0 for one that does not say */
  const char *text;
} MadeCue;

/**
 * MadeTrack:
 * @caps: as the muxer takes them
 * @tags: (nullable): as taginject takes them
 */
typedef struct
{
  const char *caps;
  const char *tags;
  const MadeCue *cues;
} MadeTrack;

#define MADE_TEXT "text/x-raw,format=utf8"

static inline void
made_subtitles_push (GstElement *pipeline,
                     guint number,
                     const MadeTrack *track)
{
  g_autofree char *name = g_strdup_printf ("text%u", number);
  g_autoptr (GstElement) source = gst_bin_get_by_name (GST_BIN (pipeline), name);

  for (guint i = 0; track->cues[i].text != NULL; i++)
    {
      const MadeCue *cue = &track->cues[i];
      GstBuffer *buffer = gst_buffer_new_memdup (cue->text, strlen (cue->text));

      GST_BUFFER_PTS (buffer) = (GstClockTime) (cue->start_s * GST_SECOND);
      if (cue->end_s >= 0)
        GST_BUFFER_DURATION (buffer) = (GstClockTime) ((cue->end_s - cue->start_s) * GST_SECOND);
      g_assert_cmpint (gst_app_src_push_buffer (GST_APP_SRC (source), buffer), ==, GST_FLOW_OK);
    }
  gst_app_src_end_of_stream (GST_APP_SRC (source));
}

/**
 * made_subtitles_mux_sound:
 * @video: an MP4 file with H.264 in it
 * @sound: (nullable): a WAV file
 * @muxer: "mp4mux", "matroskamux", which alone takes sound as it is in a WAV file
 */
static inline void
made_subtitles_mux_sound (const char *video,
                          const char *sound,
                          const char *muxer,
                          const MadeTrack *tracks,
                          guint n_tracks,
                          const char *output)
{
  g_autoptr (GString) line = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GstElement) pipeline = NULL;
  g_autoptr (GstBus) bus = NULL;
  g_autoptr (GstMessage) message = NULL;

  g_string_append_printf (line,
                          "%s name=mux ! filesink location=\"%s\" "
                          "filesrc location=\"%s\" ! qtdemux ! h264parse ! queue ! mux.video_0 ",
                          muxer, output, video);
  if (sound != NULL)
    g_string_append_printf (line, "filesrc location=\"%s\" ! wavparse ! queue ! mux.audio_0 ", sound);
  for (guint i = 0; i < n_tracks; i++)
    g_string_append_printf (line,
                            "appsrc name=text%u format=time caps=\"%s\" ! taginject tags=\"%s\" ! queue ! "
                            "mux.subtitle_%u ",
                            i, tracks[i].caps, tracks[i].tags != NULL ? tracks[i].tags : "encoder=test", i);
  pipeline = gst_parse_launch (line->str, &error);
  g_assert_no_error (error);
  bus = gst_element_get_bus (pipeline);
  gst_element_set_state (pipeline, GST_STATE_PLAYING);
  for (guint i = 0; i < n_tracks; i++)
    made_subtitles_push (pipeline, i, &tracks[i]);
  message = gst_bus_timed_pop_filtered (bus, 60 * GST_SECOND, GST_MESSAGE_EOS | GST_MESSAGE_ERROR);
  g_assert_nonnull (message);
  if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_ERROR)
    {
      gst_message_parse_error (message, &error, NULL);
      g_assert_no_error (error);
    }
  gst_element_set_state (pipeline, GST_STATE_NULL);
}

/* Likewise, without sound. */
static inline void
made_subtitles_mux (const char *video,
                    const char *muxer,
                    const MadeTrack *tracks,
                    guint n_tracks,
                    const char *output)
{
  made_subtitles_mux_sound (video, NULL, muxer, tracks, n_tracks, output);
}
