/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tesseract brings seventy libraries, which take as long to load as all else that the program
 * needs. So what calls it is a module, opened when words are first asked for: the window, the
 * commands that look at jobs and most task processes start without it.
 */
#include "config.h"

#include "text/ocr.h"

#include <glib/gi18n-lib.h>
#include <gmodule.h>

#include "base/error.h"
#include "base/own-library.h"
#include "text/ocr-engine.h"

#define MODULE "lectern-recognition." G_MODULE_SUFFIX

/* Never closed: Tesseract's libraries leave what they have registered. Returns: (nullable) */
static const LecOcrEngine *
open_engine (void)
{
  g_autofree char *path = lec_own_library_build_path (MODULE);
  GModule *module = path != NULL ? g_module_open (path, G_MODULE_BIND_LAZY | G_MODULE_BIND_LOCAL) : NULL;
  gpointer engine = NULL;

  if (module != NULL)
    g_module_symbol (module, LEC_OCR_ENGINE_SYMBOL, &engine);
  return engine;
}

static const LecOcrEngine *
ensure_engine (GError **error)
{
  static gsize opened = 0;
  static const LecOcrEngine *engine = NULL;
  static char *reason = NULL;

  if (g_once_init_enter (&opened))
    {
      engine = open_engine ();
      if (engine == NULL)
        reason = g_strdup (g_module_error ());
      g_once_init_leave (&opened, 1);
    }

  if (engine == NULL)
    g_set_error (error, LEC_ERROR, LEC_ERROR_INTERNAL,
                 _ ("text recognition is not installed completely: %s"), reason != NULL ? reason : MODULE);
  return engine;
}

LecOcr *
lec_ocr_new (const char *languages,
             GError **error)
{
  const LecOcrEngine *engine = NULL;

  g_return_val_if_fail (languages != NULL, NULL);

  engine = ensure_engine (error);
  return engine != NULL ? engine->start (languages, error) : NULL;
}

void
lec_ocr_free (LecOcr *self)
{
  if (self != NULL)
    ensure_engine (NULL)->free (self);
}

gboolean
lec_ocr_recognise (LecOcr *self,
                   const guint8 *luma,
                   int width,
                   int height,
                   gsize stride,
                   LecSlide *slide,
                   GCancellable *cancellable,
                   GError **error)
{
  g_return_val_if_fail (self != NULL && luma != NULL && slide != NULL, FALSE);
  g_return_val_if_fail (width > 0 && height > 0 && stride >= (gsize) width, FALSE);

  return ensure_engine (NULL)->recognise (self, luma, width, height, stride, slide, cancellable, error);
}

char **
lec_ocr_list_languages (GError **error)
{
  const LecOcrEngine *engine = ensure_engine (error);

  return engine != NULL ? engine->list_languages () : NULL;
}
