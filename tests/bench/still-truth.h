/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a generated film says of its pages and of what covers them, read back
 * from the JSON beside it.
 */
#pragma once

#include <gio/gio.h>

#include "base/geometry.h"

G_BEGIN_DECLS

/* A time in which the page stood in its final state. */
typedef struct
{
  double start_s;
  double end_s;
} StillVisit;

typedef struct
{
  char *text;
  LecRect box;
} StillWord;

/**
 * StillPage:
 * @visits: (element-type StillVisit)
 * @region: where it is in the frame
 * @picture: (nullable): path of the page as it was drawn
 * @words: (element-type StillWord)
 */
typedef struct
{
  GArray *visits;
  LecRect region;
  char *picture;
  GArray *words;
} StillPage;

/* @box: in pixels of the page's picture */
typedef struct
{
  double start_s;
  double end_s;
  LecRect box;
} StillCover;

/**
 * StillTruth:
 * @video: path
 * @pages: (element-type StillPage): each page once
 * @covers: (element-type StillCover)
 */
typedef struct
{
  char *name;
  char *video;
  GPtrArray *pages;
  GArray *covers;
} StillTruth;

/* @pictures: folder of the true pictures */
StillTruth *still_truth_load (const char *path, const char *pictures, GError **error);
void still_truth_free (StillTruth *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StillTruth, still_truth_free)

/* Index of the visit in which @time_s lies, -1 for none. */
int still_page_find_visit (const StillPage *self, double time_s);

G_END_DECLS
