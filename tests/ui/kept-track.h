/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Scripted stages leave a track of the video that is none: this one says of the first three slides
 * what they would be known by again.
 */
#pragma once

#include "engine/scripted-stages.h"
#include "media/signature-track.h"

G_BEGIN_DECLS

/* @folder: of a kept lecture */
static inline void
kept_track_save (const char *folder)
{
  g_autoptr (LecSignatureTrack) track = lec_signature_track_new (KEPT_WIDTH, KEPT_HEIGHT);
  g_autofree char *path = g_build_filename (folder, LEC_FILE_TRACK, NULL);

  for (guint i = 0; i < 3; i++)
    {
      LecStretch *stretch = lec_stretch_new (i, i, lec_signature_new_for_size (KEPT_WIDTH, KEPT_HEIGHT));

      stretch->end_s = i + 1;
      stretch->picture = g_strdup_printf ("%05u.jpg", i);
      stretch->picture_s = i + 1;
      g_ptr_array_add (track->stretches, stretch);
    }
  track->read_s = 3;
  g_assert_true (lec_signature_track_save (track, path, NULL));
}

G_END_DECLS
