/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Three things happen before the first stage runs: the process ties its life
 * to its parent's, a thread starts that reads the control channel, and the
 * sandbox closes. Stages run on the main thread. The thread hands it one task
 * after the other; the end of the channel cancels what is running, and ends
 * the process when that does not help.
 */
#include "worker/task-process.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
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

enum
{
  EXIT_OK = 0,
  EXIT_BROKEN = 1, /* the channel brings nonsense or cannot be written */
  EXIT_USAGE = 2,  /* not started by a worker */
};

/* @tasks and @cancellable are shared with the reading thread, the rest is the main thread's. */
typedef struct
{
  int control_fd;
  GAsyncQueue *tasks; /* (element-type LecTask); end_of_tasks at the end */
  GCancellable *cancellable;
  const LecStage *stages;
  gsize n_stages;
  guint sandboxed : 1;
} Process;

/* What the sink of the running stage needs. */
typedef struct
{
  Process *process;
  const LecTask *task;
  gint64 last_progress_us;
  guint64 n_frames;
} Report;

/* Something to put in a queue that cannot hold NULL. */
static const char end_of_tasks;

static void
send_all (int fd,
          const char *data,
          gsize length)
{
  while (length > 0)
    {
      ssize_t n = send (fd, data, length, MSG_NOSIGNAL);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        _exit (EXIT_BROKEN);
      data += n;
      length -= (gsize) n;
    }
}

static void
send_message (Process *self,
              const LecMessage *message)
{
  g_autofree char *text = lec_message_to_line (message);
  g_autofree char *line = g_strconcat (text, "\n", NULL);

  send_all (self->control_fd, line, strlen (line));
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

  if (now_us - report->last_progress_us < PROGRESS_INTERVAL_US || would_block (report->process->control_fd))
    return;

  report->last_progress_us = now_us;
  message = lec_message_new (LEC_MESSAGE_PROGRESS, report->task->id);
  message->n_frames = (gint64) report->n_frames;
  message->fraction = fraction;
  message->position_s = position_s;
  send_message (report->process, message);
}

static void
report_slide (const LecSlide *slide,
              gpointer user_data)
{
  Report *report = user_data;
  g_autoptr (LecMessage) message = lec_message_new (LEC_MESSAGE_SLIDE, report->task->id);

  message->slide = lec_slide_copy (slide);
  send_message (report->process, message);
}

static void
count_frames (guint64 n_frames,
              gpointer user_data)
{
  Report *report = user_data;

  report->n_frames = n_frames;
}

static const LecStage *
find_stage (Process *self,
            const char *name)
{
  for (gsize i = 0; i < self->n_stages; i++)
    if (g_str_equal (self->stages[i].name, name))
      return &self->stages[i];

  return NULL;
}

/*
 * GStreamer first: it may have to start a program to look at new plug-ins. From then on this
 * process
 * reads files that somebody may have made to break into it. Where the system has no filter the
 * process is still one of its own.
 */
static gboolean
prepare_stage (Process *self,
               const LecStage *stage,
               GError **error)
{
  if (stage->needs_gst && !lec_gstreamer_init (error))
    return FALSE;

  if (!self->sandboxed)
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
run_stage (Process *self,
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
carry_out (Process *self,
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
queue_tasks (Process *self,
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
read_tasks (Process *self)
{
  g_autoptr (LecLineSplitter) lines = lec_line_splitter_new (LEC_TASK_MAX_LINE);
  g_autofree char *chunk = g_malloc (CHUNK_BYTES);
  ssize_t n;

  while ((n = TEMP_FAILURE_RETRY (read (self->control_fd, chunk, CHUNK_BYTES))) > 0)
    if (!lec_line_splitter_push (lines, chunk, (gsize) n, NULL) || !queue_tasks (self, lines))
      _exit (EXIT_BROKEN);
}

/* The end of the channel is the lifeline: nobody wants what this process does any more. */
static gpointer
run_reader (gpointer data)
{
  Process *self = data;

  read_tasks (self);
  g_cancellable_cancel (self->cancellable);
  /* From here on the main thread may have left the frame that self lives in. */
  g_async_queue_push (self->tasks, (gpointer) &end_of_tasks);
  g_usleep (GRACE_US);
  _exit (EXIT_BROKEN);
  return NULL;
}

/* PR_SET_PDEATHSIG comes too late when the parent is gone already. */
static gboolean
tie_to_parent (void)
{
  struct ucred parent = { 0 };
  socklen_t length = sizeof parent;

  setpgid (0, 0);
  prctl (PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
  return getsockopt (STDIN_FILENO, SOL_SOCKET, SO_PEERCRED, &parent, &length) == 0 && parent.pid == getppid ();
}

/* Core dumps would hold the user's lecture. A write that fails is to be reported as an error. */
static void
restrict_process (void)
{
  struct rlimit none = { 0, 0 };

  setrlimit (RLIMIT_CORE, &none);
  signal (SIGPIPE, SIG_IGN);
  signal (SIGXFSZ, SIG_IGN);
}

/* Out of reach of a library that reads standard input. */
static int
move_control_channel (void)
{
  int control_fd = fcntl (STDIN_FILENO, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
  int null_fd = open ("/dev/null", O_RDONLY | O_CLOEXEC);

  if (null_fd >= 0)
    {
      dup2 (null_fd, STDIN_FILENO);
      close (null_fd);
    }
  return control_fd;
}

static void
run_tasks (Process *self)
{
  while (TRUE)
    {
      gpointer item = g_async_queue_pop (self->tasks);

      if (item == &end_of_tasks)
        return;

      carry_out (self, item);
      lec_task_free (item);
    }
}

int
lec_task_process_main_with (const LecStage *stages,
                            gsize n_stages)
{
  Process self = { .stages = stages, .n_stages = n_stages };

  if (!tie_to_parent ())
    {
      g_printerr ("%s\n", _ ("lectern: --task is for lectern itself"));
      return EXIT_USAGE;
    }

  restrict_process ();
  self.control_fd = move_control_channel ();
  if (self.control_fd < 0)
    return EXIT_BROKEN;

  /* Shared with the reading thread, which may outlive this function: not freed. */
  self.tasks = g_async_queue_new ();
  self.cancellable = g_cancellable_new ();
  g_thread_unref (g_thread_new ("control", run_reader, &self));
  run_tasks (&self);
  return EXIT_OK;
}

int
lec_task_process_main (void)
{
  gsize n_stages;
  const LecStage *stages = lec_stage_table (&n_stages);

  return lec_task_process_main_with (stages, n_stages);
}
