/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the layouts of the slide PDF share: placing a slide with its words, its
 * link to the video, its bookmark.
 */
#pragma once

#include "documents/paper.h"
#include "documents/pdf-drawn-text.h"
#include "documents/pdf-file.h"
#include "model/lecture.h"

G_BEGIN_DECLS

/**
 * LecSlidePages:
 * @title: of the document
 * @paper: of all pages but those that have the shape of their slide
 *
 * Everything is borrowed but @text.
 */
typedef struct
{
  LecPdfFile *file;
  LecPdfDrawnText *text;
  const LecLecture *lecture;
  const char *folder;
  const char *title;
  const LecPaper *paper;
} LecSlidePages;

/* In points. */
#define LEC_PAGE_MARGIN 42.0

/* Makes the pages of @slide; the layouts with one slide a page. */
void lec_slide_pages_add_slide (LecSlidePages *self, const LecSlide *slide);
/* Makes the pages of @slide with its text below. */
void lec_slide_pages_add_notes (LecSlidePages *self, const LecSlide *slide);
/* Makes one page of the @n_slides slides from @first on, which are at most @per_page. */
void lec_slide_pages_add_handout (LecSlidePages *self, guint first, guint n_slides, guint per_page);

/* Shared by the above. */

/* The largest box of the slide's shape within @space: centred across, at its top. */
LecPdfBox lec_slide_pages_fit (const LecSlide *slide, const LecPdfBox *space);
/* Draws the picture and, if @searchable, its words; where it is missing, a frame that says so. */
void lec_slide_pages_draw_slide (LecSlidePages *self, const LecSlide *slide, const LecPdfBox *box, gboolean searchable);
void lec_slide_pages_add_bookmark (LecSlidePages *self, const LecSlide *slide);
/* The moment in the video, as a small label that ends at @right and leads there. */
void lec_slide_pages_draw_time (LecSlidePages *self, const LecSlide *slide, double right, double y);
/* Likewise, of any moment. */
void lec_slide_pages_draw_moment (LecSlidePages *self, double time_s, double right, double y);
/* Makes @box lead to the moment in the video. */
void lec_slide_pages_add_link (LecSlidePages *self, const LecSlide *slide, const LecPdfBox *box);
/* The document's title in small letters. */
void lec_slide_pages_draw_head (LecSlidePages *self, double width);
/* The page's label, centred at the foot of the page. */
void lec_slide_pages_draw_foot (LecSlidePages *self, const char *label);

G_END_DECLS
