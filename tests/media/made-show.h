/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Shows made-up pages to the finders, like a video.
 */
#pragma once

#include <glib.h>
#include <string.h>

#include "made-pages.h"

#define FPS 10.0

/* Shows pages for so long each, like a video. */
typedef struct
{
  LecStretchFinder *finder;
  GPtrArray *stretches;
  double now_s;
} Show;

static inline void
show_begin (Show *show)
{
  g_autoptr (LecSignature) shape = made_page_new ();

  show->finder = lec_stretch_finder_new (shape);
  show->stretches = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_stretch_free);
  show->now_s = 0;
}

static inline void
show_frame (Show *show,
            const LecSignature *page)
{
  double end_s = show->now_s + 1 / FPS;
  LecStretch *over = lec_stretch_finder_push (show->finder, page, show->now_s, end_s, FALSE);

  if (over != NULL)
    g_ptr_array_add (show->stretches, over);
  show->now_s = end_s;
}

static inline void
show_page (Show *show,
           const LecSignature *page,
           double length_s)
{
  for (int i = 0; i < (int) (length_s * FPS + 0.5); i++)
    show_frame (show, page);
}

static inline LecSegments *
show_end_with (Show *show,
               gboolean keep_builds)
{
  LecFinderOptions options = {
    .sensitivity = LEC_SENSITIVITY_NORMAL,
    .shortest_s = 0.6,
    .keep_builds = keep_builds,
  };
  LecSegments *segments;

  g_ptr_array_add (show->stretches, lec_stretch_finder_finish (show->finder, show->now_s));
  segments = lec_slide_finder_find (show->stretches, &options);
  lec_stretch_finder_free (show->finder);

  return segments;
}

static inline LecSegments *
show_end (Show *show)
{
  return show_end_with (show, FALSE);
}

/* A title and @n_lines lines, with numbers from @seed on. */
static inline LecSignature *
draw_text_page (guint32 seed,
                int n_lines)
{
  LecSignature *page = made_page_new ();

  for (int i = 0; i <= n_lines; i++)
    made_page_write (page, i, seed + i);

  return page;
}
