/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A thread that hands what has been found by then to the task process. Slides
 * come in by one queue and leave by another; the rest is the thread's until it
 * has been joined.
 */
#include "engine/read-ahead.h"

#include <glib/gstdio.h>

#include "pipeline/stage.h"

#define LOOK_AGAIN_US (G_USEC_PER_SEC / 4)
/* Each task starts the engine anew, which takes as long as half a slide: it gets so many of them,
 * or those that have waited for so long. */
#define FEW_SLIDES 4
#define WAIT_US    (1 * G_USEC_PER_SEC)

/* What wakes the thread to end. */
static const char end_of_slides;

struct _LecReadAhead
{
  LecTaskRunner *runner; /* unowned */
  char *folder;
  LecJobOptions *options;
  LecAheadRoom has_room;
  gpointer room_data;
  GCancellable *cancellable;
  GAsyncQueue *found; /* (element-type LecSlide) owned, or &end_of_slides */
  GAsyncQueue *read;  /* (element-type LecSlide) owned */
  GPtrArray *waiting; /* (element-type LecSlide) owned: taken from @found */
  gint64 waiting_us;  /* monotonic: since when there are any */
  LecTaskMetrics cost;
  guint n_tasks;
  GThread *thread; /* (nullable): joined */
};

/* Some of it, for a short time at most. */
static void
take_found (LecReadAhead *self)
{
  gpointer slide = g_async_queue_timeout_pop (self->found, LOOK_AGAIN_US);

  if (self->waiting->len == 0)
    self->waiting_us = g_get_monotonic_time ();
  while (slide != NULL && slide != &end_of_slides)
    {
      g_ptr_array_add (self->waiting, slide);
      slide = self->waiting->len < LEC_TASK_MAX_SLIDES ? g_async_queue_try_pop (self->found) : NULL;
    }
}

static void
slide_read_cb (const LecSlide *slide,
               gpointer user_data)
{
  LecReadAhead *self = user_data;

  g_async_queue_push (self->read, lec_slide_copy (slide));
}

static void
ignore_progress (double fraction,
                 double position_s,
                 gpointer user_data)
{
}

static void
add_cost (LecReadAhead *self,
          const LecTaskMetrics *metrics)
{
  self->cost.wall_ms += metrics->wall_ms;
  self->cost.cpu_ms += metrics->cpu_ms;
  self->cost.peak_rss_bytes = MAX (self->cost.peak_rss_bytes, metrics->peak_rss_bytes);
}

static gboolean
read_waiting (LecReadAhead *self,
              GError **error)
{
  g_autofree char *id = g_strdup_printf ("%s-%u", LEC_STAGE_READ_AHEAD, ++self->n_tasks);
  g_autoptr (LecTask) task = lec_task_new (id, LEC_STAGE_READ_AHEAD, self->folder);
  LecStageSink sink = { ignore_progress, slide_read_cb, self };
  g_auto (LecTaskMetrics) metrics = { 0 };
  gboolean is_read = FALSE;

  lec_job_options_free (task->options);
  task->options = lec_job_options_copy (self->options);
  task->slides = g_steal_pointer (&self->waiting);
  self->waiting = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_slide_free);

  is_read = lec_task_runner_run (self->runner, task, &sink, &metrics, self->cancellable, error);
  add_cost (self, &metrics);
  return is_read;
}

static gboolean
is_time_to_read (LecReadAhead *self)
{
  return (self->waiting->len >= FEW_SLIDES ||
          (self->waiting->len > 0 && g_get_monotonic_time () - self->waiting_us >= WAIT_US)) &&
         !g_cancellable_is_cancelled (self->cancellable) && self->has_room (self->room_data);
}

/* What goes wrong here goes wrong again when it matters, and is said then. */
static gpointer
run_thread (gpointer data)
{
  LecReadAhead *self = data;
  g_autoptr (GError) reason = NULL;

  while (reason == NULL && !g_cancellable_is_cancelled (self->cancellable))
    {
      if (self->waiting->len < LEC_TASK_MAX_SLIDES)
        take_found (self);
      else
        g_usleep (LOOK_AGAIN_US);
      if (is_time_to_read (self))
        read_waiting (self, &reason);
    }
  if (reason != NULL && !g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_debug ("no words are read ahead any more: %s", reason->message);

  return NULL;
}

/**
 * lec_read_ahead_new:
 * @runner: for this alone until it has been stopped; must outlive it, so must @room_data
 * @folder: of the lecture, in which the pictures are
 * @has_room: from another thread
 *
 * Returns: (transfer full)
 */
LecReadAhead *
lec_read_ahead_new (LecTaskRunner *runner,
                    const char *folder,
                    const LecJobOptions *options,
                    LecAheadRoom has_room,
                    gpointer room_data)
{
  LecReadAhead *self = NULL;

  g_return_val_if_fail (runner != NULL && folder != NULL && options != NULL && has_room != NULL, NULL);

  self = g_new0 (LecReadAhead, 1);
  self->runner = runner;
  self->folder = g_strdup (folder);
  self->options = lec_job_options_copy (options);
  self->has_room = has_room;
  self->room_data = room_data;
  self->cancellable = g_cancellable_new ();
  self->cost.exit_status = -1;
  self->found = g_async_queue_new ();
  self->read = g_async_queue_new_full ((GDestroyNotify) lec_slide_free);
  self->waiting = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_slide_free);
  self->thread = g_thread_new ("read-ahead", run_thread, self);
  return self;
}

/* Reads the slide's picture, which is in the folder; whatever words the slide has do not count. */
void
lec_read_ahead_add (LecReadAhead *self,
                    const LecSlide *slide)
{
  LecSlide *bare = NULL;

  g_return_if_fail (self != NULL && slide != NULL);

  if (slide->picture == NULL)
    return;

  bare = lec_slide_new (slide->number);
  g_array_append_vals (bare->visits, slide->visits->data, slide->visits->len);
  bare->picture = g_strdup (slide->picture);
  g_async_queue_push (self->found, bare);
}

/* Returns: (transfer full) (nullable): the next slide whose words have been read */
LecSlide *
lec_read_ahead_pop (LecReadAhead *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_async_queue_try_pop (self->read);
}

/**
 * lec_read_ahead_stop:
 * @cost: (out) (optional): of all that was read
 *
 * Ends the thread, and with it the slide that is being read.
 *
 * Returns: whether anything was begun
 */
gboolean
lec_read_ahead_stop (LecReadAhead *self,
                     LecTaskMetrics *cost)
{
  g_autofree char *path = NULL;

  g_return_val_if_fail (self != NULL, FALSE);

  if (self->thread != NULL)
    {
      g_cancellable_cancel (self->cancellable);
      g_async_queue_push (self->found, (gpointer) &end_of_slides);
      g_thread_join (g_steal_pointer (&self->thread));
      path = g_build_filename (self->folder, LEC_FILE_AHEAD, NULL);
      g_unlink (path);
    }
  if (cost != NULL)
    *cost = self->cost;

  return self->n_tasks > 0;
}

void
lec_read_ahead_free (LecReadAhead *self)
{
  gpointer slide = NULL;

  if (self == NULL)
    return;

  lec_read_ahead_stop (self, NULL);
  while ((slide = g_async_queue_try_pop (self->found)) != NULL)
    if (slide != &end_of_slides)
      lec_slide_free (slide);
  g_async_queue_unref (self->found);
  g_async_queue_unref (self->read);
  g_ptr_array_unref (self->waiting);
  g_object_unref (self->cancellable);
  lec_job_options_free (self->options);
  g_free (self->folder);
  g_free (self);
}
