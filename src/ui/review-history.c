/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A step about what was said holds the transcript that it brings back; where it goes
 * it leaves the one that it took away. What was done before the lecture was opened is
 * in the log alone: it comes after all that is known here.
 */
#include "ui/review-history.h"

#define MAX_SAID 100 /* transcripts that are held, each way */

typedef struct
{
  LecHistoryKind kind;
  LecTranscript *said; /* (nullable) */
} Step;

struct _LecReviewHistory
{
  GPtrArray *done;   /* (element-type Step): the newest one last */
  GPtrArray *undone; /* (element-type Step): what is redone next last */
  gboolean is_ahead; /* whether something was said since: what the log could redo is of the past */
};

static Step *
step_new (LecHistoryKind kind,
          LecTranscript *said)
{
  Step *step = g_new0 (Step, 1);

  *step = (Step){ kind, said };
  return step;
}

static void
step_free (gpointer data)
{
  Step *step = data;

  lec_transcript_free (step->said);
  g_free (step);
}

LecReviewHistory *
lec_review_history_new (void)
{
  LecReviewHistory *self = g_new0 (LecReviewHistory, 1);

  self->done = g_ptr_array_new_with_free_func (step_free);
  self->undone = g_ptr_array_new_with_free_func (step_free);
  return self;
}

void
lec_review_history_free (LecReviewHistory *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->done);
  g_ptr_array_unref (self->undone);
  g_free (self);
}

void
lec_review_history_clear (LecReviewHistory *self)
{
  g_return_if_fail (self != NULL);

  g_ptr_array_set_size (self->done, 0);
  g_ptr_array_set_size (self->undone, 0);
  self->is_ahead = FALSE;
}

static GPtrArray *
get_steps (LecReviewHistory *self,
           LecEditKind step)
{
  return step == LEC_EDIT_UNDO ? self->done : self->undone;
}

/* Returns: index of the newest one about what was said; -1 for none */
static int
find_said (const GPtrArray *steps)
{
  for (guint i = steps->len; i > 0; i--)
    if (((const Step *) g_ptr_array_index (steps, i - 1))->kind == LEC_HISTORY_SAID)
      return (int) i - 1;

  return -1;
}

/* The oldest transcripts are let go, and with them what was done before. */
static void
trim (GPtrArray *steps)
{
  guint n_said = 0;

  for (guint i = steps->len; i > 0; i--)
    {
      n_said += ((const Step *) g_ptr_array_index (steps, i - 1))->kind == LEC_HISTORY_SAID;
      if (n_said <= MAX_SAID)
        continue;
      g_ptr_array_remove_range (steps, 0, i);
      return;
    }
}

void
lec_review_history_add_slides (LecReviewHistory *self)
{
  g_return_if_fail (self != NULL);

  g_ptr_array_set_size (self->undone, 0);
  g_ptr_array_add (self->done, step_new (LEC_HISTORY_SLIDES, NULL));
  self->is_ahead = FALSE;
}

void
lec_review_history_add_said (LecReviewHistory *self,
                             LecTranscript *before)
{
  g_return_if_fail (self != NULL);

  g_ptr_array_set_size (self->undone, 0);
  g_ptr_array_add (self->done, step_new (LEC_HISTORY_SAID, before));
  self->is_ahead = TRUE;
  trim (self->done);
}

LecHistoryKind
lec_review_history_peek (LecReviewHistory *self,
                         LecEditKind step,
                         const LecEditLog *log)
{
  const GPtrArray *steps = NULL;

  g_return_val_if_fail (self != NULL && log != NULL, LEC_HISTORY_NONE);
  g_return_val_if_fail (step == LEC_EDIT_UNDO || step == LEC_EDIT_REDO, LEC_HISTORY_NONE);

  steps = get_steps (self, step);
  if (steps->len > 0 && ((const Step *) g_ptr_array_index (steps, steps->len - 1))->kind == LEC_HISTORY_SAID)
    return LEC_HISTORY_SAID;
  if (step == LEC_EDIT_REDO && steps->len == 0 && self->is_ahead)
    return LEC_HISTORY_NONE;

  if (lec_edit_log_peek_step (log, step) != NULL)
    return LEC_HISTORY_SLIDES;

  /* Another program may have undone what was done to the slides. */
  return find_said (steps) >= 0 ? LEC_HISTORY_SAID : LEC_HISTORY_NONE;
}

void
lec_review_history_step_slides (LecReviewHistory *self,
                                LecEditKind step)
{
  GPtrArray *from = NULL;

  g_return_if_fail (self != NULL);

  from = get_steps (self, step);
  if (from->len > 0)
    g_ptr_array_set_size (from, (int) from->len - 1);
  g_ptr_array_add (get_steps (self, step == LEC_EDIT_UNDO ? LEC_EDIT_REDO : LEC_EDIT_UNDO),
                   step_new (LEC_HISTORY_SLIDES, NULL));
}

gboolean
lec_review_history_find_said (LecReviewHistory *self,
                              LecEditKind step,
                              const LecTranscript **said)
{
  const GPtrArray *steps = NULL;
  int index = -1;

  g_return_val_if_fail (self != NULL && said != NULL, FALSE);

  steps = get_steps (self, step);
  index = find_said (steps);
  *said = index >= 0 ? ((const Step *) g_ptr_array_index (steps, index))->said : NULL;
  return index >= 0;
}

void
lec_review_history_step_said (LecReviewHistory *self,
                              LecEditKind step,
                              LecTranscript *current)
{
  GPtrArray *from = NULL;
  GPtrArray *to = NULL;
  int index = -1;

  g_return_if_fail (self != NULL);

  from = get_steps (self, step);
  to = get_steps (self, step == LEC_EDIT_UNDO ? LEC_EDIT_REDO : LEC_EDIT_UNDO);
  index = find_said (from);
  g_return_if_fail (index >= 0);

  g_ptr_array_remove_index (from, (guint) index);
  g_ptr_array_add (to, step_new (LEC_HISTORY_SAID, current));
  trim (to);
}
