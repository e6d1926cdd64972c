/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * lectern watch: a thread of the engine's watches the folders; this one works
 * on the queue and tells of both, so that nothing is printed into a status line.
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
#include "engine/extractor.h"
#include "engine/folder-watch.h"
#include "engine/output-plan.h"

#define NICENESS  10
#define SETTLE_US (5 * (gint64) G_USEC_PER_SEC)

typedef struct
{
  LecRunTally tally;
  LecFolderWatch *watch;
  GCancellable *cancellable; /* unowned */
  GError *error;             /* (nullable): the watch has failed */
} Session;

static void
session_clear (Session *self)
{
  g_clear_pointer (&self->watch, lec_folder_watch_free);
  g_clear_pointer (&self->tally.view, lec_run_view_free);
  g_clear_error (&self->error);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Session, session_clear)

static void
tell_news (Session *self,
           LecWatchNews *news)
{
  g_autofree char *line = NULL;
  g_autofree char *reason = news->reason != NULL ? g_utf8_make_valid (news->reason->message, -1) : NULL;

  lec_run_view_clear (self->tally.view);
  if (news->path == NULL)
    {
      self->error = g_steal_pointer (&news->reason);
      g_cancellable_cancel (self->cancellable);
      return;
    }
  if (news->is_folder)
    {
      lec_report_note (news->path, "%s", reason);
      return;
    }
  if (news->job == 0)
    {
      lec_report_note (news->path, _ ("not complete, or no video (%s); looked at again later"), reason);
      return;
    }

  line = lec_job_text_format_added (news->path, news->job, news->is_new ? LEC_JOBS_NEW : LEC_JOBS_WAITING);
  lec_report_text (line);
}

static void
idle_cb (gpointer user_data)
{
  Session *self = user_data;
  LecWatchNews *next = NULL;

  while ((next = lec_folder_watch_pop_news (self->watch)) != NULL)
    {
      g_autoptr (LecWatchNews) news = next;

      tell_news (self, news);
    }
}

static void
event_cb (const LecJobsEvent *event,
          gpointer user_data)
{
  Session *self = user_data;

  idle_cb (self);
  lec_run_tally_event_cb (event, &self->tally);
}

/* @user_data is the session. */
static void
waiting_cb (int pid,
            gpointer user_data)
{
  lec_report_warning ("%s", _ ("another lectern works on the queue; recordings are added meanwhile"));
}

/* Returns: (transfer full) (nullable) (element-type filename): absolute; %LEC_ERROR_NOT_FOUND */
static GStrv
make_folders (const char *const *inputs,
              GError **error)
{
  g_autoptr (GPtrArray) folders = g_ptr_array_new_with_free_func (g_free);

  for (; *inputs != NULL; inputs++)
    {
      if (!g_file_test (*inputs, G_FILE_TEST_IS_DIR))
        {
          g_autofree char *shown = g_filename_display_name (*inputs);

          g_set_error (error, LEC_ERROR, LEC_ERROR_NOT_FOUND, _ ("%s is not a folder"), shown);
          return NULL;
        }
      g_ptr_array_add (folders, g_canonicalize_filename (*inputs, NULL));
    }
  g_ptr_array_add (folders, NULL);

  return (GStrv) g_ptr_array_free (g_steal_pointer (&folders), FALSE);
}

/* Said at once, not when the first recording is complete. */
static gboolean
read_request (const LecArguments *arguments,
              LecJobRequest *request,
              GError **error)
{
  const char *output = lec_arguments_get_value (arguments, "output");

  if (output != NULL && lec_output_plan_names_file (output))
    {
      g_set_error_literal (error, LEC_ERROR, LEC_ERROR_USAGE,
                           _ ("--output names one file, but there may be several videos; name a folder"));
      return FALSE;
    }

  request->output = output != NULL ? g_canonicalize_filename (output, NULL) : NULL;
  request->force = lec_arguments_has (arguments, "force");
  return lec_arguments_apply (arguments, request->options, error) &&
         lec_extractor_check_options (request->options, error);
}

/* Returns: the exit code */
static int
watch (LecJobsSession *jobs,
       const LecArguments *arguments,
       const LecFolderWatchOptions *options,
       const LecWorkOptions *work)
{
  g_auto (Session) session = { .tally = { .view = lec_run_view_new_for (arguments) } };
  LecJobsListener listener = { waiting_cb, event_cb, &session, idle_cb };
  g_autoptr (GError) error = NULL;

  setpriority (PRIO_PROCESS, 0, NICENESS);
  session.cancellable = lec_jobs_session_get_cancellable (jobs);
  session.watch = lec_folder_watch_new (options);
  lec_jobs_serve (jobs->jobs, work, &listener, session.cancellable, &error);
  lec_run_view_clear (session.tally.view);
  if (session.error != NULL)
    return lec_report_failure (NULL, session.error);

  /* Ctrl-C is how it ends. */
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ? session.tally.exit_code
                                                                   : lec_report_failure (NULL, error);
}

int
lec_command_run_watch (const LecArguments *arguments)
{
  g_auto (LecJobsSession) session = { NULL };
  g_autoptr (LecJobRequest) request = lec_job_request_new ();
  g_autofree const char **given = lec_arguments_list_settings (arguments);
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) folders = make_folders (lec_arguments_get_inputs (arguments, NULL), &error);
  LecFolderWatchOptions options = { .request = request, .given = given, .settle_us = SETTLE_US };
  g_auto (LecWorkArguments) work = { { 0 } };

  if (folders == NULL || !read_request (arguments, request, &error) ||
      !lec_work_arguments_read (&work, arguments, &error) ||
      !lec_jobs_session_init_somewhere (&session, &error))
    return lec_report_failure (NULL, error);

  options.folders = (const char *const *) folders;
  options.data_folder = session.temporary;
  options.priority = lec_jobs_session_read_priority (arguments);
  options.takes_existing = lec_arguments_has (arguments, "existing");
  return watch (&session, arguments, &options, &work.options);
}
