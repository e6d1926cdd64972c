/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What lectern run and lectern follow tell while work goes on: on standard
 * error, in words or JSON lines. Belongs to one thread.
 */
#pragma once

#include "cli/arguments.h"
#include "cli/progress-view.h"
#include "engine/jobs.h"

G_BEGIN_DECLS

typedef struct _LecRunView LecRunView;

LecRunView *lec_run_view_new (LecProgressMode mode, int fd);
/* As --progress says, on standard error. */
LecRunView *lec_run_view_new_for (const LecArguments *arguments);
/* Takes the status line off the screen. */
void lec_run_view_free (LecRunView *self);
/* Before something else is printed. */
void lec_run_view_clear (LecRunView *self);
void lec_run_view_show (LecRunView *self, const LecJob *job, double progress, const char *message);
/* For programs; nothing in the other modes. @reason: (nullable) */
void lec_run_view_note (LecRunView *self, const char *event, const LecJob *job, const GError *reason);
/* "talk.mp4: 37 %, read 12:30 of 50:00" */
char *lec_run_view_format_line (const LecJob *job, double progress, const char *message);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecRunView, lec_run_view_free)

G_END_DECLS
