/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What stays here because it has begun, failed or was cancelled here is no news:
 * it is only counted.
 */
#include "cli/import-view.h"

#include <glib/gi18n-lib.h>
#include <unistd.h>

#include "cli/import-report.h"
#include "cli/job-text.h"
#include "cli/report.h"
#include "cli/sending-view.h"
#include "engine/cluster-import.h"

typedef struct
{
  LecSendingView sending;
  gboolean is_trial;
  gboolean as_json;
  int exit_code;
} View;

static const char *
describe_outcome (const View *self,
                  LecImportOutcome outcome)
{
  switch (outcome)
    {
    case LEC_IMPORT_BROUGHT:
      return self->is_trial ? _ ("would be brought to the cluster") : _ ("its lecture is in the cluster now");
    case LEC_IMPORT_MOVED:
      return self->is_trial ? _ ("would wait in the cluster, and no longer here")
                            : _ ("waits in the cluster now, and no longer here");
    case LEC_IMPORT_THERE:
      return _ ("the cluster has it already");
    case LEC_IMPORT_LEFT:
    case LEC_IMPORT_FAILED:
    default:
      return NULL;
    }
}

static void
print_json (const LecJob *job,
            LecImportOutcome outcome,
            const GError *reason)
{
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "job", job->id);
  json_object_set_string_member (object, "job_id", job->job_id);
  json_object_set_string_member (object, "source", job->source);
  lec_import_report_job (object, outcome, reason);
}

static void
told_cb (const LecJob *job,
         LecImportOutcome outcome,
         const GError *reason,
         gpointer user_data)
{
  View *self = user_data;
  int exit_code = 0;
  const char *text = describe_outcome (self, outcome);
  g_autofree char *name = lec_job_text_dup_name (job);
  g_autofree char *line = NULL;

  lec_sending_view_clear (&self->sending);
  if (self->as_json)
    print_json (job, outcome, reason);
  else if (text != NULL)
    {
      line = g_strdup_printf ("%s: %s\n", name, text);
      lec_report_text (line);
    }
  if (reason == NULL)
    return;

  exit_code = lec_report_failure (name, reason);
  if (self->exit_code == 0)
    self->exit_code = exit_code;
}

static void
print_counts (const LecImportCounts *counts)
{
  /* Translators: jobs of this desk: all of them, and what became of each */
  g_autofree char *line =
    g_strdup_printf (_ ("jobs here: %u; brought: %u, moved: %u, there already: %u, left here: %u, not brought: %u\n"),
                     lec_import_counts_get_total (counts), counts->n_jobs[LEC_IMPORT_BROUGHT],
                     counts->n_jobs[LEC_IMPORT_MOVED], counts->n_jobs[LEC_IMPORT_THERE],
                     counts->n_jobs[LEC_IMPORT_LEFT], counts->n_jobs[LEC_IMPORT_FAILED]);

  lec_report_text (line);
}

int
lec_import_view_run (LecJobsSession *session,
                     gboolean is_trial,
                     gboolean as_json,
                     GError **error)
{
  GCancellable *cancellable = lec_jobs_session_get_cancellable (session);
  View self = { { .fd = STDERR_FILENO }, is_trial, as_json, 0 };
  LecImportRequest request = { is_trial, told_cb, &self };
  LecImportCounts counts = { { 0 } };
  g_autoptr (LecJobs) library =
    is_trial ? lec_jobs_open_to_read (NULL, cancellable, error) : lec_jobs_open (NULL, NULL, cancellable, error);
  gboolean done = FALSE;

  if (library == NULL)
    return 0;

  lec_jobs_set_sending (session->jobs, lec_sending_view_show_cb, &self.sending);
  done = lec_cluster_import_local (session->jobs, library, &request, &counts, cancellable, error);
  lec_jobs_set_sending (session->jobs, NULL, NULL);
  lec_sending_view_clear (&self.sending);
  if (done && as_json)
    lec_import_report_counts (&counts);
  else if (done)
    print_counts (&counts);
  return done ? self.exit_code : 0;
}
