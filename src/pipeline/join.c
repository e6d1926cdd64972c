/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The stage that makes one lecture of the parts in which a long video was read.
 * The frames of all parts go through one stretch finder, as they would have if
 * the video had been read in one go: stretches, and with them slides, do not
 * know of the parts. Each stretch gets the picture of the part's own stretch
 * that lies on it longest; where a page stood across a cut that is the part in
 * which it stood for longer.
 */
#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "base/error.h"
#include "base/json.h"
#include "base/pending-file.h"
#include "media/cut-file.h"
#include "media/signature-track.h"
#include "media/stretch-finder.h"
#include "pipeline/page-watch.h"
#include "pipeline/part-file.h"
#include "pipeline/segmenting.h"
#include "pipeline/stage.h"

#define MAX_VIDEO_BYTES (64 * 1024)
#define MAX_STILLS      (256 * 1024)
#define PROGRESS_EVERY  512

/* A picture that waits for its stretch. */
typedef struct
{
  double start_s;
  double settled_s;
  double end_s;
  double picture_s;
  char *name; /* owned: in the pictures' folder */
  gboolean used;
} Still;

typedef struct
{
  const LecTask *task; /* unowned, as @sink */
  const LecStageSink *sink;
  LecLecture *lecture; /* owned; so are the next three, from the first part on */
  LecSignatureTrack *track;
  LecStretchFinder *finder;
  LecPartFacts first;
  GArray *stills; /* (element-type Still) owned, in order of time */
  guint next_packet;
  guint64 n_frames;
  double read_s;
} Joining;

static void
clear_still (gpointer data)
{
  g_free (((Still *) data)->name);
}

static void
clear_joining (Joining *self)
{
  g_clear_pointer (&self->lecture, lec_lecture_free);
  g_clear_pointer (&self->track, lec_signature_track_free);
  g_clear_pointer (&self->finder, lec_stretch_finder_free);
  g_clear_pointer (&self->stills, g_array_unref);
  lec_part_facts_clear (&self->first);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Joining, clear_joining)

static char *
build_picture_path (const Joining *self,
                    const char *name)
{
  return g_build_filename (self->task->folder, LEC_FOLDER_PICTURES, name, NULL);
}

static gboolean
begin (Joining *self,
       const LecPartFacts *facts,
       GError **error)
{
  g_autoptr (JsonNode) node = lec_json_parse (facts->video, -1, MAX_VIDEO_BYTES, error);
  g_autoptr (LecSignature) shape = lec_signature_new_for_size (facts->width, facts->height);
  g_autofree guint8 *ignored = lec_page_watch_list_ignored (shape, self->task->options);
  LecVideoInfo *video = node != NULL ? lec_video_info_from_json (node, error) : NULL;

  if (video == NULL)
    return FALSE;

  lec_video_info_free (self->lecture->video);
  self->lecture->video = video;
  g_free (video->path);
  video->path = g_strdup (self->task->video);
  self->finder = lec_stretch_finder_new (shape);
  lec_stretch_finder_ignore (self->finder, ignored);
  self->track = lec_signature_track_new (facts->width, facts->height);
  self->first = *facts;
  self->first.video = NULL;
  return TRUE;
}

/* Whether it goes on where the part before has ended, in the same video. */
static gboolean
check_follows (const Joining *self,
               const LecPartFacts *facts,
               guint index,
               GError **error)
{
  guint n_parts = self->task->n_parts;

  if (facts->part.index == index && facts->part.n == n_parts && facts->first == self->next_packet &&
      (index + 1 < n_parts || facts->end == facts->n_packets) &&
      (index == 0 || (facts->width == self->first.width && facts->height == self->first.height &&
                      facts->n_packets == self->first.n_packets)))
    return TRUE;

  g_set_error_literal (error, LEC_ERROR, LEC_ERROR_PROTOCOL, "it does not go on from the one before");
  return FALSE;
}

static void
add_stretch (Joining *self,
             LecStretch *stretch)
{
  lec_stretch_pack (stretch);
  g_ptr_array_add (self->track->stretches, stretch);
}

static void
take_frame (Joining *self,
            const LecPartRecord *frame)
{
  LecStretch *closed = lec_stretch_finder_push (self->finder, frame->signature, frame->time_s,
                                                MAX (frame->end_s, frame->time_s + 0.001), frame->after_gap);

  if (closed != NULL)
    add_stretch (self, closed);
  if (self->n_frames++ % PROGRESS_EVERY == 0 && self->lecture->video->duration_s > 0)
    self->sink->progress (MIN (frame->time_s / self->lecture->video->duration_s, 1), frame->time_s,
                          self->sink->user_data);
}

static gboolean
take_still (Joining *self,
            const LecPartStill *still,
            GError **error)
{
  const char *extension = self->task->options->lossless ? "png" : "jpg";
  g_autofree char *name = g_strdup_printf ("still-%05u.%s", self->stills->len, extension);
  g_autofree char *path = build_picture_path (self, name);
  Still kept = { still->start_s, still->settled_s, still->end_s, still->picture_s, NULL, FALSE };

  if (self->stills->len >= MAX_STILLS)
    {
      g_set_error_literal (error, LEC_ERROR, LEC_ERROR_PROTOCOL, "it has too many pictures");
      return FALSE;
    }
  if (!lec_pending_file_save (path, g_bytes_get_data (still->picture, NULL), g_bytes_get_size (still->picture), TRUE,
                              error))
    return FALSE;

  kept.name = g_steal_pointer (&name);
  g_array_append_val (self->stills, kept);
  return TRUE;
}

static gboolean
read_records (Joining *self,
              LecPartReader *reader,
              GCancellable *cancellable,
              GError **error)
{
  const LecPartFacts *facts = lec_part_reader_get_facts (reader);
  LecPartRecord record = { 0 };

  while (lec_part_reader_next (reader, &record, error))
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (record.kind == LEC_PART_FRAME)
        take_frame (self, &record);
      else if (record.kind == LEC_PART_STILL && !take_still (self, &record.still, error))
        return FALSE;
      else if (record.kind == LEC_PART_END)
        {
          /* One that is empty was not looked into. */
          if (facts->first < facts->end)
            self->read_s = MAX (self->read_s, record.time_s);
          self->next_packet = facts->end;
          return TRUE;
        }
    }

  return FALSE;
}

static gboolean
read_part (Joining *self,
           guint index,
           GCancellable *cancellable,
           GError **error)
{
  g_autofree char *name = g_strdup_printf (LEC_FILE_NTH_PART, index);
  g_autofree char *path = g_build_filename (self->task->folder, LEC_FOLDER_PARTS, name, NULL);
  g_autoptr (LecPartReader) reader = lec_part_reader_new (path, error);

  if (reader != NULL && check_follows (self, lec_part_reader_get_facts (reader), index, error) &&
      (index > 0 || begin (self, lec_part_reader_get_facts (reader), error)) &&
      read_records (self, reader, cancellable, error))
    return TRUE;

  /* Translators: before a reason */
  g_prefix_error (error, _ ("part %u of %u of the video: "), index + 1, self->task->n_parts);
  return FALSE;
}

static double
get_overlap_s (const LecStretch *stretch,
               const Still *still)
{
  return MIN (stretch->end_s, still->end_s) - MAX (stretch->settled_s, still->settled_s);
}

static gboolean
is_same (const LecStretch *stretch,
         const Still *still)
{
  return stretch->start_s == still->start_s && stretch->settled_s == still->settled_s && stretch->end_s == still->end_s;
}

/* @from: (inout): index of the first one that may be of this stretch or a later one. Returns:
 * (nullable) */
static Still *
find_still (Joining *self,
            const LecStretch *stretch,
            guint *from)
{
  Still *best = NULL;
  double longest_s = -1;

  while (*from < self->stills->len && g_array_index (self->stills, Still, *from).end_s < stretch->start_s)
    (*from)++;
  for (guint i = *from; i < self->stills->len; i++)
    {
      Still *still = &g_array_index (self->stills, Still, i);
      double overlap_s = get_overlap_s (stretch, still);

      if (still->start_s > stretch->end_s)
        break;
      if (is_same (stretch, still))
        return still;
      if (still->picture_s >= stretch->start_s && still->picture_s <= stretch->end_s && overlap_s > longest_s)
        {
          longest_s = overlap_s;
          best = still;
        }
    }

  return best;
}

/* A picture of two stretches is there twice. */
static gboolean
give_picture (Joining *self,
              LecStretch *stretch,
              guint index,
              Still *still,
              GError **error)
{
  const char *extension = self->task->options->lossless ? "png" : "jpg";
  g_autofree char *name = g_strdup_printf ("%05u.%s", index, extension);
  g_autofree char *from = build_picture_path (self, still->name);
  g_autofree char *to = build_picture_path (self, name);

  if (!still->used)
    {
      if (g_rename (from, to) != 0)
        {
          lec_error_set_from_errno (error, errno, "write", to);
          return FALSE;
        }
      g_free (still->name);
      still->name = g_strdup (name);
      still->used = TRUE;
    }
  else
    {
      g_autoptr (GFile) source = g_file_new_for_path (from);
      g_autoptr (GFile) target = g_file_new_for_path (to);

      if (!g_file_copy (source, target, G_FILE_COPY_OVERWRITE, NULL, NULL, NULL, error))
        return FALSE;
    }

  stretch->picture_s = still->picture_s;
  stretch->picture = g_steal_pointer (&name);
  return TRUE;
}

static gboolean
give_pictures (Joining *self,
               GError **error)
{
  guint from = 0;

  for (guint i = 0; i < self->track->stretches->len; i++)
    {
      LecStretch *stretch = g_ptr_array_index (self->track->stretches, i);
      Still *still = find_still (self, stretch, &from);

      if (still != NULL && !give_picture (self, stretch, i, still, error))
        return FALSE;
    }
  for (guint i = 0; i < self->stills->len; i++)
    {
      const Still *still = &g_array_index (self->stills, Still, i);
      g_autofree char *path = build_picture_path (self, still->name);

      if (!still->used)
        g_unlink (path);
    }

  return TRUE;
}

static gboolean
finish (Joining *self,
        GCancellable *cancellable,
        GError **error)
{
  g_autofree char *path = g_build_filename (self->task->folder, LEC_FILE_TRACK, NULL);
  LecStretch *last = lec_stretch_finder_finish (self->finder, self->read_s);
  LecLecture *lecture = self->lecture;

  if (last == NULL)
    {
      g_set_error_literal (error, LEC_ERROR, LEC_ERROR_DAMAGED, _ ("no picture could be decoded"));
      return FALSE;
    }
  add_stretch (self, last);
  if (!give_pictures (self, error))
    return FALSE;

  for (guint i = 0; i < self->track->stretches->len; i++)
    lec_stretch_unpack (g_ptr_array_index (self->track->stretches, i));
  self->track->read_s = self->read_s;
  lecture->video->width = self->track->picture_width;
  lecture->video->height = self->track->picture_height;
  lecture->is_cut = lec_cut_file_check (self->task->video);

  return lec_signature_track_save (self->track, path, error) &&
         lec_segmenting_fill_lecture (lecture, self->track, self->task->folder, cancellable, error) &&
         lec_segmenting_save (lecture, self->task->folder, error);
}

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

/**
 * lec_stage_join:
 *
 * Makes lecture.json, track.bin and the pictures of the parts in parts/, as the extract stage makes
 * them of the video.
 *
 * Returns: %FALSE with %LEC_ERROR_PROTOCOL where a part is damaged or of another video, _NOT_FOUND
 *   where one is not there, _DAMAGED, _NO_SLIDES, _NO_SPACE, _NOT_WRITABLE or %G_IO_ERROR_CANCELLED
 */
gboolean
lec_stage_join (const LecTask *task,
                const LecStageSink *sink,
                GCancellable *cancellable,
                GError **error)
{
  g_auto (Joining) self = { .task = task, .sink = sink, .lecture = lec_lecture_new () };

  if (!make_picture_folder (task->folder, error))
    return FALSE;

  self.stills = g_array_new (FALSE, FALSE, sizeof (Still));
  g_array_set_clear_func (self.stills, clear_still);
  lec_job_options_free (self.lecture->options);
  self.lecture->options = lec_job_options_copy (task->options);
  for (guint i = 0; i < task->n_parts; i++)
    if (!read_part (&self, i, cancellable, error))
      return FALSE;
  if (self.finder == NULL)
    {
      g_set_error_literal (error, LEC_ERROR, LEC_ERROR_INTERNAL, "there are no parts to join");
      return FALSE;
    }
  if (!finish (&self, cancellable, error))
    return FALSE;

  sink->progress (1, self.read_s, sink->user_data);
  if (self.lecture->slides->len > 0)
    return TRUE;

  g_set_error_literal (error, LEC_ERROR, LEC_ERROR_NO_SLIDES, _ ("no slides found in this video"));
  return FALSE;
}
