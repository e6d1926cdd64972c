/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The table. What each case does stands in the case-*.c files.
 */
#include "cases.h"

#define THEMES(...) ((const char *const[]){ __VA_ARGS__, NULL })

const VideoCase video_cases[] = {
  { "cuts", "plain cuts between pages of one template", case_cuts, 60, NULL },
  { "near", "pages that differ by a line or two", case_near, 50, NULL },
  { "builds", "points that appear one by one", case_builds, 60, NULL },
  { "inset", "a speaker in a small window that moves and changes size", case_inset, 60, NULL },
};

const guint n_video_cases = G_N_ELEMENTS (video_cases);

const VideoCase *
video_case_get (const char *name)
{
  for (guint i = 0; i < n_video_cases; i++)
    if (g_str_equal (video_cases[i].name, name))
      return &video_cases[i];

  return NULL;
}
