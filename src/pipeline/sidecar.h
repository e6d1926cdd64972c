/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Subtitle files that lie beside a video.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * LecSidecar:
 * @path: of the file
 * @language: (nullable): as its name says
 * @size_bytes: of the file
 * @changed_us: when it was written last, since 1970
 */
typedef struct
{
  char *path;
  char *language;
  gint64 size_bytes;
  gint64 changed_us;
} LecSidecar;

void lec_sidecar_free (LecSidecar *self);
/* Whether the file @path has the name of subtitles of the video @video, wherever they are. */
gboolean lec_sidecar_goes_with (const char *path, const char *video);
GPtrArray *lec_sidecar_list (const char *video);
void lec_sidecar_sort (GPtrArray *sidecars, const char *const *languages);

G_END_DECLS
