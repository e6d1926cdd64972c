/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The stage that reads one of the parts of a long video. What the pages are,
 * the join stage finds out from the frames of all parts; only their pictures
 * have to be taken here, of the stretches as they are seen in the part alone.
 */

#include "base/error.h"
#include "base/json.h"
#include "media/frame-reader.h"
#include "pipeline/page-watch.h"
#include "pipeline/part-file.h"
#include "pipeline/reading-memory.h"
#include "pipeline/segmenting.h"
#include "pipeline/slide-picture.h"
#include "pipeline/stage.h"

#define PROGRESS_EVERY 8

typedef struct
{
  const LecTask *task; /* unowned; so are the next two */
  const LecStageSink *sink;
  LecFrameReader *reader;
  LecPageWatch *watch; /* owned, as @writer */
  LecPartWriter *writer;
  double start_s;
  double end_s;
} Reading;

static void
clear_reading (Reading *self)
{
  g_clear_pointer (&self->watch, lec_page_watch_free);
  g_clear_pointer (&self->writer, lec_part_writer_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reading, clear_reading)

static gboolean
begin (Reading *self,
       GError **error)
{
  const LecTask *task = self->task;
  const LecVideoInfo *info = lec_frame_reader_get_info (self->reader);
  g_autofree char *path = g_build_filename (task->folder, LEC_FILE_PART, NULL);
  g_autoptr (JsonNode) video = lec_video_info_to_json (info);
  g_auto (LecPartFacts) facts = { .part = { task->part, task->n_parts }, .width = info->width, .height = info->height };
  const LecPartSpan *span = lec_frame_reader_get_span (self->reader, &facts.n_packets);

  if (!lec_segmenting_check_crop (task->options, info->width, info->height, error))
    return FALSE;

  facts.first = span->first;
  facts.end = span->end;
  facts.video = lec_json_to_line (video);
  self->start_s = task->part > 0 ? span->start_ms / 1000.0 : 0;
  self->end_s = task->part + 1 < task->n_parts ? span->end_ms / 1000.0 : info->duration_s;
  self->watch = lec_page_watch_new (info->width, info->height, task->options);
  self->writer = lec_part_writer_new (path, &facts, error);
  return self->writer != NULL;
}

static gboolean
save_still (Reading *self,
            const LecWatchedPage *page,
            GError **error)
{
  g_autoptr (GBytes) picture = NULL;

  if (page->still == NULL)
    return TRUE;

  picture = lec_slide_picture_encode (page->still, self->task->options->lossless, error);
  return picture != NULL && lec_part_writer_add_still (self->writer, page->stretch, picture, error);
}

static gboolean
take_frame (Reading *self,
            const LecFrame *frame,
            GError **error)
{
  g_auto (LecWatchedPage) page = { 0 };

  if (!lec_page_watch_take (self->watch, frame, &page))
    return TRUE;

  return lec_part_writer_add_frame (self->writer, lec_page_watch_get_signature (self->watch), frame->time_s,
                                    frame->end_s, frame->after_gap, error) &&
         save_still (self, &page, error);
}

static void
report (Reading *self,
        guint64 n_frames,
        double position_s)
{
  double length_s = self->end_s - self->start_s;
  double fraction = length_s > 0 ? CLAMP ((position_s - self->start_s) / length_s, 0, 1) : 0;

  if (self->sink->frames != NULL)
    self->sink->frames (n_frames, self->sink->user_data);
  self->sink->progress (fraction, position_s, self->sink->user_data);
}

/* Where the video breaks off, it is over. */
static gboolean
read_frames (Reading *self,
             GCancellable *cancellable,
             GError **error)
{
  g_autoptr (GError) cause = NULL;
  guint64 n_frames = 0;
  LecFrame frame;

  while (lec_frame_reader_next (self->reader, &frame, cancellable, &cause))
    {
      if (!take_frame (self, &frame, error))
        return FALSE;
      if (n_frames++ % PROGRESS_EVERY == 0)
        report (self, n_frames, frame.time_s);
    }
  if (self->sink->frames != NULL)
    self->sink->frames (n_frames, self->sink->user_data);
  if (cause == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&cause));
  return FALSE;
}

static gboolean
finish (Reading *self,
        GError **error)
{
  double read_s = lec_frame_reader_get_read_s (self->reader);
  g_auto (LecWatchedPage) last = { 0 };

  lec_page_watch_finish (self->watch, read_s, &last);
  if (!save_still (self, &last, error) || !lec_part_writer_finish (self->writer, read_s, error))
    return FALSE;

  self->sink->progress (1, read_s, self->sink->user_data);
  return TRUE;
}

/**
 * lec_stage_read_part:
 *
 * Makes part.bin of the part of the video that the task names.
 *
 * Returns: %FALSE with the errors of lec_frame_reader_open(), %LEC_ERROR_USAGE, _NO_SPACE,
 *   _NOT_WRITABLE or %G_IO_ERROR_CANCELLED
 */
gboolean
lec_stage_read_part (const LecTask *task,
                     const LecStageSink *sink,
                     GCancellable *cancellable,
                     GError **error)
{
  const LecReadOptions options = {
    .mode = LEC_READ_AUTO,
    .max_threads = task->n_cores,
    .part = { task->part, task->n_parts },
  };
  g_autoptr (LecFrameReader) reader = NULL;
  g_auto (Reading) self = { .task = task, .sink = sink };

  if (task->n_parts == 0)
    {
      g_set_error_literal (error, LEC_ERROR, LEC_ERROR_INTERNAL, "no part of the video was named");
      return FALSE;
    }

  lec_reading_memory_keep_freed ();
  reader = lec_frame_reader_open (task->video, &options, cancellable, error);
  if (reader == NULL)
    return FALSE;

  self.reader = reader;
  return begin (&self, error) && read_frames (&self, cancellable, error) && finish (&self, error);
}
