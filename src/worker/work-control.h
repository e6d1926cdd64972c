/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What somebody may want of work that is under way: more or less of it at a
 * time, or that it comes to an end.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Any thread. Outlives the work that it is handed to. */
typedef struct _LecWorkControl LecWorkControl;

LecWorkControl *lec_work_control_new (void);
void lec_work_control_free (LecWorkControl *self);
/* @concurrency: tasks at a time; 0 for as many as was asked for otherwise */
void lec_work_control_set_concurrency (LecWorkControl *self, guint concurrency);
/* @self: (nullable). Returns: @otherwise when nothing is wanted */
guint lec_work_control_get_concurrency (const LecWorkControl *self, guint otherwise);
/* Jobs that have begun are finished, no other is begun; then the work ends. */
void lec_work_control_set_finishing (LecWorkControl *self, gboolean finishing);
/* @self: (nullable) */
gboolean lec_work_control_is_finishing (const LecWorkControl *self);
/* No other task is begun until it is taken back; the work does not end. */
void lec_work_control_set_holding (LecWorkControl *self, gboolean holding);
/* @self: (nullable) */
gboolean lec_work_control_is_holding (const LecWorkControl *self);
/* Tasks that have begun are finished, no other is begun; then the work ends. */
void lec_work_control_drain (LecWorkControl *self);
/* @self: (nullable) */
gboolean lec_work_control_is_draining (const LecWorkControl *self);
/* @self: (nullable). Returns: (transfer none) (nullable): cancelled as soon as that is wanted */
GCancellable *lec_work_control_get_draining (const LecWorkControl *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecWorkControl, lec_work_control_free)

G_END_DECLS
