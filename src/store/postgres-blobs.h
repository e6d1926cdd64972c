/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Blobs in the database that the machines share, for those without a folder in common.
 */
#pragma once

#include "store/blobs.h"

G_BEGIN_DECLS

#define LEC_TYPE_POSTGRES_BLOBS (lec_postgres_blobs_get_type ())
G_DECLARE_FINAL_TYPE (LecPostgresBlobs, lec_postgres_blobs, LEC, POSTGRES_BLOBS, GObject)

LecBlobs *lec_postgres_blobs_open (const char *url,
                                   gint64 quota_bytes,
                                   GCancellable *cancellable,
                                   GError **error);

G_END_DECLS
