/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/postgres-rows.h"

#include "store/postgres-link.h"

/* From the catalogue of types, which never changes. */
#define OID_BOOL 16

typedef struct
{
  LecSqlRows rows;
  PGresult *result; /* owned */
  int row;
} Rows;

LecSqlRows *
lec_postgres_rows_new (LecSql *sql,
                       PGresult *result)
{
  Rows *self = g_new0 (Rows, 1);

  self->rows.sql = sql;
  self->result = result;
  self->row = -1;
  return &self->rows;
}

gboolean
lec_postgres_rows_next (LecSqlRows *rows,
                        gboolean *has_row,
                        GError **error)
{
  Rows *self = (Rows *) rows;

  if (self->row < PQntuples (self->result))
    self->row++;
  *has_row = self->row < PQntuples (self->result);
  return TRUE;
}

gboolean
lec_postgres_rows_is_null (LecSqlRows *rows,
                           int column)
{
  const Rows *self = (const Rows *) rows;

  return self->row < 0 || self->row >= PQntuples (self->result) || PQgetisnull (self->result, self->row, column);
}

const char *
lec_postgres_rows_get_text (LecSqlRows *rows,
                            int column)
{
  const Rows *self = (const Rows *) rows;

  return lec_postgres_rows_is_null (rows, column) ? NULL : PQgetvalue (self->result, self->row, column);
}

gint64
lec_postgres_rows_get_int (LecSqlRows *rows,
                           int column)
{
  const char *text = lec_postgres_rows_get_text (rows, column);

  if (text != NULL && PQftype (((const Rows *) rows)->result, column) == OID_BOOL)
    return *text == 't';

  return text != NULL ? g_ascii_strtoll (text, NULL, 10) : 0;
}

double
lec_postgres_rows_get_real (LecSqlRows *rows,
                            int column)
{
  const char *text = lec_postgres_rows_get_text (rows, column);

  return text != NULL ? g_ascii_strtod (text, NULL) : 0;
}

GBytes *
lec_postgres_rows_dup_bytes (LecSqlRows *rows,
                             int column)
{
  const char *text = lec_postgres_rows_get_text (rows, column);
  size_t length = 0;
  guchar *bytes = text != NULL ? PQunescapeBytea ((const guchar *) text, &length) : NULL;

  return bytes != NULL ? g_bytes_new_with_free_func (bytes, length, PQfreemem, bytes) : NULL;
}

void
lec_postgres_rows_free (LecSqlRows *rows)
{
  Rows *self = (Rows *) rows;

  PQclear (self->result);
  g_free (self);
}
