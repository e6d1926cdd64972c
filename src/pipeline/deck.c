/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The original deck: deck.json says which of its pages was shown when, and
 * original.pdf is made of both. The deck comes from anybody; what is wrong with
 * it ends this process at worst.
 */
#include <glib/gi18n-lib.h>

#include "base/error.h"
#include "documents/deck-file.h"
#include "documents/original-pdf.h"
#include "pipeline/deck-match.h"
#include "pipeline/slide-picture.h"
#include "pipeline/stage.h"
#include "pipeline/task-lecture.h"

/* Shares of the stage's time. */
#define PAGES_SHARE  0.6
#define SLIDES_SHARE 0.2

/* Progress between two points. */
typedef struct
{
  const LecStageSink *sink;
  double begin;
  double end;
} Span;

static void
span_cb (double fraction,
         gpointer user_data)
{
  const Span *span = user_data;

  span->sink->progress (span->begin + (span->end - span->begin) * fraction, -1.0, span->sink->user_data);
}

static LecDeckFile *
open_deck (const LecTask *task,
           GError **error)
{
  g_autofree char *path = g_build_filename (task->folder, LEC_FILE_DECK_PDF, NULL);

  return lec_deck_file_open (path, error);
}

/* --- Which page was shown when --- */

/* Returns: (transfer full) (nullable) (element-type LecDeckPage) */
static GPtrArray *
read_pages (const LecTask *task,
            const LecStageSink *sink,
            GCancellable *cancellable,
            GError **error)
{
  g_autoptr (LecDeckFile) file = open_deck (task, error);
  g_autoptr (GPtrArray) pages = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_deck_page_free);
  Span span = { sink, 0, PAGES_SHARE };
  guint n_pages = file != NULL ? lec_deck_file_get_n_pages (file) : 0;

  if (file == NULL)
    return NULL;

  for (guint i = 0; i < n_pages; i++)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      g_ptr_array_add (pages, lec_deck_file_read_page (file, i));
      span_cb ((i + 1.0) / n_pages, &span);
    }

  return g_steal_pointer (&pages);
}

/* A picture that is missing or damaged leaves the words. */
static LecDeckSlide *
read_slide (const LecTask *task,
            const LecSlide *slide)
{
  g_autoptr (LecPicture) picture =
    slide->picture != NULL ? lec_slide_picture_load (task->folder, slide->picture, NULL) : NULL;

  if (picture == NULL)
    return lec_deck_slide_new (slide, NULL, 0, 0, 0);

  return lec_deck_slide_new (slide, picture->planes[0], picture->width, picture->height, picture->strides[0]);
}

/* Returns: (transfer full) (nullable) (element-type LecDeckSlide) */
static GPtrArray *
read_slides (const LecTask *task,
             const LecLecture *lecture,
             const LecStageSink *sink,
             GCancellable *cancellable,
             GError **error)
{
  g_autoptr (GPtrArray) slides = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_deck_slide_free);
  Span span = { sink, PAGES_SHARE, PAGES_SHARE + SLIDES_SHARE };

  for (guint i = 0; i < lecture->slides->len; i++)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      g_ptr_array_add (slides, read_slide (task, g_ptr_array_index (lecture->slides, i)));
      span_cb ((i + 1.0) / lecture->slides->len, &span);
    }

  return g_steal_pointer (&slides);
}

static gboolean
check_same_lecture (const LecDeck *deck,
                    GError **error)
{
  double share = lec_deck_match_measure (deck);

  if (share >= LEC_DECK_MATCH_LEAST)
    return TRUE;

  g_set_error (error, LEC_ERROR, LEC_ERROR_USAGE,
               _ ("this seems to be another deck: its pages are found on %d %% of the time with slides"),
               (int) (share * 100));
  return FALSE;
}

/**
 * lec_stage_deck:
 *
 * Makes deck.json of deck.pdf and of the lecture, edited where it was.
 *
 * Returns: %FALSE with the errors of lec_deck_file_open(), of lec_lecture_load() and of
 *   lec_deck_save(), %LEC_ERROR_USAGE (another lecture's deck) or %G_IO_ERROR_CANCELLED
 */
gboolean
lec_stage_deck (const LecTask *task,
                const LecStageSink *sink,
                GCancellable *cancellable,
                GError **error)
{
  g_autofree char *path = g_build_filename (task->folder, LEC_FILE_DECK, NULL);
  g_autoptr (LecLecture) lecture = lec_task_lecture_load (task, error);
  g_autoptr (GPtrArray) pages = lecture != NULL ? read_pages (task, sink, cancellable, error) : NULL;
  g_autoptr (GPtrArray) slides = pages != NULL ? read_slides (task, lecture, sink, cancellable, error) : NULL;
  g_autoptr (LecDeck) deck = NULL;
  Span span = { sink, PAGES_SHARE + SLIDES_SHARE, 1 };

  if (slides == NULL)
    return FALSE;

  deck = lec_deck_match_find (slides, pages, span_cb, &span, cancellable, error);
  if (deck == NULL || !check_same_lecture (deck, error) || !lec_deck_save (deck, path, error))
    return FALSE;

  sink->progress (1.0, -1.0, sink->user_data);
  return TRUE;
}

/* --- The deck with what was said --- */

/* Returns: (transfer full) (nullable) */
static LecMaterial *
load_material (const LecTask *task,
               GError **error)
{
  g_autofree char *deck_path = g_build_filename (task->folder, LEC_FILE_DECK, NULL);
  g_autoptr (LecLecture) lecture = lec_task_lecture_load (task, error);
  g_autoptr (LecDeck) deck = lecture != NULL ? lec_deck_load (deck_path, error) : NULL;
  g_autoptr (LecTranscript) transcript = NULL;
  LecMaterial *material = NULL;

  if (deck == NULL || !lec_task_lecture_load_transcript (task, &transcript, error))
    return NULL;

  material = lec_material_new (g_steal_pointer (&lecture), task->folder,
                               task->title != NULL ? task->title : _ ("Lecture"),
                               g_steal_pointer (&transcript), NULL);
  material->deck = g_steal_pointer (&deck);
  return material;
}

/**
 * lec_stage_original:
 *
 * Makes original.pdf of deck.pdf, deck.json and the lecture, and of given.json or transcript.json
 * where they are there.
 *
 * Returns: %FALSE with the errors of lec_deck_file_open(), of those files and of
 *   lec_original_pdf_write()
 */
gboolean
lec_stage_original (const LecTask *task,
                    const LecStageSink *sink,
                    GCancellable *cancellable,
                    GError **error)
{
  g_autofree char *path = g_build_filename (task->folder, LEC_FILE_ORIGINAL, NULL);
  g_autoptr (LecMaterial) material = load_material (task, error);
  g_autoptr (LecDeckFile) file = material != NULL ? open_deck (task, error) : NULL;
  Span span = { sink, 0, 1 };

  if (file == NULL)
    return FALSE;
  if (lec_deck_file_get_n_pages (file) != material->deck->n_pages)
    {
      g_set_error (error, LEC_ERROR, LEC_ERROR_PROTOCOL, _ ("%s is of another deck"), LEC_FILE_DECK);
      return FALSE;
    }

  return lec_original_pdf_write (material, file, lec_paper_get (task->options->paper), path, span_cb, &span,
                                 cancellable, error);
}
