/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The text of a slide as the points it makes: lines that were broken for lack
 * of room are one again, and the title is told from what stands under it. Pure.
 */
#pragma once

#include "model/slide.h"

G_BEGIN_DECLS

/**
 * LecSlideLine:
 * @text: without the mark before it, never empty
 * @is_title: part of the slide's title
 * @is_bullet: a mark or a number stood before it
 * @is_mended: went on behind a gap
 * @is_running: stands on many slides, as the name of a course does
 */
typedef struct
{
  char *text;
  guint is_title : 1;
  guint is_bullet : 1;
  guint is_mended : 1;
  guint is_running : 1;
} LecSlideLine;

void lec_slide_line_free (LecSlideLine *self);
GPtrArray *lec_slide_lines_read (const LecSlide *slide);
void lec_slide_lines_mark_running (GPtrArray *slides);
const char *lec_slide_line_skip_mark (const char *text);

G_END_DECLS
