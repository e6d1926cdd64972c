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

/**
 * lec_work_options_resolve:
 * @n_cores: of the machine, and
 * @memory_bytes: of it in all
 *
 * Chooses what was not asked for.
 */
void
lec_work_options_resolve (LecWorkOptions *self,
                          guint n_cores,
                          guint64 memory_bytes)
{
  g_return_if_fail (self != NULL);

  if (self->concurrency == 0)
    self->concurrency = choose_concurrency (n_cores, memory_bytes);
  if (self->queues == NULL)
    self->queues = lec_store_get_queue_names ();
  if (self->max_tasks_per_child == 0)
    self->max_tasks_per_child = TASKS_PER_CHILD;
  if (self->max_memory_per_child_bytes == 0)
    self->max_memory_per_child_bytes =
      CLAMP (memory_bytes / 4 * 3 / self->concurrency, MIN_SHARE_BYTES, MAX_SHARE_BYTES);
}

/* For the machine that this program runs on. */
void
lec_work_options_resolve_here (LecWorkOptions *self)
{
  guint64 memory_bytes = (guint64) sysconf (_SC_PHYS_PAGES) * (guint64) sysconf (_SC_PAGESIZE);

  lec_work_options_resolve (self, g_get_num_processors (), memory_bytes);
}
