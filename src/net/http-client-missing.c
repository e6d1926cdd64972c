/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * In place of the client where libsoup was not there when this was built: all
 * that needs the web says so.
 */
#include <glib/gi18n-lib.h>

#include "net/http-client.h"
#include "net/net-error.h"

LecHttpClient *
lec_http_client_new (const LecHttpSettings *settings)
{
  return g_malloc0 (1);
}

void
lec_http_client_free (LecHttpClient *self)
{
  g_free (self);
}

static void
set_missing (GError **error)
{
  g_set_error_literal (error, LEC_NET_ERROR, LEC_NET_ERROR_MISSING,
                       _ ("this program was built without access to the web (libsoup 3)"));
}

GBytes *
lec_http_client_send (LecHttpClient *self,
                      const LecHttpRequest *request,
                      GCancellable *cancellable,
                      GError **error)
{
  set_missing (error);
  return NULL;
}

gboolean
lec_http_client_stream (LecHttpClient *self,
                        const LecHttpRequest *request,
                        LecHttpDataFunc func,
                        gpointer user_data,
                        GCancellable *cancellable,
                        GError **error)
{
  set_missing (error);
  return FALSE;
}
