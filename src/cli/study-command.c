/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * lectern study: something to study from, of lectures that are kept or are read
 * first; and what lectern export does when it is asked for such formats.
 */
#include "cli/study-command.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <unistd.h>

#include "base/error.h"
#include "cli/arguments.h"
#include "cli/extract-report.h"
#include "cli/link-inputs.h"
#include "cli/report.h"
#include "cli/review-session.h"
#include "cli/upload-question.h"
#include "engine/folder-defaults.h"
#include "engine/linked-video.h"
#include "engine/output-plan.h"
#include "engine/review-study.h"

#define SEPARATOR ","
#define CANCELLED 130 /* an exit code */

/* What one studies from where the deck is at hand, unless it is said. */
static const char *const usual_deck[] = { "study-pdf", "deck-pdf", "html", "markdown", "anki", "chapters", NULL };

typedef struct
{
  LecReviewSession session;
  LecProgressMode mode;
  GPtrArray *reviews;   /* (element-type LecReview) owned */
  GPtrArray *jobs;      /* (element-type LecJob) owned: theirs */
  gboolean has_formats; /* that were asked for */
} Study;

static void
study_clear (Study *self)
{
  g_clear_pointer (&self->reviews, g_ptr_array_unref);
  g_clear_pointer (&self->jobs, g_ptr_array_unref);
  lec_review_session_clear (&self->session);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Study, study_clear)

/* --- Formats --- */

static gboolean
is_format (const GArray *formats,
           const char *name)
{
  for (guint i = 0; i < formats->len; i++)
    if (g_str_equal (g_array_index (formats, LecStudyFormat, i).name, name))
      return TRUE;

  return FALSE;
}

static void
set_unknown (const GArray *formats,
             const char *name,
             GError **error)
{
  g_autoptr (GString) known = g_string_new (NULL);

  for (guint i = 0; i < formats->len; i++)
    g_string_append_printf (known, "%s%s", i > 0 ? ", " : "", g_array_index (formats, LecStudyFormat, i).name);
  g_set_error (error, LEC_ERROR, LEC_ERROR_USAGE, _ ("there is no format “%s”; the formats are %s"), name,
               known->str);
}

/* Returns: (transfer full) (nullable): each once, in the order that was asked for */
static char **
read_formats (const char *text,
              GError **error)
{
  g_autoptr (GArray) formats = lec_study_format_list ();
  g_auto (GStrv) words = g_strsplit (text, SEPARATOR, -1);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (char **word = words; *word != NULL; word++)
    {
      if (!is_format (formats, *word))
        {
          set_unknown (formats, *word, error);
          return NULL;
        }
      if (g_hash_table_add (seen, *word))
        g_strv_builder_add (builder, *word);
    }

  return g_strv_builder_end (builder);
}

/* --- Lectures --- */

/* Up to the words on its slides; nothing is placed. */
static gboolean
read_video (Study *self,
            const char *name,
            GError **error)
{
  g_autofree char *shown = lec_link_inputs_dup_name (name);
  g_autoptr (LecProgressView) view = lec_progress_view_new (self->mode, STDERR_FILENO, shown);
  g_autoptr (LecJobOptions) options = lec_job_options_new ();
  LecExtractListener listener = { NULL };
  g_auto (LecExtractResult) result = { 0 };
  g_autoptr (GError) reason = NULL;

  if (!lec_folder_defaults_apply (name, NULL, options, error))
    return FALSE;

  lec_extract_report_listen (&listener, view);
  lec_study_read_video (self->session.extractor, name, options, &listener, &result,
                        lec_interrupt_get_cancellable (self->session.interrupt), &reason);
  lec_progress_view_finish (view, &result, reason);
  if (reason == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&reason));
  return FALSE;
}

/* One that is not kept is read first. */
static gboolean
open_lecture (Study *self,
              const char *name,
              GError **error)
{
  g_autoptr (GError) reason = NULL;
  LecJob *job = NULL;
  LecReview *review = lec_review_session_open (&self->session, name, &job, &reason);

  if (review == NULL && g_error_matches (reason, LEC_ERROR, LEC_ERROR_NOT_FOUND) &&
      (g_file_test (name, G_FILE_TEST_IS_REGULAR) || lec_linked_video_is (name)))
    {
      g_clear_error (&reason);
      if (!read_video (self, name, error))
        return FALSE;
      review = lec_review_session_open (&self->session, name, &job, &reason);
    }
  if (job != NULL)
    g_ptr_array_add (self->jobs, job);
  if (review != NULL)
    {
      g_ptr_array_add (self->reviews, review);
      return TRUE;
    }

  g_propagate_error (error, g_steal_pointer (&reason));
  return FALSE;
}

/* --- Documents --- */

static int
write_documents (Study *self,
                 const char *name,
                 const LecStudyExport *what)
{
  g_autoptr (LecProgressView) view = lec_progress_view_new (self->mode, STDERR_FILENO, name);
  LecExtractListener listener = { NULL };
  g_autoptr (GPtrArray) written = NULL;
  g_autoptr (GPtrArray) notes = NULL;
  g_autoptr (GError) error = NULL;

  lec_extract_report_listen (&listener, view);
  lec_upload_question_allow (&listener);
  written = lec_review_export_study ((LecReview *const *) self->reviews->pdata, self->reviews->len, what, &listener,
                                     &notes, lec_interrupt_get_cancellable (self->session.interrupt), &error);
  lec_progress_view_hide (view);
  if (written == NULL)
    return lec_report_failure (name, error);

  for (guint i = 0; i < notes->len; i++)
    lec_report_note (name, "%s", (const char *) g_ptr_array_index (notes, i));
  for (guint i = 0; i < written->len; i++)
    lec_report_path (g_ptr_array_index (written, i));
  return 0;
}

/* Of which none is missing. */
static int
export_course (Study *self,
               const LecLinkInputs *inputs,
               const LecStudyExport *what)
{
  LecStudyExport own = *what;

  if (inputs->exit_code != 0)
    return inputs->exit_code;
  for (char **input = inputs->videos; *input != NULL; input++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *name = lec_link_inputs_dup_name (*input);

      if (!open_lecture (self, *input, &error))
        return lec_report_failure (name, error);
    }

  own.output = lec_link_inputs_choose_output (inputs->videos[0], what->output);
  return write_documents (self, what->course, &own);
}

static int
export_one (Study *self,
            const char *video,
            const LecStudyExport *what)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *name = lec_link_inputs_dup_name (video);
  LecStudyExport own = *what;

  own.output = lec_link_inputs_choose_output (video, what->output);
  g_ptr_array_set_size (self->reviews, 0);
  return open_lecture (self, video, &error) ? write_documents (self, name, &own) : lec_report_failure (name, error);
}

/* Whether all that was asked for can have several lectures in it. */
static gboolean
fits_course (const Study *self,
             const LecStudyExport *what)
{
  g_autoptr (GArray) formats = lec_study_format_list ();

  if (what->subtitles != NULL || what->deck != NULL)
    return FALSE;
  for (guint i = 0; self->has_formats && i < formats->len; i++)
    {
      const LecStudyFormat *format = &g_array_index (formats, LecStudyFormat, i);

      if (!format->has_course && g_strv_contains (what->formats, format->name))
        return FALSE;
    }

  return TRUE;
}

/* What a page lists is a course of its title. What of it cannot be had is told of, and left out. */
static int
export_page (Study *self,
             char **videos,
             const LecLinkCourse *course,
             const LecStudyExport *what)
{
  LecStudyExport own = *what;
  int exit_code = 0, outcome = 0;

  own.course = course->title;
  own.output = lec_link_inputs_choose_output (videos[0], what->output);
  if (!self->has_formats)
    own.formats = lec_study_format_list_usual (TRUE);
  g_ptr_array_set_size (self->reviews, 0);
  for (guint i = 0; i < course->n_videos; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *name = lec_link_inputs_dup_name (videos[i]);

      outcome = open_lecture (self, videos[i], &error) ? 0 : lec_report_failure (name, error);
      if (exit_code == 0)
        exit_code = outcome;
      if (outcome == CANCELLED)
        return outcome;
    }

  outcome = self->reviews->len > 0 ? write_documents (self, course->title, &own) : exit_code;
  return exit_code == 0 || outcome == CANCELLED ? outcome : exit_code;
}

static int
export_each (Study *self,
             const LecLinkInputs *inputs,
             const LecStudyExport *what)
{
  char **videos = inputs->videos;
  int exit_code = inputs->exit_code;
  gsize n_done = 0;

  for (gsize i = 0; videos[i] != NULL; i += n_done)
    {
      const LecLinkCourse *course = fits_course (self, what) ? lec_link_inputs_find_course (inputs, i) : NULL;
      int outcome = course != NULL ? export_page (self, &videos[i], course, what) : export_one (self, videos[i], what);

      n_done = course != NULL ? course->n_videos : 1;
      if (exit_code == 0)
        exit_code = outcome;
      if (outcome == CANCELLED)
        return outcome;
    }

  return exit_code;
}

/* Where each lecture has files of its own, none is to take the place of another one's. */
static gboolean
check_places (const LecArguments *arguments,
              const LecStudyExport *what,
              GError **error)
{
  gsize n_inputs = 0;
  const char *const *inputs = lec_arguments_get_inputs (arguments, &n_inputs);
  g_autoptr (LecJobOptions) options = lec_job_options_new ();

  if (n_inputs == 1 || what->course != NULL)
    return TRUE;
  if (!lec_study_names_file (what))
    return lec_output_plan_check_distinct (inputs, n_inputs, what->output, options, error);

  g_set_error_literal (error, LEC_ERROR, LEC_ERROR_USAGE,
                       _ ("--output names one file, but there are several lectures; name a folder, or use --course"));
  return FALSE;
}

static gboolean
check (const LecArguments *arguments,
       const LecStudyExport *what,
       GError **error)
{
  gsize n_inputs = 0;

  lec_arguments_get_inputs (arguments, &n_inputs);
  if (what->course != NULL && *what->course == '\0')
    g_set_error_literal (error, LEC_ERROR, LEC_ERROR_USAGE, _ ("--course needs a title"));
  else if (what->subtitles != NULL && n_inputs > 1)
    g_set_error_literal (error, LEC_ERROR, LEC_ERROR_USAGE, _ ("--subtitles are of one lecture"));
  else if (what->deck != NULL && (n_inputs > 1 || what->course != NULL))
    g_set_error_literal (error, LEC_ERROR, LEC_ERROR_USAGE, _ ("--deck is of one lecture"));
  else
    return lec_study_check_export (what, error) && check_places (arguments, what, error);

  return FALSE;
}

/* With a deck, its pages too. */
static const char *const *
choose_usual (const LecStudyExport *what)
{
  return what->deck != NULL ? usual_deck : lec_study_format_list_usual (what->course != NULL);
}

/* An option of “study”, and one of jobs that “export” takes. */
static const char *
get_choice (const LecArguments *arguments,
            const char *name)
{
  const char *value = lec_arguments_get_value (arguments, name);

  return value != NULL ? value : lec_arguments_get_setting (arguments, name);
}

int
lec_study_command_export (const LecArguments *arguments,
                          const char *formats)
{
  const char *mode = lec_arguments_get_value (arguments, "progress");
  LecStudyExport what = {
    .output = lec_arguments_get_value (arguments, "output"),
    .course = lec_arguments_get_value (arguments, "course"),
    .syllabus = lec_arguments_get_value (arguments, "syllabus"),
    .subtitles = lec_arguments_get_value (arguments, "subtitles"),
    .deck = lec_arguments_get_value (arguments, "deck"),
    .paper = get_choice (arguments, "paper"),
    .picture_quality = get_choice (arguments, "picture-quality"),
    .force = lec_arguments_has (arguments, "force"),
    .language_model = lec_arguments_has (arguments, "language-model"),
    .skip_empty = formats == NULL,
  };
  g_auto (Study) study = { 0 };
  g_auto (LecLinkInputs) inputs = { NULL };
  g_auto (GStrv) wanted = NULL;
  g_autoptr (GError) error = NULL;

  study.mode = lec_progress_mode_choose (mode != NULL ? mode : "auto", STDERR_FILENO);
  study.reviews = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_review_free);
  study.jobs = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_job_free);
  study.has_formats = formats != NULL;
  if (formats != NULL)
    wanted = read_formats (formats, &error);
  else
    wanted = g_strdupv ((char **) choose_usual (&what));
  what.formats = (const char *const *) wanted;
  if (wanted == NULL || !check (arguments, &what, &error) || !lec_upload_question_read (arguments, &error) ||
      (what.language_model && !lec_study_check_model (&error)) || !lec_review_session_begin (&study.session, &error))
    return lec_report_failure (NULL, error);

  lec_link_inputs_read (&inputs, arguments, lec_interrupt_get_cancellable (study.session.interrupt));
  return what.course != NULL ? export_course (&study, &inputs, &what) : export_each (&study, &inputs, &what);
}

int
lec_command_run_study (const LecArguments *arguments)
{
  return lec_study_command_export (arguments, lec_arguments_get_value (arguments, "format"));
}
