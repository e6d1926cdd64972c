/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * lectern import: what the web service that came before this program has done
 * comes into the jobs here, and what became of each is told. The address of its
 * database is never repeated: it may hold a password.
 */
#include <glib/gi18n-lib.h>

#include "base/error.h"
#include "base/json.h"
#include "cli/command.h"
#include "cli/import-report.h"
#include "cli/jobs-session.h"
#include "cli/report.h"
#include "cli/terminal-text.h"
#include "engine/seed-import.h"

typedef struct
{
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
      return self->is_trial ? _ ("would be brought") : _ ("is here now");
    case LEC_IMPORT_THERE:
      return _ ("was here already");
    case LEC_IMPORT_LEFT:
      return _ ("is not over there; import again when it is");
    case LEC_IMPORT_MOVED:
    case LEC_IMPORT_FAILED:
    default:
      return NULL;
    }
}

static void
print_json (const char *name,
            const LecSeedJob *job,
            LecImportOutcome outcome,
            const GError *reason)
{
  JsonObject *object = json_object_new ();

  lec_json_set_string (object, "name", name);
  if (job != NULL)
    {
      lec_json_set_string (object, "job_id", job->job_id);
      lec_json_set_string (object, "source", lec_job_request_get_video (job->request, 0));
      json_object_set_string_member (object, "status", lec_job_status_get_name (job->status));
      json_object_set_int_member (object, "slides", job->lecture->slides->len);
      json_object_set_int_member (object, "skipped", job->skipped->len);
    }
  lec_import_report_job (object, outcome, reason);
}

static void
print_line (const View *self,
            const char *shown,
            const LecSeedJob *job,
            LecImportOutcome outcome)
{
  const char *text = describe_outcome (self, outcome);
  g_autofree char *source = job != NULL ? lec_terminal_escape (lec_job_request_get_video (job->request, 0)) : NULL;
  g_autofree char *line = NULL;

  if (text == NULL || job == NULL)
    return;

  line = g_strdup_printf ("%s (%s): %s\n", shown, source, text);
  lec_report_text (line);
}

static void
told_cb (const char *name,
         const LecSeedJob *job,
         LecImportOutcome outcome,
         const GError *reason,
         gpointer user_data)
{
  View *self = user_data;
  int exit_code = 0;
  g_autofree char *shown = lec_terminal_escape (*name != '\0' ? name : _ ("a job without a name"));

  if (self->as_json)
    print_json (name, job, outcome, reason);
  else
    print_line (self, shown, job, outcome);
  for (guint i = 0; job != NULL && i < job->skipped->len; i++)
    {
      g_autofree char *what = lec_terminal_escape (g_ptr_array_index (job->skipped, i));

      lec_report_note (shown, "%s", what);
    }
  if (reason == NULL)
    return;

  exit_code = lec_report_failure (shown, reason);
  if (self->exit_code == 0)
    self->exit_code = exit_code;
}

static void
print_counts (const LecImportCounts *counts)
{
  /* Translators: jobs of another database: all of them, and what became of each */
  g_autofree char *line =
    g_strdup_printf (_ ("jobs there: %u; brought: %u, here already: %u, not over: %u, not brought: %u\n"),
                     lec_import_counts_get_total (counts), counts->n_jobs[LEC_IMPORT_BROUGHT],
                     counts->n_jobs[LEC_IMPORT_THERE], counts->n_jobs[LEC_IMPORT_LEFT],
                     counts->n_jobs[LEC_IMPORT_FAILED]);

  lec_report_text (line);
}

/* Returns: whether it is one that can be asked; the command line is shown to everybody, so nothing
 * of it is repeated here */
static gboolean
check_url (const char *url,
           GError **error)
{
  if (url != NULL && (g_str_has_prefix (url, "postgresql:") || g_str_has_prefix (url, "postgresql+") ||
                      g_str_has_prefix (url, "postgres:")))
    return TRUE;

  g_set_error_literal (error, LEC_ERROR, LEC_ERROR_USAGE,
                       url == NULL ? _ ("--from-url is missing: which database to import from")
                                   : _ ("--from-url is like postgresql://USER@HOST:PORT/DATABASE"));
  return FALSE;
}

int
lec_command_run_import (const LecArguments *arguments)
{
  g_autoptr (GError) error = NULL;
  g_auto (LecJobsSession) session = { 0 };
  View self = { lec_arguments_has (arguments, "dry-run"), lec_arguments_has (arguments, "json"), 0 };
  LecSeedImportRequest request = { lec_arguments_get_value (arguments, "from-url"), self.is_trial, told_cb, &self };
  LecImportCounts counts = { { 0 } };
  gboolean is_ready = check_url (request.url, &error) &&
                      (self.is_trial ? lec_jobs_session_init_to_read (&session, arguments, &error)
                                     : lec_jobs_session_init (&session, arguments, &error));

  if (!is_ready ||
      !lec_seed_import (session.jobs, &request, &counts, lec_jobs_session_get_cancellable (&session), &error))
    return lec_report_failure (NULL, error);

  if (self.as_json)
    lec_import_report_counts (&counts);
  else
    print_counts (&counts);
  return self.exit_code;
}
