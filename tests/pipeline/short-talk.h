/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A video for stages: a few seconds, a few slides.
 */
#pragma once

#include "temporary-folder.h"

/* Returns: (transfer full): its path, in @folder */
static inline char *
make_short_talk (const char *folder)
{
  char *video = g_build_filename (folder, "talk.mp4", NULL);
  const char *argv[] = { g_getenv ("LECTURE_VIDEO"), "cuts", "--seed", "3", "--size", "320x180",
                         "--seconds", "8", "-o", video, NULL };
  g_autoptr (GError) error = NULL;

  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  return video;
}
