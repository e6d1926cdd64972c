/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * lectern add: a job for each video, or one for all with --join. Only looks at
 * the files, or sends them, those that are on the web too; "lectern run", or a
 * worker, does the work, and the former brings them.
 */
#include <glib/gi18n-lib.h>
#include <unistd.h>

#include "base/error.h"
#include "cli/command.h"
#include "cli/extract-report.h"
#include "cli/job-text.h"
#include "cli/jobs-session.h"
#include "cli/link-inputs.h"
#include "cli/output-option.h"
#include "cli/report.h"
#include "cli/sending-view.h"
#include "engine/extract-bring.h"
#include "engine/folder-defaults.h"

/* The result of adding is the job's number: on standard output. */
static void
report_added (const char *name,
              gint64 id,
              LecJobsAdded added)
{
  g_autofree char *line = lec_job_text_format_added (name, id, added);

  lec_report_text (line);
}

/* What is on the web still, for workers on other machines; files are there. */
static gboolean
bring (LecJobsSession *session,
       const char *const *videos,
       gsize n_videos,
       GError **error)
{
  g_autofree char *name = lec_link_inputs_dup_name (videos[0]);
  LecProgressMode mode = lec_progress_mode_choose ("auto", STDERR_FILENO);
  g_autoptr (LecProgressView) view =
    lec_progress_view_new (mode == LEC_PROGRESS_BAR ? mode : LEC_PROGRESS_NONE, STDERR_FILENO, name);
  const LecExtractRequest request = { .videos = videos, .n_videos = n_videos };
  LecExtractListener listener = { NULL };

  lec_extract_report_listen (&listener, view);
  return lec_extract_bring (&request, &listener, lec_jobs_session_get_cancellable (session), error);
}

/* @n_videos from @videos on become one job. */
static int
add (LecJobsSession *session,
     const LecArguments *arguments,
     const LecJobOptions *options,
     const char *const *videos,
     gsize n_videos)
{
  g_autoptr (LecJobRequest) request = lec_job_request_new ();
  g_autofree const char **given = lec_arguments_list_settings (arguments);
  g_autofree char *name = lec_link_inputs_dup_name (videos[0]);
  g_autoptr (GError) error = NULL;
  LecJobsAdded added = LEC_JOBS_NEW;
  LecSendingView view = { .fd = STDERR_FILENO };
  gint64 id = 0;

  for (gsize i = 0; i < n_videos; i++)
    g_ptr_array_add (request->videos, g_strdup (videos[i]));
  lec_job_options_free (request->options);
  request->options = lec_job_options_copy (options);
  request->output = g_strdup (lec_link_inputs_choose_output (videos[0], lec_arguments_get_value (arguments, "output")));
  request->force = lec_arguments_has (arguments, "force");
  if ((!lec_jobs_can_bring (session->jobs) && !bring (session, videos, n_videos, &error)) ||
      !lec_folder_defaults_apply_to_request (request, given, &error))
    return lec_report_failure (name, error);

  lec_jobs_set_sending (session->jobs, lec_sending_view_show_cb, &view);
  id = lec_jobs_add (session->jobs, request, lec_jobs_session_read_priority (arguments), &added,
                     lec_jobs_session_get_cancellable (session), &error);
  lec_jobs_set_sending (session->jobs, NULL, NULL);
  lec_sending_view_clear (&view);
  if (id == 0)
    return lec_report_failure (name, error);

  report_added (name, id, added);
  return 0;
}

static gboolean
check_count (gsize n_inputs,
             gboolean join,
             GError **error)
{
  if (!join || n_inputs <= LEC_JOB_REQUEST_MAX_VIDEOS)
    return TRUE;

  g_set_error (error, LEC_ERROR, LEC_ERROR_USAGE, _ ("more than %d videos cannot be joined"),
               LEC_JOB_REQUEST_MAX_VIDEOS);
  return FALSE;
}

/* With the videos in place of addresses: those of a page may be many. Returns: the exit code */
static int
add_inputs (LecJobsSession *session,
            const LecArguments *arguments,
            const LecJobOptions *options,
            const LecLinkInputs *inputs)
{
  const char *const *videos = (const char *const *) inputs->videos;
  gsize n_videos = g_strv_length (inputs->videos);
  gboolean join = lec_arguments_has (arguments, "join");
  g_autoptr (GError) error = NULL;
  int exit_code = inputs->exit_code;

  /* Of one job none may be missing. */
  if (join && exit_code != 0)
    return exit_code;
  if (!check_count (n_videos, join, &error))
    return lec_report_failure (NULL, error);
  if (join)
    return add (session, arguments, options, videos, n_videos);

  for (gsize i = 0; i < n_videos; i++)
    {
      int outcome = add (session, arguments, options, &videos[i], 1);

      if (exit_code == 0 || outcome == 130)
        exit_code = outcome;
      if (outcome == 130)
        break;
    }

  return exit_code;
}

int
lec_command_run_add (const LecArguments *arguments)
{
  g_autoptr (LecJobOptions) options = lec_job_options_new ();
  g_autoptr (GError) error = NULL;
  g_auto (LecJobsSession) session = { NULL };
  g_auto (LecLinkInputs) inputs = { NULL };
  gsize n_inputs = 0;

  lec_arguments_get_inputs (arguments, &n_inputs);
  if (!lec_arguments_apply (arguments, options, &error) ||
      !check_count (n_inputs, lec_arguments_has (arguments, "join"), &error) ||
      !lec_output_option_check (arguments, options, &error) || !lec_jobs_session_init (&session, arguments, &error))
    return lec_report_failure (NULL, error);

  lec_link_inputs_read (&inputs, arguments, lec_jobs_session_get_cancellable (&session));
  return add_inputs (&session, arguments, options, &inputs);
}
