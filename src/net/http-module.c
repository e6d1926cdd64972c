/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * libsoup brings libraries that take as long to load as all that the program
 * needs to start. So what calls it is a module, opened when something is first
 * asked of the web; a program that came without it says what is missing, and
 * does everything else.
 */
#include <glib/gi18n-lib.h>
#include <gmodule.h>

#include "base/own-library.h"
#include "net/http-client.h"
#include "net/http-engine.h"
#include "net/net-error.h"

#define MODULE "lectern-web." G_MODULE_SUFFIX

/* Never closed: GIO keeps what it has loaded for TLS. Returns: (nullable) */
static const LecHttpEngine *
open_engine (void)
{
  g_autofree char *path = lec_own_library_build_path (MODULE);
  GModule *module = path != NULL ? g_module_open (path, G_MODULE_BIND_LAZY | G_MODULE_BIND_LOCAL) : NULL;
  gpointer engine = NULL;

  if (module != NULL)
    g_module_symbol (module, LEC_HTTP_ENGINE_SYMBOL, &engine);
  return engine;
}

static const LecHttpEngine *
ensure_engine (GError **error)
{
  static gsize opened = 0;
  static const LecHttpEngine *engine = NULL;
  static char *reason = NULL;

  if (g_once_init_enter (&opened))
    {
      engine = open_engine ();
      if (engine == NULL)
        reason = g_strdup (g_module_error ());
      g_once_init_leave (&opened, 1);
    }

  if (engine == NULL)
    g_set_error (error, LEC_NET_ERROR, LEC_NET_ERROR_MISSING,
                 /* Translators: %s is what the system says of a file that it cannot open */
                 _ ("this program came without access to the web, which needs libsoup 3 (%s)"),
                 reason != NULL ? reason : MODULE);
  return engine;
}

LecHttpClient *
lec_http_client_new (const LecHttpSettings *settings)
{
  const LecHttpEngine *engine = ensure_engine (NULL);

  /* Without an engine it only stands for one. */
  return engine != NULL ? engine->start (settings) : g_malloc0 (1);
}

void
lec_http_client_free (LecHttpClient *self)
{
  const LecHttpEngine *engine = NULL;

  if (self == NULL)
    return;

  engine = ensure_engine (NULL);
  if (engine != NULL)
    engine->free (self);
  else
    g_free (self);
}

GBytes *
lec_http_client_send (LecHttpClient *self,
                      const LecHttpRequest *request,
                      GCancellable *cancellable,
                      GError **error)
{
  const LecHttpEngine *engine = NULL;

  g_return_val_if_fail (self != NULL && request != NULL, NULL);

  engine = ensure_engine (error);
  return engine != NULL ? engine->send (self, request, cancellable, error) : NULL;
}

gboolean
lec_http_client_stream (LecHttpClient *self,
                        const LecHttpRequest *request,
                        LecHttpDataFunc func,
                        gpointer user_data,
                        GCancellable *cancellable,
                        GError **error)
{
  const LecHttpEngine *engine = NULL;

  g_return_val_if_fail (self != NULL && request != NULL && func != NULL, FALSE);

  engine = ensure_engine (error);
  return engine != NULL && engine->stream (self, request, func, user_data, cancellable, error);
}
