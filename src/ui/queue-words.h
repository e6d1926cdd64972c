/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is told of the work as a whole, above the library. Pure.
 */
#pragma once

#include "ui/queue-thread.h"

G_BEGIN_DECLS

/**
 * LecQueueSight: what is known
 * @reason: (nullable): of trouble
 * @lacks_space: whether the trouble is that the disk is full
 * @read_only: (nullable): why jobs can only be looked at
 * @is_paused: whether the queue is
 * @n_open: jobs that wait or are worked on: of those that are paused nothing is expected
 */
typedef struct
{
  LecQueueState state;
  const char *reason;
  gboolean lacks_space;
  const char *read_only;
  gboolean is_paused;
  guint n_open;
  guint n_failed;
  guint n_done;
} LecQueueSight;

/**
 * LecQueueWords:
 * @text: plain
 * @button: (nullable): with a mnemonic
 * @action: (nullable): of the window, for the button
 */
typedef struct
{
  char *text;
  const char *button;
  const char *action;
} LecQueueWords;

/* The one thing that matters most. @words: zeroed. Returns: whether there is anything to be told */
gboolean lec_queue_words_choose (const LecQueueSight *sight, LecQueueWords *words);
void lec_queue_words_clear (LecQueueWords *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LecQueueWords, lec_queue_words_clear)

G_END_DECLS
