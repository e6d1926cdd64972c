/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * lectern run: works on the queue until it is empty, and tells of each job when
 * it ends. Gives way to whatever else the machine has to do. lectern follow
 * tells the same of one job that another program works on.
 */
#include <glib/gi18n-lib.h>
#include <sys/resource.h>

#include "base/error.h"
#include "cli/command.h"
#include "cli/job-text.h"
#include "cli/jobs-session.h"
#include "cli/report.h"
#include "cli/run-tally.h"
#include "cli/work-arguments.h"
#include "engine/live-progress.h"

#define NICENESS  10
#define FOLLOW_MS 500

int
lec_command_run_run (const LecArguments *arguments)
{
  g_auto (LecJobsSession) session = { NULL };
  g_autoptr (LecRunView) view = lec_run_view_new_for (arguments);
  g_autoptr (GError) error = NULL;
  LecRunTally tally = { .view = view };
  LecJobsListener listener = { lec_run_tally_waiting_cb, lec_run_tally_event_cb, &tally, NULL };
  g_auto (LecWorkArguments) work = { { 0 } };

  if (!lec_work_arguments_read (&work, arguments, &error) ||
      !lec_jobs_session_init (&session, arguments, &error))
    return lec_report_failure (NULL, error);

  setpriority (PRIO_PROCESS, 0, NICENESS);
  lec_jobs_run (session.jobs, &work.options, &listener, lec_jobs_session_get_cancellable (&session), &error);
  lec_run_view_clear (view);
  if (error != NULL)
    return lec_report_failure (NULL, error);

  lec_run_tally_report (&tally);
  return tally.exit_code;
}

/* --- lectern follow --- */

/* Returns: (transfer full) (nullable): the job when it is over, or paused */
static LecJob *
follow (LecJobsSession *session,
        const char *job_id,
        LecRunView *view,
        GError **error)
{
  GCancellable *cancellable = lec_jobs_session_get_cancellable (session);
  g_autoptr (LecProgressEar) ear = lec_progress_ear_new (session->jobs, NULL, NULL);

  while (TRUE)
    {
      g_autoptr (LecJob) job = lec_jobs_get (session->jobs, job_id, cancellable, error);

      if (job == NULL)
        return NULL;
      if (lec_job_is_over (job) || job->status == LEC_JOB_PAUSED)
        return g_steal_pointer (&job);

      lec_progress_ear_apply (ear, job);
      lec_run_view_show (view, job, job->progress, job->message);
      lec_progress_ear_wait (ear, FOLLOW_MS, cancellable);
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
    }
}

/* As "run" would have ended for that job alone. */
static int
report_end (const LecJob *job,
            LecRunView *view)
{
  g_autofree char *name = lec_job_text_dup_name (job);
  LecRunTally tally = { .view = view };
  LecError code = LEC_ERROR_INTERNAL;
  g_autoptr (GError) reason = NULL;

  lec_run_view_clear (view);
  lec_run_view_note (view, lec_job_status_get_name (job->status), job, NULL);
  if (job->status == LEC_JOB_COMPLETED)
    {
      lec_run_tally_add_completed (&tally, name, job);
      return tally.exit_code;
    }
  if (job->status != LEC_JOB_FAILED)
    {
      lec_report_note (name, job->status == LEC_JOB_PAUSED ? _ ("paused") : _ ("cancelled"));
      return 0;
    }

  if (job->error_code != NULL)
    lec_error_from_name (job->error_code, &code);
  reason = g_error_new_literal (LEC_ERROR, (int) code, job->error != NULL ? job->error : "");
  return lec_report_failure (name, reason);
}

int
lec_command_run_follow (const LecArguments *arguments)
{
  const char *name = lec_arguments_get_inputs (arguments, NULL)[0];
  g_auto (LecJobsSession) session = { NULL };
  g_autoptr (LecRunView) view = lec_run_view_new_for (arguments);
  g_autoptr (GError) error = NULL;
  g_autoptr (LecJob) job = NULL;

  if (lec_jobs_session_init_to_read (&session, arguments, &error))
    job = follow (&session, name, view, &error);
  if (job != NULL)
    return report_end (job, view);

  lec_run_view_clear (view);
  return lec_report_failure (NULL, error);
}
