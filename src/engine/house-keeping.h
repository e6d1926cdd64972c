/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is done from time to time by whoever owns the queue, so that a library
 * stays small and whole: cleaning up after killed programs, a look at the disk
 * and the database, the database's upkeep.
 */
#pragma once

#include "store/store.h"

G_BEGIN_DECLS

typedef struct _LecHouseKeeping LecHouseKeeping;

/**
 * lec_house_keeping_new:
 * @store: whose handle belongs to the calling thread
 * @folder: the library's
 * @expire_days: kept lectures that nobody has used for so long are removed; 0 for never
 * @noticed: (nullable): what a person should know of: %LEC_ERROR_NO_SPACE while there is hardly
 *   any room left, what is wrong with the database; on the calling thread
 *
 * Returns: (transfer full): for the calling thread
 */
LecHouseKeeping *lec_house_keeping_new (LecStore *store,
                                        const char *folder,
                                        guint expire_days,
                                        void (*noticed) (const GError *reason, gpointer user_data),
                                        gpointer user_data);
/* Stops what runs. */
void lec_house_keeping_free (LecHouseKeeping *self);
/* To be called often; begins what is due, on another thread. */
void lec_house_keeping_tick (LecHouseKeeping *self);
/* Waits for what runs, unless cancelled. */
void lec_house_keeping_finish (LecHouseKeeping *self, GCancellable *cancellable);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecHouseKeeping, lec_house_keeping_free)

/* Below it work will fail soon. */
#define LEC_HOUSE_KEEPING_LOW_BYTES (G_GUINT64_CONSTANT (100) << 20)

/* Removes what killed programs have left in @folder, the one for temporary files; those of programs
 * that live are younger than an hour. Returns: how much there was */
guint lec_house_keeping_sweep_temporary (const char *folder, gint64 now_us);

G_END_DECLS
