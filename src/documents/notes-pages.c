/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The notes layout: the slide above, its text below it, on as many pages as
 * the text needs. The words are found in the text, not again in the picture.
 */
#include "documents/slide-pages.h"

#define TEXT_SIZE        11.0
#define PICTURE_HEIGHT   0.42 /* of the page, at most */
#define GAP              16.0
#define FRAME_GREY       0.75
#define HEAD_HEIGHT      14.0
#define TIME_LABEL_SPACE 70.0

static void
start_page (LecSlidePages *self,
            const LecSlide *slide,
            guint n_page)
{
  double inner = self->paper->width - 2 * LEC_PAGE_MARGIN;

  g_autofree char *prefix = n_page > 1 ? g_strdup_printf ("%u-", slide->number) : g_strdup ("");
  guint number = n_page > 1 ? n_page : slide->number;
  g_autofree char *label = g_strdup_printf ("%s%u", prefix, number);

  lec_pdf_file_add_page (self->file, self->paper->width, self->paper->height);
  lec_pdf_file_label_page (self->file, prefix, number);
  if (n_page == 1)
    lec_slide_pages_add_bookmark (self, slide);
  lec_slide_pages_draw_head (self, inner - TIME_LABEL_SPACE);
  lec_slide_pages_draw_time (self, slide, self->paper->width - LEC_PAGE_MARGIN, LEC_PAGE_MARGIN * 0.6);
  lec_slide_pages_draw_foot (self, label);
}

/* Returns: where the text starts */
static double
draw_picture (LecSlidePages *self,
              const LecSlide *slide,
              gboolean searchable)
{
  LecPdfBox space = {
    .x = LEC_PAGE_MARGIN,
    .y = LEC_PAGE_MARGIN + HEAD_HEIGHT,
    .width = self->paper->width - 2 * LEC_PAGE_MARGIN,
    .height = self->paper->height * PICTURE_HEIGHT,
  };
  LecPdfBox box = lec_slide_pages_fit (slide, &space);

  lec_slide_pages_draw_slide (self, slide, &box, searchable);
  lec_pdf_file_draw_frame (self->file, &box, FRAME_GREY);

  return box.y + box.height + GAP;
}

void
lec_slide_pages_add_notes (LecSlidePages *self,
                           const LecSlide *slide)
{
  g_autoptr (PangoLayout) layout = NULL;
  guint n_page = 1;
  guint line = 0;
  guint n_lines;
  double y;

  start_page (self, slide, n_page);
  y = draw_picture (self, slide, slide->text == NULL);
  if (slide->text == NULL)
    return;

  layout = lec_pdf_drawn_text_layout (self->text, slide->text, TEXT_SIZE, FALSE,
                                      self->paper->width - 2 * LEC_PAGE_MARGIN);
  n_lines = pango_layout_get_line_count (layout);
  while (TRUE)
    {
      double space = self->paper->height - LEC_PAGE_MARGIN - HEAD_HEIGHT - y;

      line = lec_pdf_drawn_text_draw (self->text, layout, line, LEC_PAGE_MARGIN, y, space, 0, NULL);
      if (line == n_lines)
        break;
      start_page (self, slide, ++n_page);
      y = LEC_PAGE_MARGIN + HEAD_HEIGHT;
    }
}
