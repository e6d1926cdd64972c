/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The list is small files in the library: looked at on a thread each time.
 */
#include "ui/never-requests.h"

#include "base/error.h"

static gboolean
is_shown_at (const LecSlide *slide,
             const LecEditPlace *place)
{
  for (guint i = 0; i < slide->visits->len; i++)
    if (lec_edit_place_agrees (place, &g_array_index (slide->visits, LecVisit, i)))
      return TRUE;

  return FALSE;
}

static gpointer
add (LecReview *review,
     gpointer data,
     GCancellable *cancellable,
     GError **error)
{
  const GPtrArray *slides = lec_review_get_lecture (review)->slides;

  for (guint i = 0; i < slides->len; i++)
    if (is_shown_at (g_ptr_array_index (slides, i), data))
      return GUINT_TO_POINTER (lec_never_list_add (review, i + 1, error));

  g_set_error_literal (error, LEC_ERROR, LEC_ERROR_USAGE, lec_review_describe_outcome (LEC_EDIT_NO_SLIDE));
  return NULL;
}

void
lec_never_requests_add_async (LecReviewDesk *desk,
                              const LecEditPlace *place,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  lec_review_desk_run_async (desk, add, g_memdup2 (place, sizeof *place), g_free, NULL, cancellable, callback,
                             user_data);
}

gboolean
lec_never_requests_add_finish (LecReviewDesk *desk,
                               GAsyncResult *result,
                               GError **error)
{
  return lec_review_desk_run_finish (desk, result, error) != NULL;
}

static void
free_pages (gpointer pages)
{
  g_ptr_array_unref (pages);
}

static void
list_in_thread (GTask *task,
                gpointer source,
                gpointer data,
                GCancellable *cancellable)
{
  guint number = GPOINTER_TO_UINT (data);
  g_autoptr (GError) error = NULL;
  GPtrArray *pages = NULL;

  if (number > 0)
    lec_never_list_remove (NULL, number, &error);
  if (error == NULL || g_error_matches (error, LEC_ERROR, LEC_ERROR_NOT_FOUND))
    {
      g_clear_error (&error);
      pages = lec_never_list_load (NULL, &error);
    }
  if (pages != NULL)
    g_task_return_pointer (task, pages, free_pages);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

void
lec_never_requests_list_async (guint remove,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, lec_never_requests_list_async);
  g_task_set_task_data (task, GUINT_TO_POINTER (remove), NULL);
  g_task_run_in_thread (task, list_in_thread);
}

GPtrArray *
lec_never_requests_list_finish (GAsyncResult *result,
                                GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
