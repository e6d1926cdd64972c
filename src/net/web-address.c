/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GUri parses; what is accepted of it is less than it accepts.
 */
#include "net/web-address.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "net/net-error.h"

#define MAX_BYTES 8192
/* What libsoup parses with: a path is sent as it was given. */
#define ENCODED_FLAGS (G_URI_FLAGS_ENCODED_PATH | G_URI_FLAGS_ENCODED_QUERY | G_URI_FLAGS_ENCODED_FRAGMENT)
#define FLAGS         (ENCODED_FLAGS | G_URI_FLAGS_SCHEME_NORMALIZE | G_URI_FLAGS_PARSE_RELAXED)

static gboolean
is_scheme (GUri *uri,
           const char *scheme)
{
  return g_strcmp0 (g_uri_get_scheme (uri), scheme) == 0;
}

/* No name of a machine has a white space, a control character or a sign of HTML in it. */
static gboolean
is_host (const char *host)
{
  if (host == NULL || *host == '\0' || strlen (host) > 253)
    return FALSE;
  for (const char *c = host; *c != '\0'; c++)
    if (g_ascii_iscntrl (*c) || strchr (" <>\"'`\\^|{}@/?#", *c) != NULL)
      return FALSE;

  return TRUE;
}

static gboolean
check (GUri *uri,
       GError **error)
{
  int port = g_uri_get_port (uri);

  if (!is_scheme (uri, "http") && !is_scheme (uri, "https"))
    {
      g_set_error_literal (error, LEC_NET_ERROR, LEC_NET_ERROR_ADDRESS,
                           _ ("the address has to begin with http:// or https://"));
      return FALSE;
    }
  if (!is_host (g_uri_get_host (uri)) || port == 0 || port > G_MAXUINT16)
    {
      g_set_error_literal (error, LEC_NET_ERROR, LEC_NET_ERROR_ADDRESS, _ ("the address names no machine"));
      return FALSE;
    }
  if (g_uri_get_userinfo (uri) != NULL)
    {
      g_set_error_literal (error, LEC_NET_ERROR, LEC_NET_ERROR_ADDRESS,
                           _ ("a name or password within the address is not supported"));
      return FALSE;
    }

  return TRUE;
}

static GUri *
dup_whole (GUri *uri)
{
  const char *path = g_uri_get_path (uri);
  int port = g_uri_get_port (uri);

  if (port < 0)
    port = is_scheme (uri, "https") ? 443 : 80;

  return g_uri_build (FLAGS, g_uri_get_scheme (uri), NULL, g_uri_get_host (uri), port, *path != '\0' ? path : "/",
                      g_uri_get_query (uri), NULL);
}

static GUri *
take_checked (GUri *uri,
              GError **error)
{
  g_autoptr (GUri) own = uri;

  if (own == NULL)
    {
      g_set_error_literal (error, LEC_NET_ERROR, LEC_NET_ERROR_ADDRESS, _ ("this is no address"));
      return NULL;
    }

  return check (own, error) ? dup_whole (own) : NULL;
}

static gboolean
is_bounded (const char *text)
{
  return strlen (text) <= MAX_BYTES && g_utf8_validate (text, -1, NULL);
}

GUri *
lec_web_address_parse (const char *text,
                       GError **error)
{
  g_return_val_if_fail (text != NULL, NULL);

  return take_checked (is_bounded (text) ? g_uri_parse (text, FLAGS, NULL) : NULL, error);
}

gboolean
lec_web_address_is_same_origin (GUri *a,
                                GUri *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  return g_strcmp0 (g_uri_get_scheme (a), g_uri_get_scheme (b)) == 0 &&
         g_ascii_strcasecmp (g_uri_get_host (a), g_uri_get_host (b)) == 0 && g_uri_get_port (a) == g_uri_get_port (b);
}

gboolean
lec_web_address_is_https (GUri *uri)
{
  g_return_val_if_fail (uri != NULL, FALSE);

  return is_scheme (uri, "https");
}

GUri *
lec_web_address_follow (GUri *from,
                        const char *location,
                        gboolean is_post,
                        GError **error)
{
  g_autoptr (GUri) to = NULL;

  g_return_val_if_fail (from != NULL, NULL);

  to = take_checked (location != NULL && is_bounded (location) ? g_uri_parse_relative (from, location, FLAGS, NULL)
                                                               : NULL,
                     error);
  if (to == NULL)
    return NULL;
  if (lec_web_address_is_https (from) && !lec_web_address_is_https (to))
    {
      g_set_error_literal (error, LEC_NET_ERROR, LEC_NET_ERROR_ADDRESS,
                           _ ("the server sends on to an address without encryption"));
      return NULL;
    }
  if (is_post && g_ascii_strcasecmp (g_uri_get_host (from), g_uri_get_host (to)) != 0)
    {
      g_autofree char *host = lec_web_address_dup_shown_host (to);

      /* Translators: %s is another machine's name */
      g_set_error (error, LEC_NET_ERROR, LEC_NET_ERROR_ADDRESS, _ ("the server wants the data to be sent to %s"), host);
      return NULL;
    }

  return g_steal_pointer (&to);
}

char *
lec_web_address_dup_shown_host (GUri *uri)
{
  const char *host = NULL;
  int port = 0;
  gboolean is_usual = FALSE;

  g_return_val_if_fail (uri != NULL, NULL);

  host = g_uri_get_host (uri);
  port = g_uri_get_port (uri);
  is_usual = port < 0 || port == (lec_web_address_is_https (uri) ? 443 : 80);
  if (strchr (host, ':') != NULL)
    return is_usual ? g_strdup_printf ("[%s]", host) : g_strdup_printf ("[%s]:%d", host, port);

  return is_usual ? g_strdup (host) : g_strdup_printf ("%s:%d", host, port);
}

char *
lec_web_address_join (const char *base,
                      const char *path,
                      GError **error)
{
  g_autoptr (GUri) uri = NULL;
  g_autoptr (GUri) joined = NULL;
  g_autofree char *whole = NULL;
  const char *base_path = NULL;

  g_return_val_if_fail (base != NULL && path != NULL, NULL);

  uri = lec_web_address_parse (base, error);
  if (uri == NULL)
    return NULL;

  base_path = g_uri_get_path (uri);
  whole = g_strconcat (base_path, g_str_has_suffix (base_path, "/") ? "" : "/", path, NULL);
  joined = g_uri_build (FLAGS, g_uri_get_scheme (uri), NULL, g_uri_get_host (uri), g_uri_get_port (uri), whole,
                        g_uri_get_query (uri), NULL);

  return g_uri_to_string (joined);
}
