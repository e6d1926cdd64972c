/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/postgres-parameters.h"

#include <string.h>

/* From the catalogue of types, which never changes. */
#define OID_BYTEA  17
#define OID_INT8   20
#define OID_TEXT   25
#define OID_FLOAT8 701

void
lec_postgres_parameters_clear (LecPostgresParameters *self)
{
  for (int i = 0; i < self->n; i++)
    g_free (self->texts[i]);
}

char *
lec_postgres_dup_statement (const char *text)
{
  g_autoptr (GString) rewritten = g_string_new (NULL);
  gboolean is_quoted = FALSE;
  guint n = 0;

  for (const char *at = text; *at != '\0'; at++)
    {
      is_quoted = is_quoted != (*at == '\'');
      if (*at != '?' || is_quoted)
        g_string_append_c (rewritten, *at);
      else if (g_ascii_isdigit (at[1]))
        g_string_append_c (rewritten, '$');
      else
        g_string_append_printf (rewritten, "$%u", ++n);
    }

  return g_string_free (g_steal_pointer (&rewritten), FALSE);
}

static void
set_number (LecPostgresParameters *self,
            int i,
            Oid type,
            guint64 bits)
{
  self->types[i] = type;
  self->numbers[i] = GUINT64_TO_BE (bits);
  self->values[i] = (const char *) &self->numbers[i];
  self->lengths[i] = sizeof bits;
  self->formats[i] = 1;
}

/* The database takes nothing but UTF-8. */
static void
set_text (LecPostgresParameters *self,
          int i,
          const char *text)
{
  if (text != NULL && !g_utf8_validate (text, -1, NULL))
    self->texts[i] = g_utf8_make_valid (text, -1);

  self->types[i] = OID_TEXT;
  self->values[i] = self->texts[i] != NULL ? self->texts[i] : text;
}

static void
set_bytes (LecPostgresParameters *self,
           int i,
           const LecSqlValue *value)
{
  self->types[i] = OID_BYTEA;
  self->values[i] = value->text;
  self->lengths[i] = (int) value->integer;
  self->formats[i] = 1;
}

void
lec_postgres_parameters_fill (LecPostgresParameters *self,
                              const LecSqlValue *values)
{
  for (; values != NULL && values[self->n].type != LEC_SQL_END; self->n++)
    {
      const LecSqlValue *value = &values[self->n];
      guint64 bits = 0;

      g_assert (self->n < LEC_POSTGRES_MAX_VALUES);
      switch (value->type)
        {
        case LEC_SQL_INTEGER:
          set_number (self, self->n, OID_INT8, (guint64) value->integer);
          break;
        case LEC_SQL_DOUBLE:
          memcpy (&bits, &value->real, sizeof bits);
          set_number (self, self->n, OID_FLOAT8, bits);
          break;
        case LEC_SQL_OCTETS:
          set_bytes (self, self->n, value);
          break;
        case LEC_SQL_STRING:
        case LEC_SQL_END:
        default:
          set_text (self, self->n, value->text);
        }
    }
}
