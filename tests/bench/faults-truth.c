/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Counts, and says of each whether it may be anything but zero.
 */
#include "faults-truth.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "engine/data-folder.h"
#include "engine/jobs.h"
#include "pipeline/stage.h"

static const char *const stages[] = { LEC_STAGE_EXTRACT, LEC_STAGE_RECOGNISE, LEC_STAGE_GENERATE };

/* What the database says of jobs and their tries. */
typedef struct
{
  guint n_jobs;
  guint n_completed;
  guint n_incomplete;
  guint n_done_twice; /* stages */
  guint n_crashed;
  guint n_cut_off[G_N_ELEMENTS (stages)];
} Counts;

void
faults_stop_on (const GError *error)
{
  if (error == NULL)
    return;

  g_printerr ("bench-faults: %s\n", error->message);
  exit (1);
}

void
faults_note (const char *path,
             gint64 job)
{
  int fd = open (path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
  g_autofree char *line = g_strdup_printf ("%d\n", (int) job);

  if (fd < 0 || write (fd, line, strlen (line)) < 0 || fsync (fd) != 0)
    g_printerr ("bench-faults: cannot write %s\n", path);
  if (fd >= 0)
    close (fd);
}

/* Returns: (transfer full): how often each job is named in the file; jobs count from 1 */
static guint *
count_notes (const char *path,
             guint n_jobs)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  guint *n_times = g_new0 (guint, n_jobs + 1);

  g_file_get_contents (path, &text, NULL, NULL);
  lines = g_strsplit (text != NULL ? text : "", "\n", -1);
  for (char **line = lines; *line != NULL; line++)
    {
      guint job = (guint) atoi (*line);

      if (job > 0 && job <= n_jobs)
        n_times[job]++;
    }

  return n_times;
}

/* Jobs that nobody said were added, or done. */
static guint
count_unsaid (const char *path,
              guint n_jobs)
{
  g_autofree guint *n_times = count_notes (path, n_jobs);
  guint n = 0;

  for (guint i = 1; i <= n_jobs; i++)
    n += n_times[i] == 0;

  return n;
}

static guint
count_twice (const char *path,
             guint n_jobs)
{
  g_autofree guint *n_times = count_notes (path, n_jobs);
  guint n = 0;

  for (guint i = 1; i <= n_jobs; i++)
    n += n_times[i] > 1;

  return n;
}

/* PDFs that are not there, or not all of it. Only those of @n_in_part jobs may lack slides. */
static guint
count_missing (const FaultsPlace *place,
               guint n_in_part)
{
  guint n_missing = 0, n_short = 0;

  for (guint i = 0; i < place->n_jobs; i++)
    {
      g_autofree char *name = g_strdup_printf ("talk%u.pdf", i);
      g_autofree char *path = g_build_filename (place->folder, name, NULL);
      g_autofree char *whole = g_strdup_printf ("talk%u\n%s\n0\n2 slides\n", i, place->folder);
      g_autofree char *in_part = g_strdup_printf ("talk%u\n%s\n0\n1 slides\n", i, place->folder);
      g_autofree char *text = NULL;

      if (!g_file_get_contents (path, &text, NULL, NULL))
        n_missing++;
      else if (g_str_equal (text, in_part))
        n_short++;
      else
        n_missing += !g_str_equal (text, whole);
    }

  return n_missing + n_short - MIN (n_short, n_in_part);
}

/* Files that were being written, all levels below @path. */
static guint
count_half_written (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name = NULL;
  guint n = 0;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *inner = g_build_filename (path, name, NULL);

      n += g_str_has_prefix (name, ".") || g_str_has_suffix (name, ".tmp");
      n += count_half_written (inner);
    }

  return n;
}

static void
count_attempts (LecJobs *jobs,
                gint64 job,
                Counts *counts)
{
  g_autoptr (GPtrArray) attempts = lec_jobs_list_attempts (jobs, job, NULL, NULL);
  g_autoptr (GHashTable) done = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < attempts->len; i++)
    {
      const LecAttempt *attempt = g_ptr_array_index (attempts, i);

      counts->n_crashed += g_str_equal (attempt->outcome, "failed");
      if (g_str_equal (attempt->outcome, "done"))
        counts->n_done_twice += !g_hash_table_add (done, attempt->stage);
      for (guint j = 0; j < G_N_ELEMENTS (stages); j++)
        counts->n_cut_off[j] += g_str_equal (attempt->outcome, "lost") && g_str_equal (attempt->stage, stages[j]);
    }
}

static void
count_jobs (const FaultsPlace *place,
            Counts *counts)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LecJobs) jobs = lec_jobs_open (place->data, NULL, NULL, &error);
  g_autoptr (GPtrArray) all = NULL;

  faults_stop_on (error);
  all = lec_jobs_list (jobs, -1, NULL, &error);
  faults_stop_on (error);
  counts->n_jobs = all->len;
  for (guint i = 0; i < all->len; i++)
    {
      const LecJob *job = g_ptr_array_index (all, i);

      counts->n_completed += job->status == LEC_JOB_COMPLETED;
      counts->n_incomplete += job->status == LEC_JOB_COMPLETED && job->error != NULL;
      count_attempts (jobs, job->id, counts);
    }
}

static int
count_row_cb (void *user_data,
              int n_columns,
              char **values,
              char **columns)
{
  guint *n_complaints = user_data;

  *n_complaints += n_columns > 0 && g_strcmp0 (values[0], "ok") != 0;
  return 0;
}

/* By SQLite, of the file as it lies there. */
static guint
count_complaints (const FaultsPlace *place)
{
  g_autofree char *path = g_build_filename (place->data, LEC_DATA_FOLDER_DATABASE, NULL);
  sqlite3 *db = NULL;
  guint n = 0;

  if (sqlite3_open_v2 (path, &db, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK ||
      sqlite3_exec (db, "PRAGMA integrity_check; PRAGMA foreign_key_check", count_row_cb, &n, NULL) != SQLITE_OK)
    n++;
  sqlite3_close (db);

  return n;
}

static guint
print_bad (const char *what,
           guint n)
{
  printf ("| %-30s | %5u%s\n", what, n, n > 0 ? " | WRONG |" : " |");
  return n;
}

gboolean
faults_report (const FaultsPlace *place)
{
  Counts counts = { 0 };
  guint n_bad = 0;

  count_jobs (place, &counts);
  printf ("| tries cut off                  | %5u in extract, %u in recognise, %u in generate |\n",
          counts.n_cut_off[0], counts.n_cut_off[1], counts.n_cut_off[2]);
  printf ("| tries crashed                  | %5u |\n", counts.n_crashed);
  printf ("| jobs completed                 | %5u of %u (%u of them in part) |\n", counts.n_completed,
          place->n_jobs, counts.n_incomplete);
  n_bad += print_bad ("jobs lost", place->n_jobs - MIN (counts.n_completed, place->n_jobs));
  n_bad += print_bad ("jobs too many", counts.n_jobs - MIN (counts.n_jobs, place->n_jobs));
  n_bad += print_bad ("PDFs missing or not whole", count_missing (place, counts.n_incomplete));
  n_bad += print_bad ("jobs never said to be added", count_unsaid (place->added, place->n_jobs));
  n_bad += print_bad ("jobs said to be done twice", count_twice (place->done, place->n_jobs));
  n_bad += print_bad ("stages finished twice", counts.n_done_twice);
  n_bad += print_bad ("half-written files left", count_half_written (place->folder));
  n_bad += print_bad ("complaints of SQLite", count_complaints (place));

  return n_bad == 0;
}
