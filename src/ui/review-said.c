/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the review's thread does with what was said: takes a file of it, has it
 * corrected, steps back and forth. Each is on the disk in a moment; what there is to
 * study is found anew when nothing was asked for a while.
 */
#include <glib/gi18n-lib.h>

#include "engine/kept-transcript.h"
#include "ui/review-thread-private.h"

typedef struct
{
  LecReviewThread *thread; /* unowned: it outlives what it does */
  char *path;
} GivenFile;

static void
given_file_free (gpointer data)
{
  GivenFile *file = data;

  g_free (file->path);
  g_free (file);
}

static char *
describe_taken (const char *path,
                guint n_problems)
{
  g_autofree char *name = g_filename_display_basename (path);

  if (n_problems == 0)
    /* Translators: the name of a file with what was said */
    return g_strdup_printf (_ ("The transcript is that of “%s”"), name);

  /* Translators: the name of a file with what was said, and how many places could not be read */
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "The transcript is that of “%s”; %u place in it cannot be read",
                                       "The transcript is that of “%s”; %u places in it cannot be read", n_problems),
                          name, n_problems);
}

/* Takes @notice and @failure (nullable). */
static void
tell_transcript (LecReviewThread *self,
                 char *notice,
                 GError *failure)
{
  LecReviewNews *news =
    failure == NULL ? lec_review_thread_make_all_news (self) : lec_review_thread_make_short_news (self);

  news->notice = notice;
  news->failure = failure;
  lec_review_thread_tell (self, news);
  lec_review_thread_arm (self);
}

/* Takes @before (nullable): what was given till then. */
static void
note_changed (LecReviewThread *self,
              LecTranscript *before)
{
  lec_review_history_add_said (self->history, before);
  self->study_is_old = TRUE;
}

static gboolean
take_transcript_cb (gpointer user_data)
{
  const GivenFile *file = user_data;
  LecReviewThread *self = file->thread;
  g_autoptr (LecTranscript) before = NULL;
  g_autoptr (LecTranscript) taken = NULL;
  GError *error = NULL;
  guint n_problems = 0;

  lec_review_thread_begin_correction (self);
  if (self->review == NULL)
    return G_SOURCE_REMOVE;

  /* One that cannot be read is not put back. */
  before = lec_kept_transcript_load_given (self->review, NULL);
  taken = lec_kept_transcript_take_file (self->review, file->path, &n_problems, &error);
  if (taken != NULL)
    note_changed (self, g_steal_pointer (&before));
  tell_transcript (self, taken != NULL ? describe_taken (file->path, n_problems) : NULL, error);
  return G_SOURCE_REMOVE;
}

void
lec_review_said_step (LecReviewThread *self,
                      LecEditKind step)
{
  const LecTranscript *said = NULL;
  g_autoptr (LecTranscript) current = NULL;
  GError *error = NULL;

  if (!lec_review_history_find_said (self->history, step, &said))
    return;

  current = lec_kept_transcript_load_given (self->review, NULL);
  if (lec_kept_transcript_set_given (self->review, said, &error))
    {
      lec_review_history_step_said (self->history, step, g_steal_pointer (&current));
      self->study_is_old = TRUE;
    }
  tell_transcript (self, NULL, error);
}

static gboolean
put_back_transcript_cb (gpointer user_data)
{
  LecReviewThread *self = user_data;

  lec_review_thread_begin_correction (self);
  if (self->review != NULL)
    lec_review_said_step (self, LEC_EDIT_UNDO);
  return G_SOURCE_REMOVE;
}

typedef struct
{
  LecReviewThread *thread; /* unowned: it outlives what it does */
  double start_s;
  char *heard;
  char *meant;
} SaidCorrection;

static void
said_correction_free (gpointer data)
{
  SaidCorrection *correction = data;

  g_free (correction->heard);
  g_free (correction->meant);
  g_free (correction);
}

static gboolean
correct_transcript_cb (gpointer user_data)
{
  const SaidCorrection *correction = user_data;
  LecReviewThread *self = correction->thread;
  g_autoptr (LecTranscript) before = NULL;
  GError *error = NULL;

  lec_review_thread_begin_correction (self);
  if (self->review == NULL)
    return G_SOURCE_REMOVE;

  before = lec_kept_transcript_load_given (self->review, NULL);
  if (lec_kept_transcript_correct (self->review, correction->start_s, correction->heard, correction->meant, &error))
    note_changed (self, g_steal_pointer (&before));
  tell_transcript (self, error == NULL ? g_strdup (_ ("The transcript was corrected")) : NULL, error);
  return G_SOURCE_REMOVE;
}

void
lec_review_thread_correct_transcript (LecReviewThread *self,
                                      double start_s,
                                      const char *heard,
                                      const char *meant)
{
  SaidCorrection *correction = NULL;

  g_return_if_fail (LEC_IS_REVIEW_THREAD (self) && !self->is_finishing && heard != NULL && meant != NULL);

  lec_review_thread_announce_correction (self);
  correction = g_new0 (SaidCorrection, 1);
  *correction = (SaidCorrection){ self, start_s, g_strdup (heard), g_strdup (meant) };
  lec_loop_thread_post (self->thread, correct_transcript_cb, correction, said_correction_free);
}

void
lec_review_thread_take_transcript (LecReviewThread *self,
                                   const char *path)
{
  GivenFile *file = NULL;

  g_return_if_fail (LEC_IS_REVIEW_THREAD (self) && !self->is_finishing && path != NULL);

  lec_review_thread_announce_correction (self);
  file = g_new0 (GivenFile, 1);
  *file = (GivenFile){ self, g_strdup (path) };
  lec_loop_thread_post (self->thread, take_transcript_cb, file, given_file_free);
}

void
lec_review_thread_put_back_transcript (LecReviewThread *self)
{
  g_return_if_fail (LEC_IS_REVIEW_THREAD (self) && !self->is_finishing);

  lec_review_thread_announce_correction (self);
  lec_loop_thread_post (self->thread, put_back_transcript_cb, self, NULL);
}
