/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The stage that finds the words said: of each video of the lecture from the
 * first source that has some. That there are none is no failure: it is said in
 * transcription.json, and a transcript.json of before goes.
 */
#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "base/error.h"
#include "pipeline/stage.h"
#include "pipeline/transcript-provider.h"

#define MAX_WANTED 16

typedef struct
{
  const LecTask *task;
  const LecStageSink *sink;
  LecTranscriptReport *notes; /* what is to be said whatever comes of it */
  char **languages;
  guint n_videos;
  guint n_done;
} Work;

static void
progressed_cb (double fraction,
               gpointer user_data)
{
  Work *self = user_data;

  self->sink->progress ((self->n_done + fraction) / self->n_videos, -1.0, self->sink->user_data);
}

/* The language that was asked for, or those of the slides. */
static char **
list_languages (const LecJobOptions *options)
{
  if (!g_str_equal (options->transcript_language, "auto"))
    return g_strsplit (options->transcript_language, "+", MAX_WANTED);

  return g_strsplit (options->language, "+", MAX_WANTED);
}

/* What is not read of the video is not of the lecture. */
static void
clip (LecTranscript *transcript,
      const LecJobOptions *options)
{
  for (guint i = transcript->cues->len; i > 0; i--)
    {
      const LecCue *cue = g_ptr_array_index (transcript->cues, i - 1);
      double middle_s = (cue->start_s + cue->end_s) / 2;

      if (middle_s < options->from_s || (options->to_s > 0 && middle_s > options->to_s))
        g_ptr_array_remove_index (transcript->cues, i - 1);
    }
}

static void
shift (LecTranscript *transcript,
       double by_s)
{
  for (guint i = 0; i < transcript->cues->len; i++)
    {
      LecCue *cue = g_ptr_array_index (transcript->cues, i);

      cue->start_s = MIN (cue->start_s + by_s, LEC_CUE_MAX_TIME_S);
      cue->end_s = MIN (cue->end_s + by_s, LEC_CUE_MAX_TIME_S);
      for (guint j = 0; j < cue->words->len; j++)
        {
          LecSpokenWord *word = g_ptr_array_index (cue->words, j);

          word->start_s = MIN (word->start_s + by_s, cue->end_s);
          word->end_s = MIN (word->end_s + by_s, cue->end_s);
        }
    }
}

/* @found: (out) (transfer full) (nullable): %NULL where no source has any. Returns: %FALSE with
 * @error only */
static gboolean
search_video (Work *self,
              const char *video,
              LecTranscript **found,
              GCancellable *cancellable,
              GError **error)
{
  const LecJobOptions *options = self->task->options;
  LecTranscriptSearch search = { video, options, (const char *const *) self->languages, self->notes, progressed_cb,
                                 self };
  gsize n_providers = 0;
  const LecTranscriptProvider *providers = lec_transcript_provider_table (&n_providers);
  GError *reason = NULL;

  *found = NULL;
  for (gsize i = 0; i < n_providers && *found == NULL && reason == NULL; i++)
    if (providers[i].provide != NULL && lec_transcript_provider_is_wanted (&providers[i], options->transcript))
      *found = providers[i].provide (&search, cancellable, &reason);
  if (reason == NULL)
    return TRUE;

  g_propagate_error (error, reason);
  return FALSE;
}

/* Cues of @part follow those of @all, whose first part says what it is. */
static void
take_part (LecTranscript **all,
           LecTranscript *part)
{
  if (*all == NULL)
    {
      *all = part;
      return;
    }

  g_ptr_array_extend_and_steal ((*all)->cues, g_steal_pointer (&part->cues));
  part->cues = g_ptr_array_new ();
  lec_transcript_free (part);
}

static int
compare_cues (gconstpointer a,
              gconstpointer b)
{
  const LecCue *left = *(const LecCue *const *) a;
  const LecCue *right = *(const LecCue *const *) b;

  return (left->start_s > right->start_s) - (left->start_s < right->start_s);
}

/* @all: gets what is found of that video. Returns: %FALSE with @error only */
static gboolean
add_video (Work *self,
           const char *video,
           double start_s,
           LecTranscript **all,
           GCancellable *cancellable,
           GError **error)
{
  LecTranscript *transcript = NULL;

  if (!search_video (self, video, &transcript, cancellable, error))
    return FALSE;

  self->n_done++;
  if (transcript != NULL)
    {
      clip (transcript, self->task->options);
      shift (transcript, start_s);
      take_part (all, transcript);
    }

  return TRUE;
}

static LecLecture *
load_lecture (const LecTask *task)
{
  g_autofree char *path = g_build_filename (task->folder, LEC_FILE_LECTURE, NULL);

  return lec_lecture_load (path, NULL);
}

/* Several videos that are one lecture lie one after the other. */
static gboolean
search_videos (Work *self,
               LecTranscript **all,
               GCancellable *cancellable,
               GError **error)
{
  g_autoptr (LecLecture) lecture = load_lecture (self->task);
  guint n_parts = lecture != NULL ? lecture->parts->len : 0;

  self->n_videos = MAX (n_parts, 1);
  if (n_parts == 0)
    return self->task->video == NULL || add_video (self, self->task->video, 0, all, cancellable, error);

  for (guint i = 0; i < n_parts; i++)
    {
      const LecVideoPart *part = g_ptr_array_index (lecture->parts, i);

      if (!add_video (self, part->path, part->start_s, all, cancellable, error))
        return FALSE;
    }
  if (*all != NULL)
    {
      if ((*all)->cues->len > LEC_TRANSCRIPT_MAX_CUES)
        g_ptr_array_set_size ((*all)->cues, LEC_TRANSCRIPT_MAX_CUES);
      g_ptr_array_sort ((*all)->cues, compare_cues);
    }

  return TRUE;
}

/* Where nothing was found, and nothing is said of why, it is that there is nothing. */
static void
note_nothing (Work *self)
{
  const char *option = self->task->options->transcript;

  if (self->notes->notes->len > 0)
    return;
  if (g_str_equal (option, "embedded"))
    lec_transcript_report_take_note (self->notes, g_strdup (_ ("there are no subtitles in the video")));
  else if (g_str_equal (option, "sidecar"))
    lec_transcript_report_take_note (self->notes, g_strdup (_ ("there is no .vtt or .srt file beside the video")));
  else if (g_str_equal (option, "auto"))
    lec_transcript_report_take_note (self->notes, g_strdup (_ ("there are no subtitles in the video, and no .vtt or "
                                                               ".srt file beside it")));
}

static gboolean
find_transcript (Work *self,
                 LecTranscript **all,
                 GCancellable *cancellable,
                 GError **error)
{
  const char *subtitles = lec_job_options_get_subtitles (self->task->options);

  if (subtitles != NULL)
    {
      *all = lec_transcript_provider_read_file (subtitles, self->notes);
      if (*all != NULL)
        clip (*all, self->task->options);
    }
  else if (!g_str_equal (self->task->options->transcript, "none") &&
           !search_videos (self, all, cancellable, error))
    return FALSE;

  if (*all != NULL && (*all)->cues->len == 0)
    {
      g_clear_pointer (all, lec_transcript_free);
      lec_transcript_report_take_note (self->notes, g_strdup (_ ("nothing is said in the part of the video that "
                                                                 "was read")));
    }
  else if (*all == NULL)
    note_nothing (self);

  return TRUE;
}

static LecTranscriptReport *
make_report (const Work *self,
             const LecTranscript *transcript)
{
  LecTranscriptReport *report = lec_transcript_report_new (transcript);

  for (guint i = 0; i < self->notes->notes->len; i++)
    lec_transcript_report_take_note (report, g_strdup (g_ptr_array_index (self->notes->notes, i)));

  return report;
}

static gboolean
save (const Work *self,
      const LecTranscript *transcript,
      GError **error)
{
  g_autofree char *path = g_build_filename (self->task->folder, LEC_FILE_TRANSCRIPT, NULL);
  g_autofree char *report_path = g_build_filename (self->task->folder, LEC_FILE_TRANSCRIPTION, NULL);
  g_autoptr (LecTranscriptReport) report = make_report (self, transcript);

  if (transcript != NULL && !lec_transcript_save (transcript, path, error))
    return FALSE;
  if (transcript == NULL && g_unlink (path) != 0 && errno != ENOENT)
    {
      lec_error_set_from_errno (error, errno, "remove", path);
      return FALSE;
    }

  return lec_transcript_report_save (report, report_path, error);
}

/**
 * lec_stage_transcribe:
 *
 * Makes transcript.json, where something was said and it is known, and transcription.json.
 *
 * Returns: %FALSE with %LEC_ERROR_NO_SPACE, _NOT_WRITABLE or %G_IO_ERROR_CANCELLED
 */
gboolean
lec_stage_transcribe (const LecTask *task,
                      const LecStageSink *sink,
                      GCancellable *cancellable,
                      GError **error)
{
  g_autoptr (LecTranscriptReport) notes = lec_transcript_report_new (NULL);
  g_auto (GStrv) languages = list_languages (task->options);
  g_autoptr (LecTranscript) transcript = NULL;
  Work self = { task, sink, notes, languages, 1, 0 };

  return find_transcript (&self, &transcript, cancellable, error) && save (&self, transcript, error);
}
