/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Progress on standard error: a bar on a terminal, plain lines elsewhere, JSON
 * lines for programs. One view for one video; belongs to one thread.
 */
#pragma once

#include "engine/extractor.h"

G_BEGIN_DECLS

typedef enum
{
  LEC_PROGRESS_BAR,
  LEC_PROGRESS_LINES,
  LEC_PROGRESS_JSON,
  LEC_PROGRESS_NONE,
} LecProgressMode;

typedef struct _LecProgressView LecProgressView;

/* @name: auto, bar, lines, json or none; auto asks whether @fd is a terminal. */
LecProgressMode lec_progress_mode_choose (const char *name, int fd);

LecProgressView *lec_progress_view_new (LecProgressMode mode, int fd, const char *video);
/* Takes the bar off the screen. */
void lec_progress_view_free (LecProgressView *self);
void lec_progress_view_show (LecProgressView *self, const LecExtractStatus *status, gint64 now_us);
void lec_progress_view_hide (LecProgressView *self);
void lec_progress_view_add_slide (LecProgressView *self, const LecSlide *slide);
/* The last event of a video; JSON only, the others are told in words by the command. */
void lec_progress_view_finish (LecProgressView *self, const LecExtractResult *result, const GError *error);
char *lec_progress_view_format_bar (const char *name, const LecExtractStatus *status, int columns);
char *lec_progress_view_format_line (const char *name, const LecExtractStatus *status);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecProgressView, lec_progress_view_free)

G_END_DECLS
