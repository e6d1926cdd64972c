/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GStreamer's encoder between an appsrc and an appsink; the file is written
 * here, so that a full disk is told as one. All of our own making goes in, so
 * the encoder is waited for without a deadline but the user's.
 */
#include "media/flac-file.h"

#include <glib/gi18n-lib.h>
#include <gst/app/gstappsink.h>
#include <gst/app/gstappsrc.h>

#include "base/error.h"
#include "base/pending-file.h"
#include "media/gstreamer.h"
#include "media/wav-file.h"

#define PIECE_SAMPLES 16384
#define POLL_MS       50

typedef struct
{
  GstElement *pipeline;
  GstAppSrc *source;
  GstAppSink *sink;
  LecWavFile *audio;
  LecPendingFile *file;
  gint64 first; /* sample to be pushed next */
  gint64 end;
} Encoding;

static void
encoding_clear (Encoding *self)
{
  if (self->pipeline != NULL)
    gst_element_set_state (self->pipeline, GST_STATE_NULL);
  gst_clear_object (&self->source);
  gst_clear_object (&self->sink);
  gst_clear_object (&self->pipeline);
  g_clear_pointer (&self->audio, lec_wav_file_free);
  g_clear_pointer (&self->file, lec_pending_file_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Encoding, encoding_clear)

static gboolean
build (Encoding *self,
       GError **error)
{
  static const char line[] = "appsrc name=source format=time block=false max-bytes=0 "
                             "caps=audio/x-raw,format=S16LE,rate=16000,channels=1,layout=interleaved "
                             "! flacenc ! appsink name=sink sync=false";
  g_autoptr (GError) cause = NULL;

  self->pipeline = gst_parse_launch_full (line, NULL, GST_PARSE_FLAG_FATAL_ERRORS, &cause);
  if (self->pipeline == NULL)
    {
      g_set_error (error, LEC_ERROR, LEC_ERROR_INTERNAL, _ ("sound cannot be packed: %s"), cause->message);
      return FALSE;
    }

  gst_object_ref_sink (self->pipeline);
  self->source = GST_APP_SRC (gst_bin_get_by_name (GST_BIN (self->pipeline), "source"));
  self->sink = GST_APP_SINK (gst_bin_get_by_name (GST_BIN (self->pipeline), "sink"));
  gst_element_set_state (self->pipeline, GST_STATE_PLAYING);
  return TRUE;
}

/* Returns: whether it was read */
static gboolean
push_piece (Encoding *self,
            GError **error)
{
  gsize wanted = (gsize) MIN (self->end - self->first, PIECE_SAMPLES);
  g_autofree gint16 *samples = g_new (gint16, PIECE_SAMPLES);
  gssize n_read = lec_wav_file_read (self->audio, self->first, samples, wanted, error);
  GstBuffer *buffer = NULL;

  if (n_read < 0)
    return FALSE;

  for (gssize i = 0; i < n_read; i++)
    samples[i] = GINT16_TO_LE (samples[i]);
  buffer = gst_buffer_new_memdup (samples, (gsize) n_read * sizeof (gint16));
  GST_BUFFER_PTS (buffer) = gst_util_uint64_scale ((guint64) self->first, GST_SECOND, LEC_WAV_RATE);
  GST_BUFFER_DURATION (buffer) = gst_util_uint64_scale ((guint64) n_read, GST_SECOND, LEC_WAV_RATE);
  gst_app_src_push_buffer (self->source, buffer);
  self->first += n_read;
  if (self->first >= self->end)
    gst_app_src_end_of_stream (self->source);

  return TRUE;
}

static gboolean
check_bus (Encoding *self,
           GError **error)
{
  g_autoptr (GstBus) bus = gst_element_get_bus (self->pipeline);
  g_autoptr (GstMessage) message = gst_bus_pop_filtered (bus, GST_MESSAGE_ERROR);
  g_autoptr (GError) posted = NULL;

  if (message == NULL)
    return TRUE;

  gst_message_parse_error (message, &posted, NULL);
  g_set_error (error, LEC_ERROR, LEC_ERROR_INTERNAL, _ ("sound cannot be packed: %s"), posted->message);
  return FALSE;
}

/* An appsink cannot be sought in, so the encoder does not come back to the head to write the length
 * there: FLAC may say that it is not known. */
static gboolean
take_sample (Encoding *self,
             GstSample *sample,
             GError **error)
{
  GstBuffer *buffer = gst_sample_get_buffer (sample);
  GstMapInfo map;
  gboolean written = FALSE;

  if (buffer == NULL || !gst_buffer_map (buffer, &map, GST_MAP_READ))
    return TRUE;

  written = lec_pending_file_write (self->file, map.data, map.size, error);
  gst_buffer_unmap (buffer, &map);
  return written;
}

static gboolean
run (Encoding *self,
     GCancellable *cancellable,
     GError **error)
{
  while (!gst_app_sink_is_eos (self->sink))
    {
      g_autoptr (GstSample) sample = NULL;

      if (g_cancellable_set_error_if_cancelled (cancellable, error) || !check_bus (self, error))
        return FALSE;
      if (self->first < self->end && gst_app_src_get_current_level_bytes (self->source) < PIECE_SAMPLES * 8 &&
          !push_piece (self, error))
        return FALSE;
      sample = gst_app_sink_try_pull_sample (self->sink, self->first < self->end ? 0 : POLL_MS * GST_MSECOND);
      if (sample != NULL && !take_sample (self, sample, error))
        return FALSE;
      if (sample == NULL && gst_app_src_get_current_level_bytes (self->source) >= PIECE_SAMPLES * 8)
        g_usleep (1000);
    }

  return check_bus (self, error);
}

gboolean
lec_flac_file_write (const char *audio,
                     double start_s,
                     double end_s,
                     const char *path,
                     GCancellable *cancellable,
                     GError **error)
{
  g_auto (Encoding) self = { 0 };

  g_return_val_if_fail (audio != NULL && path != NULL && start_s >= 0 && start_s <= end_s, FALSE);

  if (!lec_gstreamer_init (error))
    return FALSE;
  self.audio = lec_wav_file_open (audio, error);
  if (self.audio == NULL)
    return FALSE;

  self.end = MIN ((gint64) (end_s * LEC_WAV_RATE), lec_wav_file_get_n_samples (self.audio));
  self.first = MIN ((gint64) (start_s * LEC_WAV_RATE), self.end);
  self.file = lec_pending_file_new (path, TRUE, error);
  if (self.file == NULL || !build (&self, error))
    return FALSE;
  if (self.first >= self.end)
    gst_app_src_end_of_stream (self.source);

  return run (&self, cancellable, error) && lec_pending_file_commit (self.file, error);
}
