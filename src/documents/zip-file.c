/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * libarchive brings libraries that take as long to load as all that the program
 * needs to start. So what calls it is a module, opened for the first file that
 * is packed.
 */
#include "documents/zip-file.h"

#include <glib/gi18n-lib.h>
#include <gmodule.h>
#include <string.h>

#include "base/error.h"
#include "base/own-library.h"
#include "documents/zip-writer.h"

#define MODULE "lectern-packing." G_MODULE_SUFFIX

/* Never closed. Returns: (nullable) */
static const LecZipWriter *
open_writer (void)
{
  g_autofree char *path = lec_own_library_build_path (MODULE);
  GModule *module = path != NULL ? g_module_open (path, G_MODULE_BIND_LAZY | G_MODULE_BIND_LOCAL) : NULL;
  gpointer writer = NULL;

  if (module != NULL)
    g_module_symbol (module, LEC_ZIP_WRITER_SYMBOL, &writer);
  return writer;
}

static const LecZipWriter *
ensure_writer (GError **error)
{
  static gsize opened = 0;
  static const LecZipWriter *writer = NULL;
  static char *reason = NULL;

  if (g_once_init_enter (&opened))
    {
      writer = open_writer ();
      if (writer == NULL)
        reason = g_strdup (g_module_error ());
      g_once_init_leave (&opened, 1);
    }

  if (writer == NULL)
    g_set_error (error, LEC_ERROR, LEC_ERROR_INTERNAL, _ ("what packs files is not installed completely: %s"),
                 reason != NULL ? reason : MODULE);
  return writer;
}

/**
 * lec_zip_file_new:
 * @path: what is there is replaced
 * @time_s: of all entries, seconds since 1970
 *
 * Returns: (transfer full) (nullable): %NULL with the errors of lec_pending_file_new(), or
 *   %LEC_ERROR_INTERNAL
 */
LecZipFile *
lec_zip_file_new (const char *path,
                  gint64 time_s,
                  GError **error)
{
  const LecZipWriter *writer = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  writer = ensure_writer (error);
  return writer != NULL ? writer->start (path, time_s, error) : NULL;
}

void
lec_zip_file_free (LecZipFile *self)
{
  if (self != NULL)
    ensure_writer (NULL)->free (self);
}

/**
 * lec_zip_file_add:
 * @name: ASCII
 * @is_compressed: not for what is compressed already, such as a picture
 *
 * Returns: %FALSE with %LEC_ERROR_NO_SPACE or _INTERNAL
 */
gboolean
lec_zip_file_add (LecZipFile *self,
                  const char *name,
                  gconstpointer data,
                  gsize length,
                  gboolean is_compressed,
                  GError **error)
{
  g_return_val_if_fail (self != NULL && name != NULL && (data != NULL || length == 0), FALSE);

  return ensure_writer (NULL)->add (self, name, data, length, is_compressed, error);
}

/* As lec_zip_file_add(), compressed. */
gboolean
lec_zip_file_add_text (LecZipFile *self,
                       const char *name,
                       const char *text,
                       GError **error)
{
  g_return_val_if_fail (text != NULL, FALSE);

  return lec_zip_file_add (self, name, text, strlen (text), TRUE, error);
}

/**
 * lec_zip_file_commit:
 *
 * Ends the file and gives it its name. To be called once, last.
 *
 * Returns: %FALSE with the errors of lec_pending_file_commit()
 */
gboolean
lec_zip_file_commit (LecZipFile *self,
                     GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return ensure_writer (NULL)->commit (self, error);
}
