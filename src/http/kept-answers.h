/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Answers that are given again for half a second, to the same question word for
 * word: whose token it came with is a part of it. Belongs to one thread.
 */
#pragma once

#include "http/api-call.h"

G_BEGIN_DECLS

/* Of how many questions, and of what length. */
#define LEC_KEPT_ANSWERS_MAX       256
#define LEC_KEPT_ANSWERS_MAX_BYTES 65536
/* From then on it is asked anew while what is there is still given, and then it is not. */
#define LEC_KEPT_ANSWERS_FRESH_US (250 * (gint64) 1000)
#define LEC_KEPT_ANSWERS_US       (500 * (gint64) 1000)

typedef struct _LecKeptAnswers LecKeptAnswers;

LecKeptAnswers *lec_kept_answers_new (void);
void lec_kept_answers_free (LecKeptAnswers *self);

/**
 * lec_kept_answers_add:
 * @question: all that anybody looks at to answer it
 * @call: (transfer full): the answer; thrown away where it is not one to be given again
 * @n_changes: as it was before it was asked, and so was @asked_us
 *
 * Of what the API has changed meanwhile nothing is known: see lec_kept_answers_find().
 */
void lec_kept_answers_add (
  LecKeptAnswers *self,
  const char *question,
  LecApiCall *call,
  int n_changes,
  gint64 asked_us);
/**
 * lec_kept_answers_find:
 * @n_changes: how often the API has changed anything by now
 * @has_to_ask: (out): whether it is to be asked anew, for whoever comes next; said once
 *
 * Returns: (transfer none) (nullable): until the next call; %NULL when it has to be asked
 */
const LecApiCall *lec_kept_answers_find (
  LecKeptAnswers *self,
  const char *question,
  int n_changes,
  gint64 now_us,
  gboolean *has_to_ask);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecKeptAnswers, lec_kept_answers_free)

G_END_DECLS
