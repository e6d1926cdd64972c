/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reads the words of slides beside the stage that runs, in a task process of
 * its own: while the video they come from is still being read, and then from
 * the other end. What it has read is kept with the lecture, where the stage
 * that needs it finds it; when nothing can be read ahead, that stage does all.
 */
#pragma once

#include "model/job-options.h"
#include "model/slide.h"
#include "worker/task-runner.h"

G_BEGIN_DECLS

/**
 * LecAheadRoom:
 *
 * Asked from another thread, each time before something is read.
 *
 * Returns: whether there is a processor to spare
 */
typedef gboolean (*LecAheadRoom) (gpointer user_data);

typedef struct _LecReadAhead LecReadAhead;

LecReadAhead *lec_read_ahead_new (LecTaskRunner *runner,
                                  const char *folder,
                                  const LecJobOptions *options,
                                  LecAheadRoom has_room,
                                  gpointer room_data);
void lec_read_ahead_add (LecReadAhead *self, const LecSlide *slide);
LecSlide *lec_read_ahead_pop (LecReadAhead *self);
gboolean lec_read_ahead_stop (LecReadAhead *self, LecTaskMetrics *cost);
void lec_read_ahead_free (LecReadAhead *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecReadAhead, lec_read_ahead_free)

G_END_DECLS
