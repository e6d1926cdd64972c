/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A kept lecture on its way between machines that share no folder: sent after
 * a stage, brought to where the next one runs. Only what has changed travels.
 */
#pragma once

#include "engine/shared-manifest.h"

G_BEGIN_DECLS

/* Of the artifact that a manifest is. */
#define LEC_ARTIFACT_LECTURE "lecture"
/* Likewise, of a part of a long video, with its number. */
#define LEC_ARTIFACT_PART "part"
/* And of one that a document is. */
#define LEC_ARTIFACT_PDF "pdf"

LecSharedManifest *lec_shared_lecture_look (LecBlobs *blobs,
                                            const LecBlob *manifest,
                                            GCancellable *cancellable,
                                            GError **error);
gboolean lec_shared_lecture_send (LecBlobs *blobs,
                                  const char *folder,
                                  const LecBlob *previous,
                                  LecBlob *manifest,
                                  GCancellable *cancellable,
                                  GError **error);
gboolean lec_shared_lecture_is_lost (const GError *reason);
gboolean lec_shared_lecture_bring (LecBlobs *blobs,
                                   const LecBlob *manifest,
                                   const char *folder,
                                   GCancellable *cancellable,
                                   GError **error);

G_END_DECLS
