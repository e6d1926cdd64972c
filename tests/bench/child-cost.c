/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The costs of children are known once they were waited for, so one program is
 * run at a time.
 */
#include "child-cost.h"

#include <stdlib.h>
#include <sys/resource.h>

static double
get_children_ms (void)
{
  struct rusage usage;

  getrusage (RUSAGE_CHILDREN, &usage);

  return (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1e3 +
         (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e3;
}

gboolean
child_cost_run (const char *const *argv,
                char **output,
                ChildCost *cost,
                GError **error)
{
  g_auto (GStrv) environment = g_environ_setenv (g_get_environ (), "OMP_THREAD_LIMIT", "1", TRUE);
  g_autofree char *printed = NULL;
  g_autofree char *errors = NULL;
  gint64 start_us = g_get_monotonic_time ();
  double before_ms = get_children_ms ();
  int status;

  if (!g_spawn_sync (NULL, (char **) argv, environment, G_SPAWN_SEARCH_PATH, NULL, NULL, &printed, &errors,
                     &status, error))
    return FALSE;

  cost->cpu_ms = get_children_ms () - before_ms;
  cost->wall_ms = (double) (g_get_monotonic_time () - start_us) / 1e3;
  if (!g_spawn_check_wait_status (status, error))
    {
      g_prefix_error (error, "%s: %s", argv[0], errors);
      return FALSE;
    }
  if (output != NULL)
    *output = g_steal_pointer (&printed);

  return TRUE;
}

static int
compare_doubles (const void *a,
                 const void *b)
{
  double left = *(const double *) a;
  double right = *(const double *) b;

  return (left > right) - (left < right);
}

double
child_cost_find_median (double *values,
                        guint n_values)
{
  g_return_val_if_fail (values != NULL && n_values > 0, 0);

  qsort (values, n_values, sizeof *values, compare_doubles);

  return values[n_values / 2];
}
