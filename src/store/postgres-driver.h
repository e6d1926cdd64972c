/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * PostgreSQL as a LecSql: a connection that is made when it is needed and made
 * again after it was lost.
 */
#pragma once

#include "store/sql.h"

G_BEGIN_DECLS

/* Who says what time it is. */
typedef enum
{
  LEC_POSTGRES_CLOCK_SERVER, /* all machines by the same one */
  LEC_POSTGRES_CLOCK_CALLER, /* for tests */
  LEC_POSTGRES_CLOCK_NONE,   /* nobody: another program's database, that is only read; a replica will do */
} LecPostgresClock;

/**
 * LecPostgres: the part of a handle that others see
 * @shown: where the database is, for people, without user and password
 * @is_patient: answers are waited for until the call is cancelled: for what may take long
 * @wait: as lec_postgres_wait()
 */
typedef struct
{
  LecSql sql;
  char *shown;
  gboolean is_patient;
  gboolean (*wait) (LecSql *self, const char *channel, guint timeout_ms, gboolean *is_told, GError **error);
} LecPostgres;

LecSql *lec_postgres_open (const char *url, LecPostgresClock clock, GCancellable *cancellable, GError **error);
/* @sql: one of the above. Returns: (transfer none) */
LecPostgres *lec_postgres_from_sql (LecSql *sql);

gboolean lec_postgres_wait (LecSql *self,
                            const char *channel,
                            guint timeout_ms,
                            gboolean *is_told,
                            GCancellable *cancellable,
                            GError **error);

/* What the module with libpq gives to postgres-module.c, and nothing else needs: as
 * lec_postgres_open(). */
#define LEC_POSTGRES_OPEN_SYMBOL "lec_postgres_driver_open"
LecSql *lec_postgres_driver_open (const char *url,
                                  LecPostgresClock clock,
                                  GCancellable *cancellable,
                                  GError **error);

G_END_DECLS
