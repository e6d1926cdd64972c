/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What scripted stages take for a video, and what they note.
 */
#pragma once

#include <glib.h>

#define GOOD "duration=100 read=100 slides=3 end=well"

/* Returns: (transfer full): its path */
static inline char *
make_video (const char *folder,
            const char *name,
            const char *script)
{
  char *path = g_build_filename (folder, name, NULL);

  g_assert_true (g_file_set_contents (path, script, -1, NULL));
  return path;
}

/* @log: of which STAGE_LOG tells; @expected: stages in the order in which they ran */
static inline void
assert_stages_ran (const char *log,
                   const char *expected)
{
  g_autofree char *text = NULL;

  if (!g_file_get_contents (log, &text, NULL, NULL))
    text = g_strdup ("");
  g_assert_cmpstr (g_strstrip (text), ==, expected);
}
