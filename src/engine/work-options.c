/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The machine stays usable: all task processes together stay below three
 * quarters of its memory, however many there are, and no more of them run than
 * there are cores.
 */
#include "engine/work-options.h"

#include <unistd.h>

#include "store/store.h"

/* What a task needs of a machine's memory, so that it is not for nothing that it runs. */
#define BYTES_PER_TASK (G_GUINT64_CONSTANT (2) << 30)
/* The largest videos stay below it; one that does not is after something else. */
#define MAX_SHARE_BYTES (G_GUINT64_CONSTANT (3) << 30)
#define MIN_SHARE_BYTES (G_GUINT64_CONSTANT (512) << 20)
/* Of a task's share, for what reads words beside it: it sees pictures and no video. */
#define AHEAD_PART      4
#define MAX_AHEAD_BYTES (G_GUINT64_CONSTANT (768) << 20)
#define MIN_AHEAD_BYTES (G_GUINT64_CONSTANT (256) << 20)
#define TASKS_PER_CHILD 10

/* A task keeps one core busy as long as the sizes of packets say what need not be decoded, and more
 * otherwise; work has a low priority either way. */
static guint
choose_concurrency (guint n_cores,
                    guint64 memory_bytes)
{
  guint by_memory = (guint) MIN (memory_bytes / BYTES_PER_TASK, G_MAXUINT16);

  return MAX (MIN (n_cores, by_memory), 1);
}

/* A limit that was asked for is each process's. */
static void
share_memory (LecWorkOptions *self,
              guint64 memory_bytes,
              gboolean reads_ahead)
{
  guint64 share_bytes = memory_bytes / 4 * 3 / self->concurrency;
  guint64 ahead_bytes = CLAMP (share_bytes / AHEAD_PART, MIN_AHEAD_BYTES, MAX_AHEAD_BYTES);

  if (self->max_memory_per_child_bytes == 0 && self->max_memory_ahead_bytes == 0)
    self->shared_memory_bytes = memory_bytes;
  if (self->max_memory_per_child_bytes != 0)
    ahead_bytes = self->max_memory_per_child_bytes;
  else if (reads_ahead)
    share_bytes -= MIN (ahead_bytes, share_bytes);

  if (self->max_memory_per_child_bytes == 0)
    self->max_memory_per_child_bytes = CLAMP (share_bytes, MIN_SHARE_BYTES, MAX_SHARE_BYTES);
  if (self->max_memory_ahead_bytes == 0)
    self->max_memory_ahead_bytes = ahead_bytes;
}

static void
resolve (LecWorkOptions *self,
         guint n_cores,
         guint64 memory_bytes)
{
  if (self->concurrency == 0)
    self->concurrency = choose_concurrency (n_cores, memory_bytes);
  if (self->queues == NULL)
    self->queues = lec_store_get_queue_names ();
  if (self->max_tasks_per_child == 0)
    self->max_tasks_per_child = TASKS_PER_CHILD;
}

/**
 * lec_work_options_resolve:
 * @n_cores: of the machine, and
 * @memory_bytes: of it in all
 *
 * Chooses what was not asked for. While not all tasks run that may, words are read beside those
 * that do.
 */
void
lec_work_options_resolve (LecWorkOptions *self,
                          guint n_cores,
                          guint64 memory_bytes)
{
  g_return_if_fail (self != NULL);

  resolve (self, n_cores, memory_bytes);
  share_memory (self, memory_bytes, self->concurrency > 1);
}

/* Likewise for one task at a time; a second core, where there is one, reads words beside it. */
void
lec_work_options_resolve_alone (LecWorkOptions *self,
                                guint n_cores,
                                guint64 memory_bytes)
{
  g_return_if_fail (self != NULL);

  self->concurrency = 1;
  resolve (self, n_cores, memory_bytes);
  share_memory (self, memory_bytes, n_cores > 1);
}

void
lec_work_options_follow (LecWorkOptions *self)
{
  guint concurrency = 0;

  g_return_if_fail (self != NULL && self->concurrency > 0);

  concurrency = lec_work_control_get_concurrency (self->control, self->concurrency);
  if (concurrency == self->concurrency || self->shared_memory_bytes == 0)
    return;

  self->concurrency = concurrency;
  self->max_memory_per_child_bytes = 0;
  self->max_memory_ahead_bytes = 0;
  share_memory (self, self->shared_memory_bytes, concurrency > 1);
}

static guint64
get_memory_bytes (void)
{
  return (guint64) sysconf (_SC_PHYS_PAGES) * (guint64) sysconf (_SC_PAGESIZE);
}

/* For the machine that this program runs on. */
void
lec_work_options_resolve_here (LecWorkOptions *self)
{
  lec_work_options_resolve (self, g_get_num_processors (), get_memory_bytes ());
}

void
lec_work_options_resolve_alone_here (LecWorkOptions *self)
{
  lec_work_options_resolve_alone (self, g_get_num_processors (), get_memory_bytes ());
}
