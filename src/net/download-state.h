/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is noted of a file from the web, beside it, so that it can be told from
 * another one that is there by now. The inside of the download.
 */
#pragma once

#include "net/download.h"

G_BEGIN_DECLS

/**
 * LecDownloadState:
 * @etag: (nullable)
 * @modified: (nullable)
 * @size_bytes: of the whole; -1 when it is not known
 */
typedef struct
{
  char *etag;
  char *modified;
  gint64 size_bytes;
} LecDownloadState;

void lec_download_state_clear (LecDownloadState *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LecDownloadState, lec_download_state_clear)

/* Returns: (transfer full) */
char *lec_download_state_build_part_path (const char *path);
/* @self: zeroed. Returns: %FALSE when nothing is noted, or nothing that can be used */
gboolean lec_download_state_load (LecDownloadState *self, const char *path);
gboolean lec_download_state_save (const LecDownloadState *self, const char *path, GError **error);
void lec_download_state_remove (const char *path);
/* Where that fails the file is brought again some day. */
void lec_download_state_rename (const char *from, const char *to);

/* Whether both are the same file, as far as can be told; @etag, @modified: (nullable) */
gboolean lec_download_state_is_same (const LecDownloadState *self,
                                     const char *etag,
                                     const char *modified,
                                     gint64 size_bytes);
/* Returns: (transfer none) (nullable): what goes with asking for what is missing (If-Range) */
const char *lec_download_state_get_validator (const LecDownloadState *self);

G_END_DECLS
