/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Corrections are on the disk in a moment, outputs take seconds: whoever asks for
 * a correction meanwhile cancels them. What is below "The thread's" is touched by
 * the thread only, once it runs; news are handed over whole.
 */
#include "ui/review-thread.h"

#include <glib/gi18n-lib.h>

#include "base/error.h"
#include "engine/data-folder.h"
#include "engine/review-analysis.h"
#include "ui/review-edits.h"
#include "ui/review-thread-private.h"

enum
{
  ENDED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LecReviewThread, lec_review_thread, G_TYPE_OBJECT)

/* --- Telling --- */

typedef struct
{
  LecReviewThread *thread;
  LecReviewNews *news; /* (nullable) */
  gboolean is_look;
  gboolean is_end;
} Delivery;

static void
delivery_free (gpointer data)
{
  Delivery *delivery = data;

  g_object_unref (delivery->thread);
  lec_review_news_free (delivery->news);
  g_free (delivery);
}

/* What has changed while it was looked at may not have been seen. */
static void
end_look (LecReviewThread *self)
{
  self->is_looking = FALSE;
  if (self->looks_again && !self->is_finishing)
    lec_review_thread_look (self);
}

static gboolean
deliver_cb (gpointer user_data)
{
  Delivery *delivery = user_data;
  LecReviewThread *self = delivery->thread;

  if (delivery->is_look)
    end_look (self);
  if (delivery->news != NULL && self->func != NULL)
    self->func (delivery->news, self->user_data);
  if (delivery->is_end)
    g_signal_emit (self, signals[ENDED], 0);
  return G_SOURCE_REMOVE;
}

/* Takes what is in @delivery. */
static void
deliver (LecReviewThread *self,
         Delivery delivery)
{
  delivery.thread = g_object_ref (self);
  lec_loop_thread_tell (self->thread, deliver_cb, g_memdup2 (&delivery, sizeof delivery), delivery_free);
}

/* Takes @news. */
static LecReviewNews *
add_outputs (LecReviewThread *self,
             LecReviewNews *news)
{
  news->outputs = self->outputs;
  news->outputs_reason = g_strdup (self->outputs_reason);
  return news;
}

/* What was said and what to study, as it is now. Returns: whether that has changed */
static gboolean
read_notes (LecReviewThread *self)
{
  g_autofree char *stamp = lec_study_notes_dup_stamp (self->review);

  if (self->notes != NULL && g_strcmp0 (stamp, self->notes_stamp) == 0)
    return FALSE;

  g_clear_pointer (&self->notes, lec_study_notes_free);
  self->notes = lec_study_notes_load (self->review);
  g_free (self->notes_stamp);
  self->notes_stamp = g_steal_pointer (&stamp);
  self->notes_are_told = FALSE;
  return TRUE;
}

LecReviewNews *
lec_review_thread_make_all_news (LecReviewThread *self)
{
  const LecEditLog *log = lec_review_get_log (self->review);
  LecReviewNews *news = NULL;

  read_notes (self);
  news = lec_review_news_new_from_review (self->review, self->notes);
  if (!self->notes_are_told)
    news->study = lec_study_news_new (self->notes);
  self->notes_are_told = TRUE;
  news->can_undo = lec_review_history_peek (self->history, LEC_EDIT_UNDO, log) != LEC_HISTORY_NONE;
  news->can_redo = lec_review_history_peek (self->history, LEC_EDIT_REDO, log) != LEC_HISTORY_NONE;
  return add_outputs (self, news);
}

LecReviewNews *
lec_review_thread_make_short_news (LecReviewThread *self)
{
  return add_outputs (self, lec_review_news_new (LEC_REVIEW_OPEN));
}

void
lec_review_thread_tell (LecReviewThread *self,
                        LecReviewNews *news)
{
  deliver (self, (Delivery){ .news = news });
}

/* --- Outputs --- */

static void
set_outputs (LecReviewThread *self,
             LecOutputsState state,
             const char *reason)
{
  self->outputs = state;
  g_free (self->outputs_reason);
  self->outputs_reason = g_strdup (reason);
}

void
lec_review_thread_arm (LecReviewThread *self)
{
  gint64 rest_us = (gint64) self->rest_ms * G_TIME_SPAN_MILLISECOND;
  gboolean is_old = self->outputs == LEC_OUTPUTS_OLD || self->study_is_old;

  lec_loop_thread_set_alarm (self->thread, is_old ? g_get_monotonic_time () + rest_us : -1);
}

/* Returns: (transfer full) (nullable): %NULL when a correction waits: no use in
 * beginning */
static GCancellable *
begin_rendering (LecReviewThread *self)
{
  GCancellable *cancellable = NULL;

  g_mutex_lock (&self->rendering_lock);
  if (self->n_waiting == 0)
    {
      self->rendering = g_cancellable_new ();
      cancellable = g_object_ref (self->rendering);
    }
  g_mutex_unlock (&self->rendering_lock);

  return cancellable;
}

static void
end_rendering (LecReviewThread *self)
{
  g_mutex_lock (&self->rendering_lock);
  g_clear_object (&self->rendering);
  g_mutex_unlock (&self->rendering_lock);
}

/* What a search finds. The outputs are there either way. Returns: (nullable): why it failed */
static GError *
tell_library (LecReviewThread *self,
              const LecLecture *lecture)
{
  GError *error = NULL;
  g_autoptr (LecJobs) jobs = lec_jobs_open (NULL, NULL, NULL, &error);
  g_autofree char *shelf = lec_review_dup_shelf (self->review);

  if (jobs != NULL)
    lec_jobs_set_lecture (jobs, lec_review_get_content_id (self->review), shelf, lecture, NULL, &error);
  return error;
}

static void
render (LecReviewThread *self)
{
  g_autoptr (GCancellable) cancellable = begin_rendering (self);
  g_auto (LecExtractResult) result = { 0 };
  g_autoptr (GError) error = NULL;
  LecReviewNews *news = NULL;

  if (cancellable == NULL)
    return;

  set_outputs (self, LEC_OUTPUTS_MAKING, NULL);
  lec_review_thread_tell (self, lec_review_thread_make_short_news (self));
  lec_review_render (self->review, NULL, FALSE, NULL, &result, cancellable, &error);
  end_rendering (self);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    set_outputs (self, LEC_OUTPUTS_OLD, NULL);
  else if (error != NULL)
    set_outputs (self, LEC_OUTPUTS_FAILED, error->message);
  else
    {
      set_outputs (self, LEC_OUTPUTS_UP_TO_DATE, NULL);
      self->study_is_old = FALSE;
    }

  news = lec_review_thread_make_all_news (self);
  if (error == NULL)
    news->failure = tell_library (self, result.lecture);
  lec_review_thread_tell (self, news);
}

/* Outputs have no part in it: it is done in a moment. */
static void
analyse (LecReviewThread *self)
{
  g_autoptr (GCancellable) cancellable = begin_rendering (self);
  g_autofree char *problem = NULL;
  GError *error = NULL;
  LecReviewNews *news = NULL;

  if (cancellable == NULL)
    return;

  lec_review_analyse (self->review, &problem, cancellable, &error);
  end_rendering (self);
  self->study_is_old = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  if (self->study_is_old)
    {
      g_clear_error (&error);
      return;
    }

  if (error == NULL && problem != NULL)
    g_set_error_literal (&error, LEC_ERROR, LEC_ERROR_PROTOCOL, problem);
  news = lec_review_thread_make_all_news (self);
  news->failure = error;
  lec_review_thread_tell (self, news);
}

/* Outputs are made with what there is to study. */
static void
make_what_is_old (LecReviewThread *self)
{
  if (self->review != NULL && self->outputs == LEC_OUTPUTS_OLD)
    render (self);
  else if (self->review != NULL && self->study_is_old)
    analyse (self);
}

static void
ring (gpointer user_data)
{
  make_what_is_old (user_data);
}

/* --- Looking --- */

static LecJob *
get_job (LecReviewThread *self,
         GError **error)
{
  g_autofree char *name = g_strdup_printf ("%" G_GINT64_FORMAT, self->id);

  if (self->given != NULL)
    return lec_job_copy (self->given);
  if (self->jobs == NULL)
    self->jobs = lec_jobs_open_to_read (NULL, self->giving_up, error);

  return self->jobs != NULL ? lec_jobs_get (self->jobs, name, self->giving_up, error) : NULL;
}

static void
close_review (LecReviewThread *self)
{
  g_clear_pointer (&self->review, lec_review_free);
  g_clear_pointer (&self->job, lec_job_free);
  g_clear_pointer (&self->notes, lec_study_notes_free);
  g_clear_pointer (&self->notes_stamp, g_free);
  lec_review_history_clear (self->history);
  self->study_is_old = FALSE;
}

/* Takes @job. */
static LecReviewNews *
open_review (LecReviewThread *self,
             LecJob *job,
             GError **error)
{
  close_review (self);
  self->job = job;
  if (self->extractor == NULL)
    self->extractor = lec_extractor_new (NULL, NULL);
  self->review = lec_review_open_job (self->extractor, job, self->giving_up, error);
  if (self->review == NULL)
    return NULL;

  if (!lec_review_is_rendered (self->review))
    set_outputs (self, LEC_OUTPUTS_OLD, NULL);
  else
    set_outputs (self, job->pdf != NULL ? LEC_OUTPUTS_UP_TO_DATE : LEC_OUTPUTS_NONE, NULL);
  /* As it is in libraries of before, and where somebody has transcribed it since. */
  self->study_is_old = lec_review_needs_analysis (self->review, self->giving_up);
  lec_review_thread_arm (self);
  return lec_review_thread_make_all_news (self);
}

static LecReviewNews *
read_provisional (LecReviewThread *self,
                  const LecJob *job,
                  GError **error)
{
  g_autofree char *root = g_build_filename (lec_jobs_get_folder (self->jobs), LEC_DATA_FOLDER_LECTURES, NULL);
  g_autofree char *folder = lec_review_find_job_folder (root, job);
  g_autoptr (GPtrArray) slides = lec_jobs_list_slides (self->jobs, self->id, self->giving_up, error);
  LecReviewNews *news = slides != NULL ? lec_review_news_new_from_slides (slides, folder) : NULL;

  if (news != NULL)
    lec_review_news_add_videos (news, job);
  return news;
}

/* Returns: (transfer full) (nullable): %NULL for nothing new, or with @error */
static LecReviewNews *
look (LecReviewThread *self,
      GError **error)
{
  g_autoptr (LecJob) job = get_job (self, error);

  if (job == NULL)
    return NULL;
  if (!lec_job_is_over (job))
    {
      close_review (self);
      return read_provisional (self, job, error);
    }
  /* Somebody may have transcribed or studied it meanwhile. */
  if (self->review != NULL)
    return read_notes (self) ? lec_review_thread_make_all_news (self) : NULL;

  return open_review (self, g_steal_pointer (&job), error);
}

static gboolean
look_cb (gpointer user_data)
{
  LecReviewThread *self = user_data;
  g_autoptr (GError) error = NULL;
  LecReviewNews *news = look (self, &error);

  if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      news = lec_review_news_new (LEC_REVIEW_NONE);
      news->failure = g_steal_pointer (&error);
    }
  deliver (self, (Delivery){ .news = news, .is_look = TRUE });
  return G_SOURCE_REMOVE;
}

/* --- Corrections --- */

typedef struct
{
  LecReviewThread *thread; /* unowned: it outlives what it does */
  LecEdit *edit;
} Correction;

static void
correction_free (gpointer data)
{
  Correction *correction = data;

  lec_edit_free (correction->edit);
  g_free (correction);
}

void
lec_review_thread_announce_correction (LecReviewThread *self)
{
  g_mutex_lock (&self->rendering_lock);
  self->n_waiting++;
  g_cancellable_cancel (self->rendering);
  g_mutex_unlock (&self->rendering_lock);
}

void
lec_review_thread_begin_correction (LecReviewThread *self)
{
  g_mutex_lock (&self->rendering_lock);
  self->n_waiting--;
  g_mutex_unlock (&self->rendering_lock);
}

static gboolean
is_step (const LecEdit *edit)
{
  return edit->kind == LEC_EDIT_UNDO || edit->kind == LEC_EDIT_REDO;
}

/* Whether it is what was said that is to be undone or redone. */
static gboolean
is_about_said (LecReviewThread *self,
               const LecEdit *edit)
{
  return is_step (edit) && lec_review_history_peek (self->history, edit->kind, lec_review_get_log (self->review)) ==
                             LEC_HISTORY_SAID;
}

static void
note_slides_changed (LecReviewThread *self,
                     const LecEdit *edit)
{
  set_outputs (self, LEC_OUTPUTS_OLD, NULL);
  if (is_step (edit))
    lec_review_history_step_slides (self->history, edit->kind);
  else
    lec_review_history_add_slides (self->history);
}

static gboolean
edit_cb (gpointer user_data)
{
  const Correction *correction = user_data;
  LecReviewThread *self = correction->thread;
  LecReviewNews *news = NULL;
  GError *error = NULL;
  guint focus = 0;

  lec_review_thread_begin_correction (self);
  if (self->review == NULL)
    return G_SOURCE_REMOVE;

  if (is_about_said (self, correction->edit))
    {
      lec_review_said_step (self, correction->edit->kind);
      return G_SOURCE_REMOVE;
    }
  if (lec_review_edits_apply (self->review, correction->edit, &focus, &error))
    {
      note_slides_changed (self, correction->edit);
      news = lec_review_thread_make_all_news (self);
    }
  else
    news = lec_review_thread_make_short_news (self);
  news->focus = focus;
  news->failure = error;
  lec_review_thread_tell (self, news);
  lec_review_thread_arm (self);
  return G_SOURCE_REMOVE;
}

static gboolean
render_cb (gpointer user_data)
{
  LecReviewThread *self = user_data;

  if (self->review != NULL)
    {
      set_outputs (self, LEC_OUTPUTS_OLD, NULL);
      render (self);
    }
  return G_SOURCE_REMOVE;
}

/* --- Practice --- */

typedef struct
{
  LecReviewThread *thread; /* unowned: it outlives what it does */
  char *key;
  gboolean knew;
} AnswerNote;

static void
answer_note_free (gpointer data)
{
  AnswerNote *note = data;

  g_free (note->key);
  g_free (note);
}

static gboolean
note_answer_cb (gpointer user_data)
{
  const AnswerNote *note = user_data;
  LecReviewThread *self = note->thread;
  g_autoptr (GError) error = NULL;
  LecReviewNews *news = NULL;

  if (self->review == NULL || lec_practice_note (self->review, note->key, note->knew, &error))
    return G_SOURCE_REMOVE;

  news = lec_review_thread_make_short_news (self);
  news->failure = g_steal_pointer (&error);
  lec_review_thread_tell (self, news);
  return G_SOURCE_REMOVE;
}

void
lec_review_thread_note_answer (LecReviewThread *self,
                               const char *key,
                               gboolean knew)
{
  AnswerNote *note = NULL;

  g_return_if_fail (LEC_IS_REVIEW_THREAD (self) && !self->is_finishing && key != NULL);

  note = g_new0 (AnswerNote, 1);
  *note = (AnswerNote){ self, g_strdup (key), knew };
  lec_loop_thread_post (self->thread, note_answer_cb, note, answer_note_free);
}

/* --- What is asked for --- */

gint64
lec_review_thread_get_job (LecReviewThread *self)
{
  g_return_val_if_fail (LEC_IS_REVIEW_THREAD (self), 0);

  return self->id;
}

void
lec_review_thread_look (LecReviewThread *self)
{
  g_return_if_fail (LEC_IS_REVIEW_THREAD (self) && !self->is_finishing);

  self->looks_again = self->is_looking;
  if (self->is_looking)
    return;

  self->is_looking = TRUE;
  lec_loop_thread_post (self->thread, look_cb, self, NULL);
}

void
lec_review_thread_edit (LecReviewThread *self,
                        LecEdit *edit)
{
  Correction *correction = NULL;

  g_return_if_fail (LEC_IS_REVIEW_THREAD (self) && !self->is_finishing && edit != NULL);

  lec_review_thread_announce_correction (self);
  correction = g_new0 (Correction, 1);
  *correction = (Correction){ self, edit };
  lec_loop_thread_post (self->thread, edit_cb, correction, correction_free);
}

void
lec_review_thread_render (LecReviewThread *self)
{
  g_return_if_fail (LEC_IS_REVIEW_THREAD (self) && !self->is_finishing);

  lec_loop_thread_post (self->thread, render_cb, self, NULL);
}

/* --- The thread --- */

static void
end (gpointer user_data)
{
  LecReviewThread *self = user_data;

  make_what_is_old (self);
  close_review (self);
  g_clear_pointer (&self->extractor, lec_extractor_free);
  g_clear_pointer (&self->jobs, lec_jobs_free);
  deliver (self, (Delivery){ .is_end = TRUE });
}

void
lec_review_thread_finish (LecReviewThread *self)
{
  g_return_if_fail (LEC_IS_REVIEW_THREAD (self));

  self->func = NULL;
  if (self->is_finishing)
    return;

  self->is_finishing = TRUE;
  g_cancellable_cancel (self->giving_up);
  lec_loop_thread_quit (self->thread);
}

void
lec_review_thread_stop (LecReviewThread *self)
{
  g_return_if_fail (LEC_IS_REVIEW_THREAD (self));

  lec_review_thread_finish (self);
  lec_loop_thread_stop (self->thread);
}

static void
lec_review_thread_dispose (GObject *object)
{
  lec_review_thread_stop (LEC_REVIEW_THREAD (object));

  G_OBJECT_CLASS (lec_review_thread_parent_class)->dispose (object);
}

static void
lec_review_thread_finalize (GObject *object)
{
  LecReviewThread *self = LEC_REVIEW_THREAD (object);

  g_object_unref (self->giving_up);
  lec_review_history_free (self->history);
  lec_loop_thread_free (self->thread);
  g_mutex_clear (&self->rendering_lock);
  g_free (self->outputs_reason);
  g_clear_pointer (&self->given, lec_job_free);

  G_OBJECT_CLASS (lec_review_thread_parent_class)->finalize (object);
}

static void
lec_review_thread_class_init (LecReviewThreadClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = lec_review_thread_dispose;
  object_class->finalize = lec_review_thread_finalize;
  signals[ENDED] = g_signal_new ("ended", LEC_TYPE_REVIEW_THREAD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
}

static void
lec_review_thread_init (LecReviewThread *self)
{
  self->thread = lec_loop_thread_new ();
  self->giving_up = g_cancellable_new ();
  self->history = lec_review_history_new ();
  g_mutex_init (&self->rendering_lock);
}

/* Takes @given (nullable). */
static LecReviewThread *
start (gint64 job,
       LecJob *given,
       guint rest_ms,
       LecReviewNewsFunc func,
       gpointer user_data)
{
  LecReviewThread *self = g_object_new (LEC_TYPE_REVIEW_THREAD, NULL);

  self->id = job;
  self->given = given;
  self->rest_ms = rest_ms;
  self->func = func;
  self->user_data = user_data;
  lec_review_thread_look (self);
  lec_loop_thread_start (self->thread, "review", ring, end, self);
  return self;
}

LecReviewThread *
lec_review_thread_new (gint64 job,
                       guint rest_ms,
                       LecReviewNewsFunc func,
                       gpointer user_data)
{
  g_return_val_if_fail (func != NULL, NULL);

  return start (job, NULL, rest_ms, func, user_data);
}

LecReviewThread *
lec_review_thread_new_for_item (LecJobItem *item,
                                guint rest_ms,
                                LecReviewNewsFunc func,
                                gpointer user_data)
{
  g_return_val_if_fail (LEC_IS_JOB_ITEM (item) && func != NULL, NULL);

  return start (lec_job_item_get_id (item), lec_job_item_dup_fetched (item), rest_ms, func, user_data);
}
