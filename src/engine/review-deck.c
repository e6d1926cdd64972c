/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A deck is read where it cannot do harm: only task processes open it. Here it
 * is a file that is copied.
 */
#include "engine/review-deck.h"

#include <glib/gi18n-lib.h>

#include "base/bounded-file.h"
#include "base/error.h"
#include "base/pending-file.h"
#include "documents/deck-file.h"
#include "pipeline/stage.h"

gboolean
lec_review_deck_check (const char *deck,
                       const char *const *formats,
                       GError **error)
{
  g_autofree char *shown = deck != NULL ? g_filename_display_name (deck) : NULL;

  if (deck == NULL && g_strv_contains (formats, "deck-pdf"))
    g_set_error_literal (error, LEC_ERROR, LEC_ERROR_USAGE,
                         _ ("“deck-pdf” needs the PDF of the slides: --deck FILE"));
  else if (deck != NULL && !g_file_test (deck, G_FILE_TEST_EXISTS))
    g_set_error (error, LEC_ERROR, LEC_ERROR_NOT_FOUND, _ ("%s: no such file"), shown);
  else
    return deck == NULL || lec_deck_file_check_installed (error);

  return FALSE;
}

static char *
build_path (const LecWorkshop *self,
            const char *name)
{
  return g_build_filename (lec_scratch_folder_get_path (self->scratch), name, NULL);
}

static gboolean
bring (const LecWorkshop *self,
       const char *deck,
       GError **error)
{
  g_autofree char *path = build_path (self, LEC_FILE_DECK_PDF);
  gsize length = 0;
  g_autoptr (GError) reason = NULL;
  g_autofree char *content = lec_bounded_file_read (deck, LEC_DECK_FILE_MAX_BYTES, &length, &reason);
  g_autofree char *shown = g_filename_display_name (deck);

  if (content != NULL)
    return lec_pending_file_save (path, content, length, TRUE, error);

  if (g_error_matches (reason, LEC_ERROR, LEC_ERROR_PROTOCOL))
    g_set_error (error, LEC_ERROR, LEC_ERROR_UNREADABLE, "%s: %s", shown, reason->message);
  else
    g_propagate_error (error, g_steal_pointer (&reason));
  return FALSE;
}

/* The stage does not know what the deck is called. */
static gboolean
note_name (const LecWorkshop *self,
           const char *deck,
           GError **error)
{
  g_autofree char *path = build_path (self, LEC_FILE_DECK);
  g_autoptr (LecDeck) found = lec_deck_load (path, error);

  if (found == NULL)
    return FALSE;

  g_free (found->name);
  found->name = g_filename_display_basename (deck);
  return lec_deck_save (found, path, error);
}

gboolean
lec_review_deck_match (LecWorkshop *self,
                       const char *deck,
                       const LecExtractListener *listener,
                       GCancellable *cancellable,
                       GError **error)
{
  static const char *const stages[] = { LEC_STAGE_DECK, NULL };
  g_autofree char *shown = g_filename_display_name (deck);
  g_autoptr (GError) reason = NULL;

  g_return_val_if_fail (self != NULL && self->scratch != NULL, FALSE);

  if (!bring (self, deck, error))
    return FALSE;
  if (!lec_workshop_make (self, stages, NULL, listener, cancellable, &reason))
    {
      if (reason->domain == LEC_ERROR)
        g_prefix_error (&reason, "%s: ", shown);
      g_propagate_error (error, g_steal_pointer (&reason));
      return FALSE;
    }

  return note_name (self, deck, error);
}

char *
lec_review_deck_describe (const LecWorkshop *self)
{
  g_autofree char *path = build_path (self, LEC_FILE_DECK);
  g_autoptr (LecDeck) deck = g_file_test (path, G_FILE_TEST_EXISTS) ? lec_deck_load (path, NULL) : NULL;

  if (deck == NULL)
    return NULL;

  /* Translators: the name of a PDF, how many of its pages were shown, and how many it has */
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s: %u of %u page was shown", "%s: %u of %u pages were shown",
                                       deck->n_pages),
                          deck->name != NULL ? deck->name : "", lec_deck_count_shown (deck), deck->n_pages);
}

gboolean
lec_review_deck_draw (LecWorkshop *self,
                      const char *folder,
                      const LecExtractListener *listener,
                      GCancellable *cancellable,
                      GError **error)
{
  static const char *const stages[] = { LEC_STAGE_ORIGINAL, NULL };
  g_autofree char *absolute = g_canonicalize_filename (folder, NULL);

  g_return_val_if_fail (self != NULL && self->scratch != NULL, FALSE);

  return lec_workshop_make (self, stages, absolute, listener, cancellable, error);
}

gboolean
lec_review_deck_gather (const LecWorkshop *self,
                        LecMaterial *material,
                        GError **error)
{
  g_autofree char *deck = build_path (self, LEC_FILE_DECK);
  g_autofree char *original = build_path (self, LEC_FILE_ORIGINAL);

  g_return_val_if_fail (material != NULL, FALSE);

  if (!g_file_test (deck, G_FILE_TEST_EXISTS))
    return TRUE;
  material->deck = lec_deck_load (deck, error);
  if (material->deck == NULL)
    return FALSE;
  if (g_file_test (original, G_FILE_TEST_EXISTS))
    material->original = g_steal_pointer (&original);

  return TRUE;
}
