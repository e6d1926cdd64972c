/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * lectern jobs, show, log, metrics and search: what is in the database.
 */
#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <unistd.h>

#include "cli/command.h"
#include "cli/job-text.h"
#include "cli/jobs-session.h"
#include "cli/report.h"
#include "engine/live-progress.h"
#include "engine/owner-quota.h"

#define MAX_HITS     1000
#define DEFAULT_HITS 20
#define WATCH_MS     2000
#define CLEAR_SCREEN "\033[H\033[2J"

/* Takes @text. */
static void
print_text (char *text)
{
  g_autofree char *owned = text;

  lec_report_text (owned);
}

static int
choose_status (const LecArguments *arguments)
{
  const char *name = lec_arguments_get_value (arguments, "status");
  LecJobStatus status = LEC_JOB_QUEUED;

  return name != NULL && lec_job_status_from_name (name, &status) ? (int) status : -1;
}

static void
print_jobs (const LecArguments *arguments,
            const GPtrArray *jobs,
            gboolean clears)
{
  if (clears)
    fputs (CLEAR_SCREEN, stdout);
  if (lec_arguments_has (arguments, "json"))
    for (guint i = 0; i < jobs->len; i++)
      lec_report_json (lec_job_to_json (g_ptr_array_index (jobs, i)));
  else if (jobs->len > 0)
    print_text (lec_job_text_format_table (jobs));
  else
    lec_report_warning ("%s", choose_status (arguments) < 0 ? _ ("there are no jobs") : _ ("there are no such jobs"));
  fflush (stdout);
}

static GPtrArray *
list_jobs (LecJobsSession *session,
           const LecArguments *arguments,
           GError **error)
{
  GCancellable *cancellable = lec_jobs_session_get_cancellable (session);
  GPtrArray *jobs = lec_jobs_list (session->jobs, choose_status (arguments), cancellable, error);

  if (jobs != NULL)
    lec_owner_quota_explain (session->jobs, (LecJob *const *) jobs->pdata, jobs->len, cancellable);
  return jobs;
}

/* What the store says, and what was heard since. Returns: %FALSE with an error */
static gboolean
watch_jobs (LecJobsSession *session,
            const LecArguments *arguments,
            GError **error)
{
  GCancellable *cancellable = lec_jobs_session_get_cancellable (session);
  g_autoptr (LecProgressEar) ear = lec_progress_ear_new (session->jobs, NULL, NULL);

  do
    {
      g_autoptr (GPtrArray) jobs = list_jobs (session, arguments, error);

      if (jobs == NULL)
        return g_cancellable_is_cancelled (cancellable);
      for (guint i = 0; i < jobs->len; i++)
        lec_progress_ear_apply (ear, g_ptr_array_index (jobs, i));
      print_jobs (arguments, jobs, isatty (STDOUT_FILENO));
    }
  while (lec_progress_ear_wait (ear, WATCH_MS, cancellable));

  return TRUE;
}

int
lec_command_run_jobs (const LecArguments *arguments)
{
  g_auto (LecJobsSession) session = { NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) jobs = NULL;

  if (!lec_jobs_session_init_to_read (&session, arguments, &error))
    return lec_report_failure (NULL, error);
  if (lec_arguments_has (arguments, "watch"))
    return watch_jobs (&session, arguments, &error) ? 0 : lec_report_failure (NULL, error);

  jobs = list_jobs (&session, arguments, &error);
  if (jobs == NULL)
    return lec_report_failure (NULL, error);

  print_jobs (arguments, jobs, FALSE);
  return 0;
}

/* Prints what a command is about. Returns: FALSE with an error */
typedef gboolean (*PrintFunc) (LecJobsSession *session, const LecJob *job, gboolean json, GError **error);

static int
run_about_job (const LecArguments *arguments,
               PrintFunc print)
{
  const char *name = lec_arguments_get_inputs (arguments, NULL)[0];
  g_auto (LecJobsSession) session = { NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (LecJob) job = NULL;

  if (lec_jobs_session_init_to_read (&session, arguments, &error))
    job = lec_jobs_get (session.jobs, name, lec_jobs_session_get_cancellable (&session), &error);
  if (job == NULL || !print (&session, job, lec_arguments_has (arguments, "json"), &error))
    return lec_report_failure (NULL, error);

  return 0;
}

static void
print_slides_json (const LecJob *job,
                   const GPtrArray *slides)
{
  JsonNode *node = lec_job_to_json (job);
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < slides->len; i++)
    json_array_add_element (array, lec_slide_to_json (g_ptr_array_index (slides, i)));
  json_object_set_array_member (json_node_get_object (node), "pages", array);
  lec_report_json (node);
}

static gboolean
print_job (LecJobsSession *session,
           const LecJob *job,
           gboolean json,
           GError **error)
{
  g_autoptr (GPtrArray) slides = lec_jobs_list_slides (session->jobs, job->id, NULL, error);

  if (slides == NULL)
    return FALSE;

  if (json)
    print_slides_json (job, slides);
  else
    print_text (lec_job_text_format_job (job, slides));
  return TRUE;
}

static gboolean
print_log (LecJobsSession *session,
           const LecJob *job,
           gboolean json,
           GError **error)
{
  g_autoptr (GPtrArray) attempts = lec_jobs_list_attempts (session->jobs, job->id, NULL, error);

  if (attempts == NULL)
    return FALSE;

  for (guint i = 0; i < attempts->len; i++)
    {
      const LecAttempt *attempt = g_ptr_array_index (attempts, i);

      if (json)
        lec_report_json (lec_attempt_to_json (attempt));
      else
        print_text (lec_job_text_format_attempt (attempt));
    }
  return TRUE;
}

static gboolean
print_metrics (LecJobsSession *session,
               const LecJob *job,
               gboolean json,
               GError **error)
{
  LecJobMetrics metrics = { 0 };

  if (!lec_jobs_get_metrics (session->jobs, job->id, &metrics, NULL, error))
    return FALSE;

  if (json)
    lec_report_json (lec_job_metrics_to_json (&metrics));
  else
    print_text (lec_job_text_format_metrics (&metrics));
  return TRUE;
}

int
lec_command_run_show (const LecArguments *arguments)
{
  return run_about_job (arguments, print_job);
}

int
lec_command_run_log (const LecArguments *arguments)
{
  return run_about_job (arguments, print_log);
}

int
lec_command_run_metrics (const LecArguments *arguments)
{
  return run_about_job (arguments, print_metrics);
}

static void
print_hits (const GPtrArray *hits,
            gboolean json)
{
  for (guint i = 0; i < hits->len; i++)
    {
      const LecSearchHit *hit = g_ptr_array_index (hits, i);

      if (json)
        lec_report_json (lec_search_hit_to_json (hit));
      else
        print_text (lec_job_text_format_hit (hit, isatty (STDOUT_FILENO)));
    }
}

int
lec_command_run_search (const LecArguments *arguments)
{
  g_autofree char *query = g_strjoinv (" ", (char **) lec_arguments_get_inputs (arguments, NULL));
  g_auto (LecJobsSession) session = { NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) hits = NULL;
  guint limit = 0;

  if (lec_jobs_session_read_number (arguments, "limit", 1, MAX_HITS, DEFAULT_HITS, &limit, &error) &&
      lec_jobs_session_init_to_read (&session, arguments, &error))
    hits = lec_jobs_search (session.jobs, query, limit, lec_jobs_session_get_cancellable (&session), &error);
  if (hits == NULL)
    return lec_report_failure (NULL, error);

  print_hits (hits, lec_arguments_has (arguments, "json"));
  if (hits->len == 0)
    lec_report_warning ("%s", _ ("no slide of any job says that"));
  return 0;
}
