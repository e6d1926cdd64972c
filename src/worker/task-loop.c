/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A thread reads the control channel and hands over one task after the other;
 * the end of the channel cancels what is running, and ends the process when
 * that does not help. In a process of its own the loop closes the sandbox
 * before the first stage runs.
 */
#include "worker/task-loop.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/error.h"
#include "base/json.h"
#include "media/gstreamer.h"
#include "worker/line-splitter.h"
#include "worker/result-file.h"
#include "worker/sandbox.h"

#define CHUNK_BYTES (64 * 1024)
/* Shorter than the time the parent gives, so that an orphan is not the last to go. */
#define GRACE_US             (2 * G_USEC_PER_SEC)
#define PROGRESS_INTERVAL_US (G_USEC_PER_SEC / 10)

/* @tasks and @cancellable are shared with the reading thread, the rest is the running one's. */
struct _LecTaskLoop
{
  LecTaskLoopPlace place;
  int control_fd;
  GAsyncQueue *tasks; /* (element-type LecTask); end_of_tasks at the end */
  GCancellable *cancellable;
  const LecStage *stages;
  gsize n_stages;
  guint sandboxed : 1;
};

/* What the sink of the running stage needs. */
typedef struct
{
  LecTaskLoop *loop;
  const LecTask *task;
  gint64 last_progress_us;
  guint64 n_frames;
} Report;

/* Something to put in a queue that cannot hold NULL. */
static const char end_of_tasks;

/* Nobody is at the other end, or nobody who makes sense. What runs is given up; a process has
 * nothing else to do. */
static void
break_off (LecTaskLoop *self)
{
  if (self->place == LEC_TASK_LOOP_PROCESS)
    _exit (LEC_TASK_LOOP_BROKEN);

  shutdown (self->control_fd, SHUT_RDWR);
  g_cancellable_cancel (self->cancellable);
}

static void
send_all (LecTaskLoop *self,
          const char *data,
          gsize length)
{
  while (length > 0)
    {
      ssize_t n = send (self->control_fd, data, length, MSG_NOSIGNAL);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        {
          break_off (self);
          return;
        }
      data += n;
      length -= (gsize) n;
    }
}

static void
send_message (LecTaskLoop *self,
              const LecMessage *message)
{
  g_autofree char *text = lec_message_to_line (message);
  g_autofree char *line = g_strconcat (text, "\n", NULL);

  send_all (self, line, strlen (line));
}

static gboolean
would_block (int fd)
{
  struct pollfd poll_fd = { .fd = fd, .events = POLLOUT };

  return poll (&poll_fd, 1, 0) <= 0;
}

/* Left out when the last one is fresh or nobody reads: the next one says more. */
static void
report_progress (double fraction,
                 double position_s,
                 gpointer user_data)
{
  Report *report = user_data;
  gint64 now_us = g_get_monotonic_time ();
  g_autoptr (LecMessage) message = NULL;

  if (now_us - report->last_progress_us < PROGRESS_INTERVAL_US || would_block (report->loop->control_fd))
    return;

  report->last_progress_us = now_us;
  message = lec_message_new (LEC_MESSAGE_PROGRESS, report->task->id);
  message->n_frames = (gint64) report->n_frames;
  message->fraction = fraction;
  message->position_s = position_s;
  send_message (report->loop, message);
}

static void
report_slide (const LecSlide *slide,
              gpointer user_data)
{
  Report *report = user_data;
  g_autoptr (LecMessage) message = lec_message_new (LEC_MESSAGE_SLIDE, report->task->id);

  message->slide = lec_slide_copy (slide);
  send_message (report->loop, message);
}

static void
count_frames (guint64 n_frames,
              gpointer user_data)
{
  Report *report = user_data;

  report->n_frames = n_frames;
}

static const LecStage *
find_stage (LecTaskLoop *self,
            const char *name)
{
  for (gsize i = 0; i < self->n_stages; i++)
    if (g_str_equal (self->stages[i].name, name))
      return &self->stages[i];

  return NULL;
}

/*
 * GStreamer first: it may have to start a program to look at new plug-ins. From then on this
 * process reads files that somebody may have made to break into it. Where the system has no filter
 * the process is still one of its own. A program of which this is only a thread needs what the
 * filter takes away, and no program can be started.
 */
static gboolean
prepare_stage (LecTaskLoop *self,
               const LecStage *stage,
               GError **error)
{
  if (stage->needs_gst && self->place == LEC_TASK_LOOP_THREAD)
    lec_gstreamer_start_no_programs ();
  if (stage->needs_gst && !lec_gstreamer_init (error))
    return FALSE;

  if (self->place == LEC_TASK_LOOP_PROCESS && !self->sandboxed)
    self->sandboxed = lec_sandbox_enter ();
  return TRUE;
}

/* What crosses the process boundary is in one domain; libraries have theirs. */
static GError *
translate_error (const GError *error)
{
  if (error->domain == LEC_ERROR || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return g_error_copy (error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE) ||
      g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOSPC))
    return g_error_new_literal (LEC_ERROR, LEC_ERROR_NO_SPACE, error->message);

  return g_error_new_literal (LEC_ERROR, LEC_ERROR_INTERNAL, error->message);
}

static gboolean
run_stage (LecTaskLoop *self,
           const LecTask *task,
           Report *report,
           LecMessage *done,
           GError **error)
{
  const LecStage *stage = find_stage (self, task->stage);
  LecStageSink sink = { report_progress, report_slide, report, count_frames };

  if (stage == NULL)
    {
      g_set_error (error, LEC_ERROR, LEC_ERROR_INTERNAL, _ ("there is no stage “%s”"), task->stage);
      return FALSE;
    }
  if (!prepare_stage (self, stage, error) || !stage->run (task, &sink, self->cancellable, error))
    return FALSE;

  done->result = g_strdup (stage->makes);
  if (!lec_result_file_sync (task->folder, stage->makes, error))
    return FALSE;
  done->result_sha256 = lec_result_file_hash (task->folder, stage->makes, error);
  return done->result_sha256 != NULL;
}

static void
carry_out (LecTaskLoop *self,
           const LecTask *task)
{
  g_autoptr (LecMessage) done = lec_message_new (LEC_MESSAGE_DONE, task->id);
  g_autoptr (LecMessage) failed = NULL;
  g_autoptr (GError) error = NULL;
  Report report = { self, task, 0, 0 };

  if (run_stage (self, task, &report, done, &error))
    {
      done->n_frames = (gint64) report.n_frames;
      send_message (self, done);
      return;
    }

  failed = lec_message_new (LEC_MESSAGE_FAILED, task->id);
  failed->n_frames = (gint64) report.n_frames;
  failed->error = translate_error (error);
  send_message (self, failed);
}

static gboolean
queue_tasks (LecTaskLoop *self,
             LecLineSplitter *lines)
{
  gsize length;
  char *text;

  while ((text = lec_line_splitter_pop (lines, &length)) != NULL)
    {
      g_autofree char *line = text;
      g_autoptr (JsonNode) node = lec_json_parse (line, (gssize) length, LEC_TASK_MAX_LINE, NULL);
      LecTask *task = node != NULL ? lec_task_from_json (node, NULL) : NULL;

      if (task == NULL)
        return FALSE;
      g_async_queue_push (self->tasks, task);
    }

  return TRUE;
}

static void
read_tasks (LecTaskLoop *self)
{
  g_autoptr (LecLineSplitter) lines = lec_line_splitter_new (LEC_TASK_MAX_LINE);
  g_autofree char *chunk = g_malloc (CHUNK_BYTES);
  ssize_t n;

  while ((n = TEMP_FAILURE_RETRY (read (self->control_fd, chunk, CHUNK_BYTES))) > 0)
    if (!lec_line_splitter_push (lines, chunk, (gsize) n, NULL) || !queue_tasks (self, lines))
      {
        break_off (self);
        return;
      }
}

/* The end of the channel is the lifeline: nobody wants what runs here any more. */
static gpointer
run_reader (gpointer data)
{
  LecTaskLoop *self = data;

  read_tasks (self);
  g_cancellable_cancel (self->cancellable);
  g_async_queue_push (self->tasks, (gpointer) &end_of_tasks);
  if (self->place == LEC_TASK_LOOP_THREAD)
    return NULL;

  g_usleep (GRACE_US);
  _exit (LEC_TASK_LOOP_BROKEN);
  return NULL;
}

static void
run_tasks (LecTaskLoop *self)
{
  while (TRUE)
    {
      gpointer item = g_async_queue_pop (self->tasks);

      if (item == &end_of_tasks)
        return;

      if (self->place == LEC_TASK_LOOP_PROCESS || !g_cancellable_is_cancelled (self->cancellable))
        carry_out (self, item);
      lec_task_free (item);
    }
}

/**
 * lec_task_loop_new:
 * @control_fd: a socket; taken
 * @stages: (array length=n_stages): must outlive it
 *
 * Returns: (transfer full)
 */
LecTaskLoop *
lec_task_loop_new (LecTaskLoopPlace place,
                   int control_fd,
                   const LecStage *stages,
                   gsize n_stages)
{
  LecTaskLoop *self = g_new0 (LecTaskLoop, 1);

  self->place = place;
  self->control_fd = control_fd;
  self->stages = stages;
  self->n_stages = n_stages;
  self->tasks = g_async_queue_new ();
  self->cancellable = g_cancellable_new ();
  return self;
}

void
lec_task_loop_free (LecTaskLoop *self)
{
  gpointer item = NULL;

  g_assert (self->place == LEC_TASK_LOOP_THREAD);

  while ((item = g_async_queue_try_pop (self->tasks)) != NULL)
    if (item != &end_of_tasks)
      lec_task_free (item);
  g_async_queue_unref (self->tasks);
  g_object_unref (self->cancellable);
  close (self->control_fd);
  g_free (self);
}

/**
 * lec_task_loop_run:
 *
 * Runs stages on the calling thread until the other end has no more tasks or is gone. In a process
 * the thread that reads may outlive this: then @self is never to be freed.
 *
 * Returns: %FALSE with %LEC_ERROR_INTERNAL when there is no thread to be had
 */
gboolean
lec_task_loop_run (LecTaskLoop *self,
                   GError **error)
{
  g_autoptr (GError) reason = NULL;
  g_autoptr (GThread) reader = g_thread_try_new ("control", run_reader, self, &reason);

  if (reader == NULL)
    {
      g_set_error_literal (error, LEC_ERROR, LEC_ERROR_INTERNAL, reason->message);
      return FALSE;
    }

  run_tasks (self);
  if (self->place == LEC_TASK_LOOP_THREAD)
    g_thread_join (g_steal_pointer (&reader));
  return TRUE;
}
