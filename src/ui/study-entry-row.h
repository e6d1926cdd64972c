/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A row of something to study: when, and what. Times are asked for by the action
 * "study.go-to" (d) of a widget above it, corrections by "study.correct" (dss): when
 * what was said begins, what stood there, and what is to.
 */
#pragma once

#include <gtk/gtk.h>

#include "ui/study-entry.h"

G_BEGIN_DECLS

#define LEC_TYPE_STUDY_ENTRY_ROW (lec_study_entry_row_get_type ())
G_DECLARE_FINAL_TYPE (LecStudyEntryRow, lec_study_entry_row, LEC, STUDY_ENTRY_ROW, GtkBox)

LecStudyEntryRow *lec_study_entry_row_new (void);
void lec_study_entry_row_bind (LecStudyEntryRow *self, LecStudyEntry *entry);
void lec_study_entry_row_unbind (LecStudyEntryRow *self);
/* What is typed in it and not kept yet becomes the draft of its entry; it can be typed on. */
void lec_study_entry_row_save_draft (LecStudyEntryRow *self);
/* @words: what is looked for, to be marked */
void lec_study_entry_row_mark (LecStudyEntryRow *self, const char *words);

G_END_DECLS
