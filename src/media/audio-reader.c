/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * decodebin finds demuxer and decoder, within what a player would allow. Pads
 * appear on a streaming thread; what happens there is kept under lock. Samples
 * are written to their place in the file, so that a gap costs no disk.
 */
#include "media/audio-reader.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <gst/app/gstappsink.h>
#include <gst/gst.h>
#include <string.h>
#include <unistd.h>

#include "base/error.h"
#include "base/pending-file.h"
#include "media/gstreamer.h"
#include "media/playback-guard.h"
#include "media/video-file.h"

#define POLL_MS          50
#define STALL_TIMEOUT_MS 30000
/* Times that are off by less are taken for the rounding of a container. */
#define JITTER_SAMPLES (LEC_WAV_RATE / 20)
#define PROGRESS_US    (G_USEC_PER_SEC / 10)

/* What decodebin has for the answers of "autoplug-select"; it installs no header. */
typedef enum
{
  ANSWER_TRY,
  ANSWER_EXPOSE,
  ANSWER_SKIP,
} Answer;

typedef struct
{
  LecPendingFile *file;
  int fd;           /* of the same file */
  gint64 n_samples; /* up to where the file goes */
  guint n_tracks;   /* that had sound */
  guint n_parts;
  guint part; /* at work */
  gint64 told_us;
  LecAudioProgressFunc func;
  gpointer user_data;
} Output;

typedef struct
{
  const char *path;
  Output *output;
  GstElement *pipeline;
  GstAppSink *sink; /* (nullable) */
  gint64 origin;    /* sample of the lecture at which the part begins */
  gint64 next;      /* sample that follows what came */
  gint64 duration_ns;
  gboolean has_come;
  GMutex lock;  /* guards what follows */
  GstPad *head; /* of the branch, (nullable) */
  gboolean is_taken;
  gboolean is_unknown; /* sound that nothing here decodes */
  gboolean all_found;
} Reading;

static gboolean
has_type (const GstCaps *caps,
          const char *prefix)
{
  return caps != NULL && !gst_caps_is_empty (caps) && !gst_caps_is_any (caps) &&
         g_str_has_prefix (gst_structure_get_name (gst_caps_get_structure (caps, 0)), prefix);
}

/* Pictures and texts are not decoded, only put aside; a container has "video/" in its name, too. */
static int
select_cb (GstElement *decodebin,
           GstPad *pad,
           GstCaps *caps,
           GstElementFactory *factory,
           gpointer user_data)
{
  const char *classes = gst_element_factory_get_metadata (factory, GST_ELEMENT_METADATA_KLASS);
  gboolean is_demuxer = classes != NULL && strstr (classes, "Demux") != NULL;

  if (!is_demuxer && !has_type (caps, "audio/") && !has_type (caps, "application/"))
    return ANSWER_EXPOSE;

  return lec_playback_guard_allows (factory, caps) ? ANSWER_TRY : ANSWER_SKIP;
}

static void
link_to_fakesink (Reading *self,
                  GstPad *pad)
{
  GstElement *sink = gst_element_factory_make ("fakesink", NULL);
  g_autoptr (GstPad) sink_pad = NULL;

  if (sink == NULL)
    return;

  g_object_set (sink, "sync", FALSE, "async", FALSE, "enable-last-sample", FALSE, NULL);
  gst_bin_add (GST_BIN (self->pipeline), sink);
  gst_element_sync_state_with_parent (sink);
  sink_pad = gst_element_get_static_pad (sink, "sink");
  gst_pad_link (pad, sink_pad);
}

static void
pad_added_cb (GstElement *decodebin,
              GstPad *pad,
              gpointer user_data)
{
  Reading *self = user_data;
  g_autoptr (GstCaps) caps = gst_pad_get_current_caps (pad);
  gboolean is_first = FALSE;

  g_mutex_lock (&self->lock);
  is_first = has_type (caps, "audio/x-raw") && !self->is_taken;
  if (is_first)
    self->is_taken = TRUE;
  g_mutex_unlock (&self->lock);

  if (!is_first || GST_PAD_LINK_FAILED (gst_pad_link (pad, self->head)))
    link_to_fakesink (self, pad);
}

static void
unknown_type_cb (GstElement *decodebin,
                 GstPad *pad,
                 GstCaps *caps,
                 gpointer user_data)
{
  Reading *self = user_data;

  g_mutex_lock (&self->lock);
  self->is_unknown = self->is_unknown || has_type (caps, "audio/");
  g_mutex_unlock (&self->lock);
}

static void
all_found_cb (GstElement *decodebin,
              gpointer user_data)
{
  Reading *self = user_data;

  g_mutex_lock (&self->lock);
  self->all_found = TRUE;
  g_mutex_unlock (&self->lock);
}

static void
reading_clear (Reading *self)
{
  if (self->pipeline != NULL)
    gst_element_set_state (self->pipeline, GST_STATE_NULL);
  gst_clear_object (&self->sink);
  gst_clear_object (&self->head);
  gst_clear_object (&self->pipeline);
  g_mutex_clear (&self->lock);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reading, reading_clear)

/* What is linked to it when the sound is found; until then its end waits. */
static gboolean
build_branch (Reading *self,
              GError **error)
{
  static const char line[] =
    "audioconvert ! audioresample ! "
    "appsink name=sink sync=false async=false max-buffers=16 enable-last-sample=false "
    "caps=audio/x-raw,format=S16LE,rate=16000,channels=1,layout=interleaved";
  GstElement *branch = gst_parse_bin_from_description_full (line, TRUE, NULL, GST_PARSE_FLAG_FATAL_ERRORS, error);

  if (branch == NULL)
    return FALSE;

  gst_bin_add (GST_BIN (self->pipeline), branch);
  self->sink = GST_APP_SINK (gst_bin_get_by_name (GST_BIN (branch), "sink"));
  self->head = gst_element_get_static_pad (branch, "sink");
  return TRUE;
}

static gboolean
build_source (Reading *self,
              GError **error)
{
  GstElement *filesrc = gst_element_factory_make ("filesrc", NULL);
  GstElement *decodebin = gst_element_factory_make ("decodebin", NULL);

  if (filesrc == NULL || decodebin == NULL)
    {
      gst_clear_object (&filesrc);
      gst_clear_object (&decodebin);
      g_set_error_literal (error, LEC_ERROR, LEC_ERROR_INTERNAL, _ ("GStreamer's core plug-ins are not installed"));
      return FALSE;
    }

  g_object_set (filesrc, "location", self->path, NULL);
  gst_bin_add_many (GST_BIN (self->pipeline), filesrc, decodebin, NULL);
  gst_element_link (filesrc, decodebin);
  g_signal_connect (decodebin, "autoplug-select", G_CALLBACK (select_cb), self);
  g_signal_connect (decodebin, "pad-added", G_CALLBACK (pad_added_cb), self);
  g_signal_connect (decodebin, "unknown-type", G_CALLBACK (unknown_type_cb), self);
  g_signal_connect (decodebin, "no-more-pads", G_CALLBACK (all_found_cb), self);
  return TRUE;
}

static gboolean
build (Reading *self,
       GError **error)
{
  g_autoptr (GError) cause = NULL;

  self->pipeline = gst_object_ref_sink (gst_pipeline_new (NULL));
  if (!build_source (self, error))
    return FALSE;
  if (!build_branch (self, &cause))
    {
      g_set_error (error, LEC_ERROR, LEC_ERROR_INTERNAL, _ ("sound cannot be read: %s"), cause->message);
      return FALSE;
    }

  gst_element_set_state (self->pipeline, GST_STATE_PLAYING);
  return TRUE;
}

/* @error: unset at the end of the stream, too. */
static gboolean
check_bus (Reading *self,
           gboolean *has_ended,
           GError **error)
{
  g_autoptr (GstBus) bus = gst_element_get_bus (self->pipeline);
  g_autoptr (GstMessage) message = gst_bus_pop_filtered (bus, GST_MESSAGE_ERROR | GST_MESSAGE_EOS);
  g_autoptr (GError) posted = NULL;

  if (message == NULL)
    return TRUE;

  *has_ended = TRUE;
  if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_EOS)
    return TRUE;
  gst_message_parse_error (message, &posted, NULL);
  g_propagate_error (error, lec_video_file_translate_error (self->path, posted, NULL));
  return FALSE;
}

static gboolean
is_without_sound (Reading *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return self->all_found && !self->is_taken;
}

/* Not the same as none at all. */
static gboolean
check_decoder (Reading *self,
               GError **error)
{
  g_autofree char *name = lec_video_file_dup_display_name (self->path);
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  if (self->is_taken || !self->is_unknown)
    return TRUE;

  g_set_error (error, LEC_ERROR, LEC_ERROR_UNSUPPORTED,
               _ ("the sound of %s cannot be decoded with the installed GStreamer plug-ins"), name);
  return FALSE;
}

static gboolean
write_at (Output *output,
          gint64 first,
          const guint8 *data,
          gsize n_samples,
          GError **error)
{
  gsize done = 0;

  while (done < n_samples * 2)
    {
      gssize written = pwrite (output->fd, data + done, n_samples * 2 - done,
                               LEC_WAV_HEADER_BYTES + first * 2 + (gint64) done);

      if (written < 0 && errno == EINTR)
        continue;
      if (written <= 0)
        {
          lec_error_set_from_errno (error, written < 0 ? errno : ENOSPC, "write",
                                    lec_pending_file_get_path (output->file));
          return FALSE;
        }
      done += (gsize) written;
    }
  output->n_samples = MAX (output->n_samples, first + (gint64) n_samples);

  return TRUE;
}

/* Returns: where @sample begins in the lecture; -1 where it does not say */
static gint64
get_first (Reading *self,
           GstSample *sample)
{
  GstClockTime pts = GST_BUFFER_PTS (gst_sample_get_buffer (sample));
  const GstSegment *segment = gst_sample_get_segment (sample);
  guint64 time_ns = GST_CLOCK_TIME_NONE;

  if (GST_CLOCK_TIME_IS_VALID (pts) && segment != NULL && segment->format == GST_FORMAT_TIME)
    time_ns = gst_segment_to_stream_time (segment, GST_FORMAT_TIME, pts);
  if (!GST_CLOCK_TIME_IS_VALID (time_ns) || time_ns > G_MAXINT64)
    return -1;

  return self->origin + (gint64) gst_util_uint64_scale (time_ns, LEC_WAV_RATE, GST_SECOND);
}

static gboolean
take_sample (Reading *self,
             GstSample *sample,
             GError **error)
{
  GstBuffer *buffer = gst_sample_get_buffer (sample);
  gint64 first = get_first (self, sample);
  gint64 n_samples = 0, n_late = 0;
  GstMapInfo map;
  gboolean written = TRUE;

  if (first < 0 || (self->has_come && ABS (first - self->next) <= JITTER_SAMPLES))
    first = self->next;
  if (first >= LEC_WAV_MAX_SAMPLES || !gst_buffer_map (buffer, &map, GST_MAP_READ))
    return TRUE;

  /* What overlaps with what was there before is left out. */
  n_late = self->has_come ? MAX (self->next - first, 0) : 0;
  n_samples = MIN ((gint64) (map.size / 2), LEC_WAV_MAX_SAMPLES - first);
  if (n_samples > n_late)
    {
      written = write_at (self->output, first + n_late, map.data + n_late * 2, (gsize) (n_samples - n_late), error);
      self->next = first + n_samples;
      self->has_come = TRUE;
    }
  gst_buffer_unmap (buffer, &map);

  return written;
}

static void
tell (Reading *self)
{
  Output *output = self->output;
  double fraction = 0;

  if (output->func == NULL || g_get_monotonic_time () - output->told_us < PROGRESS_US)
    return;

  if (self->duration_ns <= 0)
    gst_element_query_duration (self->pipeline, GST_FORMAT_TIME, &self->duration_ns);
  if (self->duration_ns > 0)
    fraction = (double) (self->next - self->origin) / LEC_WAV_RATE / ((double) self->duration_ns / GST_SECOND);
  output->told_us = g_get_monotonic_time ();
  output->func ((output->part + CLAMP (fraction, 0, 1)) / output->n_parts, output->user_data);
}

static void
set_stalled (Reading *self,
             GError **error)
{
  g_autofree char *name = lec_video_file_dup_display_name (self->path);

  g_set_error (error, LEC_ERROR, LEC_ERROR_STALLED, _ ("%s: reading did not get on for %.0f seconds"), name,
               STALL_TIMEOUT_MS / 1000.0);
}

static gboolean
pull_all (Reading *self,
          GCancellable *cancellable,
          GError **error)
{
  gboolean has_ended = FALSE;
  gint64 moved_us = g_get_monotonic_time ();

  while (!gst_app_sink_is_eos (self->sink))
    {
      g_autoptr (GstSample) sample = NULL;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      sample = gst_app_sink_try_pull_sample (self->sink, has_ended ? 0 : POLL_MS * GST_MSECOND);
      if (sample != NULL)
        {
          if (!take_sample (self, sample, error))
            return FALSE;
          moved_us = g_get_monotonic_time ();
          tell (self);
          continue;
        }
      if (has_ended || is_without_sound (self))
        return TRUE;
      if (!check_bus (self, &has_ended, error))
        return FALSE;
      if (g_get_monotonic_time () - moved_us > STALL_TIMEOUT_MS * G_GINT64_CONSTANT (1000))
        {
          set_stalled (self, error);
          return FALSE;
        }
    }

  return TRUE;
}

/* Returns: whether the part was read, or as much of it as there is */
static gboolean
read_part (const LecAudioPart *part,
           Output *output,
           GCancellable *cancellable,
           GError **error)
{
  g_auto (Reading) self = { .path = part->path, .output = output };
  g_autoptr (GError) own = NULL;
  gint64 size_bytes = 0;

  g_mutex_init (&self.lock);
  self.origin = self.next = (gint64) (part->start_s * LEC_WAV_RATE);
  if (!lec_video_file_check (part->path, &size_bytes, error) || !build (&self, error))
    return FALSE;

  if (!pull_all (&self, cancellable, &own))
    {
      gboolean is_damage = g_error_matches (own, LEC_ERROR, LEC_ERROR_DAMAGED) ||
                           g_error_matches (own, LEC_ERROR, LEC_ERROR_NOT_A_VIDEO);

      if (!self.has_come || !is_damage)
        {
          g_propagate_error (error, g_steal_pointer (&own));
          return FALSE;
        }
      g_debug ("the sound breaks off: %s", own->message);
    }
  output->n_tracks += self.has_come;

  return check_decoder (&self, error);
}

static gboolean
open_output (Output *output,
             const char *path,
             GError **error)
{
  output->file = lec_pending_file_new (path, TRUE, error);
  if (output->file == NULL)
    return FALSE;

  output->fd = g_open (lec_pending_file_get_path (output->file), O_WRONLY | O_CLOEXEC);
  if (output->fd >= 0)
    return TRUE;
  lec_error_set_from_errno (error, errno, "write", path);
  return FALSE;
}

static gboolean
finish_output (Output *output,
               const LecAudioPart *first,
               GError **error)
{
  guint8 header[LEC_WAV_HEADER_BYTES];
  g_autofree char *name = lec_video_file_dup_display_name (first->path);

  if (output->n_tracks == 0)
    {
      g_set_error (error, LEC_ERROR, LEC_ERROR_NOT_FOUND, _ ("%s has no sound"), name);
      return FALSE;
    }

  lec_wav_file_fill_header (header, output->n_samples);
  if (pwrite (output->fd, header, sizeof header, 0) != sizeof header)
    {
      lec_error_set_from_errno (error, errno, "write", lec_pending_file_get_path (output->file));
      return FALSE;
    }

  return lec_pending_file_commit (output->file, error);
}

static gboolean
read_parts (Output *output,
            const LecAudioPart *parts,
            GCancellable *cancellable,
            GError **error)
{
  for (output->part = 0; output->part < output->n_parts; output->part++)
    if (!read_part (&parts[output->part], output, cancellable, error))
      return FALSE;

  return TRUE;
}

gboolean
lec_audio_reader_write (const LecAudioPart *parts,
                        guint n_parts,
                        const char *path,
                        LecAudioProgressFunc func,
                        gpointer user_data,
                        GCancellable *cancellable,
                        GError **error)
{
  Output output = { .fd = -1, .n_parts = n_parts, .func = func, .user_data = user_data };
  gboolean done = FALSE;

  g_return_val_if_fail (parts != NULL && n_parts > 0 && path != NULL, FALSE);

  if (!lec_gstreamer_init (error))
    return FALSE;

  done = open_output (&output, path, error) && read_parts (&output, parts, cancellable, error) &&
         finish_output (&output, &parts[0], error);
  if (output.fd >= 0)
    g_close (output.fd, NULL);
  lec_pending_file_free (output.file);

  return done;
}
