/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * wait4() tells the cost of one child with all that it waited for itself. What
 * the child prints is not wanted; what it complains of is.
 */
#include "speed-run.h"

#include <errno.h>
#include <sys/resource.h>
#include <sys/wait.h>

static double
to_s (struct timeval time)
{
  return (double) time.tv_sec + (double) time.tv_usec / 1e6;
}

gboolean
speed_run (const char *const *argv,
           SpeedCost *cost,
           GError **error)
{
  struct rusage usage;
  int status = 0;
  GPid pid;

  if (!g_spawn_async (NULL, (char **) argv, NULL,
                      G_SPAWN_SEARCH_PATH | G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDOUT_TO_DEV_NULL,
                      NULL, NULL, &pid, error))
    return FALSE;

  if (TEMP_FAILURE_RETRY (wait4 (pid, &status, 0, &usage)) < 0)
    {
      g_set_error (error, G_SPAWN_ERROR, G_SPAWN_ERROR_FAILED, "%s: %s", argv[0], g_strerror (errno));
      return FALSE;
    }
  g_spawn_close_pid (pid);
  cost->cpu_s = to_s (usage.ru_utime) + to_s (usage.ru_stime);
  cost->peak_mb = (double) usage.ru_maxrss / 1024;

  return g_spawn_check_wait_status (status, error);
}

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

double
speed_get_median (GArray *cpu_s)
{
  g_return_val_if_fail (cpu_s->len > 0, 0);

  g_array_sort (cpu_s, compare_doubles);

  return g_array_index (cpu_s, double, cpu_s->len / 2);
}
