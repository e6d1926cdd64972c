/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * lectern run: works on the queue until it is empty, and tells of each job when
 * it ends. Gives way to whatever else the machine has to do.
 */
#include <glib/gi18n-lib.h>
#include <sys/resource.h>

#include "base/error.h"
#include "cli/command.h"
#include "cli/job-text.h"
#include "cli/jobs-session.h"
#include "cli/report.h"

#define MAX_CONCURRENCY 64
#define NICENESS        10

typedef struct
{
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
event_cb (const LecJobsEvent *event,
          gpointer user_data)
{
  Tally *tally = user_data;
  g_autofree char *name = NULL;
  g_autofree char *reason = event->reason != NULL ? g_utf8_make_valid (event->reason->message, -1) : NULL;

  if (event->job == NULL)
    {
      lec_report_warning (_ ("%s; waiting until that is over"), reason);
      return;
    }

  name = lec_job_text_dup_name (event->job);
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

int
lec_command_run_run (const LecArguments *arguments)
{
  g_auto (LecJobsSession) session = { NULL };
  g_autoptr (GError) error = NULL;
  Tally tally = { 0 };
  LecJobsListener listener = { waiting_cb, event_cb, &tally };
  guint concurrency = 0;

  if (!lec_jobs_session_read_number (arguments, "concurrency", 1, MAX_CONCURRENCY,
                                     lec_jobs_get_default_concurrency (), &concurrency, &error) ||
      !lec_jobs_session_init (&session, &error))
    return lec_report_failure (NULL, error);

  setpriority (PRIO_PROCESS, 0, NICENESS);
  if (!lec_jobs_run (session.jobs, concurrency, &listener, lec_jobs_session_get_cancellable (&session), &error))
    return lec_report_failure (NULL, error);

  report_tally (&tally);
  return tally.exit_code;
}
