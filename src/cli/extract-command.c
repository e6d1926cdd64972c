/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * lectern extract and lectern resegment: one request to the engine for each
 * video (or one for all, joined), progress meanwhile, and where it went.
 */
#include <glib/gi18n-lib.h>
#include <unistd.h>

#include "cli/arguments.h"
#include "cli/command.h"
#include "cli/extract-report.h"
#include "cli/interrupt.h"
#include "cli/link-inputs.h"
#include "cli/output-option.h"
#include "cli/progress-view.h"
#include "cli/report.h"
#include "engine/extractor.h"
#include "engine/folder-defaults.h"
#include "engine/review-adjust.h"

typedef gboolean (*RunFunc) (LecExtractor *extractor,
                             const LecExtractRequest *request,
                             const LecExtractListener *listener,
                             LecExtractResult *result,
                             GCancellable *cancellable,
                             GError **error);

typedef struct
{
  LecExtractor *extractor;
  LecInterrupt *interrupt;
  LecProgressMode mode;
  LecProgressView *view; /* unowned (nullable): of the request that runs */
} Session;

static void
session_clear (Session *session)
{
  g_clear_pointer (&session->extractor, lec_extractor_free);
  g_clear_pointer (&session->interrupt, lec_interrupt_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Session, session_clear)

static void
session_init (Session *session,
              const LecArguments *arguments)
{
  const char *mode = lec_arguments_get_value (arguments, "progress");

  session->interrupt = lec_interrupt_new ();
  session->extractor = lec_extractor_new (NULL, NULL);
  lec_extractor_set_notice (session->extractor, lec_extract_report_notice_cb, &session->view);
  session->mode = lec_progress_mode_choose (mode != NULL ? mode : "auto", STDERR_FILENO);
}

static int
run_request (Session *session,
             RunFunc run,
             const LecExtractRequest *request)
{
  g_autofree char *name = lec_link_inputs_dup_name (request->videos[0]);
  g_autoptr (LecProgressView) view = lec_progress_view_new (session->mode, STDERR_FILENO, name);
  LecExtractListener listener = { NULL };
  g_auto (LecExtractResult) result = { 0 };
  g_autoptr (GError) error = NULL;

  lec_extract_report_listen (&listener, view);
  session->view = view;
  run (session->extractor, request, &listener, &result, lec_interrupt_get_cancellable (session->interrupt), &error);
  lec_progress_view_finish (view, &result, error);
  session->view = NULL;

  return error == NULL ? lec_extract_report_result (name, &result) : lec_report_failure (name, error);
}

/* With what is set for the folder of its (first) video, and was not given. */
static int
extract (Session *session,
         const LecArguments *arguments,
         const LecExtractRequest *request)
{
  g_autofree const char **given = lec_arguments_list_settings (arguments);
  g_autoptr (LecJobOptions) options = lec_job_options_copy (request->options);
  g_autoptr (GError) error = NULL;
  LecExtractRequest wanted = *request;

  if (!lec_folder_defaults_apply (request->videos[0], given, options, &error))
    return lec_report_failure (request->videos[0], error);

  wanted.options = options;
  wanted.output = lec_link_inputs_choose_output (request->videos[0], request->output);
  return run_request (session, lec_extractor_extract, &wanted);
}

static gboolean
has_processor_to_spare (gpointer user_data)
{
  return g_get_num_processors () > 1;
}

/* At the end, where it is not lost among what the others said. */
static void
report_failed (const GPtrArray *failed,
               gsize n_inputs)
{
  g_autoptr (GString) names = g_string_new (NULL);

  if (n_inputs < 2 || failed->len == 0)
    return;

  for (guint i = 0; i < failed->len; i++)
    {
      const char *name = g_ptr_array_index (failed, i);

      g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", name);
    }
  /* Translators: how many of several videos, how many there were, their names */
  lec_report_warning (_ ("%u of %u videos failed: %s"), failed->len, (guint) n_inputs, names->str);
}

static int
extract_each (Session *session,
              const LecArguments *arguments,
              LecLinkInputs *inputs,
              const LecExtractRequest *common)
{
  GCancellable *cancellable = lec_interrupt_get_cancellable (session->interrupt);
  gsize n_videos = g_strv_length (inputs->videos);
  gsize n_inputs = n_videos + inputs->failed->len;
  int exit_code = inputs->exit_code;

  for (gsize i = 0; i < n_videos; i++)
    {
      LecExtractRequest request = *common;
      int outcome = 0;

      request.videos = (const char *const *) &inputs->videos[i];
      request.n_videos = 1;
      outcome = extract (session, arguments, &request);
      if (outcome != 0)
        g_ptr_array_add (inputs->failed, lec_link_inputs_dup_name (inputs->videos[i]));
      if (exit_code == 0)
        exit_code = outcome;
      /* Too late for this one is not too late for the next. */
      if (outcome == 130 || (i + 1 < n_videos && g_cancellable_is_cancelled (cancellable)))
        return 130;
    }
  report_failed (inputs->failed, n_inputs);

  return exit_code;
}

int
lec_command_run_extract (const LecArguments *arguments)
{
  g_autoptr (LecJobOptions) options = lec_job_options_new ();
  g_autoptr (GError) error = NULL;
  g_auto (Session) session = { 0 };
  g_auto (LecLinkInputs) inputs = { NULL };
  gboolean join = lec_arguments_has (arguments, "join");
  LecExtractRequest request = {
    .options = options,
    .output = lec_arguments_get_value (arguments, "output"),
    .force = lec_arguments_has (arguments, "force"),
    .may_read_ahead = has_processor_to_spare,
  };

  if (!lec_arguments_apply (arguments, options, &error) || !lec_output_option_check (arguments, options, &error) ||
      !lec_extractor_check_subtitles (options, &error))
    return lec_report_failure (NULL, error);

  session_init (&session, arguments);
  lec_link_inputs_read (&inputs, arguments, lec_interrupt_get_cancellable (session.interrupt));
  if (!join)
    return extract_each (&session, arguments, &inputs, &request);
  if (inputs.exit_code != 0)
    return inputs.exit_code;

  request.videos = (const char *const *) inputs.videos;
  request.n_videos = g_strv_length (inputs.videos);
  return extract (&session, arguments, &request);
}

/* What was adjusted would win over what is asked for now: so that is an adjustment, too. */
static gboolean
adjust_again (Session *session,
              const char *source,
              const LecJobOptions *options,
              GError **error)
{
  GCancellable *cancellable = lec_interrupt_get_cancellable (session->interrupt);
  g_autoptr (LecReview) review = lec_review_open (session->extractor, source, cancellable, error);
  g_autoptr (LecJobOptions) adjusted = lec_job_options_copy (options);

  if (review == NULL)
    return FALSE;

  lec_edit_log_adjust (lec_review_get_log (review), adjusted);
  return lec_job_options_compare (adjusted, options) == 0 || lec_review_adjust (review, options, error);
}

int
lec_command_run_resegment (const LecArguments *arguments)
{
  g_autoptr (LecJobOptions) options = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (Session) session = { 0 };
  const char *const *inputs = lec_arguments_get_inputs (arguments, NULL);
  LecExtractRequest request = {
    .videos = inputs,
    .n_videos = 1,
    .output = lec_arguments_get_value (arguments, "output"),
    .force = lec_arguments_has (arguments, "force"),
  };

  session_init (&session, arguments);
  options = lec_extractor_dup_kept_options (session.extractor, inputs[0],
                                            lec_interrupt_get_cancellable (session.interrupt), &error);
  if (options == NULL || !lec_arguments_apply (arguments, options, &error) ||
      !adjust_again (&session, inputs[0], options, &error))
    return lec_report_failure (inputs[0], error);

  request.options = options;
  return run_request (&session, lec_extractor_resegment, &request);
}
