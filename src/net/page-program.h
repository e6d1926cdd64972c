/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Videos on pages of the web, found and brought by yt-dlp, where a person has
 * installed it: a program of its own, ended with all it has started when it says
 * too much, takes too long, or is not wanted any more.
 */
#pragma once

#include <gio/gio.h>

#include "net/page-listing.h"

G_BEGIN_DECLS

/* Returns: (transfer full) (nullable): where it is; %NULL with %LEC_ERROR_UNSUPPORTED, which says
 * what to install */
char *lec_page_program_find (GError **error);

/**
 * lec_page_program_list:
 * @program: as lec_page_program_find() gives it
 * @address: of a page, looked at with lec_web_address_parse()
 *
 * Blocks.
 *
 * Returns: (transfer full) (nullable): %NULL with the errors of lec_page_listing_parse(),
 *   %LEC_ERROR_UNREADABLE with what it says when it fails, %LEC_ERROR_STALLED, or
 *   %G_IO_ERROR_CANCELLED
 */
LecPageListing *lec_page_program_list (const char *program,
                                       const char *address,
                                       GCancellable *cancellable,
                                       GError **error);

/* As LecDownloadFunc. */
typedef void (*LecPageProgramFunc) (gint64 done_bytes, gint64 size_bytes, gpointer user_data);

/**
 * LecPageProgramLimits:
 * @max_bytes: how large a file may become
 * @spare_bytes: what has to stay free on the disk
 */
typedef struct
{
  gint64 max_bytes;
  gint64 spare_bytes;
} LecPageProgramLimits;

/**
 * lec_page_program_fetch:
 * @path: absolute; what is unfinished lies in a folder beside it, and is gone on with
 *
 * Likewise, of one video.
 *
 * Returns: %FALSE likewise, and with %LEC_ERROR_NO_SPACE
 */
gboolean lec_page_program_fetch (const char *program,
                                 const char *address,
                                 const char *path,
                                 const LecPageProgramLimits *limits,
                                 LecPageProgramFunc func,
                                 gpointer user_data,
                                 GCancellable *cancellable,
                                 GError **error);

/* Of a line that it prints for us while it downloads. @size_bytes: (out): -1 when it does not know.
 * Returns: whether the line is one */
gboolean lec_page_program_read_progress (const char *line, gint64 *done_bytes, gint64 *size_bytes);

G_END_DECLS
