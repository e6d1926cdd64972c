/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Runs a program and tells what it cost, with all the programs it started.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct
{
  double cpu_ms;
  double wall_ms;
} ChildCost;

/**
 * child_cost_run:
 * @argv: found in PATH; OpenMP gets one thread
 * @output: (out) (optional): what it printed
 *
 * Returns: %FALSE with what it said on standard error, when it fails
 */
gboolean child_cost_run (const char *const *argv, char **output, ChildCost *cost, GError **error);
/* Sorts @values. */
double child_cost_find_median (double *values, guint n_values);

G_END_DECLS
