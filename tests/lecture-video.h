/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Videos of the generator that is told of in the environment.
 */
#pragma once

#include <glib.h>

/* @options: of lecture-video, separated by blanks; @path: without blanks */
static inline void
lecture_video_make (const char *options,
                    const char *path)
{
  g_autofree char *line = g_strdup_printf ("%s %s -o %s", g_getenv ("LECTURE_VIDEO"), options, path);
  g_autoptr (GError) error = NULL;
  int status = 0;

  g_spawn_command_line_sync (line, NULL, NULL, &status, &error);
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
}
