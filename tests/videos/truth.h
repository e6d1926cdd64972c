/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is true of a video: which page stands when, what is on it, and what
 * covers it. Written as JSON beside the video; README.md has the fields.
 */
#pragma once

#include "ink.h"

G_BEGIN_DECLS

/**
 * TruthSlide:
 * @kind: `slide`, `video`, `demo`, or what is not kept: `speaker`, `desktop`, `blank`
 * @builds: (element-type double)
 * @same_as: index of the first visit, -1 for none
 * @done_s: from when on it is in its final state
 * @region: of the frame
 * @title: (nullable)
 * @lines: (nullable) (element-type TextLine)
 * @picture: (nullable): file name
 */
typedef struct
{
  const char *kind;
  double start_s;
  double end_s;
  GArray *builds;
  int same_as;
  gboolean transient;
  double done_s;
  cairo_rectangle_int_t region;
  char *title;
  GPtrArray *lines;
  char *picture;
  char *note;
} TruthSlide;

/* @box: in pixels of the slide's picture */
typedef struct
{
  double start_s;
  double end_s;
  cairo_rectangle_int_t box;
  const char *what;
} TruthCover;

/**
 * Truth:
 * @slides: (element-type TruthSlide)
 * @covers: (element-type TruthCover)
 */
typedef struct
{
  GPtrArray *slides;
  GArray *covers;
} Truth;

/* Facts about the file that stand at the top of the JSON. */
typedef struct
{
  const char *file;
  const char *recipe; /* the options that make it again */
  const char *case_name;
  guint32 seed;
  const char *codec;
  const char *container;
  int width;
  int height;
  double fps;
  double duration_s;
} TruthFile;

Truth *truth_new (void);
void truth_free (Truth *self);
/* Returns: (transfer none) */
TruthSlide *truth_add_slide (Truth *self, const char *kind, double start_s, double end_s);
void truth_add_cover (Truth *self, const char *what, double start_s, double end_s, cairo_rectangle_int_t box);
/* Whether the kind has to be among the pages that a program keeps. */
gboolean truth_kind_is_kept (const char *kind);
guint truth_count_unique (const Truth *self);
gboolean truth_save (const Truth *self, const TruthFile *file, const char *path, GError **error);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Truth, truth_free)

G_END_DECLS
