/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What can be said of a video file before GStreamer touches it, and how
 * GStreamer's complaints about it are put into this program's errors.
 */
#pragma once

#include <gio/gio.h>
#include <gst/gst.h>

G_BEGIN_DECLS

/* The file's name without its folder, fit for a one-line message: control characters replaced. */
char *lec_video_file_dup_display_name (const char *path);

/**
 * lec_video_file_check:
 * @size_bytes: (out): the file's size, never 0
 *
 * Returns: %FALSE with %LEC_ERROR_NOT_FOUND, _UNREADABLE or _NOT_A_VIDEO (empty, a folder, a pipe)
 */
gboolean lec_video_file_check (const char *path, gint64 *size_bytes, GError **error);

/**
 * lec_video_file_translate_error:
 * @gst_error: what an element posted
 * @container: (nullable): what the file was recognised as
 *
 * Returns: (transfer full): the same in the LEC_ERROR domain
 */
GError *lec_video_file_translate_error (const char *path,
                                        const GError *gst_error,
                                        const GstCaps *container);

/**
 * lec_video_file_new_no_video_error:
 * @container: (nullable): what the file was recognised as
 *
 * Returns: (transfer full): %LEC_ERROR_NOT_A_VIDEO saying what the file is instead
 */
GError *lec_video_file_new_no_video_error (const char *path, const GstCaps *container);

G_END_DECLS
