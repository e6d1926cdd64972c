/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The slides as chapters of the video: a WebVTT file of kind "chapters", and
 * the metadata that ffmpeg takes (ffmpeg -i talk.mp4 -i talk.ffmetadata
 * -map_chapters 1 -codec copy out.mp4).
 */
#pragma once

#include <gio/gio.h>

#include "documents/material.h"
#include "model/chapter.h"

G_BEGIN_DECLS

/* Returns: (transfer full) (element-type LecChapter): in order of time, without overlaps */
GPtrArray *lec_chapters_list (const LecMaterial *material);

/* Written aside and renamed. %LEC_ERROR_NO_SLIDES, _NOT_WRITABLE, _NO_SPACE */
gboolean lec_chapters_write_webvtt (const LecMaterial *material, const char *path, GError **error);
gboolean lec_chapters_write_ffmetadata (const LecMaterial *material, const char *path, GError **error);

G_END_DECLS
