/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What can be undone and redone of a lecture, in the order in which a person did it:
 * corrections of slides, which the engine's log keeps for good, and changes of what
 * was said, which are known as long as the lecture is open. Touches no file.
 */
#pragma once

#include "model/edit-log.h"
#include "model/transcript.h"

G_BEGIN_DECLS

typedef struct _LecReviewHistory LecReviewHistory;

/* What a step is about. */
typedef enum
{
  LEC_HISTORY_NONE,
  LEC_HISTORY_SLIDES, /* the log knows what */
  LEC_HISTORY_SAID,   /* the transcript that a person gave is another one */
} LecHistoryKind;

LecReviewHistory *lec_review_history_new (void);
void lec_review_history_free (LecReviewHistory *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecReviewHistory, lec_review_history_free)
/* Another lecture. */
void lec_review_history_clear (LecReviewHistory *self);

/* Something was done to the slides that is in the log; nothing can be redone any more. */
void lec_review_history_add_slides (LecReviewHistory *self);
/* Likewise, to what was said. @before: (transfer full) (nullable): what was given till then */
void lec_review_history_add_said (LecReviewHistory *self, LecTranscript *before);

/* @step: undo or redo; @log: of the lecture. Returns: what the next such step is about */
LecHistoryKind lec_review_history_peek (LecReviewHistory *self, LecEditKind step, const LecEditLog *log);

/* That step, of slides, was done. */
void lec_review_history_step_slides (LecReviewHistory *self, LecEditKind step);

/**
 * lec_review_history_find_said:
 * @step: undo or redo
 * @said: (out) (transfer none) (nullable): what is to be given by that step; %NULL for nothing
 *
 * Of steps about what was said, the next one, whatever was done to slides since.
 *
 * Returns: whether there is one
 */
gboolean lec_review_history_find_said (LecReviewHistory *self, LecEditKind step, const LecTranscript **said);
/* That step was done. @current: (transfer full) (nullable): what was given till then */
void lec_review_history_step_said (LecReviewHistory *self, LecEditKind step, LecTranscript *current);

G_END_DECLS
