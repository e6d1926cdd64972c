/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * parsebin finds demuxer and parser. Its first video pad goes to the branch;
 * all others end in a fakesink, so that no queue fills up behind them and no
 * sound is decoded. Pads appear on streaming threads: what happens there is
 * kept under lock, everything else on the owner's thread.
 */
#include "media/video-source.h"

#include <glib/gi18n-lib.h>

#include "base/error.h"
#include "media/decoder.h"
#include "media/own-sample.h"
#include "media/video-file.h"

/* How long one wait for a sample lasts before cancellation, errors and the watchdog are looked
 * at. */
#define POLL_MS 50
/* From then on it is asked whether anything can come at all. */
#define QUIET_MS 500

struct _LecVideoSource
{
  char *path;
  gint64 size_bytes;
  guint stall_timeout_ms;
  GstElement *pipeline;
  GstElement *parsebin; /* unowned, in @pipeline */
  LecVideoBranchFunc branch;
  gpointer user_data;
  int activity; /* atomic */

  GMutex streams_lock; /* guards what follows */
  GstPad *video_pad;   /* parsebin's */
  GError *error;       /* of the branch */
  guint n_audio_streams;
  guint n_subtitle_streams;
  guint all_found : 1;
};

GstBin *
lec_video_source_get_bin (LecVideoSource *self)
{
  return GST_BIN (self->pipeline);
}

void
lec_video_source_touch (LecVideoSource *self)
{
  g_atomic_int_inc (&self->activity);
}

static GstCaps *
dup_caps (GstPad *pad)
{
  GstCaps *caps = gst_pad_get_current_caps (pad);

  return caps != NULL ? caps : gst_pad_query_caps (pad, NULL);
}

static gboolean
has_type (const GstCaps *caps,
          const char *prefix)
{
  return !gst_caps_is_empty (caps) && !gst_caps_is_any (caps) &&
         g_str_has_prefix (gst_structure_get_name (gst_caps_get_structure (caps, 0)), prefix);
}

static void
link_to_fakesink (LecVideoSource *self,
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

/* Claims the first video stream; counts the others. */
static gboolean
claim_stream (LecVideoSource *self,
              GstPad *pad,
              const GstCaps *caps)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->streams_lock);

  if (has_type (caps, "audio/"))
    self->n_audio_streams++;
  else if (has_type (caps, "text/") || has_type (caps, "subpicture/") || has_type (caps, "application/x-ss") ||
           has_type (caps, "application/x-ass") || has_type (caps, "application/x-subtitle"))
    self->n_subtitle_streams++;
  else if (self->video_pad == NULL && (has_type (caps, "video/") || has_type (caps, "image/")))
    {
      self->video_pad = gst_object_ref (pad);
      return TRUE;
    }

  return FALSE;
}

static void
link_to_branch (LecVideoSource *self,
                GstPad *pad,
                GstCaps *caps)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GstPad) sink_pad = self->branch (GST_BIN (self->pipeline), caps, self->user_data, &error);

  if (sink_pad != NULL && GST_PAD_LINK_FAILED (gst_pad_link (pad, sink_pad)))
    {
      g_autofree char *text = gst_caps_to_string (caps);

      g_set_error (&error, LEC_ERROR, LEC_ERROR_UNSUPPORTED, _ ("no decoder takes %s"), text);
    }

  if (error != NULL)
    {
      g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->streams_lock);

      self->error = g_steal_pointer (&error);
    }
}

static void
pad_added_cb (GstElement *parsebin,
              GstPad *pad,
              gpointer user_data)
{
  LecVideoSource *self = user_data;
  g_autoptr (GstCaps) caps = dup_caps (pad);

  if (claim_stream (self, pad, caps))
    link_to_branch (self, pad, caps);
  else
    link_to_fakesink (self, pad);
}

/* parsebin does not say "no-more-pads": this is the first thing that is said of a file of sound. */
static void
drained_cb (GstElement *parsebin,
            gpointer user_data)
{
  LecVideoSource *self = user_data;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->streams_lock);

  self->all_found = TRUE;
}

static gboolean
build_pipeline (LecVideoSource *self,
                GError **error)
{
  GstElement *filesrc = NULL;

  if (!gst_init_check (NULL, NULL, error))
    return FALSE;

  self->pipeline = gst_object_ref_sink (gst_pipeline_new (NULL));
  filesrc = gst_element_factory_make ("filesrc", NULL);
  self->parsebin = gst_element_factory_make ("parsebin", NULL);
  if (filesrc == NULL || self->parsebin == NULL)
    {
      gst_clear_object (&filesrc);
      g_clear_pointer (&self->parsebin, gst_object_unref);
      g_set_error_literal (error, LEC_ERROR, LEC_ERROR_INTERNAL,
                           _ ("GStreamer's core plug-ins are not installed"));
      return FALSE;
    }

  g_object_set (filesrc, "location", self->path, NULL);
  gst_bin_add_many (GST_BIN (self->pipeline), filesrc, self->parsebin, NULL);
  gst_element_link (filesrc, self->parsebin);
  g_signal_connect (self->parsebin, "pad-added", G_CALLBACK (pad_added_cb), self);
  g_signal_connect (self->parsebin, "drained", G_CALLBACK (drained_cb), self);

  return TRUE;
}

LecVideoSource *
lec_video_source_new (const char *path,
                      guint stall_timeout_ms,
                      GError **error)
{
  g_autoptr (LecVideoSource) self = g_new0 (LecVideoSource, 1);

  g_return_val_if_fail (path != NULL, NULL);

  g_mutex_init (&self->streams_lock);
  self->path = g_strdup (path);
  self->stall_timeout_ms = stall_timeout_ms > 0 ? stall_timeout_ms
                                                : LEC_VIDEO_SOURCE_STALL_TIMEOUT_MS;

  if (!lec_video_file_check (path, &self->size_bytes, error) || !build_pipeline (self, error))
    return NULL;

  return g_steal_pointer (&self);
}

void
lec_video_source_free (LecVideoSource *self)
{
  if (self == NULL)
    return;

  if (self->pipeline != NULL)
    gst_element_set_state (self->pipeline, GST_STATE_NULL);
  gst_clear_object (&self->video_pad);
  gst_clear_object (&self->pipeline);
  g_clear_error (&self->error);
  g_clear_pointer (&self->path, g_free);
  g_mutex_clear (&self->streams_lock);
  g_free (self);
}

void
lec_video_source_start (LecVideoSource *self,
                        LecVideoBranchFunc branch,
                        gpointer user_data)
{
  g_return_if_fail (self->branch == NULL);

  self->branch = branch;
  self->user_data = user_data;
  /* A failure is on the bus, where lec_video_source_pull() finds it. */
  gst_element_set_state (self->pipeline, GST_STATE_PLAYING);
}

static GstCaps *
dup_container_caps (LecVideoSource *self)
{
  g_autoptr (GstElement) typefind = gst_bin_get_by_name (GST_BIN (self->parsebin), "typefind");
  GstCaps *caps = NULL;

  if (typefind != NULL)
    g_object_get (typefind, "caps", &caps, NULL);

  return caps;
}

static void
take_branch_error (LecVideoSource *self,
                   GError **error)
{
  g_autofree char *name = lec_video_file_dup_display_name (self->path);
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->streams_lock);

  if (self->error != NULL)
    g_propagate_prefixed_error (error, g_steal_pointer (&self->error), "%s: ", name);
}

/* Looks at all that was posted since the last call. */
static gboolean
check_bus (LecVideoSource *self,
           GError **error)
{
  g_autoptr (GstBus) bus = gst_element_get_bus (self->pipeline);
  g_autoptr (GstMessage) message = NULL;
  GError *translated = NULL;

  for (message = gst_bus_pop (bus); message != NULL && translated == NULL;)
    {
      if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_ERROR)
        {
          g_autoptr (GError) posted = NULL;
          g_autoptr (GstCaps) container = dup_container_caps (self);

          gst_message_parse_error (message, &posted, NULL);
          translated = lec_video_file_translate_error (self->path, posted, container);
        }
      gst_message_unref (message);
      message = gst_bus_pop (bus);
    }

  if (translated != NULL)
    g_propagate_error (error, translated);
  return translated == NULL;
}

static gboolean
check_streams (LecVideoSource *self,
               GError **error)
{
  gboolean no_video = FALSE;

  g_mutex_lock (&self->streams_lock);
  no_video = self->all_found && self->video_pad == NULL;
  g_mutex_unlock (&self->streams_lock);

  if (no_video)
    {
      g_autoptr (GstCaps) container = dup_container_caps (self);

      g_propagate_error (error, lec_video_file_new_no_video_error (self->path, container));
      return FALSE;
    }

  return TRUE;
}

static gboolean
check_health (LecVideoSource *self,
              GCancellable *cancellable,
              GError **error)
{
  g_autoptr (GError) branch_error = NULL;

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;

  /* Without its decoder the stream fails as "not linked": the first cause is the one to tell. */
  take_branch_error (self, &branch_error);
  if (branch_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&branch_error));
      return FALSE;
    }

  return check_bus (self, error) && check_streams (self, error);
}

static void
set_stalled (LecVideoSource *self,
             GError **error)
{
  g_autofree char *name = lec_video_file_dup_display_name (self->path);

  g_set_error (error, LEC_ERROR, LEC_ERROR_STALLED,
               _ ("%s: reading did not get on for %.0f seconds"), name,
               self->stall_timeout_ms / 1000.0);
}

static gboolean
find_running_pad (const GValue *item,
                  GValue *running,
                  gpointer user_data)
{
  g_value_set_boolean (running, gst_pad_get_task_state (g_value_get_object (item)) == GST_TASK_STARTED);

  return !g_value_get_boolean (running);
}

static gboolean
find_running_element (const GValue *item,
                      GValue *running,
                      gpointer user_data)
{
  g_autoptr (GstIterator) pads = gst_element_iterate_pads (g_value_get_object (item));

  gst_iterator_fold (pads, find_running_pad, running, NULL);

  return !g_value_get_boolean (running);
}

/*
 * parsebin swallows an error that a demuxer posts while it is being plugged in (it has a filter on
 * errors meanwhile): then all threads have come to rest, and nothing says why.
 */
static gboolean
is_running (LecVideoSource *self)
{
  g_autoptr (GstIterator) elements = gst_bin_iterate_recurse (GST_BIN (self->pipeline));
  g_auto (GValue) running = G_VALUE_INIT;

  g_value_init (&running, G_TYPE_BOOLEAN);
  /* Elements that come and go meanwhile are a sign of life. */
  return gst_iterator_fold (elements, find_running_element, &running, NULL) == GST_ITERATOR_RESYNC ||
         g_value_get_boolean (&running);
}

/* Sound that came to its end, and no pictures: "drained" may come late or never. */
static gboolean
has_only_sound (LecVideoSource *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->streams_lock);

  return self->video_pad == NULL && self->n_audio_streams > 0;
}

static void
set_ended (LecVideoSource *self,
           GError **error)
{
  g_autofree char *name = lec_video_file_dup_display_name (self->path);

  if (has_only_sound (self))
    {
      g_autoptr (GstCaps) container = dup_container_caps (self);

      g_propagate_error (error, lec_video_file_new_no_video_error (self->path, container));
      return;
    }

  g_set_error (error, LEC_ERROR, LEC_ERROR_DAMAGED,
               _ ("%s is damaged or incomplete; if you can, copy or download it again"), name);
}

GstSample *
lec_video_source_pull (LecVideoSource *self,
                       GstAppSink *sink,
                       GCancellable *cancellable,
                       GError **error)
{
  guint idle_ms = 0;
  int activity = g_atomic_int_get (&self->activity);

  while (idle_ms < self->stall_timeout_ms)
    {
      GstSample *sample = NULL;

      if (!check_health (self, cancellable, error))
        return NULL;

      sample = lec_own_sample (gst_app_sink_try_pull_sample (sink, POLL_MS * GST_MSECOND));
      if (sample != NULL)
        return sample;
      if (gst_app_sink_is_eos (sink))
        {
          check_health (self, cancellable, error);
          return NULL;
        }

      idle_ms = activity == g_atomic_int_get (&self->activity) ? idle_ms + POLL_MS : 0;
      activity = g_atomic_int_get (&self->activity);
      if (idle_ms > 0 && idle_ms % QUIET_MS == 0 && !is_running (self))
        {
          /* It may have said why after it was last asked. */
          if (check_health (self, cancellable, error))
            set_ended (self, error);
          return NULL;
        }
    }

  set_stalled (self, error);
  return NULL;
}

static gboolean
is_seekable (LecVideoSource *self)
{
  g_autoptr (GstQuery) query = gst_query_new_seeking (GST_FORMAT_TIME);
  gboolean seekable = FALSE;

  if (gst_element_query (self->pipeline, query))
    gst_query_parse_seeking (query, NULL, &seekable, NULL, NULL);

  return seekable;
}

gboolean
lec_video_source_seek (LecVideoSource *self,
                       double start_s)
{
  if (start_s <= 0 || !is_seekable (self))
    return FALSE;

  return gst_element_seek_simple (self->pipeline, GST_FORMAT_TIME,
                                  GST_SEEK_FLAG_FLUSH | GST_SEEK_FLAG_KEY_UNIT | GST_SEEK_FLAG_SNAP_BEFORE,
                                  (gint64) (start_s * GST_SECOND));
}

/* The names LecVideoInfo promises, for what GStreamer calls the containers. */
static char *
dup_container_name (const GstCaps *caps)
{
  static const char *const names[][2] = {
    { "video/quicktime", "mov" },
    { "video/x-matroska", "matroska" },
    { "video/webm", "webm" },
    { "video/mpegts", "mpegts" },
    { "video/x-msvideo", "avi" },
    { "video/x-flv", "flv" },
    { "application/ogg", "ogg" },
  };
  const GstStructure *structure = NULL;
  const char *variant = NULL;

  if (caps == NULL || gst_caps_get_size (caps) == 0)
    return g_strdup ("");

  structure = gst_caps_get_structure (caps, 0);
  variant = gst_structure_get_string (structure, "variant");
  if (variant != NULL && g_str_has_prefix (variant, "iso"))
    return g_strdup ("mp4");

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (gst_structure_has_name (structure, names[i][0]))
      return g_strdup (names[i][1]);

  return g_strdup (gst_structure_get_name (structure));
}

static void
fill_from_caps (LecVideoInfo *info,
                const GstCaps *caps)
{
  const GstStructure *structure = gst_caps_get_structure (caps, 0);
  int fps_n = 0;
  int fps_d = 1;

  info->codec = g_strdup (lec_decoder_get_codec_name (caps));
  info->profile = g_strdup (gst_structure_get_string (structure, "profile"));
  if (gst_structure_get_fraction (structure, "framerate", &fps_n, &fps_d) && fps_d > 0)
    info->fps = (double) fps_n / fps_d;
}

static void
fill_from_queries (LecVideoSource *self,
                   LecVideoInfo *info)
{
  gint64 duration = 0;

  if (gst_element_query_duration (self->pipeline, GST_FORMAT_TIME, &duration) && duration > 0)
    info->duration_s = (double) duration / GST_SECOND;

  info->seekable = is_seekable (self);
}

void
lec_video_source_fill_info (LecVideoSource *self,
                            LecVideoInfo *info)
{
  g_autoptr (GstCaps) container = dup_container_caps (self);
  g_autoptr (GstCaps) caps = NULL;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->streams_lock);

  g_return_if_fail (self->video_pad != NULL);

  caps = dup_caps (self->video_pad);
  fill_from_caps (info, caps);
  info->path = g_strdup (self->path);
  info->size_bytes = self->size_bytes;
  info->container = dup_container_name (container);
  info->n_audio_streams = self->n_audio_streams;
  info->n_subtitle_streams = self->n_subtitle_streams;
  g_clear_pointer (&locker, g_mutex_locker_free);

  fill_from_queries (self, info);
}
