/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is true of the jobs after all the kills, looked for where the programs that were killed have
 * no say: in the folder of outputs, in files that outlive a kill, by SQLite itself.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * FaultsPlace:
 * @folder: of the videos and their PDFs
 * @data: the data folder of the programs that are killed
 * @added: a job's number a line, after it was said to be added
 * @done: likewise, after it was said to be done
 */
typedef struct
{
  char *folder;
  char *data;
  char *added;
  char *done;
  guint n_jobs;
} FaultsPlace;

/* Exits the program on any error. */
void faults_stop_on (const GError *error);
/* Adds a line to @path that is on the disk when this returns. */
void faults_note (const char *path, gint64 job);
/* Prints the counts as rows of a table. Returns: whether nothing is wrong */
gboolean faults_report (const FaultsPlace *place);

G_END_DECLS
