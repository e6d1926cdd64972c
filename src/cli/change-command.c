/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * lectern cancel, pause, resume, retry, remove and clear: what a person does to
 * jobs that are there. Each job is for itself; what cannot be done to one is
 * said, and the others go on.
 */
#include <glib/gi18n-lib.h>

#include "base/error.h"
#include "cli/command.h"
#include "cli/jobs-session.h"
#include "cli/report.h"

static int
change_one (LecJobsSession *session,
            const char *name,
            LecJobAction action)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LecJob) job = lec_jobs_get (session->jobs, name, NULL, &error);
  g_autofree char *shown = NULL;

  if (job == NULL)
    return lec_report_failure (NULL, error);
  if (lec_jobs_change (session->jobs, job->id, action, NULL, &error))
    return 0;

  /* Translators: the number of a job */
  shown = g_strdup_printf (_ ("job %d"), (int) job->id);
  return lec_report_failure (shown, error);
}

static int
change_named (LecJobsSession *session,
              const char *const *names,
              LecJobAction action)
{
  int exit_code = 0;

  for (; *names != NULL; names++)
    {
      int outcome = change_one (session, *names, action);

      if (exit_code == 0)
        exit_code = outcome;
    }

  return exit_code;
}

/* All that are in @status now. */
static int
change_all (LecJobsSession *session,
            LecJobStatus status,
            LecJobAction action)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) jobs = lec_jobs_list (session->jobs, (int) status, NULL, &error);
  int exit_code = 0;

  if (jobs == NULL)
    return lec_report_failure (NULL, error);

  for (guint i = 0; i < jobs->len; i++)
    {
      const LecJob *job = g_ptr_array_index (jobs, i);
      int outcome = change_one (session, job->job_id, action);

      if (exit_code == 0)
        exit_code = outcome;
    }

  return exit_code;
}

static int
fail_without_jobs (const LecArguments *arguments)
{
  const char *name = lec_arguments_get_command (arguments)->name;
  g_autoptr (GError) error = g_error_new (LEC_ERROR, LEC_ERROR_USAGE,
                                          _ ("which job? see “lectern jobs” and “lectern %s --help”"), name);

  return lec_report_failure (NULL, error);
}

static int
run_change (const LecArguments *arguments,
            LecJobAction action)
{
  gsize n_inputs = 0;
  const char *const *inputs = lec_arguments_get_inputs (arguments, &n_inputs);
  g_auto (LecJobsSession) session = { NULL };
  g_autoptr (GError) error = NULL;

  if (n_inputs == 0)
    return fail_without_jobs (arguments);
  if (!lec_jobs_session_init (&session, arguments, &error))
    return lec_report_failure (NULL, error);

  return change_named (&session, inputs, action);
}

/* With a switch instead of names. */
static int
run_change_all (const LecArguments *arguments,
                LecJobStatus status,
                LecJobAction action)
{
  g_auto (LecJobsSession) session = { NULL };
  g_autoptr (GError) error = NULL;

  if (!lec_jobs_session_init (&session, arguments, &error))
    return lec_report_failure (NULL, error);

  return change_all (&session, status, action);
}

static int
pause_queue (const LecArguments *arguments,
             gboolean paused)
{
  const char *queue = lec_arguments_get_value (arguments, "queue");
  g_auto (LecJobsSession) session = { NULL };
  g_autoptr (GError) error = NULL;

  if (lec_jobs_session_init (&session, arguments, &error) &&
      lec_jobs_pause_queue (session.jobs, queue, paused, lec_jobs_session_get_cancellable (&session), &error))
    return 0;

  return lec_report_failure (NULL, error);
}

int
lec_command_run_cancel (const LecArguments *arguments)
{
  return run_change (arguments, LEC_JOB_ACTION_CANCEL);
}

int
lec_command_run_pause (const LecArguments *arguments)
{
  if (lec_arguments_has (arguments, "queue"))
    return pause_queue (arguments, TRUE);

  return run_change (arguments, LEC_JOB_ACTION_PAUSE);
}

int
lec_command_run_resume (const LecArguments *arguments)
{
  if (lec_arguments_has (arguments, "queue"))
    return pause_queue (arguments, FALSE);

  return run_change (arguments, LEC_JOB_ACTION_RESUME);
}

int
lec_command_run_retry (const LecArguments *arguments)
{
  if (lec_arguments_has (arguments, "failed"))
    return run_change_all (arguments, LEC_JOB_FAILED, LEC_JOB_ACTION_RETRY);

  return run_change (arguments, LEC_JOB_ACTION_RETRY);
}

int
lec_command_run_remove (const LecArguments *arguments)
{
  return run_change (arguments, LEC_JOB_ACTION_REMOVE);
}

int
lec_command_run_clear (const LecArguments *arguments)
{
  if (lec_arguments_has (arguments, "done"))
    return run_change_all (arguments, LEC_JOB_COMPLETED, LEC_JOB_ACTION_REMOVE);

  return fail_without_jobs (arguments);
}
