/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A paragraph is broken between its lines where a page ends, but not so that
 * its first line stands alone there.
 */
#include "documents/text-flow.h"

#define HEAD_HEIGHT   18.0
#define MOMENT_COLUMN 52.0
#define MOMENT_GAP    6.0
#define FRAME_GREY    0.75
#define PICTURE_SPACE 6.0
#define LABEL_SPACE   90.0
#define LABEL_GREY    0.35
#define LEFT_TOGETHER 2 /* lines */

const LecTextStyle lec_text_style_title = { 20, TRUE, 0, 0, 0 };
const LecTextStyle lec_text_style_heading = { 14, TRUE, 0, 0, 16 };
const LecTextStyle lec_text_style_topic = { 11.5, TRUE, 0, 0, 10 };
const LecTextStyle lec_text_style_body = { 10.5, FALSE, 0, 0, 4 };
const LecTextStyle lec_text_style_small = { 9, FALSE, 0.35, 0, 3 };

static double
get_bottom (const LecTextFlow *self)
{
  return self->pages.paper->height - LEC_PAGE_MARGIN - HEAD_HEIGHT;
}

void
lec_text_flow_begin_page (LecTextFlow *self)
{
  const char *prefix = self->label_prefix != NULL ? self->label_prefix : "";
  g_autofree char *label = g_strdup_printf ("%s%u", prefix, self->label_number);

  lec_pdf_file_add_page (self->pages.file, self->pages.paper->width, self->pages.paper->height);
  lec_pdf_file_label_page (self->pages.file, prefix, self->label_number);
  lec_slide_pages_draw_head (&self->pages, self->pages.paper->width - 2 * LEC_PAGE_MARGIN - LABEL_SPACE);
  lec_slide_pages_draw_foot (&self->pages, label);
  self->label_number++;
  self->y = LEC_PAGE_MARGIN + HEAD_HEIGHT;
}

void
lec_text_flow_need (LecTextFlow *self,
                    double height)
{
  if (self->y + height > get_bottom (self))
    lec_text_flow_begin_page (self);
}

static PangoLayout *
lay_out (LecTextFlow *self,
         const LecTextStyle *style,
         const char *text,
         gsize n_bold,
         double width)
{
  PangoLayout *layout = lec_pdf_drawn_text_layout (self->pages.text, text, style->size, style->is_bold, width);

  if (n_bold > 0 && !style->is_bold)
    {
      PangoAttrList *list = pango_attr_list_new ();
      PangoAttribute *bold = pango_attr_weight_new (PANGO_WEIGHT_BOLD);

      bold->start_index = 0;
      bold->end_index = (guint) n_bold;
      pango_attr_list_insert (list, bold);
      pango_layout_set_attributes (layout, list);
      pango_attr_list_unref (list);
    }

  return layout;
}

/* Of the first lines that stay together. */
static double
get_first_height (PangoLayout *layout)
{
  int n_lines = MIN (pango_layout_get_line_count (layout), LEFT_TOGETHER);
  int height = 0;

  for (int i = 0; i < n_lines; i++)
    {
      PangoRectangle logical;

      pango_layout_line_get_extents (pango_layout_get_line_readonly (layout, i), NULL, &logical);
      height += logical.height;
    }

  return (double) height / PANGO_SCALE;
}

static void
draw_lines (LecTextFlow *self,
            PangoLayout *layout,
            double x,
            double grey)
{
  guint n_lines = (guint) pango_layout_get_line_count (layout);
  guint line = 0;

  while (TRUE)
    {
      double height = 0;
      guint next = lec_pdf_drawn_text_draw (self->pages.text, layout, line, x, self->y,
                                            get_bottom (self) - self->y, grey, &height);

      self->y += height;
      if (next >= n_lines)
        return;
      /* A line higher than a page would never fit. */
      if (next == line && self->y <= LEC_PAGE_MARGIN + HEAD_HEIGHT)
        return;
      line = next;
      lec_text_flow_begin_page (self);
    }
}

/* Where the style's space before is left out: at the top of a page. */
static void
add_space (LecTextFlow *self,
           double space)
{
  if (self->y > LEC_PAGE_MARGIN + HEAD_HEIGHT)
    self->y += space;
}

void
lec_text_flow_add (LecTextFlow *self,
                   const LecTextStyle *style,
                   const char *text,
                   gsize n_bold)
{
  double x = LEC_PAGE_MARGIN + style->indent;
  g_autoptr (PangoLayout) layout = lay_out (self, style, text, n_bold, self->pages.paper->width - LEC_PAGE_MARGIN - x);

  add_space (self, style->space_before);
  lec_text_flow_need (self, get_first_height (layout));
  draw_lines (self, layout, x, style->grey);
}

void
lec_text_flow_add_moment (LecTextFlow *self,
                          const LecTextStyle *style,
                          const char *text,
                          gsize n_bold,
                          double time_s)
{
  double x = LEC_PAGE_MARGIN + MAX (style->indent, MOMENT_COLUMN);
  g_autoptr (PangoLayout) layout = lay_out (self, style, text, n_bold, self->pages.paper->width - LEC_PAGE_MARGIN - x);

  add_space (self, style->space_before);
  lec_text_flow_need (self, get_first_height (layout));
  lec_slide_pages_draw_moment (&self->pages, time_s, x - MOMENT_GAP, self->y + (style->size - 9) * 0.6);
  draw_lines (self, layout, x, style->grey);
}

void
lec_text_flow_add_picture (LecTextFlow *self,
                           const LecSlide *slide,
                           double height)
{
  LecPdfBox space = {
    .x = LEC_PAGE_MARGIN,
    .width = self->pages.paper->width - 2 * LEC_PAGE_MARGIN,
    .height = self->pages.paper->height * height,
  };
  LecPdfBox box;

  add_space (self, PICTURE_SPACE);
  space.y = self->y;
  box = lec_slide_pages_fit (slide, &space);
  lec_text_flow_need (self, box.height);
  box.y = self->y;
  box.x = LEC_PAGE_MARGIN;
  lec_slide_pages_draw_slide (&self->pages, slide, &box, TRUE);
  lec_pdf_file_draw_frame (self->pages.file, &box, FRAME_GREY);
  lec_slide_pages_add_link (&self->pages, slide, &box);
  self->y += box.height + PICTURE_SPACE;
}

void
lec_text_flow_add_entry (LecTextFlow *self,
                         const LecTextStyle *style,
                         const char *text,
                         const char *label,
                         guint page)
{
  double x = LEC_PAGE_MARGIN + style->indent;
  double right = self->pages.paper->width - LEC_PAGE_MARGIN;
  g_autoptr (PangoLayout) title = lay_out (self, style, text, 0, 0);
  g_autoptr (PangoLayout) end = lay_out (self, style, label, 0, 0);
  LecPdfBox box = { .x = x, .width = right - x };
  int width = 0;

  lec_pdf_drawn_text_limit (title, right - x - LABEL_SPACE);
  pango_layout_get_size (end, &width, NULL);
  add_space (self, style->space_before);
  lec_text_flow_need (self, get_first_height (title));
  box.y = self->y;
  lec_pdf_drawn_text_draw (self->pages.text, end, 0, right - (double) width / PANGO_SCALE, self->y, G_MAXDOUBLE,
                           LABEL_GREY, NULL);
  lec_pdf_drawn_text_draw (self->pages.text, title, 0, x, self->y, G_MAXDOUBLE, style->grey, &box.height);
  lec_pdf_file_add_page_link (self->pages.file, &box, page);
  self->y += box.height;
}
