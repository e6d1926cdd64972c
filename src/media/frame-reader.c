/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Pulls pictures from one pipeline: source, packet gate, decoder, upright. All
 * of the reader belongs to one thread; what runs on streaming threads is in
 * the parts.
 */
#include "media/frame-reader.h"

#include <glib/gi18n-lib.h>
#include <gst/video/video.h>

#include "base/error.h"
#include "media/decoder.h"
#include "media/keep-mask.h"
#include "media/packet-gate.h"
#include "media/packet-pass.h"
#include "media/upright.h"
#include "media/video-file.h"
#include "media/video-source.h"

/* A second thread costs a tenth more processor time for going to and fro, and a third brings
 * nothing: what looks at the pictures is busy by then. */
#define MAX_THREADS 2

/* A decoded picture that can be read as long as somebody holds it. */
typedef struct
{
  GstSample *sample;
  GstVideoFrame frame;
} MappedFrame;

struct _LecFrameReader
{
  LecReadOptions options;
  LecVideoSource *source;
  LecPacketGate *gate;
  LecUpright *upright;
  LecVideoInfo *info;
  GstSample *waiting; /* (nullable): pulled by open, for the first next */
  GBytes *current;    /* (nullable): a MappedFrame, the one that is lent */
  double origin_s;    /* stream time of the video's start */
  double last_s;
  LecPartSpan span; /* of a part */
  guint n_packets;
  guint masked : 1;
};

static void
packet_seen_cb (gpointer user_data)
{
  lec_video_source_touch (user_data);
}

/* Where most packets are left out, decoding is the smaller part of the work. */
static guint
choose_n_threads (LecFrameReader *self)
{
  guint max_threads = self->options.max_threads;

  if (self->masked)
    return 1;

  return max_threads > 0 ? MIN (max_threads, MAX_THREADS) : MAX_THREADS;
}

static GstPad *
make_branch (GstBin *bin,
             GstCaps *caps,
             gpointer user_data,
             GError **error)
{
  LecFrameReader *self = user_data;
  GstElement *decoder = lec_decoder_new (caps, choose_n_threads (self), error);
  g_autoptr (GstPad) sink_pad = NULL;

  if (decoder == NULL)
    return NULL;

  gst_bin_add (bin, decoder);
  sink_pad = gst_element_get_static_pad (decoder, "sink");
  lec_packet_gate_install (self->gate, sink_pad);
  if (!lec_upright_link_decoder (self->upright, decoder))
    {
      g_set_error_literal (error, LEC_ERROR, LEC_ERROR_UNSUPPORTED,
                           _ ("the decoder does not give pictures"));
      return NULL;
    }
  gst_element_sync_state_with_parent (decoder);

  return g_steal_pointer (&sink_pad);
}

static void
set_no_picture (LecFrameReader *self,
                const char *path,
                GError **error)
{
  g_autofree char *name = lec_video_file_dup_display_name (path);

  g_set_error (error, LEC_ERROR, LEC_ERROR_DAMAGED,
               _ ("%s is damaged: not one picture could be read"), name);
}

static double
get_stream_time_s (const GstSegment *segment,
                   GstClockTime time,
                   double fallback_s)
{
  guint64 stream_time = GST_CLOCK_TIME_NONE;

  if (GST_CLOCK_TIME_IS_VALID (time))
    stream_time = gst_segment_to_stream_time (segment, GST_FORMAT_TIME, time);

  return GST_CLOCK_TIME_IS_VALID (stream_time) ? (double) stream_time / GST_SECOND : fallback_s;
}

static double
get_origin_s (GstSample *first)
{
  double first_s = get_stream_time_s (gst_sample_get_segment (first),
                                      GST_BUFFER_PTS (gst_sample_get_buffer (first)), 0);

  return first_s <= LEC_FRAME_READER_MAX_ORIGIN_S ? first_s : 0;
}

static gboolean
pull_first (LecFrameReader *self,
            const char *path,
            GCancellable *cancellable,
            GError **error)
{
  g_autoptr (GError) pull_error = NULL;

  self->waiting = lec_video_source_pull (self->source, lec_upright_get_sink (self->upright),
                                         cancellable, &pull_error);
  if (self->waiting != NULL)
    {
      self->origin_s = get_origin_s (self->waiting);
      return TRUE;
    }

  if (pull_error != NULL)
    g_propagate_error (error, g_steal_pointer (&pull_error));
  else
    set_no_picture (self, path, error);

  return FALSE;
}

/* Which packets are worth decoding, as far as their sizes tell. */
static void
choose_by_size (LecFrameReader *self,
                const LecPacketPass *pass)
{
  guint32 from_ms = (guint32) CLAMP (self->options.from_s * 1000, 0, G_MAXINT32);

  if (lec_keep_mask_is_restless (pass->packets, pass->n_macroblocks))
    return;

  lec_packet_gate_drop_unreferenced (self->gate);
  self->masked = lec_keep_mask_choose (pass->packets, pass->n_macroblocks, from_ms);
  if (self->masked)
    lec_packet_gate_set_mask (self->gate, pass->packets);
}

/* The gate counts packets by the mask, also where that wants all of them. */
static gboolean
choose_part (LecFrameReader *self,
             const LecPacketPass *pass,
             GError **error)
{
  if (pass == NULL)
    {
      g_set_error_literal (error, LEC_ERROR, LEC_ERROR_UNSUPPORTED, _ ("only H.264 can be read in parts"));
      return FALSE;
    }

  if (!self->masked)
    {
      for (guint i = 0; i < pass->packets->len; i++)
        g_array_index (pass->packets, LecPacketFacts, i).wanted = TRUE;
      lec_packet_gate_set_mask (self->gate, pass->packets);
    }
  lec_read_part_find_span (&self->options.part, pass->packets, &self->span);
  self->n_packets = pass->packets->len;
  lec_packet_gate_set_part (self->gate, &self->span);
  return TRUE;
}

/* A first pass over the packets, where their sizes may tell which are worth decoding. */
static gboolean
choose_packets (LecFrameReader *self,
                const char *path,
                GCancellable *cancellable,
                GError **error)
{
  const LecReadOptions *options = &self->options;
  gboolean is_part = options->part.n > 0;
  g_autoptr (LecPacketPass) pass = NULL;
  g_autoptr (GError) cause = NULL;

  if (options->mode == LEC_READ_EVERYTHING)
    lec_packet_gate_drop_unreferenced (self->gate);
  if (options->mode != LEC_READ_AUTO)
    return TRUE;

  pass = lec_packet_pass_run (path, options->from_s, options->to_s, is_part, options->stall_timeout_ms,
                              cancellable, &cause);
  if (cause != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&cause));
      return FALSE;
    }

  if (pass != NULL)
    choose_by_size (self, pass);

  return !is_part || choose_part (self, pass, error);
}

/* Where the container has no index, what is before from_s is dropped picture by picture. */
static void
seek_to_start (LecFrameReader *self)
{
  if (self->options.from_s > 0 &&
      lec_video_source_seek (self->source, self->options.from_s + self->origin_s))
    g_clear_pointer (&self->waiting, gst_sample_unref);
}

/* What breaks off is over: only what concerns the reading itself stays an error. */
static gboolean
ends_stream (const GError *error)
{
  return g_error_matches (error, LEC_ERROR, LEC_ERROR_DAMAGED) ||
         g_error_matches (error, LEC_ERROR, LEC_ERROR_NOT_A_VIDEO);
}

/* Of these the times after a seek are those of before. */
static gboolean
can_seek_exactly (const LecVideoInfo *info)
{
  return g_strv_contains ((const char *const[]){ "mp4", "mov", "matroska", NULL }, info->container);
}

static gboolean
is_empty (const LecFrameReader *self)
{
  return self->options.part.n > 0 && self->span.first >= self->span.end;
}

/* To the part's first keyframe or the one before it: a picture that began before the time of the
 * seek, if by less than a millisecond, may be cut to it. Where something else comes, all has to be
 * read from the start. Returns: whether the packets that come now are known */
static gboolean
seek_to_part (LecFrameReader *self,
              GCancellable *cancellable,
              GError **error)
{
  g_autoptr (GError) cause = NULL;

  if (self->span.first == 0 || is_empty (self) || !can_seek_exactly (self->info) ||
      !lec_video_source_seek (self->source, self->span.start_ms / 1000.0))
    return TRUE;

  g_clear_pointer (&self->waiting, gst_sample_unref);
  self->waiting = lec_video_source_pull (self->source, lec_upright_get_sink (self->upright), cancellable, &cause);
  if (cause != NULL && !ends_stream (cause))
    {
      g_propagate_error (error, g_steal_pointer (&cause));
      return FALSE;
    }

  return !lec_packet_gate_is_lost (self->gate);
}

/* Returns: (transfer full) (nullable): %NULL with @error unset where a seek leads elsewhere */
static LecFrameReader *
open_reader (const char *path,
             const LecReadOptions *options,
             gboolean may_seek,
             GCancellable *cancellable,
             GError **error)
{
  g_autoptr (LecFrameReader) self = g_new0 (LecFrameReader, 1);

  self->options = *options;
  self->source = lec_video_source_new (path, options->stall_timeout_ms, error);
  if (self->source == NULL)
    return NULL;
  self->upright = lec_upright_new (lec_video_source_get_bin (self->source), error);
  if (self->upright == NULL)
    return NULL;

  self->gate = lec_packet_gate_new (packet_seen_cb, self->source);
  if (!choose_packets (self, path, cancellable, error))
    return NULL;
  lec_video_source_start (self->source, make_branch, self);
  if (!pull_first (self, path, cancellable, error))
    return NULL;

  self->info = lec_video_info_new ();
  lec_video_source_fill_info (self->source, self->info);
  lec_upright_fill_info (self->upright, self->info);
  seek_to_start (self);
  if (may_seek && !seek_to_part (self, cancellable, error))
    return NULL;

  return g_steal_pointer (&self);
}

LecFrameReader *
lec_frame_reader_open (const char *path,
                       const LecReadOptions *options,
                       GCancellable *cancellable,
                       GError **error)
{
  LecFrameReader *self = NULL;
  GError *cause = NULL;

  g_return_val_if_fail (path != NULL && options != NULL, NULL);

  self = open_reader (path, options, options->part.n > 0, cancellable, &cause);
  if (self == NULL && cause == NULL)
    self = open_reader (path, options, FALSE, cancellable, &cause);
  if (cause != NULL)
    g_propagate_error (error, cause);
  return self;
}

void
lec_frame_reader_free (LecFrameReader *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->current, g_bytes_unref);
  g_clear_pointer (&self->waiting, gst_sample_unref);
  g_clear_pointer (&self->source, lec_video_source_free);
  g_clear_pointer (&self->upright, lec_upright_free);
  g_clear_pointer (&self->gate, lec_packet_gate_free);
  g_clear_pointer (&self->info, lec_video_info_free);
  g_free (self);
}

const LecVideoInfo *
lec_frame_reader_get_info (LecFrameReader *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->info;
}

static GstSample *
take_sample (LecFrameReader *self,
             GCancellable *cancellable,
             GError **error)
{
  g_autoptr (GError) pull_error = NULL;
  GstSample *sample = g_steal_pointer (&self->waiting);

  if (sample != NULL)
    return sample;

  sample = lec_video_source_pull (self->source, lec_upright_get_sink (self->upright), cancellable,
                                  &pull_error);
  if (pull_error != NULL && !ends_stream (pull_error))
    g_propagate_error (error, g_steal_pointer (&pull_error));

  return sample;
}

/* Returns: the stream time of @frame, as its packet had it */
static guint32
read_times (LecFrameReader *self,
            GstSample *sample,
            LecFrame *frame)
{
  GstBuffer *buffer = gst_sample_get_buffer (sample);
  double duration_s = 0, stream_s;

  if (GST_BUFFER_DURATION_IS_VALID (buffer))
    duration_s = (double) GST_BUFFER_DURATION (buffer) / GST_SECOND;
  else if (self->info->fps > 0)
    duration_s = 1 / self->info->fps;

  stream_s = get_stream_time_s (gst_sample_get_segment (sample), GST_BUFFER_PTS (buffer),
                                self->last_s + self->origin_s);
  frame->time_s = MAX (stream_s - self->origin_s, 0);
  frame->end_s = frame->time_s + duration_s;
  frame->keyframe = !GST_BUFFER_FLAG_IS_SET (buffer, GST_BUFFER_FLAG_DELTA_UNIT);
  frame->after_gap = lec_packet_gate_take_gap (self->gate, stream_s);
  return (guint32) CLAMP (stream_s * 1000, 0, LEC_PACKET_NO_TIME - 1);
}

static void
unmap_frame (gpointer data)
{
  MappedFrame *self = data;

  gst_video_frame_unmap (&self->frame);
  gst_sample_unref (self->sample);
  g_free (self);
}

/* Decoders' pools grow, so a picture may be held for as long as it is of use. */
static GBytes *
map_frame (GstSample *sample,
           GstVideoFrame **frame)
{
  g_autofree MappedFrame *self = g_new0 (MappedFrame, 1);
  GstVideoInfo format;
  const guint8 *data = NULL;

  if (!gst_video_info_from_caps (&format, gst_sample_get_caps (sample)) ||
      !gst_video_frame_map (&self->frame, &format, gst_sample_get_buffer (sample), GST_MAP_READ))
    return NULL;

  self->sample = gst_sample_ref (sample);
  *frame = &self->frame;
  data = GST_VIDEO_FRAME_PLANE_DATA (&self->frame, 0);

  return g_bytes_new_with_free_func (data, GST_VIDEO_FRAME_SIZE (*frame), unmap_frame, g_steal_pointer (&self));
}

static gboolean
map_picture (LecFrameReader *self,
             GstSample *sample,
             LecPicture *picture)
{
  GstVideoFrame *frame = NULL;
  const GstVideoColorimetry *colorimetry;

  self->current = map_frame (sample, &frame);
  if (self->current == NULL)
    return FALSE;

  colorimetry = &frame->info.colorimetry;
  picture->memory = self->current;
  picture->width = GST_VIDEO_FRAME_WIDTH (frame);
  picture->height = GST_VIDEO_FRAME_HEIGHT (frame);
  picture->colorimetry.bt709 = colorimetry->matrix == GST_VIDEO_COLOR_MATRIX_BT709;
  picture->colorimetry.full_range = colorimetry->range == GST_VIDEO_COLOR_RANGE_0_255;
  for (guint i = 0; i < G_N_ELEMENTS (picture->planes); i++)
    {
      picture->planes[i] = GST_VIDEO_FRAME_PLANE_DATA (frame, i);
      picture->strides[i] = (gsize) GST_VIDEO_FRAME_PLANE_STRIDE (frame, i);
    }

  return TRUE;
}

/* Whether the picture is wanted; its times are cut to the part that is. */
static gboolean
clip_times (LecFrameReader *self,
            LecFrame *frame)
{
  if (frame->end_s <= self->options.from_s && frame->time_s < self->options.from_s)
    return FALSE;

  frame->time_s = MAX (MAX (frame->time_s, self->options.from_s), self->last_s);
  if (self->options.to_s > 0)
    frame->end_s = MIN (frame->end_s, self->options.to_s);
  frame->end_s = MAX (frame->end_s, frame->time_s);

  return TRUE;
}

gboolean
lec_frame_reader_next (LecFrameReader *self,
                       LecFrame *frame,
                       GCancellable *cancellable,
                       GError **error)
{
  g_return_val_if_fail (self != NULL && frame != NULL, FALSE);

  g_clear_pointer (&self->current, g_bytes_unref);

  while (!is_empty (self))
    {
      g_autoptr (GstSample) sample = NULL;
      guint32 stream_ms;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      sample = take_sample (self, cancellable, error);
      if (sample == NULL)
        return FALSE;

      stream_ms = read_times (self, sample, frame);
      if (self->options.to_s > 0 && frame->time_s >= self->options.to_s)
        return FALSE;
      if (self->options.part.n > 0 && stream_ms >= self->span.end_ms)
        return FALSE;
      if (self->options.part.n > 0 && stream_ms < self->span.start_ms)
        continue;
      if (!clip_times (self, frame) || !map_picture (self, sample, &frame->picture))
        continue;

      self->last_s = frame->time_s;
      return TRUE;
    }

  return FALSE;
}

const LecPartSpan *
lec_frame_reader_get_span (LecFrameReader *self,
                           guint *n_packets)
{
  g_return_val_if_fail (self != NULL && self->options.part.n > 0 && n_packets != NULL, NULL);

  *n_packets = self->n_packets;
  return &self->span;
}

double
lec_frame_reader_get_read_s (LecFrameReader *self)
{
  double read_s;

  g_return_val_if_fail (self != NULL, 0);

  read_s = MAX (lec_packet_gate_get_read_s (self->gate) - self->origin_s, 0);
  if (self->options.part.n > 0 && self->span.end_ms != LEC_PACKET_NO_TIME)
    read_s = MIN (read_s, MAX (self->span.end_ms / 1000.0 - self->origin_s, 0));

  return self->options.to_s > 0 ? MIN (read_s, self->options.to_s) : read_s;
}

gboolean
lec_frame_reader_is_masked (LecFrameReader *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->masked;
}

double
lec_frame_reader_get_decoded_ratio (LecFrameReader *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return lec_packet_gate_get_passed_ratio (self->gate);
}
