/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The only file that reads PDF by Poppler for a lecture's documents. Sizes and
 * numbers of a file are its author's word: each is bounded before it is used.
 */
#include <cairo.h>
#include <glib/gi18n-lib.h>
#include <math.h>
#include <poppler.h>
#include <string.h>

#include "base/error.h"
#include "documents/deck-reader.h"

#define MAX_SIDE_POINTS 20000.0 /* above that a page is one of the usual size */
#define USUAL_WIDTH     960.0
#define USUAL_HEIGHT    540.0

/* Not every version of the library defines it for its own name. */
typedef PopplerPage Page;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Page, g_object_unref)

struct _LecDeckFile
{
  PopplerDocument *document;
  guint n_pages;
};

/* --- The file --- */

static void
set_unreadable (GError **error,
                const GError *reason)
{
  if (g_error_matches (reason, POPPLER_ERROR, POPPLER_ERROR_ENCRYPTED))
    g_set_error_literal (error, LEC_ERROR, LEC_ERROR_UNREADABLE,
                         _ ("the PDF is encrypted; save it without a password"));
  else
    g_set_error (error, LEC_ERROR, LEC_ERROR_UNREADABLE, _ ("not a PDF, or damaged: %s"), reason->message);
}

/* Returns: (transfer full) (nullable) */
static GBytes *
map_file (const char *path,
          GError **error)
{
  GMappedFile *file = g_mapped_file_new (path, FALSE, NULL);
  GBytes *bytes = NULL;

  if (file == NULL)
    g_set_error_literal (error, LEC_ERROR, LEC_ERROR_UNREADABLE, _ ("the PDF cannot be read"));
  else if (g_mapped_file_get_length (file) == 0)
    g_set_error_literal (error, LEC_ERROR, LEC_ERROR_UNREADABLE, _ ("not a PDF: the file is empty"));
  else if (g_mapped_file_get_length (file) > LEC_DECK_FILE_MAX_BYTES)
    g_set_error (error, LEC_ERROR, LEC_ERROR_LIMIT, _ ("the PDF is larger than %d MB"),
                 LEC_DECK_FILE_MAX_BYTES / (1024 * 1024));
  else
    bytes = g_mapped_file_get_bytes (file);

  g_clear_pointer (&file, g_mapped_file_unref);
  return bytes;
}

static void
deck_free (LecDeckFile *self)
{
  g_clear_object (&self->document);
  g_free (self);
}

static LecDeckFile *
deck_open (const char *path,
           GError **error)
{
  g_autoptr (GBytes) bytes = map_file (path, error);
  g_autoptr (GError) reason = NULL;
  LecDeckFile *self = NULL;
  int n_pages = 0;

  if (bytes == NULL)
    return NULL;

  self = g_new0 (LecDeckFile, 1);
  self->document = poppler_document_new_from_bytes (bytes, NULL, &reason);
  n_pages = self->document != NULL ? poppler_document_get_n_pages (self->document) : 0;
  self->n_pages = (guint) MAX (n_pages, 0);
  if (self->document == NULL)
    set_unreadable (error, reason);
  else if (self->n_pages == 0)
    g_set_error_literal (error, LEC_ERROR, LEC_ERROR_USAGE, _ ("the PDF has no pages"));
  else if (self->n_pages > LEC_DECK_MAX_PAGES)
    g_set_error (error, LEC_ERROR, LEC_ERROR_USAGE, _ ("the PDF has %u pages, more than a deck has: %d at most"),
                 self->n_pages, LEC_DECK_MAX_PAGES);
  else
    return self;

  deck_free (self);
  return NULL;
}

static guint
deck_get_n_pages (const LecDeckFile *self)
{
  return self->n_pages;
}

/* --- A page --- */

/* Of a page that the file names and does not have, too. */
static void
get_size (PopplerPage *page,
          double *width,
          double *height)
{
  double w = 0, h = 0;

  if (page != NULL)
    poppler_page_get_size (page, &w, &h);
  if (!(w >= 1 && h >= 1 && w <= MAX_SIDE_POINTS && h <= MAX_SIDE_POINTS))
    {
      w = USUAL_WIDTH;
      h = USUAL_HEIGHT;
    }
  *width = w;
  *height = h;
}

static void
deck_get_size (LecDeckFile *self,
               guint index,
               double *width,
               double *height)
{
  g_autoptr (Page) page = poppler_document_get_page (self->document, (int) index);

  get_size (page, width, height);
}

static char *
deck_dup_label (LecDeckFile *self,
                guint index)
{
  g_autoptr (Page) page = poppler_document_get_page (self->document, (int) index);
  char *label = NULL;

  if (page != NULL)
    g_object_get (page, "label", &label, NULL);
  return label;
}

static void
deck_draw (LecDeckFile *self,
           guint index,
           cairo_t *cairo)
{
  g_autoptr (Page) page = poppler_document_get_page (self->document, (int) index);

  if (page != NULL)
    poppler_page_render_for_printing (page, cairo);
}

static void
take_luma (LecDeckPage *self,
           cairo_surface_t *surface)
{
  gsize stride = (gsize) cairo_image_surface_get_stride (surface);
  const guint8 *pixels = NULL;

  cairo_surface_flush (surface);
  pixels = cairo_image_surface_get_data (surface);
  self->luma = g_malloc ((gsize) self->width * (gsize) self->height);
  for (int y = 0; y < self->height; y++)
    for (int x = 0; x < self->width; x++)
      {
        guint32 pixel = 0;

        memcpy (&pixel, pixels + (gsize) y * stride + (gsize) x * sizeof pixel, sizeof pixel);
        self->luma[(gsize) y * (gsize) self->width + (gsize) x] =
          (guint8) (((pixel >> 16 & 0xff) * 77 + (pixel >> 8 & 0xff) * 150 + (pixel & 0xff) * 29) >> 8);
      }
}

static void
draw_picture (LecDeckPage *self,
              PopplerPage *page,
              double scale)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, self->width, self->height);
  cairo_t *cairo = cairo_create (surface);

  cairo_set_source_rgb (cairo, 1, 1, 1);
  cairo_paint (cairo);
  cairo_scale (cairo, scale, scale);
  if (page != NULL)
    poppler_page_render (page, cairo);
  cairo_destroy (cairo);
  take_luma (self, surface);
  cairo_surface_destroy (surface);
}

/* --- Its words --- */

static int
to_pixel (double position,
          double scale,
          int most)
{
  return isfinite (position) ? (int) CLAMP (position * scale, 0, most) : 0;
}

/* @first, @n: of the letters. A box of letters that turn away from the line may be empty. */
static void
add_word (LecDeckPage *self,
          const char *text,
          gsize length,
          const PopplerRectangle *letters,
          guint n,
          double scale)
{
  g_autofree char *word = g_strndup (text, length);
  double x1 = letters[0].x1, y1 = letters[0].y1, x2 = letters[0].x2, y2 = letters[0].y2;
  LecRect box = { 0 };

  for (guint i = 1; i < n; i++)
    {
      x1 = MIN (x1, letters[i].x1);
      y1 = MIN (y1, letters[i].y1);
      x2 = MAX (x2, letters[i].x2);
      y2 = MAX (y2, letters[i].y2);
    }
  box.x = to_pixel (x1, scale, self->width);
  box.y = to_pixel (y1, scale, self->height);
  box.width = MAX (to_pixel (x2, scale, self->width) - box.x, 0);
  box.height = MAX (to_pixel (y2, scale, self->height) - box.y, 0);
  g_ptr_array_add (self->words, lec_word_new (word, &box, 100, 0, 0));
}

static void
read_words (LecDeckPage *self,
            PopplerPage *page,
            double scale)
{
  g_autofree char *text = poppler_page_get_text (page);
  g_autofree PopplerRectangle *letters = NULL;
  guint n_letters = 0, first = 0, i = 0;
  const char *begin = text;

  if (text == NULL || !g_utf8_validate (text, -1, NULL) ||
      !poppler_page_get_text_layout (page, &letters, &n_letters))
    return;

  for (const char *p = text;; p = g_utf8_next_char (p), i++)
    {
      gboolean ends = *p == '\0' || i >= n_letters || g_unichar_isspace (g_utf8_get_char (p));

      if (ends && i > first && self->words->len < LEC_DECK_PAGE_MAX_WORDS)
        add_word (self, begin, (gsize) (p - begin), letters + first, i - first, scale);
      if (*p == '\0' || i >= n_letters)
        break;
      if (ends)
        {
          begin = g_utf8_next_char (p);
          first = i + 1;
        }
    }
}

static LecDeckPage *
deck_read_page (LecDeckFile *self,
                guint index)
{
  g_autoptr (Page) page = poppler_document_get_page (self->document, (int) index);
  LecDeckPage *result = g_new0 (LecDeckPage, 1);
  double width = 0, height = 0, scale = 1;

  get_size (page, &width, &height);
  scale = LEC_DECK_PAGE_SIDE / MAX (width, height);
  result->width = MAX ((int) round (width * scale), 1);
  result->height = MAX ((int) round (height * scale), 1);
  result->words = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_word_free);
  draw_picture (result, page, scale);
  if (page != NULL)
    read_words (result, page, scale);

  return result;
}

const LecDeckReader lec_deck_reader = {
  .open = deck_open,
  .free = deck_free,
  .get_n_pages = deck_get_n_pages,
  .read_page = deck_read_page,
  .get_size = deck_get_size,
  .dup_label = deck_dup_label,
  .draw = deck_draw,
};
