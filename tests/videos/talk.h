/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The content of a talk, made from a seed: pages with titles, points and
 * figures that read like a lecture.
 */
#pragma once

#include "dice.h"
#include "subjects.h"

G_BEGIN_DECLS

typedef enum
{
  LAYOUT_TITLE,
  LAYOUT_POINTS,
  LAYOUT_POINTS_FIGURE, /* figure on the right */
  LAYOUT_FIGURE,        /* figure over the whole width, caption below */
  LAYOUT_COLUMNS,       /* two columns of points */
  LAYOUT_STATEMENT,     /* one sentence in the middle */
} Layout;

typedef enum
{
  FIGURE_NONE,
  FIGURE_BARS,
  FIGURE_LINES,
  FIGURE_SCATTER,
  FIGURE_PIE,
  FIGURE_DIAGRAM,
  FIGURE_TABLE,
  FIGURE_CODE,
  FIGURE_FORMULA,
  FIGURE_PHOTO,
} FigureKind;

/* @level: 0 or 1 */
typedef struct
{
  char *text;
  int level;
} Point;

/**
 * Page:
 * @points: (element-type Point)
 * @number: printed in the footer
 */
typedef struct
{
  Layout layout;
  FigureKind figure;
  guint32 figure_seed;
  char *title;
  char *caption;
  GPtrArray *points;
  int number;
} Page;

/**
 * Talk:
 * @pages: (element-type Page): the first is the title page
 * @dice: for further pages
 */
typedef struct
{
  const Subject *subject;
  char *title;
  char *speaker;
  char *institute;
  char *date;
  GPtrArray *pages;
  guint32 seed;
  GRand *dice;
} Talk;

/* With nothing but the title page. */
Talk *talk_new (guint32 seed);
void talk_free (Talk *self);
/* Appends pages of all kinds until there are @n_pages. */
void talk_grow (Talk *self, guint n_pages);
/* Appends a page of the given kind; returns: (transfer none) */
Page *talk_add_page (Talk *self, Layout layout, FigureKind figure, int n_points);
/* Appends a copy of @page in which only one point differs, and the number in its title. */
Page *talk_add_variant (Talk *self, const Page *page);
/* Returns: (transfer full): a title, a sentence on the subject */
char *talk_make_title (Talk *self);
char *talk_make_sentence (Talk *self);
Page *talk_get_page (Talk *self, guint index);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Talk, talk_free)

G_END_DECLS
