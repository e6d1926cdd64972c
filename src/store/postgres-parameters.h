/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A statement as PostgreSQL takes it: its text, and what it is sent with. Numbers
 * travel in binary form, with their types, so that texts of statements need no
 * casts.
 */
#pragma once

#include <libpq-fe.h>

#include "store/sql.h"

G_BEGIN_DECLS

#define LEC_POSTGRES_MAX_VALUES 32

/* What a statement is sent with; lives no longer than the values it was filled with. */
typedef struct
{
  int n;
  Oid types[LEC_POSTGRES_MAX_VALUES];
  const char *values[LEC_POSTGRES_MAX_VALUES];
  int lengths[LEC_POSTGRES_MAX_VALUES];
  int formats[LEC_POSTGRES_MAX_VALUES];
  guint64 numbers[LEC_POSTGRES_MAX_VALUES]; /* big-endian */
  char *texts[LEC_POSTGRES_MAX_VALUES];     /* owned: what was mended */
} LecPostgresParameters;

/* @self: all zero. @values: (nullable): ends with LEC_SQL_END */
void lec_postgres_parameters_fill (LecPostgresParameters *self, const LecSqlValue *values);
void lec_postgres_parameters_clear (LecPostgresParameters *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LecPostgresParameters, lec_postgres_parameters_clear)

/* "?" and "?3" become "$1", "$3", but not inside of what is quoted. Returns: (transfer full) */
char *lec_postgres_dup_statement (const char *text);

G_END_DECLS
