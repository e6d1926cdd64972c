/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tokens of the service (lectern --serve): who shows one may look, submit or
 * operate. What is shown is made here once, of chance, and kept nowhere: the
 * store has its sum. All belong to the thread that has opened the jobs.
 */
#pragma once

#include "engine/jobs.h"

G_BEGIN_DECLS

#define LEC_ACCESS_TOKENS_MAX_NAME  64
#define LEC_ACCESS_TOKENS_MAX_OWNER 128
/* What is shown is longer than nothing and no longer than this, or it is no token. */
#define LEC_ACCESS_TOKENS_MAX_SHOWN 128

/**
 * lec_access_tokens_add:
 * @name: what people call it: letters, digits, "-", "_" and "."
 * @owner: (nullable): whose jobs it is about; those of whom @jobs are
 * @expires_us: since 1970, UTC; 0 for never
 *
 * Returns: (transfer full) (nullable): what its bearer has to show; %NULL with %LEC_ERROR_USAGE for
 *   a name that is taken or none
 */
char *lec_access_tokens_add (LecJobs *jobs,
                             const char *name,
                             LecTokenScope scope,
                             const char *owner,
                             gint64 expires_us,
                             GCancellable *cancellable,
                             GError **error);

/* Returns: (transfer full) (nullable) (element-type LecToken): by name */
GPtrArray *lec_access_tokens_list (LecJobs *jobs, GCancellable *cancellable, GError **error);

/* From then on nobody is let in by it. Returns: %FALSE with %LEC_ERROR_NOT_FOUND */
gboolean lec_access_tokens_remove (LecJobs *jobs, const char *name, GCancellable *cancellable, GError **error);

/**
 * lec_access_tokens_find:
 * @shown: untrusted
 * @token: (out) (transfer full) (nullable): %NULL where it is none, or its time is over
 *
 * Returns: %FALSE when the store could not be asked
 */
gboolean lec_access_tokens_find (LecJobs *jobs,
                                 const char *shown,
                                 gint64 now_us,
                                 LecToken **token,
                                 GCancellable *cancellable,
                                 GError **error);

G_END_DECLS
