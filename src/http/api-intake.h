/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The body of one request on its way to the stream of its route: collected to
 * pieces that worker threads take one after another. While one is taken the other
 * side may send another one, and then has to wait: of a body of any length no more
 * than two pieces are in memory. On the main thread.
 */
#pragma once

#include <libsoup/soup.h>

#include "http/api-workers.h"

G_BEGIN_DECLS

#define LEC_API_INTAKE_PIECE (512 * 1024)

typedef struct _LecApiIntake LecApiIntake;

/**
 * LecApiIntakeEvents: what is told of it
 * @answered: by @call, (transfer full), which is of no intake any more: it was refused, or all of
 *   its body was taken. @is_whole: whether its body has come to its end
 */
typedef struct
{
  void (*answered) (SoupServerMessage *message, LecApiCall *call, gboolean is_whole, gpointer user_data);
  gpointer user_data;
} LecApiIntakeEvents;

/**
 * lec_api_intake_new:
 * @call: (transfer full): when it was taken; its route has a stream
 * @takers: who begin and take
 * @finishers: who answer in the end
 *
 * @message waits until it was begun.
 *
 * Returns: (transfer full) (nullable): %NULL when too many wait already
 */
LecApiIntake *lec_api_intake_new (SoupServerMessage *message,
                                  LecApiCall *call,
                                  LecApiWorkers *takers,
                                  LecApiWorkers *finishers,
                                  const LecApiIntakeEvents *events);
/* What has come; @message waits when that is too fast. */
void lec_api_intake_take (LecApiIntake *self, GBytes *chunk);
/* All of it has come. */
void lec_api_intake_end (LecApiIntake *self);
/* Whether it is not the other side that is waited for. */
gboolean lec_api_intake_is_busy (const LecApiIntake *self);
/* Nobody is there any more, or nobody wants it. What has come so far is taken. */
void lec_api_intake_free (LecApiIntake *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecApiIntake, lec_api_intake_free)

G_END_DECLS
