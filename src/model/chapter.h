/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A chapter of a video, as players show them. Plain data.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * LecChapter: from a slide to the next one
 * @start_s: seconds of stream time, whole milliseconds
 * @end_s: when the next one begins; after @start_s
 * @title: one line of UTF-8, never empty
 */
typedef struct
{
  double start_s;
  double end_s;
  char *title;
} LecChapter;

LecChapter *lec_chapter_new (double start_s, double end_s, const char *title);
void lec_chapter_free (LecChapter *self);

G_END_DECLS
