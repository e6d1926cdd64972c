/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where a job is: on this machine, or in the cluster. Both count their jobs from
 * one; in the window, those of the cluster have a bit more. Pure.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* @number: in the cluster's database. Returns: the job's number in the window */
gint64 lec_job_place_in_cluster (gint64 number);
/* @id: in the window */
gboolean lec_job_place_is_cluster (gint64 id);
/* Returns: its number in its own database */
gint64 lec_job_place_get_number (gint64 id);

G_END_DECLS
