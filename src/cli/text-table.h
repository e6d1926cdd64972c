/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Rows in columns as wide as what is in them. Pure.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _LecTextTable LecTextTable;

/* @headings: (array zero-terminated=1): one for each column; must outlive it. Returns: (transfer
 * full) */
LecTextTable *lec_text_table_new (const char *const *headings);
void lec_text_table_free (LecTextTable *self);
/* Takes each of @cells: (array): as many as there are columns. What is in them is escaped. */
void lec_text_table_take_row (LecTextTable *self, char *const *cells);
guint lec_text_table_get_n_rows (const LecTextTable *self);
/* Returns: (transfer full): lines that end in a newline, the headings first */
char *lec_text_table_format (const LecTextTable *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecTextTable, lec_text_table_free)

G_END_DECLS
