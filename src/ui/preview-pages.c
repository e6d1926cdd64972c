/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What draws pages brings libraries that few sessions of the window need, and
 * that take a tenth as long to load as all others: it is a module, opened when
 * a page is first asked for.
 */
#include "config.h"

#include "ui/preview-pages.h"

#include <glib/gi18n-lib.h>
#include <gmodule.h>

#include "base/error.h"
#include "base/own-library.h"
#include "ui/preview-engine.h"

#define MODULE "lectern-preview." G_MODULE_SUFFIX

typedef GPtrArray *(*RenderFunc) (GBytes *pdf, int long_side, GError **error);

/* Never closed: types were registered. Returns: (nullable) */
static RenderFunc
open_engine (void)
{
  g_autofree char *path = lec_own_library_build_path (MODULE);
  GModule *module = path != NULL ? g_module_open (path, G_MODULE_BIND_LAZY | G_MODULE_BIND_LOCAL) : NULL;
  gpointer render = NULL;

  if (module != NULL)
    g_module_symbol (module, LEC_PREVIEW_ENGINE_SYMBOL, &render);
  return (RenderFunc) render;
}

GPtrArray *
lec_preview_pages_render (GBytes *pdf,
                          int long_side,
                          GError **error)
{
  static gsize opened = 0;
  static RenderFunc render = NULL;
  static char *reason = NULL;

  g_return_val_if_fail (pdf != NULL && long_side > 0, NULL);

  if (g_once_init_enter (&opened))
    {
      render = open_engine ();
      if (render == NULL)
        reason = g_strdup (g_module_error ());
      g_once_init_leave (&opened, 1);
    }
  if (render != NULL)
    return render (pdf, long_side, error);

  g_set_error (error, LEC_ERROR, LEC_ERROR_INTERNAL,
               _ ("the window is not installed completely: %s"), reason != NULL ? reason : MODULE);
  return NULL;
}
