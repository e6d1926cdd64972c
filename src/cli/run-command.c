/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * lectern run: works on the queue until it is empty, and tells of each job when
 * it ends. Gives way to whatever else the machine has to do. lectern follow
 * tells the same of one job that another program works on.
 */
#include <glib/gi18n-lib.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/error.h"
#include "cli/command.h"
#include "cli/job-text.h"
#include "cli/jobs-session.h"
#include "cli/report.h"
#include "cli/run-view.h"

#define MAX_CONCURRENCY  64
#define NICENESS         10
#define FOLLOW_STEP_US   (100 * 1000)
#define STEPS_UNTIL_LOOK 5

/* In the order of LecJobsEventKind. */
static const char *const event_names[] = {
  "started",
  "progress",
  "completed",
  "retrying",
  "failed",
  "cancelled",
  "trouble",
};

typedef struct
{
  LecRunView *view;
  guint n_completed;
  guint n_failed;
  int exit_code; /* of the first job that did not end well */
} Tally;

static void
waiting_cb (int pid,
            gpointer user_data)
{
  if (pid > 0)
    lec_report_warning (_ ("another lectern (process %d) works on the queue; waiting for it"), pid);
  else
    lec_report_warning ("%s", _ ("another lectern works on the queue; waiting for it"));
}

static void
note_exit_code (Tally *tally,
                int exit_code)
{
  if (tally->exit_code == 0)
    tally->exit_code = exit_code;
}

static void
report_completed (Tally *tally,
                  const char *name,
                  const LecJob *job)
{
  tally->n_completed++;
  if (job->error != NULL)
    {
      lec_report_note (name, _ ("damaged or incomplete: %s; the slides up to there are kept"), job->error);
      note_exit_code (tally, lec_error_get_exit_code (LEC_ERROR_INCOMPLETE));
    }
  lec_report_note (name, g_dngettext (GETTEXT_PACKAGE, "%u slide", "%u slides", job->n_slides), job->n_slides);
  if (job->images != NULL)
    lec_report_path (job->images);
  if (job->json != NULL)
    lec_report_path (job->json);
  if (job->pdf != NULL)
    lec_report_path (job->pdf);
}

static void
report_event (Tally *tally,
              const LecJobsEvent *event,
              const char *name)
{
  g_autofree char *reason = event->reason != NULL ? g_utf8_make_valid (event->reason->message, -1) : NULL;

  switch (event->kind)
    {
    case LEC_JOBS_STARTED:
      lec_report_note (name, _ ("job %d begins"), (int) event->job->id);
      break;
    case LEC_JOBS_COMPLETED:
      report_completed (tally, name, event->job);
      break;
    case LEC_JOBS_RETRYING:
      lec_report_note (name, _ ("%s; tried again later"), reason);
      break;
    case LEC_JOBS_FAILED:
      tally->n_failed++;
      note_exit_code (tally, lec_report_failure (name, event->reason));
      break;
    case LEC_JOBS_CANCELLED:
      lec_report_note (name, _ ("cancelled"));
      break;
    case LEC_JOBS_TROUBLE:
    case LEC_JOBS_ADVANCED:
    default:
      break;
    }
}

static void
event_cb (const LecJobsEvent *event,
          gpointer user_data)
{
  Tally *tally = user_data;
  g_autofree char *name = NULL;

  if (event->job != NULL && event->kind == LEC_JOBS_ADVANCED)
    {
      lec_run_view_show (tally->view, event->job, event->progress, event->message);
      return;
    }

  lec_run_view_clear (tally->view);
  if (event->job == NULL)
    {
      lec_report_warning (_ ("%s; waiting until that is over"), event->reason->message);
      return;
    }
  name = lec_job_text_dup_name (event->job);
  lec_run_view_note (tally->view, event_names[event->kind], event->job, event->reason);
  report_event (tally, event, name);
}

static void
report_tally (const Tally *tally)
{
  if (tally->n_completed + tally->n_failed == 0)
    lec_report_warning ("%s", _ ("nothing to do"));
  else if (tally->n_failed > 0)
    lec_report_warning (g_dngettext (GETTEXT_PACKAGE,
                                     "%u job failed; “lectern jobs --status failed” says why",
                                     "%u jobs failed; “lectern jobs --status failed” says why", tally->n_failed),
                        tally->n_failed);
}

static LecRunView *
make_view (const LecArguments *arguments)
{
  const char *mode = lec_arguments_get_value (arguments, "progress");

  return lec_run_view_new (lec_progress_mode_choose (mode != NULL ? mode : "auto", STDERR_FILENO), STDERR_FILENO);
}

int
lec_command_run_run (const LecArguments *arguments)
{
  g_auto (LecJobsSession) session = { NULL };
  g_autoptr (LecRunView) view = make_view (arguments);
  g_autoptr (GError) error = NULL;
  Tally tally = { .view = view };
  LecJobsListener listener = { waiting_cb, event_cb, &tally };
  guint concurrency = 0;

  if (!lec_jobs_session_read_number (arguments, "concurrency", 1, MAX_CONCURRENCY,
                                     lec_jobs_get_default_concurrency (), &concurrency, &error) ||
      !lec_jobs_session_init (&session, &error))
    return lec_report_failure (NULL, error);

  setpriority (PRIO_PROCESS, 0, NICENESS);
  lec_jobs_run (session.jobs, concurrency, &listener, lec_jobs_session_get_cancellable (&session), &error);
  lec_run_view_clear (view);
  if (error != NULL)
    return lec_report_failure (NULL, error);

  report_tally (&tally);
  return tally.exit_code;
}

/* --- lectern follow --- */

/* Some tenths of a second, unless Ctrl-C comes first. */
static gboolean
wait_a_little (GCancellable *cancellable,
               GError **error)
{
  for (guint i = 0; i < STEPS_UNTIL_LOOK && !g_cancellable_is_cancelled (cancellable); i++)
    g_usleep (FOLLOW_STEP_US);

  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}

/* Returns: (transfer full) (nullable): the job when it is over, or paused */
static LecJob *
follow (LecJobsSession *session,
        const char *job_id,
        LecRunView *view,
        GError **error)
{
  GCancellable *cancellable = lec_jobs_session_get_cancellable (session);

  while (TRUE)
    {
      g_autoptr (LecJob) job = lec_jobs_get (session->jobs, job_id, cancellable, error);

      if (job == NULL)
        return NULL;
      if (lec_job_is_over (job) || job->status == LEC_JOB_PAUSED)
        return g_steal_pointer (&job);

      lec_run_view_show (view, job, job->progress, job->message);
      if (!wait_a_little (cancellable, error))
        return NULL;
    }
}

/* As "run" would have ended for that job alone. */
static int
report_end (const LecJob *job,
            LecRunView *view)
{
  g_autofree char *name = lec_job_text_dup_name (job);
  Tally tally = { .view = view };
  LecError code = LEC_ERROR_INTERNAL;
  g_autoptr (GError) reason = NULL;

  lec_run_view_clear (view);
  lec_run_view_note (view, lec_job_status_get_name (job->status), job, NULL);
  if (job->status == LEC_JOB_COMPLETED)
    {
      report_completed (&tally, name, job);
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
  g_autoptr (LecRunView) view = make_view (arguments);
  g_autoptr (GError) error = NULL;
  g_autoptr (LecJob) job = NULL;

  if (lec_jobs_session_init (&session, &error))
    job = follow (&session, name, view, &error);
  if (job != NULL)
    return report_end (job, view);

  lec_run_view_clear (view);
  return lec_report_failure (NULL, error);
}
