/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One table. Chapters and subtitles are of one video, so a course has none.
 */
#include "documents/study-document.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/error.h"
#include "base/pending-file.h"
#include "documents/anki-deck.h"
#include "documents/chapters.h"
#include "documents/html-guide.h"
#include "documents/markdown.h"
#include "documents/presentation.h"
#include "documents/study-cards.h"
#include "documents/study-export.h"
#include "documents/study-pdf.h"
#include "documents/subtitle-text.h"

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

/* @make: (transfer full): the text */
static gboolean
write_transcript (const LecCourse *course,
                  const char *path,
                  char *(*make) (const LecTranscript *transcript),
                  GError **error)
{
  const LecMaterial *material = g_ptr_array_index (course->lectures, 0);
  g_autofree char *text = NULL;

  if (material->transcript == NULL)
    {
      g_set_error_literal (error, LEC_ERROR, LEC_ERROR_NOT_FOUND, _ ("nothing is known of what was said"));
      return FALSE;
    }

  text = make (material->transcript);
  return lec_pending_file_save (path, text, strlen (text), TRUE, error);
}

static gboolean
write_vtt (const LecCourse *course,
           const char *path,
           GCancellable *cancellable,
           GError **error)
{
  return write_transcript (course, path, lec_subtitle_text_make_vtt, error);
}

static gboolean
write_srt (const LecCourse *course,
           const char *path,
           GCancellable *cancellable,
           GError **error)
{
  return write_transcript (course, path, lec_subtitle_text_make_srt, error);
}

static gboolean
write_txt (const LecCourse *course,
           const char *path,
           GCancellable *cancellable,
           GError **error)
{
  return write_transcript (course, path, lec_subtitle_text_make_plain, error);
}

/* Made in a task process, since a deck comes from anybody. */
static gboolean
write_deck (const LecCourse *course,
            const char *path,
            GCancellable *cancellable,
            GError **error)
{
  const LecMaterial *material = g_ptr_array_index (course->lectures, 0);
  g_autoptr (GMappedFile) original = NULL;

  if (material->original == NULL)
    {
      g_set_error_literal (error, LEC_ERROR, LEC_ERROR_USAGE,
                           _ ("“deck-pdf” needs the PDF of the slides: --deck FILE"));
      return FALSE;
    }

  original = g_mapped_file_new (material->original, FALSE, error);
  return original != NULL && lec_pending_file_save (path, g_mapped_file_get_contents (original),
                                                    g_mapped_file_get_length (original), TRUE, error);
}

static const LecStudyDocument documents[] = {
  { "study-pdf", ".study.pdf", "application/pdf",
    N_ ("study guide to print: summary, slides with speech, glossary, questions"),
    TRUE, FALSE, lec_study_pdf_write },
  { "transcript-pdf", ".transcript.pdf", "application/pdf", N_ ("slides with what was said over each"),
    TRUE, FALSE, lec_study_pdf_write_transcript },
  { "deck-pdf", ".deck.pdf", "application/pdf",
    N_ ("the pages of the original deck (--deck) with what was said over each"),
    FALSE, FALSE, write_deck },
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
  { "vtt", ".transcript.vtt", "text/vtt", N_ ("what was said, as subtitles (WebVTT)"), FALSE, FALSE, write_vtt },
  { "srt", ".transcript.srt", "application/x-subrip", N_ ("what was said, as subtitles (SubRip)"),
    FALSE, FALSE, write_srt },
  { "txt", ".transcript.txt", "text/plain", N_ ("what was said, with times"), FALSE, FALSE, write_txt },
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
      g_set_error (error, LEC_ERROR, LEC_ERROR_USAGE, _ ("“%s” is of one lecture, not of a course"), self->name);
      return FALSE;
    }

  return self->write (course, path, cancellable, error);
}
