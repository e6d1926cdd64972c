/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * No model, no network and no clock: the same lecture gives the same study,
 * byte for byte. Each step is bounded (text/passages.c says how much comes in),
 * and between them is time to give up.
 */
#include "text/study-analysis.h"

#include <string.h>

#include "text/definitions.h"
#include "text/glossary.h"
#include "text/keywords.h"
#include "text/language.h"
#include "text/phrases.h"
#include "text/review-questions.h"
#include "text/summary.h"
#include "text/syllabus.h"

static int
compare_slides (gconstpointer a,
                gconstpointer b)
{
  const LecStudySlide *left = *(const LecStudySlide *const *) a, *right = *(const LecStudySlide *const *) b;

  return (left->slide > right->slide) - (left->slide < right->slide);
}

/* By their numbers, each once, however the lecture has them. */
static void
add_slides (LecStudy *study,
            const LecPassages *material)
{
  g_autoptr (GPtrArray) slides = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_study_slide_free);
  guint before = 0;

  for (guint i = 0; i < material->documents->len; i++)
    {
      const LecDocument *document = lec_passages_get_document (material, i);

      if (document->is_slide)
        g_ptr_array_add (slides, lec_study_slide_new (document->slide, document->kind));
    }
  g_ptr_array_sort (slides, compare_slides);
  for (guint i = 0; i < slides->len; i++)
    {
      const LecStudySlide *slide = g_ptr_array_index (slides, i);

      if (slide->slide != before)
        g_ptr_array_add (study->slides, lec_study_slide_new (slide->slide, slide->kind));
      before = slide->slide;
    }
}

static void
replace (GPtrArray **items,
         GPtrArray *by)
{
  g_ptr_array_unref (*items);
  *items = by;
}

/**
 * lec_study_analyse:
 * @lecture: with or without slides
 * @transcript: (nullable): what was said
 * @options: (nullable):
 *
 * From slides alone, from speech alone, or from both. Safe from any thread.
 *
 * Returns: (transfer full) (nullable): %NULL with %G_IO_ERROR_CANCELLED only
 */
LecStudy *
lec_study_analyse (const LecLecture *lecture,
                   const LecTranscript *transcript,
                   const LecAnalysisOptions *options,
                   GCancellable *cancellable,
                   GError **error)
{
  g_autoptr (LecStudy) study = NULL;
  g_autoptr (LecPassages) material = NULL;
  g_autoptr (GPtrArray) phrases = NULL;
  g_autoptr (GPtrArray) definitions = NULL;
  g_autoptr (LecSentences) sentences = NULL;
  g_autofree char *language = NULL;

  g_return_val_if_fail (lecture != NULL, NULL);

  study = lec_study_new ();
  language = lec_language_from_tag (options != NULL ? options->language : NULL);
  material = lec_passages_gather (lecture, transcript, language);
  study->language = g_strdup (material->language);
  add_slides (study, material);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;

  phrases = lec_phrases_count (material);
  replace (&study->keywords, lec_keywords_find (material, phrases));
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;

  sentences = lec_sentences_rank (material, study->keywords);
  replace (&study->summary, lec_sentences_summarise (sentences));
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;

  definitions = lec_definitions_find (material, phrases);
  replace (&study->glossary, lec_glossary_make (material, definitions, phrases));
  replace (&study->questions, lec_review_questions_make (material, definitions, study->keywords, sentences));
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;

  replace (&study->topics, lec_syllabus_cover (material, options != NULL ? options->syllabus : NULL));

  return g_steal_pointer (&study);
}
