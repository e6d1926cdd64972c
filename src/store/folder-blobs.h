/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Blobs in a folder that all machines see: 3f/3f79….
 */
#pragma once

#include "store/blobs.h"

G_BEGIN_DECLS

#define LEC_TYPE_FOLDER_BLOBS (lec_folder_blobs_get_type ())
G_DECLARE_FINAL_TYPE (LecFolderBlobs, lec_folder_blobs, LEC, FOLDER_BLOBS, GObject)

LecBlobs *lec_folder_blobs_open (const char *folder, gint64 quota_bytes, GError **error);

G_END_DECLS
