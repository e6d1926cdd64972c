/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Questions that were answered a moment ago: the same answer again, without a
 * thread that is waited for. On the main thread.
 */
#pragma once

#include <libsoup/soup.h>

#include "http/api-crews.h"

G_BEGIN_DECLS

typedef struct _LecApiAgain LecApiAgain;

/* @crews: outlive it, and have ended when it is freed. Returns: (transfer full) */
LecApiAgain *lec_api_again_new (const LecApiContext *context, LecApiCrews *crews);
void lec_api_again_free (LecApiAgain *self);

/**
 * lec_api_again_find:
 * @message: of which the headers have come
 * @question: lec_api_exchange_dup_question()
 *
 * What is to be asked anew for whoever comes next, or told of what was given, is done aside.
 *
 * Returns: (transfer none) (nullable): until the next call; %NULL where it has to be asked
 */
const LecApiCall *lec_api_again_find (LecApiAgain *self,
                                      SoupServerMessage *message,
                                      const char *question,
                                      gint64 now_us);
/* As lec_kept_answers_add(). */
void lec_api_again_keep (LecApiAgain *self, const char *question, LecApiCall *call, int n_changes, gint64 asked_us);
/* What is done aside now. */
guint lec_api_again_count_running (const LecApiAgain *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecApiAgain, lec_api_again_free)

G_END_DECLS
