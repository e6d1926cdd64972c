/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The database of the web service that Lectern takes over from (the seed).
 * Nothing is ever written to it: each question is a transaction that can only
 * read, so a role that may do no more, and a replica, will do.
 */
#pragma once

#include "engine/seed-job.h"

G_BEGIN_DECLS

typedef struct _LecSeedSource LecSeedSource;

/**
 * lec_seed_source_open:
 * @url: postgresql://USER:PASSWORD@HOST:PORT/DATABASE, also as SQLAlchemy writes it
 *   (postgresql+psycopg2://)
 *
 * Looks which columns there are. A handle for one thread; calls block.
 *
 * Returns: (transfer full) (nullable): %NULL in the errors of the store, with %LEC_ERROR_NOT_FOUND
 *   when it has no jobs, or %LEC_ERROR_USAGE when it is a database of this program. No message has
 *   the password in it
 */
LecSeedSource *lec_seed_source_open (const char *url, GCancellable *cancellable, GError **error);
void lec_seed_source_free (LecSeedSource *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecSeedSource, lec_seed_source_free)

/* Whether there is such a table; where there is none it has nothing to say of any job. */
gboolean lec_seed_source_has (LecSeedSource *self, LecSeedTable table);

/* Returns: (transfer full) (nullable) (element-type utf8): names of all jobs, the oldest first, ""
 * for one without; %NULL in the errors of the store */
GPtrArray *lec_seed_source_list (LecSeedSource *self, GCancellable *cancellable, GError **error);

/* Returns: (transfer full) (nullable): %NULL in the errors of the store, with
 * %LEC_ERROR_NOT_FOUND when it has gone meanwhile, or those of lec_seed_job_new() */
LecSeedJob *lec_seed_source_read (LecSeedSource *self, const char *name, GCancellable *cancellable, GError **error);

/* What it has cost, and its slides. Returns: %FALSE in the errors of the store */
gboolean lec_seed_source_read_rest (LecSeedSource *self, LecSeedJob *job, GCancellable *cancellable, GError **error);

G_END_DECLS
