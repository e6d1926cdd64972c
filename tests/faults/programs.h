/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The programs of a cluster whose tasks do what the name of their "video" says, such as slow-300-17
 * (WORD-MILLISECONDS-NUMBER): a worker, its task process, and one that adds jobs. All else is the
 * product's: pool, store, hints, relay, child processes. What was done is noted outside of the
 * database, by who did it.
 *
 *   quick   nothing           crash   dies              full    finds the disk full until there is
 *   slow    takes a while     eat     takes all memory          a file "space" beside the video
 *   hang    ends never        unread  is no video       new     is known to newer workers only
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Environment: where task processes and submitters note what they did, if they do; what makes a
 * worker an older one; how many tasks a job has (2). */
#define PROGRAMS_NOTES   "FAULTS_NOTES"
#define PROGRAMS_IS_OLD  "FAULTS_IS_OLD"
#define PROGRAMS_N_TASKS "FAULTS_N_TASKS"
/* Where a worker notes when its tasks began. */
#define PROGRAMS_TIMES "FAULTS_TIMES"

/* After how many milliseconds a task that does nothing counts as one that hangs (20000). */
#define PROGRAMS_STALL "FAULTS_STALL"

/* What a file of notes is called. In it, a line each: */
#define PROGRAMS_RAN   "ran"   /* TASK FENCE */
#define PROGRAMS_ADDED "added" /* JOB */
#define PROGRAMS_BEGAN "began" /* JOB TIME, in microseconds since 1970 */

/* Before anything else in main(): runs the program that @argv names ("--task", "--worker",
 * "--submit FOLDER WORD FIRST COUNT"), if it does. Returns: whether it did */
gboolean programs_run (int argc, char *argv[], int *exit_code);

/* Appends a line, synced. */
void programs_note (const char *folder, const char *name, const char *line);

/* Returns: (transfer full): the video of a job */
char *programs_build_video (const char *folder, const char *word, guint number);

G_END_DECLS
