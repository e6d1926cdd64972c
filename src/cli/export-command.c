/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * lectern export: the documents of a lecture once more, in another layout, to
 * another place.
 */
#include <glib/gi18n-lib.h>
#include <unistd.h>

#include "base/error.h"
#include "cli/arguments.h"
#include "cli/extract-report.h"
#include "cli/report.h"
#include "cli/review-session.h"
#include "cli/study-command.h"
#include "engine/review-export.h"

/* What is nothing to a PDF, and what only one lecture can have. */
static gboolean
check (const LecArguments *arguments,
       gsize n_inputs,
       GError **error)
{
  static const char *const others[] = { "course", "syllabus", "subtitles", "deck" };

  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    if (lec_arguments_has (arguments, others[i]) || lec_arguments_get_value (arguments, others[i]) != NULL)
      {
        g_set_error (error, LEC_ERROR, LEC_ERROR_USAGE, _ ("--%s goes with --format"), others[i]);
        return FALSE;
      }
  if (n_inputs == 1)
    return TRUE;

  g_set_error_literal (error, LEC_ERROR, LEC_ERROR_USAGE, _ ("one lecture at a time, or several with --format"));
  return FALSE;
}

/* The lecture's, and what was given; pictures and JSON only when they were asked for. */
static LecJobOptions *
read_options (LecReviewSession *session,
              const LecArguments *arguments,
              GError **error)
{
  GCancellable *cancellable = lec_interrupt_get_cancellable (session->interrupt);
  g_autoptr (LecJobOptions) options = lec_review_dup_options (session->review, cancellable, error);

  if (options == NULL)
    return NULL;

  options->images = FALSE;
  options->json = FALSE;
  if (lec_arguments_has (arguments, "lossless"))
    options->lossless = TRUE;
  return lec_arguments_apply (arguments, options, error) ? g_steal_pointer (&options) : NULL;
}

static int export(LecReviewSession *session,
                  const LecArguments *arguments,
                  const LecJobOptions *options)
{
  const char *mode = lec_arguments_get_value (arguments, "progress");
  g_autoptr (LecProgressView) view =
    lec_progress_view_new (lec_progress_mode_choose (mode != NULL ? mode : "auto", STDERR_FILENO), STDERR_FILENO,
                           session->name);
  LecReviewExport what = { options, lec_arguments_get_value (arguments, "output"),
                           lec_arguments_has (arguments, "force") };
  LecExtractListener listener = { NULL };
  g_auto (LecExtractResult) result = { 0 };
  g_autoptr (GError) error = NULL;

  lec_extract_report_listen (&listener, view);
  lec_review_export (session->review, &what, &listener, &result, lec_interrupt_get_cancellable (session->interrupt),
                     &error);
  lec_progress_view_finish (view, &result, error);

  return error == NULL ? lec_extract_report_result (session->name, &result)
                       : lec_report_failure (session->name, error);
}

int
lec_command_run_export (const LecArguments *arguments)
{
  gsize n_inputs = 0;
  const char *const *inputs = lec_arguments_get_inputs (arguments, &n_inputs);
  g_auto (LecReviewSession) session = { NULL };
  g_autoptr (LecJobOptions) options = NULL;
  g_autoptr (GError) error = NULL;
  const char *formats = lec_arguments_get_value (arguments, "format");

  if (formats != NULL)
    return lec_study_command_export (arguments, formats);
  if (!check (arguments, n_inputs, &error))
    return lec_report_failure (NULL, error);
  if (lec_review_session_init (&session, inputs[0], &error))
    options = read_options (&session, arguments, &error);

  return options != NULL ? export(&session, arguments, options) : lec_report_failure (inputs[0], error);
}
