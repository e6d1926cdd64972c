/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Trials are made by the stage that segments, in a scratch folder. Slides are
 * the same when their pictures end with the same frame: whatever the settings,
 * a stretch of the video has one picture.
 */
#include "engine/review-adjust.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "base/error.h"
#include "engine/extract-run.h"
#include "engine/extractor-private.h"
#include "engine/kept-edits.h"
#include "engine/never-list.h"
#include "engine/review-private.h"
#include "engine/scratch-folder.h"
#include "pipeline/stage.h"

#define SAME_S 0.001

void
lec_review_trial_free (LecReviewTrial *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->lecture, lec_lecture_free);
  g_clear_pointer (&self->is_new, g_array_unref);
  g_clear_pointer (&self->gone_s, g_array_unref);
  g_free (self);
}

/* --- What is the same --- */

/* Returns: (nullable) */
static LecSlide *
find_same (const LecLecture *lecture,
           const LecSlide *wanted)
{
  for (guint i = 0; i < lecture->slides->len; i++)
    {
      LecSlide *slide = g_ptr_array_index (lecture->slides, i);

      if (fabs (slide->picture_s - wanted->picture_s) < SAME_S)
        return slide;
    }

  return NULL;
}

/* Words belong to pictures: where the picture is the same, so are they. */
static void
carry_words (const LecLecture *from,
             LecLecture *to)
{
  for (guint i = 0; i < to->slides->len; i++)
    {
      LecSlide *slide = g_ptr_array_index (to->slides, i);
      const LecSlide *same = find_same (from, slide);
      g_autoptr (LecSlide) copy = NULL;

      if (same == NULL || slide->words->len > 0 || g_strcmp0 (same->picture, slide->picture) != 0)
        continue;
      copy = lec_slide_copy (same);
      lec_slide_take_words (slide, copy);
    }
}

/* Returns: (transfer full) (element-type double): when slides are first shown that are not in the
 * other one */
static GArray *
list_missing_s (const LecLecture *of,
                const LecLecture *in)
{
  GArray *times_s = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint i = 0; i < of->slides->len; i++)
    {
      const LecSlide *slide = g_ptr_array_index (of->slides, i);
      double start_s = lec_slide_get_start_s (slide);

      if (find_same (in, slide) == NULL)
        g_array_append_val (times_s, start_s);
    }

  return times_s;
}

/* --- Trials --- */

/* Of the lecture, with those of @settings that count. Returns: (transfer full) (nullable) */
static LecJobOptions *
dup_adjusted (LecReview *self,
              const LecJobOptions *settings,
              GCancellable *cancellable,
              GError **error)
{
  LecJobOptions *options = lec_review_dup_options (self, cancellable, error);

  if (options != NULL)
    lec_job_options_take (options, settings, LEC_AFFECTS_SEGMENTS);
  return options;
}

static gboolean
check_track (LecReview *self,
             LecLectureFolder *folder,
             GError **error)
{
  if (self->found->parts->len == 0 && lec_lecture_folder_has_file (folder, LEC_FILE_TRACK))
    return TRUE;

  g_set_error_literal (error, LEC_ERROR, LEC_ERROR_USAGE,
                       self->found->parts->len > 0
                         ? _ ("a joined lecture: run “lectern extract --join” with the new settings; "
                              "the videos are not read again")
                         : _ ("this cannot be changed without reading the video: run “lectern extract”"));
  return FALSE;
}

/* Returns: (transfer full) (nullable): as it would be found */
static LecLecture *
segment_in (LecScratchFolder *scratch,
            LecReview *self,
            const LecJobOptions *options,
            GCancellable *cancellable,
            GError **error)
{
  const char *path = lec_scratch_folder_get_path (scratch);
  g_autofree char *result = g_build_filename (path, LEC_FILE_LECTURE, NULL);
  LecExtractAim aim = { options, NULL, NULL, "" };
  g_autoptr (LecExtractRun) run =
    lec_extract_run_new (lec_extractor_get_runner (self->extractor), &aim, NULL, cancellable);
  LecProgress *step = lec_extract_run_add_step (run, LEC_STAGE_SEGMENT, 1);

  if (!lec_lecture_save (self->found, result, error) ||
      !lec_scratch_folder_link (scratch, LEC_FILE_TRACK, error) ||
      !lec_never_list_hand_over (self->kept.path, path, error) ||
      !lec_extract_run_stage (run, LEC_STAGE_SEGMENT, step, path, NULL, error))
    return NULL;

  return lec_lecture_load (result, error);
}

static LecLecture *
segment (LecReview *self,
         const LecJobOptions *options,
         GCancellable *cancellable,
         GError **error)
{
  g_autoptr (LecLectureFolder) folder =
    lec_kept_lecture_open_to_read (self->kept.path, self->folder, cancellable, error);
  g_autoptr (LecScratchFolder) scratch = NULL;

  if (folder == NULL || !check_track (self, folder, error))
    return NULL;

  scratch = lec_scratch_folder_new (folder, error);
  return scratch != NULL ? segment_in (scratch, self, options, cancellable, error) : NULL;
}

static LecReviewTrial *
make_trial (LecReview *self,
            const LecLecture *found)
{
  g_autoptr (GPtrArray) edits = lec_edit_log_dup_active (self->log);
  g_autoptr (LecEditedLecture) edited = lec_edited_lecture_new (found, edits);
  LecReviewTrial *trial = g_new0 (LecReviewTrial, 1);
  const LecLecture *now = lec_review_get_lecture (self);

  trial->lecture = lec_lecture_copy (edited->lecture);
  trial->is_new = g_array_sized_new (FALSE, FALSE, sizeof (gboolean), trial->lecture->slides->len);
  for (guint i = 0; i < trial->lecture->slides->len; i++)
    {
      gboolean is_new = find_same (now, g_ptr_array_index (trial->lecture->slides, i)) == NULL;

      g_array_append_val (trial->is_new, is_new);
      trial->n_new += is_new ? 1 : 0;
    }
  trial->gone_s = list_missing_s (now, trial->lecture);

  return trial;
}

LecReviewTrial *
lec_review_try (LecReview *self,
                const LecJobOptions *settings,
                GCancellable *cancellable,
                GError **error)
{
  g_autoptr (LecJobOptions) options = NULL;
  g_autoptr (LecLecture) found = NULL;

  g_return_val_if_fail (self != NULL && settings != NULL, NULL);

  options = dup_adjusted (self, settings, cancellable, error);
  found = options != NULL ? segment (self, options, cancellable, error) : NULL;
  if (found == NULL)
    return NULL;

  carry_words (lec_review_get_lecture (self), found);
  return make_trial (self, found);
}

/* --- Adjusting --- */

static gboolean
load_found (LecReview *self,
            GError **error)
{
  g_autoptr (LecLectureFolder) folder = lec_kept_lecture_open_to_read (self->kept.path, self->folder, NULL, error);
  LecLecture *found = folder != NULL ? lec_lecture_folder_load_lecture (folder, error) : NULL;
  LecEditLog *log = NULL;

  if (found == NULL)
    return FALSE;
  log = lec_kept_edits_load (self->kept.path, self->content_id, error);
  if (log == NULL)
    {
      lec_lecture_free (found);
      return FALSE;
    }

  carry_words (lec_review_get_lecture (self), found);
  lec_lecture_free (self->found);
  self->found = found;
  lec_review_take_log (self, log);
  return TRUE;
}

gboolean
lec_review_segment (LecReview *self,
                    const LecJobOptions *options,
                    GError **error)
{
  const char *source = self->folder;
  g_autoptr (LecJobOptions) kept = lec_extractor_dup_kept_options (self->extractor, source, NULL, error);
  LecExtractRequest request = {
    .videos = &source,
    .n_videos = 1,
    .options = options,
    /* Nothing is placed. */
    .output = g_get_tmp_dir (),
    .update = TRUE,
    .last_stage = LEC_STAGE_EXTRACT,
  };
  g_auto (LecExtractResult) result = { 0 };

  if (kept == NULL)
    return FALSE;
  if (!(lec_job_options_compare (kept, options) & LEC_AFFECTS_SEGMENTS))
    return TRUE;

  return lec_extractor_resegment (self->extractor, &request, NULL, &result, NULL, error) && load_found (self, error);
}

LecJobOptions *
lec_review_dup_settings_after (LecReview *self,
                               LecEditKind step)
{
  const LecEdit *edit = lec_edit_log_peek_step (self->log, step);
  LecJobOptions *options = NULL;

  if (edit == NULL || edit->kind != LEC_EDIT_ADJUST)
    return NULL;

  options = lec_review_dup_options (self, NULL, NULL);
  if (options != NULL)
    lec_job_options_take (options, step == LEC_EDIT_UNDO ? edit->before : edit->settings, LEC_AFFECTS_SEGMENTS);
  return options;
}

/* Takes @edit. */
static gboolean
append (LecReview *self,
        LecEdit *edit,
        GError **error)
{
  LecEditLog *log = lec_kept_edits_append (self->kept.path, self->content_id, edit, error);

  if (log == NULL)
    return FALSE;

  lec_review_take_log (self, log);
  return TRUE;
}

static gboolean
keep (LecReview *self,
      const LecJobOptions *options,
      const LecJobOptions *before,
      GError **error)
{
  gint64 now_s = g_get_real_time () / G_USEC_PER_SEC;
  LecEdit *edit = lec_edit_new (LEC_EDIT_ADJUST, now_s);

  lec_edit_set_settings (edit, options, before);
  if (!append (self, edit, error))
    return FALSE;
  if (lec_review_segment (self, options, error))
    return TRUE;

  append (self, lec_edit_new (LEC_EDIT_UNDO, now_s), NULL);
  return FALSE;
}

gboolean
lec_review_adjust (LecReview *self,
                   const LecJobOptions *settings,
                   GError **error)
{
  g_autoptr (LecJobOptions) before = NULL;
  g_autoptr (LecJobOptions) options = NULL;
  g_autoptr (LecLecture) found = NULL;

  g_return_val_if_fail (self != NULL && settings != NULL, FALSE);

  before = lec_review_dup_options (self, NULL, error);
  options = before != NULL ? dup_adjusted (self, settings, NULL, error) : NULL;
  if (options == NULL)
    return FALSE;
  if (lec_job_options_compare (before, options) == 0)
    {
      g_set_error_literal (error, LEC_ERROR, LEC_ERROR_USAGE, lec_review_describe_outcome (LEC_EDIT_THERE));
      return FALSE;
    }

  found = segment (self, options, NULL, error);
  return found != NULL && keep (self, options, before, error);
}
