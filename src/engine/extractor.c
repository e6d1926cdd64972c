/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Decides what has to run, runs it, places the outputs. Everything that can be
 * known beforehand (names, places, languages) is checked before the hours of
 * work; what a stage left behind when it died is used as far as it goes.
 */
#include "engine/extractor.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "base/error.h"
#include "base/json.h"
#include "engine/content-id.h"
#include "engine/extract-run.h"
#include "engine/lecture-folder.h"
#include "engine/lecture-join.h"
#include "engine/output-plan.h"
#include "pipeline/stage.h"
#include "text/ocr-languages.h"
#include "text/ocr.h"

#define MAX_VIDEO_JSON_BYTES (64 * 1024)
#define MAX_LECTURE_BYTES    (64 * 1024 * 1024)

struct _LecExtractor
{
  char *root;
  LecTaskRunner *runner;
};

/* One video of the request. */
typedef struct
{
  const char *video; /* unowned (nullable): NULL when only its track is left */
  char *id;          /* of its folder */
  LecLectureFolder *folder;
  LecStep next;
  LecProgress *probe_step;   /* unowned (nullable) */
  LecProgress *extract_step; /* unowned (nullable): of the extract or the segment stage */
} Part;

/* All that belongs to one call. */
typedef struct
{
  LecExtractor *extractor; /* unowned */
  const LecJobOptions *options;
  const char *title;
  GPtrArray *parts;         /* (element-type Part) owned */
  LecLectureFolder *joined; /* owned (nullable) */
  LecStep next;             /* of the lecture as a whole */
  LecExtractRun *run;
  LecProgress *recognise_step;
  LecProgress *generate_step;
  GCancellable *cancellable; /* unowned */
  LecExtractResult *result;  /* unowned */
} Job;

static void
part_free (Part *self)
{
  lec_lecture_folder_free (self->folder);
  g_free (self->id);
  g_free (self);
}

static void
job_clear (Job *job)
{
  g_clear_pointer (&job->run, lec_extract_run_free);
  g_clear_pointer (&job->parts, g_ptr_array_unref);
  g_clear_pointer (&job->joined, lec_lecture_folder_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Job, job_clear)

void
lec_extract_result_clear (LecExtractResult *self)
{
  g_clear_pointer (&self->pdf, g_free);
  g_clear_pointer (&self->images, g_free);
  g_clear_pointer (&self->json, g_free);
  g_clear_error (&self->damage);
}

/**
 * lec_extractor_new:
 * @root: (nullable): where lectures are kept; the user's data folder
 * @executable: (nullable): started with "--task"; this program
 *
 * Returns: (transfer full)
 */
LecExtractor *
lec_extractor_new (const char *root,
                   const char *executable)
{
  LecExtractor *self = g_new0 (LecExtractor, 1);

  self->root = root != NULL ? g_strdup (root) : lec_lecture_folder_get_default_root ();
  self->runner = lec_task_runner_new ();
  if (executable != NULL)
    lec_task_runner_set_executable (self->runner, executable);

  return self;
}

void
lec_extractor_free (LecExtractor *self)
{
  if (self == NULL)
    return;

  lec_task_runner_free (self->runner);
  g_free (self->root);
  g_free (self);
}

static LecVideoInfo *
load_video_info (const char *folder,
                 GError **error)
{
  g_autofree char *path = g_build_filename (folder, LEC_FILE_VIDEO, NULL);
  g_autoptr (JsonNode) node = lec_json_parse_file (path, MAX_VIDEO_JSON_BYTES, error);

  return node != NULL ? lec_video_info_from_json (node, error) : NULL;
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
  if (lec_task_runner_run (self->runner, task, NULL, NULL, cancellable, error))
    info = load_video_info (folder, error);
  path = g_build_filename (folder, LEC_FILE_VIDEO, NULL);
  g_unlink (path);
  g_rmdir (folder);

  return info;
}

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

static gboolean
add_part (Job *job,
          const char *video,
          GError **error)
{
  g_autofree char *content_id = lec_content_id_of_file (video, job->cancellable, error);
  g_autofree char *reading = describe_reading (job->options);
  Part *part = NULL;

  if (content_id == NULL)
    return FALSE;

  part = g_new0 (Part, 1);
  part->video = video;
  part->id = lec_content_id_combine ((const char *const *) &content_id, 1, reading);
  g_ptr_array_add (job->parts, part);
  for (guint i = 0; i + 1 < job->parts->len; i++)
    if (g_str_equal (((Part *) g_ptr_array_index (job->parts, i))->id, part->id))
      {
        g_autofree char *name = g_filename_display_name (video);

        g_set_error (error, LEC_ERROR, LEC_ERROR_USAGE, _ ("%s is given twice"), name);
        return FALSE;
      }

  part->folder = lec_lecture_folder_open (job->extractor->root, part->id, content_id, job->cancellable, error);
  if (part->folder == NULL)
    return FALSE;

  part->next = lec_lecture_folder_get_next_step (part->folder, job->options, job->title);
  return TRUE;
}

static gboolean
open_joined (Job *job,
             GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  g_autofree char *id = NULL;

  job->next = LEC_STEP_NONE;
  for (guint i = 0; i < job->parts->len; i++)
    {
      const Part *part = g_ptr_array_index (job->parts, i);

      g_ptr_array_add (ids, part->id);
      /* Words and documents are made of the whole, not of the parts. */
      if (part->next <= LEC_STEP_SEGMENT)
        job->next = LEC_STEP_EXTRACT;
    }

  id = lec_content_id_combine ((const char *const *) ids->pdata, ids->len, "joined");
  job->joined = lec_lecture_folder_open (job->extractor->root, id, NULL, job->cancellable, error);
  if (job->joined == NULL)
    return FALSE;
  if (job->next == LEC_STEP_NONE)
    job->next = lec_lecture_folder_get_next_step (job->joined, job->options, job->title);

  return TRUE;
}

static gboolean
identify (Job *job,
          const LecExtractRequest *request,
          GError **error)
{
  for (gsize i = 0; i < request->n_videos; i++)
    if (!add_part (job, request->videos[i], error))
      {
        /* The caller names the first video; which of several it is must be said here. */
        if (i > 0)
          {
            g_autofree char *name = g_path_get_basename (request->videos[i]);
            g_autofree char *shown = g_filename_display_name (name);

            g_prefix_error (error, "%s: ", shown);
          }
        return FALSE;
      }
  if (request->n_videos > 1)
    return open_joined (job, error);

  job->next = ((Part *) g_ptr_array_index (job->parts, 0))->next;
  return TRUE;
}

static LecLectureFolder *
get_result_folder (Job *job)
{
  return job->joined != NULL ? job->joined : ((Part *) g_ptr_array_index (job->parts, 0))->folder;
}

static void
plan_progress (Job *job)
{
  double share = 1.0 / job->parts->len;

  for (guint i = 0; i < job->parts->len; i++)
    {
      Part *part = g_ptr_array_index (job->parts, i);

      if (part->next == LEC_STEP_EXTRACT)
        {
          part->probe_step = lec_extract_run_add_step (job->run, LEC_STAGE_PROBE, share);
          part->extract_step = lec_extract_run_add_step (job->run, LEC_STAGE_EXTRACT, share);
        }
      else if (part->next == LEC_STEP_SEGMENT)
        part->extract_step = lec_extract_run_add_step (job->run, LEC_STAGE_SEGMENT, share);
    }
  if (job->next <= LEC_STEP_RECOGNISE)
    job->recognise_step = lec_extract_run_add_step (job->run, LEC_STAGE_RECOGNISE, 1);
  if (job->next <= LEC_STEP_GENERATE)
    job->generate_step = lec_extract_run_add_step (job->run, LEC_STAGE_GENERATE, 1);
}

static LecLecture *
load_lecture (LecLectureFolder *folder,
              GError **error)
{
  g_autofree char *path = lec_lecture_folder_build_path (folder, LEC_FILE_LECTURE);

  return lec_lecture_load (path, error);
}

static gboolean
save_lecture (LecLectureFolder *folder,
              const LecLecture *lecture,
              GError **error)
{
  g_autofree char *path = lec_lecture_folder_build_path (folder, LEC_FILE_LECTURE);

  return lec_lecture_save (lecture, path, error);
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

/* What was delivered before the process died, without slides whose picture did not get written. */
static LecLecture *
collect_provisional (Job *job,
                     Part *part)
{
  g_autoptr (LecLecture) lecture = lec_lecture_new ();
  g_autoptr (GPtrArray) slides = lec_extract_run_dup_slides (job->run);
  LecVideoInfo *info = load_video_info (lec_lecture_folder_get_path (part->folder), NULL);

  if (info != NULL)
    {
      lec_video_info_free (lecture->video);
      lecture->video = info;
    }
  lecture->read_s = lec_extract_run_get_position_s (job->run);
  for (guint i = 0; i < slides->len; i++)
    {
      LecSlide *slide = g_ptr_array_index (slides, i);
      g_autofree char *path = NULL;

      if (slide->picture == NULL)
        continue;
      path = lec_lecture_folder_build_path (part->folder, slide->picture);
      if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
        continue;
      slide = lec_slide_copy (slide);
      slide->number = lecture->slides->len + 1;
      g_ptr_array_add (lecture->slides, slide);
    }

  return g_steal_pointer (&lecture);
}

/* The stage failed: is there enough to go on with? Takes @reason when there is. */
static gboolean
rescue (Job *job,
        Part *part,
        GError *reason,
        GError **error)
{
  g_autoptr (LecLecture) lecture = NULL;

  if (is_survivable (reason))
    {
      lecture = load_lecture (part->folder, NULL);
      if (lecture == NULL || lecture->slides->len == 0)
        {
          g_clear_pointer (&lecture, lec_lecture_free);
          lecture = collect_provisional (job, part);
        }
    }
  if (lecture == NULL || lecture->slides->len == 0)
    {
      g_propagate_error (error, reason);
      return FALSE;
    }

  g_clear_error (&job->result->damage);
  job->result->damage = reason;
  return save_lecture (part->folder, lecture, error);
}

static void
remove_file (LecLectureFolder *folder,
             const char *name)
{
  g_autofree char *path = lec_lecture_folder_build_path (folder, name);

  g_unlink (path);
}

static gboolean
read_video (Job *job,
            Part *part,
            GError **error)
{
  const char *path = lec_lecture_folder_get_path (part->folder);
  g_autoptr (LecVideoInfo) info = NULL;
  GError *reason = NULL;

  if (!lec_lecture_folder_begin (part->folder, LEC_STEP_EXTRACT, job->options, job->title, error))
    return FALSE;
  /* Else an old result could be taken for what a dying process left. */
  remove_file (part->folder, LEC_FILE_LECTURE);
  if (!lec_extract_run_stage (job->run, LEC_STAGE_PROBE, part->probe_step, path, part->video,
                              job->cancellable, error))
    return FALSE;
  info = load_video_info (path, error);
  if (info == NULL)
    return FALSE;

  lec_extract_run_set_duration (job->run, info->duration_s);
  if (!lec_extract_run_stage (job->run, LEC_STAGE_EXTRACT, part->extract_step, path, part->video,
                              job->cancellable, &reason))
    return rescue (job, part, reason, error);

  return lec_lecture_folder_finish (part->folder, LEC_STEP_EXTRACT, error);
}

static gboolean
segment (Job *job,
         Part *part,
         GError **error)
{
  const char *path = lec_lecture_folder_get_path (part->folder);

  return lec_lecture_folder_begin (part->folder, LEC_STEP_SEGMENT, job->options, job->title, error) &&
         lec_extract_run_stage (job->run, LEC_STAGE_SEGMENT, part->extract_step, path, part->video,
                                job->cancellable, error) &&
         lec_lecture_folder_finish (part->folder, LEC_STEP_SEGMENT, error);
}

static gboolean
run_parts (Job *job,
           GError **error)
{
  for (guint i = 0; i < job->parts->len; i++)
    {
      Part *part = g_ptr_array_index (job->parts, i);

      if (part->next == LEC_STEP_EXTRACT && !read_video (job, part, error))
        return FALSE;
      if (part->next == LEC_STEP_SEGMENT && !segment (job, part, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
join_parts (Job *job,
            GError **error)
{
  g_autoptr (GPtrArray) lectures = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_lecture_free);
  g_autofree LecJoinPart *parts = g_new0 (LecJoinPart, job->parts->len);
  g_autoptr (LecLecture) joined = NULL;

  for (guint i = 0; i < job->parts->len; i++)
    {
      const Part *part = g_ptr_array_index (job->parts, i);
      LecLecture *lecture = load_lecture (part->folder, error);

      if (lecture == NULL)
        return FALSE;
      g_ptr_array_add (lectures, lecture);
      parts[i] = (LecJoinPart){ lecture, lec_lecture_folder_get_path (part->folder) };
    }

  joined = lec_lecture_join (parts, job->parts->len, lec_lecture_folder_get_path (job->joined), error);
  return joined != NULL && save_lecture (job->joined, joined, error);
}

static gboolean
check_slides (const LecLecture *lecture,
              GError **error)
{
  if (lecture->slides->len > 0)
    return TRUE;

  g_set_error (error, LEC_ERROR, LEC_ERROR_NO_SLIDES,
               g_dngettext (GETTEXT_PACKAGE,
                            "no slides found (%u stretch is something else)",
                            "no slides found (%u stretches are something else)",
                            lecture->left_out->len),
               lecture->left_out->len);
  return FALSE;
}

/* The lecture as the next stages, and the user, want it. */
static gboolean
prepare_lecture (Job *job,
                 GError **error)
{
  LecLectureFolder *folder = get_result_folder (job);
  g_autoptr (LecLecture) lecture = load_lecture (folder, error);

  if (lecture == NULL || !check_slides (lecture, error))
    return FALSE;

  lec_job_options_free (lecture->options);
  lecture->options = lec_job_options_copy (job->options);
  g_free (lecture->id);
  lecture->id = g_strdup (lec_lecture_folder_get_id (folder));

  return save_lecture (folder, lecture, error);
}

/* A step of a result that is only a part is never finished: the next run tries again. */
static gboolean
finish_step (Job *job,
             LecStep step,
             GError **error)
{
  return job->result->damage != NULL || lec_lecture_folder_finish (get_result_folder (job), step, error);
}

static gboolean
run_steps (Job *job,
           GError **error)
{
  LecLectureFolder *folder = get_result_folder (job);
  const char *path = lec_lecture_folder_get_path (folder);

  if (!run_parts (job, error))
    return FALSE;
  /* A single video's folder has begun with its first step. */
  if (job->joined != NULL || job->next >= LEC_STEP_RECOGNISE)
    if (!lec_lecture_folder_begin (folder, job->next, job->options, job->title, error))
      return FALSE;
  if (job->joined != NULL && job->next <= LEC_STEP_SEGMENT &&
      (!join_parts (job, error) || !finish_step (job, LEC_STEP_SEGMENT, error)))
    return FALSE;
  if (!prepare_lecture (job, error))
    return FALSE;
  if (job->next <= LEC_STEP_RECOGNISE &&
      (!lec_extract_run_stage (job->run, LEC_STAGE_RECOGNISE, job->recognise_step, path, NULL,
                               job->cancellable, error) ||
       !finish_step (job, LEC_STEP_RECOGNISE, error)))
    return FALSE;

  return lec_extract_run_stage (job->run, LEC_STAGE_GENERATE, job->generate_step, path, NULL,
                                job->cancellable, error) &&
         finish_step (job, LEC_STEP_GENERATE, error);
}

static gboolean
place_outputs (Job *job,
               const LecOutputPlan *plan,
               gboolean force,
               GError **error)
{
  LecLectureFolder *folder = get_result_folder (job);
  g_autoptr (LecLecture) lecture = load_lecture (folder, error);
  LecExtractResult *result = job->result;

  if (lecture == NULL ||
      !lec_output_plan_place (plan, lecture, lec_lecture_folder_get_path (folder), force, &result->n_written, error))
    return FALSE;

  result->pdf = g_strdup (plan->pdf);
  result->images = g_strdup (plan->images);
  result->json = g_strdup (plan->json);
  result->n_slides = lecture->slides->len;
  result->n_left_out = lecture->left_out->len;
  result->read_s = lecture->read_s;
  result->duration_s = lecture->video->duration_s;
  result->cut_short = lec_lecture_is_cut_short (lecture);

  return TRUE;
}

static gboolean
check_languages (const LecJobOptions *options,
                 GError **error)
{
  g_auto (GStrv) installed = lec_ocr_list_languages ();

  return lec_ocr_languages_check (options->language, (const char *const *) installed, error);
}

static char *
dup_title (const char *video)
{
  g_autofree char *name = g_path_get_basename (video);
  char *dot = strrchr (name, '.');

  if (dot != NULL && dot > name)
    *dot = '\0';

  return g_filename_display_name (name);
}

/* Everything after it is known what is to be worked on. */
static gboolean
run_job (Job *job,
         const LecExtractRequest *request,
         const LecExtractListener *listener,
         const LecOutputPlan *plan,
         GError **error)
{
  job->result->reused = TRUE;
  for (guint i = 0; i < job->parts->len; i++)
    if (((Part *) g_ptr_array_index (job->parts, i))->next == LEC_STEP_EXTRACT)
      job->result->reused = FALSE;

  if (job->next != LEC_STEP_NONE)
    {
      if (!request->force && !lec_output_plan_check_free (plan, error))
        return FALSE;
      job->run = lec_extract_run_new (job->extractor->runner, job->options, job->title, listener);
      plan_progress (job);
      if (!run_steps (job, error))
        return FALSE;
    }

  return place_outputs (job, plan, request->force, error);
}

static gboolean
check_request (const LecExtractRequest *request,
               GError **error)
{
  if (!lec_job_options_validate (request->options, error) || !check_languages (request->options, error))
    return FALSE;
  if (request->n_videos > 1 && (request->options->from_s > 0 || request->options->to_s > 0))
    {
      g_set_error_literal (error, LEC_ERROR, LEC_ERROR_USAGE,
                           _ ("--from and --to cannot be combined with --join"));
      return FALSE;
    }

  return TRUE;
}

/**
 * lec_extractor_extract:
 * @listener: (nullable)
 * @result: (out caller-allocates): zeroed; to be cleared also on failure
 *
 * Returns: %FALSE with an error in %LEC_ERROR, or %G_IO_ERROR_CANCELLED; outputs are placed whole
 *   or not at all. %TRUE with @result's damage set when reading ended early and the slides found
 *   so far were placed
 */
gboolean
lec_extractor_extract (LecExtractor *self,
                       const LecExtractRequest *request,
                       const LecExtractListener *listener,
                       LecExtractResult *result,
                       GCancellable *cancellable,
                       GError **error)
{
  g_autoptr (LecOutputPlan) plan = NULL;
  g_autofree char *title = NULL;
  g_auto (Job) job = { 0 };

  g_return_val_if_fail (self != NULL && request != NULL && request->n_videos > 0 && result != NULL, FALSE);

  title = dup_title (request->videos[0]);
  job = (Job){ .extractor = self, .options = request->options, .title = title };
  job.cancellable = cancellable;
  job.result = result;
  job.parts = g_ptr_array_new_with_free_func ((GDestroyNotify) part_free);
  if (!check_request (request, error) || !identify (&job, request, error))
    return FALSE;

  plan = lec_output_plan_new (request->videos[0], request->output, request->options, error);
  return plan != NULL && run_job (&job, request, listener, plan, error);
}

static char *
read_lecture_id (const char *path,
                 GError **error)
{
  g_autoptr (JsonNode) node = lec_json_parse_file (path, MAX_LECTURE_BYTES, error);
  JsonObject *object = node != NULL ? lec_json_get_object (node, "lecture", error) : NULL;
  g_autofree char *id = NULL;

  if (object == NULL || !lec_json_read_string (object, "id", LEC_JSON_REQUIRED, 64, &id, error))
    return NULL;
  if (!lec_content_id_is_valid (id))
    {
      g_set_error (error, LEC_ERROR, LEC_ERROR_PROTOCOL, _ ("“%s” is not a SHA-256 sum"), "id");
      return NULL;
    }

  return g_steal_pointer (&id);
}

/* A lecture's JSON, a lecture's folder, or the video itself. */
static char *
find_kept_id (LecExtractor *self,
              const char *source,
              GCancellable *cancellable,
              GError **error)
{
  g_autofree char *inside = g_build_filename (source, LEC_FILE_LECTURE, NULL);
  g_autofree char *content_id = NULL;
  g_autofree char *id = NULL;

  if (g_file_test (inside, G_FILE_TEST_IS_REGULAR))
    return read_lecture_id (inside, error);
  if (g_str_has_suffix (source, ".json"))
    return read_lecture_id (source, error);

  content_id = lec_content_id_of_file (source, cancellable, error);
  if (content_id == NULL)
    return NULL;
  id = lec_lecture_folder_find_id (self->root, content_id);
  if (id == NULL)
    g_set_error_literal (error, LEC_ERROR, LEC_ERROR_NOT_FOUND,
                         _ ("nothing is kept of this video yet; run “lectern extract” first"));

  return g_steal_pointer (&id);
}

static LecLectureFolder *
open_kept (LecExtractor *self,
           const char *source,
           GCancellable *cancellable,
           GError **error)
{
  g_autofree char *id = find_kept_id (self, source, cancellable, error);
  g_autofree char *path = NULL;
  g_autofree char *lecture = NULL;

  if (id == NULL)
    return NULL;

  path = g_build_filename (self->root, id, NULL);
  lecture = g_build_filename (path, LEC_FILE_LECTURE, NULL);
  if (!g_file_test (lecture, G_FILE_TEST_IS_REGULAR))
    {
      g_set_error_literal (error, LEC_ERROR, LEC_ERROR_NOT_FOUND,
                           _ ("what was read of the video is no longer kept; run “lectern extract” again"));
      return NULL;
    }

  return lec_lecture_folder_open (self->root, id, NULL, cancellable, error);
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
  g_autoptr (LecLectureFolder) folder = NULL;
  LecJobOptions *options = NULL;

  g_return_val_if_fail (self != NULL && source != NULL, NULL);

  folder = open_kept (self, source, cancellable, error);
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
  g_autoptr (LecOutputPlan) plan = NULL;
  g_autoptr (LecLecture) lecture = NULL;
  g_autofree char *title = NULL;
  g_auto (Job) job = { 0 };
  Part *part = NULL;

  g_return_val_if_fail (self != NULL && request != NULL && request->n_videos == 1 && result != NULL, FALSE);

  if (!check_request (request, error))
    return FALSE;

  job = (Job){ .extractor = self, .options = request->options, .cancellable = cancellable, .result = result };
  job.parts = g_ptr_array_new_with_free_func ((GDestroyNotify) part_free);
  part = g_new0 (Part, 1);
  g_ptr_array_add (job.parts, part);
  part->folder = open_kept (self, request->videos[0], cancellable, error);
  lecture = part->folder != NULL ? load_lecture (part->folder, error) : NULL;
  if (lecture == NULL)
    return FALSE;

  title = dup_title (lecture->video->path != NULL ? lecture->video->path : request->videos[0]);
  job.title = title;
  job.next = part->next = lec_lecture_folder_get_next_step (part->folder, request->options, title);
  if (!check_track (job.next, lecture, error))
    return FALSE;

  plan = lec_output_plan_new (lecture->video->path != NULL ? lecture->video->path : request->videos[0],
                              request->output, request->options, error);
  return plan != NULL && run_job (&job, request, listener, plan, error);
}
