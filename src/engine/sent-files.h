/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The files that the machines of a cluster hand to each other, as a whole:
 * which of them some job still needs.
 */
#pragma once

#include "store/blobs.h"
#include "store/store.h"

G_BEGIN_DECLS

/* What was put so short ago may belong to a job that is just being added. */
#define LEC_SENT_FILES_GRACE_US (2 * G_TIME_SPAN_DAY)

/**
 * lec_sent_files_sweep:
 * @before_us: since 1970
 * @n_swept: (out)
 *
 * Removes what no job names: neither its request nor what came of it, nor what a lecture that came
 * of it is made of; but nothing that was put since @before_us.
 *
 * Returns: %FALSE with the errors of @store or @blobs; then nothing is removed that a job names
 */
gboolean lec_sent_files_sweep (LecStore *store,
                               LecBlobs *blobs,
                               gint64 before_us,
                               guint *n_swept,
                               GCancellable *cancellable,
                               GError **error);

G_END_DECLS
