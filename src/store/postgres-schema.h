/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The tables of PostgreSQL, as steps from one version to the next.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* (array zero-terminated=1): the one at index i leads from version i to i + 1 */
const char *const *lec_postgres_schema_get_migrations (void);
guint lec_postgres_schema_get_version (void);
/* What may be run again at any time, and is, at the end of each migration: functions, triggers,
 * the queues. */
const char *lec_postgres_schema_get_repeatable (void);
/* What all of it makes: tables, indexes, sequences, functions and triggers. Returns: (transfer
 * full): their names, with commas between them */
char *lec_postgres_schema_dup_names (void);

G_END_DECLS
