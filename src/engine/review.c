/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Slides are named by the numbers that they have now; what is kept names them
 * by time. A correction that would do nothing is refused here: kept are only
 * those that once did something.
 */
#include "engine/review.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/error.h"
#include "engine/content-id.h"
#include "engine/kept-edits.h"
#include "engine/lecture-part.h"
#include "engine/placed-outputs.h"
#include "engine/review-private.h"
#include "pipeline/stage.h"

void
lec_review_take_log (LecReview *self,
                     LecEditLog *log)
{
  g_autoptr (GPtrArray) edits = lec_edit_log_dup_active (log);

  g_clear_pointer (&self->log, lec_edit_log_free);
  self->log = log;
  g_clear_pointer (&self->edited, lec_edited_lecture_free);
  self->edited = lec_edited_lecture_new (self->found, edits);
  g_clear_pointer (&self->rendered, lec_lecture_free);
}

static gboolean
is_same_slide (const LecSlide *a,
               const LecSlide *b)
{
  return a->visits->len == b->visits->len &&
         memcmp (a->visits->data, b->visits->data, sizeof (LecVisit) * a->visits->len) == 0;
}

static gboolean
is_same_edit (const LecEditRecord *a,
              const LecEditRecord *b)
{
  g_autoptr (JsonNode) first = lec_edit_record_to_json (a);
  g_autoptr (JsonNode) second = lec_edit_record_to_json (b);

  return json_node_equal (first, second);
}

/* Whether @rendered was made of the same edits to the same slides. Times survive JSON exactly. */
static gboolean
is_up_to_date (const LecLecture *lecture,
               const LecLecture *rendered)
{
  if (lecture->slides->len != rendered->slides->len || lecture->edits->len != rendered->edits->len)
    return FALSE;
  for (guint i = 0; i < lecture->edits->len; i++)
    if (!is_same_edit (g_ptr_array_index (lecture->edits, i), g_ptr_array_index (rendered->edits, i)))
      return FALSE;
  for (guint i = 0; i < lecture->slides->len; i++)
    if (!is_same_slide (g_ptr_array_index (lecture->slides, i), g_ptr_array_index (rendered->slides, i)))
      return FALSE;

  return TRUE;
}

/* Takes @rendered (nullable). */
static void
take_rendered (LecReview *self,
               LecLecture *rendered)
{
  g_clear_pointer (&self->rendered, lec_lecture_free);
  if (rendered != NULL && is_up_to_date (self->edited->lecture, rendered))
    self->rendered = rendered;
  else
    lec_lecture_free (rendered);
}

/* Where it was placed last, unless that folder is gone. */
static void
look_for_outputs (LecReview *self,
                  LecLectureFolder *folder)
{
  g_autoptr (LecPlacedOutputs) placed = lec_placed_outputs_load (lec_lecture_folder_get_path (folder));
  const char *pdf = lec_placed_outputs_get_last (placed, &self->images, &self->json);
  g_autofree char *parent = pdf != NULL ? g_path_get_dirname (pdf) : NULL;

  if (parent == NULL || !g_file_test (parent, G_FILE_TEST_IS_DIR))
    return;

  self->pdf = g_strdup (pdf);
  /* The JSON is one of the outputs, not what they are made of. */
  if (g_str_has_suffix (self->source, ".json"))
    {
      g_free (self->source);
      self->source = g_strdup (lec_lecture_folder_get_path (folder));
    }
}

/* Takes @kept and @source. */
static LecReview *
open_kept (LecExtractor *extractor,
           LecKeptRoot *kept,
           char *source,
           GCancellable *cancellable,
           GError **error)
{
  g_autoptr (LecReview) self = g_new0 (LecReview, 1);
  g_autoptr (LecLectureFolder) folder = NULL;
  g_autofree char *rendered = NULL;
  LecEditLog *log = NULL;

  self->extractor = extractor;
  self->kept = *kept;
  *kept = (LecKeptRoot){ NULL };
  self->source = source;
  folder = lec_kept_lecture_open_to_read (self->kept.path, source, cancellable, error);
  self->found = folder != NULL ? lec_lecture_folder_load_lecture (folder, error) : NULL;
  if (self->found == NULL)
    return NULL;

  self->folder = g_strdup (lec_lecture_folder_get_path (folder));
  self->content_id = g_strdup (lec_lecture_folder_get_content_id (folder));
  look_for_outputs (self, folder);
  log = lec_kept_edits_load (self->kept.path, self->content_id, error);
  if (log == NULL)
    return NULL;

  lec_review_take_log (self, log);
  rendered = lec_lecture_folder_build_path (folder, LEC_FILE_EDITED);
  take_rendered (self, lec_lecture_load (rendered, NULL));
  return g_steal_pointer (&self);
}

/**
 * lec_review_open:
 * @extractor: must outlive it
 * @source: a video, a lecture's JSON or a lecture's folder
 *
 * Waits while another program works on the lecture.
 *
 * Returns: (transfer full) (nullable): %NULL with the errors of lec_kept_lecture_open() and
 *   lec_kept_edits_load()
 */
LecReview *
lec_review_open (LecExtractor *extractor,
                 const char *source,
                 GCancellable *cancellable,
                 GError **error)
{
  g_auto (LecKeptRoot) kept = { NULL };

  g_return_val_if_fail (extractor != NULL && source != NULL, NULL);

  if (!lec_kept_root_open (&kept, lec_extractor_get_root (extractor), error))
    return NULL;

  lec_kept_root_enter_shelf (&kept, source);
  return open_kept (extractor, &kept, g_strdup (source), cancellable, error);
}

char *
lec_review_find_job_folder (const char *root,
                            const LecJob *job)
{
  g_autofree char *shelf = NULL;
  g_autofree char *id = NULL;

  g_return_val_if_fail (root != NULL && job != NULL, NULL);

  if (job->request == NULL || job->content_hash == NULL || !lec_content_id_is_valid (job->content_hash))
    return NULL;

  shelf = lec_kept_lecture_build_shelf (root, job->request);
  id = job->request->videos->len > 1 ? lec_lecture_folder_find_id (shelf, job->content_hash)
                                     : lec_lecture_part_make_id (job->content_hash, job->request->options);
  return id != NULL ? g_build_filename (shelf, id, NULL) : NULL;
}

/* Another job may have segmented the same lecture with other options since: then its slides have
 * other numbers than this job's. */
static gboolean
restore_slides (LecExtractor *extractor,
                const char *root,
                const char *source,
                const char *content_id,
                const LecJobRequest *job,
                GCancellable *cancellable,
                GError **error)
{
  g_autoptr (LecJobOptions) kept = lec_extractor_dup_kept_options (extractor, source, cancellable, error);
  g_autoptr (LecEditLog) log = lec_kept_edits_load (root, content_id, NULL);
  g_autoptr (LecJobOptions) options = lec_job_options_copy (job->options);
  LecExtractRequest request = {
    .videos = &source,
    .n_videos = 1,
    .options = options,
    .output = job->output,
    .update = TRUE,
    .last_stage = LEC_STAGE_EXTRACT,
  };
  g_auto (LecExtractResult) result = { 0 };

  if (kept == NULL)
    return FALSE;
  if (log != NULL)
    lec_edit_log_adjust (log, options);
  if (!(lec_job_options_compare (kept, options) & LEC_AFFECTS_SEGMENTS))
    return TRUE;

  return lec_extractor_resegment (extractor, &request, NULL, &result, cancellable, error);
}

/**
 * lec_review_open_job:
 * @job: must outlive it
 *
 * Likewise, of what a job has made; the video need not be there.
 *
 * Returns: (transfer full) (nullable): %NULL also with %LEC_ERROR_NOT_FOUND when nothing of the job
 *   is kept, or not yet; the errors of lec_extractor_resegment() when slides of another job have
 *   taken the place of this one's
 */
LecReview *
lec_review_open_job (LecExtractor *extractor,
                     const LecJob *job,
                     GCancellable *cancellable,
                     GError **error)
{
  g_auto (LecKeptRoot) kept = { NULL };
  g_autofree char *folder = NULL;
  g_autofree char *lecture = NULL;
  LecReview *self = NULL;

  g_return_val_if_fail (extractor != NULL && job != NULL, NULL);

  if (!lec_kept_root_open (&kept, lec_extractor_get_root (extractor), error))
    return NULL;

  folder = lec_review_find_job_folder (kept.path, job);
  lecture = folder != NULL ? g_build_filename (folder, LEC_FILE_LECTURE, NULL) : NULL;
  if (lecture == NULL || !g_file_test (lecture, G_FILE_TEST_IS_REGULAR))
    {
      g_set_error_literal (error, LEC_ERROR, LEC_ERROR_NOT_FOUND, _ ("there are no slides of this job yet"));
      return NULL;
    }

  lec_kept_root_enter_shelf (&kept, folder);
  if (!restore_slides (extractor, kept.path, folder, job->content_hash, job->request, cancellable, error))
    return NULL;

  self = open_kept (extractor, &kept, g_steal_pointer (&folder), cancellable, error);
  if (self != NULL)
    self->request = job->request;
  return self;
}

void
lec_review_free (LecReview *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->found, lec_lecture_free);
  g_clear_pointer (&self->log, lec_edit_log_free);
  g_clear_pointer (&self->edited, lec_edited_lecture_free);
  g_clear_pointer (&self->rendered, lec_lecture_free);
  lec_kept_root_clear (&self->kept);
  g_free (self->source);
  g_free (self->folder);
  g_free (self->content_id);
  g_free (self->pdf);
  g_free (self);
}

const char *
lec_review_get_content_id (LecReview *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->content_id;
}

char *
lec_review_dup_shelf (LecReview *self)
{
  g_autofree char *parent = NULL;
  g_autofree char *name = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  parent = g_path_get_dirname (self->kept.path);
  name = g_path_get_basename (parent);
  return g_str_equal (name, LEC_FOLDER_SHELVES) ? g_path_get_basename (self->kept.path) : NULL;
}

const char *
lec_review_get_folder (LecReview *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->folder;
}

/* Returns: (transfer none): as it is with all that counts, until the next change; before
 * lec_review_render() slides whose picture is yet to be made have no words */
const LecLecture *
lec_review_get_lecture (LecReview *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->rendered != NULL ? self->rendered : self->edited->lecture;
}

gboolean
lec_review_is_rendered (LecReview *self)
{
  g_autofree char *edited = NULL;

  g_return_val_if_fail (self != NULL, FALSE);

  if (self->rendered != NULL)
    return TRUE;

  /* As it was found, unless outputs were made of it with corrections that no longer count. */
  edited = g_build_filename (self->folder, LEC_FILE_EDITED, NULL);
  return self->edited->lecture->edits->len == 0 && !g_file_test (edited, G_FILE_TEST_EXISTS);
}

char *
lec_review_build_picture_path (LecReview *self,
                               const LecSlide *slide)
{
  g_return_val_if_fail (self != NULL && slide != NULL, NULL);

  return slide->picture != NULL ? g_build_filename (self->folder, slide->picture, NULL) : NULL;
}

/* Returns: (transfer none): until the next change */
const LecEditLog *
lec_review_get_log (LecReview *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->log;
}

/**
 * lec_review_find_record:
 * @entry: number in the log, from 0
 *
 * Returns: (transfer none) (nullable): what became of it; %NULL when it does not count
 */
const LecEditRecord *
lec_review_find_record (LecReview *self,
                        guint entry)
{
  g_autoptr (GArray) active = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  active = lec_edit_log_list_active (self->log);
  for (guint i = 0; i < active->len; i++)
    if (g_array_index (active, guint, i) == entry)
      return g_ptr_array_index (self->edited->lecture->edits, i);

  return NULL;
}

/* For people, in their language. */
const char *
lec_review_describe_outcome (LecEditOutcome outcome)
{
  switch (outcome)
    {
    case LEC_EDIT_APPLIED:
      return _ ("applied");
    case LEC_EDIT_PARTLY:
      return _ ("some of its slides are no longer found");
    case LEC_EDIT_NO_SLIDE:
      return _ ("its slide is no longer found");
    case LEC_EDIT_NO_SLIDE_LEFT:
      return _ ("no slide would be left");
    case LEC_EDIT_THERE:
      return _ ("this is so already");
    case LEC_EDIT_OUTSIDE:
    default:
      return _ ("this lies outside of the picture or the video");
    }
}

/* Takes @edit. What would do nothing is refused. */
static gboolean
append (LecReview *self,
        LecEdit *edit,
        GError **error)
{
  g_autoptr (GPtrArray) edits = lec_edit_log_dup_active (self->log);
  g_autoptr (LecEditedLecture) edited = NULL;
  const LecEditRecord *record = NULL;
  LecEditLog *log = NULL;

  g_ptr_array_add (edits, edit);
  edited = lec_edited_lecture_new (self->found, edits);
  record = g_ptr_array_index (edited->lecture->edits, edits->len - 1);
  if (record->outcome != LEC_EDIT_APPLIED)
    {
      g_set_error_literal (error, LEC_ERROR, LEC_ERROR_USAGE, lec_review_describe_outcome (record->outcome));
      return FALSE;
    }

  log = lec_kept_edits_append (self->kept.path, self->content_id, lec_edit_copy (edit),
                               error);
  if (log == NULL)
    return FALSE;

  lec_review_take_log (self, log);
  return TRUE;
}

static gint64
get_now_s (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

static gboolean
add_slide (LecReview *self,
           LecEdit *edit,
           guint number,
           GError **error)
{
  const GPtrArray *slides = self->edited->lecture->slides;

  if (number == 0 || number > slides->len)
    {
      g_set_error (error, LEC_ERROR, LEC_ERROR_USAGE,
                   g_dngettext (GETTEXT_PACKAGE, "there is no slide %u, only %u slide",
                                "there is no slide %u, only %u slides", slides->len),
                   number, slides->len);
      return FALSE;
    }

  lec_edit_add_slide (edit, g_ptr_array_index (slides, number - 1));
  return TRUE;
}

static gboolean
append_for_slides (LecReview *self,
                   LecEditKind kind,
                   const guint *numbers,
                   gsize n_numbers,
                   GError **error)
{
  g_autoptr (LecEdit) edit = lec_edit_new (kind, get_now_s ());

  if (n_numbers > LEC_EDIT_MAX_PLACES)
    {
      g_set_error (error, LEC_ERROR, LEC_ERROR_USAGE, _ ("these are more than %d slides"), LEC_EDIT_MAX_PLACES);
      return FALSE;
    }
  for (gsize i = 0; i < n_numbers; i++)
    if (!add_slide (self, edit, numbers[i], error))
      return FALSE;

  return append (self, g_steal_pointer (&edit), error);
}

/**
 * lec_review_remove:
 * @numbers: (array length=n_numbers): of slides that are none
 *
 * Returns: %FALSE with %LEC_ERROR_USAGE for numbers that are not there, or when no slide would be
 *   left; or the errors of lec_kept_edits_append()
 */
gboolean
lec_review_remove (LecReview *self,
                   const guint *numbers,
                   gsize n_numbers,
                   GError **error)
{
  g_return_val_if_fail (self != NULL && numbers != NULL && n_numbers > 0, FALSE);

  return append_for_slides (self, LEC_EDIT_REMOVE, numbers, n_numbers, error);
}

/* @n_numbers: at least 2. The first of them remains, with the last one's picture. Likewise. */
gboolean
lec_review_merge (LecReview *self,
                  const guint *numbers,
                  gsize n_numbers,
                  GError **error)
{
  g_return_val_if_fail (self != NULL && numbers != NULL && n_numbers > 1, FALSE);

  return append_for_slides (self, LEC_EDIT_MERGE, numbers, n_numbers, error);
}

/* What is shown at @time_s becomes a slide. Likewise. */
gboolean
lec_review_add (LecReview *self,
                double time_s,
                GError **error)
{
  g_autoptr (GPtrArray) edits = NULL;
  LecEditOutcome outcome = LEC_EDIT_APPLIED;
  LecEdit *edit = NULL;

  g_return_val_if_fail (self != NULL, FALSE);

  edits = lec_edit_log_dup_active (self->log);
  edit = lec_edited_lecture_plan_add (self->found, edits, time_s, get_now_s (), &outcome);
  if (edit != NULL)
    return append (self, edit, error);

  g_set_error_literal (error, LEC_ERROR, LEC_ERROR_USAGE, lec_review_describe_outcome (outcome));
  return FALSE;
}

/* @title: (nullable): %NULL and nothing in it for none. Likewise. */
gboolean
lec_review_retitle (LecReview *self,
                    guint number,
                    const char *title,
                    GError **error)
{
  g_autoptr (LecEdit) edit = NULL;

  g_return_val_if_fail (self != NULL, FALSE);

  edit = lec_edit_new (LEC_EDIT_RETITLE, get_now_s ());
  lec_edit_set_title (edit, title);
  if (edit->title != NULL && strlen (edit->title) > LEC_EDIT_MAX_TITLE_BYTES)
    {
      g_set_error_literal (error, LEC_ERROR, LEC_ERROR_USAGE, _ ("this title is too long"));
      return FALSE;
    }

  return add_slide (self, edit, number, error) && append (self, g_steal_pointer (&edit), error);
}

/* @crop: pixels of the upright frame. Likewise. */
gboolean
lec_review_crop (LecReview *self,
                 guint number,
                 const LecRect *crop,
                 GError **error)
{
  g_autoptr (LecEdit) edit = NULL;

  g_return_val_if_fail (self != NULL && crop != NULL && !lec_rect_is_empty (crop), FALSE);

  edit = lec_edit_new (LEC_EDIT_CROP, get_now_s ());
  edit->crop = *crop;

  return add_slide (self, edit, number, error) && append (self, g_steal_pointer (&edit), error);
}

/* A slide that comes back stands where it is shown at @time_s. Likewise; %LEC_ERROR_USAGE also when
 * it is not shown then. */
gboolean
lec_review_move (LecReview *self,
                 guint number,
                 double time_s,
                 GError **error)
{
  g_autoptr (LecEdit) edit = NULL;

  g_return_val_if_fail (self != NULL && time_s >= 0, FALSE);

  edit = lec_edit_new (LEC_EDIT_MOVE, get_now_s ());
  if (!add_slide (self, edit, number, error))
    return FALSE;

  lec_edit_add_moment (edit, time_s, time_s, time_s);
  return append (self, g_steal_pointer (&edit), error);
}

static gboolean
append_step (LecReview *self,
             LecEditKind kind,
             GError **error)
{
  LecEditLog *log = lec_kept_edits_append (self->kept.path, self->content_id,
                                           lec_edit_new (kind, get_now_s ()), error);

  if (log == NULL)
    return FALSE;

  lec_review_take_log (self, log);
  return TRUE;
}

/* What is kept says what slides are to be; where they cannot be made so, it is taken back. */
static gboolean
take_step (LecReview *self,
           LecEditKind kind,
           GError **error)
{
  g_autoptr (LecJobOptions) options = lec_review_dup_settings_after (self, kind);

  if (!append_step (self, kind, error))
    return FALSE;
  if (options == NULL || lec_review_segment (self, options, error))
    return TRUE;

  append_step (self, kind == LEC_EDIT_UNDO ? LEC_EDIT_REDO : LEC_EDIT_UNDO, NULL);
  return FALSE;
}

/* Takes back the last correction that counts. %LEC_ERROR_USAGE when there is none; of an adjustment
 * also the errors of lec_extractor_resegment(). Nothing has changed then. */
gboolean
lec_review_undo (LecReview *self,
                 GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return take_step (self, LEC_EDIT_UNDO, error);
}

/* Brings back what was undone last. Likewise. */
gboolean
lec_review_redo (LecReview *self,
                 GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return take_step (self, LEC_EDIT_REDO, error);
}

LecJobOptions *
lec_review_dup_options (LecReview *self,
                        GCancellable *cancellable,
                        GError **error)
{
  LecJobOptions *options = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  if (self->request != NULL)
    {
      options = lec_job_options_copy (self->request->options);
      lec_edit_log_adjust (self->log, options);
      return options;
    }

  options = lec_extractor_dup_kept_options (self->extractor, self->source, cancellable, error);
  if (options != NULL)
    {
      options->images = self->images;
      options->json = self->json;
    }

  return options;
}

static const char *
choose_output (LecReview *self,
               const char *output)
{
  if (output != NULL)
    return output;

  return self->request != NULL ? self->request->output : self->pdf;
}

/**
 * lec_review_render:
 * @output: (nullable): folder or file ending in .pdf; where the outputs are
 * @force: whether files may be replaced that others have made, or changed
 * @result: (out caller-allocates): zeroed; to be cleared also on failure
 *
 * Makes the outputs again. What was placed of this lecture, and is still as it was, is replaced.
 *
 * Returns: as lec_extractor_resegment()
 */
gboolean
lec_review_render (LecReview *self,
                   const char *output,
                   gboolean force,
                   const LecExtractListener *listener,
                   LecExtractResult *result,
                   GCancellable *cancellable,
                   GError **error)
{
  g_autoptr (LecJobOptions) options = NULL;
  LecExtractRequest request = { .n_videos = 1, .force = force, .update = TRUE };

  g_return_val_if_fail (self != NULL && result != NULL, FALSE);

  options = lec_review_dup_options (self, cancellable, error);
  if (options == NULL)
    return FALSE;

  request.videos = (const char *const *) &self->source;
  request.options = options;
  request.output = choose_output (self, output);
  if (!lec_extractor_resegment (self->extractor, &request, listener, result, cancellable, error))
    return FALSE;

  take_rendered (self, lec_lecture_copy (result->lecture));
  return TRUE;
}
