/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Periodic work: a table of what is to be done how often, and a store that
 * gives each slot to one of all the programs that ask for it. The work itself
 * is done on a thread of the schedule's, so that whoever ticks is not kept.
 */
#pragma once

#include "store/store.h"

G_BEGIN_DECLS

/**
 * LecPeriodicWork:
 * @name: of its slots in the store
 * @run: on the schedule's thread, one work at a time; it sees no handle but its own. FALSE with
 *   what a person should know of
 */
typedef struct
{
  const char *name;
  gint64 period_us;
  gboolean (*run) (gpointer user_data, GCancellable *cancellable, GError **error);
} LecPeriodicWork;

/**
 * LecScheduleListener:
 *
 * A work has ended with @reason; on the thread that ticks, while it does.
 */
typedef void (*LecScheduleListener) (const char *work, const GError *reason, gpointer user_data);

typedef struct _LecSchedule LecSchedule;

/**
 * lec_schedule_new:
 * @store: whose handle belongs to the calling thread
 * @works: (array length=n_works): must outlive it
 * @user_data: for the works
 * @get_now_us: (nullable): the clock of the store; real time
 *
 * Returns: (transfer full): for the calling thread
 */
LecSchedule *lec_schedule_new (LecStore *store,
                               const LecPeriodicWork *works,
                               gsize n_works,
                               gpointer user_data,
                               gint64 (*get_now_us) (void));
/* Stops what runs, and waits for it. */
void lec_schedule_free (LecSchedule *self);
void lec_schedule_set_listener (LecSchedule *self, LecScheduleListener listener, gpointer user_data);

/**
 * lec_schedule_tick:
 *
 * To be called often. Takes the slots that are due, begins their work and tells of what has ended.
 * Asks the store at most every ten seconds.
 *
 * Returns: %FALSE with the store's error
 */
gboolean lec_schedule_tick (LecSchedule *self, GError **error);

/* Waits for what runs, unless cancelled, and tells of it. */
void lec_schedule_finish (LecSchedule *self, GCancellable *cancellable);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecSchedule, lec_schedule_free)

G_END_DECLS
