/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Slides of the generator's lectures as they look in their videos, and what
 * stands on them: what the benchmark of the PDF begins with.
 */
#pragma once

#include "model/lecture.h"

G_BEGIN_DECLS

/**
 * PdfSlides:
 * @lecture: slides with pictures and times, without words
 * @texts: (element-type GPtrArray): the lines of each slide, as utf8
 * @pictures: (element-type filename): paths, in order
 * @ends: (element-type guint): of each lecture, its last slide's index plus 1
 */
typedef struct
{
  LecLecture *lecture;
  GPtrArray *texts;
  GPtrArray *pictures;
  GArray *ends;
} PdfSlides;

/* Of one lecture. */
typedef struct
{
  guint n_found;
  guint n_phrases;
} PdfPhrases;

/* Renders @n_lectures lectures into @folder and writes the slides' pictures there. */
PdfSlides *pdf_slides_make (const char *folder, guint first_seed, guint n_lectures, GError **error);
void pdf_slides_free (PdfSlides *self);
/* Appends to @counts (element-type PdfPhrases), for each lecture, how many phrases of three words
   within a line there are, and how many @page_texts (one a slide) have. @show prints the others. */
void pdf_slides_count_phrases (const PdfSlides *self, char **page_texts, gboolean show, GArray *counts);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PdfSlides, pdf_slides_free)

G_END_DECLS
