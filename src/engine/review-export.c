/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Made in a scratch folder by the stages that make a job's documents, then
 * placed like those. Nothing is noted of it: an export is the user's, and not
 * replaced by later corrections.
 */
#include "engine/review-export.h"

#include <glib/gstdio.h>

#include "base/error.h"
#include "engine/extract-run.h"
#include "engine/extractor-private.h"
#include "engine/file-tree.h"
#include "engine/kept-edits.h"
#include "engine/output-placement.h"
#include "engine/review-private.h"
#include "engine/scratch-folder.h"
#include "pipeline/stage.h"

typedef struct
{
  LecReview *review; /* unowned */
  LecJobOptions *options;
  LecJobOptions *kept_options; /* what is kept is made with these */
  char *source;                /* the folder that it is made of */
  char *title;
  LecLectureFolder *folder;
  LecScratchFolder *scratch;
} Workshop;

static void
workshop_clear (Workshop *self)
{
  g_clear_pointer (&self->scratch, lec_scratch_folder_free);
  g_clear_pointer (&self->folder, lec_lecture_folder_free);
  g_clear_pointer (&self->options, lec_job_options_free);
  g_clear_pointer (&self->kept_options, lec_job_options_free);
  g_free (self->source);
  g_free (self->title);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Workshop, workshop_clear)

/* Returns: (transfer none): what outputs are named after: the first video, as far as it is known */
static const char *
get_name (LecReview *review)
{
  if (review->request != NULL && review->request->videos->len > 0)
    return g_ptr_array_index (review->request->videos, 0);

  return review->found->video->path != NULL ? review->found->video->path : review->source;
}

/* The lecture's options, with what an export may choose. */
static gboolean
workshop_init (Workshop *self,
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
  self->title = lec_output_plan_dup_title (get_name (review));
  self->kept_options->lossless = wanted->lossless;
  self->options = lec_job_options_copy (self->kept_options);
  self->options->layout = wanted->layout;
  self->options->per_page = wanted->per_page;
  self->options->images = wanted->images;
  self->options->json = wanted->json;
  return TRUE;
}

static LecOutputPlan *
plan_outputs (LecReview *review,
              const LecReviewExport *what,
              GError **error)
{
  const char *name = get_name (review);
  const char *video = g_file_test (name, G_FILE_TEST_IS_REGULAR) ? name : NULL;

  return lec_output_plan_new_named (name, video, what->output, what->options, error);
}

/* --- What it is made of --- */

/* Returns: (transfer container) (element-type filename): borrowed from the lecture or the job */
static GPtrArray *
list_videos (LecReview *review)
{
  GPtrArray *videos = g_ptr_array_new ();
  const LecLecture *found = review->found;

  for (guint i = 0; review->request != NULL && i < review->request->videos->len; i++)
    g_ptr_array_add (videos, g_ptr_array_index (review->request->videos, i));
  for (guint i = 0; videos->len < found->parts->len; i++)
    g_ptr_array_add (videos, ((LecVideoPart *) g_ptr_array_index (found->parts, i))->path);
  if (videos->len == 0)
    g_ptr_array_add (videos, (gpointer) get_name (review));

  return videos;
}

/* Up to the words. Of a damaged video all is made each time: @output is where that may go. */
static gboolean
read_again (Workshop *self,
            const char *output,
            const LecExtractListener *listener,
            GCancellable *cancellable,
            GError **error)
{
  g_autoptr (GPtrArray) videos = list_videos (self->review);
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
read_words (Workshop *self,
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

static gboolean
open_folder (Workshop *self,
             GCancellable *cancellable,
             GError **error)
{
  g_clear_pointer (&self->folder, lec_lecture_folder_free);
  self->folder = lec_kept_lecture_open_to_read (self->review->kept.path, self->source, cancellable, error);
  return self->folder != NULL;
}

static LecStep
find_next_step (Workshop *self)
{
  return lec_lecture_folder_get_next_step (self->folder, self->kept_options, "");
}

static gboolean
prepare_at (Workshop *self,
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
static gboolean
prepare (Workshop *self,
         const LecExtractListener *listener,
         GCancellable *cancellable,
         GError **error)
{
  g_autofree char *output = NULL;
  gboolean is_ready = FALSE;

  if (!open_folder (self, cancellable, error))
    return FALSE;
  if (find_next_step (self) > LEC_STEP_RECOGNISE)
    return TRUE;

  output = g_dir_make_tmp ("lectern-export-XXXXXX", error);
  is_ready = output != NULL && prepare_at (self, output, listener, cancellable, error) &&
             open_folder (self, cancellable, error);
  if (output != NULL)
    lec_file_tree_remove (output);
  return is_ready;
}

/* --- Making it --- */

static LecLecture *
load_lecture (const char *folder,
              GError **error)
{
  g_autofree char *edited = g_build_filename (folder, LEC_FILE_EDITED, NULL);
  g_autofree char *found = g_build_filename (folder, LEC_FILE_LECTURE, NULL);

  return lec_lecture_load (g_file_test (edited, G_FILE_TEST_IS_REGULAR) ? edited : found, error);
}

/* Whether the lecture's folder has it with all corrections. */
static gboolean
is_rendered (Workshop *self)
{
  return self->review->rendered != NULL && g_str_equal (self->source, self->review->folder);
}

static gboolean
bring_lecture (Workshop *self,
               GError **error)
{
  return lec_scratch_folder_link (self->scratch, LEC_FILE_LECTURE, error) &&
         lec_scratch_folder_link_if_there (self->scratch, LEC_FILE_TRANSCRIPT, error) &&
         (!is_rendered (self) || !lec_edit_log_can_undo (self->review->log) ||
          lec_scratch_folder_link (self->scratch, LEC_FILE_EDITED, error));
}

static gboolean
edit (Workshop *self,
      LecExtractRun *run,
      LecProgress *step,
      GError **error)
{
  const char *path = lec_scratch_folder_get_path (self->scratch);
  const char *video = self->review->found->parts->len == 0 ? get_name (self->review) : NULL;

  return step == NULL || (lec_kept_edits_hand_over (self->review->log, path, error) &&
                          lec_extract_run_stage (run, LEC_STAGE_EDIT, step, path, video, error));
}

static gboolean
make (Workshop *self,
      const LecOutputPlan *plan,
      const LecExtractListener *listener,
      GCancellable *cancellable,
      GError **error)
{
  const char *path = lec_scratch_folder_get_path (self->scratch);
  g_autofree char *parent = g_path_get_dirname (plan->pdf);
  g_autofree char *link_folder = g_canonicalize_filename (parent, NULL);
  LecExtractAim aim = { self->options, self->title, link_folder, "" };
  g_autoptr (LecExtractRun) run =
    lec_extract_run_new (lec_extractor_get_runner (self->review->extractor), &aim, listener, cancellable);
  gboolean has_edits = lec_edit_log_can_undo (self->review->log) && !is_rendered (self);
  LecProgress *edit_step = has_edits ? lec_extract_run_add_step (run, LEC_STAGE_EDIT, 1) : NULL;
  LecProgress *generate_step = lec_extract_run_add_step (run, LEC_STAGE_GENERATE, 1);

  return bring_lecture (self, error) && edit (self, run, edit_step, error) &&
         lec_extract_run_stage (run, LEC_STAGE_GENERATE, generate_step, path, NULL, error);
}

static void
describe (Workshop *self,
          LecLecture *lecture,
          const LecOutputPlan *plan,
          LecExtractResult *result)
{
  result->pdf = g_strdup (plan->pdf);
  result->images = g_strdup (plan->images);
  result->json = g_strdup (plan->json);
  result->n_slides = lecture->slides->len;
  result->n_left_out = lecture->left_out->len;
  result->was_edited = lec_edit_log_get_length (self->review->log) > 0;
  result->reused = g_str_equal (self->source, self->review->folder);
  result->read_s = lecture->read_s;
  result->duration_s = lecture->video->duration_s;
  result->cuts = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_extract_cut_free);
  result->kept_bytes = lec_file_tree_measure (lec_lecture_folder_get_path (self->folder));
  result->lecture = lecture;
}

static gboolean
place (Workshop *self,
       const LecOutputPlan *plan,
       gboolean force,
       LecExtractResult *result,
       GError **error)
{
  const char *path = lec_scratch_folder_get_path (self->scratch);
  g_autoptr (LecLecture) lecture = load_lecture (path, error);

  if (lecture == NULL)
    return FALSE;

  lec_job_options_free (lecture->options);
  lecture->options = lec_job_options_copy (self->options);
  if (!lec_output_placement_run (plan, lecture, path, force ? LEC_REPLACE_ALL : LEC_REPLACE_NOTHING,
                                 &result->n_written, error))
    return FALSE;

  describe (self, g_steal_pointer (&lecture), plan, result);
  return TRUE;
}

gboolean
lec_review_export (LecReview *self,
                   const LecReviewExport *what,
                   const LecExtractListener *listener,
                   LecExtractResult *result,
                   GCancellable *cancellable,
                   GError **error)
{
  g_auto (Workshop) workshop = { NULL };
  g_autoptr (LecOutputPlan) plan = NULL;

  g_return_val_if_fail (self != NULL && what != NULL && what->options != NULL && result != NULL, FALSE);

  plan = plan_outputs (self, what, error);
  if (plan == NULL || !workshop_init (&workshop, self, what->options, cancellable, error) ||
      !prepare (&workshop, listener, cancellable, error))
    return FALSE;

  workshop.scratch = lec_scratch_folder_new (workshop.folder, error);
  return workshop.scratch != NULL && make (&workshop, plan, listener, cancellable, error) &&
         place (&workshop, plan, what->force, result, error);
}

GPtrArray *
lec_review_list_in_the_way (LecReview *self,
                            const LecReviewExport *what,
                            GError **error)
{
  g_autoptr (LecOutputPlan) plan = NULL;
  GPtrArray *paths = NULL;

  g_return_val_if_fail (self != NULL && what != NULL && what->options != NULL, NULL);

  plan = plan_outputs (self, what, error);
  if (plan == NULL)
    return NULL;

  paths = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < 3; i++)
    {
      const char *path = (const char *[]){ plan->pdf, plan->images, plan->json }[i];

      if (path != NULL && g_file_test (path, G_FILE_TEST_EXISTS))
        g_ptr_array_add (paths, g_strdup (path));
    }

  return paths;
}

/* --- One page of it --- */

static guint
get_slides_per_sheet (const LecJobOptions *options)
{
  return options->layout == LEC_LAYOUT_HANDOUT ? (guint) MAX (options->per_page, 1) : 1;
}

guint
lec_review_count_sheets (LecReview *self,
                         const LecJobOptions *options)
{
  guint per_sheet = 1;

  g_return_val_if_fail (self != NULL && options != NULL, 0);

  per_sheet = get_slides_per_sheet (options);
  return (lec_review_get_lecture (self)->slides->len + per_sheet - 1) / per_sheet;
}

/* The lecture with the slides of that sheet only. They keep their numbers. */
static LecLecture *
cut_sheet (LecReview *review,
           const LecJobOptions *options,
           guint sheet)
{
  LecLecture *part = lec_lecture_copy (lec_review_get_lecture (review));
  guint per_sheet = get_slides_per_sheet (options);
  guint first = MIN (sheet * per_sheet, part->slides->len);

  if (part->slides->len - first > per_sheet)
    g_ptr_array_remove_range (part->slides, first + per_sheet, part->slides->len - first - per_sheet);
  g_ptr_array_remove_range (part->slides, 0, first);
  g_ptr_array_set_size (part->left_out, 0);
  g_ptr_array_set_size (part->edits, 0);
  g_array_set_size (part->suggestions, 0);
  return part;
}

static GBytes *
load_pdf (const char *folder,
          GError **error)
{
  g_autofree char *path = g_build_filename (folder, LEC_FILE_PDF, NULL);
  char *content = NULL;
  gsize length = 0;

  return g_file_get_contents (path, &content, &length, error) ? g_bytes_new_take (content, length) : NULL;
}

static gboolean
make_sheet (Workshop *self,
            guint sheet,
            GCancellable *cancellable,
            GError **error)
{
  const char *path = lec_scratch_folder_get_path (self->scratch);
  g_autofree char *target = g_build_filename (path, LEC_FILE_LECTURE, NULL);
  g_autoptr (LecLecture) part = cut_sheet (self->review, self->options, sheet);
  LecExtractAim aim = { self->options, self->title, NULL, "" };
  g_autoptr (LecExtractRun) run =
    lec_extract_run_new (lec_extractor_get_runner (self->review->extractor), &aim, NULL, cancellable);
  LecProgress *step = lec_extract_run_add_step (run, LEC_STAGE_GENERATE, 1);

  return lec_lecture_save (part, target, error) &&
         lec_extract_run_stage (run, LEC_STAGE_GENERATE, step, path, NULL, error);
}

GBytes *
lec_review_preview (LecReview *self,
                    const LecJobOptions *options,
                    guint sheet,
                    GCancellable *cancellable,
                    GError **error)
{
  g_auto (Workshop) workshop = { NULL };

  g_return_val_if_fail (self != NULL && options != NULL, NULL);

  if (!workshop_init (&workshop, self, options, cancellable, error) ||
      !open_folder (&workshop, cancellable, error))
    return NULL;

  workshop.scratch = lec_scratch_folder_new (workshop.folder, error);
  if (workshop.scratch == NULL || !make_sheet (&workshop, sheet, cancellable, error))
    return NULL;

  return load_pdf (lec_scratch_folder_get_path (workshop.scratch), error);
}
