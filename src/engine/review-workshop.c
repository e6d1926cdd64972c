/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is missing before documents can be made is made in the lecture's own
 * folder, where the next one finds it; what is made of it goes to a scratch
 * folder.
 */
#include "engine/review-workshop.h"

#include <glib/gstdio.h>

#include "engine/extractor-private.h"
#include "engine/file-tree.h"
#include "engine/heard-transcript.h"
#include "engine/kept-edits.h"
#include "engine/output-plan.h"
#include "pipeline/stage.h"

void
lec_workshop_clear (LecWorkshop *self)
{
  g_clear_pointer (&self->scratch, lec_scratch_folder_free);
  g_clear_pointer (&self->folder, lec_lecture_folder_free);
  g_clear_pointer (&self->options, lec_job_options_free);
  g_clear_pointer (&self->kept_options, lec_job_options_free);
  g_free (self->source);
  g_free (self->title);
}

/* A video that was read under another name, or elsewhere, is where it was named now. */
static gboolean
is_elsewhere (LecReview *review)
{
  const char *path = review->found->video->path;
  g_autofree char *source = g_canonicalize_filename (review->source, NULL);

  return path != NULL && !g_str_equal (path, source) && g_file_test (source, G_FILE_TEST_IS_REGULAR) &&
         !g_str_has_suffix (source, ".json");
}

const char *
lec_workshop_get_name (LecReview *review)
{
  if (review->request != NULL && review->request->videos->len > 0)
    return g_ptr_array_index (review->request->videos, 0);

  return review->found->video->path != NULL && !is_elsewhere (review) ? review->found->video->path : review->source;
}

/* The lecture's options, with what an export may choose. */
gboolean
lec_workshop_init (LecWorkshop *self,
                   LecReview *review,
                   const LecJobOptions *wanted,
                   GCancellable *cancellable,
                   GError **error)
{
  self->kept_options = lec_review_dup_options (review, cancellable, error);
  if (self->kept_options == NULL)
    return FALSE;

  self->review = review;
  self->source = g_strdup (review->folder);
  self->title = lec_output_plan_dup_title (lec_workshop_get_name (review));
  self->kept_options->lossless = wanted->lossless;
  self->options = lec_job_options_copy (self->kept_options);
  self->options->layout = wanted->layout;
  self->options->per_page = wanted->per_page;
  self->options->paper = wanted->paper;
  self->options->picture_quality = wanted->picture_quality;
  self->options->images = wanted->images;
  self->options->json = wanted->json;
  return TRUE;
}

/* --- What it is made of --- */

GPtrArray *
lec_workshop_list_videos (LecReview *review)
{
  GPtrArray *videos = g_ptr_array_new ();
  const LecLecture *found = review->found;

  for (guint i = 0; review->request != NULL && i < review->request->videos->len; i++)
    g_ptr_array_add (videos, g_ptr_array_index (review->request->videos, i));
  for (guint i = 0; videos->len < found->parts->len; i++)
    g_ptr_array_add (videos, ((LecVideoPart *) g_ptr_array_index (found->parts, i))->path);
  if (videos->len == 0)
    g_ptr_array_add (videos, (gpointer) lec_workshop_get_name (review));

  return videos;
}

/* Up to the words. Of a damaged video all is made each time: @output is where that may go. */
static gboolean
read_again (LecWorkshop *self,
            const char *output,
            const LecExtractListener *listener,
            GCancellable *cancellable,
            GError **error)
{
  g_autoptr (GPtrArray) videos = lec_workshop_list_videos (self->review);
  LecExtractRequest request = {
    .videos = (const char *const *) videos->pdata,
    .n_videos = videos->len,
    .options = self->kept_options,
    .output = output,
    .force = TRUE,
    .last_stage = LEC_STAGE_RECOGNISE,
  };
  g_auto (LecExtractResult) result = { 0 };

  if (!lec_extractor_extract (self->review->extractor, &request, listener, &result, cancellable, error))
    return FALSE;

  g_free (self->source);
  self->source = g_build_filename (self->review->kept.path, result.lecture->id, NULL);
  /* Whoever names the video still means the lecture that the export is of. */
  lec_lecture_folder_note_use (self->review->folder);
  return TRUE;
}

static gboolean
read_words (LecWorkshop *self,
            const char *output,
            const LecExtractListener *listener,
            GCancellable *cancellable,
            GError **error)
{
  const char *source = self->source;
  LecExtractRequest request = {
    .videos = &source,
    .n_videos = 1,
    .options = self->kept_options,
    .output = output,
    .update = TRUE,
    .last_stage = LEC_STAGE_RECOGNISE,
  };
  g_auto (LecExtractResult) result = { 0 };

  return lec_extractor_resegment (self->review->extractor, &request, listener, &result, cancellable, error);
}

gboolean
lec_workshop_open_folder (LecWorkshop *self,
                          GCancellable *cancellable,
                          GError **error)
{
  g_clear_pointer (&self->folder, lec_lecture_folder_free);
  self->folder = lec_kept_lecture_open_to_read (self->review->kept.path, self->source, cancellable, error);
  return self->folder != NULL;
}

gboolean
lec_workshop_init_own (LecWorkshop *self,
                       LecReview *review,
                       GCancellable *cancellable,
                       GError **error)
{
  g_autoptr (LecJobOptions) options = lec_review_dup_options (review, cancellable, error);

  return options != NULL && lec_workshop_init (self, review, options, cancellable, error) &&
         lec_workshop_open_folder (self, cancellable, error);
}

LecStudySteps
lec_workshop_get_study_steps (const LecWorkshop *self)
{
  return (LecStudySteps){ self->folder, self->review->kept.path };
}

static LecStep
find_next_step (LecWorkshop *self)
{
  return lec_lecture_folder_get_next_step (self->folder, self->kept_options, "");
}

static gboolean
prepare_at (LecWorkshop *self,
            const char *output,
            const LecExtractListener *listener,
            GCancellable *cancellable,
            GError **error)
{
  LecStep next = find_next_step (self);

  g_clear_pointer (&self->folder, lec_lecture_folder_free);
  if (next == LEC_STEP_EXTRACT)
    return read_again (self, output, listener, cancellable, error);

  return read_words (self, output, listener, cancellable, error);
}

/* Makes what is missing before documents can be: mostly nothing. */
gboolean
lec_workshop_prepare (LecWorkshop *self,
                      const LecExtractListener *listener,
                      GCancellable *cancellable,
                      GError **error)
{
  g_autofree char *output = NULL;
  gboolean is_ready = FALSE;

  if (!lec_workshop_open_folder (self, cancellable, error))
    return FALSE;
  if (find_next_step (self) > LEC_STEP_RECOGNISE)
    return TRUE;

  output = g_dir_make_tmp ("lectern-export-XXXXXX", error);
  is_ready = output != NULL && prepare_at (self, output, listener, cancellable, error) &&
             lec_workshop_open_folder (self, cancellable, error);
  if (output != NULL)
    lec_file_tree_remove (output);
  return is_ready;
}

char *
lec_workshop_find_transcript (const LecWorkshop *self)
{
  const char *folder = lec_scratch_folder_get_path (self->scratch);
  g_autofree char *given = g_build_filename (folder, LEC_FILE_GIVEN, NULL);

  return g_file_test (given, G_FILE_TEST_EXISTS) ? g_steal_pointer (&given)
                                                 : g_build_filename (folder, LEC_FILE_TRANSCRIPT, NULL);
}

LecLecture *
lec_workshop_load_lecture (const LecWorkshop *self,
                           GError **error)
{
  const char *folder = lec_scratch_folder_get_path (self->scratch);
  g_autofree char *edited = g_build_filename (folder, LEC_FILE_EDITED, NULL);
  g_autofree char *found = g_build_filename (folder, LEC_FILE_LECTURE, NULL);

  return lec_lecture_load (g_file_test (edited, G_FILE_TEST_IS_REGULAR) ? edited : found, error);
}

/* Whether the lecture's folder has it with all corrections. */
static gboolean
is_rendered (LecWorkshop *self)
{
  return self->review->rendered != NULL && g_str_equal (self->source, self->review->folder);
}

gboolean
lec_workshop_begin (LecWorkshop *self,
                    GError **error)
{
  self->scratch = lec_scratch_folder_new (self->folder, error);
  return self->scratch != NULL && lec_scratch_folder_link (self->scratch, LEC_FILE_LECTURE, error) &&
         lec_scratch_folder_link_if_there (self->scratch, LEC_FILE_TRANSCRIPT, error) &&
         (!is_rendered (self) || !lec_edit_log_can_undo (self->review->log) ||
          lec_scratch_folder_link (self->scratch, LEC_FILE_EDITED, error));
}

/* Where a stage may look at the video: of several, the lecture knows where they are. */
static const char *
find_video (const LecWorkshop *self)
{
  return self->review->found->parts->len == 0 ? lec_workshop_get_name (self->review) : NULL;
}

static gboolean
edit (LecWorkshop *self,
      LecExtractRun *run,
      LecProgress *step,
      GError **error)
{
  const char *path = lec_scratch_folder_get_path (self->scratch);
  const char *video = find_video (self);

  return step == NULL || (lec_kept_edits_hand_over (self->review->log, path, error) &&
                          lec_extract_run_stage (run, LEC_STAGE_EDIT, step, path, video, error));
}

gboolean
lec_workshop_make (LecWorkshop *self,
                   const char *const *stages,
                   const char *link_folder,
                   const LecExtractListener *listener,
                   GCancellable *cancellable,
                   GError **error)
{
  LecExtractAim aim = { self->options, self->title, link_folder, "" };
  g_autoptr (LecExtractRun) run =
    lec_extract_run_new (lec_extractor_get_runner (self->review->extractor), &aim, listener, cancellable);
  gboolean has_edits = lec_edit_log_can_undo (self->review->log) && !is_rendered (self);
  LecProgress *edit_step = has_edits ? lec_extract_run_add_step (run, LEC_STAGE_EDIT, 1) : NULL;
  g_autoptr (GPtrArray) steps = g_ptr_array_new ();
  const char *folder = lec_scratch_folder_get_path (self->scratch);
  LecHeardSteps heard = { NULL };

  for (const char *const *stage = stages; *stage != NULL; stage++)
    {
      g_ptr_array_add (steps, lec_extract_run_add_step (run, *stage, 1));
      if (g_str_equal (*stage, LEC_STAGE_TRANSCRIBE))
        lec_heard_transcript_plan (&heard, run);
    }
  if (!edit (self, run, edit_step, error))
    return FALSE;
  for (guint i = 0; stages[i] != NULL; i++)
    if (!lec_extract_run_stage (run, stages[i], g_ptr_array_index (steps, i), folder, find_video (self), error) ||
        (g_str_equal (stages[i], LEC_STAGE_TRANSCRIBE) &&
         !lec_heard_transcript_make (&heard, run, folder, find_video (self), NULL, error)))
      return FALSE;

  return TRUE;
}
