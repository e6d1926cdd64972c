/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Text and pictures that follow each other down pages, and go on on the next
 * one: what the study guide and the slides with their transcript are made of.
 */
#pragma once

#include "documents/slide-pages.h"

G_BEGIN_DECLS

/**
 * LecTextFlow:
 * @pages: the lecture that it is at; may be changed between pages
 * @y: where the next thing goes
 * @label_prefix: (nullable): of pages' labels, ASCII
 * @label_number: of the next page
 */
typedef struct
{
  LecSlidePages pages;
  double y;
  char *label_prefix;
  guint label_number;
} LecTextFlow;

/* How text looks. @size: in points; @grey: 0 is black; @indent: from the left margin */
typedef struct
{
  double size;
  gboolean is_bold;
  double grey;
  double indent;
  double space_before;
} LecTextStyle;

extern const LecTextStyle lec_text_style_title;
extern const LecTextStyle lec_text_style_heading;
extern const LecTextStyle lec_text_style_topic;
extern const LecTextStyle lec_text_style_body;
extern const LecTextStyle lec_text_style_small;

void lec_text_flow_begin_page (LecTextFlow *self);
/* Begins a page unless @height points are left on this one. */
void lec_text_flow_need (LecTextFlow *self, double height);
/* @n_bold: so many bytes of @text are bold at least */
void lec_text_flow_add (LecTextFlow *self, const LecTextStyle *style, const char *text, gsize n_bold);
/* Likewise, with a link to the moment before it, in the margin. */
void lec_text_flow_add_moment (LecTextFlow *self,
                               const LecTextStyle *style,
                               const char *text,
                               gsize n_bold,
                               double time_s);
/* The slide's picture, with its words; @height: at most, as a share of the page. */
void lec_text_flow_add_picture (LecTextFlow *self, const LecSlide *slide, double height);
/* A line of a table of contents: @label at its end, and a link to the page, which is from 0. */
void lec_text_flow_add_entry (LecTextFlow *self,
                              const LecTextStyle *style,
                              const char *text,
                              const char *label,
                              guint page);

G_END_DECLS
