/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Lays the pages out, then saves them. Laying out costs next to nothing;
 * nearly all the time goes into copying the pictures.
 */
#include "config.h"

#include "documents/slide-pdf.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>

#include "base/error.h"
#include "documents/document-language.h"
#include "documents/slide-pages.h"

#define LAYOUT_SHARE     0.3 /* of the progress */
#define MAX_PER_PAGE     6
#define DEFAULT_PER_PAGE 3

typedef struct
{
  LecPdfProgressFunc func; /* (nullable) */
  gpointer user_data;
  guint n_slides;
} Progress;

static void
report (const Progress *progress,
        double fraction)
{
  if (progress->func != NULL)
    progress->func (CLAMP (fraction, 0.0, 1.0), progress->user_data);
}

static void
picture_saved_cb (guint n_pictures,
                  gpointer user_data)
{
  const Progress *progress = user_data;

  report (progress, LAYOUT_SHARE + (1 - LAYOUT_SHARE) * n_pictures / progress->n_slides);
}

/* Seconds since 1970. The same lecture gives the same file: its own time is taken where it has one,
 * or that of reproducible builds. */
static gint64
get_time_s (const LecLecture *lecture)
{
  const char *epoch = g_getenv ("SOURCE_DATE_EPOCH");
  gint64 time_s;

  if (epoch != NULL && g_ascii_string_to_signed (epoch, 10, 0, G_MAXINT32, &time_s, NULL))
    return time_s;
  if (lecture->created_s > 0)
    return lecture->created_s;

  return g_get_real_time () / G_USEC_PER_SEC;
}

static guint
get_step (const LecJobOptions *options)
{
  if (options->layout != LEC_LAYOUT_HANDOUT)
    return 1;

  return options->per_page >= 2 && options->per_page <= MAX_PER_PAGE ? (guint) options->per_page : DEFAULT_PER_PAGE;
}

static void
add_pages (LecSlidePages *pages,
           guint first,
           guint n_slides,
           guint step)
{
  const LecSlide *slide = g_ptr_array_index (pages->lecture->slides, first);

  switch (pages->lecture->options->layout)
    {
    case LEC_LAYOUT_SLIDES:
      lec_slide_pages_add_slide (pages, slide);
      break;
    case LEC_LAYOUT_NOTES:
      lec_slide_pages_add_notes (pages, slide);
      break;
    case LEC_LAYOUT_HANDOUT:
      lec_slide_pages_add_handout (pages, first, n_slides, step);
      break;
    }
}

static gboolean
lay_out (LecSlidePages *pages,
         const Progress *progress,
         GCancellable *cancellable,
         GError **error)
{
  guint step = get_step (pages->lecture->options);

  for (guint first = 0; first < progress->n_slides; first += step)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      add_pages (pages, first, MIN (step, progress->n_slides - first), step);
      report (progress, LAYOUT_SHARE * first / progress->n_slides);
    }

  return TRUE;
}

gboolean
lec_slide_pdf_write (const LecLecture *lecture,
                     const char *folder,
                     const char *title,
                     const char *path,
                     LecPdfProgressFunc progress_func,
                     gpointer user_data,
                     GCancellable *cancellable,
                     GError **error)
{
  g_autoptr (LecPdfFile) file = NULL;
  g_autoptr (LecPdfDrawnText) text = NULL;
  g_autofree char *language = NULL;
  Progress progress = { progress_func, user_data, 0 };
  LecSlidePages pages;

  g_return_val_if_fail (lecture != NULL && folder != NULL && title != NULL && path != NULL, FALSE);

  progress.n_slides = lecture->slides->len;
  if (progress.n_slides == 0)
    {
      g_set_error (error, LEC_ERROR, LEC_ERROR_NO_SLIDES, _ ("there is no slide to put into the PDF"));
      return FALSE;
    }

  language = lec_document_language_dup_tag (lecture->options->language);
  file = lec_pdf_file_new ();
  lec_pdf_file_set_information (file, title, language, get_time_s (lecture));
  text = lec_pdf_drawn_text_new (file, language);

  pages = (LecSlidePages){ file, text, lecture, folder, title,
                           lec_paper_get (lecture->options->paper) };
  if (!lay_out (&pages, &progress, cancellable, error) ||
      !lec_pdf_file_save (file, path, picture_saved_cb, &progress, cancellable, error))
    return FALSE;
  report (&progress, 1.0);

  return TRUE;
}
