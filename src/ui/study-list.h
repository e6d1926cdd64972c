/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A page of the study guide that is a list: of LecStudyEntry, or what to do so that
 * there is one. Its properties, to be set once: "label" (string, of the list),
 * "empty-title" and "empty-text" (strings, markup), "empty-button" and "empty-action" (strings:
 * what can be done about it, and the action that does it). Times are asked for by the action
 * "study.go-to" (d) of a widget above it.
 */
#pragma once

#include <adwaita.h>

#include "ui/study-entry.h"

G_BEGIN_DECLS

#define LEC_TYPE_STUDY_LIST (lec_study_list_get_type ())
G_DECLARE_FINAL_TYPE (LecStudyList, lec_study_list, LEC, STUDY_LIST, AdwBin)

/* @entries: (element-type LecStudyEntry) (nullable): in the place of those before */
void lec_study_list_set_entries (LecStudyList *self, const GPtrArray *entries);
typedef void (*LecStudyTypedFunc) (LecStudyEntry *entry, const char *typed, gpointer user_data);
/* Calls @func for each entry over which something else was typed that nobody has kept or given up.
 * What was only emptied is not among them: that takes words away, and wants to be asked for. */
void lec_study_list_keep_typed (LecStudyList *self, LecStudyTypedFunc func, gpointer user_data);
/* Returns: of LecStudyEntry */
GListModel *lec_study_list_get_entries (LecStudyList *self);
/* @words: what is looked for, to be marked */
void lec_study_list_mark (LecStudyList *self, const char *words);
void lec_study_list_scroll_to (LecStudyList *self, guint position);
/* Returns: (transfer full): all of it as plain text */
char *lec_study_list_dup_text (LecStudyList *self);

G_END_DECLS
