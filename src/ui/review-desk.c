/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The pool has one thread, and keeps it: what it starts lives as long as that
 * thread does. What is below "The thread's" is touched by it only, and by
 * whoever holds the last reference, when no question is left.
 */
#include "ui/review-desk.h"

#include "engine/jobs.h"

struct _LecReviewDesk
{
  GObject parent_instance;

  gint64 number;
  GThreadPool *pool;

  /* The thread's. */
  LecJob *job; /* (nullable): until it could be opened, unless it is the cluster's; so are the other two */
  LecExtractor *extractor;
  LecReview *review;
};

G_DEFINE_FINAL_TYPE (LecReviewDesk, lec_review_desk, G_TYPE_OBJECT)

typedef struct
{
  LecReviewFunc func;
  gpointer data;
  GDestroyNotify free_data;
  GDestroyNotify free_result;
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  if (question->free_data != NULL)
    question->free_data (question->data);
  g_free (question);
}

static LecJob *
get_job (LecReviewDesk *self,
         GCancellable *cancellable,
         GError **error)
{
  g_autoptr (LecJobs) jobs = lec_jobs_open (NULL, NULL, cancellable, error);
  g_autofree char *name = g_strdup_printf ("%" G_GINT64_FORMAT, self->number);

  return jobs != NULL ? lec_jobs_get (jobs, name, cancellable, error) : NULL;
}

static gboolean
open_review (LecReviewDesk *self,
             GCancellable *cancellable,
             GError **error)
{
  if (self->job == NULL)
    self->job = get_job (self, cancellable, error);
  if (self->job == NULL)
    return FALSE;

  if (self->extractor == NULL)
    self->extractor = lec_extractor_new (NULL, NULL);
  if (self->review == NULL)
    self->review = lec_review_open_job (self->extractor, self->job, cancellable, error);
  return self->review != NULL;
}

static void
answer (gpointer item,
        gpointer user_data)
{
  g_autoptr (GTask) task = item;
  LecReviewDesk *self = g_task_get_source_object (task);
  Question *question = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_autoptr (GError) error = NULL;
  gpointer result = NULL;

  if (g_task_return_error_if_cancelled (task))
    return;

  if (open_review (self, cancellable, &error))
    result = question->func (self->review, question->data, cancellable, &error);
  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, result, question->free_result);
}

void
lec_review_desk_run_async (LecReviewDesk *self,
                           LecReviewFunc func,
                           gpointer data,
                           GDestroyNotify free_data,
                           GDestroyNotify free_result,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  Question *question = NULL;
  GTask *task = NULL;

  g_return_if_fail (LEC_IS_REVIEW_DESK (self) && func != NULL);

  question = g_new0 (Question, 1);
  *question = (Question){ func, data, free_data, free_result };
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, lec_review_desk_run_async);
  g_task_set_task_data (task, question, question_free);
  g_thread_pool_push (self->pool, task, NULL);
}

gpointer
lec_review_desk_run_finish (LecReviewDesk *self,
                            GAsyncResult *result,
                            GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
lec_review_desk_finalize (GObject *object)
{
  LecReviewDesk *self = LEC_REVIEW_DESK (object);

  /* Its questions hold references: there are none left. */
  g_thread_pool_free (self->pool, FALSE, FALSE);
  g_clear_pointer (&self->review, lec_review_free);
  g_clear_pointer (&self->extractor, lec_extractor_free);
  g_clear_pointer (&self->job, lec_job_free);

  G_OBJECT_CLASS (lec_review_desk_parent_class)->finalize (object);
}

static void
lec_review_desk_class_init (LecReviewDeskClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = lec_review_desk_finalize;
}

static void
lec_review_desk_init (LecReviewDesk *self)
{
  self->pool = g_thread_pool_new (answer, self, 1, TRUE, NULL);
}

LecReviewDesk *
lec_review_desk_new (LecJobItem *item)
{
  LecReviewDesk *self = NULL;

  g_return_val_if_fail (LEC_IS_JOB_ITEM (item), NULL);

  self = g_object_new (LEC_TYPE_REVIEW_DESK, NULL);
  self->number = lec_job_item_get_id (item);
  self->job = lec_job_item_dup_fetched (item);
  return self;
}
