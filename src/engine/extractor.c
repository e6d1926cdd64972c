/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The door of the engine: checks a request as far as it can be checked by
 * itself, and makes a job of it.
 */
#include "engine/extractor.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "base/error.h"
#include "engine/content-id.h"
#include "engine/data-folder.h"
#include "engine/extract-bring.h"
#include "engine/extract-job.h"
#include "engine/extract-run.h"
#include "engine/extractor-private.h"
#include "engine/kept-lecture.h"
#include "engine/lecture-folder.h"
#include "engine/lecture-part.h"
#include "engine/shared-reading.h"
#include "engine/split-video.h"
#include "engine/work-options.h"
#include "pipeline/stage.h"
#include "text/ocr-languages.h"
#include "text/ocr.h"
#include "worker/task-runner.h"

struct _LecExtractor
{
  char *root; /* (nullable): in the library */
  LecTaskRunner *runner;
  LecTaskRunner *ahead; /* for what runs beside a stage */
  LecExtractNotice notice;
  gpointer notice_data;
  guint has_told_unkept : 1;
};

void
lec_extract_cut_free (LecExtractCut *self)
{
  if (self == NULL)
    return;

  g_free (self->video);
  g_clear_error (&self->reason);
  g_free (self);
}

void
lec_extract_result_clear (LecExtractResult *self)
{
  g_clear_pointer (&self->pdf, g_free);
  g_clear_pointer (&self->images, g_free);
  g_clear_pointer (&self->json, g_free);
  g_clear_pointer (&self->cuts, g_ptr_array_unref);
  g_clear_pointer (&self->lecture, lec_lecture_free);
  g_clear_pointer (&self->transcript, lec_transcript_report_free);
}

static void
unprotected_cb (const char *reason,
                const char *advice,
                gpointer user_data)
{
  LecExtractor *self = user_data;
  /* Translators: what is wrong, and what to do about it */
  g_autofree char *text = g_strdup_printf (_ ("%s; to do: %s"), reason, advice);

  if (self->notice != NULL)
    self->notice (LEC_EXTRACT_UNPROTECTED, text, self->notice_data);
}

/* What runs beside a stage can be done without. */
static void
allow_thread (LecExtractor *self)
{
  gsize n_stages = 0;
  const LecStage *stages = lec_stage_table (&n_stages);

  lec_task_runner_allow_thread (self->runner, stages, n_stages, unprotected_cb, self);
}

/**
 * lec_extractor_new:
 * @root: (nullable): where lectures are kept; in the library, which is looked for at each use
 * @executable: (nullable): started with "--task"; this program
 *
 * Returns: (transfer full)
 */
LecExtractor *
lec_extractor_new (const char *root,
                   const char *executable)
{
  LecExtractor *self = g_new0 (LecExtractor, 1);
  LecWorkOptions alone = { 0 };

  self->root = g_strdup (root);
  self->runner = lec_task_runner_new ();
  self->ahead = lec_task_runner_new ();
  if (executable == NULL)
    allow_thread (self);
  else
    {
      lec_task_runner_set_executable (self->runner, executable);
      lec_task_runner_set_executable (self->ahead, executable);
    }
  lec_work_options_resolve_alone_here (&alone);
  lec_extractor_limit (self, &alone);

  return self;
}

/**
 * lec_extractor_limit:
 * @options: resolved
 *
 * For the next task process; unless called, what one may take that works alone on this machine.
 */
void
lec_extractor_limit (LecExtractor *self,
                     const LecWorkOptions *options)
{
  LecTaskLimits limits = { 0 };

  g_return_if_fail (self != NULL && options != NULL);

  lec_task_limits_init (&limits);
  limits.max_tasks_per_child = options->max_tasks_per_child;
  limits.memory_bytes = options->max_memory_per_child_bytes;
  lec_task_runner_set_limits (self->runner, &limits);
  limits.memory_bytes = options->max_memory_ahead_bytes;
  lec_task_runner_set_limits (self->ahead, &limits);
}

/**
 * lec_extractor_set_notice:
 * @notice: called on the thread that calls the extractor
 */
void
lec_extractor_set_notice (LecExtractor *self,
                          LecExtractNotice notice,
                          gpointer user_data)
{
  g_return_if_fail (self != NULL);

  self->notice = notice;
  self->notice_data = user_data;
}

void
lec_extractor_free (LecExtractor *self)
{
  if (self == NULL)
    return;

  lec_task_runner_free (self->runner);
  lec_task_runner_free (self->ahead);
  g_free (self->root);
  g_free (self);
}

/* From now on; @root: (nullable): as for lec_extractor_new() */
void
lec_extractor_set_root (LecExtractor *self,
                        const char *root)
{
  char *own = NULL;

  g_return_if_fail (self != NULL);

  own = g_strdup (root);
  g_free (self->root);
  self->root = own;
}

/* Returns: (nullable): for lec_kept_root_open() */
const char *
lec_extractor_get_root (LecExtractor *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->root;
}

/* Returns: (transfer none): for stages of a lecture that nobody makes a job of */
LecTaskRunner *
lec_extractor_get_runner (LecExtractor *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->runner;
}

/**
 * lec_extractor_probe:
 *
 * Looks into @video in a task process; keeps nothing.
 *
 * Returns: (transfer full) (nullable): %NULL with %LEC_ERROR_NOT_FOUND, _UNREADABLE, _NOT_A_VIDEO,
 *   _UNSUPPORTED, _DAMAGED, _STALLED, _CRASHED or %G_IO_ERROR_CANCELLED
 */
LecVideoInfo *
lec_extractor_probe (LecExtractor *self,
                     const char *video,
                     GCancellable *cancellable,
                     GError **error)
{
  g_autofree char *content_id = NULL;
  g_autofree char *folder = NULL;
  g_autofree char *path = NULL;
  g_autoptr (LecTask) task = NULL;
  LecVideoInfo *info = NULL;

  g_return_val_if_fail (self != NULL && video != NULL, NULL);

  content_id = lec_content_id_of_file (video, cancellable, error);
  folder = content_id != NULL ? g_dir_make_tmp ("lectern-probe-XXXXXX", error) : NULL;
  if (folder == NULL)
    return NULL;

  task = lec_task_new (LEC_STAGE_PROBE, LEC_STAGE_PROBE, folder);
  task->video = g_strdup (video);
  path = g_build_filename (folder, LEC_FILE_VIDEO, NULL);
  if (lec_task_runner_run (self->runner, task, NULL, NULL, cancellable, error))
    info = lec_video_info_load (path, error);
  g_unlink (path);
  g_rmdir (folder);

  return info;
}

/* Whether they fit together, and the languages are installed: %LEC_ERROR_USAGE, _NO_LANGUAGE. */
gboolean
lec_extractor_check_options (const LecJobOptions *options,
                             GError **error)
{
  g_auto (GStrv) installed = NULL;

  g_return_val_if_fail (options != NULL, FALSE);

  if (!lec_job_options_validate (options, error))
    return FALSE;
  installed = lec_ocr_list_languages (error);
  return installed != NULL &&
         lec_ocr_languages_check (options->language, (const char *const *) installed, error);
}

/**
 * lec_extractor_check_subtitles:
 *
 * At the desk, before hours of work: a worker may not have the file.
 *
 * Returns: %FALSE with %LEC_ERROR_NOT_FOUND or _UNREADABLE where a subtitle file was chosen that is
 *   none
 */
gboolean
lec_extractor_check_subtitles (const LecJobOptions *options,
                               GError **error)
{
  const char *path = NULL;

  g_return_val_if_fail (options != NULL, FALSE);

  path = lec_job_options_get_subtitles (options);
  if (path == NULL || g_access (path, R_OK) == 0)
    return TRUE;

  lec_error_set_from_errno (error, errno, "open", path);
  return FALSE;
}

static gboolean
check_request (const LecExtractRequest *request,
               GError **error)
{
  if (!lec_extractor_check_options (request->options, error))
    return FALSE;
  if (request->n_videos > 1 && (request->options->from_s > 0 || request->options->to_s > 0))
    {
      g_set_error_literal (error, LEC_ERROR, LEC_ERROR_USAGE,
                           _ ("--from and --to cannot be combined with --join"));
      return FALSE;
    }

  return TRUE;
}

static void
tell_unkept (LecExtractor *self,
             const GError *reason)
{
  if (self->has_told_unkept || self->notice == NULL)
    return;

  self->has_told_unkept = TRUE;
  self->notice (LEC_EXTRACT_UNKEPT, reason->message, self->notice_data);
}

/* In the library, unless the front end named a place. */
static gboolean
open_kept_root (LecExtractor *self,
                LecKeptRoot *kept,
                GError **error)
{
  g_autoptr (GError) reason = NULL;

  if (self->root != NULL)
    return lec_kept_root_open (kept, self->root, error);
  if (!lec_kept_root_open_somewhere (kept, &reason, error))
    return FALSE;

  if (reason != NULL)
    tell_unkept (self, reason);
  return TRUE;
}

/**
 * lec_extractor_extract:
 * @listener: (nullable)
 * @result: (out caller-allocates): zeroed; to be cleared also on failure
 *
 * Returns: %FALSE with an error in %LEC_ERROR, or %G_IO_ERROR_CANCELLED; outputs are placed whole
 *   or not at all. %TRUE with @result's cuts when reading ended early and the slides found so far
 *   were placed
 */
gboolean
lec_extractor_extract (LecExtractor *self,
                       const LecExtractRequest *request,
                       const LecExtractListener *listener,
                       LecExtractResult *result,
                       GCancellable *cancellable,
                       GError **error)
{
  g_auto (LecKeptRoot) kept = { NULL };
  g_autoptr (LecExtractJob) job = NULL;

  g_return_val_if_fail (self != NULL && request != NULL && request->n_videos > 0 && result != NULL, FALSE);

  if (!check_request (request, error) || !lec_extract_bring (request, listener, cancellable, error) ||
      !open_kept_root (self, &kept, error))
    return FALSE;

  job = lec_extract_job_new (kept.path, self->runner, self->ahead, request);
  return lec_extract_job_add_videos (job, cancellable, error) &&
         lec_extract_job_prepare (job, request->videos[0], request->videos[0], cancellable, error) &&
         lec_extract_job_run (job, listener, result, cancellable, error);
}

static gboolean
can_be_split (const LecExtractRequest *request)
{
  return request->n_videos == 1 && request->options->from_s <= 0 && request->options->to_s <= 0;
}

static gboolean
was_read (const LecKeptRoot *kept,
          const LecExtractRequest *request,
          const LecLecturePart *video)
{
  return lec_lecture_folder_holds_content (kept->path, video->id, video->content_id) ||
         (request->readings != NULL &&
          lec_shared_reading_is_there (request->readings, video->id, video->content_id));
}

gboolean
lec_extractor_choose_parts (LecExtractor *self,
                            const LecExtractRequest *request,
                            double part_s,
                            guint *n_parts,
                            GCancellable *cancellable,
                            GError **error)
{
  g_auto (LecKeptRoot) kept = { NULL };
  g_autoptr (LecLecturePart) video = NULL;
  g_autoptr (LecVideoInfo) info = NULL;

  g_return_val_if_fail (self != NULL && request != NULL && n_parts != NULL, FALSE);

  *n_parts = 1;
  if (!can_be_split (request))
    return TRUE;
  if (!open_kept_root (self, &kept, error))
    return FALSE;
  video = lec_lecture_part_new (request->videos[0], request->options, cancellable, error);
  if (video == NULL)
    return FALSE;
  if (was_read (&kept, request, video))
    return TRUE;

  info = lec_extractor_probe (self, request->videos[0], cancellable, error);
  if (info == NULL)
    return FALSE;

  if (g_strcmp0 (info->codec, "h264") == 0)
    *n_parts = lec_split_video_count_parts (info->duration_s, part_s);
  return TRUE;
}

gboolean
lec_extractor_read_part (LecExtractor *self,
                         const LecExtractRequest *request,
                         guint part,
                         guint n_parts,
                         const LecExtractListener *listener,
                         GCancellable *cancellable,
                         GError **error)
{
  g_auto (LecKeptRoot) kept = { NULL };
  g_autoptr (LecLecturePart) video = NULL;
  g_autoptr (LecExtractRun) run = NULL;
  const LecExtractAim aim = { .options = request->options };
  LecSplitVideo split = { .n_parts = n_parts };

  g_return_val_if_fail (self != NULL && request->n_videos == 1 && part < n_parts, FALSE);

  if (!check_request (request, error) || !open_kept_root (self, &kept, error))
    return FALSE;
  video = lec_lecture_part_new (request->videos[0], request->options, cancellable, error);
  if (video == NULL)
    return FALSE;

  split.root = kept.path;
  split.video = video->video;
  split.content_id = video->content_id;
  split.lecture_id = video->id;
  run = lec_extract_run_new (self->runner, &aim, listener, cancellable);
  lec_extract_run_set_cores (run, request->n_cores);
  return lec_split_video_read_part (&split, part, run, lec_extract_run_add_step (run, LEC_STAGE_READ_PART, 1), error);
}

/**
 * lec_extractor_dup_kept_options:
 * @source: a video, a lecture's JSON or a lecture's folder
 *
 * Returns: (transfer full) (nullable): what its kept lecture was made with; %NULL with
 *   %LEC_ERROR_NOT_FOUND when none is kept, or the errors of reading @source
 */
LecJobOptions *
lec_extractor_dup_kept_options (LecExtractor *self,
                                const char *source,
                                GCancellable *cancellable,
                                GError **error)
{
  g_auto (LecKeptRoot) kept = { NULL };
  g_autoptr (LecLectureFolder) folder = NULL;
  LecJobOptions *options = NULL;

  g_return_val_if_fail (self != NULL && source != NULL, NULL);

  if (!lec_kept_root_open (&kept, self->root, error))
    return NULL;
  lec_kept_root_enter_shelf (&kept, source);
  folder = lec_kept_lecture_open_to_read (kept.path, source, cancellable, error);
  if (folder == NULL)
    return NULL;

  options = lec_job_options_copy (lec_lecture_folder_get_options (folder));
  /* These say what is written this time, not how it is made. */
  options->images = FALSE;
  options->json = FALSE;
  return options;
}

static gboolean
check_track (LecStep next,
             const LecLecture *lecture,
             GError **error)
{
  if (next != LEC_STEP_EXTRACT)
    return TRUE;

  g_set_error_literal (error, LEC_ERROR, LEC_ERROR_USAGE,
                       lecture->parts->len > 0
                         ? _ ("a joined lecture: run “lectern extract --join” with the new settings; "
                              "the videos are not read again")
                         : _ ("this cannot be changed without reading the video: run “lectern extract”"));
  return FALSE;
}

/* A user's copy of the data has the name of the other outputs; a kept folder has none. */
static gboolean
has_output_name (const char *source)
{
  return g_str_has_suffix (source, ".json") && !g_str_has_suffix (source, G_DIR_SEPARATOR_S LEC_FILE_LECTURE);
}

static gboolean
is_video (const char *source)
{
  return g_file_test (source, G_FILE_TEST_IS_REGULAR) && !g_str_has_suffix (source, ".json");
}

/**
 * lec_extractor_resegment:
 * @request: one "video", which may also be a lecture's JSON or folder; all of its options count, so
 *   start from lec_extractor_dup_kept_options()
 *
 * As lec_extractor_extract(), from what was kept: the video is not read and need not be there.
 *
 * Returns: likewise; %LEC_ERROR_NOT_FOUND when nothing is kept, %LEC_ERROR_USAGE when the change
 *   asks for the video
 */
gboolean
lec_extractor_resegment (LecExtractor *self,
                         const LecExtractRequest *request,
                         const LecExtractListener *listener,
                         LecExtractResult *result,
                         GCancellable *cancellable,
                         GError **error)
{
  g_auto (LecKeptRoot) kept = { NULL };
  g_autoptr (LecExtractJob) job = NULL;
  g_autoptr (LecLectureFolder) folder = NULL;
  g_autoptr (LecLecture) lecture = NULL;
  const char *source = NULL;
  const char *video = NULL;

  g_return_val_if_fail (self != NULL && request != NULL && request->n_videos == 1 && result != NULL, FALSE);

  source = request->videos[0];
  if (!check_request (request, error) || !lec_kept_root_open (&kept, self->root, error))
    return FALSE;
  lec_kept_root_enter_shelf (&kept, source);
  folder = lec_kept_lecture_open (kept.path, source, cancellable, error);
  lecture = folder != NULL ? lec_lecture_folder_load_lecture (folder, error) : NULL;
  if (lecture == NULL)
    return FALSE;

  job = lec_extract_job_new (kept.path, self->runner, self->ahead, request);
  lec_extract_job_add_kept (job, g_steal_pointer (&folder), is_video (source) ? source : NULL);
  video = is_video (source) || lecture->video->path == NULL ? source : lecture->video->path;
  return lec_extract_job_prepare (job, has_output_name (source) ? source : video, video, cancellable, error) &&
         check_track (lec_extract_job_get_next_step (job), lecture, error) &&
         lec_extract_job_run (job, listener, result, cancellable, error);
}
