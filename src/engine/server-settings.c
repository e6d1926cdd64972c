/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Addresses are asked for and not names: what a name leads to can change, and
 * with it who can reach the service.
 */
#include "engine/server-settings.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/error.h"

static gboolean
refuse (const char *listen,
        GError **error)
{
  g_autofree char *shown = g_utf8_make_valid (listen, -1);

  g_set_error (error, LEC_ERROR, LEC_ERROR_USAGE,
               _ ("the service cannot listen at “%s”: that is an address and a port, such as 127.0.0.1:5000 or "
                  "[::1]:5000"),
               shown);
  return FALSE;
}

/* Returns: (transfer full): without brackets */
static char *
dup_host (const char *listen,
          const char *colon)
{
  gsize length = (gsize) (colon - listen);

  if (length >= 2 && *listen == '[' && colon[-1] == ']')
    return g_strndup (listen + 1, length - 2);

  return g_strndup (listen, length);
}

gboolean
lec_server_settings_set_listen (LecServerSettings *self,
                                const char *listen,
                                GError **error)
{
  const char *colon = NULL;
  g_autofree char *host = NULL;
  guint64 port = 0;

  g_return_val_if_fail (self != NULL && listen != NULL, FALSE);

  colon = strrchr (listen, ':');
  if (colon == NULL || !g_ascii_string_to_unsigned (colon + 1, 10, 0, G_MAXUINT16, &port, NULL))
    return refuse (listen, error);

  host = dup_host (listen, colon);
  if (g_str_equal (host, "localhost"))
    {
      g_free (host);
      host = g_strdup ("127.0.0.1");
    }
  /* An address of IPv6 without brackets has lost its last part to the port. */
  if (!g_hostname_is_ip_address (host) || (strchr (host, ':') != NULL && *listen != '['))
    return refuse (listen, error);

  g_free (self->host);
  self->host = g_steal_pointer (&host);
  self->port = (guint16) port;
  return TRUE;
}

gboolean
lec_server_settings_is_loopback (const LecServerSettings *self)
{
  g_autoptr (GInetAddress) address = NULL;

  g_return_val_if_fail (self != NULL && self->host != NULL, FALSE);

  address = g_inet_address_new_from_string (self->host);
  return address != NULL && g_inet_address_get_is_loopback (address);
}

void
lec_server_settings_clear (LecServerSettings *self)
{
  g_clear_pointer (&self->host, g_free);
  g_clear_pointer (&self->allow_origins, g_strfreev);
}
