/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text/service-address.h"

#include <gio/gio.h>

#include "net/web-address.h"

char *
lec_service_address_build (const char *base,
                           const char *path,
                           GError **error)
{
  g_autoptr (GUri) uri = NULL;
  g_autofree char *versioned = NULL;

  g_return_val_if_fail (base != NULL && path != NULL, NULL);

  uri = lec_web_address_parse (base, error);
  if (uri == NULL)
    return NULL;

  versioned = g_str_equal (g_uri_get_path (uri), "/") ? g_strconcat ("v1/", path, NULL) : g_strdup (path);
  return lec_web_address_join (base, versioned, error);
}

static gboolean
is_this_machine (const char *host)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);

  return g_ascii_strcasecmp (host, "localhost") == 0 || (address != NULL && g_inet_address_get_is_loopback (address));
}

LecServiceDemand *
lec_service_demand_new (const char *base,
                        GError **error)
{
  LecServiceDemand *self = NULL;
  g_autoptr (GUri) uri = NULL;

  g_return_val_if_fail (base != NULL, NULL);

  uri = lec_web_address_parse (base, error);
  if (uri == NULL)
    return NULL;

  self = g_new0 (LecServiceDemand, 1);
  self->host = lec_web_address_dup_shown_host (uri);
  self->is_encrypted = lec_web_address_is_https (uri);
  self->is_this_machine = is_this_machine (g_uri_get_host (uri));
  return self;
}

void
lec_service_demand_free (LecServiceDemand *self)
{
  if (self == NULL)
    return;

  g_free (self->host);
  g_free (self);
}
