/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Of what the program says only the progress and the last line are kept; what it
 * has heard is in a file.
 */
#include "text/whisper-cli.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "base/error.h"
#include "base/program-run.h"
#include "text/whisper-output.h"

#define STALL_TIMEOUT_MS (15 * 60 * 1000)
#define MAX_OUTPUT_BYTES (128 * 1024 * 1024)
#define NICER            10
#define HELP_TIMEOUT_US  (10 * G_USEC_PER_SEC)
#define PROMPT_OPTION    "--prompt"

typedef struct
{
  LecWhisperProgressFunc func;
  gpointer user_data;
  gint64 stall_us;
  double fraction; /* told last */
  LecProgramEnd end;
} Run;

static char *
find_program (const char *program)
{
  static const char *const names[] = { "whisper-cli", "whisper-cpp" };
  char *path = NULL;

  if (program != NULL && *program != '\0')
    return g_find_program_in_path (program);
  for (guint i = 0; i < G_N_ELEMENTS (names) && path == NULL; i++)
    path = g_find_program_in_path (names[i]);

  return path;
}

static gboolean
check_model (const char *model,
             GError **error)
{
  g_autofree char *shown = NULL;

  if (model == NULL || *model == '\0')
    {
      g_set_error_literal (error, LEC_ERROR, LEC_ERROR_NOT_FOUND,
                           _ ("no speech model is set: get one for whisper.cpp, ggml-base.bin for example, "
                              "and choose its file"));
      return FALSE;
    }
  if (g_file_test (model, G_FILE_TEST_IS_REGULAR))
    return TRUE;

  shown = g_filename_display_name (model);
  g_set_error (error, LEC_ERROR, LEC_ERROR_NOT_FOUND, _ ("the speech model is not there: %s"), shown);
  return FALSE;
}

char *
lec_whisper_cli_find (const LecWhisperSettings *settings,
                      GError **error)
{
  g_autofree char *path = NULL;

  g_return_val_if_fail (settings != NULL, NULL);

  path = find_program (settings->program);
  if (path == NULL)
    {
      g_autofree char *shown = g_filename_display_name (settings->program != NULL ? settings->program : "whisper-cli");

      g_set_error (error, LEC_ERROR, LEC_ERROR_NOT_FOUND,
                   _ ("%s was not found: install whisper.cpp to have speech written down on this machine"), shown);
      return NULL;
    }

  return check_model (settings->model, error) ? g_steal_pointer (&path) : NULL;
}

/* "pt-BR" is "pt" to the program. */
static char *
dup_language (const char *language)
{
  if (language == NULL || !lec_text_is_language_tag (language))
    return g_strdup ("auto");

  return g_ascii_strdown (language, (gssize) strcspn (language, "-"));
}

/* @takes_prompt: whether the program does. All users of the machine see what it is told. */
static GStrv
make_arguments (const LecWhisperSettings *settings,
                gboolean takes_prompt,
                const char *program,
                const char *audio,
                const char *base)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autofree char *language = dup_language (settings->language);

  g_strv_builder_add_many (builder, program, "-m", settings->model, "-f", audio, "-oj", "-ojf", "-pp", "-np", "-l",
                           language, "-of", base, NULL);
  if (settings->n_threads > 0)
    {
      g_autofree char *n_threads = g_strdup_printf ("%u", settings->n_threads);

      g_strv_builder_add_many (builder, "-t", n_threads, NULL);
    }

  if (takes_prompt)
    g_strv_builder_add_many (builder, PROMPT_OPTION, settings->prompt, NULL);

  return g_strv_builder_end (builder);
}

/* --- The program --- */

static gboolean
take_line_cb (const char *line,
              gpointer user_data)
{
  Run *run = user_data;
  double fraction = 0;

  if (!lec_whisper_output_read_progress (line, &fraction))
    return FALSE;

  if (fraction > run->fraction && run->func != NULL)
    run->func (fraction, run->user_data);
  run->fraction = MAX (run->fraction, fraction);
  return TRUE;
}

static LecProgramPlan
make_plan (Run *run,
           const char *const *arguments)
{
  return (LecProgramPlan){
    .name = _ ("the speech program"),
    .arguments = arguments,
    .is_output_lines = TRUE,
    .max_file_bytes = MAX_OUTPUT_BYTES,
    .nicer = NICER,
    .stall_us = run->stall_us,
    .counts_work = TRUE,
    .take_line = take_line_cb,
    .user_data = run,
  };
}

static gboolean
run_program (Run *run,
             GStrv arguments,
             GCancellable *cancellable,
             GError **error)
{
  const LecProgramPlan plan = make_plan (run, (const char *const *) arguments);
  g_autofree char *how = NULL;

  if (!lec_program_run (&plan, &run->end, cancellable, error))
    return FALSE;
  if (lec_program_end_is_success (&run->end))
    return TRUE;

  how = lec_program_end_describe (&run->end, &plan);
  g_set_error_literal (error, LEC_ERROR, LEC_ERROR_CRASHED, how);
  return FALSE;
}

static gboolean
take_help_cb (const char *line,
              gpointer user_data)
{
  gboolean *takes_prompt = user_data;

  *takes_prompt = *takes_prompt || strstr (line, PROMPT_OPTION " ") != NULL;
  return TRUE;
}

/* Whatever else it does when it is asked for help, it is not told what it does not name there. */
static gboolean
takes_prompt (const LecWhisperSettings *settings,
              const char *program,
              GCancellable *cancellable)
{
  const char *const arguments[] = { program, "--help", NULL };
  g_auto (LecProgramEnd) end = { NULL };
  Run run = { NULL };
  LecProgramPlan plan = make_plan (&run, arguments);
  gboolean does = FALSE;

  if (settings->prompt == NULL || *settings->prompt == '\0')
    return FALSE;

  plan.time_us = HELP_TIMEOUT_US;
  plan.take_line = take_help_cb;
  plan.user_data = &does;
  lec_program_run (&plan, &end, cancellable, NULL);
  return does;
}

/* It may have written anything, or nothing, and ended well. */
static LecTranscript *
read_result (const Run *run,
             const char *path,
             const char *model,
             GError **error)
{
  g_autoptr (GMappedFile) file = NULL;
  g_autofree char *name = g_path_get_basename (model);
  g_autofree char *origin = g_utf8_make_valid (name, -1);
  LecTranscript *transcript = NULL;

  file = g_mapped_file_new (path, FALSE, NULL);
  if (file == NULL)
    {
      g_set_error (error, LEC_ERROR, LEC_ERROR_CRASHED, _ ("the speech program wrote no transcript: %s"),
                   run->end.last_line != NULL ? run->end.last_line : _ ("it says nothing"));
      return NULL;
    }

  transcript = lec_whisper_output_parse (g_mapped_file_get_contents (file), g_mapped_file_get_length (file), origin,
                                         error);
  if (transcript == NULL)
    g_prefix_error (error, "%s", _ ("what the speech program wrote cannot be read: "));
  return transcript;
}

/* Returns: (transfer full) (nullable): a folder within @folder */
static char *
make_folder (const char *folder,
             GError **error)
{
  g_autofree char *path = g_build_filename (folder, "speech-XXXXXX", NULL);

  if (g_mkdtemp (path) == NULL)
    {
      lec_error_set_from_errno (error, errno, "write", folder);
      return NULL;
    }

  return g_steal_pointer (&path);
}

static LecTranscript *
run_in (const LecWhisperSettings *settings,
        Run *run,
        const char *program,
        const char *audio,
        const char *scratch,
        GCancellable *cancellable,
        GError **error)
{
  g_autofree char *base = g_build_filename (scratch, "said", NULL);
  g_autofree char *result = g_strconcat (base, ".json", NULL);
  g_auto (GStrv) arguments =
    make_arguments (settings, takes_prompt (settings, program, cancellable), program, audio, base);
  LecTranscript *transcript = NULL;

  if (run_program (run, arguments, cancellable, error))
    transcript = read_result (run, result, settings->model, error);
  g_unlink (result);

  return transcript;
}

LecTranscript *
lec_whisper_cli_run (const LecWhisperSettings *settings,
                     const char *audio,
                     const char *folder,
                     LecWhisperProgressFunc func,
                     gpointer user_data,
                     GCancellable *cancellable,
                     GError **error)
{
  g_autofree char *program = NULL;
  g_autofree char *scratch = NULL;
  Run run = { func, user_data };
  LecTranscript *transcript = NULL;

  g_return_val_if_fail (settings != NULL && audio != NULL && folder != NULL, NULL);

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  program = lec_whisper_cli_find (settings, error);
  scratch = program != NULL ? make_folder (folder, error) : NULL;
  if (scratch == NULL)
    return NULL;

  run.stall_us = (gint64) (settings->stall_timeout_ms > 0 ? settings->stall_timeout_ms : STALL_TIMEOUT_MS) * 1000;
  transcript = run_in (settings, &run, program, audio, scratch, cancellable, error);
  lec_program_end_clear (&run.end);
  g_rmdir (scratch);

  return transcript;
}
