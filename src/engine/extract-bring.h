/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What of a request's videos is still on the web is brought before it is read.
 */
#pragma once

#include "engine/extractor.h"

G_BEGIN_DECLS

/* The stage that is told meanwhile; no task process has it. */
#define LEC_STAGE_DOWNLOAD "download"

/* Returns: %FALSE with the errors of lec_linked_video_bring(), naming the video where there are
 * several. @listener: (nullable) */
gboolean lec_extract_bring (const LecExtractRequest *request,
                            const LecExtractListener *listener,
                            GCancellable *cancellable,
                            GError **error);

G_END_DECLS
