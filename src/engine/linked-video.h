/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Videos from the web. Each has a folder in the user's cache, by its address,
 * with what is known of it; its file is there once it was brought. From then on
 * it is a video like any other: jobs, the library and the window know its path.
 */
#pragma once

#include "engine/link-report.h"

G_BEGIN_DECLS

/* How long one stays that nobody asks for. */
#define LEC_LINKED_VIDEO_AGE_US (30 * G_TIME_SPAN_DAY)

/* Returns: (transfer full): where their folders are */
char *lec_linked_video_dup_root (void);

/**
 * lec_linked_video_add:
 * @options: (nullable)
 * @course: (out) (optional) (transfer full) (nullable): the title of a page that lists them
 *
 * Looks at the address and notes what is there. A file that was brought before and is another one
 * there by now is forgotten. When nobody answers, what was brought before is as good.
 *
 * Returns: (transfer full) (nullable) (element-type filename): the paths of the videos, one or
 *   those of a page, which lec_linked_video_bring() fills; %NULL with the errors of
 *   lec_link_report_new()
 */
GPtrArray *lec_linked_video_add (const char *address,
                                 const LecLinkOptions *options,
                                 char **course,
                                 GCancellable *cancellable,
                                 GError **error);

/* Whether it is the path of one, be its file there or not. */
gboolean lec_linked_video_is (const char *path);
/* Returns: (transfer full) (nullable): where it is from, to be shown and kept; %NULL for others */
char *lec_linked_video_dup_address (const char *path);

/**
 * lec_linked_video_note_origin:
 * @path: of a video
 * @address: (inout) (nullable) (transfer full): where it is from, by lec_video_origin_clean()
 * @is_page: (inout): whether that is a page
 *
 * What they say stays where @path is of one that nothing is known of any more; a file that is
 * the user's own is from nowhere.
 */
void lec_linked_video_note_origin (const char *path, char **address, gboolean *is_page);

/* @size_bytes: -1 when it is not known. On the calling thread. */
typedef void (*LecLinkedVideoFunc) (gint64 done_bytes, gint64 size_bytes, gpointer user_data);

/**
 * lec_linked_video_bring:
 * @func: (nullable)
 *
 * What is there stays. What of it is there is not asked for again. Waits while another program
 * brings it. Blocks.
 *
 * Returns: %FALSE with the errors of lec_link_report_new(), %LEC_ERROR_NO_SPACE, those of writing,
 *   or %G_IO_ERROR_CANCELLED
 */
gboolean lec_linked_video_bring (const char *path,
                                 LecLinkedVideoFunc func,
                                 gpointer user_data,
                                 GCancellable *cancellable,
                                 GError **error);

/* Removes those that nobody has asked for since, nor works on. Returns: how many */
guint lec_linked_video_sweep (const char *root, gint64 unused_since_us);

G_END_DECLS
