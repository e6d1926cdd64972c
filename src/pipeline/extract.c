/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The stage that reads the video, from its frames to stretches, their pictures
 * and the slides in them. Slides are reported as soon as the next one has
 * begun; what was found so far is on disk at any time, so that a crash of the
 * decoder costs what follows, not what was.
 */
#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "base/error.h"
#include "media/cut-file.h"
#include "media/frame-reader.h"
#include "media/slide-finder.h"
#include "pipeline/page-watch.h"
#include "pipeline/reading-memory.h"
#include "pipeline/segmenting.h"
#include "pipeline/slide-picture.h"
#include "pipeline/stage.h"

/* Stretches that a provisional look goes back over at most. */
#define LOOK_BACK 8
/* Such a look is taken so often, by the clock, or before stretches are out of its sight. */
#define LOOK_EVERY_US (2 * G_USEC_PER_SEC)
#define LOOK_EVERY_N  6
/* What was found so far is saved at most so often, by the clock; and in stream time later less
 * often, since it takes longer. */
#define SAVE_EVERY_US    (2 * G_USEC_PER_SEC)
#define SAVE_EVERY_RATIO 0.1
#define PROGRESS_EVERY   8

typedef struct
{
  const LecTask *task;
  const LecStageSink *sink;
  LecLecture *lecture;
  LecSignatureTrack *track;
  LecPageWatch *watch;
  guint n_reported;
  double reported_s; /* slides that began before were reported */
  double saved_s;
  gint64 saved_us;  /* monotonic, of @saved_s */
  gint64 looked_us; /* when slides were looked for, and how many stretches there were */
  guint n_looked;
} Extraction;

static void
clear_extraction (Extraction *self)
{
  g_clear_pointer (&self->lecture, lec_lecture_free);
  g_clear_pointer (&self->track, lec_signature_track_free);
  g_clear_pointer (&self->watch, lec_page_watch_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Extraction, clear_extraction)

static gboolean
make_picture_folder (const char *folder,
                     GError **error)
{
  g_autofree char *pictures = g_build_filename (folder, LEC_FOLDER_PICTURES, NULL);

  if (g_mkdir_with_parents (pictures, 0700) == 0)
    return TRUE;

  lec_error_set_from_errno (error, errno, "create", pictures);

  return FALSE;
}

/* Sizes are known with the first frame only. */
static void
begin (Extraction *self,
       const LecFrame *frame)
{
  int width = frame->picture.width, height = frame->picture.height;

  self->watch = lec_page_watch_new (width, height, self->task->options);
  self->track = lec_signature_track_new (width, height);
}

/* Written to the pictures' folder. @still: (nullable) */
static gboolean
save_still (Extraction *self,
            const LecPicture *still,
            LecStretch *stretch,
            GError **error)
{
  const char *extension = self->task->options->lossless ? "png" : "jpg";
  g_autofree char *name = NULL;
  g_autofree char *path = NULL;

  if (still == NULL)
    return TRUE;

  name = g_strdup_printf ("%05u.%s", self->track->stretches->len, extension);
  path = g_build_filename (LEC_FOLDER_PICTURES, name, NULL);
  if (!lec_slide_picture_save (still, self->task->folder, path, error))
    return FALSE;

  stretch->picture = g_steal_pointer (&name);
  return TRUE;
}

/* A provisional look at the newest stretches: all but the last slide in them are over. */
static void
report_slides (Extraction *self)
{
  g_autoptr (GPtrArray) recent = g_ptr_array_new ();
  guint n = self->track->stretches->len;
  g_autoptr (LecSegments) segments = NULL;
  LecFinderOptions options = {
    .sensitivity = self->task->options->sensitivity,
    .shortest_s = self->task->options->shortest_s,
    .ignored = lec_page_watch_get_ignored (self->watch),
  };

  for (guint i = n > LOOK_BACK ? n - LOOK_BACK : 0; i < n; i++)
    g_ptr_array_add (recent, g_ptr_array_index (self->track->stretches, i));
  segments = lec_slide_finder_find (recent, &options);
  for (guint i = 0; i + 1 < segments->slides->len; i++)
    {
      const LecFoundSlide *found = g_ptr_array_index (segments->slides, i);
      const LecStretch *stretch = g_ptr_array_index (recent, found->stretch);
      const LecVisit *visit = &g_array_index (found->visits, LecVisit, 0);
      g_autoptr (LecSlide) slide = NULL;

      if (visit->start_s < self->reported_s || stretch->picture == NULL)
        continue;
      slide = lec_slide_new (++self->n_reported);
      lec_slide_add_visit (slide, visit->start_s, visit->end_s);
      slide->picture = g_strconcat (LEC_FOLDER_PICTURES "/", stretch->picture, NULL);
      slide->picture_s = stretch->picture_s;
      slide->picture_width = self->track->picture_width;
      slide->picture_height = self->track->picture_height;
      self->reported_s = visit->end_s;
      self->sink->slide (slide, self->sink->user_data);
      g_ptr_array_add (self->lecture->slides, g_steal_pointer (&slide));
    }
}

static gboolean
is_time_to_look (Extraction *self)
{
  guint n = self->track->stretches->len;
  gint64 now_us = g_get_monotonic_time ();

  if (self->n_reported > 0 && now_us - self->looked_us < LOOK_EVERY_US && n - self->n_looked < LOOK_EVERY_N)
    return FALSE;

  self->looked_us = now_us;
  self->n_looked = n;
  return TRUE;
}

/* Provisional: superseded when the video is read to its end. */
static gboolean
save_so_far (Extraction *self,
             double now_s,
             GError **error)
{
  g_autofree char *path = g_build_filename (self->task->folder, LEC_FILE_TRACK, NULL);
  gint64 now_us = g_get_monotonic_time ();

  if (self->n_reported > 1 &&
      (now_us - self->saved_us < SAVE_EVERY_US || now_s - self->saved_s < now_s * SAVE_EVERY_RATIO))
    return TRUE;

  self->saved_s = now_s;
  self->saved_us = now_us;
  self->track->read_s = now_s;
  self->lecture->read_s = now_s;

  return lec_signature_track_save (self->track, path, error) &&
         lec_segmenting_save (self->lecture, self->task->folder, error);
}

/* Keeps the pages that a provisional look needs. */
static void
pack_old (Extraction *self)
{
  guint n = self->track->stretches->len;

  if (n > LOOK_BACK)
    lec_stretch_pack (g_ptr_array_index (self->track->stretches, n - LOOK_BACK - 1));
}

/* For the look at all of them. What was needed to read the video makes room. */
static void
unpack_all (Extraction *self)
{
  g_clear_pointer (&self->watch, lec_page_watch_free);
  for (guint i = 0; i < self->track->stretches->len; i++)
    lec_stretch_unpack (g_ptr_array_index (self->track->stretches, i));
}

static gboolean
end_stretch (Extraction *self,
             LecWatchedPage *page,
             GError **error)
{
  double end_s = page->stretch->end_s;
  guint n_before = self->n_reported;

  if (!save_still (self, page->still, page->stretch, error))
    return FALSE;
  g_ptr_array_add (self->track->stretches, g_steal_pointer (&page->stretch));
  pack_old (self);
  if (is_time_to_look (self))
    report_slides (self);

  return n_before == self->n_reported || save_so_far (self, end_s, error);
}

static gboolean
take_frame (Extraction *self,
            const LecFrame *frame,
            GError **error)
{
  g_auto (LecWatchedPage) page = { 0 };

  if (self->watch == NULL)
    {
      if (!lec_segmenting_check_crop (self->task->options, frame->picture.width, frame->picture.height, error))
        return FALSE;
      begin (self, frame);
    }

  return !lec_page_watch_take (self->watch, frame, &page) || page.stretch == NULL || end_stretch (self, &page, error);
}

static void
report_progress (Extraction *self,
                 double position_s)
{
  const LecJobOptions *options = self->task->options;
  double end_s = options->to_s > 0 ? options->to_s : self->lecture->video->duration_s;
  double length_s = end_s - options->from_s;

  self->sink->progress (length_s > 0 ? CLAMP ((position_s - options->from_s) / length_s, 0, 1) : 0,
                        position_s, self->sink->user_data);
}

static void
report_frames (Extraction *self,
               guint64 n_frames)
{
  if (self->sink->frames != NULL)
    self->sink->frames (n_frames, self->sink->user_data);
}

static gboolean
read_frames (Extraction *self,
             LecFrameReader *reader,
             GCancellable *cancellable,
             GError **error)
{
  g_autoptr (GError) cause = NULL;
  LecFrame frame;
  guint64 n_frames = 0;

  while (lec_frame_reader_next (reader, &frame, cancellable, &cause))
    {
      if (!take_frame (self, &frame, error))
        return FALSE;
      if (n_frames++ % PROGRESS_EVERY > 0)
        continue;
      report_frames (self, n_frames);
      report_progress (self, frame.time_s);
    }
  report_frames (self, n_frames);
  if (cause == NULL || (n_frames > 0 && !g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED)))
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&cause));

  return FALSE;
}

static gboolean
finish (Extraction *self,
        double read_s,
        GCancellable *cancellable,
        GError **error)
{
  g_autofree char *path = g_build_filename (self->task->folder, LEC_FILE_TRACK, NULL);
  g_auto (LecWatchedPage) last = { 0 };

  if (self->watch == NULL)
    {
      g_set_error_literal (error, LEC_ERROR, LEC_ERROR_DAMAGED, _ ("no picture could be decoded"));
      return FALSE;
    }
  lec_page_watch_finish (self->watch, read_s, &last);
  if (!save_still (self, last.still, last.stretch, error))
    return FALSE;
  g_ptr_array_add (self->track->stretches, g_steal_pointer (&last.stretch));
  unpack_all (self);
  self->track->read_s = read_s;
  self->lecture->video->width = self->track->picture_width;
  self->lecture->video->height = self->track->picture_height;

  return lec_signature_track_save (self->track, path, error) &&
         lec_segmenting_fill_lecture (self->lecture, self->track, self->task->folder, cancellable, error) &&
         lec_segmenting_save (self->lecture, self->task->folder, error);
}

/* The reader may have looked further than was asked for. */
static double
get_read_s (LecFrameReader *reader,
            const LecJobOptions *options)
{
  double read_s = lec_frame_reader_get_read_s (reader);

  return options->to_s > 0 ? MIN (read_s, options->to_s) : read_s;
}

/**
 * lec_stage_extract:
 *
 * Reads the video and makes lecture.json, track.bin and the pictures. A video that breaks off gives
 * what was read, lecture.json says how far.
 *
 * Returns: %FALSE with the errors of lec_frame_reader_open(), %LEC_ERROR_NO_SLIDES,
 *   _NO_SPACE, _NOT_WRITABLE or %G_IO_ERROR_CANCELLED
 */
gboolean
lec_stage_extract (const LecTask *task,
                   const LecStageSink *sink,
                   GCancellable *cancellable,
                   GError **error)
{
  g_auto (Extraction) self = { .task = task, .sink = sink, .lecture = lec_lecture_new () };
  LecReadOptions options = {
    .mode = LEC_READ_AUTO,
    .from_s = task->options->from_s,
    .to_s = task->options->to_s,
    .max_threads = task->n_cores,
  };
  g_autoptr (LecFrameReader) reader = NULL;
  double read_s;

  lec_reading_memory_keep_freed ();
  if (!make_picture_folder (task->folder, error))
    return FALSE;
  reader = lec_frame_reader_open (task->video, &options, cancellable, error);
  if (reader == NULL)
    return FALSE;

  g_clear_pointer (&self.lecture->video, lec_video_info_free);
  self.lecture->video = lec_video_info_copy (lec_frame_reader_get_info (reader));
  g_clear_pointer (&self.lecture->options, lec_job_options_free);
  self.lecture->options = lec_job_options_copy (task->options);
  self.lecture->is_cut = task->options->to_s <= 0 && lec_cut_file_check (task->video);
  if (!read_frames (&self, reader, cancellable, error))
    return FALSE;
  read_s = get_read_s (reader, task->options);
  g_clear_pointer (&reader, lec_frame_reader_free);
  if (!finish (&self, read_s, cancellable, error))
    return FALSE;
  sink->progress (1, self.track->read_s, sink->user_data);
  if (self.lecture->slides->len > 0)
    return TRUE;

  g_set_error_literal (error, LEC_ERROR, LEC_ERROR_NO_SLIDES, _ ("no slides found"));

  return FALSE;
}
