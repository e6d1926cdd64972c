/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Finds a pooler that gives each transaction another session of the server:
 * prepared statements, locks of a session and LISTEN do not work through it.
 */
#pragma once

#include "store/postgres-link.h"

G_BEGIN_DECLS

/**
 * lec_postgres_pooler_check:
 * @link: between two transactions
 * @backend: who answers it, as the server says
 *
 * Costs nothing where nobody is in between, else a second connection.
 *
 * Returns: %FALSE with %LEC_STORE_ERROR_UNFIT, or %G_IO_ERROR_CANCELLED
 */
gboolean lec_postgres_pooler_check (LecPostgresLink *link,
                                    int backend,
                                    const LecPostgresAddress *address,
                                    GCancellable *cancellable,
                                    GError **error);

G_END_DECLS
