/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Runs one task at a time in a child process of the same binary, so that a
 * damaged video takes down the child and nothing else. Whatever the child has
 * left in the task's folder by then stays there.
 */
#pragma once

#include "pipeline/stage.h"

G_BEGIN_DECLS

/**
 * LecTaskLimits:
 * @memory_bytes: peak resident memory, found out by sampling; a margin above it is also the
 *   bound of the address space, except in builds with sanitizers
 * @file_bytes: of each file that is written
 * @printed_bytes: to standard output and error, by one task
 * @stall_timeout_ms: how long nothing may move forward before the watchdog ends the task
 * @max_tasks_per_child: tasks after which a child process is replaced, at least 1
 */
typedef struct
{
  guint64 memory_bytes;
  guint64 file_bytes;
  guint64 printed_bytes;
  guint stall_timeout_ms;
  guint max_tasks_per_child;
} LecTaskLimits;

/**
 * LecTaskMetrics: what one task has cost
 * @wall_ms: from handing it over until its outcome
 * @cpu_ms: processor time of the child in between, all threads
 * @peak_rss_bytes: peak resident memory in between
 * @n_frames: pictures that were decoded, as the child says
 * @exit_status: as waitpid() gives it when the child has ended, else -1
 * @stderr_tail: (nullable): last 64 KiB of what the child printed, valid UTF-8
 */
typedef struct
{
  gint64 wall_ms;
  gint64 cpu_ms;
  guint64 peak_rss_bytes;
  guint64 n_frames;
  int exit_status;
  char *stderr_tail;
} LecTaskMetrics;

void lec_task_metrics_clear (LecTaskMetrics *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LecTaskMetrics, lec_task_metrics_clear)

typedef struct _LecTaskRunner LecTaskRunner;

/* The limits of a new runner. */
void lec_task_limits_init (LecTaskLimits *limits);

/**
 * lec_task_runner_new:
 *
 * Starts no process before the first task. Children are started from a thread of the runner's own,
 * since a child dies with the thread that made it.
 *
 * Returns: (transfer full)
 */
LecTaskRunner *lec_task_runner_new (void);
/* Ends the child when one is waiting for a task. */
void lec_task_runner_free (LecTaskRunner *self);
/* The program that is started with "--task"; /proc/self/exe unless set. For the next child. */
void lec_task_runner_set_executable (LecTaskRunner *self, const char *path);
/* For the next child. */
void lec_task_runner_set_limits (LecTaskRunner *self, const LecTaskLimits *limits);

/* @reason: why no process can be started, and what that means; @advice: what to do; both in the
 * language of the user */
typedef void (*LecTaskNotice) (const char *reason, const char *advice, gpointer user_data);

/**
 * lec_task_runner_allow_thread:
 * @stages: (array length=n_stages): must stay for good
 * @notice: (nullable): called before the first task that runs in a thread, on the thread that runs
 *   it
 *
 * From then on a task runs in a thread of this program when, and only when, the system starts no
 * process: it is not protected from it then. A shortage of processes or memory counts only while
 * this program has no child that could be its cause. Each task tries to start a process first. A
 * thread is watched and asked to end like a process; that no memory limit holds, and that it cannot
 * be killed, is all that differs, beside the sandbox. What it printed, in metrics, is the reason.
 */
void lec_task_runner_allow_thread (LecTaskRunner *self,
                                   const LecStage *stages,
                                   gsize n_stages,
                                   LecTaskNotice notice,
                                   gpointer user_data);

/**
 * lec_task_runner_run:
 * @task: its folder must exist
 * @sink: (nullable): called on the calling thread, while this function runs
 * @metrics: (out) (optional): set on success and failure; an initialised struct, whose content
 *   is freed first
 *
 * Runs @task to its end. Blocks; for one thread at a time. A child is used for several tasks and
 * replaced after any failure.
 *
 * On success the stage's result is in the task's folder, synced, and its sha256 is what the child
 * said. On failure nothing in the folder is deleted: a provisional result can be used.
 *
 * Returns: %FALSE with the stage's own error; %G_IO_ERROR_CANCELLED; %LEC_ERROR_CRASHED with the
 *   signal and the last line the child printed; %LEC_ERROR_STALLED when nothing moved for the time
 *   allowed; %LEC_ERROR_LIMIT when it needed more memory or printed more than it may;
 *   %LEC_ERROR_PROTOCOL when the child said what no child may say; %LEC_ERROR_INTERNAL when it
 *   could not be started
 */
gboolean lec_task_runner_run (LecTaskRunner *self,
                              const LecTask *task,
                              const LecStageSink *sink,
                              LecTaskMetrics *metrics,
                              GCancellable *cancellable,
                              GError **error);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecTaskRunner, lec_task_runner_free)

G_END_DECLS
