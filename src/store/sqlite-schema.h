/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The tables, as steps from one version to the next.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* "Lect", in the header of the file. */
#define LEC_SQLITE_APPLICATION_ID 0x4c656374

/* (array zero-terminated=1): the one at index i leads from version i to i + 1 */
const char *const *lec_sqlite_schema_get_migrations (void);
guint lec_sqlite_schema_get_version (void);

G_END_DECLS
