/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reads the video, or segments it again from what was kept; uses what a stage
 * left behind when it died as far as it goes. A video in which there is no
 * slide is read all the same: whether that is a failure, the job knows, which
 * may have other parts.
 */
#include "engine/lecture-part.h"

#include <glib/gi18n-lib.h>

#include "base/error.h"
#include "base/time-format.h"
#include "engine/content-id.h"
#include "engine/linked-video.h"
#include "engine/never-list.h"
#include "engine/shared-reading.h"
#include "engine/split-video.h"
#include "pipeline/stage.h"

/* What else, beside the content, decides what is read. */
static char *
describe_reading (const LecJobOptions *options)
{
  g_autoptr (GString) text = g_string_new ("reading");
  gsize n_specs = 0;
  const LecOptionSpec *specs = lec_job_options_get_specs (&n_specs);

  for (gsize i = 0; i < n_specs; i++)
    if (specs[i].affects & LEC_AFFECTS_READING)
      {
        g_autofree char *value = lec_job_options_dup_value (options, specs[i].name);

        g_string_append_printf (text, ";%s=%s", specs[i].name, value);
      }

  return g_strdup (text->str);
}

char *
lec_lecture_part_make_id (const char *content_id,
                          const LecJobOptions *options)
{
  g_autofree char *reading = NULL;

  g_return_val_if_fail (content_id != NULL && options != NULL, NULL);

  reading = describe_reading (options);
  return lec_content_id_combine (&content_id, 1, reading);
}

/**
 * lec_lecture_part_new:
 *
 * Returns: (transfer full) (nullable): the errors of lec_content_id_of_file()
 */
LecLecturePart *
lec_lecture_part_new (const char *video,
                      const LecJobOptions *options,
                      GCancellable *cancellable,
                      GError **error)
{
  g_autofree char *content_id = NULL;
  LecLecturePart *self = NULL;

  g_return_val_if_fail (video != NULL && options != NULL, NULL);

  content_id = lec_content_id_of_file (video, cancellable, error);
  if (content_id == NULL)
    return NULL;

  self = g_new0 (LecLecturePart, 1);
  self->video = g_canonicalize_filename (video, NULL);
  self->id = lec_lecture_part_make_id (content_id, options);
  self->content_id = g_steal_pointer (&content_id);
  return self;
}

/* @folder: (transfer full); @video: (nullable). Returns: (transfer full) */
LecLecturePart *
lec_lecture_part_new_kept (LecLectureFolder *folder,
                           const char *video)
{
  LecLecturePart *self = NULL;

  g_return_val_if_fail (folder != NULL, NULL);

  self = g_new0 (LecLecturePart, 1);
  self->video = video != NULL ? g_canonicalize_filename (video, NULL) : NULL;
  self->id = g_strdup (lec_lecture_folder_get_id (folder));
  self->folder = folder;
  return self;
}

void
lec_lecture_part_free (LecLecturePart *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->folder, lec_lecture_folder_free);
  g_clear_error (&self->damage);
  g_free (self->video);
  g_free (self->content_id);
  g_free (self->id);
  g_free (self);
}

/* Opens the folder unless it is, waiting for other programs, and finds out what has to run.
 * @readings: (nullable): as LecExtractRequest has it */
gboolean
lec_lecture_part_open (LecLecturePart *self,
                       const char *root,
                       const char *readings,
                       const LecExtractAim *aim,
                       GCancellable *cancellable,
                       GError **error)
{
  g_return_val_if_fail (self != NULL && root != NULL && aim != NULL, FALSE);

  if (self->folder == NULL)
    self->folder = lec_lecture_folder_open (root, self->id, self->content_id, cancellable, error);
  if (self->folder == NULL)
    return FALSE;
  if (readings != NULL)
    lec_shared_reading_take (readings, self->folder, cancellable);

  self->next = lec_lecture_folder_get_next_step (self->folder, aim->options, aim->documents);
  return TRUE;
}

static void
plan_reading (LecLecturePart *self,
              LecExtractRun *run,
              double share)
{
  self->probe_step = lec_extract_run_add_step (run, LEC_STAGE_PROBE, share);
  self->extract_step = lec_extract_run_add_step (run, self->n_parts > 0 ? LEC_STAGE_JOIN : LEC_STAGE_EXTRACT,
                                                 share);
}

/* @share: of the work on all parts */
void
lec_lecture_part_plan (LecLecturePart *self,
                       LecExtractRun *run,
                       double share)
{
  g_return_if_fail (self != NULL && run != NULL);

  if (self->next == LEC_STEP_EXTRACT)
    plan_reading (self, run, share);
  else if (self->next == LEC_STEP_SEGMENT)
    self->extract_step = lec_extract_run_add_step (run, LEC_STAGE_SEGMENT, share);
}

static gboolean
begin (LecLecturePart *self,
       LecExtractRun *run,
       LecStep step,
       GError **error)
{
  const LecExtractAim *aim = lec_extract_run_get_aim (run);

  return lec_lecture_folder_begin (self->folder, step, aim->options, aim->documents, error);
}

static gboolean
run_stage (LecLecturePart *self,
           LecExtractRun *run,
           const char *stage,
           LecProgress *step,
           GError **error)
{
  return lec_extract_run_stage (run, stage, step, lec_lecture_folder_get_path (self->folder), self->video, error);
}

/* With the list of pages that are never slides as it is now. */
static gboolean
run_finding_stage (LecLecturePart *self,
                   LecExtractRun *run,
                   const char *stage,
                   GError **error)
{
  const char *folder = lec_lecture_folder_get_path (self->folder);
  g_autofree char *root = g_path_get_dirname (folder);

  return lec_never_list_hand_over (root, folder, error) &&
         run_stage (self, run, stage, self->extract_step, error);
}

static LecVideoInfo *
load_video_info (LecLecturePart *self,
                 GError **error)
{
  g_autofree char *path = lec_lecture_folder_build_path (self->folder, LEC_FILE_VIDEO);

  return lec_video_info_load (path, error);
}

static gboolean
check_start (const LecVideoInfo *info,
             const LecJobOptions *options,
             GError **error)
{
  g_autofree char *from = lec_time_format (options->from_s);
  g_autofree char *duration = lec_time_format (info->duration_s);

  if (info->duration_s <= 0 || options->from_s < info->duration_s)
    return TRUE;

  g_set_error (error, LEC_ERROR, LEC_ERROR_USAGE, _ ("--from %s is after the end of the video (%s)"), from, duration);
  return FALSE;
}

/**
 * lec_lecture_part_probe:
 *
 * Looks into the video when it has to be read; everything that is wrong with all of it shows here.
 *
 * Returns: %FALSE with the errors of the probe stage, or %LEC_ERROR_USAGE when nothing of the
 *   video was asked for
 */
gboolean
lec_lecture_part_probe (LecLecturePart *self,
                        LecExtractRun *run,
                        GError **error)
{
  g_autoptr (LecVideoInfo) info = NULL;

  g_return_val_if_fail (self != NULL && run != NULL, FALSE);

  if (self->next != LEC_STEP_EXTRACT)
    return TRUE;
  if (!begin (self, run, LEC_STEP_EXTRACT, error) ||
      !run_stage (self, run, LEC_STAGE_PROBE, self->probe_step, error))
    return FALSE;

  info = load_video_info (self, error);
  return info != NULL && check_start (info, lec_extract_run_get_aim (run)->options, error);
}

static gboolean
is_survivable (const GError *error)
{
  return g_error_matches (error, LEC_ERROR, LEC_ERROR_CRASHED) ||
         g_error_matches (error, LEC_ERROR, LEC_ERROR_STALLED) ||
         g_error_matches (error, LEC_ERROR, LEC_ERROR_LIMIT) ||
         g_error_matches (error, LEC_ERROR, LEC_ERROR_DAMAGED) ||
         g_error_matches (error, LEC_ERROR, LEC_ERROR_PROTOCOL);
}

/* The process that named the picture may have been an attacker's by then. */
static gboolean
has_picture (LecLecturePart *self,
             const LecSlide *slide)
{
  g_autofree char *path = NULL;

  if (slide->picture == NULL || !g_str_has_prefix (slide->picture, LEC_FOLDER_PICTURES "/"))
    return FALSE;

  path = lec_lecture_folder_build_path (self->folder, slide->picture);
  return g_file_test (path, G_FILE_TEST_IS_REGULAR) && !g_file_test (path, G_FILE_TEST_IS_SYMLINK);
}

/* What was delivered before the process died, without slides whose picture did not get written. */
static LecLecture *
collect_provisional (LecLecturePart *self,
                     LecExtractRun *run)
{
  g_autoptr (LecLecture) lecture = lec_lecture_new ();
  g_autoptr (GPtrArray) slides = lec_extract_run_dup_slides (run);
  LecVideoInfo *info = load_video_info (self, NULL);

  if (info != NULL)
    {
      lec_video_info_free (lecture->video);
      lecture->video = info;
    }
  lecture->read_s = lec_extract_run_get_position_s (run);
  for (guint i = 0; i < slides->len; i++)
    {
      const LecSlide *found = g_ptr_array_index (slides, i);
      LecSlide *slide = NULL;

      if (!has_picture (self, found))
        continue;
      slide = lec_slide_copy (found);
      slide->number = lecture->slides->len + 1;
      lecture->read_s = MAX (lecture->read_s, g_array_index (slide->visits, LecVisit, slide->visits->len - 1).end_s);
      g_ptr_array_add (lecture->slides, slide);
    }

  return g_steal_pointer (&lecture);
}

/* The stage failed: is there enough to go on with? Takes @reason. */
static gboolean
rescue (LecLecturePart *self,
        LecExtractRun *run,
        GError *reason,
        GError **error)
{
  g_autoptr (LecLecture) lecture = is_survivable (reason) ? collect_provisional (self, run) : NULL;

  if (lecture == NULL || lecture->slides->len == 0)
    {
      g_propagate_error (error, reason);
      return FALSE;
    }

  g_clear_error (&self->damage);
  self->damage = reason;
  return lec_lecture_folder_save_lecture (self->folder, lecture, error);
}

/* Of what was read in parts. A part that cannot be read leaves it to be read in one go: what is
 * found before the place where that fails is kept. @joined: (out): whether it was */
static gboolean
join_parts (LecLecturePart *self,
            LecExtractRun *run,
            gboolean *joined,
            GError **error)
{
  const char *folder = lec_lecture_folder_get_path (self->folder);
  g_autofree char *root = g_path_get_dirname (folder);
  const LecSplitVideo split = { root, self->video, self->content_id, self->id, self->n_parts };
  g_autoptr (GError) reason = NULL;

  *joined = lec_split_video_hand_over (&split, folder, run, self->extract_step, &reason) &&
            (run_finding_stage (self, run, LEC_STAGE_JOIN, &reason) ||
             g_error_matches (reason, LEC_ERROR, LEC_ERROR_NO_SLIDES));
  lec_extract_run_set_part (run, 0, 0);
  if (!*joined && !is_survivable (reason) && !g_error_matches (reason, LEC_ERROR, LEC_ERROR_UNSUPPORTED))
    {
      g_propagate_error (error, g_steal_pointer (&reason));
      return FALSE;
    }

  if (!*joined)
    g_debug ("%s is read in one go: %s", self->video, reason->message);
  lec_split_video_discard (&split, folder);
  return TRUE;
}

static gboolean
read_video (LecLecturePart *self,
            LecExtractRun *run,
            GError **error)
{
  g_autoptr (LecVideoInfo) info = load_video_info (self, error);
  gboolean joined = FALSE;
  GError *reason = NULL;

  if (info == NULL)
    return FALSE;

  lec_extract_run_set_duration (run, info->duration_s);
  if (self->n_parts > 0 && !join_parts (self, run, &joined, error))
    return FALSE;
  if (joined)
    return lec_lecture_folder_finish (self->folder, LEC_STEP_EXTRACT, error);
  if (!run_finding_stage (self, run, LEC_STAGE_EXTRACT, &reason))
    {
      if (!g_error_matches (reason, LEC_ERROR, LEC_ERROR_NO_SLIDES))
        return rescue (self, run, reason, error);
      g_clear_error (&reason);
    }

  return lec_lecture_folder_finish (self->folder, LEC_STEP_EXTRACT, error);
}

/* Whether the reason is that something kept is no longer what it was. */
static gboolean
is_lost (const GError *error)
{
  return g_error_matches (error, LEC_ERROR, LEC_ERROR_PROTOCOL) ||
         g_error_matches (error, LEC_ERROR, LEC_ERROR_NOT_FOUND) ||
         g_error_matches (error, LEC_ERROR, LEC_ERROR_INTERNAL);
}

/* Kept by another version, or damaged since: as if it had never been read. */
static gboolean
read_again (LecLecturePart *self,
            LecExtractRun *run,
            GError *reason,
            GError **error)
{
  if (self->video == NULL)
    {
      g_set_error (error, LEC_ERROR, LEC_ERROR_PROTOCOL,
                   _ ("what was kept of the video cannot be used; run “lectern extract” again (%s)"), reason->message);
      return FALSE;
    }

  g_debug ("%s is read again: %s", self->video, reason->message);
  self->next = LEC_STEP_EXTRACT;
  plan_reading (self, run, 1);
  return lec_lecture_part_probe (self, run, error) && read_video (self, run, error);
}

static gboolean
segment (LecLecturePart *self,
         LecExtractRun *run,
         GError **error)
{
  g_autoptr (GError) reason = NULL;

  if (!begin (self, run, LEC_STEP_SEGMENT, error))
    return FALSE;
  if (!run_finding_stage (self, run, LEC_STAGE_SEGMENT, &reason) &&
      !g_error_matches (reason, LEC_ERROR, LEC_ERROR_NO_SLIDES))
    {
      if (is_lost (reason))
        return read_again (self, run, reason, error);
      g_propagate_error (error, g_steal_pointer (&reason));
      return FALSE;
    }

  return lec_lecture_folder_finish (self->folder, LEC_STEP_SEGMENT, error);
}

/* A lecture that was brought from the web says so from then on. */
static gboolean
note_address (LecLecturePart *self,
              GError **error)
{
  g_autoptr (LecLecture) lecture = NULL;

  if (self->video == NULL || !lec_linked_video_is (self->video))
    return TRUE;

  lecture = lec_lecture_folder_load_lecture (self->folder, error);
  if (lecture == NULL)
    return FALSE;

  lec_linked_video_note_origin (self->video, &lecture->video->address, &lecture->video->is_page);
  return lec_lecture_folder_save_lecture (self->folder, lecture, error);
}

/**
 * lec_lecture_part_read:
 *
 * Makes the lecture that lec_lecture_part_load() loads, as far as it is not there. It may have no
 * slides; @self's damage says why there is only a part of it.
 *
 * Returns: %FALSE with the errors of the stages when there is nothing to go on with
 */
gboolean
lec_lecture_part_read (LecLecturePart *self,
                       LecExtractRun *run,
                       GError **error)
{
  g_return_val_if_fail (self != NULL && run != NULL, FALSE);

  switch (self->next)
    {
    case LEC_STEP_EXTRACT:
      return read_video (self, run, error) && note_address (self, error);
    case LEC_STEP_SEGMENT:
      return segment (self, run, error) && note_address (self, error);
    case LEC_STEP_RECOGNISE:
    case LEC_STEP_GENERATE:
    case LEC_STEP_NONE:
    default:
      return TRUE;
    }
}

void
lec_lecture_part_name (const LecLecturePart *self,
                       char **path,
                       char **address,
                       gboolean *is_page)
{
  g_return_if_fail (self != NULL && path != NULL);

  g_free (*path);
  *path = g_strdup (self->video);
  if (self->video != NULL)
    lec_linked_video_note_origin (self->video, address, is_page);
}

/* The lecture, with the place where its video is now. */
LecLecture *
lec_lecture_part_load (LecLecturePart *self,
                       GError **error)
{
  LecLecture *lecture = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  lecture = lec_lecture_folder_load_lecture (self->folder, error);
  if (lecture != NULL && self->video != NULL)
    lec_lecture_part_name (self, &lecture->video->path, &lecture->video->address, &lecture->video->is_page);

  return lecture;
}
