/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A task that a pool has claimed: what it tells of itself while it is worked on,
 * and how that and what came of it go to the store.
 */
#pragma once

#include "worker/pool.h"

G_BEGIN_DECLS

/**
 * LecPoolSlot:
 * @start_us: monotonic; so is @end_us
 * @error: (nullable): of the work function
 * @has_ended: its message has come back
 *
 * Belongs to the pool's loop but for what is in @report, and to the runner's thread while it is
 * worked on.
 */
typedef struct
{
  LecWork work;
  LecClaim *claim;
  LecWorkReport *report;
  GCancellable *cancellable;
  gint64 start_us;
  gint64 end_us;
  GError *error;
  guint has_ended : 1;
} LecPoolSlot;

/**
 * lec_pool_slot_new:
 * @claim: (transfer full)
 * @messages: must outlive it; so must @options
 * @wake: what is pushed there when there is something to be noticed
 */
LecPoolSlot *lec_pool_slot_new (LecClaim *claim,
                                GAsyncQueue *messages,
                                gconstpointer wake,
                                const LecPoolOptions *options);
void lec_pool_slot_free (LecPoolSlot *self);

/**
 * LecPoolNews: what a task has told since it was asked last
 * @message: (nullable)
 * @slides: (nullable) (element-type LecSlide)
 * @is_new: whether it has told how far it is
 */
typedef struct
{
  double progress;
  char *message;
  GPtrArray *slides;
  gboolean is_new;
} LecPoolNews;

/* @news: (out): zeroed */
void lec_pool_slot_take_news (LecPoolSlot *self, LecPoolNews *news);
void lec_pool_news_clear (LecPoolNews *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LecPoolNews, lec_pool_news_clear)
/* Returns: (transfer full) (nullable): that was not told yet */
char *lec_pool_slot_take_notice (LecPoolSlot *self);

/**
 * lec_pool_slot_write:
 * @state: (out): of its task, when it has failed
 *
 * Writes down what came of it.
 *
 * Returns: %FALSE with the errors of lec_store_finish() or lec_store_fail()
 */
gboolean lec_pool_slot_write (const LecPoolSlot *self,
                              LecStore *store,
                              LecTaskState *state,
                              gint64 now_us,
                              GError **error);

G_END_DECLS
