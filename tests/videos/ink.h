/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Drawing with a memory: text goes through here so that the truth knows every
 * word and where it stands.
 */
#pragma once

#include <pango/pangocairo.h>

G_BEGIN_DECLS

typedef struct
{
  double r;
  double g;
  double b;
} Colour;

typedef enum
{
  TEXT_TITLE,
  TEXT_BODY,
  TEXT_LABEL,     /* in a figure */
  TEXT_FURNITURE, /* header, footer, page number, logo */
} TextRole;

/* Pixels of the surface that was drawn on. */
typedef struct
{
  char *text;
  double x;
  double y;
  double width;
  double height;
} TextWord;

/**
 * TextLine:
 * @words: (element-type TextWord)
 * @paragraph: lines of one wrapped paragraph share it
 */
typedef struct
{
  TextRole role;
  char *text;
  guint paragraph;
  GPtrArray *words;
} TextLine;

/* (element-type TextLine) in the order of drawing, which is reading order */
GPtrArray *text_log_new (void);

typedef struct
{
  const char *family;
  double size; /* in units of the canvas */
  PangoWeight weight;
  gboolean italic;
  gboolean markup;
  Colour colour;
  PangoAlignment align;
  double spacing; /* of lines, 1 is the font's own */
} TextStyle;

/**
 * Ink:
 * @log: (nullable): where text is written down
 * @typed: how many characters of the next text to draw, -1 for all
 */
typedef struct
{
  cairo_t *cr;
  GPtrArray *log;
  int typed;
  guint n_paragraphs;
} Ink;

#define COLOUR(hex) ((Colour){ (((hex) >> 16) & 255) / 255.0, (((hex) >> 8) & 255) / 255.0, ((hex) &255) / 255.0 })

Colour colour_mix (Colour a, Colour b, double share_of_b);
double colour_luma (Colour colour);
void ink_colour (Ink *self, Colour colour, double alpha);
/* A path; 0 as radius gives corners. */
void ink_rounded (Ink *self, double x, double y, double width, double height, double radius);
/**
 * ink_text:
 * @width: to wrap at, 0 for one line (then @x is left, middle or right by the alignment)
 *
 * Returns: the height of the text
 */
double ink_text (Ink *self, const TextStyle *style, TextRole role, double x, double y, double width, const char *text);
double ink_measure (Ink *self, const TextStyle *style, double width, const char *text);

G_END_DECLS
