/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Stages that do what the "video" says, a text file such as
 *
 *   duration=100 read=40 slides=3 end=crash
 *
 * so that the engine can be tested with videos that break in every way, in no time. Each stage
 * notes its name in the file that STAGE_LOG names, and its process in one beside it.
 */
#pragma once

#include <signal.h>
#include <stdio.h>
#include <unistd.h>

#include "base/error.h"
#include "base/json.h"
#include "kept-slides.h"
#include "model/transcript-report.h"
#include "worker/task-process.h"

#define TRACK_TEXT "a track"

typedef struct
{
  double duration_s;
  double read_s;
  guint n_slides;
  char end[16];
} Script;

static inline gboolean
note_stage (const LecTask *task)
{
  g_autofree char *processes_path = g_strconcat (g_getenv ("STAGE_LOG"), ".processes", NULL);
  FILE *log = fopen (g_getenv ("STAGE_LOG"), "a");
  FILE *processes = fopen (processes_path, "a");

  fprintf (log, "%s ", task->stage);
  fprintf (processes, "%d\n", (int) getpid ());
  return fclose (processes) == 0 && fclose (log) == 0;
}

static inline gboolean
load_script (const LecTask *task,
             Script *script,
             GError **error)
{
  g_autofree char *text = NULL;

  note_stage (task);
  if (g_file_get_contents (task->video, &text, NULL, NULL) &&
      sscanf (text, "duration=%lf read=%lf slides=%u end=%15s", &script->duration_s, &script->read_s,
              &script->n_slides, script->end) == 4)
    return TRUE;

  g_set_error_literal (error, LEC_ERROR, LEC_ERROR_NOT_A_VIDEO, "not a video");
  return FALSE;
}

static inline gboolean
save_text (const LecTask *task,
           const char *name,
           const char *text,
           GError **error)
{
  g_autofree char *path = g_build_filename (task->folder, name, NULL);

  return g_file_set_contents (path, text, -1, error);
}

/* No video says anything; one that ends mute ends this, too. Not noted: it has no say in what
 * runs. */
static gboolean
scripted_transcribe (const LecTask *task,
                     const LecStageSink *sink,
                     GCancellable *cancellable,
                     GError **error)
{
  g_autofree char *words = g_build_filename (task->folder, LEC_FILE_TRANSCRIPT, NULL);
  g_autofree char *path = g_build_filename (task->folder, LEC_FILE_TRANSCRIPTION, NULL);
  g_autoptr (LecTranscriptReport) report = lec_transcript_report_new (NULL);
  g_autofree char *text = NULL;

  if (task->video != NULL && g_file_get_contents (task->video, &text, NULL, NULL) && strstr (text, "end=mute") != NULL)
    raise (SIGSEGV);

  unlink (words);
  return lec_transcript_report_save (report, path, error);
}

static gboolean
scripted_probe (const LecTask *task,
                const LecStageSink *sink,
                GCancellable *cancellable,
                GError **error)
{
  g_autoptr (LecVideoInfo) info = lec_video_info_new ();
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *text = NULL;
  Script script;

  if (!load_script (task, &script, error))
    return FALSE;

  info->duration_s = script.duration_s;
  info->path = g_strdup (task->video);
  node = lec_video_info_to_json (info);
  text = lec_json_to_pretty_text (node);
  return save_text (task, LEC_FILE_VIDEO, text, error);
}

/* Whether a stage has run by now. */
static inline gboolean
has_noted (const char *stage)
{
  g_autofree char *text = NULL;

  return g_file_get_contents (g_getenv ("STAGE_LOG"), &text, NULL, NULL) && strstr (text, stage) != NULL;
}

/* As a process that is killed while it writes. */
static inline void
leave_half_written (const LecTask *task)
{
  save_text (task, ".lectern-0123abcd.tmp", "half", NULL);
  save_text (task, LEC_FOLDER_PICTURES "/.lectern-4567cdef.tmp", "half", NULL);
}

static inline void
eat_memory (void)
{
  for (guint i = 0; i < 4096; i++)
    {
      memset (g_malloc (1 << 20), 1, 1 << 20);
      g_usleep (1000);
    }
}

/* Two thirds of the video, long enough that how long the rest takes is told. */
static inline void
read_slowly (const Script *script,
             const LecStageSink *sink)
{
  for (guint i = 0; i <= 45; i++)
    {
      sink->progress (i / 68.0, script->duration_s * i / 68.0, sink->user_data);
      g_usleep (100 * 1000);
    }
}

/* Until somebody makes a file of that name beside the log. */
static inline void
wait_for_file (const char *name,
               GCancellable *cancellable)
{
  g_autofree char *folder = g_path_get_dirname (g_getenv ("STAGE_LOG"));
  g_autofree char *path = g_build_filename (folder, name, NULL);

  while (!g_file_test (path, G_FILE_TEST_EXISTS) && !g_cancellable_is_cancelled (cancellable))
    g_usleep (1000);
}

/* In all the ways in which a decoder can leave us. */
static inline gboolean
end_as (const char *end,
        GCancellable *cancellable,
        GError **error)
{
  if (g_str_equal (end, "words"))
    g_printerr ("no more pictures after 50.2 s\nthe decoder wrote beyond its frame\n");
  if (g_str_equal (end, "crash") || g_str_equal (end, "words"))
    raise (SIGSEGV);
  if (g_str_equal (end, "kill"))
    raise (SIGKILL);
  if (g_str_equal (end, "exit"))
    _exit (3);
  if (g_str_equal (end, "eat"))
    eat_memory ();
  if (g_str_equal (end, "wait"))
    wait_for_file ("go-on", cancellable);
  while (g_str_equal (end, "hang") && !g_cancellable_is_cancelled (cancellable))
    g_usleep (1000);
  for (guint i = 0; g_str_has_prefix (end, "ahead") && i < 20000 && !has_noted (LEC_STAGE_READ_AHEAD); i++)
    g_usleep (1000);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  if (g_str_equal (end, "full"))
    {
      g_set_error_literal (error, LEC_ERROR, LEC_ERROR_NO_SPACE, "no space left");
      return FALSE;
    }

  return TRUE;
}

/* A lecture about which there is something to say: titles, text, a page that comes back, one that
 * was left out, a doubt and a near miss. It has three slides and more. */
static inline void
add_more (LecLecture *lecture,
          const char *folder)
{
  LecLeftOut *left_out = lec_left_out_new (50, 60, LEC_LEFT_OUT_DESKTOP);
  const LecSuggestion merge = { LEC_SUGGESTION_MERGE, 2, 2, 3, 0.8 };
  const LecSuggestion new_slide = { LEC_SUGGESTION_NEW_SLIDE, 0.5, 1, 0, 0.9 };

  lecture->video->width = KEPT_WIDTH;
  lecture->video->height = KEPT_HEIGHT;
  for (guint i = 0; i < lecture->slides->len; i++)
    {
      LecSlide *slide = g_ptr_array_index (lecture->slides, i);

      slide->title = g_strdup_printf ("Page %u", i + 1);
      slide->text = g_strdup_printf ("Page %u\nWords on page %u, été", i + 1, i + 1);
    }
  lec_slide_add_visit (g_ptr_array_index (lecture->slides, 1), 80, 85);
  left_out->picture = g_strdup (LEC_FOLDER_PICTURES "/left.jpg");
  left_out->picture_s = 55;
  save_page (folder, left_out->picture, 40);
  g_ptr_array_add (lecture->left_out, left_out);
  g_array_append_val (lecture->suggestions, new_slide);
  g_array_append_val (lecture->suggestions, merge);
}

static gboolean
scripted_extract (const LecTask *task,
                  const LecStageSink *sink,
                  GCancellable *cancellable,
                  GError **error)
{
  g_autoptr (LecLecture) lecture = lec_lecture_new ();
  g_autofree char *path = g_build_filename (task->folder, LEC_FILE_LECTURE, NULL);
  g_autofree char *track = NULL;
  Script script;

  if (!load_script (task, &script, error))
    return FALSE;

  lecture->video->path = g_strdup (task->video);
  lecture->video->duration_s = script.duration_s;
  lecture->read_s = script.read_s;
  if (g_str_equal (script.end, "slow"))
    read_slowly (&script, sink);
  sink->progress (script.read_s / script.duration_s, script.read_s, sink->user_data);
  for (guint i = 0; i < script.n_slides; i++)
    sink->slide (add_kept_slide (lecture, task->folder, i, i, i + 1), sink->user_data);
  if (g_str_equal (script.end, "more"))
    add_more (lecture, task->folder);
  if (g_str_equal (script.end, "kill"))
    leave_half_written (task);
  track = g_strdup_printf (TRACK_TEXT " %u", script.n_slides);
  if (!end_as (script.end, cancellable, error) || !save_text (task, LEC_FILE_TRACK, track, error) ||
      !lec_lecture_save (lecture, path, error))
    return FALSE;
  if (script.n_slides > 0)
    return TRUE;

  g_set_error_literal (error, LEC_ERROR, LEC_ERROR_NO_SLIDES, "no slides");
  return FALSE;
}

/* As many as were there, one more when it looks closely, one less when it does not. None where
 * there are none. */
static inline gboolean
find_scripted_slides (const LecTask *task,
                      guint n_slides,
                      GError **error)
{
  g_autofree char *path = g_build_filename (task->folder, LEC_FILE_LECTURE, NULL);
  g_autoptr (LecLecture) lecture = lec_lecture_load (path, error);

  if (lecture == NULL)
    return FALSE;

  if (n_slides > 0)
    n_slides += task->options->sensitivity - LEC_SENSITIVITY_NORMAL;
  if (lecture->slides->len == n_slides)
    return TRUE;

  g_ptr_array_set_size (lecture->slides, 0);
  for (guint i = 0; i < n_slides; i++)
    add_kept_slide (lecture, task->folder, i, i, i + 1);
  return lec_lecture_save (lecture, path, error);
}

static gboolean
scripted_segment (const LecTask *task,
                  const LecStageSink *sink,
                  GCancellable *cancellable,
                  GError **error)
{
  g_autofree char *path = g_build_filename (task->folder, LEC_FILE_TRACK, NULL);
  g_autofree char *text = NULL;
  guint n_slides = 0;

  note_stage (task);
  if (g_file_get_contents (path, &text, NULL, NULL) && sscanf (text, TRACK_TEXT " %u", &n_slides) == 1)
    return find_scripted_slides (task, n_slides, error);

  g_set_error_literal (error, LEC_ERROR, LEC_ERROR_PROTOCOL, "no track of this version");
  return FALSE;
}

/* A title for each, and one for a slide that was never found; dies of more than five. */
static gboolean
scripted_read_ahead (const LecTask *task,
                     const LecStageSink *sink,
                     GCancellable *cancellable,
                     GError **error)
{
  g_autofree char *path = g_build_filename (task->folder, LEC_FILE_AHEAD, NULL);

  for (guint i = 0; i < task->slides->len; i++)
    {
      LecSlide *slide = g_ptr_array_index (task->slides, i);

      slide->title = g_strdup_printf ("Title %u", slide->number);
      sink->slide (slide, sink->user_data);
      slide->number += 1000;
      sink->slide (slide, sink->user_data);
    }
  note_stage (task);
  if (task->slides->len > 5)
    raise (SIGSEGV);

  return g_file_set_contents (path, "", 0, error);
}

static gboolean
scripted_recognise (const LecTask *task,
                    const LecStageSink *sink,
                    GCancellable *cancellable,
                    GError **error)
{
  return note_stage (task);
}

/* The video of the lecture that is analysed is a script, too. */
static inline gboolean
is_deadly_to_study (const LecTask *task)
{
  g_autofree char *path = g_build_filename (task->folder, LEC_FILE_LECTURE, NULL);
  g_autoptr (LecLecture) lecture = lec_lecture_load (path, NULL);
  g_autofree char *text = NULL;

  return lecture != NULL && lecture->video->path != NULL &&
         g_file_get_contents (lecture->video->path, &text, NULL, NULL) && strstr (text, "end=deadly") != NULL;
}

/* The real one. It has no say in what else runs: noted beside the log. */
static gboolean
noted_analyse (const LecTask *task,
               const LecStageSink *sink,
               GCancellable *cancellable,
               GError **error)
{
  g_autofree char *path = g_strconcat (g_getenv ("STAGE_LOG"), ".studied", NULL);
  FILE *log = fopen (path, "a");

  fputc ('x', log);
  fclose (log);
  if (is_deadly_to_study (task))
    raise (SIGSEGV);

  return lec_stage_analyse (task, sink, cancellable, error);
}

/* Since this was asked last. */
static inline guint
count_studied (void)
{
  g_autofree char *path = g_strconcat (g_getenv ("STAGE_LOG"), ".studied", NULL);
  g_autofree char *text = NULL;
  gsize length = 0;

  g_file_get_contents (path, &text, &length, NULL);
  unlink (path);
  return (guint) length;
}

/* The real one: it needs no video for what these tests do. */
static gboolean
noted_edit (const LecTask *task,
            const LecStageSink *sink,
            GCancellable *cancellable,
            GError **error)
{
  return note_stage (task) && lec_stage_edit (task, sink, cancellable, error);
}

static inline guint
count_wanted_slides (const LecTask *task)
{
  g_autofree char *edited = g_build_filename (task->folder, LEC_FILE_EDITED, NULL);
  g_autofree char *found = g_build_filename (task->folder, LEC_FILE_LECTURE, NULL);
  g_autoptr (LecLecture) lecture =
    lec_lecture_load (g_file_test (edited, G_FILE_TEST_EXISTS) ? edited : found, NULL);

  return lecture != NULL ? lecture->slides->len : 0;
}

/* The "PDF" is what it would be made of. */
static gboolean
scripted_generate (const LecTask *task,
                   const LecStageSink *sink,
                   GCancellable *cancellable,
                   GError **error)
{
  g_autofree char *text = g_strdup_printf ("%s\n%s\n%u\n%u slides\n", task->title, task->link_folder,
                                           task->options->layout, count_wanted_slides (task));

  note_stage (task);
  return save_text (task, LEC_FILE_PDF, text, error);
}

/* For a test that was started as the task process of itself. @generate: makes the documents.
 * Returns: the exit code */
static inline int
run_scripted_stages_with (LecStageFunc generate)
{
  const LecStage stages[] = {
    { "probe", "extraction", 1, LEC_FILE_VIDEO, FALSE, 0, scripted_probe, NULL, 0 },
    { "extract", "extraction", 1, LEC_FILE_LECTURE, FALSE, 0, scripted_extract, NULL, 0 },
    { "segment", "extraction", 1, LEC_FILE_LECTURE, FALSE, 0, scripted_segment, NULL, 0 },
    { "read-ahead", "analysis", 0, LEC_FILE_AHEAD, FALSE, 0, scripted_read_ahead, NULL, 0 },
    { "recognise", "analysis", 1, LEC_FILE_LECTURE, FALSE, 0, scripted_recognise, NULL, 0 },
    { "transcribe", "analysis", 1, LEC_FILE_TRANSCRIPTION, FALSE, 0, scripted_transcribe, NULL, 0 },
    { "edit", "analysis", 1, LEC_FILE_EDITED, FALSE, 0, noted_edit, NULL, 0 },
    { "analyse", "analysis", 1, LEC_FILE_STUDY, FALSE, 0, noted_analyse, NULL, 0 },
    { "deck", "analysis", 1, LEC_FILE_DECK, FALSE, 0, lec_stage_deck, NULL, 0 },
    { "original", "generation", 1, LEC_FILE_ORIGINAL, FALSE, 0, lec_stage_original, NULL, 0 },
    { "shrink", "generation", 1, LEC_FILE_SMALLER, FALSE, 0, lec_stage_shrink, NULL, 0 },
    { "generate", "generation", 1, LEC_FILE_PDF, FALSE, 0, generate, NULL, 0 },
  };

  return lec_task_process_main_with (stages, G_N_ELEMENTS (stages));
}

static inline int
run_scripted_stages (void)
{
  return run_scripted_stages_with (scripted_generate);
}
