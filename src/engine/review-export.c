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
#include "engine/output-placement.h"
#include "engine/review-workshop.h"
#include "pipeline/stage.h"

static LecOutputPlan *
plan_outputs (LecReview *review,
              const LecReviewExport *what,
              GError **error)
{
  const char *name = lec_workshop_get_name (review);
  const char *video = g_file_test (name, G_FILE_TEST_IS_REGULAR) ? name : NULL;

  return lec_output_plan_new_named (name, video, what->output, what->options, error);
}

/* --- Making it --- */

static gboolean
make (LecWorkshop *self,
      const LecOutputPlan *plan,
      const LecExtractListener *listener,
      GCancellable *cancellable,
      GError **error)
{
  static const char *const stages[] = { LEC_STAGE_GENERATE, NULL };
  g_autofree char *parent = g_path_get_dirname (plan->pdf);
  g_autofree char *link_folder = g_canonicalize_filename (parent, NULL);

  return lec_workshop_begin (self, error) &&
         lec_workshop_make (self, stages, link_folder, listener, cancellable, error);
}

static void
describe (LecWorkshop *self,
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
place (LecWorkshop *self,
       const LecOutputPlan *plan,
       gboolean force,
       LecExtractResult *result,
       GError **error)
{
  const char *path = lec_scratch_folder_get_path (self->scratch);
  g_autoptr (LecLecture) lecture = lec_workshop_load_lecture (self, error);

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
  g_auto (LecWorkshop) workshop = { NULL };
  g_autoptr (LecOutputPlan) plan = NULL;

  g_return_val_if_fail (self != NULL && what != NULL && what->options != NULL && result != NULL, FALSE);

  plan = plan_outputs (self, what, error);
  if (plan == NULL || !lec_workshop_init (&workshop, self, what->options, cancellable, error) ||
      !lec_workshop_prepare (&workshop, listener, cancellable, error))
    return FALSE;

  return make (&workshop, plan, listener, cancellable, error) &&
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
make_sheet (LecWorkshop *self,
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
  g_auto (LecWorkshop) workshop = { NULL };

  g_return_val_if_fail (self != NULL && options != NULL, NULL);

  if (!lec_workshop_init (&workshop, self, options, cancellable, error) ||
      !lec_workshop_open_folder (&workshop, cancellable, error))
    return NULL;

  workshop.scratch = lec_scratch_folder_new (workshop.folder, error);
  if (workshop.scratch == NULL || !make_sheet (&workshop, sheet, cancellable, error))
    return NULL;

  return load_pdf (lec_scratch_folder_get_path (workshop.scratch), error);
}
