/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a task tells is kept until the loop asks for it: only the loop's thread
 * may use the store.
 */
#include "worker/pool-slot.h"

struct _LecWorkReport
{
  GMutex report_lock;
  double progress;
  char *message;
  GPtrArray *slides; /* (element-type LecSlide) owned (nullable): since the last renewal */
  char *notice;      /* (nullable): not told yet */
  gboolean is_new;
  gboolean is_of_part;           /* of a job whose other parts go on, too; read without the lock */
  GAsyncQueue *messages;         /* unowned: of the pool */
  gconstpointer wake;            /* unowned: likewise */
  const LecPoolOptions *options; /* unowned: likewise */
  gint64 job;
};

/* --- Its life --- */

static LecWorkReport *
report_new (const LecClaim *claim,
            GAsyncQueue *messages,
            gconstpointer wake,
            const LecPoolOptions *options)
{
  LecWorkReport *self = g_new0 (LecWorkReport, 1);

  g_mutex_init (&self->report_lock);
  self->progress = -1;
  self->is_of_part = claim->n_parts > 1;
  self->messages = messages;
  self->wake = wake;
  self->options = options;
  self->job = claim->job;
  return self;
}

static void
report_free (LecWorkReport *self)
{
  g_mutex_clear (&self->report_lock);
  g_free (self->message);
  g_free (self->notice);
  g_clear_pointer (&self->slides, g_ptr_array_unref);
  g_free (self);
}

static void
work_clear (LecWork *work)
{
  g_clear_pointer (&work->lecture, lec_lecture_free);
  g_free (work->pdf);
  g_free (work->images);
  g_free (work->json);
  g_free (work->pdf_sha256);
  g_free (work->content_id);
  g_clear_pointer (&work->artifacts, g_ptr_array_unref);
  g_clear_error (&work->warning);
  g_free (work->printed);
}

LecPoolSlot *
lec_pool_slot_new (LecClaim *claim,
                   GAsyncQueue *messages,
                   gconstpointer wake,
                   const LecPoolOptions *options)
{
  LecPoolSlot *self = g_new0 (LecPoolSlot, 1);

  self->claim = claim;
  self->work.claim = claim;
  self->work.exit_status = -1;
  self->cancellable = g_cancellable_new ();
  self->report = report_new (claim, messages, wake, options);
  return self;
}

void
lec_pool_slot_free (LecPoolSlot *self)
{
  work_clear (&self->work);
  lec_claim_free (self->claim);
  report_free (self->report);
  g_object_unref (self->cancellable);
  g_clear_error (&self->error);
  g_free (self);
}

/* --- What it tells --- */

void
lec_work_report (LecWorkReport *self,
                 double progress,
                 const char *message)
{
  g_autoptr (GMutexLocker) locker = NULL;

  g_return_if_fail (self != NULL);

  if (self->options->reported != NULL)
    self->options->reported (self->job, self->is_of_part ? -1 : progress, message, self->options->tick_data);
  locker = g_mutex_locker_new (&self->report_lock);
  self->progress = progress;
  g_free (self->message);
  self->message = g_strdup (message);
  self->is_new = TRUE;
}

void
lec_work_report_slide (LecWorkReport *self,
                       const LecSlide *slide)
{
  g_autoptr (GMutexLocker) locker = NULL;

  g_return_if_fail (self != NULL && slide != NULL);

  locker = g_mutex_locker_new (&self->report_lock);
  if (self->slides == NULL)
    self->slides = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_slide_free);
  g_ptr_array_add (self->slides, lec_slide_copy (slide));
}

void
lec_work_report_notice (LecWorkReport *self,
                        const char *notice)
{
  g_return_if_fail (self != NULL && notice != NULL);

  g_mutex_lock (&self->report_lock);
  g_free (self->notice);
  self->notice = g_strdup (notice);
  g_mutex_unlock (&self->report_lock);
  g_async_queue_push (self->messages, (gpointer) self->wake);
}

void
lec_pool_slot_take_news (LecPoolSlot *self,
                         LecPoolNews *news)
{
  LecWorkReport *report = self->report;

  g_mutex_lock (&report->report_lock);
  *news = (LecPoolNews){
    .progress = report->progress,
    .message = g_strdup (report->message),
    .slides = g_steal_pointer (&report->slides),
    .is_new = report->is_new,
  };
  report->is_new = FALSE;
  g_mutex_unlock (&report->report_lock);
}

void
lec_pool_news_clear (LecPoolNews *self)
{
  g_clear_pointer (&self->message, g_free);
  g_clear_pointer (&self->slides, g_ptr_array_unref);
}

char *
lec_pool_slot_take_notice (LecPoolSlot *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->report->report_lock);

  return g_steal_pointer (&self->report->notice);
}

/* --- What came of it --- */

static LecAttemptCost
get_cost (const LecPoolSlot *self)
{
  return (LecAttemptCost){
    .wall_s = (double) (self->end_us - self->start_us) / G_USEC_PER_SEC,
    .cpu_s = self->work.cpu_s,
    .peak_memory_bytes = self->work.peak_memory_bytes,
    .exit_status = self->work.exit_status,
    .stderr_tail = self->work.printed,
    .disk_bytes = self->work.disk_bytes,
    .n_cache_hits = self->work.n_cache_hits,
    .n_frames = self->work.n_frames,
  };
}

/* Returns: (transfer full) (element-type LecArtifact): what they name is borrowed */
static GArray *
list_artifacts (const LecWork *work,
                const char *pdf_address)
{
  GArray *artifacts = g_array_new (FALSE, FALSE, sizeof (LecArtifact));

  if (work->pdf_sha256 != NULL)
    {
      LecArtifact pdf = { "pdf", work->pdf_sha256, pdf_address, work->pdf_bytes };

      g_array_append_val (artifacts, pdf);
    }
  for (guint i = 0; work->artifacts != NULL && i < work->artifacts->len; i++)
    {
      const LecKeptArtifact *made = g_ptr_array_index (work->artifacts, i);
      LecArtifact artifact = { made->kind, made->sha256, made->address, made->size_bytes };

      g_array_append_val (artifacts, artifact);
    }

  return artifacts;
}

/* Returns: (transfer full) (element-type LecNewTask) */
static GArray *
list_next (const LecWork *work)
{
  GArray *tasks = g_array_new (FALSE, FALSE, sizeof (LecNewTask));
  LecNewTask task = work->next;

  if (task.stage == NULL)
    return tasks;
  if (work->n_parts == 0)
    g_array_append_val (tasks, task);
  for (task.part = 1; task.part <= work->n_parts; task.part++)
    g_array_append_val (tasks, task);

  return tasks;
}

static gboolean
write_success (const LecPoolSlot *self,
               LecStore *store,
               gint64 now_us,
               GError **error)
{
  const LecWork *work = &self->work;
  g_autofree char *address = work->pdf != NULL ? g_filename_display_name (work->pdf) : NULL;
  g_autoptr (GArray) artifacts = list_artifacts (work, address);
  g_autoptr (GArray) next = list_next (work);
  LecTaskResult result = {
    .content_hash = work->content_id,
    .lecture = work->lecture,
    .next = (gconstpointer) next->data,
    .n_next = next->len,
    .waits_for_parts = work->waits_for_parts,
    .artifacts = (gconstpointer) artifacts->data,
    .n_artifacts = artifacts->len,
    .pdf = work->pdf,
    .images = work->images,
    .json = work->json,
    .warning = work->warning,
    .cost = get_cost (self),
  };

  return lec_store_finish (store, self->claim->fence, &result, now_us, NULL, error);
}

gboolean
lec_pool_slot_write (const LecPoolSlot *self,
                     LecStore *store,
                     LecTaskState *state,
                     gint64 now_us,
                     GError **error)
{
  LecAttemptCost cost = get_cost (self);

  if (self->error == NULL)
    return write_success (self, store, now_us, error);

  return lec_store_fail (store, self->claim->fence, self->error, &cost, state, now_us, NULL, error);
}
