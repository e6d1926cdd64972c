/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What has to run for all of a request, in which order: every part is looked
 * into before the first one is read, since what is wrong with the last one
 * should not be said hours later. When a job fails, what was read of its
 * videos stays; folders in which there is nothing of that kind go.
 */
#include "engine/extract-job.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/error.h"
#include "engine/content-id.h"
#include "engine/extract-outcome.h"
#include "engine/extract-run.h"
#include "engine/file-tree.h"
#include "engine/kept-edits.h"
#include "engine/lecture-part.h"
#include "engine/lecture-parts.h"
#include "engine/lecture-words.h"
#include "engine/output-placement.h"
#include "engine/output-plan.h"
#include "engine/placed-outputs.h"
#include "engine/shared-reading.h"
#include "engine/study-steps.h"
#include "engine/transcript-key.h"
#include "pipeline/stage.h"

struct _LecExtractJob
{
  const char *root;      /* unowned */
  LecTaskRunner *runner; /* unowned; so is @ahead, for what runs beside a stage */
  LecTaskRunner *ahead;
  const LecExtractRequest *request; /* unowned */
  LecJobOptions *options;           /* owned: of the request, as they were adjusted since */
  GPtrArray *parts;                 /* (element-type LecLecturePart) owned */
  LecLectureFolder *joined;         /* owned (nullable) */
  char *content_id;                 /* of all parts together */
  LecEditLog *edits;                /* owned */
  LecOutputPlan *plan;              /* owned */
  LecExtractAim aim;
  char *title;
  char *link_folder;
  char *documents;
  char *transcript_key;
  char *study_problem; /* (nullable): why there is nothing to study */
  LecStep next;        /* of the lecture as a whole */
  LecExtractRun *run;
  LecProgress *recognise_step; /* unowned (nullable) */
  LecLectureWordsSteps words_steps;
  LecProgress *edit_step;     /* unowned (nullable) */
  LecProgress *analyse_step;  /* unowned (nullable) */
  LecProgress *generate_step; /* unowned (nullable) */
};

/* What it is given must outlive it. Returns: (transfer full) */
LecExtractJob *
lec_extract_job_new (const char *root,
                     LecTaskRunner *runner,
                     LecTaskRunner *ahead,
                     const LecExtractRequest *request)
{
  LecExtractJob *self = g_new0 (LecExtractJob, 1);

  self->root = root;
  self->runner = runner;
  self->ahead = ahead;
  self->request = request;
  self->parts = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_lecture_part_free);

  return self;
}

void
lec_extract_job_free (LecExtractJob *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->run, lec_extract_run_free);
  g_ptr_array_unref (self->parts);
  g_clear_pointer (&self->joined, lec_lecture_folder_free);
  g_clear_pointer (&self->plan, lec_output_plan_free);
  g_clear_pointer (&self->edits, lec_edit_log_free);
  g_clear_pointer (&self->options, lec_job_options_free);
  g_free (self->content_id);
  g_free (self->title);
  g_free (self->link_folder);
  g_free (self->documents);
  g_free (self->transcript_key);
  g_free (self->study_problem);
  g_free (self);
}

static LecLecturePart *
get_part (LecExtractJob *self,
          guint i)
{
  return g_ptr_array_index (self->parts, i);
}

static gboolean
has_id (LecExtractJob *self,
        const char *id)
{
  for (guint i = 0; i < self->parts->len; i++)
    if (g_str_equal (get_part (self, i)->id, id))
      return TRUE;

  return FALSE;
}

static gboolean
add_video (LecExtractJob *self,
           const char *video,
           GCancellable *cancellable,
           GError **error)
{
  g_autoptr (LecLecturePart) part = lec_lecture_part_new (video, self->request->options, cancellable, error);

  if (part == NULL)
    return FALSE;
  if (has_id (self, part->id))
    {
      g_set_error_literal (error, LEC_ERROR, LEC_ERROR_USAGE, _ ("this video is given twice"));
      return FALSE;
    }

  g_ptr_array_add (self->parts, g_steal_pointer (&part));
  return TRUE;
}

/* The front end names the first video; which of several it is must be said here. */
static void
name_video (const LecExtractRequest *request,
            gsize i,
            GError **error)
{
  g_autofree char *shown = i > 0 ? g_filename_display_name (request->videos[i]) : NULL;

  if (shown != NULL)
    g_prefix_error (error, "%s: ", shown);
}

/**
 * lec_extract_job_add_videos:
 *
 * The first look at the request's videos; nothing is written yet.
 *
 * Returns: %FALSE with the errors of lec_content_id_of_file(), or %LEC_ERROR_USAGE when one is
 *   given twice
 */
gboolean
lec_extract_job_add_videos (LecExtractJob *self,
                            GCancellable *cancellable,
                            GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  for (gsize i = 0; i < self->request->n_videos; i++)
    if (!add_video (self, self->request->videos[i], cancellable, error))
      {
        name_video (self->request, i, error);
        return FALSE;
      }
  if (self->request->n_videos == 1)
    get_part (self, 0)->n_parts = self->request->n_parts;

  return TRUE;
}

/* @folder: (transfer full): of a lecture that is kept; @video: (nullable) */
void
lec_extract_job_add_kept (LecExtractJob *self,
                          LecLectureFolder *folder,
                          const char *video)
{
  g_return_if_fail (self != NULL && folder != NULL);

  g_ptr_array_add (self->parts, lec_lecture_part_new_kept (folder, video));
}

static gboolean
is_edited (LecExtractJob *self)
{
  return lec_edit_log_can_undo (self->edits);
}

/* Title, where links lead from and to, corrections, what was said: another one of them makes other
 * documents. */
static char *
make_documents_key (LecExtractJob *self)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);

  g_checksum_update (sum, (const guchar *) self->title, (gssize) strlen (self->title) + 1);
  g_checksum_update (sum, (const guchar *) self->link_folder, (gssize) strlen (self->link_folder) + 1);
  lec_lecture_parts_update_checksum (self->parts, sum);
  lec_kept_edits_update_checksum (self->edits, sum);
  g_checksum_update (sum, (const guchar *) self->transcript_key, (gssize) strlen (self->transcript_key) + 1);

  return g_strdup (g_checksum_get_string (sum));
}

static void
set_aim (LecExtractJob *self,
         const char *title_source)
{
  g_autofree char *folder = g_path_get_dirname (self->plan->pdf);

  self->title = lec_output_plan_dup_title (title_source);
  self->link_folder = g_canonicalize_filename (folder, NULL);
  self->transcript_key = lec_lecture_parts_make_transcript_key (self->parts, self->options);
  self->documents = make_documents_key (self);
  self->aim = (LecExtractAim){ self->options, self->title, self->link_folder, self->documents };
}

static char *
choose_content_id (LecExtractJob *self)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  LecLecturePart *first = get_part (self, 0);

  if (self->parts->len == 1)
    return g_strdup (first->folder != NULL ? lec_lecture_folder_get_content_id (first->folder) : first->content_id);

  for (guint i = 0; i < self->parts->len; i++)
    g_ptr_array_add (ids, get_part (self, i)->content_id);
  return lec_content_id_combine ((const char *const *) ids->pdata, ids->len, "joined");
}

static gboolean
open_joined (LecExtractJob *self,
             GCancellable *cancellable,
             GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  g_autofree char *id = NULL;

  self->next = LEC_STEP_NONE;
  for (guint i = 0; i < self->parts->len; i++)
    {
      const LecLecturePart *part = get_part (self, i);

      g_ptr_array_add (ids, part->id);
      /* Words and documents are made of the whole, not of the parts. */
      if (part->next <= LEC_STEP_SEGMENT)
        self->next = LEC_STEP_EXTRACT;
    }

  id = lec_content_id_combine ((const char *const *) ids->pdata, ids->len, "joined");
  self->joined = lec_lecture_folder_open (self->root, id, self->content_id, cancellable, error);
  if (self->joined == NULL)
    return FALSE;
  if (self->next == LEC_STEP_NONE)
    self->next = lec_lecture_folder_get_next_step (self->joined, self->aim.options, self->aim.documents);

  return TRUE;
}

static LecLectureFolder *
get_folder (LecExtractJob *self)
{
  return self->joined != NULL ? self->joined : get_part (self, 0)->folder;
}

/* Of several videos, the lecture knows where they are. */
static const char *
find_stage_video (LecExtractJob *self)
{
  return self->joined == NULL ? get_part (self, 0)->video : NULL;
}

static LecStudySteps
get_study_steps (LecExtractJob *self)
{
  return (LecStudySteps){ get_folder (self), self->root };
}

static gboolean
knows_videos (LecExtractJob *self)
{
  for (guint i = 0; i < self->parts->len; i++)
    if (get_part (self, i)->video == NULL)
      return FALSE;

  return TRUE;
}

/* Whether the words said have to be looked for: what is there was made of something else, or goes
 * when the video is read. Where no video is at hand, what is there stays. */
static gboolean
needs_transcript (LecExtractJob *self)
{
  return knows_videos (self) &&
         (self->next == LEC_STEP_EXTRACT ||
          !lec_lecture_folder_has_file (get_folder (self), LEC_FILE_TRANSCRIPTION) ||
          !lec_transcript_key_matches (lec_lecture_folder_get_path (get_folder (self)), self->transcript_key));
}

static gboolean
needs_analysis (LecExtractJob *self)
{
  LecStudySteps steps = get_study_steps (self);

  return lec_study_steps_need_analysis (&steps);
}

/* What has still to run may change what is analysed. */
static gboolean
may_need_analysis (LecExtractJob *self)
{
  return self->next < LEC_STEP_GENERATE ||
         (self->next == LEC_STEP_GENERATE && (is_edited (self) || needs_transcript (self) || needs_analysis (self)));
}

static void
discard_if_failed (LecLectureFolder *folder,
                   gboolean is_damaged)
{
  if (folder != NULL && (is_damaged || !lec_lecture_folder_was_read (folder)))
    lec_lecture_folder_discard (folder);
}

/* A damaged video of which there is nothing to show will not get better by being kept. */
static void
clean_up (LecExtractJob *self,
          const GError *reason)
{
  gboolean is_damaged = g_error_matches (reason, LEC_ERROR, LEC_ERROR_DAMAGED);

  for (guint i = 0; i < self->parts->len; i++)
    discard_if_failed (get_part (self, i)->folder, is_damaged);
  discard_if_failed (self->joined, is_damaged);
}

/* Outputs may take the place of a lecture's data, that they are named after, but not of the video.
 * Returns: (nullable): %NULL when nobody knows where that is */
static const char *
find_video (LecExtractJob *self,
            const char *name,
            const char *title_source)
{
  return get_part (self, 0)->video == NULL && g_str_equal (name, title_source) ? NULL : title_source;
}

/* Subtitles that have gone since take nothing with them, unless other ones are wanted, or none. */
static void
note_transcript_wish (LecExtractJob *self)
{
  const LecJobOptions *kept = lec_lecture_folder_get_options (get_folder (self));

  self->words_steps.keeps_earlier = !g_str_equal (self->options->transcript, "none") &&
                                    !(lec_job_options_compare (kept, self->options) & LEC_AFFECTS_TRANSCRIPT);
}

static gboolean
prepare (LecExtractJob *self,
         const char *name,
         const char *title_source,
         GCancellable *cancellable,
         GError **error)
{
  self->plan = lec_output_plan_new_named (name, find_video (self, name, title_source), self->request->output,
                                          self->request->options, error);
  if (self->plan == NULL)
    return FALSE;
  self->plan->maker = g_strdup (self->request->maker);
  self->content_id = choose_content_id (self);
  self->edits = lec_kept_edits_load (self->root, self->content_id, error);
  if (self->edits == NULL)
    return FALSE;

  self->options = lec_job_options_copy (self->request->options);
  lec_edit_log_adjust (self->edits, self->options);
  set_aim (self, title_source);
  for (guint i = 0; i < self->parts->len; i++)
    if (!lec_lecture_part_open (get_part (self, i), self->root, self->request->readings, &self->aim, cancellable,
                                error))
      return FALSE;
  self->next = get_part (self, 0)->next;
  if (self->parts->len > 1 && !open_joined (self, cancellable, error))
    return FALSE;

  if (self->next == LEC_STEP_NONE && is_edited (self) &&
      !lec_lecture_folder_has_file (get_folder (self), LEC_FILE_EDITED))
    self->next = LEC_STEP_GENERATE;
  if (self->next == LEC_STEP_NONE && (needs_transcript (self) || needs_analysis (self)))
    self->next = LEC_STEP_GENERATE;
  note_transcript_wish (self);
  return TRUE;
}

/**
 * lec_extract_job_prepare:
 * @name: path that outputs are named after
 * @title_source: path of the video, as far as it is known; its name is the title of the documents
 *
 * Decides where outputs go and what has to run.
 *
 * Returns: %FALSE with the errors of lec_output_plan_new(), lec_kept_edits_load() and
 *   lec_lecture_folder_open()
 */
gboolean
lec_extract_job_prepare (LecExtractJob *self,
                         const char *name,
                         const char *title_source,
                         GCancellable *cancellable,
                         GError **error)
{
  g_autoptr (GError) reason = NULL;

  g_return_val_if_fail (self != NULL && name != NULL && title_source != NULL && self->parts->len > 0, FALSE);

  if (prepare (self, name, title_source, cancellable, &reason))
    return TRUE;

  clean_up (self, reason);
  g_propagate_error (error, g_steal_pointer (&reason));
  return FALSE;
}

LecStep
lec_extract_job_get_next_step (LecExtractJob *self)
{
  g_return_val_if_fail (self != NULL, LEC_STEP_EXTRACT);

  return self->next;
}

static gboolean
is_damaged (LecExtractJob *self)
{
  for (guint i = 0; i < self->parts->len; i++)
    if (get_part (self, i)->damage != NULL)
      return TRUE;

  return FALSE;
}

/* What a damaged video gave may be more the next time. */
static void
give_readings (LecExtractJob *self,
               GCancellable *cancellable)
{
  for (guint i = 0; self->request->readings != NULL && !is_damaged (self) && i < self->parts->len; i++)
    lec_shared_reading_give (self->request->readings, get_part (self, i)->folder, cancellable);
}

/* The first step that is left to another request. What a damaged video gave is not kept as
 * finished: who comes later would read it again. */
static LecStep
get_end (LecExtractJob *self)
{
  const char *last = self->request->last_stage;

  if (last == NULL || is_damaged (self))
    return LEC_STEP_NONE;
  if (g_str_equal (last, LEC_STAGE_EXTRACT))
    return LEC_STEP_RECOGNISE;

  return g_str_equal (last, LEC_STAGE_RECOGNISE) ? LEC_STEP_GENERATE : LEC_STEP_NONE;
}

static void
plan_late_steps (LecExtractJob *self)
{
  LecStep end = get_end (self);

  if (self->recognise_step == NULL && self->next <= LEC_STEP_RECOGNISE && end > LEC_STEP_RECOGNISE)
    self->recognise_step = lec_extract_run_add_step (self->run, LEC_STAGE_RECOGNISE, 1);
  if (self->words_steps.transcribe == NULL && end > LEC_STEP_GENERATE && needs_transcript (self))
    lec_lecture_words_plan (&self->words_steps, self->run);
  if (self->edit_step == NULL && is_edited (self) && end > LEC_STEP_GENERATE)
    self->edit_step = lec_extract_run_add_step (self->run, LEC_STAGE_EDIT, 1);
  if (self->analyse_step == NULL && end > LEC_STEP_GENERATE && may_need_analysis (self))
    self->analyse_step = lec_extract_run_add_step (self->run, LEC_STAGE_ANALYSE, 1);
  if (self->generate_step == NULL && self->next <= LEC_STEP_GENERATE && end > LEC_STEP_GENERATE)
    self->generate_step = lec_extract_run_add_step (self->run, LEC_STAGE_GENERATE, 1);
}

static void
plan_progress (LecExtractJob *self)
{
  for (guint i = 0; i < self->parts->len; i++)
    lec_lecture_part_plan (get_part (self, i), self->run, 1.0 / self->parts->len);
  plan_late_steps (self);
}

static gboolean
run_parts (LecExtractJob *self,
           GError **error)
{
  for (guint i = 0; i < self->parts->len; i++)
    if (!lec_lecture_part_probe (get_part (self, i), self->run, error))
      {
        name_video (self->request, i, error);
        return FALSE;
      }
  for (guint i = 0; i < self->parts->len; i++)
    if (!lec_lecture_part_read (get_part (self, i), self->run, error))
      {
        name_video (self->request, i, error);
        return FALSE;
      }

  /* What turned out to be damaged goes to the end. */
  plan_late_steps (self);
  return TRUE;
}

static LecLecture *
load_result (LecExtractJob *self,
             GError **error)
{
  return self->joined != NULL ? lec_lecture_folder_load_lecture (self->joined, error)
                              : lec_lecture_part_load (get_part (self, 0), error);
}

/* As it was found, or as a person has corrected it since, when the documents are of that. */
static LecLecture *
load_wanted (LecExtractJob *self,
             GError **error)
{
  g_autoptr (LecLecture) found = load_result (self, error);
  g_autofree char *path = lec_lecture_folder_build_path (get_folder (self), LEC_FILE_EDITED);
  LecLecture *edited = NULL;

  if (found == NULL || !is_edited (self) || get_end (self) != LEC_STEP_NONE)
    return g_steal_pointer (&found);

  edited = lec_lecture_load (path, error);
  if (edited != NULL)
    {
      g_free (edited->video->path);
      edited->video->path = g_strdup (found->video->path);
    }

  return edited;
}

/* A joined lecture that was made already may know its parts by former names. */
static void
set_part_paths (LecExtractJob *self,
                LecLecture *lecture)
{
  for (guint i = 0; self->joined != NULL && i < MIN (lecture->parts->len, self->parts->len); i++)
    {
      LecVideoPart *part = g_ptr_array_index (lecture->parts, i);

      lec_lecture_part_name (get_part (self, i), &part->path, &part->address, &part->is_page);
    }
}

/* The lecture as the next stages, and the user, want it. */
static gboolean
prepare_lecture (LecExtractJob *self,
                 GError **error)
{
  LecLectureFolder *folder = get_folder (self);
  g_autoptr (LecLecture) lecture = load_result (self, error);

  if (lecture == NULL)
    return FALSE;

  lec_job_options_free (lecture->options);
  lecture->options = lec_job_options_copy (self->aim.options);
  g_free (lecture->id);
  lecture->id = g_strdup (lec_lecture_folder_get_id (folder));
  if (lecture->created_s == 0)
    lecture->created_s = g_get_real_time () / G_USEC_PER_SEC;
  set_part_paths (self, lecture);

  /* Somebody may have added what was not found. */
  return (is_edited (self) || lec_extract_outcome_check_slides (lecture, error)) &&
         lec_lecture_folder_save_lecture (folder, lecture, error);
}

/* A step of a result that is only a part is never finished: the next run tries again. */
static gboolean
finish_step (LecExtractJob *self,
             LecStep step,
             GError **error)
{
  return is_damaged (self) || lec_lecture_folder_finish (get_folder (self), step, error);
}

/* Of the whole: a single video's folder has begun with its first step. */
static gboolean
begin_whole (LecExtractJob *self,
             GError **error)
{
  if (self->joined == NULL && self->next < LEC_STEP_RECOGNISE)
    return TRUE;

  return lec_lecture_folder_begin (get_folder (self), self->next, self->aim.options, self->aim.documents, error);
}

static gboolean
join (LecExtractJob *self,
      GError **error)
{
  if (self->joined == NULL || self->next > LEC_STEP_SEGMENT)
    return TRUE;

  return lec_lecture_parts_join (self->parts, self->joined, error) && finish_step (self, LEC_STEP_SEGMENT, error);
}

static gboolean
recognise (LecExtractJob *self,
           GError **error)
{
  const char *folder = lec_lecture_folder_get_path (get_folder (self));

  if (self->next > LEC_STEP_RECOGNISE || get_end (self) <= LEC_STEP_RECOGNISE)
    return TRUE;

  return lec_extract_run_stage (self->run, LEC_STAGE_RECOGNISE, self->recognise_step, folder, NULL, error) &&
         finish_step (self, LEC_STEP_RECOGNISE, error);
}

static gboolean
transcribe (LecExtractJob *self,
            GError **error)
{
  const char *folder = lec_lecture_folder_get_path (get_folder (self));

  return self->words_steps.transcribe == NULL ||
         lec_lecture_words_find (self->run, &self->words_steps, folder, find_stage_video (self), self->transcript_key,
                                 error);
}

/* What a person has corrected. */
static gboolean
edit (LecExtractJob *self,
      GError **error)
{
  const char *folder = lec_lecture_folder_get_path (get_folder (self));

  return lec_kept_edits_hand_over (self->edits, folder, error) &&
         (!is_edited (self) || lec_extract_run_stage (self->run, LEC_STAGE_EDIT, self->edit_step, folder,
                                                      find_stage_video (self), error));
}

static gboolean
generate (LecExtractJob *self,
          GError **error)
{
  const char *folder = lec_lecture_folder_get_path (get_folder (self));
  LecStudySteps steps = get_study_steps (self);

  if (get_end (self) <= LEC_STEP_GENERATE)
    return TRUE;

  return transcribe (self, error) && edit (self, error) &&
         (self->analyse_step == NULL ||
          lec_study_steps_analyse (&steps, self->run, self->analyse_step, &self->study_problem, error)) &&
         lec_extract_run_stage (self->run, LEC_STAGE_GENERATE, self->generate_step, folder, NULL, error) &&
         finish_step (self, LEC_STEP_GENERATE, error);
}

/* Whoever was cut off when he had placed something: what may be replaced of that is seen then. */
static gboolean
has_begun_to_place (LecExtractJob *self)
{
  g_autoptr (LecPlacedOutputs) placed = lec_placed_outputs_load (lec_lecture_folder_get_path (get_folder (self)));

  return lec_placed_outputs_has_begun (placed, self->plan);
}

/* Documents are made in no time and are the same when they are made of the same: whether one is in
 * the way of another can be seen afterwards. */
static gboolean
check_outputs (LecExtractJob *self,
               GError **error)
{
  return self->request->force || self->request->update || self->next >= LEC_STEP_GENERATE ||
         has_begun_to_place (self) || lec_output_plan_check_free (self->plan, error);
}

static gboolean
run_steps (LecExtractJob *self,
           const LecExtractListener *listener,
           GCancellable *cancellable,
           GError **error)
{
  if (self->next >= get_end (self))
    return TRUE;
  if (!check_outputs (self, error))
    return FALSE;

  self->run = lec_extract_run_new (self->runner, &self->aim, listener, cancellable);
  lec_extract_run_set_cores (self->run, self->request->n_cores);
  if (self->request->may_read_ahead != NULL)
    lec_extract_run_set_ahead (self->run, self->ahead, self->request->may_read_ahead, self->request->ahead_data);
  plan_progress (self);

  if (!run_parts (self, error) || !begin_whole (self, error) || !join (self, error) ||
      !prepare_lecture (self, error) || !recognise (self, error))
    return FALSE;

  /* With the words of its slides, unless others read them. */
  if (get_end (self) > LEC_STEP_RECOGNISE)
    give_readings (self, cancellable);
  return generate (self, error);
}

/* Returns: (transfer full) (nullable): what is known of the words said */
static LecTranscriptReport *
load_report (LecExtractJob *self)
{
  g_autofree char *path = lec_lecture_folder_build_path (get_folder (self), LEC_FILE_TRANSCRIPTION);
  LecTranscriptReport *report = get_end (self) == LEC_STEP_NONE ? lec_transcript_report_load (path, NULL) : NULL;

  if (report != NULL && self->study_problem != NULL)
    lec_transcript_report_take_note (report, g_strdup (self->study_problem));
  return report;
}

static void
describe_result (LecExtractJob *self,
                 LecLecture *lecture,
                 LecExtractResult *result)
{
  result->was_edited = lec_edit_log_get_length (self->edits) > 0;
  result->n_slides = lecture->slides->len;
  result->n_left_out = lecture->left_out->len;
  result->read_s = lecture->read_s;
  result->duration_s = lecture->video->duration_s;
  result->reused = TRUE;
  for (guint i = 0; i < self->parts->len; i++)
    result->reused = result->reused && get_part (self, i)->next != LEC_STEP_EXTRACT;
  result->kept_bytes = lec_file_tree_measure (lec_lecture_folder_get_path (get_folder (self)));
  result->cuts = lec_extract_outcome_list_cuts (self->parts, lecture);
  result->transcript = load_report (self);
  result->lecture = lecture;
}

static LecReplace
choose_replace (LecExtractJob *self)
{
  if (self->request->force)
    return LEC_REPLACE_ALL;

  return self->request->update || self->words_steps.has_waited ? LEC_REPLACE_OWN : LEC_REPLACE_NOTHING;
}

static gboolean
place (LecExtractJob *self,
       LecExtractResult *result,
       GError **error)
{
  g_autoptr (LecLecture) lecture = load_wanted (self, error);
  const char *folder = lec_lecture_folder_get_path (get_folder (self));
  gboolean is_last = get_end (self) == LEC_STEP_NONE;

  if (lecture == NULL || !lec_extract_outcome_check_slides (lecture, error))
    return FALSE;
  if (is_last &&
      !lec_output_placement_run (self->plan, lecture, folder, choose_replace (self), &result->n_written, error))
    return FALSE;

  if (is_last)
    {
      result->pdf = g_strdup (self->plan->pdf);
      result->images = g_strdup (self->plan->images);
      result->json = g_strdup (self->plan->json);
    }
  describe_result (self, g_steal_pointer (&lecture), result);

  return TRUE;
}

/**
 * lec_extract_job_run:
 * @listener: (nullable)
 * @result: zeroed
 *
 * Returns: %FALSE with the errors of the stages and of lec_output_placement_run(); then nothing of
 *   the result is in its place
 */
gboolean
lec_extract_job_run (LecExtractJob *self,
                     const LecExtractListener *listener,
                     LecExtractResult *result,
                     GCancellable *cancellable,
                     GError **error)
{
  g_autoptr (GError) reason = NULL;

  g_return_val_if_fail (self != NULL && self->plan != NULL && result != NULL, FALSE);

  if (run_steps (self, listener, cancellable, &reason) && place (self, result, &reason))
    return TRUE;

  clean_up (self, reason);
  g_propagate_error (error, g_steal_pointer (&reason));
  return FALSE;
}
