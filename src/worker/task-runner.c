/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One loop follows the child: messages, what it prints, memory, time without
 * progress, cancellation. Everything the child says is untrusted: it may run
 * an attacker's code by the time it says it.
 *
 * The child is a process group of its own. It is asked to end by closing its
 * control channel and killed when it does not. This process is a subreaper, so
 * that nothing the child may have started escapes.
 */
#include "worker/task-runner.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/error.h"
#include "base/json.h"
#include "worker/child-thread.h"
#include "worker/line-splitter.h"
#include "worker/result-file.h"
#include "worker/spawner.h"
#include "worker/start-rules.h"
#include "worker/tail-buffer.h"

#define TICK_MS      100
#define GRACE_MS     3000
#define STDERR_BYTES (64 * 1024)
#define CHUNK_BYTES  (64 * 1024)
/* For how long processes or memory may be short before that is how it is. */
#define MAX_STARTS     6
#define START_AGAIN_US (200 * 1000)
#define GIBIBYTE       (G_GUINT64_CONSTANT (1) << 30)
/* Stacks and arenas of many threads reserve far more than they use. */
#define ADDRESS_SPACE_MARGIN (8 * GIBIBYTE)

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
/* Sanitizers reserve terabytes of address space. */
#define BOUND_ADDRESS_SPACE 0
#else
#define BOUND_ADDRESS_SPACE 1
#endif

struct _LecTaskRunner
{
  char *executable;
  LecTaskLimits limits;
  LecSpawner *spawner;
  LecChild *child; /* (nullable): waits for its next task between runs */
  guint n_child_tasks;
  const LecStage *stages; /* (nullable): for a thread, where no process can be started */
  gsize n_stages;
  LecTaskNotice notice;
  gpointer notice_data;
  char *no_process; /* (nullable): why the last task ran in a thread */
  guint plugins_checked : 1;
  guint has_told : 1; /* that it did */
  guint is_stuck : 1; /* a thread does not end */
};

/* One task on its way. */
typedef struct
{
  LecTaskRunner *runner; /* unowned */
  LecChild *child;       /* unowned */
  const LecTask *task;
  const LecStageSink *sink; /* (nullable) */
  LecLineSplitter *lines;
  LecTailBuffer *printed;
  guint64 n_printed;
  char *chunk; /* CHUNK_BYTES to read into */
  gint64 start_us;
  gint64 start_cpu_us;
  gint64 moved_us;   /* when something last moved forward */
  gint64 sampled_us; /* when its memory was last looked at */
  double fraction;
  double position_s;
  guint64 peak_rss_bytes;
  guint64 n_frames;
  LecMessage *outcome; /* (nullable): the last message of the task */
} Run;

void
lec_task_metrics_clear (LecTaskMetrics *self)
{
  g_clear_pointer (&self->stderr_tail, g_free);
  memset (self, 0, sizeof *self);
  self->exit_status = -1;
}

void
lec_task_limits_init (LecTaskLimits *limits)
{
  limits->memory_bytes = 3 * GIBIBYTE;
  limits->file_bytes = 4 * GIBIBYTE;
  limits->printed_bytes = GIBIBYTE;
  limits->stall_timeout_ms = 120 * 1000;
  limits->max_tasks_per_child = 10;
}

LecTaskRunner *
lec_task_runner_new (void)
{
  LecTaskRunner *self = g_new0 (LecTaskRunner, 1);

  self->executable = g_strdup ("/proc/self/exe");
  lec_task_limits_init (&self->limits);
  self->spawner = lec_spawner_new ();
  prctl (PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
  return self;
}

/* Lets the child end by itself, so that it cleans up after itself, but not for long. */
static void
retire_child (LecTaskRunner *self)
{
  if (self->child == NULL)
    return;

  lec_child_close_control (self->child);
  if (!lec_child_wait (self->child, GRACE_MS))
    lec_child_kill (self->child);
  self->is_stuck = self->is_stuck || !lec_child_has_ended (self->child);
  g_clear_pointer (&self->child, lec_child_free);
  self->n_child_tasks = 0;
}

void
lec_task_runner_free (LecTaskRunner *self)
{
  retire_child (self);
  lec_spawner_free (self->spawner);
  g_free (self->executable);
  g_free (self->no_process);
  g_free (self);
}

void
lec_task_runner_set_executable (LecTaskRunner *self,
                                const char *path)
{
  g_return_if_fail (path != NULL);

  g_free (self->executable);
  self->executable = g_strdup (path);
}

void
lec_task_runner_set_limits (LecTaskRunner *self,
                            const LecTaskLimits *limits)
{
  g_return_if_fail (limits->max_tasks_per_child > 0);
  g_return_if_fail (limits->stall_timeout_ms > 0);

  self->limits = *limits;
}

/* What the child has no use for. Whoever breaks into it shall not have the cluster's passwords, and
 * no keys, from a list that it was given. */
static const char *const secret_variables[] = {
  "DATABASE_URL",
  "REDIS_URL",
  "CELERY_BROKER_URL",
  "CELERY_RESULT_BACKEND",
  "PGPASSWORD",
  "LECTERN_SPEECH_KEY",
  "LECTERN_MODEL_KEY",
};

/*
 * The first child that decodes may bring GStreamer's plug-in registry up to date, for which
 * GStreamer starts a program before the sandbox closes: so a first start works, and a decoder that
 * was installed since is found. Later children take the registry as it is.
 */
static char **
make_environment (LecTaskRunner *self,
                  const LecTask *task)
{
  const LecStage *stage = lec_stage_find (task->stage);
  char **environment = g_get_environ ();

  for (guint i = 0; i < G_N_ELEMENTS (secret_variables); i++)
    environment = g_environ_unsetenv (environment, secret_variables[i]);
  environment = g_environ_setenv (environment, "OMP_THREAD_LIMIT", "1", TRUE);
  environment = g_environ_setenv (environment, "GIO_USE_VFS", "local", TRUE);
  if (stage != NULL && stage->needs_gst && !self->plugins_checked)
    {
      self->plugins_checked = TRUE;
      return environment;
    }

  environment = g_environ_setenv (environment, "GST_REGISTRY_UPDATE", "no", TRUE);
  return g_environ_setenv (environment, "GST_REGISTRY_FORK", "no", TRUE);
}

void
lec_task_runner_allow_thread (LecTaskRunner *self,
                              const LecStage *stages,
                              gsize n_stages,
                              LecTaskNotice notice,
                              gpointer user_data)
{
  g_return_if_fail (self != NULL && stages != NULL);

  self->stages = stages;
  self->n_stages = n_stages;
  self->notice = notice;
  self->notice_data = user_data;
}

/* Of any runner: whoever was broken into could bring about a shortage. */
static gboolean
has_children (void)
{
  siginfo_t info = { 0 };

  return waitid (P_ALL, 0, &info, WEXITED | WNOHANG | WNOWAIT) == 0 || errno != ECHILD;
}

/* Shortages may pass; once one did not, it is looked at only once for each task that follows. */
static gboolean
start_process (LecTaskRunner *self,
               const LecTask *task,
               int *errnum,
               gboolean *was_alone,
               GError **error)
{
  guint64 address_space_bytes = BOUND_ADDRESS_SPACE ? self->limits.memory_bytes + ADDRESS_SPACE_MARGIN : 0;
  guint max_starts = self->no_process != NULL ? 1 : MAX_STARTS;
  g_auto (GStrv) environment = make_environment (self, task);

  for (guint i = 0; i < max_starts && self->child == NULL; i++)
    {
      g_clear_error (error);
      if (i > 0)
        g_usleep (START_AGAIN_US);
      *was_alone = !has_children ();
      self->child = lec_spawner_spawn (self->spawner, self->executable, environment, errnum, error);
      if (self->child == NULL && !lec_start_rules_is_shortage (*errnum))
        return FALSE;
    }
  if (self->child == NULL)
    return FALSE;

  lec_child_limit (self->child, address_space_bytes, self->limits.file_bytes);
  return TRUE;
}

static gboolean
start_thread (LecTaskRunner *self,
              int errnum,
              GError **error)
{
  g_free (self->no_process);
  self->no_process =
    g_strdup_printf (_ ("no process can be started (%s): lectern reads videos in its own process, without sandbox "
                        "and memory limit, and a damaged video could end it"),
                     g_strerror (errnum));
  if (!self->has_told && self->notice != NULL)
    self->notice (self->no_process, lec_start_rules_get_advice (errnum), self->notice_data);
  self->has_told = TRUE;
  self->child = lec_child_start_thread (self->stages, self->n_stages, error);
  return self->child != NULL;
}

static gboolean
start_child (LecTaskRunner *self,
             const LecTask *task,
             GError **error)
{
  g_autoptr (GError) reason = NULL;
  gboolean was_alone = FALSE;
  int errnum = 0;

  if (self->is_stuck)
    {
      g_set_error_literal (error, LEC_ERROR, LEC_ERROR_STALLED,
                           _ ("an earlier task does not end; end lectern and start it again"));
      return FALSE;
    }
  if (start_process (self, task, &errnum, &was_alone, &reason))
    {
      g_clear_pointer (&self->no_process, g_free);
      return TRUE;
    }
  if (self->stages != NULL && lec_start_rules_is_refused (errnum, was_alone))
    return start_thread (self, errnum, error);

  g_propagate_error (error, g_steal_pointer (&reason));
  return FALSE;
}

/* It may have died while it waited: that is no fault of the next task. A thread is for one task:
 * by the next one it may be possible to start a process. */
static gboolean
is_used_up (LecTaskRunner *self)
{
  return self->child != NULL && (self->n_child_tasks >= self->limits.max_tasks_per_child ||
                                 lec_child_is_thread (self->child) || lec_child_wait (self->child, 0));
}

static gboolean
prepare_child (LecTaskRunner *self,
               const LecTask *task,
               GError **error)
{
  if (is_used_up (self))
    retire_child (self);
  if (self->child == NULL && !start_child (self, task, error))
    return FALSE;

  self->n_child_tasks++;
  lec_child_reset_peak_rss (self->child);
  return TRUE;
}

static void
run_clear (Run *run)
{
  g_clear_pointer (&run->lines, lec_line_splitter_free);
  g_clear_pointer (&run->printed, lec_tail_buffer_free);
  g_clear_pointer (&run->outcome, lec_message_free);
  g_clear_pointer (&run->chunk, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Run, run_clear)

static void
run_init (Run *run,
          LecTaskRunner *runner,
          const LecTask *task,
          const LecStageSink *sink)
{
  run->runner = runner;
  run->child = runner->child;
  run->task = task;
  run->sink = sink;
  run->lines = lec_line_splitter_new (LEC_TASK_MAX_LINE);
  run->printed = lec_tail_buffer_new (STDERR_BYTES);
  run->chunk = g_malloc (CHUNK_BYTES);
  run->start_us = run->moved_us = g_get_monotonic_time ();
  run->start_cpu_us = lec_child_get_cpu_us (run->child);
  run->position_s = -1.0;
}

static void
take_progress (Run *run,
               const LecMessage *message)
{
  if (message->fraction > run->fraction || message->position_s > run->position_s)
    run->moved_us = g_get_monotonic_time ();

  run->fraction = MAX (run->fraction, message->fraction);
  run->position_s = MAX (run->position_s, message->position_s);
  if (run->sink != NULL && run->sink->progress != NULL)
    run->sink->progress (message->fraction, message->position_s, run->sink->user_data);
}

static void
take_slide (Run *run,
            const LecMessage *message)
{
  run->moved_us = g_get_monotonic_time ();
  if (run->sink != NULL && run->sink->slide != NULL)
    run->sink->slide (message->slide, run->sink->user_data);
}

static gboolean
take_message (Run *run,
              LecMessage *taken,
              GError **error)
{
  g_autoptr (LecMessage) message = taken;

  if (!g_str_equal (message->task, run->task->id))
    {
      g_set_error (error, LEC_ERROR, LEC_ERROR_PROTOCOL,
                   _ ("the task process speaks of a task it was not given"));
      return FALSE;
    }

  run->n_frames = MAX (run->n_frames, (guint64) message->n_frames);
  switch (message->type)
    {
    case LEC_MESSAGE_PROGRESS:
      take_progress (run, message);
      break;
    case LEC_MESSAGE_SLIDE:
      take_slide (run, message);
      break;
    case LEC_MESSAGE_DONE:
    case LEC_MESSAGE_FAILED:
      run->outcome = g_steal_pointer (&message);
      break;
    default:
      g_assert_not_reached ();
    }

  return TRUE;
}

static gboolean
take_lines (Run *run,
            GError **error)
{
  while (run->outcome == NULL)
    {
      gsize length = 0;
      g_autofree char *line = lec_line_splitter_pop (run->lines, &length);
      g_autoptr (LecMessage) message = NULL;

      if (line == NULL)
        return TRUE;

      message = lec_message_from_line (line, (gssize) length, error);
      if (message == NULL)
        {
          g_prefix_error (error, _ ("the task process said something unexpected: "));
          return FALSE;
        }
      if (!take_message (run, g_steal_pointer (&message), error))
        return FALSE;
    }

  return TRUE;
}

static void
read_printed (Run *run)
{
  int fd = lec_child_get_stderr_fd (run->child);
  ssize_t n = fd >= 0 ? read (fd, run->chunk, CHUNK_BYTES) : 0;

  if (n <= 0)
    return;

  run->n_printed += (guint64) n;
  lec_tail_buffer_push (run->printed, run->chunk, (gsize) n);
}

static const char *const out_of_memory_words[] = { "failed to allocate", "bad_alloc", "out of memory" };

static gboolean
ran_out_of_memory (Run *run)
{
  g_autofree char *printed = lec_tail_buffer_dup_text (run->printed);

  for (guint i = 0; i < G_N_ELEMENTS (out_of_memory_words); i++)
    if (strstr (printed, out_of_memory_words[i]) != NULL)
      return TRUE;

  return FALSE;
}

static void
set_limit_error (Run *run,
                 GError **error)
{
  g_autofree char *size = g_format_size_full (run->runner->limits.memory_bytes, G_FORMAT_SIZE_IEC_UNITS);

  g_set_error (error, LEC_ERROR, LEC_ERROR_LIMIT, _ ("the task needed more memory than the %s it may use"), size);
}

static void
set_crash_error (Run *run,
                 int status,
                 GError **error)
{
  g_autofree char *last = lec_tail_buffer_dup_last_line (run->printed);
  g_autofree char *how = NULL;

  if (WIFSIGNALED (status) && sigabbrev_np (WTERMSIG (status)) != NULL)
    how = g_strdup_printf (_ ("the task process died of SIG%s"), sigabbrev_np (WTERMSIG (status)));
  else if (WIFSIGNALED (status))
    how = g_strdup_printf (_ ("the task process died of signal %d"), WTERMSIG (status));
  else
    how = g_strdup_printf (_ ("the task process ended with status %d before it was done"), WEXITSTATUS (status));

  if (last != NULL)
    /* Translators: how the task process ended, and the last that it printed */
    g_set_error (error, LEC_ERROR, LEC_ERROR_CRASHED, C_ ("end of a process", "%s: %s"), how, last);
  else
    g_set_error_literal (error, LEC_ERROR, LEC_ERROR_CRASHED, how);
}

/* The channel is closed and no outcome came. */
static void
explain_end (Run *run,
             GError **error)
{
  if (!lec_child_wait (run->child, GRACE_MS))
    lec_child_kill (run->child);
  read_printed (run);

  if (WIFSIGNALED (lec_child_get_exit_status (run->child)) && ran_out_of_memory (run))
    set_limit_error (run, error);
  else
    set_crash_error (run, lec_child_get_exit_status (run->child), error);
}

/* Sets *@ended when the channel is closed; FALSE when what came is no message. */
static gboolean
read_messages (Run *run,
               gboolean *got_bytes,
               gboolean *ended,
               GError **error)
{
  ssize_t n = recv (lec_child_get_control_fd (run->child), run->chunk, CHUNK_BYTES, MSG_DONTWAIT);

  *got_bytes = n > 0;
  *ended = n == 0 || (n < 0 && errno != EAGAIN && errno != EINTR);
  if (n <= 0)
    return TRUE;

  return lec_line_splitter_push (run->lines, run->chunk, (gsize) n, error) && take_lines (run, error);
}

/* Once a tick, also when the child prints all the time. */
static void
sample_memory (Run *run,
               gint64 now_us)
{
  if (now_us - run->sampled_us < TICK_MS * 1000)
    return;

  run->sampled_us = now_us;
  run->peak_rss_bytes = MAX (run->peak_rss_bytes, lec_child_get_peak_rss (run->child));
}

static gboolean
check_limits (Run *run,
              GError **error)
{
  const LecTaskLimits *limits = &run->runner->limits;
  gint64 now_us = g_get_monotonic_time ();
  gint64 still_us = now_us - run->moved_us;

  sample_memory (run, now_us);
  if (limits->memory_bytes > 0 && run->peak_rss_bytes > limits->memory_bytes)
    {
      set_limit_error (run, error);
      return FALSE;
    }
  if (still_us > (gint64) limits->stall_timeout_ms * 1000)
    {
      g_set_error (error, LEC_ERROR, LEC_ERROR_STALLED,
                   _ ("nothing moved for %.3g s, so the task was stopped"), limits->stall_timeout_ms / 1000.0);
      return FALSE;
    }

  return TRUE;
}

/* Nobody has use for that much, and somebody has to read it. */
static gboolean
check_printed (Run *run,
               GError **error)
{
  guint64 max_bytes = run->runner->limits.printed_bytes;
  g_autofree char *size = NULL;

  if (max_bytes == 0 || run->n_printed <= max_bytes)
    return TRUE;

  size = g_format_size_full (max_bytes, G_FORMAT_SIZE_IEC_UNITS);
  g_set_error (error, LEC_ERROR, LEC_ERROR_LIMIT, _ ("the task printed more than the %s it may print"), size);
  return FALSE;
}

static void
wait_for_events (Run *run,
                 GCancellable *cancellable)
{
  struct pollfd fds[] = {
    { .fd = lec_child_get_control_fd (run->child), .events = POLLIN },
    { .fd = lec_child_get_stderr_fd (run->child), .events = POLLIN },
    { .fd = -1, .events = POLLIN },
  };
  GPollFD cancel = { .fd = -1 };
  gboolean polls_cancel = cancellable != NULL && g_cancellable_make_pollfd (cancellable, &cancel);

  fds[2].fd = cancel.fd;
  poll (fds, G_N_ELEMENTS (fds), TICK_MS);
  if (polls_cancel)
    g_cancellable_release_fd (cancellable);
  if (fds[1].revents & POLLIN)
    read_printed (run);
}

/*
 * Until the outcome is there. The time without progress is looked at only when no message is
 * waiting: this process may itself have been stopped for an hour.
 */
static gboolean
follow_child (Run *run,
              GCancellable *cancellable,
              GError **error)
{
  while (run->outcome == NULL)
    {
      gboolean got_bytes, ended;

      wait_for_events (run, cancellable);
      if (!read_messages (run, &got_bytes, &ended, error))
        return FALSE;
      if (run->outcome != NULL)
        break;
      if (ended)
        {
          explain_end (run, error);
          return FALSE;
        }
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (!check_printed (run, error) || (!got_bytes && !check_limits (run, error)))
        return FALSE;
    }

  return TRUE;
}

/* @line may be longer than the channel takes at once. */
static gboolean
send_line (LecChild *child,
           const char *line,
           gint64 deadline_us,
           GError **error)
{
  struct pollfd fd = { .fd = lec_child_get_control_fd (child), .events = POLLOUT };
  gsize length = strlen (line), sent = 0;

  while (sent < length)
    {
      ssize_t n = send (fd.fd, line + sent, length - sent, MSG_NOSIGNAL | MSG_DONTWAIT);

      if (n > 0)
        sent += (gsize) n;
      else if (n < 0 && errno != EAGAIN && errno != EINTR)
        return TRUE; /* It has died: how, the loop that follows finds out. */
      else if (g_get_monotonic_time () > deadline_us)
        {
          g_set_error (error, LEC_ERROR, LEC_ERROR_STALLED, _ ("the task process does not take its task"));
          return FALSE;
        }
      else
        poll (&fd, 1, TICK_MS);
    }

  return TRUE;
}

static gboolean
send_task (Run *run,
           GError **error)
{
  g_autoptr (JsonNode) node = lec_task_to_json (run->task);
  g_autofree char *json = lec_json_to_line (node);
  g_autofree char *line = g_strconcat (json, "\n", NULL);
  gint64 deadline_us = run->start_us + (gint64) run->runner->limits.stall_timeout_ms * 1000;

  if (strlen (json) > LEC_TASK_MAX_LINE)
    {
      g_set_error (error, LEC_ERROR, LEC_ERROR_PROTOCOL, _ ("a task is longer than a message may be"));
      return FALSE;
    }

  return send_line (run->child, line, deadline_us, error);
}

static gboolean
check_result (Run *run,
              GError **error)
{
  const LecMessage *outcome = run->outcome;
  g_autofree char *sha256 = NULL;

  if (outcome->type == LEC_MESSAGE_FAILED)
    {
      g_propagate_error (error, g_error_copy (outcome->error));
      return FALSE;
    }
  if (outcome->result == NULL)
    {
      g_set_error (error, LEC_ERROR, LEC_ERROR_PROTOCOL, _ ("the task process names no result"));
      return FALSE;
    }

  sha256 = lec_result_file_hash (run->task->folder, outcome->result, error);
  if (sha256 == NULL)
    return FALSE;
  if (g_strcmp0 (sha256, outcome->result_sha256) != 0)
    {
      g_set_error (error, LEC_ERROR, LEC_ERROR_PROTOCOL, _ ("%s is not what the task process has written"),
                   outcome->result);
      return FALSE;
    }

  return TRUE;
}

/* What it printed; of a thread, what is to be known of it. Returns: (transfer full) */
static char *
dup_printed (Run *run)
{
  return lec_child_is_thread (run->child) ? g_strdup (run->runner->no_process)
                                          : lec_tail_buffer_dup_text (run->printed);
}

static void
fill_metrics (Run *run,
              LecTaskMetrics *metrics)
{
  lec_task_metrics_clear (metrics);
  metrics->wall_ms = (g_get_monotonic_time () - run->start_us) / 1000;
  metrics->cpu_ms = (lec_child_get_cpu_us (run->child) - run->start_cpu_us) / 1000;
  metrics->peak_rss_bytes = run->peak_rss_bytes;
  metrics->n_frames = run->n_frames;
  metrics->exit_status = lec_child_get_exit_status (run->child);
  metrics->stderr_tail = dup_printed (run);
}

/*
 * After a failure the child goes, whatever state it is in: by itself when it said that it failed or
 * was asked to stop, by force when it broke a rule.
 */
static void
end_child (Run *run,
           const GError *failure)
{
  if (run->outcome != NULL || g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      lec_child_close_control (run->child);
      lec_child_wait (run->child, GRACE_MS);
    }
  lec_child_kill (run->child);
  read_printed (run);
}

static gboolean
carry_out (Run *run,
           GCancellable *cancellable,
           GError **error)
{
  gboolean followed = send_task (run, error) && follow_child (run, cancellable, error);

  run->peak_rss_bytes = MAX (run->peak_rss_bytes, lec_child_get_peak_rss (run->child));
  read_printed (run);
  return followed && check_result (run, error);
}

gboolean
lec_task_runner_run (LecTaskRunner *self,
                     const LecTask *task,
                     const LecStageSink *sink,
                     LecTaskMetrics *metrics,
                     GCancellable *cancellable,
                     GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_auto (Run) run = { NULL };

  g_return_val_if_fail (self != NULL && task != NULL, FALSE);

  if (metrics != NULL)
    lec_task_metrics_clear (metrics);
  if (g_cancellable_set_error_if_cancelled (cancellable, error) || !prepare_child (self, task, error))
    return FALSE;

  run_init (&run, self, task, sink);
  if (!carry_out (&run, cancellable, &failure))
    end_child (&run, failure);
  if (metrics != NULL)
    fill_metrics (&run, metrics);
  if (failure != NULL || lec_line_splitter_has_rest (run.lines))
    retire_child (self);
  if (failure == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}
