/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * redis://[user:password@]host[:port][/database]. What is wrong is said without
 * the text itself, which may hold a password. TLS would need another library
 * than the hiredis that Debian 12 has: it is refused, and not left out quietly.
 */
#include "redis/redis-url.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "redis/redis-error.h"

#define MAX_DATABASE 65535

static LecRedisUrl *
refuse (GError **error,
        const char *reason)
{
  g_set_error (error, LEC_REDIS_ERROR, LEC_REDIS_ERROR_URL, _ ("the address of Redis cannot be used: %s"), reason);
  return NULL;
}

static gboolean
parse_database (const char *path,
                guint *database)
{
  guint64 number = 0;

  if (*path == '\0' || g_str_equal (path, "/"))
    return TRUE;
  if (!g_ascii_string_to_unsigned (path + 1, 10, 0, MAX_DATABASE, &number, NULL))
    return FALSE;

  *database = (guint) number;
  return TRUE;
}

static const char *
check_scheme (const char *text)
{
  if (g_ascii_strncasecmp (text, "rediss://", strlen ("rediss://")) == 0)
    return _ ("rediss:// needs TLS, which this program is built without; use redis:// through a tunnel");
  if (g_ascii_strncasecmp (text, "redis://", strlen ("redis://")) != 0)
    return _ ("it does not begin with redis://");

  return NULL;
}

/* As it is shown in messages, and not as it may have been written: "%0A" is a line break. */
static gboolean
is_host (const char *host)
{
  return host[strspn (host, G_CSET_a_2_z G_CSET_A_2_Z G_CSET_DIGITS "._:-")] == '\0';
}

/* Returns: (nullable): what is wrong */
static const char *
read_parts (LecRedisUrl *self,
            GUri *uri)
{
  const char *user = g_uri_get_user (uri);
  const char *password = g_uri_get_password (uri);
  int port = g_uri_get_port (uri);

  if (g_uri_get_host (uri) == NULL || *g_uri_get_host (uri) == '\0')
    return _ ("it names no host");
  if (!is_host (g_uri_get_host (uri)))
    return _ ("the name of its host has characters that no name has");
  if (port == 0)
    return _ ("no server has port 0");
  if (user != NULL && *user != '\0' && password == NULL)
    return _ ("it has a user name and no password");
  if (!parse_database (g_uri_get_path (uri), &self->database))
    return _ ("what follows the host is not the number of a database");
  if (g_uri_get_query (uri) != NULL || g_uri_get_fragment (uri) != NULL)
    return _ ("it has options, of which none is known");

  self->host = g_strdup (g_uri_get_host (uri));
  self->port = port < 0 ? LEC_REDIS_PORT : (guint16) port;
  self->user = user != NULL && *user != '\0' ? g_strdup (user) : NULL;
  self->password = password != NULL && *password != '\0' ? g_strdup (password) : NULL;
  return NULL;
}

/**
 * lec_redis_url_parse:
 * @text: any text
 *
 * Returns: (transfer full): %NULL with %LEC_REDIS_ERROR_URL and the reason, which does not repeat
 *   the text
 */
LecRedisUrl *
lec_redis_url_parse (const char *text,
                     GError **error)
{
  g_autoptr (LecRedisUrl) self = g_new0 (LecRedisUrl, 1);
  g_autoptr (GUri) uri = NULL;
  const char *reason = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  if (strlen (text) > LEC_REDIS_MAX_URL_BYTES)
    return refuse (error, _ ("it is too long"));
  reason = check_scheme (text);
  if (reason != NULL)
    return refuse (error, reason);

  /* GLib's reason may quote the text. */
  uri = g_uri_parse (text, G_URI_FLAGS_HAS_PASSWORD, NULL);
  if (uri == NULL)
    return refuse (error, _ ("it is malformed; write special characters of a password as %40, %2F and so on"));
  reason = read_parts (self, uri);
  if (reason != NULL)
    return refuse (error, reason);

  return g_steal_pointer (&self);
}

LecRedisUrl *
lec_redis_url_copy (const LecRedisUrl *self)
{
  LecRedisUrl *copy = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_new0 (LecRedisUrl, 1);
  copy->host = g_strdup (self->host);
  copy->port = self->port;
  copy->user = g_strdup (self->user);
  copy->password = g_strdup (self->password);
  copy->database = self->database;
  return copy;
}

void
lec_redis_url_free (LecRedisUrl *self)
{
  if (self == NULL)
    return;

  g_free (self->host);
  g_free (self->user);
  g_free (self->password);
  g_free (self);
}

/**
 * lec_redis_url_describe:
 *
 * Returns: (transfer full): for messages: without the user and the password
 */
char *
lec_redis_url_describe (const LecRedisUrl *self)
{
  gboolean has_colons = FALSE;

  g_return_val_if_fail (self != NULL, NULL);

  has_colons = strchr (self->host, ':') != NULL;
  return g_strdup_printf ("redis://%s%s%s:%u/%u", has_colons ? "[" : "", self->host, has_colons ? "]" : "",
                          self->port, self->database);
}
