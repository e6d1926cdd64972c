/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One table. Chapters are of one video, so a course has none.
 */
#include "documents/study-document.h"

#include <glib/gi18n-lib.h>

#include "base/error.h"
#include "documents/anki-deck.h"
#include "documents/chapters.h"
#include "documents/html-guide.h"
#include "documents/markdown.h"
#include "documents/presentation.h"
#include "documents/study-cards.h"
#include "documents/study-export.h"
#include "documents/study-pdf.h"

static gboolean
write_chapters (const LecCourse *course,
                const char *path,
                GCancellable *cancellable,
                GError **error)
{
  return lec_chapters_write_webvtt (g_ptr_array_index (course->lectures, 0), path, error);
}

static gboolean
write_ffmetadata (const LecCourse *course,
                  const char *path,
                  GCancellable *cancellable,
                  GError **error)
{
  return lec_chapters_write_ffmetadata (g_ptr_array_index (course->lectures, 0), path, error);
}

static const LecStudyDocument documents[] = {
  { "study-pdf", ".study.pdf", "application/pdf",
    N_ ("study guide to print: summary, slides with speech, glossary, questions"),
    TRUE, FALSE, lec_study_pdf_write },
  { "transcript-pdf", ".transcript.pdf", "application/pdf", N_ ("slides with what was said over each"),
    TRUE, FALSE, lec_study_pdf_write_transcript },
  { "html", ".html", "text/html", N_ ("study guide as a page for any browser, with pictures and search"),
    TRUE, FALSE, lec_html_guide_write },
  { "markdown", ".md", "text/markdown", N_ ("text with links and pictures, for editors of notes"),
    TRUE, TRUE, lec_markdown_write },
  { "json", ".study.json", "application/json", N_ ("all there is to study, for other programs"),
    TRUE, TRUE, lec_study_export_write },
  { "anki", ".apkg", "application/apkg", N_ ("questions and terms as a deck for Anki, with pictures"),
    TRUE, FALSE, lec_anki_deck_write },
  { "csv", ".cards.csv", "text/csv", N_ ("questions and terms as a table of cards"),
    TRUE, FALSE, lec_study_cards_write_csv },
  { "pptx", ".pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    N_ ("slides as a presentation, with what was said as notes"),
    TRUE, FALSE, lec_presentation_write },
  { "chapters", ".chapters.vtt", "text/vtt", N_ ("the slides as chapters, for players (WebVTT)"),
    FALSE, FALSE, write_chapters },
  { "ffmetadata", ".ffmetadata", "text/plain", N_ ("the slides as chapters, for ffmpeg"),
    FALSE, FALSE, write_ffmetadata },
};

/**
 * lec_study_document_list:
 * @n_documents: (out): how many
 *
 * Returns: (transfer none) (array length=n_documents)
 */
const LecStudyDocument *
lec_study_document_list (gsize *n_documents)
{
  g_return_val_if_fail (n_documents != NULL, NULL);

  *n_documents = G_N_ELEMENTS (documents);
  return documents;
}

/* Returns: (transfer none) (nullable) */
const LecStudyDocument *
lec_study_document_find (const char *name)
{
  g_return_val_if_fail (name != NULL, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (documents); i++)
    if (g_str_equal (documents[i].name, name))
      return &documents[i];

  return NULL;
}

/* As LecStudyDocumentFunc; %LEC_ERROR_USAGE for a course where there can be one lecture only. */
gboolean
lec_study_document_write (const LecStudyDocument *self,
                          const LecCourse *course,
                          const char *path,
                          GCancellable *cancellable,
                          GError **error)
{
  g_return_val_if_fail (self != NULL && course != NULL && path != NULL, FALSE);

  if (g_cancellable_set_error_if_cancelled (cancellable, error) || !lec_course_has_slides (course, error))
    return FALSE;
  if (!self->has_course && course->lectures->len > 1)
    {
      g_set_error (error, LEC_ERROR, LEC_ERROR_USAGE, _ ("chapters can be made of one lecture only, not of a course"));
      return FALSE;
    }

  return self->write (course, path, cancellable, error);
}
