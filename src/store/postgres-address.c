/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where a database is. The password is known here so that it can be taken out
 * of whatever libpq and the server say; a URL that cannot be read is not
 * repeated at all, since any part of it may be the password.
 */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/error.h"
#include "store/postgres-link.h"

#define MASK "***"

static const char *
find_option (const PQconninfoOption *options,
             const char *keyword)
{
  for (; options->keyword != NULL; options++)
    if (g_str_equal (options->keyword, keyword))
      return options->val;

  return NULL;
}

static char *
show (const PQconninfoOption *options)
{
  const char *host = find_option (options, "host");
  const char *port = find_option (options, "port");
  const char *name = find_option (options, "dbname");

  return g_strdup_printf ("%s%s%s/%s", host != NULL ? host : "", port != NULL ? ":" : "", port != NULL ? port : "",
                          name != NULL ? name : "");
}

/* A password that was not escaped ("/", "?") makes a port of its first half, and the name of a
 * database of its second one. */
static gboolean
is_sound (const PQconninfoOption *options)
{
  const char *port = find_option (options, "port");
  const char *host = find_option (options, "host");
  const char *name = find_option (options, "dbname");

  return (port == NULL || strspn (port, "0123456789,") == strlen (port)) &&
         (host == NULL || strpbrk (host, "@") == NULL) && (name == NULL || strpbrk (name, "@:") == NULL);
}

/**
 * lec_postgres_address_new:
 * @url: postgresql://USER:PASSWORD@HOST:PORT/DATABASE?OPTIONS, or as libpq reads it
 *
 * Returns: (transfer full) (nullable): %NULL with %LEC_ERROR_USAGE
 */
LecPostgresAddress *
lec_postgres_address_new (const char *url,
                          GError **error)
{
  PQconninfoOption *options = PQconninfoParse (url, NULL);
  LecPostgresAddress *self = NULL;

  if (options == NULL || !is_sound (options))
    {
      PQconninfoFree (options);
      g_set_error_literal (error, LEC_ERROR, LEC_ERROR_USAGE,
                           /* xgettext:no-c-format */
                           _ ("the address of the database cannot be read; it is like "
                              "postgresql://USER:PASSWORD@HOST:PORT/DATABASE, with %2F for a slash in the password"));
      return NULL;
    }

  self = g_new0 (LecPostgresAddress, 1);
  self->url = g_strdup (url);
  self->shown = show (options);
  self->password = g_strdup (find_option (options, "password"));
  PQconninfoFree (options);
  return self;
}

void
lec_postgres_address_free (LecPostgresAddress *self)
{
  if (self == NULL)
    return;

  g_free (self->url);
  g_free (self->shown);
  g_free (self->password);
  g_free (self);
}

static void
replace (GString *text,
         const char *what)
{
  if (what != NULL && *what != '\0')
    g_string_replace (text, what, MASK, 0);
}

char *
lec_postgres_address_mask (const LecPostgresAddress *self,
                           const char *message)
{
  g_autofree char *valid = g_utf8_make_valid (message, -1);
  g_autofree char *escaped = self->password != NULL ? g_uri_escape_string (self->password, NULL, FALSE) : NULL;
  g_autoptr (GString) text = g_string_new (g_strstrip (g_strdelimit (valid, "\n\r\t", ' ')));

  replace (text, self->url);
  replace (text, self->password);
  replace (text, escaped);
  return g_string_free (g_steal_pointer (&text), FALSE);
}
