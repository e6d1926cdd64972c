/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What was said and what there is to study is found in a scratch folder of each
 * lecture, by the stages that do so for a job; documents are made of those
 * folders.
 */
#include "engine/review-study.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/error.h"
#include "base/pending-file.h"
#include "base/relative-path.h"
#include "engine/kept-transcript.h"
#include "engine/linked-video.h"
#include "engine/model-study.h"
#include "engine/output-plan.h"
#include "engine/review-deck.h"
#include "engine/review-improve.h"
#include "engine/review-study-private.h"
#include "engine/review-workshop.h"
#include "engine/study-formats.h"
#include "engine/study-given.h"
#include "engine/study-writing.h"
#include "engine/transcript-key.h"
#include "model/transcript-report.h"
#include "pipeline/stage.h"
#include "text/syllabus-file.h"

gboolean
lec_study_check_model (GError **error)
{
  return lec_model_study_check (error);
}

gboolean
lec_study_read_video (LecExtractor *extractor,
                      const char *video,
                      const LecJobOptions *options,
                      const LecExtractListener *listener,
                      LecExtractResult *result,
                      GCancellable *cancellable,
                      GError **error)
{
  LecExtractRequest request = {
    .videos = &video,
    .n_videos = 1,
    .options = options,
    .output = g_get_tmp_dir (),
    .update = TRUE,
    .last_stage = LEC_STAGE_RECOGNISE,
  };

  g_return_val_if_fail (extractor != NULL && video != NULL && options != NULL && result != NULL, FALSE);

  return lec_extractor_extract (extractor, &request, listener, result, cancellable, error);
}

/* --- The lectures --- */

/* A lecture, in the room it is worked on, and where its pictures go. */
typedef struct
{
  LecWorkshop workshop;
  char *pictures; /* folder */
  char *note;     /* (nullable): why no language model has added to it */
} Bench;

static void
bench_free (gpointer data)
{
  Bench *bench = data;

  lec_workshop_clear (&bench->workshop);
  g_free (bench->pictures);
  g_free (bench->note);
  g_free (bench);
}

static gboolean
bring_syllabus (const Bench *bench,
                const char *syllabus,
                GError **error)
{
  g_autofree char *path =
    g_build_filename (lec_scratch_folder_get_path (bench->workshop.scratch), LEC_FILE_SYLLABUS, NULL);
  g_autofree char *text = NULL;

  if (syllabus == NULL)
    return TRUE;

  text = lec_syllabus_file_load (syllabus, error);
  return text != NULL && lec_pending_file_save (path, text, strlen (text), TRUE, error);
}

/* Whether a person gave, or corrected, what was said: that goes before what is found, but not
 * before the file that is asked for now. */
static gboolean
has_given (const Bench *bench,
           const LecStudyExport *what)
{
  g_autofree char *path = lec_kept_transcript_build_path (bench->workshop.review);

  return what->subtitles == NULL && g_file_test (path, G_FILE_TEST_IS_REGULAR);
}

static gboolean
bring_transcript (const Bench *bench,
                  const LecStudyExport *what,
                  GError **error)
{
  const LecReview *review = bench->workshop.review;

  return what->subtitles != NULL ||
         lec_kept_transcript_hand_over (review->kept.path, review->content_id,
                                        lec_scratch_folder_get_path (bench->workshop.scratch), error);
}

/* What was said is known already, unless subtitles have come or changed; of a video that is not at
 * hand it cannot be looked for. */
static gboolean
needs_transcript (const Bench *bench,
                  const LecStudyExport *what)
{
  const LecWorkshop *workshop = &bench->workshop;
  const char *folder = lec_lecture_folder_get_path (workshop->folder);
  g_autoptr (GPtrArray) videos = lec_workshop_list_videos (workshop->review);
  g_autofree char *key = NULL;

  if (what->subtitles != NULL)
    return TRUE;
  if (has_given (bench, what))
    return FALSE;
  for (guint i = 0; i < videos->len; i++)
    if (!g_file_test (g_ptr_array_index (videos, i), G_FILE_TEST_IS_REGULAR))
      return FALSE;

  key = lec_transcript_key_make (workshop->kept_options, videos);
  return !lec_transcript_key_matches (folder, key);
}

static gboolean
choose_subtitles (LecJobOptions *options,
                  const char *subtitles,
                  GError **error)
{
  g_autofree char *path = subtitles != NULL ? g_canonicalize_filename (subtitles, NULL) : NULL;

  if (path == NULL || lec_job_options_set (options, "transcript", path, NULL))
    return TRUE;

  g_set_error_literal (error, LEC_ERROR, LEC_ERROR_USAGE, _ ("the name of the subtitle file is not valid UTF-8"));
  return FALSE;
}

/* What was said of how documents look goes before what the lecture has. */
static gboolean
choose_look (LecJobOptions *options,
             const LecStudyExport *what,
             GError **error)
{
  return (what->paper == NULL || lec_job_options_set (options, "paper", what->paper, error)) &&
         (what->picture_quality == NULL ||
          lec_job_options_set (options, "picture-quality", what->picture_quality, error));
}

static gboolean
wants_smaller (const LecWorkshop *workshop,
               const LecStudyExport *what)
{
  static const char *const formats[] = { "study-pdf", "transcript-pdf", "html", "markdown", "json", "anki", "pptx" };
  gboolean shows_pictures = FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
    shows_pictures = shows_pictures || g_strv_contains (what->formats, formats[i]);

  return shows_pictures && workshop->options->picture_quality != LEC_PICTURE_QUALITY_HIGH;
}

/* What a language model has made of the guide before is what is shown of the lecture. A file that
 * is given now makes it another guide. */
static gboolean
take_improved (const Bench *bench,
               const LecStudyExport *what,
               GError **error)
{
  g_autofree char *path =
    g_build_filename (lec_scratch_folder_get_path (bench->workshop.scratch), LEC_FILE_STUDY, NULL);
  g_autoptr (LecStudy) improved = NULL;

  if (what->subtitles == NULL && what->syllabus == NULL)
    improved = lec_review_load_improved (&bench->workshop);
  return improved == NULL || lec_study_save (improved, path, error);
}

/* The guide is made: what a language model has, or does now, add to it. */
static gboolean
improve (Bench *bench,
         const LecStudyExport *what,
         const LecExtractListener *listener,
         GCancellable *cancellable,
         GError **error)
{
  return what->language_model
           ? lec_model_study_improve (&bench->workshop, listener, &bench->note, cancellable, error)
           : take_improved (bench, what, error);
}

/* Returns: (transfer full) (nullable) */
static Bench *
set_up (LecReview *review,
        const LecStudyExport *what,
        const LecExtractListener *listener,
        GCancellable *cancellable,
        GError **error)
{
  static const char *const all[] = { LEC_STAGE_TRANSCRIBE, LEC_STAGE_ANALYSE, NULL };
  static const char *const smaller[] = { LEC_STAGE_SHRINK, NULL };
  g_autoptr (LecJobOptions) options = lec_review_dup_options (review, cancellable, error);
  Bench *bench = g_new0 (Bench, 1);
  LecWorkshop *workshop = &bench->workshop;

  if (options != NULL && choose_look (options, what, error) &&
      lec_workshop_init (workshop, review, options, cancellable, error) &&
      choose_subtitles (workshop->options, what->subtitles, error) &&
      lec_workshop_prepare (workshop, listener, cancellable, error) && lec_workshop_begin (workshop, error) &&
      bring_syllabus (bench, what->syllabus, error) && bring_transcript (bench, what, error) &&
      lec_workshop_make (workshop, needs_transcript (bench, what) ? all : all + 1, NULL, listener, cancellable,
                         error) &&
      improve (bench, what, listener, cancellable, error) &&
      (what->deck == NULL || lec_review_deck_match (workshop, what->deck, listener, cancellable, error)) &&
      (!wants_smaller (workshop, what) ||
       lec_workshop_make (workshop, smaller, NULL, listener, cancellable, error)))
    return bench;

  bench_free (bench);
  return NULL;
}

/* --- What documents are made of --- */

static char *
build_scratch_path (const Bench *bench,
                    const char *name)
{
  return g_build_filename (lec_scratch_folder_get_path (bench->workshop.scratch), name, NULL);
}

static void
set_relative (char **path,
              const char *folder)
{
  char *relative = *path != NULL ? lec_relative_path (*path, folder) : NULL;

  if (relative == NULL)
    return;

  g_free (*path);
  *path = relative;
}

/* As seen from @folder. */
static void
name_videos (LecLecture *lecture,
             const Bench *bench,
             const char *folder)
{
  const char *name = lec_workshop_get_name (bench->workshop.review);

  if (lecture->parts->len == 0)
    {
      g_free (lecture->video->path);
      lecture->video->path = g_canonicalize_filename (name, NULL);
      lec_linked_video_note_origin (lecture->video->path, &lecture->video->address, &lecture->video->is_page);
    }
  set_relative (&lecture->video->path, folder);
  for (guint i = 0; i < lecture->parts->len; i++)
    set_relative (&((LecVideoPart *) g_ptr_array_index (lecture->parts, i))->path, folder);
}

/* @folder: where documents will be. Returns: (transfer full) (nullable) */
static LecMaterial *
gather (const Bench *bench,
        const char *folder,
        GError **error)
{
  g_autofree char *said_path = lec_workshop_find_transcript (&bench->workshop);
  g_autofree char *study_path = build_scratch_path (bench, LEC_FILE_STUDY);
  g_autofree char *smaller_path = build_scratch_path (bench, LEC_FILE_SMALLER);
  g_autoptr (LecLecture) lecture = g_file_test (smaller_path, G_FILE_TEST_EXISTS)
                                     ? lec_lecture_load (smaller_path, error)
                                     : lec_workshop_load_lecture (&bench->workshop, error);
  g_autoptr (LecTranscript) transcript = NULL;
  g_autoptr (LecStudy) study = NULL;
  LecMaterial *material = NULL;

  if (lecture == NULL)
    return NULL;
  if (g_file_test (said_path, G_FILE_TEST_EXISTS))
    {
      transcript = lec_transcript_load (said_path, error);
      if (transcript == NULL)
        return NULL;
    }
  study = lec_study_load (study_path, error);
  if (study == NULL)
    return NULL;

  name_videos (lecture, bench, folder);
  material = lec_material_new (g_steal_pointer (&lecture), lec_scratch_folder_get_path (bench->workshop.scratch),
                               bench->workshop.title, g_steal_pointer (&transcript), g_steal_pointer (&study));
  material->pictures_link = g_path_get_basename (bench->pictures);
  if (!lec_review_deck_gather (&bench->workshop, material, error))
    g_clear_pointer (&material, lec_material_free);
  return material;
}

/* --- Where they go --- */

/* Names without endings; a file that was named says it for all. */
typedef struct
{
  char *folder;
  char *stem; /* path */
  char *file; /* (nullable): of the only document */
} Place;

static void
place_clear (Place *self)
{
  g_free (self->folder);
  g_free (self->stem);
  g_free (self->file);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Place, place_clear)

gboolean
lec_study_names_file (const LecStudyExport *what)
{
  const LecStudyDocument *document = NULL;

  g_return_val_if_fail (what != NULL && what->formats != NULL, FALSE);

  document = lec_study_format_find (what->formats[0]);
  return what->output != NULL && what->formats[1] == NULL && document != NULL &&
         g_str_has_suffix (what->output, strrchr (document->suffix, '.')) &&
         !g_file_test (what->output, G_FILE_TEST_IS_DIR);
}

char *
lec_study_plan_stem (const char *name,
                     const char *output,
                     char **pictures,
                     GError **error)
{
  g_autoptr (LecJobOptions) options = lec_job_options_new ();
  g_autoptr (LecOutputPlan) plan = NULL;

  options->images = TRUE;
  plan = lec_output_plan_new_named (name, NULL, output, options, error);
  if (plan == NULL)
    return NULL;

  *pictures = g_steal_pointer (&plan->images);
  return g_strndup (plan->pdf, strlen (plan->pdf) - strlen (".pdf"));
}

static gboolean
is_taken (Bench *const *benches,
          gsize n_benches,
          const char *pictures)
{
  for (gsize i = 0; i < n_benches; i++)
    if (g_str_equal (benches[i]->pictures, pictures))
      return TRUE;

  return FALSE;
}

/* Videos of a course are called alike where each week has a folder of its own; their pictures are
 * in one. @pictures: (transfer full): where those of the last of @benches would be */
static void
set_pictures (Bench *const *benches,
              gsize n_benches,
              char *pictures)
{
  g_autofree char *wanted = pictures;
  char *free_one = g_strdup (wanted);

  for (guint n = 2; is_taken (benches, n_benches - 1, free_one); n++)
    {
      g_free (free_one);
      free_one = g_strdup_printf ("%s-%u", wanted, n);
    }
  benches[n_benches - 1]->pictures = free_one;
}

/* A title may be no file name. */
static char *
make_file_name (const char *title)
{
  char *name = g_filename_from_utf8 (title, -1, NULL, NULL, NULL);

  if (name == NULL)
    name = g_strdup (title);
  g_strdelimit (name, "/\n\r\t", '-');
  if (*name == '.')
    *name = '-';
  return name;
}

static gboolean
choose_place (Place *self,
              Bench *const *benches,
              gsize n_benches,
              const LecStudyExport *what,
              GError **error)
{
  const char *first = lec_workshop_get_name (benches[0]->workshop.review);
  g_autofree char *beside = g_path_get_dirname (first);
  g_autofree char *file_name = what->course != NULL ? make_file_name (what->course) : NULL;
  g_autofree char *name = file_name != NULL ? g_build_filename (beside, file_name, NULL) : g_strdup (first);
  g_autofree char *pictures = NULL;
  g_autofree char *folder = lec_study_names_file (what) ? g_path_get_dirname (what->output) : g_strdup (what->output);

  /* What looks like an ending may be a part of the title. */
  if (file_name != NULL)
    {
      g_autofree char *ended = g_strconcat (name, ".mkv", NULL);

      g_free (g_steal_pointer (&name));
      name = g_steal_pointer (&ended);
    }
  self->stem = lec_study_plan_stem (name, folder, &pictures, error);
  if (self->stem == NULL)
    return FALSE;

  self->file = lec_study_names_file (what) ? g_strdup (what->output) : NULL;
  self->folder = g_path_get_dirname (self->stem);
  for (gsize i = 0; i < n_benches; i++)
    {
      char *own = NULL;
      g_autofree char *stem =
        lec_study_plan_stem (lec_workshop_get_name (benches[i]->workshop.review), self->folder, &own, error);

      if (stem == NULL)
        return FALSE;
      set_pictures (benches, i + 1, own);
    }

  return TRUE;
}

/* --- What may be --- */

static gboolean
check_formats (const LecStudyExport *what,
               GError **error)
{
  for (const char *const *name = what->formats; *name != NULL; name++)
    {
      const LecStudyDocument *document = lec_study_format_find (*name);

      if (document == NULL)
        g_set_error (error, LEC_ERROR, LEC_ERROR_USAGE, _ ("there is no format “%s”"), *name);
      else if (what->course != NULL && !document->has_course)
        g_set_error (error, LEC_ERROR, LEC_ERROR_USAGE, _ ("“%s” is of one lecture, not of a course"), *name);
      else
        continue;
      return FALSE;
    }

  return TRUE;
}

gboolean
lec_study_check_export (const LecStudyExport *what,
                        GError **error)
{
  g_return_val_if_fail (what != NULL && what->formats != NULL, FALSE);

  return check_formats (what, error) && lec_review_deck_check (what->deck, what->formats, error) &&
         lec_study_given_check (what, error);
}

/* One that is worked on twice would wait for itself. */
static gboolean
check_distinct (LecReview *const *reviews,
                gsize n_reviews,
                GError **error)
{
  g_autoptr (GHashTable) folders = g_hash_table_new (g_str_hash, g_str_equal);

  for (gsize i = 0; i < n_reviews; i++)
    if (!g_hash_table_add (folders, (gpointer) lec_review_get_folder (reviews[i])))
      {
        g_set_error (error, LEC_ERROR, LEC_ERROR_USAGE, _ ("a lecture of the course is given twice: %s"),
                     lec_workshop_get_name (reviews[i]));
        return FALSE;
      }

  return TRUE;
}

/* --- Writing --- */

/* Returns: (transfer full) (nullable) */
static LecCourse *
gather_all (Bench *const *benches,
            gsize n_benches,
            const LecStudyExport *what,
            const char *folder,
            GError **error)
{
  const char *title = what->course != NULL ? what->course : benches[0]->workshop.title;
  g_autoptr (LecCourse) course = lec_course_new (title);
  g_autofree char *absolute = g_canonicalize_filename (folder, NULL);

  course->paper = lec_paper_get (benches[0]->workshop.options->paper);
  for (gsize i = 0; i < n_benches; i++)
    {
      LecMaterial *material = gather (benches[i], absolute, error);

      if (material == NULL)
        return NULL;
      lec_course_take (course, material);
    }

  return g_steal_pointer (&course);
}

static gboolean
wants_original (const LecStudyExport *what)
{
  return what->deck != NULL && g_strv_contains (what->formats, "deck-pdf");
}

/* @benches: (element-type Bench) */
static GPtrArray *
write_all (const GPtrArray *benches,
           const LecStudyExport *what,
           const LecExtractListener *listener,
           GPtrArray *notes,
           GCancellable *cancellable,
           GError **error)
{
  Bench *const *all = (Bench *const *) benches->pdata;
  g_auto (Place) place = { NULL };
  g_autoptr (LecCourse) course = NULL;
  g_autoptr (GPtrArray) pictures = g_ptr_array_new ();
  LecStudyWriting writing = { what, NULL, NULL, NULL, NULL, &all[0]->workshop, listener };

  if (!choose_place (&place, all, benches->len, what, error) ||
      (wants_original (what) &&
       !lec_review_deck_draw (&all[0]->workshop, place.folder, listener, cancellable, error)))
    return NULL;
  course = gather_all (all, benches->len, what, place.folder, error);
  if (course == NULL)
    return NULL;

  for (guint i = 0; i < benches->len; i++)
    g_ptr_array_add (pictures, all[i]->pictures);
  writing.course = course;
  writing.stem = place.stem;
  writing.file = place.file;
  writing.pictures = (char *const *) pictures->pdata;
  return lec_study_write (&writing, notes, cancellable, error);
}

/* Of each lecture how many pages of its deck were shown; without a transcript, why that is so; and
 * why no model has added to it. */
static GPtrArray *
list_notes (const GPtrArray *benches)
{
  GPtrArray *notes = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < benches->len; i++)
    {
      const Bench *bench = g_ptr_array_index (benches, i);
      g_autofree char *path = build_scratch_path (bench, LEC_FILE_TRANSCRIPTION);
      g_autoptr (LecTranscriptReport) report = lec_transcript_report_load (path, NULL);
      const char *title = bench->workshop.title;
      char *deck = lec_review_deck_describe (&bench->workshop);

      if (deck != NULL)
        g_ptr_array_add (notes, deck);
      for (guint j = 0; report != NULL && j < report->notes->len; j++)
        {
          const char *note = g_ptr_array_index (report->notes, j);

          g_ptr_array_add (notes, report->found
                                    ? g_strdup_printf ("%s: %s", title, note)
                                    : g_strdup_printf (_ ("%s: no transcript: %s"), title, note));
        }
      if (bench->note != NULL)
        g_ptr_array_add (notes, g_strdup_printf ("%s: %s", title, bench->note));
    }

  return notes;
}

GPtrArray *
lec_review_export_study (LecReview *const *reviews,
                         gsize n_reviews,
                         const LecStudyExport *what,
                         const LecExtractListener *listener,
                         GPtrArray **notes,
                         GCancellable *cancellable,
                         GError **error)
{
  g_autoptr (GPtrArray) benches = g_ptr_array_new_with_free_func (bench_free);

  g_return_val_if_fail (reviews != NULL && n_reviews > 0 && what != NULL && notes != NULL, NULL);
  g_return_val_if_fail (what->formats[0] != NULL, NULL);
  g_return_val_if_fail (n_reviews == 1 || (what->course != NULL && what->subtitles == NULL && what->deck == NULL),
                        NULL);

  if (!lec_study_check_export (what, error) || !check_distinct (reviews, n_reviews, error) ||
      (what->language_model && !lec_model_study_check (error)))
    return NULL;
  for (gsize i = 0; i < n_reviews; i++)
    {
      Bench *bench = set_up (reviews[i], what, listener, cancellable, error);

      if (bench == NULL)
        return NULL;
      g_ptr_array_add (benches, bench);
    }

  *notes = list_notes (benches);
  if (what->model_note != NULL)
    *what->model_note = g_strdup (((const Bench *) g_ptr_array_index (benches, 0))->note);
  return write_all (benches, what, listener, *notes, cancellable, error);
}
