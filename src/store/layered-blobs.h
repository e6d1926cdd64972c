/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Blobs in two places, as one handle for whoever sees both.
 */
#pragma once

#include "store/blobs.h"

G_BEGIN_DECLS

#define LEC_TYPE_LAYERED_BLOBS (lec_layered_blobs_get_type ())
G_DECLARE_FINAL_TYPE (LecLayeredBlobs, lec_layered_blobs, LEC, LAYERED_BLOBS, GObject)

LecBlobs *lec_layered_blobs_new (LecBlobs *written, LecBlobs *other);

G_END_DECLS
