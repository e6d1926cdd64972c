/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Runs a program and says what it cost.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SpeedCost:
 * @cpu_s: processor time of the program and of all that it started and waited for
 * @peak_mb: the most memory that the program itself had resident
 */
typedef struct
{
  double cpu_s;
  double peak_mb;
} SpeedCost;

/* Returns: %FALSE when @argv cannot be started or fails; its errors go to the terminal */
gboolean speed_run (const char *const *argv, SpeedCost *cost, GError **error);

/* Of the processor times: (element-type double). Sorts them. */
double speed_get_median (GArray *cpu_s);

G_END_DECLS
