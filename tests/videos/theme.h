/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The template of a talk: colours, typefaces, header, footer, logo and
 * background, the same on each of its pages.
 */
#pragma once

#include "ink.h"
#include "talk.h"

G_BEGIN_DECLS

/* Pages are drawn on a canvas of this height, whatever the size of the video. */
#define CANVAS_HEIGHT 720.0

typedef enum
{
  GROUND_FLAT,
  GROUND_GRADIENT,
  GROUND_PHOTO, /* a dimmed photograph */
  GROUND_SHAPES,
} Ground;

typedef enum
{
  HEADER_PLAIN,
  HEADER_BAR,
  HEADER_LINE,
  HEADER_STRIP, /* a strip down the left side */
} Header;

typedef enum
{
  FOOTER_FULL, /* speaker, title, page of pages */
  FOOTER_NUMBER,
  FOOTER_NONE,
} Footer;

typedef struct
{
  const char *name;
  const char *heading_family;
  const char *body_family;
  Colour ground;
  Colour ground2;
  Colour title;
  Colour text;
  Colour muted;
  Colour accent;
  Colour accent2;
  Ground ground_kind;
  Header header;
  Footer footer;
  const char *bullet;
  gboolean title_centred;
  double body_size;
} Theme;

extern const Theme themes[];
extern const guint n_themes;

/* Returns: (nullable): by its name */
const Theme *theme_get (const char *name);
/* Any but the ones made to be hard to see. */
const Theme *theme_pick (GRand *dice);
gboolean theme_is_dark (const Theme *self);
/* Four colours that go with the theme, for figures. */
Colour theme_series_colour (const Theme *self, guint number);
/* Background, header, footer and logo. */
void theme_draw (const Theme *self, Ink *ink, double width, const Talk *talk, const Page *page);
/* The rectangle left for the content. */
void theme_get_body (const Theme *self, double width, double *x, double *y, double *body_width, double *body_height);

G_END_DECLS
