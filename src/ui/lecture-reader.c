/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Opens all that it needs and closes it again: handles belong to one thread, and
 * the one of the jobs' thread must not be kept waiting.
 */
#include "ui/lecture-reader.h"

#include "engine/jobs.h"
#include "engine/review.h"
#include "ui/slide-item.h"

static LecJob *
get_job (gint64 id,
         GCancellable *cancellable,
         GError **error)
{
  g_autoptr (LecJobs) jobs = lec_jobs_open (NULL, NULL, cancellable, error);
  g_autofree char *name = g_strdup_printf ("%" G_GINT64_FORMAT, id);

  return jobs != NULL ? lec_jobs_get (jobs, name, cancellable, error) : NULL;
}

static GListModel *
list_slides (LecReview *review)
{
  const GPtrArray *slides = lec_review_get_lecture (review)->slides;
  GListStore *list = g_list_store_new (LEC_TYPE_SLIDE_ITEM);

  for (guint i = 0; i < slides->len; i++)
    {
      const LecSlide *slide = g_ptr_array_index (slides, i);
      g_autofree char *picture = lec_review_build_picture_path (review, slide);
      g_autoptr (LecSlideItem) item = lec_slide_item_new (slide, picture);

      g_list_store_append (list, item);
    }

  return G_LIST_MODEL (list);
}

static void
read_in_thread (GTask *task,
                gpointer source,
                gpointer data,
                GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LecJob) job = get_job (*(const gint64 *) data, cancellable, &error);
  g_autoptr (LecExtractor) extractor = job != NULL ? lec_extractor_new (NULL, NULL) : NULL;
  g_autoptr (LecReview) review = job != NULL ? lec_review_open_job (extractor, job, cancellable, &error) : NULL;

  if (review == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, list_slides (review), g_object_unref);
}

void
lec_lecture_reader_read_async (gint64 job,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, lec_lecture_reader_read_async);
  g_task_set_task_data (task, g_memdup2 (&job, sizeof job), g_free);
  g_task_run_in_thread (task, read_in_thread);
}

GListModel *
lec_lecture_reader_read_finish (GAsyncResult *result,
                                GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
