/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * PostgreSQL's addresses may name several hosts, which GUri refuses: so only what
 * stands between "//" and the last "@" of the server's part is looked at.
 */
#include "ui/cluster-address.h"

#include <string.h>

/* @user, @host: (out): where they begin in @address; the host's part follows the "@". Returns:
 * whether there are servers at all */
static gboolean
find_parts (const char *address,
            const char **user,
            const char **host)
{
  const char *mark = strstr (address, "://");
  gsize length = 0;

  if (mark == NULL)
    return FALSE;

  *user = *host = mark + strlen ("://");
  length = strcspn (*user, "/?#");
  for (gsize i = 0; i < length; i++)
    if ((*user)[i] == '@')
      *host = *user + i + 1;

  return TRUE;
}

char *
lec_cluster_address_split (const char *address,
                           char **password)
{
  const char *user = NULL, *host = NULL;
  const char *colon = NULL;

  g_return_val_if_fail (address != NULL && password != NULL, NULL);

  *password = NULL;
  if (!find_parts (address, &user, &host) || user == host)
    return g_strdup (address);

  colon = memchr (user, ':', (gsize) (host - user));
  if (colon == NULL)
    return g_strdup (address);

  *password = g_uri_unescape_segment (colon + 1, host - 1, NULL);
  if (*password == NULL)
    *password = g_strndup (colon + 1, (gsize) (host - 1 - (colon + 1)));
  return g_strdup_printf ("%.*s%s%s", (int) (colon - address), address, colon > user ? "@" : "", host);
}

char *
lec_cluster_address_join (const char *address,
                          const char *password)
{
  const char *user = NULL, *host = NULL;
  g_autofree char *escaped = NULL;
  int n_user = 0;

  g_return_val_if_fail (address != NULL, NULL);

  if (password == NULL || *password == '\0' || !find_parts (address, &user, &host) ||
      memchr (user, ':', (gsize) (host - user)) != NULL)
    return g_strdup (address);

  escaped = g_uri_escape_string (password, NULL, FALSE);
  n_user = user == host ? 0 : (int) (host - 1 - user);
  return g_strdup_printf ("%.*s%.*s:%s@%s", (int) (user - address), address, n_user, user, escaped, host);
}
