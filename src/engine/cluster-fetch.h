/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a cluster has made of a video that was sent to it, brought to this
 * machine: the lecture to the library, its documents to where they were wanted.
 */
#pragma once

#include "engine/extractor.h"
#include "engine/jobs.h"

G_BEGIN_DECLS

/**
 * LecFetchRequest:
 * @output: (nullable): as for adding; %NULL for what was said then
 * @force: whether documents that are there may be replaced
 */
typedef struct
{
  const char *output;
  gboolean force;
} LecFetchRequest;

/**
 * lec_cluster_fetch:
 * @jobs: of a cluster
 * @job: one of them
 * @extractor: whose root gets the lecture
 * @listener: (nullable)
 * @result: (out caller-allocates): zeroed; to be cleared also on failure
 *
 * What is in the user's own library is in its list of jobs, too.
 *
 * The documents are made here where the video is still what was sent, with links that lead to it
 * and with what was corrected meanwhile; otherwise from what the cluster has made.
 *
 * Returns: %FALSE with %LEC_ERROR_USAGE when there is nothing to be fetched (yet), the errors of
 *   lec_sent_lecture_bring(), or those of lec_extractor_extract()
 */
gboolean lec_cluster_fetch (LecJobs *jobs,
                            const LecJob *job,
                            LecExtractor *extractor,
                            const LecFetchRequest *request,
                            const LecExtractListener *listener,
                            LecExtractResult *result,
                            GCancellable *cancellable,
                            GError **error);

G_END_DECLS
