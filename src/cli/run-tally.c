/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Each job is told of when it ends: paths of outputs on standard output, the
 * rest on standard error.
 */
#include "cli/run-tally.h"

#include <glib/gi18n-lib.h>

#include "base/error.h"
#include "cli/job-text.h"
#include "cli/report.h"

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

void
lec_run_tally_waiting_cb (int pid,
                          gpointer user_data)
{
  if (pid > 0)
    lec_report_warning (_ ("another lectern (process %d) works on the queue; waiting for it"), pid);
  else
    lec_report_warning ("%s", _ ("another lectern works on the queue; waiting for it"));
}

static void
note_exit_code (LecRunTally *self,
                int exit_code)
{
  if (self->exit_code == 0)
    self->exit_code = exit_code;
}

void
lec_run_tally_add_completed (LecRunTally *self,
                             const char *name,
                             const LecJob *job)
{
  self->n_completed++;
  if (g_strcmp0 (job->error_code, lec_error_get_name (LEC_ERROR_NOT_AGREED)) == 0)
    /* Translators: why it is without */
    lec_report_note (name,
                     _ ("without what was said: %s; agree with “lectern transcribe --agree”, then “lectern retry”"),
                     job->error);
  else if (job->error != NULL)
    {
      lec_report_note (name, _ ("damaged or incomplete: %s; the slides up to there are kept"), job->error);
      note_exit_code (self, lec_error_get_exit_code (LEC_ERROR_INCOMPLETE));
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
report_event (LecRunTally *self,
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
      lec_run_tally_add_completed (self, name, event->job);
      break;
    case LEC_JOBS_RETRYING:
      lec_report_note (name, _ ("%s; tried again later"), reason);
      break;
    case LEC_JOBS_FAILED:
      self->n_failed++;
      note_exit_code (self, lec_report_failure (name, event->reason));
      break;
    case LEC_JOBS_CANCELLED:
      lec_report_note (name, _ ("cancelled"));
      break;
    case LEC_JOBS_TROUBLE:
    case LEC_JOBS_NOTICED:
    case LEC_JOBS_ADVANCED:
    default:
      break;
    }
}

void
lec_run_tally_event_cb (const LecJobsEvent *event,
                        gpointer user_data)
{
  LecRunTally *self = user_data;
  g_autofree char *name = NULL;

  if (event->job != NULL && event->kind == LEC_JOBS_ADVANCED)
    {
      lec_run_view_show (self->view, event->job, event->progress, event->message);
      return;
    }

  lec_run_view_clear (self->view);
  if (event->kind == LEC_JOBS_NOTICED)
    {
      lec_report_warning ("%s", event->reason->message);
      return;
    }
  if (event->job == NULL)
    {
      lec_report_warning (_ ("%s; trying again until it works"), event->reason->message);
      return;
    }
  name = lec_job_text_dup_name (event->job);
  lec_run_view_note (self->view, event_names[event->kind], event->job, event->reason);
  report_event (self, event, name);
}

void
lec_run_tally_report (const LecRunTally *self)
{
  if (self->n_completed + self->n_failed == 0)
    lec_report_warning ("%s", _ ("nothing to do"));
  else if (self->n_failed > 0)
    lec_report_warning (g_dngettext (GETTEXT_PACKAGE,
                                     "%u job failed; “lectern jobs --status failed” says why",
                                     "%u jobs failed; “lectern jobs --status failed” says why", self->n_failed),
                        self->n_failed);
}
