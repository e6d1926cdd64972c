/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One progress bar for work in steps within steps, and how long it will still
 * take. Pure: the time is handed in. Belongs to one thread.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _LecProgress LecProgress;

LecProgress *lec_progress_new (void);
void lec_progress_free (LecProgress *self);
LecProgress *lec_progress_add_step (LecProgress *self, double weight);
void lec_progress_set_fraction (LecProgress *self, double fraction);
double lec_progress_get_fraction (LecProgress *self);
void lec_progress_tick (LecProgress *self, gint64 now_us);
double lec_progress_get_left_s (LecProgress *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecProgress, lec_progress_free)

G_END_DECLS
