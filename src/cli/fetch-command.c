/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * lectern fetch: what a cluster has made comes to this machine, as if it had
 * been made here.
 */
#include <glib/gi18n-lib.h>
#include <unistd.h>

#include "cli/command.h"
#include "cli/extract-report.h"
#include "cli/job-text.h"
#include "cli/jobs-session.h"
#include "cli/report.h"
#include "engine/cluster-fetch.h"

typedef struct
{
  LecJobsSession jobs;
  LecExtractor *extractor;
  LecFetchRequest request;
  LecProgressMode mode;
  LecProgressView *view; /* unowned (nullable): of the job that is fetched */
} Session;

static void
session_clear (Session *self)
{
  lec_jobs_session_clear (&self->jobs);
  g_clear_pointer (&self->extractor, lec_extractor_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Session, session_clear)

/* Returns: the exit code */
static int
fetch (Session *self,
       const char *job_id)
{
  GCancellable *cancellable = lec_jobs_session_get_cancellable (&self->jobs);
  g_autoptr (GError) error = NULL;
  g_autoptr (LecJob) job = lec_jobs_get (self->jobs.jobs, job_id, cancellable, &error);
  g_autofree char *name = job != NULL ? lec_job_text_dup_name (job) : g_strdup (job_id);
  g_autoptr (LecProgressView) view = lec_progress_view_new (self->mode, STDERR_FILENO, name);
  LecExtractListener listener = { NULL };
  g_auto (LecExtractResult) result = { 0 };

  if (job == NULL)
    return lec_report_failure (name, error);

  lec_extract_report_listen (&listener, view);
  self->view = view;
  lec_cluster_fetch (self->jobs.jobs, job, self->extractor, &self->request, &listener, &result, cancellable, &error);
  lec_progress_view_finish (view, &result, error);
  self->view = NULL;

  return error == NULL ? lec_extract_report_result (name, &result) : lec_report_failure (name, error);
}

int
lec_command_run_fetch (const LecArguments *arguments)
{
  g_autoptr (GError) error = NULL;
  g_auto (Session) self = { 0 };
  gsize n_jobs = 0;
  const char *const *jobs = lec_arguments_get_inputs (arguments, &n_jobs);
  const char *mode = lec_arguments_get_value (arguments, "progress");
  int exit_code = 0;

  if (!lec_jobs_session_init_cluster (&self.jobs, &error))
    return lec_report_failure (NULL, error);

  self.extractor = lec_extractor_new (NULL, NULL);
  lec_extractor_set_notice (self.extractor, lec_extract_report_notice_cb, &self.view);
  self.request.output = lec_arguments_get_value (arguments, "output");
  self.request.force = lec_arguments_has (arguments, "force");
  self.mode = lec_progress_mode_choose (mode != NULL ? mode : "auto", STDERR_FILENO);
  for (gsize i = 0; i < n_jobs; i++)
    {
      int outcome = fetch (&self, jobs[i]);

      if (exit_code == 0 || outcome == 130)
        exit_code = outcome;
      if (outcome == 130)
        break;
    }

  return exit_code;
}
