/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Rows of a group of preferences that are listed anew after each change, each with a
 * button that takes away what it stands for. A group without any is not shown.
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

typedef struct _LecGroupRows LecGroupRows;

/* @group: unowned: it owns this */
LecGroupRows *lec_group_rows_new (AdwPreferencesGroup *group);
void lec_group_rows_free (LecGroupRows *self);
/* Takes all rows away, for those that come. */
void lec_group_rows_begin (LecGroupRows *self);
/* The texts are no markup. @button: (transfer floating). Returns: (transfer none): the row */
AdwActionRow *lec_group_rows_add (LecGroupRows *self, const char *title, const char *subtitle, GtkWidget *button);
/* @failure: (nullable): why they cannot be listed, which is told then */
void lec_group_rows_end (LecGroupRows *self, const GError *failure);
/* @label: for a screen reader: what is removed. Returns: (transfer floating) */
GtkWidget *lec_group_rows_make_button (const char *label);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecGroupRows, lec_group_rows_free)

G_END_DECLS
