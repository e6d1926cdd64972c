/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * All corrections ever made to a lecture, in order. Nothing is taken out: undo
 * and redo are entries too, and what counts now follows from all of them.
 * Written as JSON lines, the first of which says which version it is.
 */
#pragma once

#include "model/edit.h"

G_BEGIN_DECLS

#define LEC_EDIT_LOG_VERSION   1
#define LEC_EDIT_LOG_MAX_BYTES (4 * 1024 * 1024)

typedef struct _LecEditLog LecEditLog;

LecEditLog *lec_edit_log_new (void);
void lec_edit_log_free (LecEditLog *self);
guint lec_edit_log_get_length (const LecEditLog *self);
const LecEdit *lec_edit_log_get (const LecEditLog *self, guint i);
/* Returns: (transfer none) (nullable): the edit that undo would take back, or redo bring back */
const LecEdit *lec_edit_log_peek_step (const LecEditLog *self, LecEditKind step);
gboolean lec_edit_log_can_undo (const LecEditLog *self);
gboolean lec_edit_log_can_redo (const LecEditLog *self);
gboolean lec_edit_log_append (LecEditLog *self, LecEdit *edit, GError **error);
GArray *lec_edit_log_list_active (const LecEditLog *self);
/* Takes over into @options what was adjusted last, of what counts. Returns: whether anything was */
gboolean lec_edit_log_adjust (const LecEditLog *self, LecJobOptions *options);
GPtrArray *lec_edit_log_dup_active (const LecEditLog *self);
char *lec_edit_log_to_text (const LecEditLog *self);
LecEditLog *lec_edit_log_from_text (const char *text, gsize length, GError **error);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecEditLog, lec_edit_log_free)

G_END_DECLS
