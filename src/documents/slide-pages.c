/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Words of one text line get one height: readers take boxes of different
 * heights for letters of different size and tear the line apart. Across, each
 * word covers its box exactly.
 */
#include "config.h"

#include "documents/slide-pages.h"

#include <glib/gi18n-lib.h>

#include "base/time-format.h"
#include "documents/pdf-hidden-text.h"
#include "documents/pdf-picture.h"
#include "documents/video-link.h"
#include "model/word.h"

#define LONG_SIDE       960.0 /* of a slide's own page, points */
#define MAX_SHAPE_RATIO 20.0
#define SMALL_SIZE      9.0
#define GREY            0.4
#define LINK_WIDTH      0.12 /* of the slide: the corner that leads to the video */
#define LINK_HEIGHT     0.08

static double
get_shape (const LecSlide *slide)
{
  if (slide->picture_width <= 0 || slide->picture_height <= 0)
    return 16.0 / 9.0;

  return CLAMP ((double) slide->picture_width / slide->picture_height, 1 / MAX_SHAPE_RATIO, MAX_SHAPE_RATIO);
}

LecPdfBox
lec_slide_pages_fit (const LecSlide *slide,
                     const LecPdfBox *space)
{
  LecPdfBox box = *space;
  double shape = get_shape (slide);

  box.width = MIN (space->width, space->height * shape);
  box.height = box.width / shape;
  box.x = space->x + (space->width - box.width) / 2;

  return box;
}

/* From the pixels of the slide's picture to the page. */
static LecPdfBox
place_box (const LecSlide *slide,
           const LecPdfBox *page,
           int x,
           int width,
           int top,
           int bottom)
{
  double x_scale = page->width / MAX (slide->picture_width, 1);
  double y_scale = page->height / MAX (slide->picture_height, 1);
  LecPdfBox box = { page->x + x * x_scale, page->y + top * y_scale, width * x_scale, (bottom - top) * y_scale };

  return box;
}

static void
place_line (const LecSlide *slide,
            guint first,
            guint end,
            const LecPdfBox *page,
            GArray *placed)
{
  int top = G_MAXINT;
  int bottom = G_MININT;

  for (guint i = first; i < end; i++)
    {
      const LecWord *word = g_ptr_array_index (slide->words, i);

      if (lec_word_is_noise (word))
        continue;
      top = MIN (top, word->box.y);
      bottom = MAX (bottom, word->box.y + word->box.height);
    }

  for (guint i = first; i < end; i++)
    {
      const LecWord *word = g_ptr_array_index (slide->words, i);
      const LecWord *next = i + 1 < end ? g_ptr_array_index (slide->words, i + 1) : NULL;
      LecPdfWord place = { .text = word->text, .rtl = word->rtl };

      if (lec_word_is_noise (word))
        continue;
      place.box = place_box (slide, page, word->box.x, word->box.width, top, bottom);
      place.joined = next != NULL && lec_word_text_joins (word->text, next->text);
      g_array_append_val (placed, place);
    }
}

static void
hide_words (LecSlidePages *self,
            const LecSlide *slide,
            const LecPdfBox *page)
{
  g_autoptr (GArray) placed = g_array_new (FALSE, FALSE, sizeof (LecPdfWord));

  for (guint first = 0, end; first < slide->words->len; first = end)
    {
      guint line = ((LecWord *) g_ptr_array_index (slide->words, first))->line;

      end = first + 1;
      while (end < slide->words->len && ((LecWord *) g_ptr_array_index (slide->words, end))->line == line)
        end++;
      place_line (slide, first, end, page, placed);
    }

  lec_pdf_hidden_text_add (self->file, (const LecPdfWord *) (gpointer) placed->data, placed->len);
}

static void
draw_missing (LecSlidePages *self,
              const LecPdfBox *box)
{
  g_autoptr (PangoLayout) layout = NULL;

  lec_pdf_file_draw_frame (self->file, box, GREY);
  layout = lec_pdf_drawn_text_layout (self->text, _ ("The picture of this slide is missing"),
                                      box->width / 40, FALSE, box->width * 0.8);
  pango_layout_set_alignment (layout, PANGO_ALIGN_CENTER);
  lec_pdf_drawn_text_draw (self->text, layout, 0, box->x + box->width * 0.1,
                           box->y + box->height * 0.45, box->height / 2, GREY, NULL);
}

static LecPdfPicture *
load_picture (LecSlidePages *self,
              const LecSlide *slide)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  LecPdfPicture *picture;

  if (slide->picture == NULL)
    return NULL;

  path = g_build_filename (self->folder, slide->picture, NULL);
  picture = lec_pdf_picture_load (self->file, path, &error);
  if (picture == NULL)
    g_info ("slide %u goes without its picture: %s", slide->number, error->message);

  return picture;
}

void
lec_slide_pages_draw_slide (LecSlidePages *self,
                            const LecSlide *slide,
                            const LecPdfBox *box,
                            gboolean searchable)
{
  LecPdfPicture *picture = load_picture (self, slide);

  if (picture != NULL)
    lec_pdf_picture_draw (picture, self->file, box);
  else
    draw_missing (self, box);
  if (searchable)
    hide_words (self, slide, box);
}

void
lec_slide_pages_add_bookmark (LecSlidePages *self,
                              const LecSlide *slide)
{
  g_autofree char *time = lec_time_format (lec_slide_get_place_s (slide));
  g_autofree char *title = g_strdup_printf ("%u. %s", slide->number, slide->title != NULL ? slide->title : time);

  lec_pdf_file_add_bookmark (self->file, title);
}

static void
add_moment_link (LecSlidePages *self,
                 double time_s,
                 const LecPdfBox *box)
{
  g_autofree char *uri = lec_video_link_make (self->lecture, time_s);

  if (uri != NULL)
    lec_pdf_file_add_link (self->file, box, uri);
}

void
lec_slide_pages_add_link (LecSlidePages *self,
                          const LecSlide *slide,
                          const LecPdfBox *box)
{
  add_moment_link (self, lec_slide_get_place_s (slide), box);
}

void
lec_slide_pages_draw_time (LecSlidePages *self,
                           const LecSlide *slide,
                           double right,
                           double y)
{
  lec_slide_pages_draw_moment (self, lec_slide_get_place_s (slide), right, y);
}

void
lec_slide_pages_draw_moment (LecSlidePages *self,
                             double time_s,
                             double right,
                             double y)
{
  g_autofree char *time = lec_time_format (time_s);
  g_autofree char *label = g_strconcat ("▶ ", time, NULL);
  g_autoptr (PangoLayout) layout = lec_pdf_drawn_text_layout (self->text, label, SMALL_SIZE, FALSE, 0);
  LecPdfBox box = { .y = y };
  int width;

  pango_layout_get_size (layout, &width, NULL);
  box.width = (double) width / PANGO_SCALE;
  box.x = right - box.width;
  lec_pdf_drawn_text_draw (self->text, layout, 0, box.x, y, G_MAXDOUBLE, GREY, &box.height);
  add_moment_link (self, time_s, &box);
}

void
lec_slide_pages_draw_head (LecSlidePages *self,
                           double width)
{
  g_autoptr (PangoLayout) layout = lec_pdf_drawn_text_layout (self->text, self->title, SMALL_SIZE, FALSE, 0);

  lec_pdf_drawn_text_limit (layout, width);
  lec_pdf_drawn_text_draw (self->text, layout, 0, LEC_PAGE_MARGIN, LEC_PAGE_MARGIN * 0.6, G_MAXDOUBLE, GREY, NULL);
}

void
lec_slide_pages_draw_foot (LecSlidePages *self,
                           const char *label)
{
  g_autoptr (PangoLayout) layout = lec_pdf_drawn_text_layout (self->text, label, SMALL_SIZE, FALSE, 0);
  int width;

  pango_layout_get_size (layout, &width, NULL);
  lec_pdf_drawn_text_draw (self->text, layout, 0,
                           (self->paper->width - (double) width / PANGO_SCALE) / 2,
                           self->paper->height - LEC_PAGE_MARGIN * 0.8, G_MAXDOUBLE, GREY, NULL);
}

void
lec_slide_pages_add_slide (LecSlidePages *self,
                           const LecSlide *slide)
{
  LecPdfBox space = { 0, 0, LONG_SIDE, LONG_SIDE };
  LecPdfBox page = lec_slide_pages_fit (slide, &space);
  LecPdfBox corner;

  page.x = 0;
  lec_pdf_file_add_page (self->file, page.width, page.height);
  lec_pdf_file_label_page (self->file, "", slide->number);
  lec_slide_pages_add_bookmark (self, slide);
  lec_slide_pages_draw_slide (self, slide, &page, TRUE);

  corner = page;
  corner.width = page.width * LINK_WIDTH;
  corner.height = page.height * LINK_HEIGHT;
  corner.x = page.width - corner.width;
  corner.y = page.height - corner.height;
  lec_slide_pages_add_link (self, slide, &corner);
}
