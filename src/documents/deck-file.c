/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Poppler brings libraries that no other command needs, and may be left out of
 * a build. So what calls it is a module, opened for the first deck.
 */
#include "documents/deck-file.h"

#include <glib/gi18n-lib.h>
#include <gmodule.h>

#include "base/error.h"
#include "base/own-library.h"
#include "documents/deck-reader.h"

#define MODULE "lectern-deck." G_MODULE_SUFFIX

/* Never closed. Returns: (nullable) */
static const LecDeckReader *
open_reader (void)
{
  g_autofree char *path = lec_own_library_build_path (MODULE);
  GModule *module = path != NULL ? g_module_open (path, G_MODULE_BIND_LAZY | G_MODULE_BIND_LOCAL) : NULL;
  gpointer reader = NULL;

  if (module != NULL)
    g_module_symbol (module, LEC_DECK_READER_SYMBOL, &reader);
  return reader;
}

static void
set_missing (GError **error,
             const char *reason)
{
  g_set_error (error, LEC_ERROR, LEC_ERROR_UNSUPPORTED,
               _ ("what reads decks of slides is not installed (it needs poppler-glib: build with "
                  "-Ddeck=enabled): %s"),
               reason != NULL ? reason : MODULE);
}

gboolean
lec_deck_file_check_installed (GError **error)
{
  g_autofree char *path = lec_own_library_build_path (MODULE);

  if (path != NULL && g_file_test (path, G_FILE_TEST_EXISTS))
    return TRUE;

  set_missing (error, NULL);
  return FALSE;
}

static const LecDeckReader *
ensure_reader (GError **error)
{
  static gsize opened = 0;
  static const LecDeckReader *reader = NULL;
  static char *reason = NULL;

  if (g_once_init_enter (&opened))
    {
      reader = open_reader ();
      if (reader == NULL)
        reason = g_strdup (g_module_error ());
      g_once_init_leave (&opened, 1);
    }

  if (reader == NULL)
    set_missing (error, reason);
  return reader;
}

LecDeckFile *
lec_deck_file_open (const char *path,
                    GError **error)
{
  const LecDeckReader *reader = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  reader = ensure_reader (error);
  return reader != NULL ? reader->open (path, error) : NULL;
}

void
lec_deck_file_free (LecDeckFile *self)
{
  if (self != NULL)
    ensure_reader (NULL)->free (self);
}

guint
lec_deck_file_get_n_pages (const LecDeckFile *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return ensure_reader (NULL)->get_n_pages (self);
}

LecDeckPage *
lec_deck_file_read_page (LecDeckFile *self,
                         guint index)
{
  g_return_val_if_fail (self != NULL && index < lec_deck_file_get_n_pages (self), NULL);

  return ensure_reader (NULL)->read_page (self, index);
}

void
lec_deck_page_free (LecDeckPage *self)
{
  if (self == NULL)
    return;

  g_free (self->luma);
  g_clear_pointer (&self->words, g_ptr_array_unref);
  g_free (self);
}

void
lec_deck_file_get_size (LecDeckFile *self,
                        guint index,
                        double *width,
                        double *height)
{
  g_return_if_fail (self != NULL && width != NULL && height != NULL);
  g_return_if_fail (index < lec_deck_file_get_n_pages (self));

  ensure_reader (NULL)->get_size (self, index, width, height);
}

char *
lec_deck_file_dup_label (LecDeckFile *self,
                         guint index)
{
  g_return_val_if_fail (self != NULL && index < lec_deck_file_get_n_pages (self), NULL);

  return ensure_reader (NULL)->dup_label (self, index);
}

void
lec_deck_file_draw (LecDeckFile *self,
                    guint index,
                    cairo_t *cairo)
{
  g_return_if_fail (self != NULL && cairo != NULL && index < lec_deck_file_get_n_pages (self));

  ensure_reader (NULL)->draw (self, index, cairo);
}
