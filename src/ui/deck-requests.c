/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Done on the desk's thread, as the command line does it. A document that a
 * person has never said may be replaced is not: the next free name is taken.
 */
#include "ui/deck-requests.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "base/error.h"
#include "engine/review-study.h"

#define SUFFIX    ".deck.pdf"
#define MAX_NAMES 100
/* Shares of the time: until the deck is read, until its pages are found. */
#define SHARE_BEFORE 0.2
#define SHARE_FOUND  0.8

static const char *const formats[] = { "deck-pdf", NULL };

typedef struct
{
  char *deck;
  char *folder;
  LecExportProgress *progress;
} Wanted;

static void
wanted_free (gpointer data)
{
  Wanted *wanted = data;

  g_free (wanted->deck);
  g_free (wanted->folder);
  lec_export_progress_unref (wanted->progress);
  g_free (wanted);
}

void
lec_deck_made_free (LecDeckMade *self)
{
  if (self == NULL)
    return;

  g_free (self->path);
  g_free (self->told);
  g_free (self);
}

/* Each stage says how far it is itself. */
static void
status_cb (const LecExtractStatus *status,
           gpointer user_data)
{
  LecExportProgress *progress = user_data;
  double fraction = CLAMP (status->fraction, 0, 1);
  double whole = SHARE_BEFORE * fraction;

  if (g_strcmp0 (status->stage, "deck") == 0)
    whole = SHARE_BEFORE + (SHARE_FOUND - SHARE_BEFORE) * fraction;
  else if (g_strcmp0 (status->stage, "original") == 0)
    whole = SHARE_FOUND + (1 - SHARE_FOUND) * fraction;
  else if (g_strcmp0 (status->stage, "generate") == 0)
    whole = 1;
  lec_export_progress_set_fraction (progress, MAX (whole, lec_export_progress_get_fraction (progress)));
}

static gboolean
look_at (const char *path,
         gint64 *size_bytes,
         gint64 *changed_us)
{
  GStatBuf info = { 0 };

  if (g_stat (path, &info) != 0)
    return FALSE;

  *size_bytes = info.st_size;
  *changed_us = info.st_mtim.tv_sec * G_USEC_PER_SEC + info.st_mtim.tv_nsec / 1000;
  return TRUE;
}

/* Returns: (transfer full) (nullable): a name that nothing has; %NULL where the usual one is
 * free */
static char *
choose_output (LecReview *review,
               const char *folder,
               GError **error)
{
  LecStudyExport what = { .formats = formats, .output = folder };
  g_autoptr (GPtrArray) in_the_way = lec_review_list_study_in_the_way (review, &what, error);
  const char *taken = NULL;
  g_autofree char *stem = NULL;

  if (in_the_way == NULL || in_the_way->len == 0)
    return NULL;

  taken = g_ptr_array_index (in_the_way, 0);
  stem = g_strndup (taken, strlen (taken) - strlen (SUFFIX));
  for (guint i = 2; i < MAX_NAMES; i++)
    {
      g_autofree char *path = g_strdup_printf ("%s %u" SUFFIX, stem, i);

      if (!g_file_test (path, G_FILE_TEST_EXISTS))
        return g_steal_pointer (&path);
    }

  g_set_error (error, LEC_ERROR, LEC_ERROR_EXISTS, _ ("%s is there already"), taken);
  return NULL;
}

static gpointer
make (LecReview *review,
      gpointer data,
      GCancellable *cancellable,
      GError **error)
{
  const Wanted *wanted = data;
  LecExtractListener listener = { .status = status_cb, .user_data = wanted->progress };
  g_autoptr (GPtrArray) notes = NULL;
  g_autoptr (GPtrArray) written = NULL;
  g_autoptr (GError) reason = NULL;
  g_autofree char *output = choose_output (review, wanted->folder, &reason);
  LecStudyExport what = { .formats = formats, .deck = wanted->deck };
  LecDeckMade *made = NULL;

  if (reason != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&reason));
      return NULL;
    }
  what.output = output != NULL ? output : wanted->folder;
  written = lec_review_export_study (&review, 1, &what, &listener, &notes, cancellable, error);
  if (written == NULL)
    return NULL;

  made = g_new0 (LecDeckMade, 1);
  made->path = g_strdup (g_ptr_array_index (written, 0));
  made->told = g_strdup (notes->len > 0 ? g_ptr_array_index (notes, 0) : "");
  look_at (made->path, &made->size_bytes, &made->changed_us);
  return made;
}

static void
made_free_cb (gpointer data)
{
  lec_deck_made_free (data);
}

void
lec_deck_requests_make_async (LecReviewDesk *desk,
                              const char *deck,
                              const char *folder,
                              LecExportProgress *progress,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  Wanted *wanted = NULL;

  g_return_if_fail (deck != NULL && folder != NULL && progress != NULL);

  wanted = g_new0 (Wanted, 1);
  *wanted = (Wanted){ g_strdup (deck), g_strdup (folder), lec_export_progress_ref (progress) };
  lec_review_desk_run_async (desk, make, wanted, wanted_free, made_free_cb, cancellable, callback, user_data);
}

LecDeckMade *
lec_deck_requests_make_finish (LecReviewDesk *desk,
                               GAsyncResult *result,
                               GError **error)
{
  return lec_review_desk_run_finish (desk, result, error);
}

/* --- Back --- */

/* Returns: (nullable): something where it is done */
static gpointer
undo (LecReview *review,
      gpointer data,
      GCancellable *cancellable,
      GError **error)
{
  LecDeckMade *made = data;
  gint64 size_bytes = 0;
  gint64 changed_us = 0;

  if (look_at (made->path, &size_bytes, &changed_us) &&
      (size_bytes != made->size_bytes || changed_us != made->changed_us))
    {
      g_autofree char *name = g_filename_display_basename (made->path);

      g_set_error (error, LEC_ERROR, LEC_ERROR_EXISTS, _ ("%s was changed since, and stays"), name);
      return NULL;
    }
  if (g_unlink (made->path) != 0)
    {
      lec_error_set_from_errno (error, errno, "remove", made->path);
      return NULL;
    }

  return made;
}

void
lec_deck_requests_undo_async (LecReviewDesk *desk,
                              const LecDeckMade *made,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  LecDeckMade *copy = NULL;

  g_return_if_fail (made != NULL);

  copy = g_memdup2 (made, sizeof *made);
  copy->path = g_strdup (made->path);
  copy->told = g_strdup (made->told);
  lec_review_desk_run_async (desk, undo, copy, made_free_cb, NULL, NULL, callback, user_data);
}

gboolean
lec_deck_requests_undo_finish (LecReviewDesk *desk,
                               GAsyncResult *result,
                               GError **error)
{
  return lec_review_desk_run_finish (desk, result, error) != NULL;
}
